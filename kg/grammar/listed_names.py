"""Names without titles that a list gives: 甲、乙等20名志愿者, 左起:甲、乙、丙, 来自某大学的甲、某学院的乙."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.alternatives import alternatives
from kg.grammar.dictionary import is_common_word
from kg.grammar.names import begins_as_a_word, begins_with_a_word, guess_names
from kg.grammar.rare_names import guess_between, guess_last, is_closed_off, is_sure, stands_out
from kg.lexicon import load
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.grammar.names import NameGuess
    from kg.model import Mention

_CLAUSE = re.compile(r"(?:(?<=[\n,。;:!?”])|^)(?:其中|随后|最后|会上|,)?(?=[一-龥]{2,4}(?:、|等))")
_NEXT = re.compile(r"、|和|与|以及")
_COUNTED = re.compile(r"等[\d一二三四五六七八九十两多余几百]{1,5}[余多]?[名位人]")
_LABEL = r"(?:[一-龥] {0,3}){2,6}: *"  # 组  长:
_ROW = re.compile(
    rf"(?m)^(?:\d{{1,3}}[.、)] ?|{_LABEL})?"
    r"(?P<name>[一-龥](?:[ ]{0,2}[一-龥]){1,3}|[一-龥·]{3,16})(?:[ ]+|[ ]*[:,(] *)"
    r"(?P<posts>[一-龥](?:[^。;:!?()\n]|\([^()\n]*\)){3,60}?)[) ]*$"
)
_NOTED = re.compile(
    r"(?:(?<=[\n、,;:。 有是括])|^)(?P<name>[一-龥]{2,4}?)(?:部长|主席|主任|局长|会长|先生|女士|教授|医生)?"
    r"\((?P<posts>[一-龥][^()\n]{3,60})\)"
)
_INTRODUCED = re.compile(
    r"(?:(?<=[\n;:])|^)[ ]*(?P<name>[一-龥]{2,4}),(?P<posts>[一-龥][^。;:!?\n]{3,80}?)(?=[。;\n]|$)", re.MULTILINE
)
_AFFILIATED = re.compile(r"(?:[一-龥]{2,4}\([一-龥][^()\n]{1,24}\)[、,和]?){2,}")  # 甲(某大学)、乙(某学院)
_NAME = re.compile(r"(?<![一-龥])[一-龥]{2,4}(?=\()|(?<=[、和有是为])[一-龥]{2,3}(?=\()")
_OF_BODY = re.compile("[^,。;:、的\n]{2,24}的")
_MANY = 3  # names that make a list by themselves
_SURE = 1.0  # least weight of a name in a list


@cache
def _captions() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(load('names')['captions'])})(?:依次是|依次为|分别为|分别是|为|是)?[::,]?")


@cache
def _choosing() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(load('names')['choosing'])})(?:了|出)?(?=[一-龥]{{2,4}}、)")


@cache
def _labels() -> re.Pattern[str]:
    labels = "|".join(" {0,3}".join(label) for label in sorted(load("names")["labels"], key=len, reverse=True))
    return re.compile(rf"(?m)^ *(?:{labels}) ?: *")


@cache
def _introducing() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(load('names')['introducing'])})[::]?")


@cache
def _coming() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(load('names')['introducing_members'])})(?=[^,。;:、的\n]{{2,24}}的)")


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(f"等(?:{alternatives(load('names')['after_lists'])})")


@cache
def _acting() -> re.Pattern[str]:
    return re.compile(alternatives(load("names")["after_bare_lists"]))


def find_lists(text: str) -> Iterator[NameGuess]:
    """The names of each list that begins a clause and says what its members are, or stands under a picture."""
    for start in _CLAUSE.finditer(text):
        names, end = _row(text, start.end())
        counted = _COUNTED.match(text, end)
        closed = counted or _closing().match(text, end)
        acting = _is_many(names) and _acting().match(text, end)
        if (names and counted) or (len(names) > 1 and closed) or acting:
            yield from names
    for choosing in _choosing().finditer(text):
        names, end = _row(text, choosing.end())
        is_told = _COUNTED.match(text, end) or _acting().match(text, end)
        yield from names if _is_many(names) and is_told else ()
    for caption in _captions().finditer(text):
        yield from _row(text, caption.end())[0]
    for introduction in _introducing().finditer(text):
        names, _ = _row(text, introduction.end())
        yield from names if len(names) >= _MANY else ()
    for label in _labels().finditer(text):
        yield from _row(text, label.end())[0]
    for row in _AFFILIATED.finditer(text):
        names = [
            g for name in _NAME.finditer(text, *row.span()) for g in guess_names(text, name.start()) if _is(g, name)
        ]
        yield from names if len(names) > 1 else ()
    for coming in _coming().finditer(text):
        names = _each_of_a_body(text, coming.end())
        yield from names if len(names) > 1 else ()


def _is(guess: NameGuess, match: re.Match[str]) -> bool:
    return guess.span.end == match.end() and stands_out(guess)


def _is_many(names: Sequence[NameGuess]) -> bool:
    """Whether so many names make a list: three, or two that are nothing but names."""
    return len(names) >= _MANY or (len(names) > 1 and all(map(stands_out, names)))


def _each_of_a_body(text: str, start: int) -> list[NameGuess]:
    """The names from here on, each behind the body that it comes from: 某大学的甲、某学院的乙."""
    names: list[NameGuess] = []
    while body := _OF_BODY.match(text, start):
        guess = next((g for g in guess_names(text, body.end()) if _is_sure(text, g)), None)
        if guess is None:
            break
        names.append(guess)
        separator = _NEXT.match(text, guess.span.end)
        if separator is None:
            break
        start = separator.end()
    return names


def beside_bodies(text: str, found: Sequence[Mention]) -> Iterator[NameGuess]:
    """Names right behind their bodies, two or more: 某大学甲、某学院乙等学者."""
    bodies = {m.span.start: m.span.end for m in found if m.kind is Kind.ORGANIZATION}
    done = 0
    for end in sorted(bodies.values()):
        names: list[NameGuess] = []
        at = end
        while at >= done and (guess := _beside(text, at)):
            names.append(guess)
            separator = _NEXT.match(text, guess.span.end)
            if separator is None:
                break
            at = bodies.get(separator.end(), separator.end())
        if len(names) > 1:
            done = names[-1].span.end
            yield from names


def _beside(text: str, start: int) -> NameGuess | None:
    guesses = (guess for guess in guess_names(text, start) if stands_out(guess))
    return next((g for g in guesses if is_sure(g) or (g.weight > 1 and text.startswith("等", g.span.end))), None)


def _row(text: str, start: int) -> tuple[list[NameGuess], int]:
    """The names from here on, one behind the other, and where the last one ends."""
    names: list[NameGuess] = []
    while True:
        guess = next((g for g in guess_names(text, start) if _is_sure(text, g)), None)
        between = guess_between(text, start) if guess is None and names else []
        if guess is None and not between and len(names) >= _MANY - 1:
            between = guess_last(text, start)
        guess = guess or next(iter(between), None)
        if guess is None:
            return names, start
        names.append(guess)
        separator = _NEXT.match(text, guess.span.end)
        if separator is None:
            return names, guess.span.end
        start = separator.end()


def _is_sure(text: str, guess: NameGuess) -> bool:
    follows = _NEXT.match(text, guess.span.end) or text.startswith("等", guess.span.end)
    is_word = is_common_word(guess.name) or begins_as_a_word(guess.name) or begins_with_a_word(guess.name)
    return guess.weight >= (0 if follows else _SURE) and (not is_word or is_closed_off(guess))


def rows(text: str) -> Iterator[re.Match[str]]:
    """Names with their posts behind them: lines of a list of guests, 甲(某局局长), and “甲,某局局长;”."""
    yield from _ROW.finditer(text)
    yield from _NOTED.finditer(text)
    yield from _INTRODUCED.finditer(text)
