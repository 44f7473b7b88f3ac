"""Actions of some years named without marks: 是某某三年行动的攻坚之年, 落实某某三年行动方案."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.cues import Cued, either
from kg.grammar.initiative_words import initiative_words
from kg.grammar.unmarked import Draft
from kg.lexicon import load
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORTEST = 8  # characters of the name of an action
_LONGEST = 24  # characters before its last word


def under_way(text: str) -> Iterator[Draft]:
    """Actions that are told to be under way, and plans that somebody carries out."""
    for end in _ends().finditer(text):
        lead = _lead().search(text, max(0, end.start() - _LONGEST), end.start())
        name = text[lead.start("name") : end.end()] if lead else ""
        if lead and len(name) >= _SHORTEST and not any(word in name for word in initiative_words("vague")):
            yield Draft(Span(lead.start("name"), end.end()), name, name, "name_behind_verb")


@cache
def _ends() -> Cued:
    """The last word of a name, with what is told of it."""
    words = load("initiatives")["under_way"]
    cues = (*words["actions"], *words["plans"])
    behind = rf"(?:{either(words['actions'])})(?=(?:{either(words['behind'])}))"
    return Cued(rf"{behind}|(?:{either(words['plans'])})(?=[,。;、!?\n])", cues)


@cache
def _lead() -> re.Pattern[str]:
    """The words before a name, up to its last word."""
    words = load("initiatives")["under_way"]
    return re.compile(rf"(?:{either(words['before'])})(?:{either(words['spans'])})?(?P<name>[^\W的了]{{4,20}})$")
