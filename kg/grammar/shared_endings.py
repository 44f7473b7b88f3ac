"""Divisions in a row before the body that each of them has: 甲区、乙区、丙县民政局; 甲市、乙县等市、县政协."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg import divisions
from kg.grammar import bodies
from kg.grammar.elided_bodies import JOINING, OF_PEOPLE, Body
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.grammar.elided_bodies import Surroundings
    from kg.model import Mention

SHARED = "ending_shared_by_divisions"
_LEVEL = r"(?:自治区|[省市区县州旗盟]|地)"
# 等市、县|政协, 等十二个县(市、区)|民政局, 等地|民政局
_AND_OTHERS = re.compile(
    rf"等[\d一二三四五六七八九十余多]{{0,4}}个?(?:{_LEVEL}[、和及]){{0,3}}(?:\({_LEVEL}(?:、{_LEVEL}){{0,2}}\))?\Z|等地的?\Z"
)
_ELSEWHERE = re.compile(r"等地的?(?=[一-龥]{2,8}\Z)")
_LEVEL_AHEAD = re.compile(_LEVEL)
_LONGEST_OTHERS = 16  # characters of 等 and the levels


def sharing(around: Surroundings, body: Body) -> Iterator[Body]:
    """The bodies of the divisions listed before the one whose body is named, from the last to the first."""
    text, place = around.article.text, around.places.get(body.span.start)
    if place and place.code:
        unit = text[place.span.end : body.span.end]
        if bodies.is_bound(unit) and (not bodies.stands_alone(unit) or unit in OF_PEOPLE):
            yield from _listed(around, place, unit, place.thing[-1] if place.thing[-1] in bodies.LEVELS else "")


def of_others(around: Surroundings, body: Body) -> list[Body]:
    """The bodies of the divisions listed before 等 and their levels; none where the text tells no such list."""
    text, start = around.article.text, body.span.start
    others = _AND_OTHERS.search(text, max(0, start - _LONGEST_OTHERS), start)
    level = _LEVEL_AHEAD.match(text, start)
    if others is None:
        return []
    last = around.divisions.get(others.start())
    unit = text[level.end() if level else start : body.span.end]
    if last is None or not (bodies.is_bound(unit) or bodies.is_party_section(unit.removeprefix("委"))):
        return []
    name = level.group() if level else ""
    return [
        *_listed(around, last, unit, name),
        Body(Span(last.span.start, body.span.end), _full(last, name) + unit, SHARED),
    ]


def _listed(around: Surroundings, place: Mention, unit: str, level: str = "") -> Iterator[Body]:
    text = around.article.text
    while text[place.span.start - 1 : place.span.start] in JOINING and place.span.start - 1 in around.divisions:
        place = around.divisions[place.span.start - 1]
        yield Body(place.span, _full(place, level) + unit, SHARED)


def _full(place: Mention, level: str) -> str:
    """The division with the level that stands once for all: 安徽, of 安徽、湖北等省."""
    division = divisions.by_code(place.code) if place.code else None
    is_short = division is not None and (place.thing + level).endswith(division.name)
    return place.thing + level if is_short else place.thing


def behind_others(around: Surroundings, span: Span, ending: Span) -> Body | None:
    """The body behind 等地, which the divisions before it all have: 甲区、乙区等地|民政局."""
    others = _ELSEWHERE.search(around.article.text, max(0, span.start - _LONGEST_OTHERS), ending.end)
    if others is None or others.start() not in around.divisions:
        return None
    unit = Span(others.end(), ending.end)
    name = unit.of(around.article.text)
    return Body(unit, name, SHARED) if bodies.is_bound(name) else None
