"""Initiatives whose names stand in 《》: policies, plans, reports and cases; no newspaper, book, song or talk."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.cues import Cued, either
from kg.grammar.initiative_words import initiative_words, is_of_others, type_words
from kg.grammar.unmarked import Draft
from kg.model import InitiativeType
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = r"(?:[^《》\n]|《[^《》\n]*》)+"
_BOOK = re.compile(rf"《({_WORDS})》")
_YEARS = re.compile(r"\([^()]*\)$")
_SENTENCE = 300  # characters beside a title that are looked at
_CONTEXT = 12  # characters beside a name that are looked at
_SHORTEST_PASSED = 4  # characters of a paper that an assembly passes


def titled(text: str) -> Iterator[Draft]:
    """Names in 《》 that end like a policy, plan or report, or stand where cases are told."""
    short: dict[str, str] = {}
    for match in _BOOK.finditer(text):
        name = match[1]
        before, after = text[max(0, match.start() - _CONTEXT) : match.start()], text[match.end() :][:_CONTEXT]
        is_of_persons = name.startswith(initiative_words("not_opening"))
        if is_of_persons or _is_press(name) or is_of_others(before, after) or name.endswith(initiative_words("events")):
            continue
        if name in _end_words():  # 以下简称《条例》
            if name in short:
                yield Draft(Span(*match.span()), short[name], short[name], "title_in_marks")
            continue
        recommended = _recommended().search(before)
        bare = _YEARS.sub("", name)
        if bare.endswith(initiative_words("lectures")):
            yield Draft(Span(*match.span()), name, name, "quoted_name")
        elif recommended or bare.endswith(_written()) or _is_case(text, match):
            if bare.endswith(_end_words()):
                short.update((word, name) for word in _end_words() if bare.endswith(word))
            yield Draft(Span(*match.span()), name, name, "recommended_title" if recommended else "title_in_marks")


def passed_titles(text: str) -> Iterator[Draft]:
    """Papers that an assembly passes or deliberates, whatever they end in: 审议通过《某会章程修正案》《会费标准》."""
    for group in _deliberated().finditer(text):
        for match in _BOOK.finditer(text, *group.span("titles")):
            is_of_persons = match[1].startswith(initiative_words("not_opening"))
            if len(match[1]) >= _SHORTEST_PASSED and not is_of_persons and not _is_press(match[1]):
                yield Draft(Span(*match.span()), match[1], match[1], "title_passed")


def _is_case(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence around a title is about cases, projects or rolls, and about no performance."""
    start = max(0, match.start() - _SENTENCE, *(text.rfind(mark, 0, match.start()) + 1 for mark in "。\n"))
    ends = (place for mark in "。\n" if (place := text.find(mark, match.end(), match.end() + _SENTENCE)) >= 0)
    sentence = _BOOK.sub("《》", text[start : min(ends, default=match.end() + _SENTENCE)])
    has = [any(word in sentence for word in initiative_words(entry)) for entry in ("case_words", "performances")]
    return has[0] and not has[1]


def _is_press(name: str) -> bool:
    return name.endswith(initiative_words("press")) and not name.endswith(initiative_words("not_press"))


# --- words -----------------------------------------------------------------------------------


@cache
def _end_words() -> tuple[str, ...]:
    return tuple(word for word, _ in type_words("ends"))


@cache
def _written() -> tuple[str, ...]:
    """Ends of what is written down: a method or a model in 《》 is rather the title of an article or a talk."""
    told = (InitiativeType.MODEL, InitiativeType.METHOD)
    return tuple(word for word, type_ in type_words("ends") if type_ not in told)


@cache
def _deliberated() -> Cued:
    """A verb of deliberating with the papers in marks behind it, one or a list."""
    verbs = initiative_words("deliberating")
    titles = rf"(?P<titles>(?:《{_WORDS}》(?:\([^()\n]{{1,8}}\))?(?:以及|[、,和及与])?)+)"
    return Cued(rf"(?:{either(verbs)})[^,。;:《》“”\n]{{0,16}}{titles}", verbs)


@cache
def _recommended() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(initiative_words('putting_forward'))})的$")
