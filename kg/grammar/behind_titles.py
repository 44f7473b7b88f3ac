"""Which guesses behind a title are names, and whose body a title goes on with from the clause before."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.alternatives import alternatives
from kg.grammar.dictionary import VERY_COMMON, frequency, is_common_word
from kg.grammar.names import begins_as_a_word
from kg.grammar.rare_names import guess_foreign, guess_latin, guess_unlisted, is_closed_off
from kg.grammar.titles import has_title, is_held_by_foreigners
from kg.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Set

    from kg.grammar.names import NameGuess
    from kg.grammar.titles import TitleWord
    from kg.model import Post

_ITEM = re.compile(r"[^,。;:!?、\n和与及就对]{0,24}")
FULL_NAME = 3  # characters of most names
_MANNER, _DEPUTY_BEFORE = "地", "副"


def rare(text: str, start: int, title: TitleWord) -> list[NameGuess]:
    """Names behind a title that their characters alone do not tell."""
    foreign = guess_foreign(text, start) if is_held_by_foreigners(title.title) else guess_latin(text, start)
    return foreign or (guess_unlisted(text, start) if title.is_post else [])


def holds_title(text: str, start: int, titles: Set[int]) -> bool:
    """Whether a title begins in the entry of a list, behind what may be a name."""
    item = _ITEM.match(text, start)
    return item is not None and any(at in titles for at in range(start + FULL_NAME, item.end()))


def listed(guesses: list[NameGuess]) -> list[NameGuess]:
    """Guesses for a further name in a list, where no title vouches for it."""
    apart = [g for g in guesses if g.weight >= 0.8 and not is_common_word(g.name)]
    return [g for g in apart if not begins_as_a_word(g.name) or is_closed_off(g)]


def plausible(guesses: list[NameGuess], title: TitleWord) -> list[NameGuess]:
    """Guesses that are names rather than words, if what follows bears the first of them out."""
    guesses = [guess for guess in guesses if not _is_a_word(guess.name)]
    if not title.is_post and guesses and frequency(title.title + guesses[0].name[0]):
        return []  # 居民区, 专家组
    if not title.is_post:
        return [guess for guess in listed(guesses) if guess.weight >= 1.2]
    kept = [g for g in guesses if g.weight > -1 and (g.weight >= 2 or not is_common_word(g.name, VERY_COMMON))]
    return kept if kept and kept[0].weight >= 0.5 else []


def _is_a_word(name: str) -> bool:
    """Whether it is a title behind a surname, or tells how something is done: 俞局长, 耐心地, 某某副|教授."""
    return (
        has_title(name, 1, len(name))
        or (name.endswith(_MANNER) and is_common_word(name[:-1]))
        or (name.endswith(_DEPUTY_BEFORE) and len(name) == FULL_NAME)
    )


def is_beside(text: str, end: int, last: Post, title: TitleWord) -> bool:
    """Whether a deputy's title without body stands in the clause behind that of the head: 主任甲主持;|副主任乙出席."""
    beside = load("titles")["beside"]
    head = _deputy().sub("", last.title)
    is_same = title.title != head and _deputy().sub("", title.title) == head
    is_same = is_same or (title.title in beside["secretaries"] and head in beside["having_secretaries"])
    return is_same and _clause_between().fullmatch(text, end, title.span.start) is not None


@cache
def _deputy() -> re.Pattern[str]:
    """What makes a deputy of the title behind it: 常务副."""
    return re.compile(rf"^(?:{alternatives(load('titles')['beside']['deputies'])})+")


@cache
def _clause_between() -> re.Pattern[str]:
    """What somebody does, up to the next clause: 主持会议;."""
    doing = alternatives(load("titles")["beside"]["doing"])
    return re.compile(rf"(?:{doing})[^,。;:!?、\n]{{0,10}}[,;]")
