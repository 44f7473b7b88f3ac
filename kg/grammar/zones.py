"""Sites as the grammar has them, and the new areas and zones that are known by their own name (floor 1)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from kg.cues import Cued, Cues, either
from kg.grammar.dictionary import is_common_word
from kg.lexicon import load
from kg.text import Span
from kg.zones import called, endings, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set


_SHORT = 2  # characters of a word that may be any place's
_LONGEST = 20  # characters of a zone's name behind its division


class Anchor(Struct, frozen=True):
    """Where a name of a division or site ends, and where the chain that it closes begins."""

    span: Span
    code: str | None
    is_bare: bool = False  # a short name by itself, which may be the name of a site: 武侯区玉林街道


class Site(Struct, frozen=True):
    """A named site: its span with the divisions right before it, its own name, the code of the division around it."""

    span: Span
    name: str  # without the divisions and sites before it
    within: str | None


@cache
def zones() -> tuple[str, ...]:
    """The new areas and zones that are known by their own name."""
    return tuple(load("places")["zones"])


@cache
def _zone_names() -> Cued:
    zones = load("places")["zones"]
    return Cued(either(zones), zones)


def zones_in(text: str, anchors: Mapping[int, Anchor], told: Set[str] = frozenset()) -> Iterator[Site]:
    """The zones known by their own name, with the division right before them; then those that the table has.

    One of the table stands behind its division, or has a name of its own and lies in one of the divisions `told`.
    """
    zones, taken = load("places")["zones"], 0
    found = [(match.start(), match.end(), zones[match.group()]) for match in _zone_names().finditer(text)]
    for start, end, code in found:
        anchor = anchors.get(start)
        yield Site(Span(anchor.span.start if anchor else start, end), text[start:end], code)
    own = {end for _, end, _ in found}
    for end in _ends(text):
        zone = None if end in own else _listed(text, end, anchors, told)
        if zone and zone.span.start >= taken:
            yield zone
            taken = end


def _ends(text: str) -> list[int]:
    """Where the name of a zone may end: not within a longer word for one, as in 工业园|区."""
    longest: dict[int, int] = {}
    for _, start, end in _kinds().hits(text):
        longest[start] = max(end, longest.get(start, 0))
    ends, reach = [], 0
    for _, end in sorted(longest.items()):
        if end > reach:
            ends.append(end)
            reach = end
    return ends


def _listed(text: str, end: int, anchors: Mapping[int, Anchor], told: Set[str]) -> Site | None:
    """The zone of the table whose name ends here."""
    for at in range(max(0, end - _LONGEST), end - 1):
        anchor = anchors.get(at)
        if anchor and anchor.code and (zone := zone_of(text[at:end], anchor.code)):
            span = Span(anchor.span.start, end)
            return Site(span, text[at:end] if zone.stem else span.of(text), zone.within)
    for at in range(max(0, end - _LONGEST), end - 1) if told else ():
        zones = [zone for zone in called(text[at:end]) if zone.within in told]
        if len(zones) == 1 and _is_name(zones[0].stem):
            return Site(Span(at, end), text[at:end], zones[0].within)
    return None


def _is_name(stem: str) -> bool:
    """Whether the own name of a zone is one by itself, and no ordinary word such as 滨江."""
    is_place = len(stem) > _SHORT and stem.endswith(load("places")["sites"]["ends_like_a_place"])
    return is_place or not is_common_word(stem)


@cache
def _kinds() -> Cues:
    return Cues(endings())
