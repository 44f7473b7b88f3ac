"""Names of divisions and townships in a text that were misheard or translated back (floor 1)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg import townships
from kg.divisions import Level, by_code, chain
from kg.grammar.dictionary import is_common_word
from kg.repair import formal, repaired_division, repaired_township, townships_of
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from kg.divisions import Division
    from kg.grammar.zones import Site
    from kg.model import Repair

_COUNTY = re.compile(r"[一-龥](?=[一-龥][区县旗市])")
_LENGTHS = (3, 4)  # characters of a county's name that is looked for


def misheard_counties(
    text: str, taken: bytearray, parents: Mapping[int, Division], centre: str | None, year: int | None
) -> Iterator[tuple[Span, Repair]]:
    """Names of no division that are read like a county of the article's prefecture, or of the one right before.

    `taken` marks the characters of known names, `parents` says which division ends at a position, `centre` is the code
    of the prefecture, or of the province without any, that the article is about.
    """
    for match in _COUNTY.finditer(text):
        end = match.end() + 2
        if is_common_word(text[end - 2 : end]):  # 社区, 城区, 地区
            continue
        for length in _LENGTHS:
            start = end - length
            upper = parents.get(start)
            around = upper.code if upper else centre
            if start < 0 or around is None or 1 in taken[start:end] or _is_cut(text, start):
                continue
            if repair := repaired_division(text[start:end], around, year):
                yield Span(start, end), repair
                break


def _is_cut(text: str, start: int) -> bool:
    """Whether a name would begin within a word."""
    return start > 0 and is_common_word(text[start - 1 : start + 1])


def centre_of(votes: Mapping[str, int], year: int | None) -> str | None:
    """The prefecture, or the province without any, that most names of an article lie in; None where two are equal."""
    counted = sorted(((votes[code], code) for code in votes if _holds_counties(code, year)), reverse=True)
    if not counted or (len(counted) > 1 and counted[0][0] == counted[1][0]):
        return None
    return counted[0][1]


def _holds_counties(code: str, year: int | None) -> bool:
    division = by_code(code, year)
    if division is None or division.level is Level.COUNTY:
        return False
    return division.level is Level.PREFECTURE or division.name in ("北京市", "天津市", "上海市", "重庆市")


def misheard_site(site: Site) -> Repair | None:
    """What a street, town or township of a known county stands for, where the county has none of that name."""
    return repaired_township(site.name, site.within) if site.within and formal(site.name) else None


def county_of_township(name: str, told: Set[str]) -> str | None:
    """The county of a street, town or township that nothing around it tells, by its name.

    The only one of the counties `told` that has it, or of those in prefectures told, or of all the country.
    """
    full = formal(name)
    if full is None:
        return None
    inside = [code for code in told if any(township.name == full for township in townships_of(code))]
    bearers = {township.county for township in townships.named(full)}
    near = [code for code in bearers if not told.isdisjoint(around.code for around in chain(code))]
    for found in (inside, near, sorted(bearers)):
        if found:
            return found[0] if len(found) == 1 else None
    return None
