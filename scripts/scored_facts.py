"""What a reading says in the tuples of the scorer, each with the rule behind it.

The scorer reads the graph by SPARQL and knows no rules. Here the same tuples are made of the reading itself, so that a
scored tuple leads back to the facts that it comes from.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.confidence import like
from kg.divisions import by_code
from kg.model import (
    Byline,
    Fact,
    Involvement,
    Jurisdiction,
    Kind,
    Membership,
    Participation,
    Proposal,
    Reading,
    Recognition,
    Statement,
)
from kg.rdf.nodes import division_iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType


class Source(NamedTuple):
    """A tuple of the scorer, and the rule that read what is behind it."""

    kind: str
    fact: dict[str, Any]
    rule: str
    completed: str  # empty of things, which have no completions


def sources(score: ModuleType, reading: Reading, iris: Mapping[tuple[Kind, str], str]) -> Iterator[Source]:
    """The tuples of all facts and things of a reading."""
    teller = _Teller(score, reading, iris)
    for fact in reading.facts():
        group = like(fact)
        for kind, told in teller.of_fact(fact):
            yield Source(kind, told, group.rule, group.completed)
    yield from teller.of_things()


class _Teller:
    """The names of a reading's things as the scorer compares them."""

    def __init__(self, score: ModuleType, reading: Reading, iris: Mapping[tuple[Kind, str], str]) -> None:
        self.names, self.norm, self.speaking = score.names, score.norm, score.SPEAKING
        self.reading, self.iris = reading, iris
        self._labels: dict[str, set[str]] = defaultdict(set)
        for kind, thing in reading.things():
            self._labels[iris[kind, thing.key]] |= self.names([thing.name, *thing.other_names])

    def label(self, kind: Kind, key: str) -> set[str]:
        """All names of a thing."""
        return self._labels[self.iris[kind, key]]

    def of_fact(self, fact: Fact) -> Iterator[tuple[str, dict[str, Any]]]:
        """The tuples that a fact gives."""
        match fact:
            case Byline():
                yield "author", {"name": self.label(Kind.PERSON, fact.person), "role": fact.role.value}
            case Membership():
                yield "position", self._position(fact)
            case Jurisdiction():
                yield "jurisdiction", {"organization": self._body(fact.organization), "code": fact.code}
            case Participation():
                yield from self._participation(fact)
            case Involvement():
                event = self.iris[Kind.EVENT, fact.event]
                yield (
                    "event-role",
                    {"event": event, "organization": self._body(fact.organization), "role": fact.role.value},
                )
            case Statement():
                yield "statement", {"name": self.label(Kind.PERSON, fact.person), "text": self.names(fact.said)}
            case Proposal():
                names = self.label(fact.proposer_kind, fact.proposer)
                yield "proposer", {"initiative": self.label(Kind.INITIATIVE, fact.initiative), "organization": names}
            case Recognition():
                initiative, roll = (self.label(Kind.INITIATIVE, key) for key in (fact.initiative, fact.roll))
                yield "recognition", {"initiative": initiative, "list": roll}

    def _body(self, key: str) -> set[str]:
        return self.label(Kind.ORGANIZATION, key)

    def _position(self, fact: Membership) -> dict[str, Any]:
        person, body = self.label(Kind.PERSON, fact.person), self._body(fact.organization)
        return {"name": person, "organization": body, "title": self.names(fact.title), "status": fact.status.value}

    def _participation(self, fact: Participation) -> Iterator[tuple[str, dict[str, Any]]]:
        at = {"event": self.iris[Kind.EVENT, fact.event], "name": self.label(Kind.PERSON, fact.person)}
        yield "participation", {**at, "role": fact.role.value}
        if fact.role.value in self.speaking:
            yield "spoke-at", at
        if fact.topic:
            yield "topic", {**at, "topic": {self.norm(fact.topic)}}

    def of_things(self) -> Iterator[Source]:
        """The tuples that things give, with the rule of their first mention."""
        for kind, thing in self.reading.things():
            rule = min(thing.mentions, key=lambda one: one.span).rule if thing.mentions else "implied"
            iri, names = self.iris[kind, thing.key], self.label(kind, thing.key)
            if kind is Kind.PLACE:
                names = names | self.names(getattr(thing, "code", None)) | self._served(iri)
            fact = {"id": iri, "name": names} if kind is Kind.EVENT else {"name": names}
            yield Source(kind.value, fact, rule, "")

    def _served(self, iri: str) -> set[str]:
        """Codes that a division has as that of a body, with their names: 110228 of 密云县, which is 110118 now."""
        year = self.reading.as_of
        codes = {fact.code for fact in self.reading.facts() if isinstance(fact, Jurisdiction)}
        codes -= {place.code for place in self.reading.places}  # which bear the names that the text has
        codes = {code for code in codes if division_iri(code, year=year).value == iri}
        told = [(code, division.name) for code in codes if (division := by_code(code, year))]
        return {name for both in told for name in self.names(list(both))}
