"""The word files keep their rules, and an error says where."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
import yaml

from kg import lexicon
from kg.lexicon import check as rules
from kg.model import LexiconError

if TYPE_CHECKING:
    from pathlib import Path

YAML_FILES = [file.name.removesuffix(".yaml") for file in lexicon.word_files() if file.name.endswith(".yaml")]


def node_of(text: str) -> yaml.Node:
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert node is not None
    return node


def problems(text: str) -> list[str]:
    return [
        str(problem) for entry in rules.entries_of(node_of(text), "words") for problem in rules.entry_problems(entry)
    ]


def frozen(text: str) -> object:
    return lexicon.frozen(node_of(text), "words")


def test_the_word_files_keep_the_rules() -> None:
    assert [str(problem) for problem in rules.check()] == []


@pytest.mark.parametrize("name", YAML_FILES)
def test_words_are_frozen(name: str) -> None:
    assert isinstance(lexicon.load(name), MappingProxyType)
    assert lexicon.load(name) is lexicon.load(name)


def test_words_are_narrowed() -> None:
    assert frozen("甲: [Ａ，１, 「乙」, 2, yes]") == {"甲": ("A,1", "“乙”", 2, True)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("甲: 乙\n甲: 丙\n", "words.yaml, line 2, entry .outermost.: “甲” stands here a second time"),
        ("甲:\n  乙:\n    - 丙\n    - 丙\n", "words.yaml, line 4, entry 甲/乙: “丙” stands in this list a second time"),
        ("甲:\n  - '第.*届'\n", "words.yaml, line 2, entry 甲: .* looks like a regular expression"),
        ("甲:\n  - '\\d+'\n", "looks like a regular expression"),
        ("1: 甲\n", "the name “1” must be a word"),
    ],
)
def test_an_error_names_file_entry_and_line(text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        frozen(text)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(LexiconError, match=r"no word file nothing\.yaml"):
        lexicon.load("nothing")


def test_the_fingerprint_covers_every_word_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text("甲: 乙", encoding="utf-8")
    (tmp_path / "b.txt").write_text("丙", encoding="utf-8")
    monkeypatch.setattr(lexicon, "files", lambda package: tmp_path)
    before = lexicon.fingerprint.__wrapped__()
    (tmp_path / "b.txt").write_text("丁", encoding="utf-8")
    assert before != lexicon.fingerprint.__wrapped__()


GOOD = """
opening:
  phrases: ["{person}致辞"]
  examples: ["‹张三›致辞"]
  not: ["宣读了‹张三›的致辞稿"]
"""


def test_a_good_entry_has_no_problem() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("“", "", ""),
        (
            '["{person}致辞"]',
            '["{person}致辞", "{person}讲话"]',
            "line 3, .* no example shows the phrase “{person}讲话”",
        ),
        ('["‹张三›致辞"]', '["‹张三›致辞", "‹张三›讲话"]', "line 4, .* no phrase matches the example “‹张三›讲话”"),
        ("的致辞稿", "致辞", "line 5, .* matches the counter-example"),
        ("{person}致辞", "{someone}致辞", "line 3, .* is no slot"),
    ],
)
def test_a_bad_entry_is_told_with_its_line(old: str, new: str, message: str) -> None:
    found = problems(GOOD.replace(old, new))
    assert bool(found) == bool(message)
    if message:
        assert any(re.search(message, line) for line in found)


def test_kinds_of_marks_follow_the_slots_or_are_written() -> None:
    entry = """
party:
  phrases: ["{organization}与{place}签约"]
  examples: ["‹人民网›与‹合肥市›签约", "‹人民网|机构›与‹合肥市|地点›签约"]
  not: ["‹人民网|地点›与‹合肥市|地点›签约"]
"""
    assert problems(entry) == []


def test_the_role_files_have_an_entry_for_every_role() -> None:
    for file, values in rules.VALUES.items():
        names = {entry.name for entry in rules.entries_of(lexicon.compose(file), file)}
        assert {str(value) for value in values} <= names
