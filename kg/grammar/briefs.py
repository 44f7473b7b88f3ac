"""Columns of briefs: several short reports in one article, each opened by a mark and a day, of its own event."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.lexicon import load
from kg.text import paragraphs

if TYPE_CHECKING:
    from kg.text import Span

_LEAST = 2  # briefs that make a column


def briefs(text: str) -> tuple[Span, ...]:
    """The briefs of a column, one a paragraph; empty where the text is no column."""
    if not any(mark in text for mark in load("event_telling")["brief_marks"]):
        return ()
    found = tuple(line for line in paragraphs(text) if _opening().match(text, *line))
    return found if len(found) >= _LEAST else ()


@cache
def _opening() -> re.Pattern[str]:
    """A mark, perhaps a heading in brackets, and the day near the start: ■6月9日,."""
    marks = "".join(re.escape(mark) for mark in load("event_telling")["brief_marks"])
    return re.compile(
        rf"\s*[{marks}]\s*(?:[【\[][^】\]\n]{{1,30}}[】\]]\s*)?(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}[日至\-—]"
    )
