"""The nodes of an article's graph: the article, its things, and the places in the text that everything rests on.

What `kg.rdf` builds facts on. Names (labels, topics, themes) are in NFC and tagged `zh`; quotes are raw characters.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeAlias
from unicodedata import normalize
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from kg.divisions import by_code
from kg.lineage import lasting_code
from kg.model import (
    Byline,
    Event,
    Evidence,
    Fact,
    Initiative,
    Involvement,
    Jurisdiction,
    KgError,
    Kind,
    Membership,
    Organization,
    Participation,
    Place,
    Proposal,
    Reading,
    Recognition,
    Statement,
    Thing,
)
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COUNTRY: Final = "中华人民共和国"
BASE: Final = "https://w3id.org/governance-kg/id/"
Triple: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]


def article_iri(doc: str, base: str = BASE) -> NamedNode:
    """The IRI of an article, which is also the name of its graph."""
    return NamedNode(f"{base}article/{safe(doc)}")


def division_iri(code: str, base: str = BASE, year: int | None = None) -> NamedNode:
    """The IRI of a division that is known by the GB/T 2260 code that it has in a year: one through its renamings."""
    return NamedNode(f"{base}division/{safe(lasting_code(code, year))}")


@dataclass(frozen=True, slots=True)
class Scope:
    """What all nodes of one article share: the reading, the names of its things, and of its graph."""

    reading: Reading
    iris: Mapping[tuple[Kind, str], str]
    base: str
    article: NamedNode
    divisions: Mapping[str, NamedNode]  # the article's own places by their code
    bodies: Mapping[str, str]  # the first name that the article has for each body, by its IRI

    def thing(self, kind: Kind, key: str) -> NamedNode:
        """The IRI of a thing of the article; KgError where the reading has no such thing."""
        try:
            return NamedNode(self.iris[kind, key])
        except KeyError:
            raise KgError(
                f"the reading of {self.reading.doc!r} has a fact about the {kind} {key!r} but no such {kind}; "
                "read the article again, and report it if that does not help"
            ) from None

    def minted(self, kind: str, *content: object) -> NamedNode:
        """An IRI made of content; equal content, equal IRI."""
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return NamedNode(f"{self.base}{kind}/{digest[:20]}")

    def division(self, code: str) -> NamedNode:
        """The division of a code: the article's own place, where it has one."""
        return self.divisions.get(code) or division_iri(code, self.base, self.reading.as_of)


def open_scope(reading: Reading, iris: Mapping[tuple[Kind, str], str], base: str) -> Scope:
    """The scope of a reading whose things have these IRIs."""
    divisions = {
        place.code: NamedNode(iris[Kind.PLACE, place.key])
        for place in reversed(reading.places)
        if place.code and (Kind.PLACE, place.key) in iris
    }
    bodies = {
        iris[Kind.ORGANIZATION, body.key]: body.name
        for body in reversed(reading.organizations)
        if (Kind.ORGANIZATION, body.key) in iris
    }
    return Scope(reading, iris, base, article_iri(reading.doc, base), divisions, bodies)


def fact_iri(fact: Fact, scope: Scope) -> NamedNode:
    """The node of a fact: made of what it says in the words of the article, wherever it stands, whoever is who."""
    match fact:
        case Byline():
            content: tuple[object, ...] = ("byline", fact.person, fact.role)
        case Membership():
            held = (fact.person, fact.organization, fact.title, fact.status, fact.start, fact.end)
            content = ("membership", *held)
        case Jurisdiction():
            content = ("jurisdiction", fact.organization, fact.code)
        case Participation():
            content = ("participation", fact.person, fact.event, fact.role, fact.topic)
        case Involvement():
            content = ("involvement", fact.organization, fact.event, fact.role)
        case Statement():
            content = ("statement", fact.person, fact.event, fact.said)
        case Proposal():
            content = ("proposal", fact.initiative, fact.proposer_kind, fact.proposer)
        case Recognition():
            content = ("recognition", fact.initiative, fact.roll)
    return scope.minted(str(content[0]), scope.reading.doc, *content[1:])


def article_triples(scope: Scope) -> Iterator[Triple]:
    """The article itself: id, hash of the raw text, headline, publisher, date."""
    reading, node = scope.reading, scope.article
    yield node, v.TYPE, v.ARTICLE
    yield node, v.IDENTIFIER, Literal(reading.doc)
    yield node, v.SHA256, Literal(reading.raw_hash)
    if reading.title:
        yield node, v.HEADLINE, words(reading.title)
    if reading.publisher:
        yield node, v.PUBLISHER_NAME, words(reading.publisher)
        if (Kind.ORGANIZATION, reading.publisher) in scope.iris:
            yield node, v.PUBLISHER, scope.thing(Kind.ORGANIZATION, reading.publisher)
    if reading.published:
        yield node, v.PUBLISHED, date_literal(reading.published)
    if reading.url:
        yield node, v.URL, Literal(reading.url, datatype=v.XSD_URI)


def thing_triples(scope: Scope, kind: Kind, thing: Thing, *, is_first: bool = True) -> Iterator[Triple]:
    """A thing as the article knows it: class, names, places in the text, and what its kind adds.

    One that is not the first of its node in the article gives its name as a further one.
    """
    node = scope.thing(kind, thing.key)
    yield node, v.TYPE, v.CLASSES[kind]
    yield node, v.LABEL if is_first else v.OTHER_LABEL, words(thing.name)
    yield scope.article, v.MENTIONS, node
    for name in thing.other_names:
        yield node, v.OTHER_LABEL, words(name)
    yield from rests(scope, node, *thing.mentions)
    if isinstance(thing, Place):
        yield from _place(scope, node, thing)
    elif isinstance(thing, Organization):
        yield from _part(scope, node, thing)
    elif isinstance(thing, Event):
        yield from _event(scope, node, thing)
    elif isinstance(thing, Initiative):
        yield node, v.CATEGORY, v.concept(thing.type)


