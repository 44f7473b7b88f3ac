"""Words that stand for two bodies of one division: 市两办 are 市委办公室 and 市政府办公室 (floor 1).

Where nothing tells the level, and where a title or a part of theirs follows, they stay as they are written.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg import divisions
from kg.cues import occurrences
from kg.divisions import Level
from kg.grammar.bodies import base, is_elided_level
from kg.grammar.elided_bodies import Body
from kg.grammar.titles import find_titles
from kg.lexicon import load
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.grammar.elided_bodies import Surroundings

PAIRED = "bodies_named_together"
_LEVEL = re.compile(r"[我本该全]?(?P<level>自治区|[省市区县州旗盟])\Z")
_PAIR = re.compile(r"[、和与及]?\Z")
_PART = re.compile(r"[一-龥]{1,4}[室科处组]")


def paired_bodies(around: Surroundings, found: Sequence[Body]) -> Iterator[Body]:
    """The bodies that a word for two stands for: the first from where the name begins, the second from the word on."""
    text = around.article.text
    words = list(occurrences(text, _words()))
    if not words:
        return
    ends = {body.span.end: body for body in found}
    titled = {title.span.start for title in find_titles(text)}
    for word, start, end in words:
        if end in titled or _PART.match(text, end):
            continue
        if (named := _named(around, ends, start)) is None:
            continue
        division, starts = named
        for at, ending in zip(starts, _endings(word, division), strict=False):
            yield Body(Span(at, end), division + ending, PAIRED)


def _named(around: Surroundings, ends: dict[int, Body], start: int) -> tuple[str, tuple[int, int]] | None:
    """The division of the bodies, perhaps its level alone, and where the names of the two begin."""
    text = around.article.text
    if place := around.divisions.get(start):
        division = divisions.by_code(place.code) if place.code else None
        is_full = division is None or place.thing.endswith(division.name[-1])
        return (place.thing if division is None or is_full else division.name), (place.span.start, start)
    if second := ends.get(start):
        gap = _PAIR.search(text, max(0, second.span.start - 1), second.span.start)
        first = ends.get(gap.start()) if gap else None
        if first and base(first.name) == base(second.name) != second.name:
            return base(first.name), (first.span.start, second.span.start)
        return None
    level = _LEVEL.search(text, max(0, start - 4), start)
    if level is None or not is_elided_level(text[level.start() : start + 1]):
        return None
    return around.home.name(level["level"]) or level["level"], (level.start(), start)


def _endings(word: str, division: str) -> tuple[str, ...]:
    """How the names end behind the division: those of provinces are 办公厅, and the committee of a region is 党委."""
    is_province = division in ("省", "自治区") or any(
        one.level is Level.PROVINCE and one.name == division for one in divisions.named(division)
    )
    endings: tuple[str, ...] = load("organizations")["paired"][word]["province" if is_province else "others"]
    is_region = division.endswith("自治区")
    return tuple(f"党{ending}" if is_region and ending.startswith("委") else ending for ending in endings)


@cache
def _words() -> tuple[str, ...]:
    return tuple(load("organizations")["paired"])
