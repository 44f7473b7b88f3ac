"""How two sightings of one kind are held against each other, by their marks and traits.

Marks are looked up and shared; traits (`=date|…`, `=code|…`, `=type|…`) are compared, and must not conflict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_DISTINCTIVE: Final = 8  # characters from which an event's name is hardly ever another event's on the same day
_UNMISTAKABLE: Final = 12  # and from which even places that differ are rather two readings of one place
_SHORTEST: Final = 3  # characters of a short form
_ORDINALS: Final = "届次期"
_SUPPORT: Final = {
    "post": "same_name_and_post",
    "organization": "same_name_and_organization",
    "event": "same_name_and_event",
    "byline": "same_byline_and_publisher",
}


@dataclass(frozen=True, slots=True)
class Fit:
    """Why two sightings are one thing; the greater the weight, the surer."""

    rule: str
    shared: tuple[str, ...] = ()
    weight: int = 0


def fit(kind: Kind, one: AbstractSet[str], other: AbstractSet[str]) -> Fit | None:
    """Why two things with these marks are one, or None."""
    shared = tuple(sorted(mark for mark in one & other if not mark.startswith("=")))
    if kind == Kind.EVENT:
        return _event(one, other, shared)
    if not shared:
        return None
    if kind == Kind.PERSON:
        support = {mark.split("|")[2] for mark in shared}
        rule = next(rule for name, rule in _SUPPORT.items() if name in support)
        return Fit(rule, shared, weight=len(shared))
    return Fit("same_name" if shared[0].endswith("|") else "same_name_and_division", shared)


def is_conflicting(kind: Kind, one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Whether traits keep two things apart whatever they share."""
    return kind == Kind.EVENT and not _dates_fit(one, other)


def are_elsewhere(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Whether two things are told to belong to divisions of which none holds the other."""
    return _codes_agree(one, other) is False


def _event(one: AbstractSet[str], other: AbstractSet[str], shared: tuple[str, ...]) -> Fit | None:
    if not _dates_fit(one, other):
        return None
    names = [mark.partition("|")[2] for mark in shared if mark.startswith("event|")]
    found = _same_name(max(names, key=len), one, other, shared) if names else None
    return found or _contained_name(one, other, shared)


def _same_name(name: str, one: AbstractSet[str], other: AbstractSet[str], shared: tuple[str, ...]) -> Fit | None:
    """Equal names on one day, a numbered name on no other day, a common name on one day in one place."""
    is_same_day = any(mark.startswith("day|") for mark in shared)
    agree = _codes_agree(one, other)
    if is_same_day and (agree or len(name) >= (_DISTINCTIVE if agree is None else _UNMISTAKABLE)):
        return Fit("same_name_and_date", shared, weight=4)
    if agree is False or len(name) < _DISTINCTIVE:
        return None
    if any(character.isdecimal() or character in _ORDINALS for character in name):
        return Fit("same_numbered_name", shared, weight=3)
    is_dated = bool(_traits(one, "date") and _traits(other, "date"))
    return Fit("same_name_and_period", shared, weight=2) if is_dated else None


def _contained_name(one: AbstractSet[str], other: AbstractSet[str], shared: tuple[str, ...]) -> Fit | None:
    """One day, one type, and one name within the other; a short one only in one place too."""
    if not any(mark.startswith("day|") for mark in shared) or not _traits(one, "type") & _traits(other, "type"):
        return None
    left, right = ({mark[6:] for mark in marks if mark.startswith("event|")} for marks in (one, other))
    within = [min(a, b, key=len) for a in left for b in right if a in b or b in a]
    longest = max(map(len, within), default=0)
    agree = _codes_agree(one, other)
    if longest < _SHORTEST or agree is False or (agree is None and longest < _DISTINCTIVE):
        return None
    return Fit("contained_name_and_date", shared, weight=1)


def _traits(marks: AbstractSet[str], name: str) -> set[str]:
    return {mark.partition("|")[2] for mark in marks if mark.startswith(f"={name}|")}


def _codes_agree(one: AbstractSet[str], other: AbstractSet[str]) -> bool | None:
    """Whether some division of the one holds one of the other or equals it; None where one has none."""
    left, right = (_traits(marks, "code") for marks in (one, other))
    if not left or not right:
        return None
    stems = [(a.rstrip("0"), b.rstrip("0")) for a in left for b in right]
    return any(a.startswith(b) or b.startswith(a) for a, b in stems)


def _dates_fit(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Whether every two periods overlap; a partial date is the whole of its year or month."""
    periods = [[trait.split("/") for trait in _traits(marks, "date")] for marks in (one, other)]
    return all(start <= f"{stop}~" and first <= f"{end}~" for start, end in periods[0] for first, stop in periods[1])
