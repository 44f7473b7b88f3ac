"""Words that point back to an event of the text: 论坛上, 本届论坛, 会上; and parts of one: 圆桌论坛, 开班仪式."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from kg.grammar.event_ground import is_held, opens_clause, stands_after, stands_before, words_at
from kg.grammar.event_names import (
    CITED,
    POINTING,
    SERIES,
    SHORT,
    core,
    edges,
    heads,
    is_generic,
    is_series,
    last_head,
    type_of,
)
from kg.grammar.same_events import QUOTED_ROUND, is_same_event
from kg.lexicon import load
from kg.model import EventType, Kind, Mention
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.grammar.event_candidates import Candidate
    from kg.grammar.event_ground import Ground, Hit

_DOING = re.compile(r"(?:展开|进行|开展)了?$")  # what is done there is no place to point at: 展开圆桌对话
_LOOK_BACK = 50  # events that a pointing word can reach over


def is_bare(thing: str) -> bool:
    """Whether an event is called by its kind alone: 座谈会."""
    head = last_head(thing)
    return head is not None and is_generic(thing.removesuffix(head.word))


class Places:
    """Where the text names which event, to tell which one a pointing word means."""

    def __init__(self, mentions: list[Mention], things: list[str], ahead: frozenset[str] = frozenset()) -> None:
        kept = sorted((m for m in mentions if m.rule != CITED), key=lambda m: m.span)
        self.starts = [m.span.start for m in kept]
        self.told = [(m.thing, m.rule == SERIES) for m in kept]
        self.things = [(thing, is_series(thing)) for thing in things]
        self.ahead = ahead  # what is only announced

    def before(self, position: int) -> Iterator[tuple[str, bool]]:
        """Events and whether they are series, the last named before a position first, then those of the headline."""
        last = bisect_right(self.starts, position)
        yield from reversed(self.told[max(last - _LOOK_BACK, 0) : last])
        yield from self.things[:_LOOK_BACK]

    def gathering(self, position: int) -> str | None:
        """The last gathering before a position."""
        return next((thing for thing, is_round in self.before(position) if not is_round), None)

    def present(self, position: int, kind: EventType | None = None) -> str | None:
        """The last gathering before a position that is not only announced, else the last one; 会议 is no festival."""
        told = [thing for thing, is_round in self.before(position) if not is_round]
        if kind is EventType.MEETING:
            told = [thing for thing in told if not thing.endswith(tuple(load("event_telling")["no_meetings"]))] or told
        return next((thing for thing in told if thing not in self.ahead), told[0] if told else None)

    def visit(self) -> str | None:
        """The only event of the article, where it has none but one without a head word at its end."""
        named = [thing for thing, _ in self.things if not is_bare(thing)]
        return named[0] if len(named) == 1 and last_head(named[0]) is None else None

    def ending(self, words: str, position: int) -> str | None:
        """The last event before a position whose name, or half of it, ends with these words."""
        bare = core(words)
        for thing, _ in self.before(position):
            called = QUOTED_ROUND.sub("", thing)  # …发布会“甲”专场: 发布会
            parts = (thing, *thing.split("暨"), thing.removesuffix("活动"), called)  # …论坛活动: 论坛
            if any(core(part).endswith(bare) for part in parts) or is_same_event(thing, words):
                return thing
        kind = type_of(words) if words in heads() else None
        if kind is EventType.SIGNING:  # 签约仪式, of a signing that has no name
            return next((thing for thing, _ in self.before(position) if type_of(thing) is kind), None)
        return None


def pointing(ground: Ground, bare: list[Candidate], hits: list[Hit], places: Places) -> Iterator[Mention]:
    """Words that point back to an event: 论坛上, 本届论坛, 会上, 活动现场; and parts of one: 圆桌论坛."""
    words = edges().words
    for found in bare:
        span, thing = _pointed(ground, found, places)
        if thing and ground.fits(span):
            yield Mention(Kind.EVENT, span, thing, POINTING if is_generic(found.content) else SHORT)
    for hit in hits:
        is_part = hit.word in words["parts"] and not ground.is_taken(hit.span)
        is_part = is_part and not _DOING.search(ground.text, max(hit.span.start - 3, 0), hit.span.start)
        if is_part or (hit.word in words["at_it"] and opens_clause(ground.text, hit.span.start)):
            span = hit.span if is_part else Span(hit.span.start, hit.span.end - 1)
            thing = places.gathering(span.start) if is_part else places.present(span.start)
            if thing and ground.fits(span):
                yield Mention(Kind.EVENT, span, thing, POINTING)


def _pointed(ground: Ground, found: Candidate, places: Places) -> tuple[Span, str | None]:
    """The words that point, with their determiner, and the event that they mean."""
    text, span = ground.text, found.span
    determiner = words_at("determiners", True).search(text, max(span.start - 3, 0), span.start)
    whole = Span(determiner.start(), span.end) if determiner else span
    if stands_after("not_before", text, span.end) or text.startswith(("、", "等"), span.end):
        return whole, None
    named = places.ending(span.of(text), span.start)
    visit = places.visit()
    latest = places.gathering(span.start) if determiner else places.present(span.start, found.head.type)
    general = latest if found.head.word in edges().words["any_gathering"] else visit
    if visit and named and found.head.type is EventType.MEETING:
        return whole, named
    is_visit = found.head.type is EventType.VISIT
    if found.content and not determiner and not is_visit and not is_generic(found.content):
        return whole, named
    if visit and found.head.word.endswith(load("event_telling")["ceremonies"]) and type_of(visit) is EventType.VISIT:
        return whole, named  # what else was held, told on the occasion of a visit
    if visit or (found.content and not determiner):
        return whole, visit or named
    is_speaking = stands_after("speaking_of", text, span.end)
    is_led = stands_before("held_by", text, span.start) or stands_after("locative", text, span.end)
    is_subject = opens_clause(text, span.start) and (is_speaking or text[max(span.start - 1, 0)] in "。\n")
    is_ceremony = found.head.word.endswith(load("event_telling")["ceremonies"]) and is_held(text, span.end)
    is_there = determiner or is_ceremony or (stands_after("locative", text, span.end) and not found.head.is_weak)
    if determiner or is_led or is_subject:
        return whole, general or named or (places.gathering(span.start) if is_there else None)
    return whole, None
