"""The examples in tests/examples/facts: sentence → facts, both printed side by side where they differ."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from kg.article import article_from_text
from kg.finders import find
from kg.model import Event, Reading
from kg.readers import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FACTS = Path(__file__).parent / "examples" / "facts"
PHENOMENA = (
    "lists",
    "status",
    "bodies-and-titles",
    "divisions-as-offices",
    "elided-levels",
    "names",
    "events",
    "roles-by-verb",
    "statements",
    "initiatives",
    "careers",
    "punctuation",
    "noise",
)


def examples(name: str) -> list[Any]:
    entries = yaml.safe_load((FACTS / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(entry, id=entry["text"][:24]) for entry in entries]


def every_example() -> Iterator[tuple[str, Any]]:
    for file in sorted(FACTS.glob("*.yaml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield file.name, entry


@pytest.mark.parametrize("phenomenon", PHENOMENA)
def test_every_phenomenon_is_shown_ten_times(phenomenon: str) -> None:
    shown = [entry for _, entry in every_example() if phenomenon in entry.get("shows", ()) and "skip" not in entry]
    assert len(shown) >= 10


def test_every_example_shows_a_phenomenon_that_is_known() -> None:
    told = [(name, entry["text"][:24], entry.get("shows") or ["nothing"]) for name, entry in every_example()]
    unknown = [(name, text, set(shows) - set(PHENOMENA)) for name, text, shows in told if set(shows) - set(PHENOMENA)]
    assert unknown == []


def test_there_are_five_hundred_examples_and_none_is_left_out() -> None:
    entries = [entry for _, entry in every_example()]
    assert not [entry["text"][:24] for entry in entries if "skip" in entry]
    assert len({entry["text"] for entry in entries}) >= 500


def reading(entry: dict[str, Any]) -> Reading:
    article = article_from_text("example", entry["text"], **entry.get("about", {}))
    return read(article, find(article))


@pytest.mark.parametrize("entry", examples("positions"))
def test_positions(entry: dict[str, Any]) -> None:
    found = reading(entry)
    names = {person.key: person.name for person in found.persons}
    posts = [[names[m.person], m.organization, m.title, m.status.value] for m in found.memberships]
    if "posts" in entry:
        assert sorted(posts) == sorted([*post, "current"][:4] for post in entry["posts"])
    if "persons" in entry:
        assert sorted(names.values()) == sorted(entry["persons"])
    if "terms" in entry:
        terms = [[m.title, m.start, m.end] for m in found.memberships]
        assert sorted(terms, key=str) == sorted(entry["terms"], key=str)


@pytest.mark.parametrize("entry", examples("organizations"))
def test_organizations(entry: dict[str, Any]) -> None:
    found = reading(entry)
    codes = {jurisdiction.organization: jurisdiction.code for jurisdiction in found.jurisdictions}
    told = {organization.name: codes.get(organization.key) for organization in found.organizations}
    optional = entry.get("optional", [])
    assert {name: code for name, code in told.items() if name not in optional} == entry["organizations"]


@pytest.mark.parametrize("entry", examples("events"))
def test_events(entry: dict[str, Any]) -> None:
    found = reading(entry)
    told = [[e.name, e.type.value, e.date, e.venue] for e in found.events if not _is_cited(e)]
    assert sorted(told, key=str) == sorted(([*event, None, None, None][:4] for event in entry["events"]), key=str)
    if "themes" in entry:
        assert [theme for event in found.events for theme in event.themes] == entry["themes"]


@pytest.mark.parametrize("entry", examples("participations"))
def test_participations(entry: dict[str, Any]) -> None:
    found = reading(entry)
    names = {person.key: person.name for person in found.persons}
    parts = _roles((names[part.person], part.role.value) for part in found.participations)
    assert parts == {person: sorted(roles) for person, roles in entry["parts"].items()}
    if "bodies" in entry:
        bodies = _roles((fact.organization, fact.role.value) for fact in found.involvements)
        assert bodies == {body: sorted(roles) for body, roles in entry["bodies"].items()}
    if "topics" in entry:
        topics = _roles((names[part.person], part.topic) for part in found.participations if part.topic)
        assert topics == {person: sorted(told) for person, told in entry["topics"].items()}


def _is_cited(event: Event) -> bool:
    return all(mention.rule == "event_cited" for mention in event.mentions)


def _roles(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    told: dict[str, set[str]] = {}
    for who, role in pairs:
        told.setdefault(who, set()).add(role)
    return {who: sorted(roles) for who, roles in told.items()}
