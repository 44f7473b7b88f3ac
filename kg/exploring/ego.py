"""A thing, what is next to it, and the facts among these: how the picture grows by clicking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.exploring.facts import Told, detailed, ends
from kg.exploring.records import Neighbourhood
from kg.exploring.things import one, things_of
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.exploring.records import Thing
    from kg.graph.projection import Row
    from kg.store import Store

LIMIT: Final = 40
_READ: Final = 3  # rows of one kind of fact for each neighbour: of a hub that has more, those that come first
_ARTICLES: Final = 1  # whose quotes one fact brings along; its evidence has them all
_AMONG: Final = ("membership", "participation", "involvement", "proposal", "location", "within")
_HUB: Final = 60  # facts that are read of the neighbours together, to find those among them


def neighbourhood(store: Store, iri: str, limit: int = LIMIT) -> Neighbourhood:
    """The thing of an IRI, the `limit` things that most articles connect with it, and the facts among them.

    QueryError where there is no such thing.
    """
    ego = one(store, iri)
    own = ends(store, {ego.iri: ego.kind}, most=limit * _READ, divisions=_divisions([ego]))
    found = {told: group for told, group in own.items() if told.target}
    near = _ranked(ego.iri, found)
    things = {ego.iri: ego, **things_of(store, near[:limit])}
    others = {iri: thing.kind for iri, thing in things.items() if iri != ego.iri}
    found |= ends(store, others, only=_AMONG, sides=("?source",), most=_HUB, divisions=_divisions(things.values()))
    kept = {told: group for told, group in found.items() if told.source in things and told.target in things}
    telling = detailed(store, kept, _ARTICLES)
    return Neighbourhood(tuple(things.values()), telling.facts, telling.articles, max(len(near) - limit, 0))


def _divisions(things: Iterable[Thing]) -> set[str]:
    return {thing.iri for thing in things if thing.kind is Kind.PLACE and thing.code}


def _ranked(ego: str, found: Mapping[Told, Sequence[Row]]) -> list[str]:
    """What is next to a thing, that with most articles first."""
    articles: dict[str, set[str]] = {}
    for told, group in found.items():
        other = told.source if told.target == ego else told.target
        articles.setdefault(other, set()).update(row["g"] for row in group)
    articles.pop(ego, None)
    return sorted(articles, key=lambda other: (-len(articles[other]), other))
