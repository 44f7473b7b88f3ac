"""The divisions of China from province to county, in time (floor 1). Read once, on first use.

A code may have carried several names, and a name several codes: each period is a record of its own. A year counts as
within the period that ends in it and within the one that begins in it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files


class Level(StrEnum):
    """How high a division stands."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Division:
    """A division under one name, code and parent."""

    code: str  # GB/T 2260
    name: str
    short: str  # without the level; empty where that would not be a name
    level: Level
    parent: str | None  # code
    first: int  # year; 1981 is where the table begins
    last: int | None  # year in which it ended
    successors: tuple[str, ...] = ()  # codes, of one that ended

    def distance(self, year: int | None) -> tuple[int, int]:
        """How many years it is away from being in force, and how old it is: the nearest and newest sort first."""
        if year is None:
            return (0 if self.last is None else 10000 - self.last, -self.first)
        end = 9999 if self.last is None else self.last
        return (max(self.first - year, year - end, 0), -self.first)


@cache
def all_divisions() -> tuple[Division, ...]:
    """Every period of every division, by code and year."""
    text = (files("kg") / "lexicon" / "divisions.csv").read_text(encoding="utf-8")
    levels = {level.value: level for level in Level}
    return tuple(
        Division(
            code, name, short, levels[level], parent or None, int(first), int(last) if last else None,
            tuple(successors.split())
        )
        for code, name, short, level, parent, first, last, successors in list(csv.reader(text.splitlines()))[1:]
    )  # fmt: skip


@cache
def _by_code() -> dict[str, list[Division]]:
    table: dict[str, list[Division]] = defaultdict(list)
    for division in all_divisions():
        table[division.code].append(division)
    return dict(table)


@cache
def _by_name() -> dict[str, list[Division]]:
    table: dict[str, list[Division]] = defaultdict(list)
    for division in all_divisions():
        for name in spellings(division):
            table[name].append(division)
    return dict(table)


def spellings(division: Division) -> tuple[str, ...]:
    """The ways its name is written: 延边朝鲜族自治州, 延边州, 延边."""
    if "自治" not in division.name or not division.short:
        return tuple(name for name in (division.name, division.short) if name)
    level = "自治区" if division.level is Level.PROVINCE else division.name[-1]
    return (division.name, division.short + level, division.short)


def known_names() -> frozenset[str]:
    """Every spelling of every division."""
    return frozenset(_by_name())


@lru_cache(maxsize=8192)
def by_code(code: str, year: int | None = None) -> Division | None:
    """The division with this code, in force at the year or nearest to it; without a year the newest."""
    return min(_by_code().get(code, ()), key=lambda d: d.distance(year), default=None)


@lru_cache(maxsize=8192)
def named(text: str, year: int | None = None) -> tuple[Division, ...]:
    """The divisions with this name, full or short, in force at the year; if there is none, those nearest to it.

    Provinces stand before prefectures and these before counties; one record a code.
    """
    found = _by_name().get(text, ())
    if not found:
        return ()
    nearest = min(division.distance(year)[0] for division in found)
    latest: dict[str, Division] = {}
    for division in sorted(found, key=lambda d: d.distance(year)):
        if division.distance(year)[0] == nearest:
            latest.setdefault(division.code, division)
    order = list(Level)
    return tuple(sorted(latest.values(), key=lambda d: (order.index(d.level), d.code)))


@lru_cache(maxsize=8192)
def chain(code: str, year: int | None = None) -> tuple[Division, ...]:
    """The divisions around this one, the province first, as of the year; empty for a province or an unknown code."""
    around: list[Division] = []
    division = by_code(code, year)
    while division and division.parent:
        division = by_code(division.parent, year)
        if division:
            around.append(division)
    return tuple(reversed(around))
