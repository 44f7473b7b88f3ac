"""Words as expressions, and expressions that are tried only where one of their words stands.

An alternation of hundreds of words, tried at every character, is what costs most in reading. A trie asks for each
character once; one automaton over the text finds the few places where anything can match at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

from ahocorasick_rs import AhoCorasick, MatchKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TEXTS = 2  # whose words the vocabulary remembers: every rule asks for the same ones
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


class _Vocabulary:
    """The words of all cues: one pass over a text finds where each of them stands.

    Cues join when they are first asked, and their words are looked for with the others from the next text on.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._automaton: AhoCorasick | None = None
        self._size = 0  # words that the automaton knows
        self._places: dict[str, tuple[int, dict[int, list[int]]]] = {}  # of the last texts: words known, where they are

    def join(self, words: Iterable[str]) -> frozenset[int]:
        """The numbers of the words."""
        return frozenset(self._numbers.setdefault(word, len(self._numbers)) for word in words)

    def starts(self, text: str, numbers: frozenset[int], highest: int) -> list[int] | None:
        """Where these words begin, in order; None where they joined after the text was gone through."""
        size, places = self._places.get(text) or self._scan(text)
        if highest >= size:
            return None
        return sorted({start for number in numbers & places.keys() for start in places[number]})

    def _scan(self, text: str) -> tuple[int, dict[int, list[int]]]:
        if self._automaton is None or self._size < len(self._numbers):
            self._automaton, self._size = AhoCorasick(list(self._numbers)), len(self._numbers)
        places: dict[int, list[int]] = defaultdict(list)
        for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            places[number].append(start)
        if len(self._places) >= _TEXTS:
            del self._places[next(iter(self._places))]
        self._places[text] = self._size, places
        return self._size, places


_vocabulary = _Vocabulary()


class Cues:
    """Words of which one pass over a text finds every one."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._automaton = AhoCorasick(self._words)
        self._numbers: frozenset[int] = frozenset()  # in the vocabulary, from the first time that starts are asked for
        self._highest = -1

    def hits(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Every word that stands in the text, also those within others: word, start and end, in order of the ends."""
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            yield self._words[index], start, end

    def starts(self, text: str) -> list[int]:
        """Where a word begins, in order."""
        if self._highest < 0:
            self._numbers = _vocabulary.join(self._words)
            self._highest = max(self._numbers, default=0)
        known = _vocabulary.starts(text, self._numbers, self._highest)
        if known is not None:
            return known
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
