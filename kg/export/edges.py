"""Readings as a plain graph: things and articles are nodes, facts are edges from one to the other.

An edge says when: when the post was held, when the event was, or else when the article was published.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, NamedTuple

from kg.divisions import by_code
from kg.model import (
    Byline,
    Event,
    Fact,
    Involvement,
    Jurisdiction,
    Kind,
    Membership,
    Participation,
    Place,
    Proposal,
    Reading,
    Recognition,
    Statement,
)
from kg.rdf import BASE, article_iri, division_iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Node(NamedTuple):
    """A thing or an article, by its IRI."""

    iri: str
    kind: str
    label: str
    code: str = ""  # divisions
    date: str = ""  # events: the first day; articles: of publication
    end: str = ""  # events: the last day


class Edge(NamedTuple):
    """A fact between two nodes."""

    source: str
    target: str
    kind: str
    role: str  # what an enum or a title says, in the words of the ontology
    doc: str
    quote: str  # raw characters
    rule: str
    confidence: str = ""  # from 0 to 1; of facts alone
    status: str = ""  # memberships
    topic: str = ""  # participations
    start: str = ""  # ISO, as precise as is told
    end: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A reading, and the IRIs of its things."""

    reading: Reading
    iris: Mapping[tuple[Kind, str], str]
    base: str = BASE

    @property
    def iri(self) -> str:
        """The IRI of the article."""
        return article_iri(self.reading.doc, self.base).value

    def division(self, code: str) -> str:
        """The IRI of a division, whether the article names it or only its code is known."""
        for place in self.reading.places:
            if place.code == code:
                return self.iris[Kind.PLACE, place.key]
        return division_iri(code, self.base, self.reading.as_of).value

    def nodes(self) -> Iterator[Node]:
        """The article, its things, and the divisions it knows by code."""
        reading = self.reading
        yield Node(self.iri, "article", reading.title or reading.doc, date=reading.published or "")
        for kind, thing in reading.things():
            code = (thing.code or "") if isinstance(thing, Place) else ""
            days = (thing.date or "", thing.end or "") if isinstance(thing, Event) else ("", "")
            yield Node(self.iris[kind, thing.key], kind, thing.name, code, *days)
        named = {place.code for place in reading.places}
        codes = {fact.code for fact in reading.jurisdictions} | {event.code for event in reading.events if event.code}
        for code in sorted(codes - named):
            division = by_code(code, reading.as_of)
            yield Node(self.division(code), Kind.PLACE, division.name if division else code, code)

    def edges(self) -> Iterator[Edge]:
        """The facts, and where the events were held."""
        for fact in self.reading.facts():
            source, target, role = _ends(fact, self)
            quote = fact.evidence.span.of(self.reading.raw)
            status = fact.status if isinstance(fact, Membership) else ""
            topic = (fact.topic or "") if isinstance(fact, Participation) else ""
            kind = type(fact).__name__.lower()
            evidence = (quote, fact.evidence.rule, f"{fact.confidence:.2f}")
            yield Edge(source, target, kind, role, self.reading.doc, *evidence, status, topic, *self.days(fact))
        for event in self.reading.events:
            yield from self._grounds(event)

    def days(self, fact: Fact) -> tuple[str, str]:
        """From when to when a fact held, as far as is known; at the latest, it was so when the article appeared."""
        if isinstance(fact, Membership) and (fact.start or fact.end):
            return fact.start or "", fact.end or ""
        told = getattr(fact, "event", None)
        event = next((event for event in self.reading.events if event.key == told and event.date), None)
        if event:
            return event.date or "", event.end or ""
        return self.reading.published or "", ""

    def _grounds(self, event: Event) -> Iterator[Edge]:
        """An event's place, or else the division it was held in; the venue as named is the role."""
        iri = self.iris[Kind.EVENT, event.key]
        place = self.iris[Kind.PLACE, event.place] if event.place else self.division(event.code) if event.code else None
        if place:
            evidence = (event.details or event.mentions or (None,))[0]
            quote, rule = (evidence.span.of(self.reading.raw), evidence.rule) if evidence else ("", "")
            days = (event.date or "", event.end or "")
            yield Edge(iri, place, "location", event.venue or "", self.reading.doc, quote, rule, "", "", "", *days)


@singledispatch
def _ends(fact: Fact, article: Article) -> tuple[str, str, str]:
    """Where a fact's edge begins and ends, and its role."""
    raise TypeError(f"no edge for {type(fact).__name__}")


@_ends.register(Byline)
def _byline(fact: Byline, article: Article) -> tuple[str, str, str]:
    return article.iris[Kind.PERSON, fact.person], article.iri, fact.role


@_ends.register(Membership)
def _membership(fact: Membership, article: Article) -> tuple[str, str, str]:
    return article.iris[Kind.PERSON, fact.person], article.iris[Kind.ORGANIZATION, fact.organization], fact.title


@_ends.register(Jurisdiction)
def _jurisdiction(fact: Jurisdiction, article: Article) -> tuple[str, str, str]:
    return article.iris[Kind.ORGANIZATION, fact.organization], article.division(fact.code), "jurisdiction"


@_ends.register(Participation)
def _participation(fact: Participation, article: Article) -> tuple[str, str, str]:
    return article.iris[Kind.PERSON, fact.person], article.iris[Kind.EVENT, fact.event], fact.role


@_ends.register(Involvement)
def _involvement(fact: Involvement, article: Article) -> tuple[str, str, str]:
    return article.iris[Kind.ORGANIZATION, fact.organization], article.iris[Kind.EVENT, fact.event], fact.role


@_ends.register(Statement)
def _statement(fact: Statement, article: Article) -> tuple[str, str, str]:
    """Said at an event, or else in the article."""
    target = article.iris[Kind.EVENT, fact.event] if fact.event else article.iri
    return article.iris[Kind.PERSON, fact.person], target, "statement"


@_ends.register(Proposal)
def _proposal(fact: Proposal, article: Article) -> tuple[str, str, str]:
    initiative = article.iris[Kind.INITIATIVE, fact.initiative]
    return article.iris[fact.proposer_kind, fact.proposer], initiative, "proposer"


@_ends.register(Recognition)
def _recognition(fact: Recognition, article: Article) -> tuple[str, str, str]:
    return article.iris[Kind.INITIATIVE, fact.initiative], article.iris[Kind.INITIATIVE, fact.roll], "recognition"
