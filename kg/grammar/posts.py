"""Noun phrases of posts: 某会会长、某部原部长, read from the title before the name to the left."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg.grammar import bodies
from kg.grammar.home import Home
from kg.grammar.titles import (
    body_of,
    endings_of,
    find_titles,
    is_division_office,
    is_executive,
    is_party_title,
    short_body,
    status_after,
    status_before,
)
from kg.model import Kind, Mention, Post, Status
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.grammar.titles import TitleWord
    from kg.model import Article

_SEPARATOR = re.compile(r"[、,]|兼|和|暨|及")
_BREAK = re.compile(r"[。;:!?“”\"\n、,]|[ ](?![一-龥])")
_PARTY_GROUP = re.compile(r"(?:党组|党委|党工委|(?:街道|区)工委|党总支|党支部|纪委|纪工委)$")
_INNER_STOP = re.compile(r"[的了着在是被把让等]")
_UNIT_ENDING = re.compile(
    r"[部厅局委办处科股司署室所站队院系组会社团校馆台中心网报刊库坊园区]$"
    r"|公司$|集团$|银行$|大学$|基地$|平台$|频道$|工程$|项目$|联盟$|庭$|支部$|机构$|\(筹\)$"
)
_NEAR = 100  # characters
_REMEMBERED = 200  # bodies that a later word may still mean
_ORDINAL = re.compile(r"第[一二三四五六七八九十百0-9]+[届任]$")
_CONTRACTED = {"部长": "部", "局长": "局", "厅长": "厅", "处长": "处", "司长": "司", "科长": "科"}


class Unit(NamedTuple):
    """One title of a phrase with the words before it: [start, title.start) names the body, or nothing does."""

    start: int
    title: TitleWord


class Phrase(NamedTuple):
    """Where the phrase begins, the posts it tells, and the bodies that only the phrase tells."""

    start: int
    posts: tuple[Post, ...]
    bodies: tuple[Mention, ...]


@dataclass
class Context:
    """What posts are read from: the text, its titles, bodies and places."""

    article: Article
    titles: dict[int, TitleWord]  # by where they end
    organizations: dict[int, Mention]  # by where they end; the longest
    places: dict[int, Mention]  # by where they end; the longest
    home: Home
    person_ends: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Sorted ends, to find what is near by bisection."""
        self.title_ends = sorted(self.titles)
        self.body_ends = sorted(self.organizations)
        self.place_starts = {place.span.start for place in self.places.values()}

    @classmethod
    def of(cls, article: Article, found: Sequence[Mention]) -> Context:
        """The context of a page with its bodies and places found."""
        organizations = _longest(found, Kind.ORGANIZATION)
        titles = find_titles(article.text)
        inner = {
            title.span
            for body in organizations.values()
            for title in titles[bisect_left(titles, body.span.start, key=_title_start) :][: len(body.thing)]
            if title.span.end < body.span.end
        }
        return cls(
            article,
            {title.span.end: title for title in titles if title.span not in inner},
            organizations,
            _longest(found, Kind.PLACE),
            Home(article, [m for m in found if m.kind is Kind.PLACE]),
        )


def _title_start(title: TitleWord) -> int:
    return title.span.start


def _longest(found: Sequence[Mention], kind: Kind) -> dict[int, Mention]:
    """The longest mention of a kind that ends at each position."""
    mentions = [mention for mention in found if mention.kind is kind]
    return {mention.span.end: mention for mention in sorted(mentions, key=lambda m: -m.span.start)}


def read_phrase(context: Context, title: TitleWord, previous: str | None = None) -> Phrase:
    """The posts of the phrase that ends with this title, from the first to the last.

    `previous` is the body of the person named just before in one list: it is carried to a title without body.
    """
    read: list[Post] = []
    found: list[Mention] = []
    start: int | None = None
    for unit in _units(context, title):
        body, begin, status = _body(context, unit, previous, found)
        begin = unit.title.span.start if begin is None else begin
        start = begin if start is None else start
        holder = body or _holder(context, previous, unit.title)
        previous = holder or previous
        if holder and unit.title.is_post:
            span = Span(begin, unit.title.span.end)
            read.append(Post(holder, unit.title.title, status or Status.CURRENT, span))
    return Phrase(title.span.start if start is None else start, tuple(read), tuple(found))


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
        before = context.titles.get(start) if start not in context.person_ends else None
        if start and before is None and _SEPARATOR.match(text[start - 1]):
            before = context.titles.get(start - 1)
        if before is None or not before.is_post:
            break
        title = before
    return units[::-1]


def segment_start(context: Context, end: int) -> int:
    """Where the words of this title begin: behind a break, or behind 兼 and 和 that follow a title."""
    text = context.article.text
    position = end
    depth = 0
    while position > 0:
        char = text[position - 1]
        depth += (char in ")》") - (char in "(《")
        if depth < 0 or (depth == 0 and _BREAK.match(text, position - 1)):
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
    organization = context.organizations.get(end)
    if organization and organization.span.start >= unit.start:
        return _known(context, organization, unit, status)
    if is_division_office(unit.title.title):
        return _government(context, unit, end, previous, status)
    if end <= unit.start:
        return None, None, status
    return _unit(context, unit, end, previous, status, found)


