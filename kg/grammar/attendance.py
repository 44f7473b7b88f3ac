"""Lists of those who attend: “…副局长‹甲›,八个专班负责人,‹某局›代表、‹某站›工作人员等共计百余人出席了仪式”.

Read backwards from the verb, member by member, so that members without a name, or with one that was not found, do not
break a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.grammar.event_names import any_of
from kg.grammar.titles import has_title
from kg.lexicon import load
from kg.model import Kind
from kg.pattern import FOLDED
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Mention
    from kg.page import Page

_GOES_ON = 16  # characters from a list's verb to the next one: 出席会议并分别讲话
_CLAUSES = re.compile(r"[。;!?\n]|[^,]*,[^,]*,|主持")
_LONGEST = 3000  # characters of shadow text that a list may have
_CHAIN = 16  # characters from a body to the units of it
_HALF = 12  # characters of a name's first half, before 和 or 与
_FOLDS = frozenset(FOLDED.values())
_BREAK = re.compile(r"[。!?;:\n]")
_SEPARATOR = re.compile(r"[,、。]|以及|及(?!其)|和|与(?!会)|同(?![志时])|并(?=邀)")
_EACH = re.compile(r"(?:各[省市区县州旗乡镇街、]{0,4}|[\d一二两三四五六七八九十百千几数余多]家)$")
_LOOSE = re.compile(r"\([^()]{0,20}\)|[“”\s]")
_PERSON, _ORGANIZATION, _PLACE, _TITLE, _EVENT = (
    FOLDED[kind] for kind in (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.TITLE, Kind.EVENT)
)
_NUMBER = r"[\d一二三四五六七八九十百千两数几余多]{1,7}"


@dataclass(frozen=True, slots=True)
class Row:
    """Who attends together, by one verb: persons, bodies that send somebody, and the event where the verb names it."""

    persons: tuple[Mention, ...]
    organizations: tuple[Mention, ...]
    event: Mention | None
    span: Span
    verb: int  # where the verb begins


@cache
def _words() -> dict[str, re.Pattern[str]]:
    lists, roles = load("lists"), load("person_roles")
    attending = roles["attendee"]["words"]
    gathering = any_of(roles["words"]["gathering"])
    group = any_of((*lists["groups"], *attending["companies"]))
    tail = any_of((*lists["tails"], *lists["groups"]))
    before, verbs = any_of(attending["adverbs"]), any_of((*attending["attending"], *attending["accompanying"]))
    return {
        "verb": re.compile(
            rf"(?<!未)(?<!没有)(?<!不)(?:{before})*{verbs}(?:[或和、并]?{verbs})*[了]?(?![主承协联举]办|[^,。;、]{{0,10}}表示)"
        ),
        "object": re.compile(rf"(?:[^,。!?;:、{_PERSON}]{{0,10}}?(?:{_EVENT}|{gathering})|(?=[,。、!?;\n]|并|$)|下)"),
        "count": re.compile(
            rf"(?:{any_of(lists['counts'])})*{_NUMBER}[余多]?[人名位家个]?$|{any_of(lists['counts'])}[余多]?[人名位]$|等$"
        ),
        "led": re.compile(rf"{_PERSON}[^{_PERSON}]{{0,4}}等[^{_PERSON}]{{0,16}}{group}$"),
        "group": re.compile(rf"{group}$"),
        "person": re.compile(
            rf"(?P<before>[^{_PERSON}]{{0,16}}){_PERSON}(?:{any_of(lists['honorifics'])}|{_TITLE})?(?:等(?:{_NUMBER})?(?:{tail})*)?(?:作为[^{_PERSON}]{{2,12}})?$"
        ),
        "alone": re.compile(
            rf"(?:{any_of(lists['described'])}|[{_ORGANIZATION}{_PLACE}{_TITLE}]){{0,3}}{_PERSON}(?:{any_of(lists['honorifics'])}|{_TITLE})?"
        ),
        "body": re.compile(
            rf"[^{_ORGANIZATION}{_PLACE}{_TITLE}]{{0,6}}[{_ORGANIZATION}{_PLACE}{_TITLE}][^{_PERSON}]{{0,14}}$"
        ),
        "unfound": re.compile(
            rf"[^{''.join(_FOLDS)}]{{2,12}}{any_of((*lists['bodies'], *lists['honorifics']))}|[一-龥·]{{2,4}}"
            rf"|{any_of(attending['loose'])}[^{_PERSON}]{{1,16}}"
        ),
        "clause": re.compile(rf"^[在由对向于为将]|{any_of(load('event_edges')['holding'])}|{_EVENT}"),
    }


@lru_cache(maxsize=2)  # the readers of participations and of involvements ask for the same page
def rows(page: Page) -> tuple[Row, ...]:
    """Every list of people and bodies before a verb of attending, in the order of the text."""
    return tuple(_rows(page))


def _rows(page: Page) -> Iterator[Row]:
    text = page.shadow.text
    for verb in _words()["verb"].finditer(text):
        goal = _words()["object"].match(text, verb.end())
        if goal is None:
            continue
        start = max((m.end() for m in _BREAK.finditer(text, max(verb.start() - _LONGEST, 0), verb.start())), default=0)
        start = max(start, verb.start() - _LONGEST)
        start = _list_start(text, start, verb.start())
        first, persons, organizations = _members(page, start, verb.start())
        if persons or organizations:
            event = next(iter(page.shadow.mentions_in(verb.end(), goal.end(), Kind.EVENT)), None)
            span, told = page.shadow.span(first, goal.end()), page.shadow.span(*verb.span()).start
            yield Row(tuple(persons), tuple(organizations), event, span, told)


def _list_start(text: str, start: int, end: int) -> int:
    """Where a list begins whose members stand in sentences without a verb: 甲局局长‹甲›。乙局局长‹乙›出席论坛."""
    while _PERSON in text[start:end] and text.endswith(f"{_PERSON}。", 0, start):
        before = max((m.end() for m in _BREAK.finditer(text, max(start - _LONGEST, 0), start - 1)), default=0)
        pieces = [text[left:right] for left, right in _pieces(text, before, start - 1)]
        if not all(_words()["alone"].fullmatch(piece) for piece in pieces):
            break
        start = before
    return start


def _members(page: Page, start: int, end: int) -> tuple[int, list[Mention], list[Mention]]:
    """Where the list begins that ends before a verb, its persons, and the bodies whose people are among them."""
    words, text, shadow = _words(), page.shadow.text, page.shadow
    persons: list[Mention] = []
    organizations: list[Mention] = []
    first, has_group = end, False
    for left, right in _pieces(text, start, end):
        is_half = has_group and right < first and text[right] not in ",、"  # 法学与社会学院代表
        piece = _LOOSE.sub("", text[left:right])
        counted = words["count"].sub("", piece)
        if not counted:
            pass
        elif words["person"].search(counted) or words["person"].search(piece) or words["led"].search(piece):
            persons += reversed(shadow.mentions_in(left, right, Kind.PERSON))
            has_group = False
        elif words["group"].search(counted):
            organizations += reversed(_bodies(page, left, right))
            has_group = True
        elif words["body"].fullmatch(counted) and not words["clause"].search(counted):
            if has_group or not persons:
                organizations += reversed(
                    [body for body in _bodies(page, left, right) if not _is_office(page, body, right)]
                )
        elif words["unfound"].fullmatch(counted) and first < end:
            pass
        elif not (is_half and len(piece) <= _HALF and not set(piece) & _FOLDS):
            break
        first = left
    return first, persons[::-1], organizations[::-1]


def _bodies(page: Page, left: int, right: int) -> list[Mention]:
    """The organizations in a piece of a list, also those written as a place is: “甲区、乙区民政局”."""
    if right <= left:
        return []
    found = page.inside(page.shadow.span(left, right), Kind.ORGANIZATION)
    return [one for one in found if not any(o is not one and o.span.contains(one.span) for o in found)]


def is_general(page: Page, body: Mention) -> bool:
    """Whether a body stands for all of its kind: 各区民政局, 六十余家某商会."""
    return _EACH.search(page.article.text, max(0, body.span.start - 5), body.span.start) is not None


def has_units(page: Page, body: Mention) -> bool:
    """Whether not a body but its units attend, each for itself: 某大学|各学院负责人, 县委县政府|各局委负责人."""
    text, position = page.article.text, body.span.end
    following = page.inside(Span(position, position + _CHAIN), Kind.ORGANIZATION)
    position = next((one.span.end for one in following if one.span.start == position), position)
    return _units().match(text, position) is not None


@cache
def _units() -> re.Pattern[str]:
    participant = load("organization_roles")["participant"]["words"]
    return re.compile(rf"的?{any_of(participant['each'])}[^,。;、]{{0,4}}?{any_of(participant['units'])}")


def _is_office(page: Page, body: Mention, right: int) -> bool:
    """Whether somebody without a name attends by an office in the body: 某镇人大|主席."""
    return has_title(page.article.text, body.span.end, page.shadow.span(right - 1, right).end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of a list from its end to its start."""
    cuts = [match.span() for match in _SEPARATOR.finditer(text, start, end)]
    right = end
    for cut_start, cut_end in reversed(cuts):
        if cut_end < right:
            yield cut_end, right
        right = cut_start
    if start < right:
        yield start, right


