"""Giving and taking of posts: 任命甲为某局局长, 免去乙的某局副局长职务."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.cues import Cued
from kg.grammar.alternatives import alternatives
from kg.grammar.dictionary import VERY_COMMON, is_common_word
from kg.grammar.names import guess_names
from kg.lexicon import load
from kg.model import Status
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.grammar.names import NameGuess

_CLAUSE = re.compile(r"[^,。;:!?\n]{0,200}")
_MARK = re.compile("、")
_NEXT = re.compile(r"[,、;]")
_NOTE = r"(?:\([^()\n]{1,8}\))?"  # (女), (女,回族)
_AND = re.compile(rf"{_NOTE}(?:、|和|及)")
_AFTER_NAME = rf"{_NOTE}(?:[ ]|等?\d{{0,2}}名?同志|先生|女士|教授|研究员|院士)?"
_MOST_NAMES = 60  # of one group


class Appointment(NamedTuple):
    """A name, the clause behind it that tells the posts, and whether these are got, lost or intended."""

    name: NameGuess
    clause: Span
    status: Status


@cache
def _verbs(entry: str) -> tuple[Cued, dict[str, Status]]:
    words = load("titles")[entry]
    statuses = {word: Status(status) for status in Status for word in words[status.value]}
    return Cued(alternatives(tuple(statuses)), statuses), statuses


@cache
def _link() -> re.Pattern[str]:
    return re.compile(_AFTER_NAME + f"(?:{alternatives(load('titles')['appointing']['links'])})")


def find_appointments(text: str) -> Iterator[Appointment]:
    """The posts that the text says are given to or taken from a name, in the order of the verbs."""
    verbs, statuses = _verbs("appointing")
    for verb in verbs.finditer(text):
        yield from _given(text, verb.end(), statuses[verb.group()])


def _unlinked(text: str, start: int) -> tuple[NameGuess, int] | None:
    """The name that stands here with the post it loses right behind it: 免去|甲|某局局长职务."""
    guesses = [g for g in guess_names(text, start) if g.weight > -1 and not is_common_word(g.name, VERY_COMMON)]
    end = _CLAUSE.match(text, start)
    is_post = bool(end and end.group().endswith(("职务", "一职", "之职", "职")))
    return (guesses[0], guesses[0].span.end) if guesses and is_post else None


def _given(text: str, start: int, status: Status) -> Iterator[Appointment]:
    """The names behind the verb, with a clause for each group, as long as the list goes on: 任命甲、乙为…,丙为…."""
    group, start = _linked(text, start)
    if not group and status is Status.FORMER and (alone := _unlinked(text, start)):
        group, start = [alone[0]], alone[1]
    while group:
        clause = _clause(text, start)
        yield from (Appointment(guess, clause, status) for guess in group)
        separator = _NEXT.match(text, clause.end)
        group, start = _linked(text, separator.end()) if separator else ([], start)


def _linked(text: str, start: int) -> tuple[list[NameGuess], int]:
    """The names that stand here with one link behind the last, and where the link ends; no name where none does."""
    group: list[NameGuess] = []
    at = start
    while len(group) < _MOST_NAMES:
        guesses = [g for g in guess_names(text, at) if g.weight > -1 and not is_common_word(g.name, VERY_COMMON)]
        linked = next(((g, link) for g in guesses if (link := _link().match(text, g.span.end))), None)
        if linked:
            return [*group, linked[0]], linked[1].end()
        listed = next(((g, more) for g in guesses if (more := _AND.match(text, g.span.end))), None)
        if listed is None:
            return [], start
        group.append(listed[0])
        at = listed[1].end()
    return [], start


def _clause(text: str, start: int) -> Span:
    """The words that tell the posts: up to a mark, or to the next name with a link: 某局局长|、乙任某局局长."""
    match = _CLAUSE.match(text, start)
    end = match.end() if match else start
    marks = (mark.start() for mark in _MARK.finditer(text, start, end))
    return Span(start, next((mark for mark in marks if _linked(text, mark + 1)[0]), end))