def _known(
    context: Context, organization: Mention, unit: Unit, status: Status | None
) -> tuple[str, int, Status | None]:
    ahead, start = status_before(context.article.text, unit.start, organization.span.start)
    return organization.thing, start, status or ahead


def _government(
    context: Context, unit: Unit, end: int, previous: str | None, status: Status | None
) -> tuple[str | None, int | None, Status | None]:
    """市长, 副区长: the body is the government of the division before the title."""
    text = context.article.text
    level = unit.title.title[-2]
    place = context.places.get(end) or context.places.get(end + 1)
    if place and place.span.start >= unit.start:
        name = place.thing if place.thing.endswith(level) else place.thing + level
        ahead, start = status_before(text, unit.start, place.span.start)
        return name + "人民政府", start, status or ahead
    if text[unit.start : end] not in ("", level, "我" + level, "该" + level):
        return None, None, status
    around = bodies.base(previous) if previous else ""
    division = around if around.endswith(level) else context.home.name(level)
    return (division + "人民政府" if division else None), unit.start, status


def _unit(
    context: Context, unit: Unit, end: int, previous: str | None, status: Status | None, found: list[Mention]
) -> tuple[str | None, int | None, Status | None]:
    """A body that only its title tells: 党建部 + 教授, 组织一处 + 处长; 组织部长 is 组织部 + 部长."""
    text = context.article.text
    inner = _last_within(context, unit.start, end)
    full: str | None
    if not unit.title.is_post:
        return (inner.thing, inner.span.start, status) if inner else (None, None, status)
    low = inner.span.end if inner else bodies.last_stop(text, unit.start, end, bodies.Stop.PREPOSITION)
    if inner is None and bodies.starts_weakly(text, low, end) and text[low] in "和与及":
        low += 1
    ahead, low = status_after(text, low, end)
    ending = _CONTRACTED.get(unit.title.title, "")
    name = text[low:end]
    contracted = bool(ending) and not name.endswith(tuple("部局厅处司科委办")) and bodies.is_bound(name + ending)
    if contracted:
        name += ending
    if _INNER_STOP.search(name) or not (contracted or _UNIT_ENDING.search(name)):
        return None, None, status or ahead
    if inner:
        start, full = inner.span.start, inner.thing + name
    else:
        start, full = low, _complete(context, low, name, previous)
    if not full or len(name) > 24:
        return None, None, status or ahead
    found.append(Mention(Kind.ORGANIZATION, Span(start, end), full, "body_before_title"))
    return full, start, status or ahead


def _last_within(context: Context, start: int, end: int) -> Mention | None:
    """The body that ends last within [start, end)."""
    last = bisect_left(context.body_ends, end) - 1
    return context.organizations[context.body_ends[last]] if last >= 0 and context.body_ends[last] > start else None


def _complete(context: Context, start: int, name: str, previous: str | None) -> str | None:
    """The full name of a body without division: after another body in the phrase, or as it stands."""
    if start in context.place_starts or not name:
        return name or None
    short = short_body(name)
    if short and (not short[1] or bodies.is_generic(bodies.lasting(short[1]))):
        institution = _nearest(context, start, short[0])
        return institution + bodies.lasting(short[1]) if institution else None
    if not previous and bodies.is_peer(name):
        site = _site_before(context, start)
        return site + name if site else None
    level = bodies.is_elided_level(name)
    if level:
        division = context.home.name(level)
        return (division or level) + bodies.without_level(name).removeprefix(level)
    if previous and (bodies.is_bound(name) or bodies.is_generic(name)):
        return bodies.complete(name, previous)
    return name if len(name) >= 2 else None


def _nearest(context: Context, position: int, endings: tuple[str, ...]) -> str | None:
    """The body named last before a position whose name ends in the first of these ways that any has."""
    last = bisect_right(context.body_ends, position)
    names = [context.organizations[end].thing for end in context.body_ends[max(0, last - _REMEMBERED) : last]]
    told = (name for ending in endings for name in reversed(names) if name.endswith(ending))
    return next(told, None)


def _site_before(context: Context, position: int) -> str | None:
    """The community, village or street named last before a position, not far from it."""
    ends = (end for end in range(position, max(0, position - _NEAR), -1) if end in context.places)
    last = next((context.places[end] for end in ends if context.places[end].code is None), None)
    return last.thing if last and last.thing.endswith(("社区", "村", "街道", "镇", "乡")) else None


def _holder(context: Context, previous: str | None, title: TitleWord) -> str | None:
    """The body of a title that names none: that of the title before; beside a party group, the body it is in.

    A title that only some bodies have (副局长, 校长) goes to the nearest one before it.
    """
    if body := body_of(title.title):
        return body
    if previous and _PARTY_GROUP.search(previous) and is_executive(title.title) and not is_party_title(title.title):
        around = _PARTY_GROUP.sub("", previous)
        previous = around + "办事处" if around.endswith("街道") else around
        previous = around + "居委会" if around.endswith("社区") else previous
    endings = endings_of(title.title)
    if endings and title.is_post and not (previous and _has(previous, endings)):
        return _nearest(context, title.span.start, endings)
    return previous


def _has(body: str, endings: tuple[str, ...]) -> bool:
    """Whether the body, or the institution that it is part of, ends so."""
    return any(ending in body for ending in endings)
