"""Offices that name no body of their own: 市长, 自治区主席, 人大代表, 大使."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar import bodies
from kg.grammar.body_stretches import Stop, last_stop
from kg.grammar.post_context import division_before, site_of_level
from kg.grammar.titles import status_before
from kg.lexicon import load
from kg.model import Kind, Mention, Status
from kg.text import Span

if TYPE_CHECKING:
    from kg.grammar.post_context import Context, Unit

_LONGEST_LEVEL = 3  # 自治区
_MISSIONS = {"大使": "大使馆", "总领事": "总领事馆"}
_PERIODICAL = re.compile(r"《[^《》\n]{2,16}》(?:杂志|杂志社|编辑部)?$")
_MISSION = re.compile(r"驻[^驻]{2,12}$")


def government(
    context: Context, unit: Unit, end: int, previous: str | None, status: Status | None
) -> tuple[str | None, int | None, Status | None]:
    """市长, 副区长: the body is the government of the division before the title."""
    text = context.article.text
    level = unit.title.title[-2]
    office = "行政公署" if level == "盟" else "人民政府"
    place = context.places.get(end) or context.places.get(end + 1)
    if place and place.span.start >= unit.start:
        is_whole = place.thing.endswith((level, "自治区"))
        name = place.thing if is_whole else place.thing + level
        ahead, start = status_before(text, unit.start, place.span.start)
        return name + office, start, status or ahead
    if text[unit.start : end] not in _elided_governments(level):
        return None, None, status
    around = bodies.base(previous) if previous else ""
    division = (
        around
        if around.endswith(level)
        else context.home.name(level)
        or site_of_level(context, unit.start, level)
        or division_before(context, unit.start, level)
    )
    return (division or level) + office, unit.start, status


def is_chair_of_region(context: Context, unit: Unit, end: int) -> bool:
    """Whether the title is 主席 or 副主席 right behind an autonomous region."""
    place = context.places.get(end)
    return unit.title.title.endswith("主席") and bool(place and place.span.of(context.article.text).endswith("自治区"))


def seat(
    context: Context, unit: Unit, end: int, body: str, status: Status | None, found: list[Mention]
) -> tuple[str | None, int | None, Status | None]:
    """人大代表, 政协委员: the body is the congress or conference of the division before the title."""
    place, start = context.places.get(end), unit.start
    if end - start > _LONGEST_LEVEL:
        start = last_stop(context.article.text, start, end, Stop.PREPOSITION)  # 本网邀请到|市政协委员
    level = bodies.is_elided_level(context.article.text[start:end] + body)
    name: str | None = None
    if place and place.span.start >= unit.start:
        name, start = place.thing, place.span.start
    elif context.article.text.endswith("全国", unit.start, end):
        name, start = "全国", end - 2
    elif level and end - start <= _LONGEST_LEVEL:
        name = context.home.name(level) or level
    if name:
        found.append(Mention(Kind.ORGANIZATION, Span(start, end + len(body)), name + body, "body_before_title"))
    return (name + body if name else None), start, status


@cache
def _elided_governments(level: str) -> frozenset[str]:
    """What may stand before 市长 in place of the division: nothing, 我市, 该市, 政府, 市政府."""
    return frozenset({"", level, "我" + level, "该" + level, "本" + level, "政府", "人民政府", "县级" + level})


def mission(name: str, title: str) -> str | None:
    """The embassy or consulate that a title stands for: 中国驻某国 + 大使."""
    ending = next((body for head, body in _MISSIONS.items() if title.endswith(head)), None)
    return name + ending if ending and _MISSION.search(name) else None


def periodical(unit: str, title: str) -> str | None:
    """The periodical that ends the words before a title of the press: 《某某》|主编, 《某某》杂志|总编辑."""
    match = _PERIODICAL.search(unit)
    return match.group() if match and title.endswith(tuple(load("titles")["heads"]["press"])) else None
