"""A thing that a question names, and the spans of time that it names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Kind
    from kg.text import Span


@dataclass(frozen=True, slots=True)
class Named:
    """Words of a question that name things of the graph; all that bear the name."""

    kind: Kind
    span: Span  # of the question
    text: str  # as the question has it
    iris: tuple[str, ...]
    labels: tuple[str, ...]  # what the graph calls them, in the order of the IRIs
    prefixes: tuple[str, ...] = ()  # places with a code: the digits that the codes of all their parts begin with
    is_whole: bool = True  # the whole name, not the end of a longer one
    units: tuple[str, ...] = ()  # of a body that is named without a title: those whose names go on from its name
    site: tuple[str, ...] = field(default=())  # a body that is also a place: the IRIs as a place


@dataclass(frozen=True, slots=True)
class Period:
    """From a day on, and to before another; ISO, each as precise as was told, empty where it is open."""

    start: str = ""
    before: str = ""

    def meet(self, other: Period) -> Period:
        """What lies in both."""
        ends = [end for end in (self.before, other.before) if end]
        return Period(max(self.start, other.start), min(ends) if ends else "")


def following(day: str) -> str:
    """The day, month or year after one that is given in ISO: 2023-07 after 2023-06; empty after the last year."""
    if len(day) == len("2023-06-27"):
        told = date.fromisoformat(day)
        return (told + timedelta(days=1)).isoformat() if told < date.max else ""
    year, _, month = day.partition("-")
    if month and int(month) < 12:
        return f"{year}-{int(month) + 1:02}"
    return f"{int(year) + 1:04}" + ("-01" if month else "") if int(year) < 9999 else ""
