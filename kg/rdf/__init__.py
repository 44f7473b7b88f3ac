"""Facts into quads: the only file that turns a reading into RDF.

    article_iri(doc)      names the article, and the named graph of what it says
    facts(reading, iris)  the facts with their IRIs
    quads(reading, iris)  the content of that graph; things by the IRIs that identity gave them; what was corrected
    ontology_folder()     where kg.ttl, context.jsonld and the queries lie

A fact is a node whose IRI is the hash of the article's id and the fact's content, so that the same reading gives the
same quads anywhere; there are no blank nodes. A fact and a thing rest on evidence: a place in the article with its
position (code points of the raw text), its raw characters, and the rule that read them.
"""

from __future__ import annotations

from functools import singledispatch
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from pyoxigraph import NamedNode, Quad

from kg.model import (
    Byline,
    BylineRole,
    Fact,
    Involvement,
    Jurisdiction,
    Kind,
    Membership,
    OrganizationRole,
    Participation,
    PersonRole,
    Proposal,
    Reading,
    Recognition,
    Statement,
    Status,
)
from kg.rdf import vocabulary as v
from kg.rdf.changes import change_triples
from kg.rdf.intervals import during
from kg.rdf.nodes import (
    BASE,
    Scope,
    Triple,
    article_iri,
    article_triples,
    date_literal,
    decimal,
    division_iri,
    division_triples,
    fact_iri,
    open_scope,
    rests,
    safe,
    thing_triples,
    words,
)
from kg.rdf.notes import note_triples
from kg.rdf.repairs import repair_triples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.corrections import Note

__all__ = ["BASE", "article_iri", "date_literal", "division_iri", "facts", "ontology_folder", "quads"]

_BYLINE_LINKS = {
    BylineRole.REPORTER: v.AUTHOR,
    BylineRole.CORRESPONDENT: v.AUTHOR,
    BylineRole.EDITOR: v.EDITOR,
    BylineRole.PHOTOGRAPHER: v.CONTRIBUTOR,
}
_INVOLVEMENT_LINKS = {
    OrganizationRole.HOST: v.ORGANIZER,
    OrganizationRole.ORGANIZER: v.ORGANIZER,
    OrganizationRole.CO_ORGANIZER: v.ORGANIZER,
    OrganizationRole.SUPPORTER: v.SPONSOR,
}
_UNHEARD = (PersonRole.ATTENDEE, PersonRole.LAUNCHER)


def ontology_folder() -> Path:
    """The folder of kg.ttl: beside the package in a checkout, inside it in an installed wheel."""
    package = Path(__file__).resolve().parents[1]
    beside = package.parent / "ontology"
    return beside if (beside / "kg.ttl").is_file() else package / "ontology"


def quads(
    reading: Reading,
    iris: Mapping[tuple[Kind, str], str],
    base: str = BASE,
    *,
    notes: Iterable[Note] = (),
    first: str | None = None,
) -> Iterator[Quad]:
    """The named graph of one article, each quad once, in the order of the reading.

    `iris` holds the IRI of every thing by its kind and key; a fact about a thing that it lacks is a KgError. `notes`
    are what people said of its facts; `first` is the first of the articles that are copies of one another.
    """
    graph = article_iri(reading.doc, base)
    scope = open_scope(reading, iris, base)
    said = (triple for note in notes for triple in note_triples(scope, note))
    copied = [(scope.article, v.VERSION_OF, article_iri(first, base))] if first not in (None, reading.doc) else []
    for subject, predicate, value in dict.fromkeys(chain(_triples(scope), copied, said)):
        yield Quad(subject, predicate, value, graph)


def facts(reading: Reading, iris: Mapping[tuple[Kind, str], str], base: str = BASE) -> Iterator[tuple[str, Fact]]:
    """The facts of a reading, each with the IRI of its node; a fact told at two places comes twice."""
    scope = open_scope(reading, iris, base)
    for fact in reading.facts():
        yield fact_iri(fact, scope).value, fact


def _triples(scope: Scope) -> Iterator[Triple]:
    yield from article_triples(scope)
    named: set[NamedNode] = set()  # two names of an article may turn out to be one body's
    for kind, thing in scope.reading.things():
        node = scope.thing(kind, thing.key)
        yield from thing_triples(scope, kind, thing, is_first=node not in named)
        named.add(node)
    yield from repair_triples(scope)
    surest: dict[NamedNode, float] = {}
    for fact in scope.reading.facts():
        triples = list(_fact(fact, scope))
        node = triples[0][0]
        surest[node] = max(fact.confidence, surest.get(node, 0.0))  # one fact may be told at two places
        yield from triples
    yield from change_triples(scope)
    for node, confidence in surest.items():
        yield node, v.CONFIDENCE, decimal(confidence)


@singledispatch
def _fact(fact: Fact, scope: Scope) -> Iterator[Triple]:
    raise TypeError(f"no rule for {type(fact).__name__}")


@_fact.register(Byline)
def _byline(fact: Byline, scope: Scope) -> Iterator[Triple]:
    node = fact_iri(fact, scope)
    person = scope.thing(Kind.PERSON, fact.person)
    yield node, v.TYPE, v.BYLINE
    yield node, v.AGENT, person
    yield node, v.ABOUT_ARTICLE, scope.article
    yield node, v.ROLE, v.concept(fact.role)
    yield scope.article, _BYLINE_LINKS[fact.role], person
    yield from rests(scope, node, fact.evidence)


