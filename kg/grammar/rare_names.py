"""Names that their characters alone do not tell, behind a title or between other names.

The surname is not in the list or looks like a word (和某某, 党某某), the name is a foreign one in letters
or in characters without dots.
"""

from __future__ import annotations

import re
from functools import cache

from kg.grammar.dictionary import VERY_COMMON, frequency, given_names, is_common_word, is_frequent_surname
from kg.grammar.names import (
    CERTAIN,
    NameGuess,
    begins_as_a_word,
    begins_with_a_word,
    follows_name,
    given_weight,
    guess_names,
    is_chinese,
    surname_at,
)
from kg.grammar.titles import has_title
from kg.lexicon import load
from kg.text import Span

_LEAST = 1.0  # how much must speak for such a name
_ALONE = 2.0  # …and for one that begins with a word
_LENGTH = 3  # characters of a name that begins with a word
_FOREIGN = (2, 6)  # characters of a foreign name without dots, at least and at most
_BETWEEN = re.compile("(?P<name>[一-龥]{2,6})、(?=[一-龥])")
_LAST = re.compile("(?P<name>[一-龥]{3})等")
_ENTRY = re.compile("(?:(?<=、)|^)[一-龥]{2,6}|(?<![一-龥])[一-龥]{2,6}")
_CLAUSE = re.compile("[^。,;:!?\\n]{0,120}")
_ORDINARY = 2000  # times that a word is in the corpus with which no name is taken to begin
_LATIN = re.compile(
    r"(?<![A-Za-z])(?:[A-Z][a-z]+|[A-Z]\.)(?:[ -](?:[A-Z][a-z]+|[A-Z]\.|d[aei]|van|von|de la)){1,4}(?![A-Za-z])"
)


@cache
def _entry(name: str) -> frozenset[str]:
    return frozenset(load("names")[name])


def guess_unlisted(text: str, start: int) -> list[NameGuess]:
    """Names with a surname that the list does not have, where a title stands before and what follows tells the end."""
    if surname_at(text, start):
        return guess_wordlike(text, start)
    if text[start : start + 1] == "和":
        return _guess_he(text, start)
    for length in (3, 2):
        name = text[start : start + length]
        if len(name) < length or not is_chinese(name) or frequency(name[:2]) or is_common_word(name[1:]):
            continue
        weight = follows_name(text, start + length) + given_weight(name[1:]) - 1.0
        if weight >= _LEAST and given_weight(name[0]) == 0:
            return [NameGuess(Span(start, start + length), name, weight)]
    return []


def _guess_he(text: str, start: int) -> list[NameGuess]:
    """A name with the surname 和, where no other name can begin behind that: 局长|和某某, but 部长和|王某."""
    span = Span(start, start + _LENGTH)
    name = span.of(text)
    if len(name) < _LENGTH or not is_chinese(name) or is_frequent_surname(name[1]):
        return []
    is_given = name[1:] in given_names() and not surname_at(text, start + 1)  # 志强, but 师生
    is_word = (
        (frequency(name[1:]) and not is_given)
        or is_common_word(name[:2], VERY_COMMON)
        or has_title(text, start + 1, span.end + 1)
    )
    if is_word or name[-1] in _entry("ends_of_words") or _reaches_on(text, span.end):
        return []
    weight = follows_name(text, span.end) + given_weight(name[1:])
    return [NameGuess(span, name, weight)] if weight >= _LEAST else []


def _reaches_on(text: str, end: int) -> bool:
    """Whether a word begins with the character before this place: 党建工|作."""
    return is_chinese(text[end : end + 1] or "。") and frequency(text[end - 1 : end + 1]) > 0


def guess_wordlike(text: str, start: int) -> list[NameGuess]:
    """A name of three characters that begins with a word, 党建|平, where what follows leaves no doubt."""
    span = Span(start, start + _LENGTH)
    name = span.of(text)
    if len(name) < _LENGTH or name[:2] not in _entry("never") or name[-1] in _entry("ends_of_words"):
        return []
    if not is_chinese(name) or frequency(name):
        return []
    weight = follows_name(text, span.end) + given_weight(name[1:]) - 0.5
    is_word = frequency(name[1:]) >= VERY_COMMON or _reaches_on(text, span.end)
    is_word = is_word or (frequency(name[:2]) >= _ORDINARY and surname_at(text, start) == 1)  # 水平|高, but 东方|明
    return [] if is_word or weight < _ALONE - 0.5 else [NameGuess(span, name, weight)]


