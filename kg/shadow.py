"""Shadow text: the text with each outermost mention folded to one character, so that phrases are plain expressions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from kg.model import Kind, Mention
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

# One noncharacter a kind; load() has taken these out of every raw text.
FOLDED: dict[Kind, str] = {kind: chr(0xFDD0 + index) for index, kind in enumerate(Kind)}


def outermost(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions that lie within no other, in the order of the text."""
    kept: list[Mention] = []
    end = 0
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or mention.span.start >= end:
            kept.append(mention)
            end = mention.span.end
    return kept


class Shadow:
    """A cleaned text with its outermost mentions folded; `text` is the folded text, half-open offsets lead back."""

    def __init__(self, text: str, mentions: Iterable[Mention]) -> None:
        self.mentions = outermost(mentions)
        self._starts = [mention.span.start for mention in self.mentions]
        self._ends = [mention.span.end for mention in self.mentions]
        self._folds: list[int] = []  # where each mention stands in the folded text
        pieces: list[str] = []
        length = position = 0
        for mention in self.mentions:
            start, end = mention.span
            pieces += (text[position:start], FOLDED[mention.kind])
            length += start - position
            self._folds.append(length)
            length += 1
            position = end
        self.text = "".join(pieces) + text[position:]

    def span(self, start: int, end: int) -> Span:
        """The span of the cleaned text behind folded characters [start, end); a folded mention counts whole."""
        origin = self._origin(start)
        return Span(origin, self._origin_end(end - 1) if end > start else origin)

    def position(self, position: int) -> int:
        """Where a character of the cleaned text stands in the folded text (its mention's fold if it is in one)."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return position
        beyond = position - self._ends[index]
        return self._folds[index] + (beyond + 1 if beyond >= 0 else 0)

    def mentions_in(self, start: int, end: int, kind: Kind | None = None) -> list[Mention]:
        """The folded mentions in [start, end) of the folded text, of one kind if given."""
        first, last = bisect_left(self._folds, start), bisect_left(self._folds, end)
        return [m for m in self.mentions[first:last] if kind is None or m.kind is kind]

    def _origin(self, folded: int) -> int:
        index = bisect_right(self._folds, folded) - 1
        if index < 0:
            return folded
        beyond = folded - self._folds[index] - 1
        return self._ends[index] + beyond if beyond >= 0 else self._starts[index]

    def _origin_end(self, folded: int) -> int:
        index = bisect_right(self._folds, folded) - 1
        is_fold = index >= 0 and self._folds[index] == folded
        return self._ends[index] if is_fold else self._origin(folded) + 1
