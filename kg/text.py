"""Spans, the way back from cleaned to raw text, and the division of text into paragraphs and sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Span(NamedTuple):
    """Half-open range of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` at this span."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """The way back from a text out of which pieces were deleted.

    Runs of kept characters, by their start in the shorter text and in the longer one, both ascending. Everything else
    that cleaning does keeps the length, so that deletions are all there is to remember.
    """

    starts: tuple[int, ...] = (0,)
    origins: tuple[int, ...] = (0,)

    def to_raw(self, span: Span) -> Span:
        """The span of the longer text from the first to the last of these characters. Empty spans stay empty."""
        start, end = span
        starts, origins = self.starts, self.origins
        run = bisect_right(starts, start) - 1
        shift = origins[run] - starts[run]
        if end <= start:
            return Span(start + shift, start + shift)
        if run + 1 < len(starts) and starts[run + 1] < end:
            run = bisect_right(starts, end - 1, run + 1) - 1
        return Span(start + shift, end + origins[run] - starts[run])

    def origin(self, position: int) -> int:
        """Where a character of the shorter text stands in the longer one."""
        run = bisect_right(self.starts, position) - 1
        return self.origins[run] + position - self.starts[run]

    def then(self, inner: OffsetMap) -> OffsetMap:
        """The way back through this map and on through `inner`: from the shortest text to the longest."""
        cuts = set(self.starts)
        for start in inner.starts:
            cuts.update(self._image(start))
        ordered = sorted(cuts)
        return OffsetMap(tuple(ordered), tuple(inner.origin(self.origin(cut)) for cut in ordered))

    def _image(self, position: int) -> Iterator[int]:
        """Where a position of the longer text stands in the shorter one, if it was kept."""
        run = bisect_right(self.origins, position) - 1
        if run < 0:
            return
        candidate = self.starts[run] + position - self.origins[run]
        if run + 1 == len(self.starts) or candidate < self.starts[run + 1]:
            yield candidate


def delete(text: str, spans: Iterable[Span]) -> tuple[str, OffsetMap]:
    """The text without these spans (they may touch or overlap), and the way back."""
    kept: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = position = 0
    for span in sorted(spans):
        if span.start > position:
            starts.append(length)
            origins.append(position)
            kept.append(text[position : span.start])
            length += span.start - position
        position = max(position, span.end)
    if position < len(text) or not starts:
        starts.append(length)
        origins.append(position)
        kept.append(text[position:])
    return "".join(kept), OffsetMap(tuple(starts), tuple(origins))


# One width for all punctuation, so that no rule hangs on it; every entry keeps the length.
_WIDTHS = {
    ord(wide): narrow
    for wide, narrow in zip(
        "，：；！？（）［］｛｝％＋－＝／＂＇｡､﹐﹕﹔　\u00a0", ",:;!?()[]{}%+-=/\"'。、,:;  ", strict=True
    )
}
_WIDTHS |= {0xFF10 + i: str(i) for i in range(10)}
_WIDTHS |= {0xFF21 + i: chr(ord("A") + i) for i in range(26)}
_WIDTHS |= {0xFF41 + i: chr(ord("a") + i) for i in range(26)}
_QUOTES = {ord("「"): "“", ord("」"): "”", ord("『"): "‘", ord("』"): "’", ord("﹁"): "“", ord("﹂"): "”"}
_DOTS = {ord(dot): "·" for dot in "•‧・･⋅∙●"}
_TABLE = {chr(wide): narrow for wide, narrow in (_WIDTHS | _QUOTES | _DOTS).items()}
_WIDE = re.compile(f"[{''.join(_TABLE)}]")


def narrow(text: str) -> str:
    """The text with half-width punctuation, digits and letters, “” for 「」, and one middle dot; equal in length."""
    for character in set(_WIDE.findall(text)):  # a tenth of the time that `translate` takes
        text = text.replace(character, _TABLE[character])
    return text


_PARAGRAPH = re.compile(r"\S(?:[^\n\r\u2028\u2029\x0b\x0c]*\S)?")
_SENTENCE = re.compile(r"[^。!?;\n\r]*[。!?;]+[”’\")》]*|[^。!?;\n\r]+")


@lru_cache(maxsize=4)  # every rule asks for the lines of the same few texts of an article
def paragraphs(text: str) -> tuple[Span, ...]:
    """The lines that hold more than white space, without the white space around them."""
    return tuple(Span(*match.span()) for match in _PARAGRAPH.finditer(text))


def lines_at(text: str, positions: Iterable[int]) -> Iterator[Span]:
    """The lines of the text, as `paragraphs` gives them, in which these places stand; places and lines in order."""
    lines = paragraphs(text)
    last = -1
    for position in positions:
        index = bisect_right(lines, (position, len(text))) - 1
        if index > last and position < lines[index].end:
            last = index
            yield lines[index]


def sentences(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """The sentences of narrowed text, each with its closing marks; together they cover all but line breaks."""
    return _all_sentences(text) if within is None else tuple(_sentences(text, within))


@lru_cache(maxsize=4)
def _all_sentences(text: str) -> tuple[Span, ...]:
    return tuple(_sentences(text, Span(0, len(text))))


def _sentences(text: str, within: Span) -> Iterator[Span]:
    for match in _SENTENCE.finditer(text, *within):
        start, end = match.span()
        if not text[start:end].isspace():
            yield Span(start, end)
