"""Words as expressions, and expressions that are tried only where one of their words stands.

An alternation of hundreds of words, tried at every character, is what costs most in reading. A trie asks for each
character once; one automaton over the text finds the few places where anything can match at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from ahocorasick_rs import AhoCorasick, MatchKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORTH_AN_AUTOMATON = 100_000  # words times characters, below which to look for one word after another is faster
_Node: TypeAlias = dict[str, Any]  # character → node; the empty string marks the end of a word


def either(words: Iterable[str]) -> str:
    """An expression, without brackets around it, for any of these words, the longest that fits first."""
    root: _Node = {}
    for word in sorted(set(words)):
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = None
    return _branches(root) + ("|" if "" in root and len(root) > 1 else "")


def _branches(node: _Node) -> str:
    return "|".join(re.escape(character) + _rest(inner) for character, inner in node.items() if character)


def _rest(node: _Node) -> str:
    """What follows a character: nothing, one word's rest, or one of several; optional where a word ends here."""
    inner = _branches(node)
    if not inner:
        return ""
    if "" in node:
        return f"(?:{inner})?"
    return inner if len(node) == 1 else f"(?:{inner})"


def occurrences(text: str, words: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Where any of these words stands: word, start and end; at one place the longest, and none over another."""
    ordered = sorted(set(words))
    if len(ordered) * len(text) > _WORTH_AN_AUTOMATON:
        automaton = AhoCorasick(ordered, matchkind=MatchKind.LeftmostLongest)
        for index, start, end in automaton.find_matches_as_indexes(text):
            yield ordered[index], start, end
        return
    position = 0
    for start, end in sorted((start, -start - len(word)) for word in ordered for start in _places(text, word)):
        if start >= position:
            position = -end
            yield text[start:position], start, position


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


class Cues:
    """Words of which one pass over a text finds every one."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._automaton = AhoCorasick(self._words)

    def hits(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Every word that stands in the text, also those within others: word, start and end, in order of the ends."""
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            yield self._words[index], start, end

    def starts(self, text: str) -> list[int]:
        """Where a word begins, in order."""
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return sorted({start for _, start, _ in hits})


class Cued:
    """An expression all of whose matches begin with one of its cues; it is tried only where one of these stands."""

    def __init__(self, source: str, cues: Iterable[str]) -> None:
        self.pattern = re.compile(source)
        self._cues = Cues(cues)

    def starts(self, text: str) -> list[int]:
        """Where a cue begins, in order."""
        return self._cues.starts(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in the text from left to right, none over another, as the expression alone would find them."""
        match, position = self.pattern.match, 0
        for start in self.starts(text):
            if start >= position and (found := match(text, start)):
                yield found
                position = found.end()
