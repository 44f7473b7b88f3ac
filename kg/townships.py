"""Townships, towns, streets and zones below the county, as of 2023 (floor 1). Read once, on first use."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Township:
    """A division right below a county, under the code of the statistical office."""

    code: str  # nine digits, the first six the county's
    name: str

    @property
    def county(self) -> str:
        """The code of the county that holds it."""
        return self.code[:6]


@cache
def of_county(county: str) -> tuple[Township, ...]:
    """The townships of a county by code; empty for a code without any."""
    entries = _table().get(county, "").split()
    return tuple(Township(county + entry[:3], entry[3:]) for entry in entries)


def named(name: str) -> tuple[Township, ...]:
    """Every township of this very name, by code."""
    return tuple(_by_name().get(name, ()))


def counties_with(name: str) -> tuple[str, ...]:
    """The codes of the counties that have a township of this very name, in order; empty where none has."""
    return _counties().get(name, ())


@cache
def _counties() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for county, townships in _table().items():
        for entry in townships.split():
            table[entry[3:]] = (*table.get(entry[3:], ()), county)
    return table


@cache
def _table() -> dict[str, str]:
    text = (files("kg") / "lexicon" / "townships.csv").read_text(encoding="utf-8")
    return {row[0]: row[1] for row in csv.reader(text.splitlines())}


@cache
def _by_name() -> dict[str, list[Township]]:
    table: dict[str, list[Township]] = defaultdict(list)
    for county in _table():
        for township in of_county(county):
            table[township.name].append(township)
    return dict(table)
