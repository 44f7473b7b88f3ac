"""The words that tell what type of initiative a name names."""

from __future__ import annotations

import re
from functools import cache

from kg.cues import either
from kg.lexicon import load
from kg.model import InitiativeType

# Rules that find whole sentences, at whose end another name may stand.
TITLES = ("recommended_title", "case_in_list", "case_in_roster")
ROSTERED = ("case_in_roster", "name_in_roster")  # rules of names that stand on the roll above them
_BRACKETED = re.compile(r"\([^()]*\)$")
_BETWEEN = 6  # characters between a name and the type word behind it


def initiative_words(entry: str) -> tuple[str, ...]:
    """The words of an entry of the word file of initiatives."""
    words: tuple[str, ...] = load("initiatives")[entry]
    return words


def is_of_others(before: str, after: str) -> bool:
    """Whether the words around a name in marks tell that it is a book, a song, a talk or a theme."""
    return before.endswith(initiative_words("not_before")) or after.startswith(initiative_words("not_after"))


def type_of(name: str, context: str = "", rule: str = "") -> InitiativeType:
    """The type of an initiative: what the rule that found it knows, else what its last word or the next one tells."""
    if rule in TITLES:
        return InitiativeType.CASE
    if rule in ("roll_behind_verb", "roll_won", "quoted_roll"):
        return InitiativeType.LIST
    if rule == "name_behind_type_word":
        return _longest_ending(context) or InitiativeType.PROGRAMME
    if rule == "title_passed":
        return _longest_ending(name, "ends") or InitiativeType.POLICY
    if rule in ("title_in_marks", "name_in_roster"):
        return _longest_ending(name, "ends") or InitiativeType.CASE
    if any(word in name for word in load("initiatives")["superlatives"]):
        return InitiativeType.LIST
    return _longest_ending(name) or _word_behind(context) or InitiativeType.PROGRAMME


@cache
def winning() -> str:
    """A pattern of the verbs by which something is put on a roll or given an award, not only praised: 获得居民好评."""
    verbs, praise = (either(initiative_words(entry)) for entry in ("winning", "mere_praise"))
    return f"(?:{verbs})(?![^,。;\\n]{{0,12}}(?:{praise}))"


@cache
def won() -> re.Pattern[str]:
    """Right behind a name, that it wins: “某某”荣获, “某某”工作入选."""
    kind = either((*initiative_words("before_name"), *initiative_words("practice")))
    return re.compile(rf"(?:{kind})?{winning()}")


@cache
def type_words(*places: str) -> tuple[tuple[str, InitiativeType], ...]:
    """The words under these headings (ends, follows, unquoted), each with the type it tells."""
    types = load("initiatives")["types"]
    return tuple(
        (word, InitiativeType(key)) for key, entry in types.items() for place in places for word in entry[place]
    )


@cache
def _endings(*places: str) -> tuple[dict[str, InitiativeType], int]:
    """The type that each word tells, and how long the longest of them is."""
    endings = dict(reversed(type_words(*places)))
    return endings, max(map(len, endings))


def _longest_ending(name: str, *places: str) -> InitiativeType | None:
    endings, longest = _endings(*(places or ("ends", "follows", "unquoted")))
    bare = _BRACKETED.sub("", name).rstrip("”》’")
    starts = range(max(0, len(bare) - longest), len(bare))
    return next((endings[bare[start:]] for start in starts if bare[start:] in endings), None)


def _word_behind(context: str) -> InitiativeType | None:
    match = _behind().match(context)
    return _followers()[match[1]] if match else None


@cache
def _followers() -> dict[str, InitiativeType]:
    return dict(type_words("follows"))


@cache
def _behind() -> re.Pattern[str]:
    won = either((*load("initiatives")["winning"], *load("recognitions")["before_roll"]))
    return re.compile(
        rf"[”》]?的?(?!等?(?:{won}))[^\W的]{{0,{_BETWEEN}}}?({either(word for word, _ in type_words('follows'))})"
    )
