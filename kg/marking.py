"""The raw text of an article as HTML: every character there and nothing obeyed, mentions nested as in the text.

The text is cut into leaves, so that any fact covers whole leaves: a page lights characters by lighting leaves.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Article, Kind

_DEEPEST = 3  # underlines below one another
# What does not show, or would act on the text around it: controls, formats, line and paragraph separators.
_SIGN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_CARRIED = {"\r": "&#13;", "\0": "\N{SYMBOL FOR NULL}"}  # a parser would make a line feed of the one, drop the other


class Mark(NamedTuple):
    """A mention in the raw text."""

    span: Span
    kind: Kind
    name: Span  # the name itself, where the span covers more
    thing: str  # id of the thing in the page, or nothing
    title: str
    is_unread: bool


def harmless(text: str) -> str:
    """The text in one line, without characters that do not show or that turn the order of writing."""
    return _SIGN.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def removed(article: Article) -> list[Span]:
    """The stretches of the raw text that cleaning took out."""
    starts, origins = article.offsets.starts, article.offsets.origins
    gaps, position = [], 0
    for start, end, origin in zip(starts, (*starts[1:], len(article.text)), origins, strict=True):
        gaps.append(Span(position, origin))
        position = origin + end - start
    return [gap for gap in (*gaps, Span(position, len(article.raw))) if gap.start < gap.end]


def marked(raw: str, marks: Iterable[Mark], taken_out: Sequence[Span], cuts: Iterable[Span]) -> str:
    """The raw text as HTML: elements for marks, leaves between all ends of marks, cuts and what was taken out."""
    nested = _nested(marks)
    names = [mark.name for mark, _ in nested]
    spans = [*(mark.span for mark, _ in nested), *names, *taken_out, *cuts]
    places = sorted({0, len(raw)}.union(*spans))
    gone, named = _leaves_of(taken_out, places), _leaves_of(names, places)
    pieces: list[str] = []
    ends: list[int] = []
    waiting = iter([*nested, None])
    following = next(waiting)
    for start, end in pairwise(places):
        while ends and ends[-1] <= start:
            ends.pop()
            pieces.append("</span>")
        while following and following[0].span.start == start:
            pieces.append(_opening(*following))
            ends.append(following[0].span.end)
            following = next(waiting)
        kinds = " ".join(kind for kind, leaves in (("gone", gone), ("name", named)) if start in leaves)
        pieces.append(_leaf(raw, start, end, kinds))
    return "".join([*pieces, *("</span>" for _ in ends)])


def _nested(marks: Iterable[Mark]) -> list[tuple[Mark, int]]:
    """The marks in order, without those that are empty or cross another, each with the levels of marks within it."""
    kept: list[Mark] = []
    levels: list[int] = []
    around: list[int] = []  # numbers of the marks that are open
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        while around and kept[around[-1]].span.end <= mark.span.start:
            around.pop()
        if mark.span.start == mark.span.end or (around and kept[around[-1]].span.end < mark.span.end):
            continue
        for level, number in enumerate(reversed(around), start=1):
            levels[number] = max(levels[number], level)
        around.append(len(kept))
        kept.append(mark)
        levels.append(0)
    return list(zip(kept, levels, strict=True))


def _leaves_of(spans: Iterable[Span], places: Sequence[int]) -> set[int]:
    """Where the leaves begin that lie in one of these spans."""
    order = {place: number for number, place in enumerate(places)}
    return {places[number] for start, end in spans for number in range(order[start], order[end])}


def _opening(mark: Mark, level: int) -> str:
    state = " unread" if mark.is_unread else ""
    thing = f' data-thing="{mark.thing}"' if mark.thing else ""
    title = escape(harmless(mark.title))
    return f'<span class="m {mark.kind.value} u{min(level, _DEEPEST)}{state}"{thing} title="{title}">'


def _leaf(raw: str, start: int, end: int, kinds: str) -> str:
    classes = f' class="{kinds}"' if kinds else ""
    return f'<span{classes} data-at="{start}">{"".join(_shown(raw[start:end]))}</span>'


def _shown(text: str) -> Iterator[str]:
    """HTML of these characters: the characters themselves, those that do not show in an element that says which."""
    position = 0
    for match in _SIGN.finditer(text):
        yield escape(text[position : match.start()])
        position = match.end()
        sign = match.group()
        quiet = " quiet" if sign == "\r" and text[position : position + 1] in ("\n", "") else ""
        name = unicodedata.name(sign, "control character")
        shown = _CARRIED.get(sign, sign)
        yield f'<i class="sign{quiet}" data-code="U+{ord(sign):04X}" title="{name}">{shown}</i>'
    yield escape(text[position:])
