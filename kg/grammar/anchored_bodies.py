"""Bodies whose name begins with a division or a word such as 中国: where it begins, and the name from there on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar import bodies
from kg.grammar.alternatives import alternatives
from kg.grammar.body_stretches import openings, starts_weakly
from kg.grammar.elided_bodies import JOINING, LONGEST_STEM, as_written, close_level, elided
from kg.lexicon import load
from kg.text import Span

if TYPE_CHECKING:
    from kg.grammar.elided_bodies import Body, Surroundings

_OF_SEVERAL = ("党工委", "党委", "党总支", "党支部", "工会", "团委")
_MOVING = re.compile(r"[至给跟](?!善)|到(?!达)")  # 某市推广至周边学校
_LEAGUE_BEFORE = ("团", *(f"{mark}团" for mark in "、,。;:和与及由在 \n("))
_YOUTH_LEAGUE = re.compile(r"团([省市区县州旗])委")


def anchored(around: Surroundings, low: int, ending: Span, previous: Body | None) -> Body | None:
    """The body whose name begins with a division or a word such as 中国, if such a word tells where."""
    text = around.article.text
    close = close_level(text, low, ending.start)
    start = None if close and text[close.start() - 1 : close.start()] in JOINING else _anchor(around, low, ending)
    if start is None:
        return None
    level = _level_before(text, start)
    body = elided(around, Span(level, ending.end), ending, previous) if level is not None else None
    return body or _youth_league(around, as_written(text, Span(start, ending.end), "body_after_division"))


def _level_before(text: str, start: int) -> int | None:
    """Where a level stands alone before a name that begins with 国际: 、|省|国际会展协会."""
    if not text.startswith("国际", start) or text[start - 1 : start] not in ("省", "市", "区", "县"):
        return None
    before = text[start - 2 : start - 1] if start > 1 else ""
    return start - 1 if not before.isalpha() or before in JOINING else None


def _anchor(around: Surroundings, low: int, ending: Span) -> int | None:
    """Where the name begins, if a division or a word such as 中国 tells."""
    text = around.article.text
    near = around.place_starts[bisect_left(around.place_starts, low) : bisect_right(around.place_starts, ending.start)]
    starts = {start: around.places[start].span.end for start in near}
    starts |= {opening.start: opening.end for opening in openings(text, low, ending.start)}
    for start, end in sorted(starts.items()):
        is_near = end < ending.end and ending.start - end <= LONGEST_STEM and text[start - 1 : start] != "("
        is_near = is_near and not _MOVING.search(text, end, ending.start)
        is_weak = starts_weakly(text, end, ending.start) and not _has_own_name(around, end, ending)
        if is_near and not is_weak and not _is_bare(text, end, ending):
            return max((at for at in near if at > end and _is_joined(around, at)), default=start)
    return None


def _has_own_name(around: Surroundings, start: int, ending: Span) -> bool:
    """Whether the 同 there begins the own name of a company or the like: 广西|同望律师事务所; or 联合 is all of it."""
    text = around.article.text
    if text[start : ending.start] == "联合":
        return ending.of(text) in _OF_SEVERAL  # 某街道|联合党工委
    return text[start] == "同" and bodies.has_own_name(ending.of(text)) and start + 1 not in around.places


def _is_joined(around: Surroundings, start: int) -> bool:
    """Whether a division begins there that 和 joins to what stands before it: 某体系和|某省某学会."""
    return around.article.text[start - 1] in "和与及" and around.places[start].code is not None


def _is_bare(text: str, end: int, ending: Span) -> bool:
    """Whether nothing but the ending follows a division, where the ending needs more: 成都 + 中心."""
    return end == ending.start and not bodies.is_bound(ending.of(text))


def _youth_league(around: Surroundings, body: Body) -> Body:
    """The body, 团市委 by its formal name where the page tells the city: 共青团某市委."""
    text, start = around.article.text, body.span.start
    if body.name.endswith("委") and text[max(0, start - 2) : start] in _LEAGUE_BEFORE:
        return body._replace(span=Span(start - 1, body.span.end), name=f"共青团{body.name}")  # 团|某区委
    party = _party_of_level().fullmatch(body.name)
    if party and (division := around.home.name(party["level"])):
        return body._replace(name=f"{party['party']}{division}{party['rest']}", rule="division_of_the_page")
    match = _YOUTH_LEAGUE.fullmatch(body.name)
    division = around.home.name(match[1]) if match else None
    return body._replace(name=f"共青团{division}委", rule="division_of_the_page") if division else body


@cache
def _party_of_level() -> re.Pattern[str]:
    """A committee or a branch of a party that only a level places: 民革|市|委会."""
    parties = alternatives(load("organizations")["parties"])
    return re.compile(rf"(?P<party>{parties})(?P<level>[省市区县])(?P<rest>委会?[一-龥]{{0,12}})")
