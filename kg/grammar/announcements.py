"""Announcements: “时间:…”, “地点:…”, “主题:…” on lines of their own tell of the event that the page announces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KINDS = {"time": "时间|日期", "venue": "地点|地址", "theme": "主题"}
_BEFORE = r"(?:活动|会议|论坛|举办|举行|召开|培训|大会|比赛|讲座)?"
_LINE = re.compile(
    rf"^[ 一二三四五六七八九十\d、.()★●■◆]*{_BEFORE}"
    rf"(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _KINDS.items())}) ?[:为] ?"
    r"(?P<told>[^\n]{2,60}?)[。; ]*$",
    re.MULTILINE,
)
_REACH = 200  # characters between a line and the next of the same announcement


def is_announced(line: str, others: Iterable[str]) -> bool:
    """Whether a line gives the time of an event: beside it stands a line with its place or its theme."""
    own = _LINE.match(line)
    if own is None or own["time"] is None:
        return False
    beside = (_LINE.match(other) for other in others)
    return any(match and not match["time"] for match in beside)


def announced(text: str) -> Iterator[tuple[str, Span]]:
    """What lines of an announcement tell, with its kind: time, venue, theme. Nothing for a line alone."""
    found = [match for match in _LINE.finditer(text) if not match["told"].startswith("http")]
    for index, match in enumerate(found):
        beside = [*found[max(index - 2, 0) : index], *found[index + 1 : index + 3]]
        kinds = {_kind(one) for one in beside if abs(one.start() - match.start()) <= _REACH}
        if kinds - {_kind(match)}:
            yield _kind(match), Span(*match.span("told"))


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in _KINDS if match[kind] is not None)
