"""Ceremonies without a name: “某食堂正式揭牌。书记‹甲›出席揭牌仪式” is the ceremony 某食堂揭牌仪式.

What is unveiled, founded or opened names it; where that is not told, the bare word does, for it is the only gathering
of its article.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.event_ground import is_held
from kg.grammar.event_names import any_of, edges, is_generic, words_of
from kg.grammar.event_told import Told
from kg.lexicon import load
from kg.model import EventType
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.grammar.event_candidates import Candidate
    from kg.grammar.event_ground import Ground

_KINDS = (EventType.LAUNCH, EventType.SIGNING, EventType.OTHER)
_LONGEST_NAME = 60
_OPENING_LINES = 3  # of the lead
_UNVEILED = re.compile(r"为.{3}")
_ENDS = re.compile(r"[,。;!\n]|$")


def ceremonies(ground: Ground, bare: Sequence[Candidate]) -> Iterator[Told]:
    """The ceremony that the lead tells of without a name; at most one, and only where the lead tells a day."""
    lead = ground.lead
    if not any(ground.is_dated(line.start) for line in lead):
        return
    for found in bare:
        word = found.head.word
        if (
            found.span.start >= lead[-1].end
            or not word.endswith(load("event_telling")["ceremonies"])
            or found.head.type not in _KINDS
        ):
            continue
        is_there = _attended().search(ground.text, max(found.span.start - 8, 0), found.span.start)
        if is_generic(found.content) and (is_there or is_held(ground.text, found.span.end)):
            opened = _opened(ground, found.span.start) if found.head.type is EventType.LAUNCH else ""
            yield Told(found.span, opened + found.span.of(ground.text), word)
            return


def openings(ground: Ground) -> Iterator[Told]:
    """“5月6日,某中心在某街道启用”: the opening that the lead tells on a day, of an article that names no event."""
    text = ground.text
    for line in ground.lead[:_OPENING_LINES]:
        day = _day().search(text, *line)
        for match in _opening().finditer(text, *line) if day else ():
            ends = _ENDS.match(text, match.end())
            if not ends or day is None or day.start() > match.end():
                continue
            what = _what(ground, match)
            if what and not ground.is_named_person(Span(match.start(), match.end())):
                verb = Span(*match.span("verb"))
                if ground.fits(verb):
                    yield Told(verb, what + verb.of(text), "揭牌仪式")
                    return


def _what(ground: Ground, match: re.Match[str]) -> str:
    """What is opened, without the day before it and those who founded it; empty for what has no name."""
    what = _founders().sub("", _when().sub("", match["what"]))
    end = match.end("what")
    is_named = ground.named_before(end) is not None or what.endswith(("”", *edges().words["site_ends"]))
    is_named = is_named and not _UNVEILED.search(what)  # 某区为“某基地”揭牌, which is an act
    is_named = is_named and not what.startswith(tuple(load("event_telling")["demonstratives"]))
    return what if is_named and len(what) < _LONGEST_NAME else ""


def _opened(ground: Ground, position: int) -> str:
    """What is unveiled or opened in the sentence at a position or in those of the lead before it; empty for nothing."""
    for line in reversed([line for line in ground.lead if line.start < position]):
        for match in _opening().finditer(ground.text, *line):
            what = _what(ground, match)
            if what and not ground.is_named_person(Span(match.start(), match.end("what"))):
                return what
    return ""


@cache
def _opening() -> re.Pattern[str]:
    """A verb of unveiling or opening behind what is opened, with the place and adverbs between."""
    words = words_of(EventType.LAUNCH, "opening")
    adverbs = any_of((*edges().words["adverbs"], *load("event_telling")["unveiling_adverbs"]))
    place = r"(?:[在于][^,。;:!?\n在]{2,24}?)?"
    return re.compile(
        rf"(?:(?<![^,。;:!?\n])|[为])(?P<what>[^,。;:!?\n]{{2,80}}?){place}{adverbs}*(?P<verb>{any_of(words)})(?!{any_of(load('event_telling')['ceremonies'])})"
    )


@cache
def _attended() -> re.Pattern[str]:
    """Holding or attending, before the bare word."""
    words = any_of((*edges().words["held_by"], *edges().words["attended_by"]))
    return re.compile(rf"{words}[了过]?{any_of(load('event_telling')['pointing_before'])}?$")


@cache
def _when() -> re.Pattern[str]:
    """A day, and everything before it, or a loose beginning."""
    words = load("event_telling")
    day = rf"(?:\d[日号]|{any_of(words['days'])}){any_of(words['day_parts'])}?[,、]?"
    return re.compile(rf"^.*{day}|^{any_of(words['loose_beginnings'])}")


@cache
def _founders() -> re.Pattern[str]:
    """Who founded or built what is opened: 由甲、乙组建的."""
    return re.compile(rf"^.*{any_of(load('event_telling')['founding'])}的(?=.{{4}})")


@cache
def _day() -> re.Pattern[str]:
    return re.compile(rf"\d[日号]|{any_of(load('event_telling')['days'])}")
