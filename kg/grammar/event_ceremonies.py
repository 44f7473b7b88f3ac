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


def _opened(ground: Ground, position: int) -> str:
    """What is unveiled or opened in the sentence at a position or in those of the lead before it; empty for nothing."""
    for line in reversed([line for line in ground.lead if line.start < position]):
        for match in _opening().finditer(ground.text, *line):
            what = _founders().sub("", _when().sub("", match["what"]))
            end = match.end("what")
            is_named = ground.named_before(end) is not None or what.endswith(("”", *edges().words["site_ends"]))
            if what and is_named and len(what) < _LONGEST_NAME and not ground.is_named_person(Span(match.start(), end)):
                return what
    return ""


@cache
def _opening() -> re.Pattern[str]:
    """A verb of unveiling or opening behind what is opened, with the place and adverbs between."""
    words = words_of(EventType.LAUNCH, "opening")
    adverbs = any_of((*edges().words["adverbs"], *load("event_telling")["unveiling_adverbs"]))
    place = r"(?:在[^,。;:!?\n在]{2,24}?)?"
    return re.compile(
        rf"(?:(?<![^,。;:!?\n])|[为])(?P<what>[^,。;:!?\n]{{2,80}}?){place}{adverbs}*{any_of(words)}(?!{any_of(load('event_telling')['ceremonies'])})"
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
