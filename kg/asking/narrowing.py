"""The parts of a question that pick some of the facts: signs such as together, former, first, and dates."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.asking.named import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.asking.meaning import Meaning
    from kg.asking.parts import Part

_ONES: Final = {sign: value for value, sign in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_WORDS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ENGLISH: Final = {word: value for value, word in enumerate(_WORDS, 1)} | {"twenty": 20}
_SIGNS: Final = {"current": ("current",), "former": ("former",)}


def narrowed(meaning: Meaning, parts: Sequence[Part], periods: Iterable[tuple[str, Period]]) -> Meaning:
    """The meaning with all that narrows it."""
    for part in parts:
        sign = part.says("narrows") if part.does == "narrows" else ""
        if sign in _SIGNS:
            meaning = replace(meaning, statuses=(*meaning.statuses, *_SIGNS[sign]))
        elif sign == "together":
            meaning = replace(meaning, together=True)
        elif sign in ("first", "last"):
            meaning = replace(meaning, order=str(sign), limit=1)
        elif sign == "most":
            meaning = replace(meaning, order="most", limit=meaning.limit or 1)
        elif sign == "top":
            meaning = replace(meaning, order=meaning.order or "most", limit=number(part.text))
        if part.does == "noun" and part.says("types"):
            meaning = _typed(meaning, part)
    for way, period in periods:
        span = {"before": Period("", period.start), "after": Period(period.before), "since": Period(period.start),
                "until": Period("", period.before)}.get(way, period)  # fmt: skip
        meaning = replace(meaning, period=span.meet(meaning.period) if meaning.period else span)
    return meaning


def _typed(meaning: Meaning, part: Part) -> Meaning:
    types = tuple(part.says("types"))
    if part.says("noun") == "event":
        return replace(meaning, event_types=(*meaning.event_types, *types))
    return replace(meaning, initiative_types=(*meaning.initiative_types, *types))


def number(text: str) -> int:
    """The number that a text holds, in digits, Chinese or English, up to 199; 1 where there is none."""
    if digits := re.search(r"[0-9]+", text):
        return max(int(digits[0]), 1)
    for word, value in _ENGLISH.items():
        if word in text.split():
            return value
    if "百" in text:
        return 100
    if "十" in text:
        before, after = text.split("十", 1)
        tens = next((_ONES[sign] for sign in reversed(before) if sign in _ONES), 1)
        return tens * 10 + next((_ONES[sign] for sign in after[:1] if sign in _ONES), 0)
    return next((_ONES[sign] for sign in text if sign in _ONES), 1)