def _part(scope: Scope, node: NamedNode, body: Organization) -> Iterator[Triple]:
    """The body that this one is a part of by its name."""
    if body.whole and (Kind.ORGANIZATION, body.whole) in scope.iris:
        whole = scope.thing(Kind.ORGANIZATION, body.whole)
        if whole != node:
            yield node, v.UNIT_OF if body.is_unit else v.PART_OF, whole


def _place(scope: Scope, node: NamedNode, place: Place) -> Iterator[Triple]:
    if place.code:
        yield node, v.TYPE, v.DIVISION
        yield node, v.CODE, Literal(place.code)
        yield from division_triples(scope, place.code)
    elif place.inside and (Kind.PLACE, place.inside) in scope.iris:
        yield node, v.CONTAINED_IN, scope.thing(Kind.PLACE, place.inside)
    elif place.within:
        yield node, v.CONTAINED_IN, scope.division(place.within)
    if place.within:
        yield from division_triples(scope, place.within)


def division_triples(scope: Scope, code: str) -> Iterator[Triple]:
    """A division that may not be named in the article, and those around it in its year, up to the country."""
    year = scope.reading.as_of
    division = by_code(code, year)
    node = scope.division(code)
    yield node, v.TYPE, v.DIVISION
    yield node, v.CODE, Literal(code)
    if division and code not in scope.divisions:
        yield node, v.LABEL, words(division.name)
    if division and division.parent and division.parent != code:
        yield node, v.CONTAINED_IN, scope.division(division.parent)
        yield from division_triples(scope, division.parent)
    elif division:
        country = NamedNode(f"{scope.base}division/CN")
        yield node, v.CONTAINED_IN, country
        yield country, v.TYPE, v.COUNTRY
        yield country, v.LABEL, words(COUNTRY)


def _event(scope: Scope, node: NamedNode, event: Event) -> Iterator[Triple]:
    yield node, v.CATEGORY, v.concept(event.type)
    if event.date:
        yield node, v.START, date_literal(event.date)
    if event.end:
        yield node, v.END, date_literal(event.end)
    for theme in event.themes:
        yield node, v.THEME, words(theme)
    if event.code:
        yield node, v.IN_DIVISION, scope.division(event.code)
        yield from division_triples(scope, event.code)
    yield from _venue(scope, node, event)
    yield from rests(scope, node, *event.details)


def _venue(scope: Scope, node: NamedNode, event: Event) -> Iterator[Triple]:
    """Where it was held: a place of the article, or else a node for the venue as named."""
    places = {place.key: place for place in scope.reading.places}
    if event.place:
        yield node, v.LOCATION, scope.thing(Kind.PLACE, event.place)
    known = places.get(event.place or "")
    if event.venue and not (known and event.venue in (known.name, *known.other_names)):
        venue = scope.minted("venue", event.venue, event.code)
        yield node, v.LOCATION, venue
        yield venue, v.TYPE, v.PLACE
        yield venue, v.LABEL, words(event.venue)
        if event.code:
            yield venue, v.CONTAINED_IN, scope.division(event.code)


def rests(scope: Scope, node: NamedNode, *places: Evidence) -> Iterator[Triple]:
    """What a fact or a thing rests on, as a Web Annotation specific resource with two selectors."""
    for evidence in places:
        start, end = evidence.span
        place = scope.minted("evidence", scope.reading.doc, start, end, evidence.rule)
        position, exact = NamedNode(f"{place.value}#position"), NamedNode(f"{place.value}#quote")
        yield node, v.DERIVED_FROM, place
        yield place, v.TYPE, v.SPECIFIC_RESOURCE
        yield place, v.SOURCE, scope.article
        yield place, v.RULE, Literal(evidence.rule)
        yield place, v.SELECTOR, position
        yield place, v.SELECTOR, exact
        yield position, v.TYPE, v.POSITION_SELECTOR
        yield position, v.POSITION_START, Literal(str(start), datatype=v.XSD_INTEGER)
        yield position, v.POSITION_END, Literal(str(end), datatype=v.XSD_INTEGER)
        yield exact, v.TYPE, v.QUOTE_SELECTOR
        yield exact, v.EXACT, Literal(evidence.span.of(scope.reading.raw))


_PRECISIONS = (
    (re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), "{}", v.XSD_DATE),
    (re.compile(r"\d{4}-\d\d", re.ASCII), "{}-01", v.XSD_MONTH),
    (re.compile(r"\d{4}", re.ASCII), "{}-01-01", v.XSD_YEAR),
)


def date_literal(value: str) -> Literal:
    """An ISO date as xsd:date, xsd:gYearMonth or xsd:gYear, as precise as it is; what is no date stays plain text."""
    for pattern, completed, datatype in _PRECISIONS:
        if pattern.fullmatch(value):
            try:
                date.fromisoformat(completed.format(value))
            except ValueError:
                break
            return Literal(value, datatype=datatype)
    return Literal(value)


def decimal(share: float) -> Literal:
    """A share with two digits at most, in the canonical form of xsd:decimal: 0.9, not 0.90, which a store rewrites."""
    return Literal(f"{share:.2f}".rstrip("0").rstrip("."), datatype=v.XSD_DECIMAL)


def words(text: str) -> Literal:
    """A name or wording in Chinese, in NFC."""
    return Literal(normalize("NFC", text), language="zh")


def safe(text: str) -> str:
    """A path segment: percent-encoded, and never one that means a folder."""
    encoded = quote(text, safe="", errors="surrogatepass")
    return encoded if encoded.strip(".") else encoded.replace(".", "%2E")
