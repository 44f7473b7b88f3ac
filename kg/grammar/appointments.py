"""Giving and taking of posts: 任命甲为某局局长, 免去乙的某局副局长职务, 丙不再担任某会会长."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.grammar.bodies import alternatives
from kg.grammar.names import VERY_COMMON, guess_names, is_common_word
from kg.lexicon import load
from kg.model import Status
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.grammar.names import NameGuess

_CLAUSE_START = re.compile(r"(?<=[\n,。;:!?])|^")
_CLAUSE = re.compile(r"[^,。;:!?\n]*")
_NEXT = re.compile(r"[,、;]")
_AFTER_NAME = r"(?:[ ]|同志)?"


class Appointment(NamedTuple):
    """A name, the clause behind it that tells the posts, and whether these are got, lost or intended."""

    name: NameGuess
    clause: Span
    status: Status


@cache
def _verbs(entry: str) -> tuple[re.Pattern[str], dict[str, Status]]:
    words = load("titles")[entry]
    statuses = {word: Status(status) for status in Status for word in words[status.value]}
    return re.compile(alternatives(tuple(statuses))), statuses


@cache
def _link() -> re.Pattern[str]:
    return re.compile(_AFTER_NAME + f"(?:{alternatives(load('titles')['appointing']['links'])})")


def find_appointments(text: str) -> Iterator[Appointment]:
    """The posts that the text says are given to, taken from or held by a name, in the order of the verbs."""
    verbs, statuses = _verbs("appointing")
    for verb in verbs.finditer(text):
        yield from _given(text, verb.end(), statuses[verb.group()])
    yield from _held(text)


def _given(text: str, start: int, status: Status) -> Iterator[Appointment]:
    """The names behind the verb, one clause each, as long as the list goes on: 任命甲为…,乙为…."""
    named = _linked(text, start)
    while named:
        guess, start = named
        clause = _clause(text, start)
        yield Appointment(guess, clause, status)
        separator = _NEXT.match(text, clause.end)
        named = _linked(text, separator.end()) if separator else None


def _linked(text: str, start: int) -> tuple[NameGuess, int] | None:
    """The name that stands here with a link behind it, and where the link ends."""
    for guess in guess_names(text, start):
        link = _link().match(text, guess.span.end)
        if link and guess.weight > -1 and not is_common_word(guess.name, VERY_COMMON):
            return guess, link.end()
    return None


def _clause(text: str, start: int) -> Span:
    match = _CLAUSE.match(text, start)
    return Span(start, match.end() if match else start)


def _held(text: str) -> Iterator[Appointment]:
    """Names that begin a clause, before a verb of holding."""
    verbs, statuses = _verbs("holding")
    for start in _CLAUSE_START.finditer(text):
        for guess in guess_names(text, start.end()):
            verb = verbs.match(text, guess.span.end)
            if verb and guess.weight > 0 and not is_common_word(guess.name, VERY_COMMON):
                yield Appointment(guess, _clause(text, verb.end()), statuses[verb.group()])
                break
