"""Counties by their short name alone: 朝阳、海淀等区, 来自青羊的. Settled by what the page tells (floor 1).

Many such names are words as well. In a row that ends with 等区 or 两县 the names settle each other, by the prefecture
that they share; alone one counts behind a word such as 来自, where it is no word and the page tells its prefecture, or
no other county has the name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kg.cues import either
from kg.divisions import Division, Level
from kg.grammar.gazetteer import Named, add, is_free_short, is_han, ordinary
from kg.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

_JOINS = "、和与及"
_DATELINE = re.compile(r"\d{1,2}月\d{1,2}日[电讯]")


def bare_counties(text: str, names: Sequence[Named], spare: Sequence[Named], told: Set[str]) -> list[Named]:
    """The names with those of counties added that stand in a row or behind a word of coming and going.

    `spare` are short names that may be words; `told` are the codes of all divisions that the page tells of.
    """
    chosen = list(names)
    for row in _rows(text, names, spare):
        for named in _settled_row(row, told):
            if named not in names:
                add(chosen, named)
    for named in _before_full(text, names, spare):
        if named not in names:
            add(chosen, named)
    for named in spare:
        if (bearers := _alone(text, named, told)) and is_free_short(text, named):
            add(chosen, replace(named, bearers=bearers))
    return chosen


@cache
def _row_end() -> re.Pattern[str]:
    """等区, 等5个县, 两区, 等地; a level behind a name alone makes it a full one."""
    words = either(load("places")["bare_counties"]["rows"])
    count = r"(?:[0-9]{1,2}|[一二两三四五六七八九十多几数]{1,3})个?"
    return re.compile(rf"(?:等{count}|等|{count})(?P<level>{words})(?![域级位块])")


def _rows(text: str, names: Sequence[Named], spare: Sequence[Named]) -> Iterator[list[Named]]:
    """Names of counties joined to each other, the last before such an end, with their bearers of that level."""
    ends = {named.span.end: named for named in (*spare, *names)}
    for named in list(ends.values()):
        end = _row_end().match(text, named.span.end)
        if end is None:
            continue
        row = [named]
        while (at := row[-1].span.start) and text[at - 1] in _JOINS and at - 1 in ends:
            row.append(ends[at - 1])
        levels = end["level"] if end["level"] != "地" else ""
        yield [_of_level(one, levels) for one in reversed(row) if not one.full] if len(row) > 1 else []


def _before_full(text: str, names: Sequence[Named], spare: Sequence[Named]) -> Iterator[Named]:
    """Names of counties joined to the full name of one of their prefecture and level: 射阳、建湖、|阜宁县."""
    ends = {named.span.end: named for named in (*spare, *names) if not named.full}
    for last in names:
        if not last.full or len(last.bearers) > 1 or last.bearers[0].level is not Level.COUNTY:
            continue
        start, parent = last.span.start, last.bearers[0].parent
        while start and text[start - 1] in _JOINS and (named := ends.get(start - 1)):
            named = _in(_of_level(named, last.text[-1]), {parent})
            if not named.bearers:
                break
            yield named
            start = named.span.start


def _of_level(named: Named, levels: str) -> Named:
    """The name with the counties among its bearers whose full name ends in one of these levels."""
    fitting = [d for d in named.bearers if d.level is Level.COUNTY and (not levels or d.name[-1] in levels)]
    return replace(named, bearers=tuple(fitting))


def _settled_row(row: Sequence[Named], told: Set[str]) -> list[Named]:
    """The names of a row as counties of the one prefecture that has all of them; else those that are no words."""
    if not row or not all(named.bearers for named in row):
        return []
    shared = set.intersection(*({d.parent for d in named.bearers} for named in row))
    near = {parent for parent in shared if parent in told} or shared
    if len(near) == 1 and len(row) > 1:
        return [_in(named, near) for named in row]
    return [named for named in row if not _is_word(named.text)]


def _in(named: Named, parents: Set[str | None]) -> Named:
    return replace(named, bearers=tuple(d for d in named.bearers if d.parent in parents))


def _alone(text: str, named: Named, told: Set[str]) -> tuple[Division, ...]:
    """The one county that a name by itself means, behind and before such words; none where that is open."""
    counties = tuple(d for d in named.bearers if d.level is Level.COUNTY)
    if not counties or len(counties) < len(named.bearers) or _is_word(named.text):
        return ()
    near = tuple(d for d in counties if d.parent in told)
    is_strong = _follows(text, named, "before") or (_starts_line(text, named) and _dated(text, named))
    if not (is_strong or (near and _follows(text, named, "weaker"))) or not _is_closed(text, named):
        return ()
    return near if len(near) == 1 else counties if len(counties) == 1 else ()


def _follows(text: str, named: Named, words: str) -> bool:
    return text.endswith(tuple(load("places")["bare_counties"][words]), 0, named.span.start)


def _starts_line(text: str, named: Named) -> bool:
    return named.span.start == 0 or text[named.span.start - 1] == "\n"


def _dated(text: str, named: Named) -> bool:
    return _DATELINE.match(text, named.span.end) is not None


def _is_closed(text: str, named: Named) -> bool:
    """Whether the name ends where it seems to: before no character of a word, or before one of some words."""
    end = named.span.end
    return not is_han(text[end : end + 1] or " ") or text.startswith(
        tuple(load("places")["bare_counties"]["after"]), end
    )


def _is_word(name: str) -> bool:
    return name in ordinary() or name in _seldom()


@cache
def _seldom() -> frozenset[str]:
    return frozenset(load("places")["seldom"])
