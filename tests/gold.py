"""The gold annotations as readings: real facts for tests that need a graph but no extractor.

Spans are those of the first place in the raw text where the name or wording stands; what stands nowhere (a completed
name, a garbled word, Traditional script) has an empty span at 0. Keys are names, with `#2` behind a second bearer.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml

from kg.model import (
    Byline,
    BylineRole,
    Event,
    EventType,
    Evidence,
    Initiative,
    InitiativeType,
    Involvement,
    Jurisdiction,
    Kind,
    Membership,
    Organization,
    OrganizationRole,
    Participation,
    Person,
    PersonRole,
    Place,
    Proposal,
    Reading,
    Recognition,
    Statement,
    Status,
)
from kg.text import Span, narrow

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "eval" / "gold").is_dir(), reason="the shared articles and annotations are not beside the repository"
)
RULE = "gold"
Entry = dict[str, Any]
Named = TypeVar("Named", Organization, Place, Initiative)


@cache
def gold_readings() -> tuple[Reading, ...]:
    """One reading an annotated article, in the order of their ids."""
    return tuple(_reading(path) for path in sorted((SHARED / "eval" / "gold").glob("*.yaml")))


def gold_iris(reading: Reading) -> dict[tuple[Kind, str], str]:
    """An IRI for each thing; equal names in several articles are one thing, which is right for these five."""
    return {
        (kind, thing.key): f"https://w3id.org/governance-kg/id/{kind}/{sha256(thing.key.encode()).hexdigest()[:12]}"
        for kind, thing in reading.things()
    }


def _reading(path: Path) -> Reading:
    gold: Entry = yaml.safe_load(path.read_text(encoding="utf-8"))
    doc = str(gold["document"])
    raw = (SHARED / "corpus" / f"{doc}.txt").read_bytes().decode("utf-8", "replace")
    return _Annotations(doc, raw, gold).reading()


class _Annotations:
    """One gold file, with the ways from its ids to keys."""

    def __init__(self, doc: str, raw: str, gold: Entry) -> None:
        self.doc, self.raw, self.gold = doc, raw, gold
        self.text = narrow(raw)
        self.people = _numbered([(entry["id"], entry["name"]) for entry in self.entries("persons")])
        self.events = _numbered([(entry["id"], entry["name"]) for entry in self.entries("events")])

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Every name of an annotated organization, with the one that it is annotated under."""
        entries = self.entries("organizations")
        under = {other: entry["name"] for entry in entries for other in _wordings(entry.get("alt"))}
        return under | {entry["name"]: entry["name"] for entry in entries}

    def organization(self, name: str) -> str:
        return self.aliases.get(name, name)

    def entries(self, field: str) -> list[Entry]:
        return self.gold.get(field) or []

    def at(self, *wordings: str | None) -> Evidence:
        """The first place of the first wording that stands in the text."""
        for wording in wordings:
            start = self.text.find(narrow(wording)) if wording else -1
            if wording and start >= 0:
                return Evidence(self.doc, Span(start, start + len(wording)), RULE)
        return Evidence(self.doc, Span(0, 0), RULE)

    def named(self, build: type[Named], name: str, others: tuple[str, ...] = (), **more: Any) -> Named:
        return build(key=name, name=name, other_names=others, mentions=(self.at(name, *others),), **more)

    def reading(self) -> Reading:
        gold = self.gold
        return Reading(
            doc=self.doc,
            raw=self.raw,
            raw_hash=sha256(self.raw.encode()).hexdigest(),
            reader_hash=RULE,
            title=gold.get("title"),
            publisher=gold.get("publisher"),
            published=str(gold["published"]) if gold.get("published") else None,
            persons=tuple(self.person(entry) for entry in self.entries("persons")),
            organizations=self.organizations(),
            places=self.places(),
            events=tuple(self.event(entry) for entry in self.entries("events")),
            initiatives=self.initiatives(),
            bylines=tuple(self.byline(entry) for entry in self.entries("authors")),
            memberships=self.memberships(),
            jurisdictions=self.jurisdictions(),
            participations=tuple(self.participation(entry) for entry in self.entries("participations")),
            involvements=self.involvements(),
            statements=tuple(self.statement(entry) for entry in self.entries("statements")),
            proposals=self.proposals(),
            recognitions=tuple(self.recognition(entry) for entry in self.entries("recognitions")),
        )

    def person(self, entry: Entry) -> Person:
        others = _wordings(entry.get("alt"))
        return Person(self.people[entry["id"]], entry["name"], others, (self.at(entry["name"], *others),))

    def organizations(self) -> tuple[Organization, ...]:
        found = {e["name"]: _wordings(e.get("alt")) for e in reversed(self.entries("organizations"))}
        posts = [post for person in self.entries("persons") for post in person.get("positions") or []]
        roles = [role for event in self.entries("events") for role in event.get("organizations") or []]
        for entry in (*posts, *roles):
            found.setdefault(self.organization(entry["organization"]), _wordings(entry.get("alt")))
        places = {place["name"] for place in self.entries("places")}
        for name, others in self.proposer_names():
            if name not in places:
                found.setdefault(self.organization(name), others)
        return tuple(self.named(Organization, name, others) for name, others in found.items())

    def proposer_names(self) -> list[tuple[str, tuple[str, ...]]]:
        return [pair for entry in self.entries("initiatives") for pair in _proposers(entry)]

    def places(self) -> tuple[Place, ...]:
        return tuple(
            self.named(
                Place,
                entry["name"],
                _wordings(entry.get("alt")),
                code=_code(entry, "code"),
                within=_code(entry, "within"),
            )
            for entry in {entry["name"]: entry for entry in self.entries("places")}.values()
        )

    def event(self, entry: Entry) -> Event:
        others = _wordings(entry.get("alt"))
        places = {place["name"] for place in self.entries("places")}
        venue = entry.get("place")
        return Event(
            key=self.events[entry["id"]],
            name=entry["name"],
            other_names=others,
            mentions=(self.at(entry["name"], *others),),
            type=EventType(entry["type"]),
            date=str(entry["date"]) if entry.get("date") else None,
            venue=venue,
            place=venue if venue in places else None,
            code=_code(entry, "code"),
            themes=_wordings(entry.get("theme")),
            details=(self.at(venue, *_wordings(entry.get("theme"))),),
        )

    def initiatives(self) -> tuple[Initiative, ...]:
        found = {
            entry["name"]: (_wordings(entry.get("alt")), InitiativeType(entry["type"]))
            for entry in self.entries("initiatives")
        }
        for entry in self.entries("recognitions"):
            found.setdefault(entry["initiative"], ((), InitiativeType.CASE))
            found.setdefault(entry["list"], (_wordings(entry.get("alt")), InitiativeType.LIST))
        return tuple(self.named(Initiative, name, others, type=kind) for name, (others, kind) in found.items())

    def byline(self, entry: Entry) -> Byline:
        person = self.people[entry["person"]]
        return Byline(person, BylineRole(entry["role"]), self.at(_name(person)))

    def memberships(self) -> tuple[Membership, ...]:
        return tuple(
            Membership(
                self.people[person["id"]],
                self.organization(post["organization"]),
                post["title"],
                Status(post.get("status", "current")),
                self.at(post["organization"] + post["title"] + person["name"], person["name"]),
            )
            for person in self.entries("persons")
            for post in person.get("positions") or []
        )

    def jurisdictions(self) -> tuple[Jurisdiction, ...]:
        return tuple(
            Jurisdiction(entry["name"], str(entry["place"]), self.at(entry["name"], *_wordings(entry.get("alt"))))
            for entry in self.entries("organizations")
            if entry.get("place")
        )

    def participation(self, entry: Entry) -> Participation:
        person, event, topic = self.people[entry["person"]], self.events[entry["event"]], entry.get("topic")
        return Participation(person, event, PersonRole(entry["role"]), self.at(topic, _name(person)), topic)

    def involvements(self) -> tuple[Involvement, ...]:
        return tuple(
            Involvement(
                self.organization(role["organization"]),
                self.events[event["id"]],
                OrganizationRole(role["role"]),
                self.at(role["organization"]),
            )
            for event in self.entries("events")
            for role in event.get("organizations") or []
        )

    def statement(self, entry: Entry) -> Statement:
        event = self.events[entry["event"]] if entry.get("event") else None
        return Statement(self.people[entry["person"]], entry["opens"], self.at(entry["opens"]), event)

    def proposals(self) -> tuple[Proposal, ...]:
        places = {place["name"] for place in self.entries("places")}
        return tuple(
            Proposal(
                entry["name"],
                name if name in places else self.organization(name),
                Kind.PLACE if name in places else Kind.ORGANIZATION,
                self.at(entry["name"], *_wordings(entry.get("alt"))),
            )
            for entry in self.entries("initiatives")
            for name, _ in _proposers(entry)
        )

    def recognition(self, entry: Entry) -> Recognition:
        return Recognition(entry["initiative"], entry["list"], self.at(entry["initiative"], entry["list"]))


def _numbered(entries: list[tuple[str, str]]) -> dict[str, str]:
    """Keys by id: the name, with `#2` behind it for its second bearer."""
    seen: Counter[str] = Counter()
    keys = {}
    for identifier, name in entries:
        seen[name] += 1
        keys[identifier] = name if seen[name] == 1 else f"{name}#{seen[name]}"
    return keys


def _name(key: str) -> str:
    return key.partition("#")[0]


def _wordings(value: str | list[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)


def _code(entry: Entry, field: str) -> str | None:
    return str(entry[field]) if entry.get(field) else None


def _proposers(entry: Entry) -> list[tuple[str, tuple[str, ...]]]:
    """The proposers of an initiative, each with its other names."""
    value = entry.get("proposer")
    values = value if isinstance(value, list) else [value] if value else []
    return [(v["name"], _wordings(v.get("alt"))) if isinstance(v, dict) else (v, ()) for v in values]
