"""The full name of a body that its title alone tells: of its division, site or institution, from what stands near."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar import associations, bodies
from kg.grammar.alternatives import alternatives
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
from kg.lexicon import load

if TYPE_CHECKING:
    from kg.grammar.post_context import Context


def _words(entry: str) -> tuple[str, ...]:
    """The words of an entry about units in the word file of bodies."""
    return tuple(load("organizations")["units"][entry])


def is_site(name: str) -> bool:
    """Whether a name is only the kind of a site: 街道, 社区."""
    return name in _words("sites")


def full_name(context: Context, start: int, name: str, previous: str | None) -> str | None:
    """The full name of a body without division: after another body in the phrase, or as it stands."""
    if start in context.place_starts or not name:
        is_branch = name.endswith(_words("company_branches"))
        return (_of_company(context, start, name) if is_branch else None) or name or None
    if told := _part(context, start, name):
        institution, part = told
        return institution + part if institution else None
    if not previous and bodies.is_peer(name):
        if named := only_named(context, start, name):
            return named
        around = site_before(context, start) or context.school
        return around + name if around else None
    if not previous and name.endswith(_words("institutions")) and (named := only_named(context, start, name)):
        return named
    if level := bodies.is_elided_level(name):
        return _of_level(context, start, name, level, previous)
    is_section = name.startswith("党委") and bodies.is_party_section(name.removeprefix("党委"))
    if not previous and context.school and (is_section or is_unit_of_school(name, context.article.text)):
        return complete(name, context.school)
    if is_site(name):
        return site_of_level(context, start, name) or name
    return _of_phrase(context, start, name, previous)


def _of_company(context: Context, start: int, name: str) -> str | None:
    """A branch with the company named before it: 大理分公司 of 某集团."""
    company = nearest(context, start, _words("companies"))
    return company + name if company and not company.endswith(name) else None


def _part(context: Context, start: int, name: str) -> tuple[str | None, str] | None:
    """The institution, or None where none is near, and its part, of a name that begins with 校, 集团 or the like."""
    short = short_body(name)
    if short is None:
        return None
    if not short[1] or bodies.is_generic(bodies.lasting(short[1])):
        told = of_page(context, short[0]) or nearest(context, start, short[0])
        institution = told or _association(context, start, short[0])
        return institution, bodies.lasting(short[1]).removeprefix("公司")  # 集团|公司党委
    if (office := _office_of_company().fullmatch(name)) and (company := nearest(context, start, short[0])):
        return company, name[office.end("own") :]
    if office := _office_of_school().fullmatch(name):
        return context.school or nearest(context, start, short[0]), name[office.end("own") :]
    if _is_pointed_at(context, start, name):
        return nearest(context, start, short[0]), short[1]
    return None


@cache
def _office_of_company() -> re.Pattern[str]:
    """An office that calls its company only so: 集团|战略发展部."""
    own, forms, offices = (alternatives(_words(f"{entry}_company")) for entry in ("own", "forms_of", "offices_of"))
    return re.compile(rf"(?P<own>{own})(?!{forms})[一-龥]{{2,10}}(?:{offices})")


@cache
def _office_of_school() -> re.Pattern[str]:
    """An office that calls its school only so: 校|发展规划处."""
    own, barred, offices = (alternatives(_words(f"{entry}_school")) for entry in ("own", "not_of", "offices_of"))
    return re.compile(rf"(?P<own>{own})(?!{barred})[一-龥]{{2,10}}(?:{offices})")


def _is_pointed_at(context: Context, start: int, name: str) -> bool:
    """Whether a word before the short name of a body says that it is the one told of: 该|院某某传习所."""
    pointing = _words("pointing")
    return name.startswith(pointing) or context.article.text.startswith(pointing, max(start - 1, 0))


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
    if bodies.is_board(name) or name in _words("boards"):
        told = association_told(context, start) if bodies.is_board(name) else None
        whole = association_of_page(context) or told
        return complete(bodies.lasting(name), whole) if whole else name
    is_office = name.endswith(_words("of_streets")) and (bodies.is_bound(name) or name in _words("offices_of_street"))
    if not previous and is_office:
        return (site_of_level(context, start, _words("streets")) or "") + name
    return name if len(name) >= 2 else None


def _of_previous(context: Context, name: str, previous: str) -> str | None:
    """The full name of a part of the body before it, by the kinds of both; None where it is none."""
    if _is_branch(name, previous):
        return complete(name, previous)
    if name.endswith(_words("of_sites")) and not bodies.base(previous).endswith((*bodies.LEVELS, *_words("sites"))):
        street = _street().match(previous)
        return (street.group() if street else "") + name
    is_guests = previous.endswith(_words("guests_of_schools"))
    if is_guests and context.school and is_unit_of_school(name, context.article.text):
        return complete(name, context.school)
    if name.endswith("学院") and previous.endswith(_words("before_colleges")):
        school = bodies.institution(previous)
        return complete(name, school) if school != previous and school.endswith(_words("schools")) else name
    if name.endswith(_words("of_courts")) and (court := _court().match(previous)):
        return court.group() + name
    if bodies.is_board(name) and associations.is_association(bodies.institution(previous)):
        return complete(bodies.lasting(name), previous)  # 某协会创会会长、第三届理事会会长
    if previous.endswith(_words("companies")) and name.endswith(_words("parts_of_companies")):
        return previous + name
    if name.startswith("党委") and previous.endswith("党委"):
        return previous + name.removeprefix("党委")  # 某自治区党委秘书长、党委政研室主任
    is_bound = bodies.is_bound(name) or bodies.is_generic(name) or _is_inner(name)
    return complete(name, previous) if is_bound and not name.endswith(_words("of_the_state")) else None


def _is_branch(name: str, previous: str) -> bool:
    """Whether a body is a part of the school or the association before it."""
    is_of_school = name.endswith(_words("of_schools")) and bodies.institution(previous).endswith(_words("schools"))
    return is_of_school or associations.is_branch_of(name, previous)


def _is_inner(name: str) -> bool:
    """Whether a unit is no body by itself: 教务处, 财务科; but 办事处 is."""
    is_inner = name.endswith(_words("inner")) and not name[:-1].endswith(_words("outer"))
    return is_inner or name.endswith(_words("inner_offices"))


@cache
def _street() -> re.Pattern[str]:
    return re.compile(rf".{{2,}}?(?:{alternatives(_words('streets'))})(?!村)")


@cache
def _court() -> re.Pattern[str]:
    return re.compile(rf".{{2,}}?(?:{alternatives(_words('courts'))})")
