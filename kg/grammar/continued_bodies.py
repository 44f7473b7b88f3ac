"""Bodies that go on with the body before them: its second name in brackets, or a part of it (某大学 + 某学院)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from kg.grammar import associations, bodies
from kg.grammar.body_stretches import Stop, last_stop, openings, starts_weakly
from kg.grammar.elided_bodies import JOINING, LONGEST_STEM, Body, Surroundings
from kg.text import Span

SECOND_NAME = "second_name_in_brackets"  # the rule of bodies that have two names
_COMPANIES = ("集团", "公司")
_IN_QUOTES = re.compile(r"“[^“”]+”")
_LONGEST_WHOLE = 100  # characters of a body with all that it is part of
_FEDERATION, _CHAMBER = "工商联", "商会"  # 某区工商联|某省商会


def within(around: Surroundings, kind: str, ending: Span, current: Body | None) -> Body | None:
    """The body that goes on with the one before it: its second name in brackets, or a part of it."""
    text = around.article.text
    bracketed = _bracketed(around, ending, current)
    if bracketed or not (current and _continues(around, current, kind, ending)):
        return bracketed
    name = current.name + text[current.span.end : ending.end]
    return Body(Span(current.span.start, ending.end), name, "body_within_body")


def _bracketed(around: Surroundings, ending: Span, current: Body | None) -> Body | None:
    """A second name in brackets behind the first: 中央党校(国家行政学院), 某省委党校(某行政学院)."""
    text = around.article.text
    if current is None or text[ending.end : ending.end + 1] != ")" or text[current.span.end] != "(":
        return None
    place = around.places.get(current.span.end + 1)
    if ending.start not in (current.span.end + 1, place.span.end if place else None):
        return None
    name = current.name + text[current.span.end : ending.end + 1]  # 我市社科联(社科院), the first in full
    return Body(Span(current.span.start, ending.end + 1), name.replace(" ", ""), SECOND_NAME)


def _continues(around: Surroundings, current: Body, kind: str, ending: Span) -> bool:
    """Whether the ending makes a part of the body before it: 某大学 + 某学院."""
    text, gap = around.article.text, Span(current.span.end, ending.start)
    if ending.end - current.span.start > _LONGEST_WHOLE:
        return False
    if kind == "national" or gap.end - gap.start > LONGEST_STEM or starts_weakly(text, gap.start, ending.end):
        return False
    if last_stop(text, gap.start, gap.end, Stop.VERB) > gap.start:
        return False
    if _starts_another(around, current, gap):
        return False
    if bisect_right(around.barriers, gap.start) < bisect_right(around.barriers, gap.end):
        return False
    place = around.places.get(gap.start)
    if bodies.is_of_division(ending.of(text)) and gap.start == gap.end and current.name[-1] not in bodies.LEVELS:
        return False
    if kind == "bound" and gap.start < gap.end and not (place and place.span.end == gap.end):
        is_quoted = _IN_QUOTES.fullmatch(text, gap.start, gap.end) is not None  # 区委|“两新”|工委
        if not is_quoted and not (ending.of(text) == "委员会" and associations.is_association(current.name)):
            return False
    if place and place.code and not _is_branch(current.name, ending.of(text)):
        return False
    unit = text[gap.start : ending.end]
    return not (bodies.is_elided_level(unit) and kind in ("bound", "committee")) and "《" not in unit.partition("》")[2]


def _is_branch(whole: str, ending: str) -> bool:
    """Whether a part with a division in its name may go on with the whole: 某集团|某省分公司, 某区工商联|某省商会."""
    is_company = whole.endswith(_COMPANIES) and ending.endswith(_COMPANIES)
    return bodies.is_branch(ending) or is_company or (whole.endswith(_FEDERATION) and ending == _CHAMBER)


def _starts_another(around: Surroundings, current: Body, gap: Span) -> bool:
    """Whether a second name begins behind 和 or 与 in these characters: 中国某联合会|公益基金和|中国某协会."""
    text = around.article.text
    begun = [opening.start for opening in openings(text, gap.start, gap.end)]
    alike = (start for start in begun if text.startswith(current.name[:2], start))
    near = around.place_starts[bisect_left(around.place_starts, gap.start) : bisect_left(around.place_starts, gap.end)]
    starts = (*alike, *(start for start in near if around.places[start].code))
    return any(start > gap.start and text[start - 1] in JOINING for start in starts)
