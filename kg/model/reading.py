"""All that one article says: its things, its facts, and the mentions that none of them uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model.article import Evidence
from kg.model.facts import (
    Byline,
    Fact,
    Involvement,
    Jurisdiction,
    Membership,
    Participation,
    Proposal,
    Recognition,
    Statement,
)
from kg.model.things import Event, Initiative, Organization, Person, Place, Thing
from kg.model.values import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Unread:
    """A mention that no fact uses."""

    kind: Kind
    name: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one article says, with identities local to the article. What the store keeps."""

    doc: str
    raw: str
    raw_hash: str  # SHA-256 of the raw text as UTF-8, hexadecimal
    reader_hash: str  # of words, rules and version
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    as_of: int | None = None  # year as of which its divisions are read; None for today
    persons: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    bylines: tuple[Byline, ...] = ()
    memberships: tuple[Membership, ...] = ()
    jurisdictions: tuple[Jurisdiction, ...] = ()
    participations: tuple[Participation, ...] = ()
    involvements: tuple[Involvement, ...] = ()
    statements: tuple[Statement, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    unread: tuple[Unread, ...] = field(default=())

    def things(self) -> Iterator[tuple[Kind, Thing]]:
        """Every thing with its kind, in the order of the fields."""
        for kind, things in (
            (Kind.PERSON, self.persons),
            (Kind.ORGANIZATION, self.organizations),
            (Kind.PLACE, self.places),
            (Kind.EVENT, self.events),
            (Kind.INITIATIVE, self.initiatives),
        ):
            for thing in things:
                yield kind, thing

    def facts(self) -> Iterator[Fact]:
        """Every fact, kind by kind, in the order of the fields."""
        yield from self.bylines
        yield from self.memberships
        yield from self.jurisdictions
        yield from self.participations
        yield from self.involvements
        yield from self.statements
        yield from self.proposals
        yield from self.recognitions
