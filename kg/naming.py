"""Things of a graph by what people write on the command line: an IRI, the end of one, a name, a name in an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.graph.projection import labels
from kg.identity.marks import BASE
from kg.model import QueryError
from kg.questions.matching import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import Kind
    from kg.store import Store
    from kg.store.lookup import Seen

_LISTED: Final = 8  # candidates that an error names, and
_TOLD: Final = 3  # articles of each


def sightings(store: Store, text: str, kind: Kind | None = None) -> Sequence[Seen]:
    """The sightings of the thing that somebody means; QueryError with the candidates where that is not one.

    `text` is an IRI or its end (person/王宁-1a2b3c4d), a name that one thing alone has, or NAME@ARTICLE for the thing
    of one article.
    """
    if found := store.lookup.of(text) or store.lookup.of(BASE + text):
        return found
    name, _, doc = text.rpartition("@")
    if name and (here := [one for one in store.lookup.within(doc) if _is_called(store, one, name, kind)]):
        return _only(store, text, [[one] for one in here])
    spelled = dict.fromkeys((text, simplified(text)))
    iris = {iri for name in spelled for found in labels(store, name).values() for iri in found}
    things = [whole for iri in sorted(iris) if (whole := store.lookup.whole(iri)) and kind in (None, whole[0].kind)]
    if not things:
        raise QueryError(f"nothing in the graph is called {text!r}; give an IRI, a whole name, or NAME@ARTICLE")
    return _only(store, text, things)


def _is_called(store: Store, one: Seen, name: str, kind: Kind | None) -> bool:
    if kind not in (None, one.kind):
        return False
    if one.key == name:
        return True
    things = (thing for sort, thing in store.reading(one.doc).things() if (sort, thing.key) == (one.kind, one.key))
    return any(name in (thing.name, *thing.other_names) for thing in things)


def _only(store: Store, text: str, things: Sequence[Sequence[Seen]]) -> Sequence[Seen]:
    if len(things) == 1:
        return things[0]
    exact = [thing for thing in things if thing[0].anchor.key == text.rpartition("@")[0]]
    if len(exact) == 1:
        return exact[0]
    told = "; ".join(described(thing) for thing in things[:_LISTED])
    more = f"; and {len(things) - _LISTED} more" if len(things) > _LISTED else ""
    raise QueryError(f"{len(things)} things are called {text!r}: {told}{more}; give one of these IRIs, or NAME@ARTICLE")


def described(thing: Sequence[Seen]) -> str:
    """The end of a thing's IRI, and the articles that it is in."""
    docs = list(dict.fromkeys(one.doc for one in thing))
    more = f" and {len(docs) - _TOLD} more" if len(docs) > _TOLD else ""
    return f"{short(thing[0].cluster)} in {', '.join(docs[:_TOLD])}{more}"


def short(iri: str) -> str:
    """The end of an IRI, which names a thing as well."""
    return iri.removeprefix(BASE)


def held_by(store: Store, thing: Iterable[Seen]) -> Seen:
    """The sighting by which a ruling holds a thing: one on which something is ruled already, else the first."""
    seen = list(thing)
    ruled = {anchor for ruling in store.rulings.all for anchor in ruling.pair}
    return next((one for one in seen if one.anchor in ruled), seen[0])
