"""Names that stand one a line below the heading of a roll: “2022年度十大公益项目”名单(排名不分先后):."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.cues import either
from kg.grammar.initiative_words import initiative_words
from kg.grammar.unmarked import Draft
from kg.text import Span, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST_HEADING = 60  # characters of the line that names the roll
_LONGEST_ENTRY = 48  # characters of a line that names what is on it
_FEWEST_ENTRIES = 3
_MARKS = str.maketrans("", "", "《》“”‘’ ")


def plain_rosters(text: str) -> Iterator[Draft]:
    """What stands on a roll of projects, cases or the like, one a line, without its owner."""
    if not any(word in text for word in initiative_words("roster_kinds")):
        return
    entries: list[re.Match[str]] = []
    is_open = False
    for line in paragraphs(text):
        entry = _entry().fullmatch(text, *line) if is_open and not _is_heading(text, line) else None
        if entry:
            entries.append(entry)
        else:
            yield from _drafts(entries)
            entries, is_open = [], _is_heading(text, line)
    yield from _drafts(entries)


def _drafts(entries: Sequence[re.Match[str]]) -> Iterator[Draft]:
    if len(entries) >= _FEWEST_ENTRIES:
        for entry in entries:
            title = entry["title"]
            head = title[1:-1] if title[0] in "“《" and title[-1] in "”》" else title
            yield Draft(Span(*entry.span("title")), head, title.translate(_MARKS), "name_in_roster")


def _is_heading(text: str, line: Span) -> bool:
    if line.end - line.start > _LONGEST_HEADING or not _heading().fullmatch(text, *line):
        return False
    return any(word in line.of(text) for word in initiative_words("choice"))


@cache
def _heading() -> re.Pattern[str]:
    kinds, issued = either(initiative_words("roster_kinds")), either(initiative_words("roster_ends"))
    return re.compile(
        rf"[^。!?;:,\n]{{2,}}?(?:{kinds})[”》]?(?:{issued})*(?:\((?![^()\n]*:)[^()\n]{{1,24}}\))?(?:{issued})*:? ?"
    )


@cache
def _entry() -> re.Pattern[str]:
    """A name alone on its line, numbered or not, with its owner in brackets behind it."""
    number = r"(?:[(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)]?[、.)] ?|[·●■◆★▲-] ?)?"
    title = rf"[^。!?;:,、|()\s\d][^。!?;:,|()\n]{{2,{_LONGEST_ENTRY}}}?[^。!?;:,、|()\s]"
    return re.compile(
        rf"{number}(?!{either(initiative_words('no_entries'))})(?P<title>{title})(?: ?\([^()\n]{{2,30}}\))? ?"
    )
