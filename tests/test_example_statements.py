"""The examples of statements, initiatives and bylines in tests/examples/facts: page → facts, by the whole chain."""

from __future__ import annotations

from typing import Any

import pytest

from kg.text import narrow
from tests.test_examples import examples, reading


@pytest.mark.parametrize("entry", examples("bylines"))
def test_bylines(entry: dict[str, Any]) -> None:
    found = reading(entry)
    names = {person.key: person.name for person in found.persons}
    if "authors" in entry:
        authors = [[names[byline.person], byline.role.value] for byline in found.bylines]
        assert sorted(authors) == sorted(entry["authors"])
    if "publisher" in entry:
        assert found.publisher == entry["publisher"]
    if "published" in entry:
        assert found.published == entry["published"]


@pytest.mark.parametrize("entry", examples("statements"))
def test_statements(entry: dict[str, Any]) -> None:
    found = reading(entry)
    names = {person.key: person.name for person in found.persons}
    said = [[names[statement.person], statement.said] for statement in found.statements]
    expected = [[person, narrow(opening)] for person, opening in entry["said"]]
    opened = [
        [person, next((opening for other, opening in expected if other == person and words.startswith(opening)), words)]
        for person, words in said
    ]
    assert sorted(opened) == sorted(expected)


@pytest.mark.parametrize("entry", examples("initiatives"))
def test_initiatives(entry: dict[str, Any]) -> None:
    found = reading(entry)
    told = []
    for initiative in found.initiatives:
        proposers = sorted(fact.proposer for fact in found.proposals if fact.initiative == initiative.key)
        rolls = sorted(fact.roll for fact in found.recognitions if fact.initiative == initiative.key)
        told.append([initiative.name, initiative.type.value, proposers, rolls])
    expected = [[*fields, [], []][:4] for fields in entry["initiatives"]]
    assert sorted(told) == sorted([name, type_, sorted(by), sorted(on)] for name, type_, by, on in expected)
