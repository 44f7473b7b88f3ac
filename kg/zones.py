"""Development zones, new areas and the like that have no code of their own (floor 1). Read once, on first use.

合肥高新技术产业开发区 is a zone in 合肥市, written 合肥高新区 or 合肥市高新区 as well. 长春净月高新技术产业开发区 has a
name of its own, 净月, by which it is known where the text tells of 长春.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg import divisions
from kg.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORTEST = 2  # characters of a name of its own
_LEAST = 3  # characters that a name without a kind is longer than: 新林区 may stand in 创新|林区
_RANKS = ("市", "县", "区", "国家级", "国家", "省级")  # before what it is, and no part of its own name


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone under its full name, in the county or prefecture that holds it."""

    name: str
    within: str  # code of the division around it
    of: str  # code of the division that its name begins with; where it begins with none, of the one around it
    stem: str  # its own name, perhaps empty
    kind: str  # in full

    @property
    def calls(self) -> tuple[str, ...]:
        """What it is called by its own name: 净月高新技术产业开发区, 净月高新区; nothing where it has none."""
        if len(self.stem) < _SHORTEST:
            return ()
        names = (self.stem + kind for kind in _kinds().get(self.kind, (self.kind,)))
        return tuple(name for name in names if _parts(name)[0] == self.stem)  # 高新产业园 is a kind of many


@lru_cache(maxsize=8192)
def zone_of(name: str, around: str) -> Zone | None:
    """The zone that a name with or without its division means where it stands behind the division of this code.

    None where no zone is called so, or several are.
    """
    stem, kind = _parts(_without_heads(name, around)[0])
    told = _by_division().get((around, stem, kind))
    if told or not stem:
        return told
    inside = [zone for zone in called(stem + kind) if around in _around(zone.within)]
    return inside[0] if len(inside) == 1 else None


def called(name: str) -> tuple[Zone, ...]:
    """The zones of all the country that have this name of their own."""
    stem, kind = _parts(name)
    return tuple(_by_own_name().get((stem, kind), ()))


@cache
def all_zones() -> tuple[Zone, ...]:
    """Every zone, by the code of the division around it."""
    text = (files("kg") / "lexicon" / "zones.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))[1:]
    return tuple(_zone(name, within) for within, names in rows for name in names.split())


def _zone(name: str, within: str) -> Zone:
    rest, of = _without_heads(name, within)
    return Zone(name, within, of, *_parts(rest))


def _without_heads(name: str, around: str) -> tuple[str, str]:
    """The name without the divisions around it at its beginning, and the code of the last of these."""
    last, rest = around, name
    for division in (*divisions.chain(around), divisions.by_code(around)):
        for head in divisions.spellings(division) if division else ():
            if division and head and rest.startswith(head) and len(rest) > len(head):
                rest, last = rest[len(head) :], division.code
                break
    for word in _RANKS:
        rest = rest.removeprefix(word)
    return (rest, last) if _parts(rest)[1] else (name, around)


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    """The words for each kind, its full name first."""
    return {kind: (kind, *words) for kind, words in load("places")["zone_kinds"].items()}


@cache
def endings() -> tuple[str, ...]:
    """Every word that the name of a zone may end with, and the whole names of those that end otherwise."""
    others = {zone.stem for zone in all_zones() if not zone.kind}
    return (*_words(), *sorted(word for word in others if len(word) > _LEAST))


@cache
def _words() -> tuple[str, ...]:
    """The words for kinds of zones, the longest first."""
    return tuple(sorted({word for words in _kinds().values() for word in words}, key=lambda word: (-len(word), word)))


@cache
def _kind_of() -> dict[str, str]:
    return {word: kind for kind, words in _kinds().items() for word in words}


def _parts(name: str) -> tuple[str, str]:
    """A zone's own name and its kind in full: 净月高新区 → 净月, 高新技术产业开发区."""
    ending = next((word for word in _words() if name.endswith(word)), "")
    return name.removesuffix(ending), _kind_of().get(ending, "")


@cache
def _by_division() -> dict[tuple[str, str, str], Zone]:
    """The zones by the division that they are called after, own name and kind; of two called alike the larger."""
    table: dict[tuple[str, str, str], Zone] = {}
    for zone in all_zones():
        for code in (zone.of, zone.within) if zone.stem else (zone.of,):
            table.setdefault((code, zone.stem, zone.kind), zone)
    return table


@cache
def _by_own_name() -> dict[tuple[str, str], list[Zone]]:
    table: dict[tuple[str, str], list[Zone]] = defaultdict(list)
    for zone in all_zones():
        if zone.calls:
            table[zone.stem, zone.kind].append(zone)
    return dict(table)


@cache
def _around(code: str) -> tuple[str, ...]:
    return tuple(_codes(code))


def _codes(code: str) -> Iterator[str]:
    yield code
    yield from (division.code for division in divisions.chain(code))
