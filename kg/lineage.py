"""Divisions through their renamings: 新津县 and 新津区 are one line (floor 1).

A period whose only successor begins when it ends, and is nobody else's heir, goes on as that successor, as does one
whose code has another name from then on. Several that became one, and one that became several, end; what comes after
them is new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg import divisions

if TYPE_CHECKING:
    from kg.divisions import Division


@dataclass(frozen=True, slots=True)
class Line:
    """One division under all its names and codes, the oldest first."""

    periods: tuple[Division, ...]

    @property
    def code(self) -> str:
        """The code that it has today, or had last."""
        return self.periods[-1].code

    def at(self, year: int | None) -> Division:
        """The period in force at a year, or nearest to it; without a year the last."""
        return min(self.periods, key=lambda period: period.distance(year))


def line_of(division: Division) -> Line:
    """The line that a period belongs to."""
    return _lines()[division]


@cache
def above(line: Line, year: int | None = None) -> tuple[Line, ...]:
    """The lines around this one at a year, the province first."""
    return tuple(line_of(upper) for upper in divisions.chain(line.at(year).code, year))


@cache
def _lines() -> dict[Division, Line]:
    heirs = _heirs()
    shared = {heir for heir, count in Counter(heirs.values()).items() if count > 1}
    onward = {division: heir for division, heir in heirs.items() if heir not in shared}
    table: dict[Division, Line] = {}
    for first in set(divisions.all_divisions()) - set(onward.values()):
        periods = [first]
        while periods[-1] in onward:
            periods.append(onward[periods[-1]])
        line = Line(tuple(periods))
        table.update(dict.fromkeys(periods, line))
    return table


def lasting_code(code: str, year: int | None = None) -> str:
    """The code that a division of this code in a year has today, or had last; the code itself where none is known.

    Where another division has that code by now, the year in which this one ended stands behind it.
    """
    division = divisions.by_code(code, year)
    if division is None:
        return code
    last = line_of(division).periods[-1]
    newest = divisions.by_code(last.code)
    return last.code if newest is None or line_of(newest) == line_of(division) else f"{last.code}-{last.last}"


def _heirs() -> dict[Division, Division]:
    """Each period that ended, with the only one that took over in that year."""
    starting: dict[tuple[str, int], list[Division]] = defaultdict(list)
    for division in divisions.all_divisions():
        starting[division.code, division.first].append(division)
    return {
        division: heirs[0]
        for division in divisions.all_divisions()
        if division.last is not None
        and len(codes := division.successors or (division.code,)) == 1
        and len(heirs := starting[codes[0], division.last]) == 1
    }
