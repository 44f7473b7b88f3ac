"""The lines of a résumé: 1998.01—2001.03 某镇党委副书记、镇长, one post or more with its years."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from kg.grammar.careers import Career, posts_end
from kg.model import Status
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH = r"\d{4}[.年/](?:\d{1,2}月?)?"
_LINE = re.compile(
    rf"(?m)^[ ]*[(]?(?P<began>{_MONTH})[ ]*(?:[-—–~至到]+[ ]*(?P<ended>{_MONTH}|今|现在)?)?[)]?[,: ]*"
    r"(?:历任|先后任|担任|任)?(?P<posts>[一-龥][^\n]{3,120})$"
)
_BEGINNING = re.compile(r"\n[ ]*[(]?\d{4}[.年/]")  # of any such line but the first of a text
_PIECE = re.compile(r"[^,;。()]+")
_DIGITS = re.compile(r"\d+")


def find_resumes(text: str) -> Iterator[Career]:
    """The posts of each line that begins with years; all lines that follow one another start where the first does."""
    last, start = -1, 0
    lines = list(_LINE.finditer(text)) if _BEGINNING.search(f"\n{text}") else []
    for line, following in zip_longest(lines, lines[1:]):
        start = start if line.start() == last + 1 else line.start()
        last = line.end()
        goes_on = following is not None and following.start() == last + 1
        ended = _iso(line["ended"]) if line["ended"] else None
        status = Status.CURRENT if not ended and (not goes_on or line["ended"]) else Status.FORMER
        for piece in _PIECE.finditer(text, line.start("posts"), line.end("posts")):
            clause = Span(piece.start(), posts_end(text, Span(*piece.span())))
            yield Career(None, start, piece.start(), clause, status, True, _iso(line["began"]), ended, is_line=True)


def _iso(date: str) -> str | None:
    numbers = _DIGITS.findall(date)
    return "-".join([numbers[0], *(f"{int(month):02}" for month in numbers[1:])]) if numbers else None
