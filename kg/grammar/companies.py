"""Companies by a name without an ending, told by a title that only companies have: ‹万科物业›董事长, ‹某某科技›CEO."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar import bodies
from kg.grammar.alternatives import alternatives
from kg.grammar.body_stretches import Stop, last_stop
from kg.grammar.dictionary import is_common_word
from kg.grammar.names import guess_names
from kg.grammar.titles import find_titles, status_before
from kg.lexicon import load
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAME = re.compile(r"(?:(?<=[、,。;:\n(和与及由 ])|^)(?P<name>[一-龥A-Za-z][一-龥A-Za-z0-9·&]{1,11})$")
_SHORTEST_CHINESE = 4  # characters, below which a name may be a person's


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("titles")["companies"]
    return re.compile(alternatives(words["titles"])), re.compile(alternatives(words["not_in_names"]))


def companies(text: str, known: Sequence[Span]) -> Iterator[Span]:
    """The words before titles of companies that may be a company's name; none over a known body."""
    ends = {span.end for span in known} | {title.span.end for title in find_titles(text)}
    before = sorted(ends)
    taken = bytearray(len(text))
    for span in known:
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    for title in find_titles(text):
        if not title.is_post or title.span.start in ends or not _words()[0].search(title.title):
            continue
        low = last_stop(text, max(0, title.span.start - 14), title.span.start, Stop.PREPOSITION)
        _, end = status_before(text, low, title.span.start)
        low = max(low, before[bisect_left(before, end) - 1] if bisect_left(before, end) else 0)
        match = _NAME.search(text, low, end)
        if (
            match
            and end not in ends
            and 1 not in taken[match.start() : match.end()]
            and _is_name(text, Span(*match.span("name")))
        ):
            yield Span(*match.span("name"))


def _is_name(text: str, span: Span) -> bool:
    name = span.of(text)
    if _words()[1].search(name) or bodies.is_generic(name) or is_common_word(name):
        return False
    if any(guess.span.end == span.end for guess in guess_names(text, span.start)):
        return False
    return len(name) >= _SHORTEST_CHINESE or name.isascii()
