"""Columns of briefs: several short reports in one article, each opened by a mark and a day, of its own event."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.lexicon import load
from kg.text import paragraphs

if TYPE_CHECKING:
    from kg.text import Span

_LEAST = 2  # briefs with a day that make a column
_SHORTEST = 20  # characters of one


def briefs(text: str) -> tuple[Span, ...]:
    """The briefs of a column, one a paragraph; empty where the text is no column."""
    if not any(mark in text for mark in load("event_telling")["brief_marks"]):
        return ()
    marks = tuple(load("event_telling")["brief_marks"])
    found = tuple(line for line in paragraphs(text) if text.startswith(marks, line.start) and _is_long(line))
    dated = [line for line in found if _opening().match(text, *line)]
    return found if len(dated) >= _LEAST else ()


def _is_long(line: Span) -> bool:
    """Whether a paragraph is more than a heading."""
    return line.end - line.start >= _SHORTEST


@cache
def _opening() -> re.Pattern[str]:
    """A mark, perhaps a heading in brackets, and the day near the start: ■6月9日,."""
    marks = "".join(re.escape(mark) for mark in load("event_telling")["brief_marks"])
    return re.compile(
        rf"\s*[{marks}]\s*(?:[【\[][^】\]\n]{{1,30}}[】\]]\s*)?(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}[日至\-—]"
    )