@_fact.register(Membership)
def _membership(fact: Membership, scope: Scope) -> Iterator[Triple]:
    person = scope.thing(Kind.PERSON, fact.person)
    organization = scope.thing(Kind.ORGANIZATION, fact.organization)
    node = fact_iri(fact, scope)
    post = scope.minted("post", organization.value, fact.title)
    yield node, v.TYPE, v.MEMBERSHIP
    yield node, v.MEMBER, person
    yield node, v.IN_ORGANIZATION, organization
    yield node, v.OF_POST, post
    yield node, v.STATUS, v.concept(fact.status)
    if fact.start:
        yield node, v.START, date_literal(fact.start)
    if fact.end:
        yield node, v.END, date_literal(fact.end)
    yield from during(node, fact.start, fact.end)
    if fact.status is Status.CURRENT:
        yield person, v.HOLDS, post
    yield from _post(scope, post, organization, fact)
    yield from rests(scope, node, fact.evidence)


def _post(scope: Scope, post: NamedNode, organization: NamedNode, fact: Membership) -> Iterator[Triple]:
    """The seat, and its title as a concept that all seats of this title share."""
    title = NamedNode(f"{scope.base}title/{safe(normalize('NFC', fact.title))}")
    name = scope.bodies.get(organization.value, fact.organization)
    yield post, v.TYPE, v.POST
    yield post, v.LABEL, words(name + fact.title)
    yield post, v.POST_IN, organization
    yield post, v.TITLE_OF_POST, title
    yield title, v.TYPE, v.TITLE
    yield title, v.LABEL, words(fact.title)
    yield title, v.IN_SCHEME, v.TITLES


@_fact.register(Jurisdiction)
def _jurisdiction(fact: Jurisdiction, scope: Scope) -> Iterator[Triple]:
    node = fact_iri(fact, scope)
    organization, division = scope.thing(Kind.ORGANIZATION, fact.organization), scope.division(fact.code)
    yield node, v.TYPE, v.JURISDICTION
    yield node, v.AGENT, organization
    yield node, v.IN_DIVISION, division
    yield organization, v.AREA_SERVED, division
    yield from division_triples(scope, fact.code)
    yield from rests(scope, node, fact.evidence)


@_fact.register(Participation)
def _participation(fact: Participation, scope: Scope) -> Iterator[Triple]:
    node = fact_iri(fact, scope)
    person, event = scope.thing(Kind.PERSON, fact.person), scope.thing(Kind.EVENT, fact.event)
    yield node, v.TYPE, v.PARTICIPATION
    yield node, v.AGENT, person
    yield node, v.AT_EVENT, event
    yield node, v.ROLE, v.concept(fact.role)
    if fact.topic:
        yield node, v.TOPIC, words(fact.topic)
    yield event, v.ATTENDEE if fact.role in _UNHEARD else v.PERFORMER, person
    yield from rests(scope, node, fact.evidence)


@_fact.register(Involvement)
def _involvement(fact: Involvement, scope: Scope) -> Iterator[Triple]:
    node = fact_iri(fact, scope)
    organization, event = scope.thing(Kind.ORGANIZATION, fact.organization), scope.thing(Kind.EVENT, fact.event)
    yield node, v.TYPE, v.INVOLVEMENT
    yield node, v.AGENT, organization
    yield node, v.AT_EVENT, event
    yield node, v.ROLE, v.concept(fact.role)
    if fact.role in _INVOLVEMENT_LINKS:
        yield event, _INVOLVEMENT_LINKS[fact.role], organization
    yield from rests(scope, node, fact.evidence)


@_fact.register(Statement)
def _statement(fact: Statement, scope: Scope) -> Iterator[Triple]:
    node = fact_iri(fact, scope)
    yield node, v.TYPE, v.STATEMENT
    yield node, v.SPEAKER, scope.thing(Kind.PERSON, fact.person)
    yield node, v.TEXT, words(fact.said)
    if fact.event:
        yield node, v.AT_EVENT, scope.thing(Kind.EVENT, fact.event)
    yield from rests(scope, node, fact.evidence)


@_fact.register(Proposal)
def _proposal(fact: Proposal, scope: Scope) -> Iterator[Triple]:
    node = fact_iri(fact, scope)
    yield node, v.TYPE, v.PROPOSAL
    yield node, v.ABOUT_INITIATIVE, scope.thing(Kind.INITIATIVE, fact.initiative)
    yield node, v.PROPOSER, scope.thing(fact.proposer_kind, fact.proposer)
    yield from rests(scope, node, fact.evidence)


@_fact.register(Recognition)
def _recognition(fact: Recognition, scope: Scope) -> Iterator[Triple]:
    node = fact_iri(fact, scope)
    yield node, v.TYPE, v.RECOGNITION
    yield node, v.ABOUT_INITIATIVE, scope.thing(Kind.INITIATIVE, fact.initiative)
    yield node, v.ROLL, scope.thing(Kind.INITIATIVE, fact.roll)
    yield from rests(scope, node, fact.evidence)
