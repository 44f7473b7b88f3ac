"""Names of places that were misheard or translated back, and what they stand for (floor 1).

庆阳区 in an article about 成都 is 青羊区: no division is called 庆阳区, and in 成都 one is read like it. A repair is a
guess with a reason; the written form is kept beside it.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from kg import divisions, townships
from kg.divisions import Level
from kg.lineage import line_of
from kg.model import Repair

if TYPE_CHECKING:
    pass

# Both repairs of the articles met so far are right: Laplace's rule of succession, (2 + 1) / (2 + 2).
CONFIDENCE: Final = 0.75

_ENDINGS = (("街道办事处", "街道"), ("街道", "街道"), ("街", "街道"), ("镇", "镇"), ("乡", "乡"))
_SHORTEST = 2  # characters of a name before its ending


@lru_cache(maxsize=8192)
def repaired_division(written: str, around: str, year: int | None = None) -> Repair | None:
    """The county that a name stands for within the division of code `around` (a prefecture, or a province).

    None where some division of China bears the name, or where none or several around are read like it.
    """
    if divisions.named(written, year):
        return None
    fitting = [county for county in _counties(around, year) if sounds_like(written, county.name)]
    if len(fitting) != 1:
        return None
    place = divisions.by_code(around, year)
    where = place.name if place else around
    reason = f"no division is called {written}, and {fitting[0].name} of {where} is read like it"
    return Repair(written, fitting[0].name, fitting[0].code, reason, CONFIDENCE)


def repaired_township(written: str, county: str) -> Repair | None:
    """The street, town or township that a name stands for in the county of this code.

    None where the county has one of that name, or where none or several are read like it.
    """
    name = formal(written)
    here = townships_of(county)
    if name is None or any(township.name == name for township in here):
        return None
    fitting = [township for township in here if sounds_like(name, township.name)]
    if len(fitting) != 1:
        return None
    place = divisions.by_code(county)
    where = place.name if place else county
    reason = f"{where} has no {name}, and its {fitting[0].name} is read like it"
    return Repair(written, fitting[0].name, fitting[0].code, reason, CONFIDENCE)


def townships_of(county: str) -> tuple[townships.Township, ...]:
    """The townships of a county of today or of before, as of the table's year."""
    division = divisions.by_code(county)
    return townships.of_county(line_of(division).code if division else county)


def formal(written: str) -> str | None:
    """The name with the ending that it has in the table: 某街 → 某街道; None for what is no such name."""
    for ending, formal in _ENDINGS:
        stem = written.removesuffix(ending)
        if stem != written:
            return stem + formal if len(stem) >= _SHORTEST else None
    return None


def sounds_like(one: str, other: str) -> bool:
    """Whether two different names are read alike, character by character, without regard to tones."""
    return one != other and len(one) == len(other) and all(map(_alike, one, other))


def _alike(one: str, other: str) -> bool:
    return one == other or bool(_readings(one) & _readings(other))


@cache
def _readings(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


@lru_cache(maxsize=1024)
def _counties(around: str, year: int | None) -> tuple[divisions.Division, ...]:
    """The counties in force within a prefecture or province; of a county, those of its prefecture."""
    upper = divisions.by_code(around, year)
    if upper is None:
        return ()
    if upper.level is Level.COUNTY and upper.parent:
        upper = divisions.by_code(upper.parent, year) or upper
    return tuple(
        county
        for parent, counties in _by_parent(year).items()
        if upper.code == parent or upper.code in [above.code for above in divisions.chain(parent, year)]
        for county in counties
    )


@cache
def _by_parent(year: int | None) -> dict[str, list[divisions.Division]]:
    """The counties in force by the code of what is right above them; one record a code, the newest."""
    in_force = {county.code: county for county in _all_counties() if county.distance(year)[0] == 0}
    counties: dict[str, list[divisions.Division]] = defaultdict(list)
    for county in in_force.values():
        counties[county.parent or ""].append(county)
    return dict(counties)


@cache
def _all_counties() -> tuple[divisions.Division, ...]:
    return tuple(division for division in divisions.all_divisions() if division.level is Level.COUNTY)
