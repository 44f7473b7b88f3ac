"""What reforms made of organs: 国土资源局 became 自然资源局 in 2018 (floor 4).

    parts("石城县国土资源局")      the reforms that this body comes from, or went into

Only reforms that `organs.yaml` ascribes to a decision (`by:`) are told. A short form counts where it fits one organ.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg import divisions
from kg.grammar.aliases import is_shortened
from kg.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ENDINGS: Final = ("总局", "委员会", "局", "厅", "部", "委")
_BUREAU: Final = "局"
_CENTRAL: Final = ("部", "总局")  # endings that the country's own organs have
_LEVELS: Final = ("省", "市", "区", "县", "州", "盟", "旗", "市委", "县委", "区委", "省委")
_SHORT: Final = range(4, 1, -1)  # characters of a short form such as 食药监


@dataclass(frozen=True, slots=True)
class Reform:
    """One or several duties that became another, by whose decision and when that was at the centre."""

    were: tuple[str, ...]
    became: str
    year: int
    by: str
    endings: tuple[str, ...] = _ENDINGS  # of the organs that had the duties

    @property
    def name(self) -> str:
        """The reform in words: 2018年国务院机构改革:文化、旅游→文化和旅游."""
        return f"{self.year}年{self.by}:{'、'.join(self.were)}→{self.became}"


class Part(NamedTuple):
    """A body's part in a reform: whether it is what was there before, and whether it is the country's own."""

    reform: Reform
    is_original: bool
    is_of_country: bool


@lru_cache(maxsize=4096)
def parts(name: str) -> tuple[Part, ...]:
    """The reforms in which a body of this name had a part; none for most."""
    return tuple(_parts(name))


@cache
def reforms() -> tuple[Reform, ...]:
    """The reforms that are told, in the order of the word file."""
    words = load("organs")
    entries = [{**entry, "were": [entry["was"]]} for entry in words["renamed"]] + [*words["merged"]]
    return tuple(_reform(entry) for entry in entries if "by" in entry)


def _reform(entry: Mapping[str, Any]) -> Reform:
    were, became = entry["were"], entry["is"]
    endings = (_BUREAU,) if became.endswith(_BUREAU) else (*_ENDINGS, *entry.get("or", ()))
    duties = tuple(was.removesuffix(_BUREAU) for was in were)
    return Reform(duties, became.removesuffix(_BUREAU), entry["year"], entry["by"], endings)


def _parts(name: str) -> Iterator[Part]:
    for reform in reforms():
        found = (
            Part(
                reform, duty != reform.became, place in load("organs")["country"] or (not place and ending in _CENTRAL)
            )
            for duty in (*reform.were, reform.became)
            for ending in reform.endings
            if name.endswith(ending) and (place := _place(name.removesuffix(ending), duty)) is not None
        )
        if part := next(found, None):
            yield part


def _place(stem: str, duty: str) -> str | None:
    """What stands before the duty, in full or in short, where that is a place or nothing."""
    if stem.endswith(duty):
        place = stem.removesuffix(duty)
        return place if _is_place(place) and _meant(stem[len(place) :]) == duty else None
    for size in _SHORT:
        place, short = stem[:-size], stem[-size:]
        if len(short) == size and _is_place(place) and (meant := _meant(short)):
            return place if meant == duty else None
    return None


def _is_place(text: str) -> bool:
    country = load("organs")["country"]
    return not text or text in country or text.endswith(_LEVELS) or bool(divisions.named(text, None))


@lru_cache(maxsize=4096)
def _meant(short: str) -> str | None:
    """The duty of a reform that a form stands for; none where another duty may be meant as well."""
    duties = {duty for reform in reforms() for duty in (*reform.were, reform.became)}
    if short in duties:
        return short
    known = duties | set(load("organs")["duties"])
    fitting = {duty for duty in known if duty[0] == short[0] and is_shortened(short, duty)}
    return fitting.pop() if len(fitting) == 1 and fitting <= duties else None
