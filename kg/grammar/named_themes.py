"""The theme that a gathering carries in its name: “甲 乙”某某仪式, “甲”研讨会."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.cues import either
from kg.grammar.event_names import any_of, heads, last_head
from kg.grammar.initiative_words import initiative_words, type_words
from kg.lexicon import load
from kg.model import EventType, InitiativeType
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTED = re.compile(r"“((?:[^“”\n]|“[^“”\n]*”)+)”")
_PARTS = re.compile(r"[ ,,·!!]+|—+")
_SHORTEST = 6  # characters of the subject of a gathering
_SHORTEST_PART = 3  # characters of each half of a motto
_CARRYING = (EventType.FORUM, EventType.MEETING, EventType.CONFERENCE, EventType.RELEASE)
_MOTTOED = (*_CARRYING, EventType.LAUNCH, EventType.SIGNING, EventType.CAMPAIGN, EventType.OTHER)
_NAMED = (InitiativeType.PROGRAMME, InitiativeType.PLATFORM, InitiativeType.LIST, InitiativeType.METHOD)


def themes_in_name(text: str, name: Span, kind: EventType) -> Iterator[Span]:
    """Where the theme stands in the name of an event: its subject before a head word, or a motto of two halves."""
    for quoted in _QUOTED.finditer(text, *name) if kind in _MOTTOED else ():
        if _is_theme(text, quoted, name.end, kind):
            yield Span(*quoted.span(1))


def is_name(words: str) -> bool:
    """Whether words name a forum, a prize, those who won it or a programme, and are no theme."""
    is_prize = any(word in words for word in initiative_words("superlatives"))
    return is_prize or last_head(words) is not None or words.endswith(_names()) or words in _slogans()


def _is_theme(text: str, quoted: re.Match[str], end: int, kind: EventType) -> bool:
    words = quoted[1]
    if is_name(words) or _of_project().match(text, quoted.end(), end):
        return False
    if text.find("——", quoted.end(), end + 2) >= 0:  # “甲 乙”系列活动——丙专场新闻发布会: that of the whole series
        return False
    if _is_motto(words):
        return (
            _competing().search(text, quoted.end(), end) is None and _held().search(text, quoted.end(), end) is not None
        )
    is_subject = kind in _CARRYING and len(words) >= _SHORTEST
    return is_subject and _heading().match(text, quoted.end(), end) is not None


def _is_motto(words: str) -> bool:
    """Whether words are a motto of halves: 邻里同心 共建家园."""
    halves = [half for half in _PARTS.split(words.strip()) if half]
    return len(halves) > 1 and all(len(half) >= _SHORTEST_PART for half in halves)


@cache
def _names() -> tuple[str, ...]:
    """What names, other than themes, end in: those of programmes, prizes, series."""
    ends = (word for word, type_ in type_words("ends") if type_ in _NAMED)
    return (*ends, *initiative_words("selections"), *load("event_telling")["themes"]["no_themes"])


@cache
def _slogans() -> tuple[str, ...]:
    return (*initiative_words("slogans"), *load("event_telling")["themes"]["slogans"])


@cache
def _heading() -> re.Pattern[str]:
    """A head word right behind the subject: “甲”学术研讨会, “甲”系列新闻发布会."""
    kinds = any_of(load("event_telling")["themes"]["heading"])
    words = either(head.word for head in heads().values() if head.type in _CARRYING)
    return re.compile(rf"{kinds}*(?:{words})")


@cache
def _held() -> re.Pattern[str]:
    words = (
        head.word
        for head in heads().values()
        if head.type in _CARRYING or head.type in (EventType.LAUNCH, EventType.SIGNING)
    )
    return re.compile(either((*words, *load("event_telling")["themes"]["mottoed"])))


@cache
def _of_project() -> re.Pattern[str]:
    """What goes on to the name of a project: “甲 乙”某某项目启动仪式."""
    return re.compile(rf"[^\W的]{{0,8}}?(?:{either(initiative_words('launched'))})")


@cache
def _competing() -> re.Pattern[str]:
    """What is won, or watched, under a motto that belongs to its name."""
    return re.compile(either(load("event_telling")["themes"]["competing"]))
