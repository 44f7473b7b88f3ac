"""The words that tell what type of initiative a name names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.lexicon import load
from kg.model import InitiativeType

if TYPE_CHECKING:
    from collections.abc import Iterable

TITLES = ("recommended_title", "case_in_list")  # rules that find whole sentences, at whose end another name may stand
_BETWEEN = 6  # characters between a name and the type word behind it


def type_of(name: str, context: str = "", rule: str = "") -> InitiativeType:
    """The type of an initiative: what the rule that found it knows, else what its last word or the next one tells."""
    if rule in TITLES:
        return InitiativeType.CASE
    if rule == "roll_behind_verb":
        return InitiativeType.LIST
    if rule == "title_in_marks":
        return _longest_ending(name) or InitiativeType.CASE
    return _longest_ending(name) or _word_behind(context) or InitiativeType.PROGRAMME


def type_words(*places: str) -> list[tuple[str, InitiativeType]]:
    """The words under these headings (ends, follows, unquoted), each with the type it tells."""
    types = load("initiatives")["types"]
    return [(word, InitiativeType(key)) for key, entry in types.items() for place in places for word in entry[place]]


def either(words: Iterable[str]) -> str:
    """An expression for one of these words, the longest that fits."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


@cache
def _endings() -> dict[str, InitiativeType]:
    return dict(reversed(type_words("ends", "follows", "unquoted")))


def _longest_ending(name: str) -> InitiativeType | None:
    bare = re.sub(r"\([^()]*\)$", "", name).rstrip("”》’")
    return next((_endings()[bare[start:]] for start in range(len(bare)) if bare[start:] in _endings()), None)


def _word_behind(context: str) -> InitiativeType | None:
    match = _behind().match(context)
    return dict(type_words("follows"))[match[1]] if match else None


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"[”》]?的?[^\W的]{{0,{_BETWEEN}}}?({either(word for word, _ in type_words('follows'))})")
