"""All that is told of one thing, with what its page tells besides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.divisions import all_divisions
from kg.exploring.acts import acts, is_act
from kg.exploring.facts import ACT, MOST, Told, detailed, ends
from kg.exploring.records import Page
from kg.exploring.things import one, things_of
from kg.graph.projection import rows
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.exploring.records import Thing
    from kg.graph.projection import Row
    from kg.store import Store

    Found = dict[Told, list[Row]]
    Besides = Callable[[Store, Thing, Mapping[Told, object]], tuple[Found, tuple[str, ...]]]

_SHOWN: Final = 600  # facts of a page
_ARTICLES: Final = 5  # whose quotes one fact brings along
_STEP: Final = 200  # things of which a second step is asked


def thing(store: Store, iri: str) -> Page:
    """The page of the thing of an IRI; QueryError where there is none."""
    about = one(store, iri)
    own = ends(store, {about.iri: about.kind})
    more, below = _BESIDES.get(about.kind, _nothing)(store, about, own)
    found = own | more
    kept = dict(sorted(found.items(), key=lambda told: (told[0] not in own, -len(told[1])))[:_SHOWN])
    done = acts(store, [about.iri]) if about.kind is Kind.EVENT else {}
    named = {iri for told in (*kept, *done) for iri in (told.source, told.target) if iri} | set(below) | {about.iri}
    things = things_of(store, sorted(named))
    telling = detailed(store, kept | done, _ARTICLES)
    told = [fact for fact in telling.facts if fact.source in things and (not fact.target or fact.target in things)]
    at = [fact for fact in told if fact.target == about.iri and (fact.kind == ACT or is_act(fact))]
    return Page(
        things.pop(about.iri, about),
        tuple(fact for fact in told if fact.kind != ACT),
        tuple(things.values()),
        telling.articles,
        tuple(iri for iri in below if iri in things),
        tuple(at) if about.kind is Kind.EVENT else (),
        max(len(found) - _SHOWN, 0),
    )


def _nothing(store: Store, about: Thing, own: Mapping[Told, object]) -> tuple[Found, tuple[str, ...]]:
    return {}, ()


def _person(store: Store, about: Thing, own: Mapping[Told, object]) -> tuple[Found, tuple[str, ...]]:
    """Who else was at the events."""
    events = dict.fromkeys([told.target for told in own if told.kind == "participation"][:_STEP], Kind.EVENT)
    return ends(store, events, only=("participation",), sides=("?target",)), ()


def _event(store: Store, about: Thing, own: Mapping[Told, object]) -> tuple[Found, tuple[str, ...]]:
    """The posts of those who took part."""
    people = dict.fromkeys([told.source for told in own if told.kind == "participation"][:_STEP], Kind.PERSON)
    return ends(store, people, only=("membership",), sides=("?source",)), ()


def _place(store: Store, about: Thing, own: Mapping[Told, object]) -> tuple[Found, tuple[str, ...]]:
    """The divisions and sites below, with their bodies and events, and the initiatives of all of these."""
    below = _below(store, about)
    places = dict.fromkeys((about.iri, *below), Kind.PLACE)
    held = ends(store, places, only=("location", "jurisdiction", "proposal", "within"), most=MOST)
    bodies = dict.fromkeys([told.source for told in held if told.kind == "jurisdiction"][:_STEP], Kind.ORGANIZATION)
    return held | ends(store, bodies, only=("proposal",), sides=("?source",)), below


def _below(store: Store, about: Thing) -> tuple[str, ...]:
    """The divisions within a division, by their codes, and the sites in these and in it."""
    stem = about.code.removesuffix("00").removesuffix("00")
    codes = {division.code for division in all_divisions() if stem and division.code.startswith(stem)} - {about.code}
    listed = " ".join(f'"{code}"' for code in sorted(codes))
    found = [row["place"] for row in rows(store, f"VALUES ?code {{ {listed} }} ?place skos:notation ?code .", "?place")]
    around = [about.iri, *dict.fromkeys(found)]
    sites = rows(store, "?place schema:containedInPlace ?around .", "?place", "?around", around)
    return tuple(dict.fromkeys(iri for iri in (*found, *(row["place"] for row in sites)) if iri != about.iri))


_BESIDES: Final[Mapping[Kind, Besides]] = {Kind.PERSON: _person, Kind.EVENT: _event, Kind.PLACE: _place}
