"""Spellings of a body's name that are slips of the keyboard or short forms of a name met elsewhere (floor 4).

Only names that are met once or twice and name no known organ are asked about; what they are taken for must be met
more often, and be the only one that fits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.aliases import is_shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

SELDOM = 2  # times up to which a spelling may be a slip
_LEAST = 4  # characters of a name in which a slip is looked for
_INSTITUTION = re.compile(r"(.{2,}?大学|.{2,}?学院)(.*)")
_UNIT = re.compile(r"(?:研究院|研究中心|研究所|学院|学系|系)$")


def slips(names: Iterable[str], known: Mapping[str, int]) -> dict[str, list[str]]:
    """The known spellings that differ from a name by one slip: a character left out, doubled, swapped or misheard."""
    variants: dict[str, list[str]] = defaultdict(list)
    for spelling in known:
        for variant in _shorter(spelling):
            variants[variant].append(spelling)
    found: dict[str, list[str]] = {}
    for name in names:
        near = {other for variant in _shorter(name) for other in variants.get(variant, ()) if other != name}
        if fitting := sorted(other for other in near if _is_slip(name, other)):
            found[name] = fitting
    return found


def _shorter(text: str) -> Iterator[str]:
    """The text itself, and with each character left out."""
    if len(text) >= _LEAST:
        yield text
        yield from {text[:at] + text[at + 1 :] for at in range(len(text))}


def _is_slip(one: str, other: str) -> bool:
    if len(one) != len(other):
        longer, shorter = sorted((one, other), key=len, reverse=True)
        return len(longer) == len(shorter) + 1 and is_shortened(shorter, longer)
    places = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 1:
        return bool(_sounds(one[places[0]]) & _sounds(other[places[0]]))
    return sorted(one) == sorted(other) and len(places) == 2 and places[1] == places[0] + 1


@cache
def _sounds(character: str) -> frozenset[str]:
    """The readings of a character without tones."""
    from pypinyin import Style, pinyin

    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def institutions(names: Mapping[str, int]) -> Callable[[str], str]:
    """A function from a name to the same with its institution in full: 厦大某学院 → 厦门大学某学院.

    An institution's short form is taken for the only one met whose full name begins with the same character, and holds
    all of it in order.
    """
    full: dict[str, int] = defaultdict(int)
    for name, count in names.items():
        if match := _INSTITUTION.match(name):
            full[match[1]] += count
    known = {name for name, count in full.items() if count > SELDOM and name.endswith("大学")}

    @cache
    def in_full(name: str) -> str:
        match = _INSTITUTION.match(name)
        if match and match[1] in known:
            return match[1] + _unit(match[2])
        for end in range(2, min(len(name), 5) + 1):
            fitting = _meant(name[:end], known)
            if len(fitting) == 1 and (end == len(name) or _UNIT.search(name)):
                return fitting[0] + _unit(name[end:])
        return name

    return in_full


def _meant(short: str, known: Iterable[str]) -> list[str]:
    if not short.endswith("大"):
        return [name for name in known if name == f"{short}大学"]
    return [name for name in known if name[0] == short[0] and is_shortened(short, name[:-1])]


def _unit(name: str) -> str:
    """A unit's name without what different times and writers called it: 学院 and 系, 研究院 and 研究中心."""
    return _UNIT.sub("", name) or name
