"""Where phrases stand in shadow text, the text with each outermost mention folded to one character.

How phrases are written is told in `kg.notation`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from kg.cues import Cues
from kg.notation import Expression, expression_of, slot_kinds
from kg.shadow import FOLDED, Shadow, outermost
from kg.text import Span, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

    from kg.model import Mention

__all__ = ["FOLDED", "Match", "Phrases", "Shadow", "compile_phrases", "outermost", "slot_kinds"]


_Choice: TypeAlias = tuple[tuple[str, ...], int]  # words of which one must stand behind a place
_PLACE = itemgetter(0, 1, 2)


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a text: spans are of the cleaned text, mentions in its order, an empty slot left out."""

    key: str
    phrase: str
    span: Span
    slots: Mapping[str, tuple[Mention, ...]]  # by kind (person, organization, …) or by the slot's own name
    texts: Mapping[str, Span]  # free text, by the slot's name: topic
    trigger: Span  # the words that tell the phrase most surely: 致辞 in “{persons}…[致辞|致欢迎辞]”


class Phrases:
    """Compiled phrases. Only those are tried whose words stand in a line of the text."""

    def __init__(self, compiled: Iterable[Expression], exceptions: Phrases | None = None) -> None:
        self._compiled = tuple(compiled)
        self._exceptions = exceptions
        self._of_anchor: dict[str, list[int]] = {}
        for index, phrase in enumerate(self._compiled):
            for anchor in phrase.anchors:
                self._of_anchor.setdefault(anchor, []).append(index)
        self._cues = Cues(self._of_anchor)
        self._characters = frozenset().union(*(phrase.needed for phrase in self._compiled))
        self._keys = frozenset(phrase.key for phrase in self._compiled)

    def find(self, shadow: Shadow) -> Iterator[Match]:
        """Every match of every phrase by its place in the text, at one place the longest first.

        Left out are those that overlap an exception of their key.
        """
        found: list[tuple[int, int, int, Match]] = []
        for line, index, last in self._candidates(shadow.text):
            phrase = self._compiled[index]
            for match in _matches(phrase, shadow.text, line, last):
                found.append((match.start(), -match.end(), index, _read(phrase, match, shadow)))
        found.sort(key=_PLACE)
        barred = self._barred(shadow, {read.key for *_, read in found})
        for _, _, _, read in found:
            if not any(key == read.key and _overlap(span, read.span) for key, span in barred):
                yield read

    def _barred(self, shadow: Shadow, keys: Set[str]) -> list[tuple[str, Span]]:
        """Where exceptions of these keys stand."""
        if not self._exceptions or self._exceptions._keys.isdisjoint(keys):
            return []
        return [(exception.key, exception.span) for exception in self._exceptions.find(shadow)]

    def _candidates(self, text: str) -> Iterator[tuple[Span, int, int]]:
        """Lines, and the phrases to try there: those whose words and mentions stand there in their order.

        With each phrase comes where the last of its words ends in the line.
        """
        lines = paragraphs(text)
        starts = [line.start for line in lines]
        asked: dict[int, dict[int, int]] = {}
        for word, start, end in self._cues.hits(text):
            asked.setdefault(bisect_right(starts, start) - 1, {}).update(dict.fromkeys(self._of_anchor[word], end))
        for number in sorted(asked):
            line = lines[number]
            absent = self._characters.difference(line.of(text))
            known: dict[_Choice, int] = {}
            for index, last in sorted(asked[number].items()):
                phrase = self._compiled[index]
                # cheap, and often enough: a character without which there is no match
                if phrase.needed.isdisjoint(absent) and _stand_in_order(phrase.essentials, text, line, known):
                    yield line, index, last


def _stand_in_order(essentials: Sequence[tuple[str, ...]], text: str, line: Span, known: dict[_Choice, int]) -> bool:
    """Whether one word of each of these stands in the line, one behind the other.

    `known` are the choices between words that were looked for in this line: phrases have many in common.
    """
    position, end = line
    for words in essentials:
        if len(words) == 1:
            found = text.find(words[0], position, end)
            position = found + len(words[0]) if found >= 0 else -1
        else:
            choice = words, position
            if choice not in known:
                known[choice] = _first_end(words, text, position, end)
            position = known[choice]
        if position < 0:
            return False
    return True


def _first_end(words: Iterable[str], text: str, start: int, end: int) -> int:
    """Where the first of these words to end in [start, end) ends; -1 for none."""
    nearest = -1
    for word in words:
        found = text.find(word, start, end)
        if found >= 0:
            nearest = found + len(word)
            end = nearest - 1  # another one counts where it ends before
    return nearest


def compile_phrases(
    entries: Mapping[str, Sequence[str]], exceptions: Mapping[str, Sequence[str]] | None = None
) -> Phrases:
    """The phrases of each key, ready to be found, but not where an exception of the key is found.

    Raises LexiconError for what the notation does not know.
    """
    return Phrases(_compile(entries), Phrases(_compile(exceptions)) if exceptions else None)


def _matches(phrase: Expression, text: str, line: Span, last: int) -> Iterator[re.Match[str]]:
    """Where the expression stands in a line; one that begins with a mention is tried only at such mentions.

    The last of its words ends at `last`: behind that no match begins.
    """
    expression = _expression(phrase.source)
    if not phrase.opening:
        yield from expression.finditer(text, *line)
        return
    place = text.find(phrase.opening, line.start, last)
    while place >= 0:
        match = expression.match(text, place, line.end)
        yield from (match,) if match else ()
        place = text.find(phrase.opening, match.end() if match else place + 1, last)


def _read(phrase: Expression, found: re.Match[str], shadow: Shadow) -> Match:
    """What a match says."""
    slots: dict[str, tuple[Mention, ...]] = {}
    texts: dict[str, Span] = {}
    for group, (name, kind) in phrase.groups.items():
        start, end = found.span(group)
        if start < 0:
            continue
        if kind is None:
            texts[name] = shadow.span(start, end)
        else:
            slots[name] = (*slots.get(name, ()), *shadow.mentions_in(start, end, kind))
    trigger = shadow.span(*found.span("trigger"))
    return Match(phrase.key, phrase.phrase, shadow.span(*found.span()), slots, texts, trigger)


@cache
def _expression(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _compile(entries: Mapping[str, Sequence[str]]) -> Iterator[Expression]:
    return (expression_of(key, phrase) for key, phrases in entries.items() for phrase in phrases)


def _overlap(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end
