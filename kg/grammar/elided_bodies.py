"""Bodies whose division is only a level or left out: 省民政厅, 市政府, 街道办事处; and what the page tells of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.grammar import associations, bodies
from kg.grammar.alternatives import alternatives
from kg.lexicon import load
from kg.text import Span

if TYPE_CHECKING:
    from kg.grammar.home import Home
    from kg.model import Article, Mention

_CLOSE_LEVEL = re.compile(r"[我本该全]?(?:自治区|省|市|(?<![社地小辖园城郊山景校厂])区|县|州|旗)$")
JOINING = ("和", "与", "及", "、")
OF_PEOPLE = ("居委会", "村委会", "居民委员会", "村民委员会", "业委会")  # a province or city has many
_LISTED = re.compile(r"([一-龥]{2,3})等$")
_LONGEST_NAME_OF_DIVISION = 3
_LONGEST_LEVEL = 4  # characters: 本自治区
_SITES = {"街道": ("街道", "街"), "镇": ("镇",), "乡": ("乡",), "村": ("村",), "社区": ("社区",)}
_NO_UNIT = ("内", "外", "里", "际", "级", "属", "域")  # 省内学校, 市级部门
_HOLDING = ("街道", "镇", "乡")
# 各区|县民政局, 全|市社工站, 市、|区民政局: all of their kind
_OF_ALL = re.compile(
    r"(?:[各全][省市区县州旗乡镇街、]{1,4}|(?:^|[^一-龥])[省市区县]、[区县]|[区县市]街|省市|市县|区县|设区市)$"
)
_MARKETS = "市场"
_NO_DIVISION = ("个", "任", "兼")  # 五个|区民政局, 甲任|市民政局局长
_SHORTEST_ASSOCIATION = 4  # characters: 慈善协会
_NEAREST = 20  # places looked at
_LONGEST_POST = 40  # characters of a post or two
_LONGEST_LIST = 80  # characters of those who lead a delegation, with their posts
_APART = re.compile(r"[。;:\n,]")
LONGEST_STEM = 16  # characters between a division or body and the ending


class Body(NamedTuple):
    """A body's name in the text, and its full name."""

    span: Span
    name: str
    rule: str


class Surroundings(NamedTuple):
    """What the grammar of bodies needs to know of a page."""

    article: Article
    places: dict[int, Mention]  # the outermost place that begins at a position
    place_starts: list[int]
    divisions: dict[int, Mention]  # those of them with a code, by where they end
    barriers: list[int]  # where titles and persons end; no name reaches over one
    home: Home
    title_ends: frozenset[int]


def as_written(text: str, span: Span, rule: str) -> Body:
    """The body there under the name that the text writes, without spaces."""
    return Body(span, span.of(text).replace(" ", ""), rule)


def close_level(text: str, start: int, end: int) -> re.Match[str] | None:
    """The level that ends [start, end) in place of a division: 省 in 在省|民政厅."""
    return _CLOSE_LEVEL.search(text, max(start, end - _LONGEST_LEVEL), end)


def elided(around: Surroundings, span: Span, ending: Span, previous: Body | None) -> Body | None:
    """A body whose division is only a level, or left out beside another of the same division: 省民政厅, 市政府."""
    text = around.article.text
    close = close_level(text, span.start, ending.start)
    if close and _OF_ALL.search(text, max(0, close.start() - _LONGEST_LEVEL), close.end()):
        return None
    if close and not close.group().endswith("省") and _is_unknown(text[span.start : close.start()]):
        return as_written(text, span, "division_unknown")
    span = Span(close.start(), span.end) if close else span
    level = bodies.is_elided_level(span.of(text))
    if not level or len(span.of(text)) > LONGEST_STEM + 4:
        return None
    unit = bodies.without_level(span.of(text)).removeprefix(level)
    is_one = bodies.is_of_each_division(unit) or _is_association(level, unit)
    if is_one and (span.of(text)[0] in "全各" or text[span.start - 1 : span.start] in tuple("各城都")):
        return None
    if bodies.is_of_each_division(unit):
        division = around.home.name(level)
        return Body(span, division + unit, "division_of_the_page") if division else None
    is_own = bodies.stands_alone(unit) and not _is_association(level, unit)
    if unit in OF_PEOPLE or is_own or unit.startswith(_NO_UNIT):
        return None
    if bodies.is_generic(unit) and not (bodies.is_bound(unit) or _is_association(level, unit)):
        return None
    is_common = bodies.is_generic(unit) or level + unit in OF_PEOPLE
    if is_common and level in _SITES and not _site_of(around, span.start, level):
        return None
    return Body(span, *_completed(around, span.start, level, unit, previous))