def guess_latin(text: str, start: int) -> list[NameGuess]:
    """A name in letters that begins here."""
    match = _LATIN.match(text, start)
    return [NameGuess(Span(*match.span()), match.group(), CERTAIN)] if match else []


def guess_foreign(text: str, start: int) -> list[NameGuess]:
    """A name in letters, or without dots in the characters of foreign names, closed off behind."""
    end = start
    while text[end : end + 1] in _entry("transliterating"):
        end += 1
    name = text[start:end]
    if not _FOREIGN[0] <= len(name) <= _FOREIGN[1] or is_common_word(name) or follows_name(text, end) < _ALONE:
        return guess_latin(text, start)
    return [NameGuess(Span(start, end), name, follows_name(text, end))]


def guess_japanese(text: str, start: int) -> list[NameGuess]:
    """A Japanese name that begins here: two or three characters of a surname, one to three of a given name."""
    surname = next((text[start : start + n] for n in (3, 2) if text[start : start + n] in _entry("japanese")), "")
    begin = start + len(surname)
    given = re.compile("[一-龥]{1,3}?(?=氏)|[一-龥]{1,3}").match(text, begin) if surname else None
    ends = [begin + n for n in (2, 1, 3) if given and begin + n <= given.end()]
    guesses = [NameGuess(Span(start, end), text[start:end], follows_name(text, end)) for end in ends]
    return sorted((guess for guess in guesses if guess.weight >= _LEAST), key=lambda guess: -guess.weight)


def guess_between(text: str, start: int) -> list[NameGuess]:
    """A name of any kind in the midst of a list, where half of what the list still holds is names for sure."""
    match = _BETWEEN.match(text, start)
    if match is None or is_common_word(match["name"]) or match["name"][-1] in _entry("ends_of_words"):
        return []
    if has_title(text, start, match.end("name")) or not set(match["name"]).isdisjoint(_entry("never_inside")):
        return []
    entries = list(_ENTRY.finditer(text, match.end(), _clause_end(text, match.end())))
    sure = [entry for entry in entries if any(map(is_sure, guess_names(text, entry.start())))]
    if not entries or 2 * len(sure) < len(entries):
        return []
    return [NameGuess(Span(*match.span("name")), match["name"], CERTAIN)]


def guess_last(text: str, start: int) -> list[NameGuess]:
    """The last name of a list of several, before 等, where it is no word and holds no title: 甲、乙、折海龙等."""
    match = _LAST.match(text, start)
    if match is None or is_common_word(match["name"]) or match["name"][-1] in _entry("ends_of_words"):
        return []
    is_word = has_title(text, start, match.end("name")) or is_common_word(match["name"][1:])
    is_word = is_word or is_common_word(match["name"][:2]) or not set(match["name"]).isdisjoint(_entry("never_inside"))
    return [] if is_word else [NameGuess(Span(*match.span("name")), match["name"], CERTAIN)]


def _clause_end(text: str, start: int) -> int:
    match = _CLAUSE.match(text, start)
    return match.end() if match else start


def is_sure(guess: NameGuess) -> bool:
    """Whether a mark or a verb stands behind the name, and it is no word."""
    return guess.weight >= _ALONE and not is_common_word(guess.name) and not begins_as_a_word(guess.name)


def is_closed_off(guess: NameGuess) -> bool:
    """Whether a name of three characters is no word, ends in no ending of bodies and has a mark behind it."""
    is_whole = len(guess.name) == _LENGTH and guess.weight >= CERTAIN
    return is_whole and not frequency(guess.name) and guess.name[-1] not in _entry("ends_of_words")


def stands_out(guess: NameGuess) -> bool:
    """Whether nothing in the name is a word or the ending of one, so that it is a name without title or list."""
    is_word = frequency(guess.name) or begins_as_a_word(guess.name) or begins_with_a_word(guess.name)
    return not is_word and guess.name[-1] not in _entry("ends_of_words")


def latin_names(text: str) -> list[NameGuess]:
    """Every name in letters."""
    return [NameGuess(Span(*match.span()), match.group(), CERTAIN) for match in _LATIN.finditer(text)]
