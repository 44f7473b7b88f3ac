"""Noun phrases of posts: 某会会长、某部原部长, read from the title before the name to the left."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from kg.grammar import bodies, offices
from kg.grammar.aliases import without_alias
from kg.grammar.body_stretches import Stop, last_stop, starts_weakly
from kg.grammar.post_context import (
    BREAK,
    Context,
    Unit,
    is_of_another,
    last_within,
)
from kg.grammar.post_holders import holder_of
from kg.grammar.taken_posts import is_taken
from kg.grammar.titles import (
    honours_before,
    is_division_office,
    seat_of,
    status_after,
    status_before,
)
from kg.grammar.unit_names import full_name, is_site
from kg.lexicon import load
from kg.model import Kind, Mention, Post, Status
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.grammar.titles import TitleWord

_SEPARATOR = re.compile(r"[、,]|兼|和|暨|及")
_TELLING = frozenset('()《》【】兼和暨及。;:!?“”"\n、, ')
_ORGANS = "委局院部办厅府署"  # 某局负责人、|某院检察长甲: of the first no name is told
_COUNTED = re.compile(r"[一两三几这那某每]?[名位个家](?![人员])")  # 一名企业工会|主席
_INNER_STOP = re.compile(r"[各的了着在是被把让等]")
_UNIT_ENDING = re.compile(
    r"[部厅局委办处科股司署室所站队院系组会社团校馆台中心网报刊库坊园区]$"
    r"|门诊$|[师医高]专$|公司$|集团$|银行$|大学$|基地$|平台$|频道$|工程$|项目$|联盟$|庭$|支部$|机构$|\(筹\)$"
)
_NO_BODIES = ("项目", "团队", "项目团队", "执行团队", "研究团队", "活动", "论坛")
_LONGEST_SEGMENT = 500  # characters before a title that may belong to it
_LONGEST_UNIT = 24
_LONGEST_HONOURS = 80  # characters of honours in a row
_SHORTEST_NAME = 2
_MOST_TITLES = 40  # of one person
_COVERING = ("时任", "曾任", "曾担任", "历任", "拟任", "候任")
_LEARNED = ("师", "授", "员", "士", "家", "导")
_TWICE = re.compile(r"([系院部处科室所])\1$")
_IN_BRACKETS = re.compile(r"(?<=[部厅局委办处室院])\([一-龥]{2,8}\)$")
_ORDINAL = re.compile(r"(?:第[一二三四五六七八九十百0-9]+|首|新一|上一)[届任]$")
_OF_BODIES = (*(f"{body}长" for body in "部局厅处司科院馆站所社台庭校"), "队长", "大队长", "中队长", "支队长", "总队长")
_CONTRACTED = {f"{body}长": body for body in "部局厅处司科院馆站所社台队庭校"}


class Phrase(NamedTuple):
    """Where the phrase begins, the posts it tells, and the bodies that only the phrase tells."""

    start: int
    posts: tuple[Post, ...]
    bodies: tuple[Mention, ...]


def read_phrase(context: Context, title: TitleWord, previous: str | None = None) -> Phrase:
    """The posts of the phrase that ends with this title, from the first to the last.

    `previous` is the body of the person named just before in one list: it is carried to a title without body.
    """
    read: list[Post] = []
    found: list[Mention] = []
    start: int | None = None
    lasting: Status | None = None
    for unit in _units(context, title):
        body, begin, status = _body(context, unit, previous, found)
        if start is None and context.article.text.startswith(_COVERING, unit.start):
            lasting = status  # 时任某省委常委、某市委书记: of all that follow
        status = status or lasting
        begin = unit.title.span.start if begin is None else begin
        start = begin if start is None else start
        is_unread = body is None and _is_unread(context, unit, begin)
        holder = body or (None if is_unread else holder_of(context, previous, unit.title, read[-1:]))
        previous = holder or previous
        if holder and unit.title.is_post:
            span = Span(begin, unit.title.span.end)
            seat = seat_of(unit.title.title)
            read.append(Post(holder, seat[1] if seat else unit.title.title, status or Status.CURRENT, span))
    return Phrase(title.span.start if start is None else start, tuple(read), tuple(found))


def as_before(post: Post, name: str, told: dict[tuple[str, str], str]) -> Post:
    """The post, in the body in which the same person is told before to hold it where only its title stands here."""
    is_bare = post.span.end - post.span.start == len(post.title)
    body = told.setdefault((name, post.title), post.organization)
    return replace(post, organization=body) if is_bare else post


def _is_unread(context: Context, unit: Unit, begin: int) -> bool:
    """Whether words stand before the title that may name a body and were not read: 万物云|首席执行官."""
    text, end = context.article.text, min(begin, unit.title.span.start)
    before = text[last_stop(text, unit.start, end, Stop.PREPOSITION) : end]
    if unit.title.title.endswith(_LEARNED):
        return False  # 党建专业博士生导师
    words = status_after(before, 0, len(before))[1]
    return len(before) - words >= _SHORTEST_NAME and before[words:].isalpha() and unit.start > 0


def last_title(context: Context, clause: Span) -> TitleWord | None:
    """The title that ends last within a clause."""
    last = bisect_right(context.title_ends, clause.end)
    first = bisect_right(context.title_ends, clause.start, hi=last)
    titles = (context.titles[end] for end in reversed(context.title_ends[first:last]))
    return next((title for title in titles if title.is_post), None)


def _units(context: Context, title: TitleWord) -> list[Unit]:
    """The titles of one person, each with the words before it, going left as long as a title ends what stands there."""
    text = context.article.text
    units: list[Unit] = []
    while True:
        start = segment_start(context, title.span.start)
        units.append(Unit(start, title))
        start = _before_honours(text, start)
        before = context.titles.get(start) if start not in context.person_ends else None
        if start and before is None and start - 1 not in context.person_ends and _SEPARATOR.match(text[start - 1]):
            before = context.titles.get(start - 1)
        if (
            len(units) == _MOST_TITLES
            or before is None
            or not before.is_post
            or (start < title.span.start and text[start] in "为是的")
            or (text[start - 1] == "," and is_taken(context, segment_start(context, before.span.start), before))
            or is_of_another(context, before)
            or (before.title.endswith("负责人") and text[before.span.start - 1] in _ORGANS)
        ):
            break
        title = before
    return units[::-1]


def _before_honours(text: str, start: int) -> int:
    """Where a list of posts goes on to the left of honours in it: 某会会长、工艺美术大师、|某公司总经理甲."""
    if start < 1 or text[start - 1] != "、":
        return start
    honours = honours_before().search(text, max(0, start - _LONGEST_HONOURS), start)
    return honours.start() + 1 if honours else start


def phrase_start(context: Context, title: TitleWord) -> int:
    """Where the phrase that ends with this title begins, with the titles of the same person before it."""
    return _units(context, title)[0].start


def body_in_list(context: Context, title: TitleWord, held: Sequence[Post]) -> str:
    """The body that goes on from one person of a list to the next: the last; before a party group that of the title.

    团某省委‹副书记›、党组成员甲,‹副书记›乙. Who heads a branch has the first post in the whole: 副会长兼某分会会长.
    """
    units = _units(context, title)
    first, last = units[0].title.title, held[-1].organization
    is_branch = last.endswith(tuple(load("organizations")["of_associations"]))
    if len(units) > 1 and is_branch and last.startswith(held[0].organization):
        return held[0].organization
    return next((post.organization for post in held if post.title == first and last.endswith("党组")), last)


def segment_start(context: Context, end: int) -> int:
    """Where the words of this title begin: behind a break, or behind 兼 and 和 that follow a title."""
    text = context.article.text
    if end in context.titles or end in context.person_ends:
        return end
    body = context.organizations.get(end)
    position = body.span.start if body and "”" in body.span.of(text) else end  # 市“五水共治”领导小组 + 组长
    depth = 0
    while position > max(0, end - _LONGEST_SEGMENT):
        char = text[position - 1]
        if char not in _TELLING and position not in context.titles and position not in context.person_ends:
            position -= 1  # most characters tell nothing
            continue
        depth += (char in ")》") - (char in "(《")
        if depth < 0 or (depth == 0 and BREAK.match(text, position - 1)):
            break
        if char in "兼和暨及" and position - 1 in context.titles:
            break
        if position != end and (position in context.titles or position in context.person_ends):
            break
        position -= 1
    return position


def _body(
    context: Context, unit: Unit, previous: str | None, found: list[Mention]
) -> tuple[str | None, int | None, Status | None]:
    """The body of a title, where it begins in the text, and the status that the words tell."""
    text, end = context.article.text, unit.title.span.start
    status, end = status_before(text, unit.start, end)
    end -= end > unit.start and text[end - 1] == "的"
    ordinal = _ORDINAL.search(text, unit.start, end)
    end = ordinal.start() if ordinal else end
    organization = context.organizations.get(end) or _reaching_into(context, unit) or _before_doubled(context, end)
    if organization and organization.span.start >= unit.start:
        return _known(context, organization, unit, status)
    if seat := seat_of(unit.title.title):
        return offices.seat(context, unit, end, seat[0], status, found)
    if is_division_office(unit.title.title) or offices.is_chair_of_region(context, unit, end):
        return offices.government(context, unit, end, previous, status)
    if end <= unit.start:
        return None, None, status
    return _unit(context, unit, end, previous, status, found)


def _reaching_into(context: Context, unit: Unit) -> Mention | None:
    """The body whose last character is the first one of the title: 某市民政局|长, 某省教育厅|长."""
    title = unit.title.title
    return context.organizations.get(unit.title.span.start + len(title) - 1) if title in _OF_BODIES else None


def _before_doubled(context: Context, end: int) -> Mention | None:
    """The body whose last character stands twice before the title: 某大学社会学系|系|主任."""
    is_doubled = _TWICE.search(context.article.text, max(0, end - 2), end) is not None
    return context.organizations.get(end - 1) if is_doubled else None


def _known(
    context: Context, organization: Mention, unit: Unit, status: Status | None
) -> tuple[str, int, Status | None]:
    ahead, start = status_before(context.article.text, unit.start, organization.span.start)
    return organization.thing, start, status or ahead


def _start(context: Context, unit: Unit, end: int, inner: Mention | None) -> int:
    """Where the name of a body that only its title tells may begin: behind the body within, or the last stop."""
    text = context.article.text
    if inner:
        return max(inner.span.end, text.rfind(" ", inner.span.end, end) + 1)
    low = last_stop(text, unit.start, end, Stop.PREPOSITION)
    low += starts_weakly(text, low, end) and text[low] in "和与及"
    low = max(low, text.rfind(" ", low, end) + 1)
    return low + (low in context.titles and text[low] in "有是为")  # 领导有|党委书记甲


def _unit(
    context: Context, unit: Unit, end: int, previous: str | None, status: Status | None, found: list[Mention]
) -> tuple[str | None, int | None, Status | None]:
    """A body that only its title tells: 党建部 + 教授, 组织一处 + 处长; 组织部长 is 组织部 + 部长."""
    text = context.article.text
    inner = last_within(context, unit.start, end)
    if inner and inner.span.end < end and text[inner.span.end] in "和与及":
        unit, inner = unit._replace(start=inner.span.end), None  # 甲政府与|乙公司
    full: str | None
    if not unit.title.is_post:
        return (inner.thing, inner.span.start, status) if inner else (None, None, status)
    ahead, low = status_after(text, _start(context, unit, end, inner), end)
    ending = _CONTRACTED.get(unit.title.title, "")
    name = text[low:end].strip()
    if whole := offices.mission(name, unit.title.title) or offices.periodical(name, unit.title.title):
        start = inner.span.start if inner else end - len(whole) if name.endswith(whole) else low
        whole = inner.thing + whole if inner else whole
        found.append(Mention(Kind.ORGANIZATION, Span(start, end), whole, "body_before_title"))
        return whole, start, status or ahead
    doubled = bool(_TWICE.search(name))  # 社会工作系|系主任
    name, end = name[: len(name) - doubled], end - doubled
    name = _IN_BRACKETS.sub("", name)  # 党委政研室(改革办)|主任
    contracted = bool(ending) and not name.endswith(tuple("部局厅处司科委办")) and bodies.is_bound(name + ending)
    if contracted:
        name += ending
    site = context.places.get(end)
    if site and inner and text[inner.span.end : site.span.start] in ("驻", "派驻", "选派到"):
        inner = None  # 某局驻|某村第一书记
    if site and site.code is None and site.span.start >= unit.start and not inner:
        found.append(Mention(Kind.ORGANIZATION, site.span, site.thing, "body_before_title"))
        return site.thing, site.span.start, status or ahead
    if (
        _INNER_STOP.search(name)
        or _COUNTED.match(name)
        or name in _NO_BODIES
        or not (contracted or is_site(name) or _UNIT_ENDING.search(name) or (previous and bodies.is_peer(name)))
    ):
        return None, None, status or ahead
    if inner:
        start, full = inner.span.start, inner.thing + name
    else:
        start, full = low, full_name(context, low, name, previous)
    full = full and without_alias(full)
    if not full or len(name) > _LONGEST_UNIT:
        return None, None, status or ahead
    found.append(Mention(Kind.ORGANIZATION, Span(start, end), full, "body_before_title"))
    return full, start, status or ahead
