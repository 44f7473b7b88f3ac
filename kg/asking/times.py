"""The dates in a question, Chinese and English, each as a span of time."""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.asking.named import Period, following
from kg.dates import find_dates
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_MONTHS: Final = tuple(name.lower() for name in month_name[1:])
_MONTH: Final = "(?P<month>" + "|".join(f"{name}|{name[:3]}\\b\\.?" for name in _MONTHS) + "|sept\\b\\.?)"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY: Final = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_ENGLISH: Final = tuple(
    re.compile(rf"(?<![a-z\d]){form}(?![a-z])", re.ASCII)
    for form in (
        rf"(?:the )?{_DAY}(?: of)? {_MONTH},? {_YEAR}",
        rf"{_MONTH} (?:the )?{_DAY},? {_YEAR}",
        rf"{_MONTH},?(?: of)? {_YEAR}",
        r"(?P<near>last|this|next) year",
        r"(?P<year>(?:19|20)\d\d)-(?P<number>0[1-9]|1[0-2])(?![-\d])",
        rf"(?<![-\d]){_YEAR}(?![-\d年/.]\d?)",
    )
)
_NEAR: Final = {"last": -1, "this": 0, "next": 1}
_RELATIVE: Final = ("今年", "去年", "前年", "明年")


@dataclass(frozen=True, slots=True)
class Told:
    """A date of the question; no period where it cannot be told which."""

    span: Span
    period: Period | None
    iso: str = ""


def dates_in(text: str, today: date) -> list[Told]:
    """The dates of a question in its order. 今年, 去年 and `last year` count from `today`; no other year is guessed."""
    found = [*_chinese(text, today), *_english(text, today)]
    kept: list[Told] = []
    for told in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or told.span.start >= kept[-1].span.end:
            kept.append(told)
    return kept


def _chinese(text: str, today: date) -> Iterator[Told]:
    relative = {mention.span: mention for mention in find_dates(text, today.isoformat())}
    for mention in find_dates(text):
        near = relative.get(mention.span)
        if mention.start is None and near and text.startswith(_RELATIVE, mention.span.start):
            mention = near
        if mention.start is None:
            yield Told(mention.span, None)
        else:
            yield Told(mention.span, Period(mention.start, following(mention.end or mention.start)), mention.start)


def _english(text: str, today: date) -> Iterator[Told]:
    taken: list[Span] = []
    for form in _ENGLISH:
        for match in form.finditer(text):
            span = Span(*match.span())
            if any(span.start < other.end and other.start < span.end for other in taken):
                continue
            taken.append(span)
            day = _iso(match.groupdict(), today)
            yield Told(span, Period(day, following(day)) if day else None, day)


def _iso(parts: dict[str, str | None], today: date) -> str:
    """ISO 8601 as far as it is told; empty for a day that there is not."""
    from datetime import date

    year = parts.get("year") or f"{today.year + _NEAR[parts.get('near') or 'this']:04}"
    name = parts.get("month")
    month = parts.get("number") or (f"{_number(name):02}" if name else "")
    day = parts.get("day")
    try:
        date.fromisoformat(f"{year}-{month or '01'}-{int(day or 1):02}")
    except ValueError:
        return ""
    return "-".join(part for part in (year, month, f"{int(day):02}" if day else "") if part)


def _number(month: str) -> int:
    return next(index for index, name in enumerate(_MONTHS, 1) if name.startswith(month[:3]))
