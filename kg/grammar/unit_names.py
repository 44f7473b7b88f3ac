"""The full name of a body that its title alone tells: of its division, site or institution, from what stands near."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar import associations, bodies
from kg.grammar.completed_units import complete
from kg.grammar.post_context import nearest, of_headline, only_named, site_before, site_of_level
from kg.grammar.titles import short_body

if TYPE_CHECKING:
    from kg.grammar.post_context import Context

SITES = ("街道", "社区", "镇", "乡", "村")
_STREETS = ("街道", "镇", "乡")
_OF_INSTITUTIONS = re.compile(r"(?:学院|研究院|研究所|书院)$")
_OF_STREETS = re.compile(r"(?:办|办公室)$")
_OF_SCHOOLS = re.compile(r"(?:研究中心|研究院|研究所|实验室|研究基地)$")
_OF_SITES = re.compile(r"(?:派出所|司法所|卫生服务中心|卫生院|市场监管所|税务所|供电所)$")
# Units that are no body by themselves: 教务处, 财务科.
_INNER_UNIT = re.compile(
    r"(?<!办事)(?<!书记)(?<!代表)(?<!公证)(?<!管理)(?<!工作)(?<!秘书)[处科股室司系]$|学工办$|党政办$"
)


def full_name(context: Context, start: int, name: str, previous: str | None) -> str | None:
    """The full name of a body without division: after another body in the phrase, or as it stands."""
    if start in context.place_starts or not name:
        return name or None
    short = short_body(name)
    if short and (not short[1] or bodies.is_generic(bodies.lasting(short[1]))):
        institution = of_headline(context, short[0]) or nearest(context, start, short[0])
        part = bodies.lasting(short[1]).removeprefix("公司")  # 集团|公司党委
        return institution + part if institution else None
    if not previous and bodies.is_peer(name):
        if named := only_named(context, start, name):
            return named
        site = site_before(context, start)
        return site + name if site else None
    if not previous and _OF_INSTITUTIONS.search(name) and (named := only_named(context, start, name)):
        return named
    if level := bodies.is_elided_level(name):
        return _of_level(context, start, name, level)
    if name in SITES:
        return site_of_level(context, start, name) or name
    return _of_phrase(context, start, name, previous)


def _of_level(context: Context, start: int, name: str, level: str) -> str:
    """A body that a level begins, 市民政局 or 街道党建办, with the division or site that the page tells."""
    unit = bodies.without_level(name).removeprefix(level)
    if own := bodies.sort_of(unit):
        body = context.home.body(level, own)
        return body + unit[len(own) :] if body else level + unit
    return (context.home.name(level) or site_of_level(context, start, level) or level) + unit


def _of_phrase(context: Context, start: int, name: str, previous: str | None) -> str | None:
    """A body that is part of the one before it in the phrase, or of the street last named; else as it stands."""
    if not previous and _OF_STREETS.search(name) and (bodies.is_bound(name) or name == "社区办"):
        return (site_of_level(context, start, _STREETS) or "") + name
    if previous and _OF_SCHOOLS.search(name) and bodies.institution(previous).endswith(("大学", "学院")):
        return complete(name, previous)
    if previous and associations.is_branch_of(name, previous):
        return complete(name, previous)
    if previous and _OF_SITES.search(name) and not bodies.base(previous).endswith((*bodies.LEVELS, *SITES)):
        return name
    if previous and bodies.is_board(name):
        return complete(bodies.lasting(name), previous)  # 某协会创会会长、第三届理事会会长
    if previous and name.startswith("党委") and previous.endswith("党委"):
        return previous + name.removeprefix("党委")  # 某自治区党委秘书长、党委政研室主任
    is_part = bodies.is_bound(name) or bodies.is_generic(name) or _INNER_UNIT.search(name)
    if previous and is_part and not name.endswith(("总署", "总局")):
        return complete(name, previous)
    return name if len(name) >= 2 else None
