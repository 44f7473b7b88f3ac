"""What is a word: jieba's dictionary with its frequencies, without what it calls names of persons."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.text import Span

_WHOLE = 3  # characters of most names
_PERSONS = "nr"  # how the dictionary marks names of persons
_AROUND = 3  # characters on each side that a word reaching into another may have
_FREQUENT = 100  # surnames that more than four fifths of all bear
_COMMON = 100  # from this frequency on, a word is taken for a word and not for a name…
VERY_COMMON = 1000  # …and from this one on where a title stands before it


@cache
def frequencies() -> dict[str, int]:
    """jieba's words with their frequencies; names of persons have none."""
    return _words()[0]


@cache
def _words() -> tuple[dict[str, int], frozenset[str]]:
    """jieba's words and its given names, read from its file: its own index takes ten times as long to build."""
    import jieba

    with jieba.dt.get_dict_file() as file:
        columns = file.read().decode("utf-8").split()  # three to a line: word, count, kind
    words = dict(zip(columns[::3], map(int, columns[1::3]), strict=True))
    named = [word for word, kind in zip(columns[::3], columns[2::3], strict=True) if kind[: len(_PERSONS)] == _PERSONS]
    words.update(_personal([name for name in named if len(name) == _WHOLE], words))
    return words, frozenset(name for name in named if len(name) < _WHOLE)


def _personal(named: Sequence[str], words: dict[str, int]) -> dict[str, int]:
    """Those that the dictionary calls a person's name and are one, with 0: 张国庆, but not 安全性 or 东方红."""
    last = load("names")["ends_of_words"]
    return {
        name: 0
        for name in named
        if name[0] in frequent_surnames() and name[-1] not in last and words.get(name[:2], 0) < _COMMON
    }


def given_names() -> frozenset[str]:
    """The words of two characters that jieba's dictionary calls names of persons: 志强, 建平."""
    return _words()[1]


def frequency(word: str) -> int:
    """How often the word is in the corpus behind jieba's dictionary; 0 where it is no word."""
    return frequencies().get(word, 0)


@cache
def no_names() -> frozenset[str]:
    """Characters that are no name, or begin none."""
    return frozenset(load("names")["never"])


def is_common_word(text: str, least: int = _COMMON) -> bool:
    """Whether these characters are an ordinary word, `least` times as frequent, rather than a name."""
    return text in no_names() or frequency(text) >= least


def is_word_at(text: str, span: Span) -> bool:
    """Whether the span may be a word: not so where words reach into it from both sides, as in 理事|会理|事长."""
    inside = range(span.start + 1, span.end)
    before = any(frequency(text[at:end]) for end in inside for at in range(max(0, span.start - _AROUND), span.start))
    behind = any(frequency(text[at:end]) for at in inside for end in range(span.end + 1, span.end + 1 + _AROUND))
    return not (before and behind)


@cache
def frequent_surnames() -> frozenset[str]:
    """The hundred commonest surnames, those at the head of the list."""
    text = (files("kg.lexicon") / "surnames.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset("".join(lines)[:_FREQUENT])


def is_frequent_surname(character: str) -> bool:
    """Whether the character is among the hundred commonest surnames."""
    return character in frequent_surnames()
