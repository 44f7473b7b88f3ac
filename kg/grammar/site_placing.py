"""In which county a site lies that the text names without it: by the table of townships, or that of the whole page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kg import townships
from kg.divisions import Level, by_code, chain
from kg.grammar.zones import zones
from kg.zones import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.grammar.zones import Site

_CLEARLY = 2  # times as often as any other county


def placed(sites: Sequence[Site], votes: Mapping[str, int], counties: Mapping[str, int]) -> list[Site]:
    """The sites with the county around each, as far as the page tells it.

    `votes` says how often the page names a division or one in it, `counties` how often each county itself. A township
    lies in the only county of its name that the page speaks of; a community in what the street before it lies in; a
    site that no table has, in the one county that the page is about.
    """
    home = _clearest(counties)
    starts: dict[int, str] = {}
    found: list[Site] = []
    for site in sorted(sites, key=lambda s: (s.span.start, s.span.end)):
        code = site.within
        if zone := zone_of(site.name, code) if code else None:
            code = zone.within if code in _around(zone.within) else code
        elif code is None or (_is_wide(code) and site.name not in zones()):
            bearers = [b for b in townships.counties_with(site.name) if code is None or code in _around(b)]
            told = starts.get(site.span.start) or (_of_township(bearers, votes) if bearers else home)
            code = told if told and (code is None or code in _around(told)) else code
        if code and not _is_wide(code):
            starts[site.span.start] = code
        found.append(replace(site, within=code))
    return sorted(found, key=lambda s: (s.span.start, -s.span.end))


def county_counts(codes: Iterable[tuple[str, int]]) -> Counter[str]:
    """How often each county stands among these codes, each with how much it counts."""
    counts: Counter[str] = Counter()
    for code, weight in codes:
        division = by_code(code)
        if division and division.level is Level.COUNTY:
            counts[code] += weight
    return counts


def _clearest(counties: Mapping[str, int]) -> str | None:
    ranked = Counter(counties).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < _CLEARLY * ranked[1][1]):
        return None
    return ranked[0][0]


def _of_township(bearers: Sequence[str], votes: Mapping[str, int]) -> str | None:
    """The only bearer that the page names, or else the only one in a prefecture, or province, that it names."""
    for level in (None, Level.PREFECTURE, Level.PROVINCE):
        fitting = [code for code in bearers if any(votes.get(around) for around in _of_level(code, level))]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _of_level(code: str, level: Level | None) -> list[str]:
    return [code] if level is None else [d.code for d in chain(code) if d.level is level]


def _around(code: str) -> list[str]:
    return [d.code for d in chain(code)]


def _is_wide(code: str) -> bool:
    """Whether it is the code of a prefecture or province; some prefectures have no counties, and stay as they are."""
    return code.endswith("00") and not townships.of_county(code)