def listed_on(page: Page, actors: Sequence[Mention]) -> Sequence[Mention]:
    """All of a list that is announced before its members: “出席会议的有:‹甲›,各区分管负责人,‹乙›”.

    The actors that a phrase has found, where 有 or a colon does not stand before them.
    """
    text, shadow, words = page.shadow.text, page.shadow, _words()
    first = shadow.position(actors[0].span.start)
    if not text.endswith(load("lists")["announcing"], 0, first):
        return actors
    last = shadow.position(actors[-1].span.end - 1) + 1
    stop = _BREAK.search(text, last, last + _LONGEST)
    persons = list(actors)
    for left, right in reversed(list(_pieces(text, first, stop.start() if stop else len(text)))):
        piece = words["count"].sub("", _LOOSE.sub("", text[left:right]))
        if words["person"].search(piece):
            persons += [one for one in shadow.mentions_in(left, right, Kind.PERSON) if one not in persons]
        elif piece and not any(words[name].search(piece) for name in ("group", "led")) and _FOLDS.isdisjoint(piece):
            break  # the sentence goes on
    return persons


def whole_list(page: Page, actors: Sequence[Mention], position: int, lists: Sequence[Row]) -> Sequence[Mention]:
    """All who attend by one verb where the verb at a position goes on to tell of them: “…等‹…›出席会议并讲话”.

    The actors that a phrase has found before its verb, where they do not end such a list.
    """

    def goes_on(row: Row) -> bool:
        is_last = row.persons[-1:] == tuple(actors[-1:]) and set(actors) <= set(row.persons)
        is_near = row.verb < position <= row.span.end + _GOES_ON
        return (
            is_last
            and is_near
            and not page.inside(Span(row.span.end, position), Kind.PERSON)
            and not _CLAUSES.search(page.article.text, row.verb, position)
        )

    return next((row.persons for row in lists if goes_on(row)), actors)
