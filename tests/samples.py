"""Small readings made by hand, for tests of what comes after reading."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from kg.model import (
    Byline,
    BylineRole,
    Event,
    EventType,
    Evidence,
    Jurisdiction,
    Membership,
    Organization,
    Participation,
    Person,
    PersonRole,
    Reading,
    Status,
)
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping


def proven(words: str, raw: str, doc: str, rule: str = "by_hand") -> Evidence:
    """What rests on the first place of these words in the text of an article."""
    start = raw.index(words)
    return Evidence(doc, Span(start, start + len(words)), rule)


def sample(
    doc: str,
    *,
    people: Mapping[str, tuple[tuple[str, str], ...]] | None = None,
    events: Mapping[str, str | None] | None = None,
    at: Mapping[str, str] | None = None,
    makers: Mapping[str, BylineRole] | None = None,
    serves: Mapping[str, str] | None = None,
    publisher: str | None = None,
    raw: str = "",
    code: str | None = None,
) -> Reading:
    """A reading: people by key with their (organization, title)s, events with dates, who spoke at what, who made it.

    `serves` gives organizations their division, `code` is that of every event.
    """
    raw = raw or f"{doc}的正文"
    proof = Evidence(doc, Span(0, len(raw)), "by_hand")
    posts = [(key, *post) for key, held in (people or {}).items() for post in held]
    keys = dict.fromkeys([*(people or {}), *(makers or {})])
    organizations = dict.fromkeys([*(organization for _, organization, _ in posts), *(serves or {})])
    return Reading(
        doc=doc,
        raw=raw,
        raw_hash=sha256(raw.encode()).hexdigest(),
        reader_hash="by-hand",
        publisher=publisher,
        persons=tuple(Person(key, key.partition("#")[0], mentions=(proof,)) for key in keys),
        organizations=tuple(Organization(key, key, mentions=(proof,)) for key in organizations),
        events=tuple(
            Event(key, key, mentions=(proof,), type=EventType.MEETING, date=date, code=code)
            for key, date in (events or {}).items()
        ),
        memberships=tuple(
            Membership(key, organization, title, Status.CURRENT, proof) for key, organization, title in posts
        ),
        jurisdictions=tuple(Jurisdiction(key, served, proof) for key, served in (serves or {}).items()),
        participations=tuple(Participation(key, event, PersonRole.SPEECH, proof) for key, event in (at or {}).items()),
        bylines=tuple(Byline(key, role, proof) for key, role in (makers or {}).items()),
    )
