"""The parts that the telling of an event without a name implies: who goes on a visit, who is interviewed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.event_interviews import guest_before, guest_behind
from kg.grammar.event_names import TOLD, any_of, type_of
from kg.grammar.event_told import goes
from kg.grammar.roles import unique_actors
from kg.lexicon import load
from kg.model import EventType, Kind, PersonRole
from kg.pattern import FOLDED
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Mention
    from kg.page import Page

FILE = "person_roles"


@dataclass(frozen=True, slots=True)
class Part:
    """One person's part at one event, at characters of the cleaned text."""

    person: str
    event: str
    role: PersonRole
    topics: tuple[str, ...]
    span: Span
    rule: str


def going(page: Page, bylines: Sequence[Span]) -> Iterator[Part]:
    """Those who go on a visit: “‹某厅厅长甲›率队赴某市调研”."""
    for event in _told(page, EventType.VISIT):
        if any(word in event.thing for word in load("event_telling")["no_visits"]):
            continue
        shadow, start = page.shadow, page.sentence_at(event.span.start).start
        first, last = shadow.position(start), shadow.position(event.span.end)
        go = goes().search(shadow.text, first, last)
        end = go.start() if go else last
        first = max(first, shadow.text.rfind(")", first, end) + 1)
        goers = [one for one in shadow.mentions_in(first, end, Kind.PERSON) if not _is_absent(page, one)]
        met = _met().search(shadow.text, end, last) if go else None
        goers += shadow.mentions_in(met.end(), last, Kind.PERSON) if met else []
        line = Span(shadow.span(first, first + 1).start, event.span.start)
        for person in unique_actors(goers, bylines):
            yield Part(person.thing, event.thing, PersonRole.ATTENDEE, (), line, f"{FILE}/attendee-going")


def interviewed(page: Page, bylines: Sequence[Span]) -> Iterator[Part]:
    """The guest of an interview without a name: “——专访某局局长‹甲›”, “‹甲›接受采访”."""
    persons = sorted(page.of(Kind.PERSON), key=lambda m: m.name_span)
    for event in _told(page, EventType.INTERVIEW):
        behind, there = guest_behind(page.article.text, persons, event.span), event.span.start - 1  # ‹甲›在|访谈
        for guest in (
            behind,
            _accepting_guest(page, persons, event),
            guest_before(page.article.text, persons, there) if page.article.text.startswith("在", there) else None,
        ):
            if guest and guest.thing in event.thing and list(unique_actors([guest], bylines)):
                span = Span(min(event.span.start, guest.span.start), max(event.span.end, guest.span.end))
                yield Part(guest.thing, event.thing, PersonRole.INTERVIEWEE, (), span, f"{FILE}/interviewee-told")


def _told(page: Page, kind: EventType) -> Iterator[Mention]:
    """The words that tell of events of a type which have no name."""
    return (event for event in page.of(Kind.EVENT) if event.rule == TOLD and type_of(event.thing) is kind)


def _accepting_guest(page: Page, persons: Sequence[Mention], event: Mention) -> Mention | None:
    """Who stands before 接受, where that stands before the word of interviewing in its sentence."""
    start = page.sentence_at(event.span.start).start
    words = page.article.text[start : event.span.start]
    verb = max(words.rfind(word) for word in (*load("event_telling")["accepting"], *load("event_telling")["doing"]))
    return guest_before(page.article.text, persons, start + verb) if verb >= 0 else None


@cache
def _met() -> re.Pattern[str]:
    """What stands before those whom a visit goes to: 赴某大学,|与‹甲›座谈."""
    return re.compile(rf"[,、]?{any_of(load('event_telling')['with_whom'])}(?=[^,。;:]{{0,30}}{FOLDED[Kind.PERSON]})")


def _is_absent(page: Page, person: Mention) -> bool:
    """Whether a person only sends somebody: “受副市长‹甲›委托,…”."""
    return page.article.text.startswith(tuple(load("event_telling")["charging"]), person.span.end)
