"""Interviews without a name: “——专访某局局长‹甲›” as a headline, “‹甲›接受本报记者采访” before questions and answers.

Only the word of interviewing stands for the interview in the text; it is called by that word and its guest.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.event_names import any_of, words_of
from kg.grammar.event_told import Told
from kg.lexicon import load
from kg.model import EventType, Kind
from kg.text import Span, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.grammar.event_ground import Ground
    from kg.model import Mention

_OPENING = 1200  # characters in which an article says that it is an interview
_LONGEST_HEADING = 60
_LONGEST_POST = 60  # characters between the word of interviewing and the end of its guest's name
_LONGEST_GAP = 8  # characters between a guest and “接受采访”: 院长近日在长春
_MOST = 4  # places
_ENDS = frozenset("。;!?\n::")
_HEAD = "访谈"


def interviews(ground: Ground) -> Iterator[Told]:
    """The interview that the article is, at every place that says so, under one name; none where nothing says it."""
    persons = sorted((m for m in ground.ordered if m.kind is Kind.PERSON), key=lambda m: m.name_span)
    places = [place for place in _places(ground, persons) if ground.fits(place[0])][:_MOST]
    for word, _, _ in places:
        yield Told(word, places[0][2], _HEAD)


def is_serial(name: str) -> bool:
    """Whether an interview by name is a series of them, in which others stand: “…”系列访谈."""
    return any(word in name for word in load("event_telling")["serial"])


def guest_behind(text: str, persons: Sequence[Mention], word: Span) -> Mention | None:
    """Who is named behind a word of interviewing, with nothing but a post between; None where nobody is."""
    found = next((person for person in persons if person.name_span.start >= word.end), None)
    if found is None or found.name_span.end - word.end > _LONGEST_POST:
        return None
    return None if set(text[word.end : found.name_span.start]) & _ENDS else found


def guest_before(text: str, persons: Sequence[Mention], start: int) -> Mention | None:
    """Who is named just before words such as 接受采访; None where nobody is."""
    found = next((person for person in reversed(persons) if person.name_span.end <= start), None)
    if found is None or start - found.name_span.end > _LONGEST_GAP:
        return None
    return None if set(text[found.name_span.end : start]) & _ENDS else found


def _places(ground: Ground, persons: Sequence[Mention]) -> Iterator[tuple[Span, str, str]]:
    """The words of interviewing of one guest: the word, the guest's name, and what the interview is called."""
    text, known = ground.text, ""
    has_turns = _question().search(text) is not None
    is_invited = _inviting().search(text, 0, _OPENING) is not None
    for line in paragraphs(text):
        if line.start > _OPENING:
            return
        is_heading = line.end - line.start <= _LONGEST_HEADING and text[line.end - 1] not in "。!;"
        found = list(_heading().finditer(text, *line)) if is_heading else []
        if is_invited:
            found += _talking().finditer(text, *line)
        if has_turns:
            found += [*_interviewing().finditer(text, *line), *_accepting().finditer(text, *line)]
        for match in found:
            word = Span(*match.span("word"))
            behind = match.re not in (_accepting(), _talking())
            guest = guest_behind(text, persons, word) if behind else guest_before(text, persons, match.start())
            if guest and known in ("", guest.thing) and not ground.is_taken(word):
                known = guest.thing
                post = Span(word.end if behind else guest.span.start, guest.name_span.end)
                called = guest.thing + _HEAD if match.re is _talking() else _telling()[0] + post.of(text)
                yield word, guest.thing, re.sub(r"[\s,|]", "", called)


@cache
def _telling() -> tuple[str, ...]:
    return words_of(EventType.INTERVIEW, "telling")


@cache
def _question() -> re.Pattern[str]:
    """A line that a question opens: 某报记者:…."""
    askers = any_of(load("event_telling")["askers"])
    return re.compile(rf"(?m)^[\s【]*[^,。:\n]{{0,10}}{askers}】?:")


@cache
def _heading() -> re.Pattern[str]:
    """A headline, or a line beneath it, that says whom it interviews: ——访某局局长."""
    telling, dashed = any_of(_telling()), any_of(load("event_telling")["dashed"])
    return re.compile(rf"(?P<word>(?<![一-龥]){telling}(?!了)|(?<=[—-]){dashed})")


@cache
def _interviewing() -> re.Pattern[str]:
    return re.compile(rf"(?P<word>{any_of(_telling())})了?")


@cache
def _inviting() -> re.Pattern[str]:
    """The paper that has somebody to talk with: 本网邀请到‹甲›."""
    words = load("event_telling")
    return re.compile(rf"{any_of(words['inviters'])}[^,。;:!?\n]{{0,6}}?{any_of(words['inviting'])}")


@cache
def _talking() -> re.Pattern[str]:
    """Where the guest whom the paper has invited speaks: ‹甲›在访谈时说."""
    words = load("event_telling")
    return re.compile(rf"在(?P<word>{any_of(words['accepted'])})(?={any_of(words['told_while'])})")


@cache
def _accepting() -> re.Pattern[str]:
    """What the guest does or has done: 接受本报记者专访, 进行了采访."""
    words = load("event_telling")
    done = rf"{any_of(words['accepting'])}了?[^,。;:\n]{{0,24}}?|{any_of(words['doing'])}了?"
    return re.compile(rf"(?:{done})(?P<word>{any_of(words['accepted'])})")
