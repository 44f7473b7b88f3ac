"""The full name of a body that its title alone tells: of its division, site or institution, from what stands near."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar import associations, bodies
from kg.grammar.completed_units import complete
from kg.grammar.post_context import (
    association_of_page,
    association_told,
    nearest,
    of_page,
    only_named,
    site_before,
    site_of_level,
)
from kg.grammar.schools import is_unit_of_school
from kg.grammar.titles import short_body

if TYPE_CHECKING:
    from kg.grammar.post_context import Context

SITES = ("街道", "社区", "镇", "乡", "村")
_COMPANIES = ("公司", "集团", "银行")
_OF_COURTS = re.compile(r"(?:审判委员会|检察委员会|审委会|检委会|庭|检察部|执行局|政治部)$")
_COURT = re.compile(r".{2,}?(?:法院|检察院)")
_OFFICE_OF_SCHOOL = re.compile(r"(?P<own>学校|[我本]?校)(?!友|企|地|园|长)[一-龥]{2,10}(?:处|部|办公室|中心|馆|研究院)")
_BRANCH = "分公司"
_COMPANY = re.compile(r"^(?:集团公司|集团|公司)")
_OFFICE_OF_COMPANY = re.compile(r"(?:集团公司|集团|公司)(?!有限|控股|股份)[一-龥]{2,10}(?:部|中心|办公室|事业部)")
_GUESTS = ("校友会", "公司", "集团")
_SCHOOLS = ("大学", "学院")
_STREET = re.compile(r".{2,}?(?:街道|镇|乡)(?!村)")
_POINTING = ("该", "我", "本")
_BOARDS = ("理事会", "监事会", "常务理事会")
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
        return (_of_company(context, start, name) if name.endswith(_BRANCH) else None) or name or None
    if told := _of_institution(context, start, name):
        return told[0]
    if not previous and bodies.is_peer(name):
        if named := only_named(context, start, name):
            return named
        around = site_before(context, start) or context.school
        return around + name if around else None
    if not previous and _OF_INSTITUTIONS.search(name) and (named := only_named(context, start, name)):
        return named
    if level := bodies.is_elided_level(name):
        return _of_level(context, start, name, level, previous)
    is_section = name.startswith("党委") and bodies.is_party_section(name.removeprefix("党委"))
    if not previous and context.school and (is_section or is_unit_of_school(name, context.article.text)):
        return complete(name, context.school)
    if name in SITES:
        return site_of_level(context, start, name) or name
    return _of_phrase(context, start, name, previous)


def _of_company(context: Context, start: int, name: str) -> str | None:
    """A branch with the company named before it: 大理分公司 of 某集团."""
    company = nearest(context, start, _COMPANIES)
    return company + name if company and not company.endswith(name) else None


def _of_institution(context: Context, start: int, name: str) -> tuple[str | None] | None:
    """The full name of a part that begins with 校, 集团 or the like; None within where no such body is near."""
    short = short_body(name)
    if short is None:
        return None
    if not short[1] or bodies.is_generic(bodies.lasting(short[1])):
        told = of_page(context, short[0]) or nearest(context, start, short[0])
        institution = told or _association(context, start, short[0])
        part = bodies.lasting(short[1]).removeprefix("公司")  # 集团|公司党委
        return (institution + part if institution else None,)
    if _OFFICE_OF_COMPANY.fullmatch(name) and (company := nearest(context, start, short[0])):
        return (company + _COMPANY.sub("", name),)
    if office := _OFFICE_OF_SCHOOL.fullmatch(name):
        school = context.school or nearest(context, start, short[0])
        return (school + name[office.end("own") :] if school else None,)
    if _is_pointed_at(context, start, name):
        institution = nearest(context, start, short[0])
        return (institution + short[1] if institution else None,)
    return None


def _is_pointed_at(context: Context, start: int, name: str) -> bool:
    """Whether a word before the short name of a body says that it is the one told of: 该|院某某传习所."""
    return name.startswith(_POINTING) or context.article.text.startswith(_POINTING, max(start - 1, 0))


def _association(context: Context, start: int, endings: tuple[str, ...]) -> str | None:
    """The association that a page calls by another word than its name has: 学会 is 某促进会, the only one."""
    is_short = any(associations.is_association(ending) for ending in endings)
    return association_of_page(context) or association_told(context, start) if is_short else None


def _of_level(context: Context, start: int, name: str, level: str, previous: str | None) -> str:
    """A body that a level begins, 市民政局 or 街道党建办, with the division or site that the page tells."""
    unit = bodies.without_level(name).removeprefix(level)
    if previous and (around := re.match(rf".{{2,8}}?{level}", previous)) and not previous.startswith(level):
        return around.group() + unit
    if own := bodies.sort_of(unit):
        body = context.home.body(level, own)
        return body + unit[len(own) :] if body else level + unit
    return (context.home.name(level) or site_of_level(context, start, level) or level) + unit


def _of_phrase(context: Context, start: int, name: str, previous: str | None) -> str | None:
    """A body that is part of the one before it in the phrase, or of the street last named; else as it stands."""
    if previous and (part := _of_previous(context, name, previous)):
        return part
    if bodies.is_board(name) or name in _BOARDS:
        told = association_told(context, start) if bodies.is_board(name) else None
        whole = association_of_page(context) or told
        return complete(bodies.lasting(name), whole) if whole else name
    if not previous and _OF_STREETS.search(name) and (bodies.is_bound(name) or name == "社区办"):
        return (site_of_level(context, start, _STREETS) or "") + name
    return name if len(name) >= 2 else None


def _of_previous(context: Context, name: str, previous: str) -> str | None:
    """The full name of a part of the body before it, by the kinds of both; None where it is none."""
    if _is_branch(name, previous):
        return complete(name, previous)
    if _OF_SITES.search(name) and not bodies.base(previous).endswith((*bodies.LEVELS, *SITES)):
        street = _STREET.match(previous)
        return (street.group() if street else "") + name
    if previous.endswith(_GUESTS) and context.school and is_unit_of_school(name, context.article.text):
        return complete(name, context.school)
    if name.endswith("学院") and previous.endswith(("系", "处", "馆", "中心", "教研室")):
        school = bodies.institution(previous)
        return complete(name, school) if school != previous and school.endswith(_SCHOOLS) else name
    if _OF_COURTS.search(name) and (court := _COURT.match(previous)):
        return court.group() + name
    if bodies.is_board(name) and associations.is_association(bodies.institution(previous)):
        return complete(bodies.lasting(name), previous)  # 某协会创会会长、第三届理事会会长
    if previous.endswith(_COMPANIES) and name.endswith(("委员会", "事业部")):
        return previous + name
    if name.startswith("党委") and previous.endswith("党委"):
        return previous + name.removeprefix("党委")  # 某自治区党委秘书长、党委政研室主任
    is_bound = bodies.is_bound(name) or bodies.is_generic(name) or _INNER_UNIT.search(name)
    return complete(name, previous) if is_bound and not name.endswith(("总署", "总局")) else None


def _is_branch(name: str, previous: str) -> bool:
    """Whether a body is a part of the school or the association before it."""
    is_of_school = _OF_SCHOOLS.search(name) and bodies.institution(previous).endswith(("大学", "学院"))
    return bool(is_of_school) or associations.is_branch_of(name, previous)