def _is_association(level: str, unit: str) -> bool:
    """Whether it is an association of which a division or street has one: 市|慈善协会, 街道|商会."""
    return associations.is_association(unit) and (level in _SITES or len(unit) >= _SHORTEST_ASSOCIATION)


def _is_unknown(name: str) -> bool:
    """Whether these characters before a level may be a division that the table does not have: 南|区."""
    return name in tuple("东南西北中新") or (
        not name.endswith(_NO_DIVISION) and 1 < len(name) <= _LONGEST_NAME_OF_DIVISION
    )


def _completed(around: Surroundings, start: int, level: str, unit: str, previous: Body | None) -> tuple[str, str]:
    """The full name of a body named by its level, and the rule that tells it."""
    text = around.article.text
    unit = level + unit if (level + unit).startswith(_MARKETS) else unit  # 市场监管局 is of no 市 by its own name
    listed = _LISTED.search(text, max(0, start - 4), start)
    if listed:
        return listed.group(1) + level + unit, "division_listed_before"
    if previous and text[previous.span.end : start] in ("", *JOINING):
        division = bodies.base(previous.name)
        if division.endswith(level) and len(division) > len(level) + 1:
            return division + unit, "division_of_the_body_before"
    if told := _of_phrase(around, start, level):
        return told + unit, "division_of_the_phrase"
    if led := _of_delegation(around, start, level):
        return led + unit, "division_of_the_delegation"
    if own := bodies.sort_of(unit):
        body = around.home.body(level, own)
        return (body + unit[len(own) :], "body_of_the_page") if body else (level + unit, "division_left_out")
    division = around.home.name(level) or _site_of(around, start, level) or ""
    return (division + unit, "division_of_the_page") if division else (level + unit, "division_left_out")


def _of_phrase(around: Surroundings, start: int, level: str) -> str | None:
    """The division of this level that the same person's post before names: ‹扬州市›副市长、市公安局局长."""
    text = around.article.text
    is_behind_title = any(start - 1 - name in around.title_ends for name in (0, 2, 3, 4))  # 副县长|甲、县教育局
    if text[start - 1 : start] not in ("、", ",", "兼") or not is_behind_title:
        return None
    last = bisect_left(around.place_starts, start) - 1
    place = around.places[around.place_starts[last]] if last >= 0 else None
    if place is None or place.code is None or start - place.span.end > _LONGEST_POST:
        return None
    is_near = not _APART.search(text, place.span.end, start - 1)
    return place.thing if is_near and place.thing.endswith(level) else None


def _of_delegation(around: Surroundings, start: int, level: str) -> str | None:
    """The division of this level whose delegation somebody leads: ‹市委›书记甲、市长乙率|扬州市|党政代表团."""
    text = around.article.text
    leading, delegation = _delegations()
    led = leading.match(text, start, start + _LONGEST_LIST)
    place = around.places.get(led.end()) if led else None
    if place is None or not place.code:
        return None
    is_ours = place.thing.endswith(level) and delegation.match(text, place.span.end) is not None
    return place.thing if is_ours else None


@cache
def _delegations() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Those who lead a delegation up to the verb, and the delegation behind its division: 率|某市|党政代表团."""
    words = load("event_telling")
    leading, teams = alternatives(words["leading"]), alternatives(words["teams"], words["alone"])
    return re.compile(rf"[^。;:!?\n]*?(?:{leading})"), re.compile(rf"[一-龥]{{0,6}}?(?:{teams})")


def _site_of(around: Surroundings, start: int, level: str) -> str | None:
    """The street, township or village of this level that is named last before a position: 街道办事处, 镇政府."""
    if level not in _SITES:
        return None
    last = bisect_left(around.place_starts, start)
    near = (around.places[at] for at in reversed(around.place_starts[max(0, last - _NEAREST) : last]))
    sites = (_up_to(place.thing, level) for place in near if place.code is None)
    return next((site for site in sites if site), None)


def _up_to(site: str, level: str) -> str | None:
    """The site itself where it is of this level, or the one of it that holds it: 某镇|某村."""
    if site.endswith(_SITES[level]):
        return site
    match = re.match(rf".{{2,}}?{level}(?!市)", site) if level in _HOLDING else None
    return match.group() if match else None
