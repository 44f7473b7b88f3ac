"""The word file of questions: every entry in both languages, and every example a question that is understood whole."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kg.asking.hearing import hear, plain
from kg.asking.labels import Label, Labels
from kg.asking.meaning import Meaning
from kg.asking.parts import FILE
from kg.asking.understanding import understood
from kg.lexicon import load
from kg.lexicon.check import KIND_NAMES
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

TODAY = date(2024, 12, 31)
ENTRIES: Mapping[str, Mapping[str, Any]] = {name: entry for name, entry in load(FILE).items() if name != "words"}
PARTS = {"asks", "noun", "happened", "narrows", "filler", "title", "body", "beyond"}
_MARKED = re.compile(r"‹([^‹›|]+)\|([^‹›]+)›")
_DATES = {"2023年": "2023年", "2024年": "2024年"}


def lines(field: str) -> list[tuple[str, str]]:
    return [(name, line) for name, entry in ENTRIES.items() for line in entry.get(field, ())]


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_says_what_it_does_in_both_languages(name: str) -> None:
    entry = ENTRIES[name]
    assert entry["part"] in PARTS
    assert entry["zh"]
    written = "".join(map(str, entry["phrases"]))
    assert re.search("[a-z]", re.sub(r"\{[a-z:?]+\}", "", written))
    assert re.search("[\u4e00-\u9fff]", written) or entry["part"] in ("title", "body")


@pytest.mark.parametrize(("name", "example"), lines("examples"))
def test_an_example_is_a_question_that_is_understood_whole(name: str, example: str) -> None:
    if ENTRIES[name]["part"] in ("beyond", "title", "body"):
        return
    marks = [(mark[1], KIND_NAMES[mark[2]]) for mark in _MARKED.finditer(example)]
    things = [
        Label(kind, f"https://example.org/{kind}/{at}", surface)
        for at, (surface, kind) in enumerate(marks)
        if kind is not Kind.DATE
    ]
    labels = Labels(tuple(things), {})
    heard, unknown = hear(plain(_MARKED.sub(r"\1", example)), labels, TODAY)
    assert not unknown
    assert isinstance(understood(heard), Meaning)
