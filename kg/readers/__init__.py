"""Facts from mentions. `read` runs the readers in order; each sees the facts of those before it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from kg.confidence import weighed
from kg.finders.places import year_of
from kg.model import (
    Byline,
    Involvement,
    Jurisdiction,
    Kind,
    Membership,
    Participation,
    Person,
    Proposal,
    Reading,
    Recognition,
    Statement,
    Unread,
)
from kg.page import Page
from kg.readers.bylines import read_bylines
from kg.readers.completions import Completions
from kg.readers.events import describe_events
from kg.readers.initiatives import describe_initiatives, read_recognitions
from kg.readers.involvements import read_involvements
from kg.readers.jurisdictions import REPAIRED_NAME, read_jurisdictions
from kg.readers.organizations import describe_organizations
from kg.readers.participations import read_participations
from kg.readers.places import describe_places
from kg.readers.positions import read_positions
from kg.readers.proposals import read_proposals
from kg.readers.speeches import read_speeches
from kg.readers.statements import read_statements
from kg.repair import CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.model import Article, Evidence, Fact, Mention

READERS: tuple[Callable[[Page, Sequence[Fact]], Iterable[Fact]], ...] = (
    read_bylines,
    read_positions,
    read_jurisdictions,
    read_participations,
    read_involvements,
    read_statements,
    read_speeches,
    read_recognitions,
    read_proposals,
)

F = TypeVar("F", bound="Fact")

# the fields of each kind of fact that hold the keys of the things it is about
_NAMING: Mapping[type[Fact], tuple[str, ...]] = {
    Byline: ("person",),
    Membership: ("person", "organization"),
    Jurisdiction: (),
    Participation: ("person", "event"),
    Involvement: ("organization", "event"),
    Statement: ("person", "event"),
    Proposal: ("initiative", "proposer"),
    Recognition: ("initiative", "roll"),
}


def read(article: Article, mentions: Sequence[Mention], reader_hash: str = "") -> Reading:
    """All that the article says. Pure: the same article and mentions give the same reading."""
    page = Page(article, list(mentions))
    facts: list[Fact] = []
    for reader in READERS:
        facts.extend(reader(page, tuple(facts)))
    completions = Completions(page)
    facts = [_of_repaired(weighed(fact, completions.of(fact))) for fact in facts]
    named = _named(page)
    return Reading(
        doc=article.doc,
        raw=article.raw,
        raw_hash=hashlib.sha256(article.raw.encode("utf-8")).hexdigest(),
        reader_hash=reader_hash,
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        url=article.url,
        as_of=year_of(article),
        persons=tuple(Person(*thing) for thing in _things(page, named[Kind.PERSON])),
        organizations=tuple(describe_organizations(page, facts)),
        places=tuple(describe_places(page)),
        events=tuple(describe_events(page, facts)),
        initiatives=tuple(describe_initiatives(page, facts)),
        bylines=_of(facts, Byline),
        memberships=_of(facts, Membership),
        jurisdictions=_of(facts, Jurisdiction),
        participations=_of(facts, Participation),
        involvements=_of(facts, Involvement),
        statements=_of(facts, Statement),
        proposals=_of(facts, Proposal),
        recognitions=_of(facts, Recognition),
        unread=tuple(_unread(page, facts)),
    )


def _of_repaired(fact: Fact) -> Fact:
    """The fact with a lower confidence where it rests on a name that was repaired."""
    if fact.evidence.rule != REPAIRED_NAME:
        return fact
    return replace(fact, confidence=round(fact.confidence * CONFIDENCE, 2))


def _of(facts: Iterable[Fact], kind: type[F]) -> tuple[F, ...]:
    return tuple([fact for fact in facts if type(fact) is kind])


def _named(page: Page) -> dict[Kind, dict[str, list[Mention]]]:
    """Mentions by kind and thing, in the order of the text."""
    table: dict[Kind, dict[str, list[Mention]]] = {kind: defaultdict(list) for kind in Kind}
    for mention in page.mentions:
        table[mention.kind][mention.thing].append(mention)
    return table


def _things(
    page: Page, things: dict[str, list[Mention]]
) -> Iterator[tuple[str, str, tuple[str, ...], tuple[Evidence, ...]]]:
    """Key, name, other names and mentions of each thing. A key is the name, with # and a number for namesakes."""
    for key, mentions in things.items():
        name = key.partition("#")[0]
        surfaces = dict.fromkeys(mention.name_span.of(page.article.text) for mention in mentions)
        other_names = tuple(other for other in surfaces if other != name)
        yield key, name, other_names, tuple(page.evidence(m.name_span, m.rule) for m in mentions)


def _unread(page: Page, facts: Iterable[Fact]) -> Iterator[Unread]:
    """What was found and is used by no fact, once a thing."""
    used = {getattr(fact, field) for fact in facts for field in _NAMING[type(fact)]}
    seen: set[tuple[Kind, str]] = set()
    for mention in page.of(Kind.PERSON, Kind.ORGANIZATION, Kind.EVENT, Kind.INITIATIVE):
        entry = (mention.kind, mention.thing)
        if mention.thing not in used and entry not in seen:
            seen.add(entry)
            yield Unread(mention.kind, mention.thing, page.evidence(mention.name_span, mention.rule))
