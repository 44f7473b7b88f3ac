"""Cases that a roster lists without marks: in a sentence before “等10个案例入选”, or line by line with their owners."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.cues import either
from kg.grammar.initiative_words import initiative_words
from kg.grammar.unmarked import Draft
from kg.lexicon import load
from kg.text import Span, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SHORTEST_CASE = 10  # characters of an unmarked case title in a list
_SHORTEST_CHOSEN = 4  # characters of one in a list of the ten best
_LONGEST_LIST = 1000  # characters of a list of cases
_LONGEST_ENTRY = 90  # characters of a line that lists one case
_LONGEST_HEADING = 24  # characters of a line between entries: 二等奖:
_HEADING_DISTANCE = 3  # lines before the first entry in which the roster is announced
_FEWEST_ENTRIES = 2
_MARKS = str.maketrans("", "", "《》“”‘’ ")
_NUMBER = r"(?:[(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)]?[、.)] ?|[·●■◆★▲-] ?)"


# --- in a sentence ---------------------------------------------------------------------------


def cases(text: str) -> Iterator[Draft]:
    """Case titles without marks, listed before “等10个案例入选” or behind “荣获某奖的项目是:”."""
    least = 0
    for match in _case_lists().finditer(text):
        least = max(least, match.start() - _LONGEST_LIST)
        start = max(least, *(text.rfind(mark, least, match.start()) + 1 for mark in "。;:\n"))
        least = match.end()
        sentence = text[start : match.start()]
        start += _list_start(sentence)
        if "《" not in text[start : match.start()]:
            yield from _titles(text, _pieces(text, start, match.start()))
    for match in _lists_behind().finditer(text):
        pieces = list(_pieces(text, *match.span("list")))
        if len(pieces) >= _FEWEST_ENTRIES and "《" not in match["list"]:
            is_choice = any(word in match.group()[: -len(match["list"])] for word in initiative_words("superlatives"))
            yield from _titles(text, pieces, _SHORTEST_CHOSEN if is_choice else _SHORTEST_CASE)


def _titles(text: str, pieces: Iterable[Span], shortest: int = _SHORTEST_CASE) -> Iterator[Draft]:
    for piece in pieces:
        case = _without_owner(text, piece)
        is_quoted = _is_one_quotation(case.of(text))
        title = case.of(text).strip("“”") if is_quoted else case.of(text)
        if is_quoted or len(title) >= shortest:
            yield Draft(case, title, title.translate(_MARKS), "case_in_list")


def _list_start(sentence: str) -> int:
    """Where the list begins in a sentence that leads up to it: behind 其中 or the last comma outside marks."""
    place = depth = 0
    for index, char in enumerate(sentence):
        depth += (char in "“《(") - (char in "”》)")
        if char == "," and depth <= 0:
            place = index + 1
    opening = _announcing_case().match(sentence, place)
    return opening.end() if opening else place


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    depth = 0
    for index in range(start, end):
        depth += (text[index] in "“《(") - (text[index] in "”》)")
        if text[index] == "、" and depth <= 0:
            yield _trimmed(text, start, index)
            start = index + 1
        elif depth <= 0 and text.startswith("”“", index) and index + 1 < end:  # “甲”“乙”等案例
            yield _trimmed(text, start, index + 1)
            start = index + 1
    yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] == " ":
        start += 1
    return Span(start, end)


def _without_owner(text: str, piece: Span) -> Span:
    """The quotation that a piece ends in, where only its owner or its kind stands before."""
    match = _owned().fullmatch(text, piece.start, piece.end)
    return Span(*match.span("quoted")) if match else piece


def _is_one_quotation(title: str) -> bool:
    return title.startswith("“") and title.endswith("”") and "”" not in title[1:-1]


# --- line by line ----------------------------------------------------------------------------


def rosters(text: str) -> Iterator[Draft]:
    """Cases that stand in lines of their own beside their owners, below a line that announces them."""
    if not any(word in text for word in initiative_words("roster")):
        return
    lines = list(paragraphs(text))
    group: list[tuple[int, re.Match[str]]] = []
    for index, line in enumerate(lines):
        found = list(_entries().finditer(text, line.start, line.end)) if _may_list(text, line) else []
        if found:
            group.extend((index, match) for match in found)
        elif line.end - line.start > _LONGEST_HEADING:
            yield from _roster(text, lines, group)
            group = []
    yield from _roster(text, lines, group)


def _may_list(text: str, line: Span) -> bool:
    return line.end - line.start <= _LONGEST_ENTRY or "(" in text[line.start : line.end]


def _roster(text: str, lines: Sequence[Span], group: Sequence[tuple[int, re.Match[str]]]) -> Iterator[Draft]:
    if len(group) < _FEWEST_ENTRIES:
        return
    first = lines[max(0, group[0][0] - _HEADING_DISTANCE)].start
    before = text[first : group[0][1].start()]
    if any(word in before for word in initiative_words("roster")):
        for _, match in group:
            kind = match.lastgroup or ""
            title = match[kind]
            yield Draft(Span(*match.span(kind)), title, title.translate(_MARKS), "case_in_roster")


# --- words -----------------------------------------------------------------------------------


@cache
def _owners() -> str:
    return rf"[^\W\d]{{2,24}}?(?:{either(initiative_words('owners'))})"


@cache
def _owned() -> re.Pattern[str]:
    kinds, sent = either(initiative_words("before_name")), either(initiative_words("putting_forward"))
    return re.compile(
        rf"(?:{_owners()}|[^\W]{{0,24}}(?:{kinds})|由?[^\W]{{2,30}}(?:{sent}))的?(?P<quoted>“[^“”]{{2,40}}”)"
    )


@cache
def _entries() -> re.Pattern[str]:
    """One case and its owner: “某局:某某”, “某局‘某某’”, “一、某某(某局)”."""
    title = r"[^\s。;:!?()“”《》][^。;:!?()\n]{5,44}"
    named = r"“[^“”\n]{2,30}”[^\s。;:!?()“”《》]{2,24}"  # “某某”助老项目
    behind = rf"(?P<behind>{title}|{named})(?=$|\n)"
    marked = r"[“《](?P<marked>[^“”《》\n]{4,44})[”》](?=$|\n)"
    numbered = rf"(?:(?<=[\n:。; ])|^){_NUMBER}(?P<numbered>[^\s。;:!?()][^。;:!?()\n]{{5,44}}?) ?(?=\({_owners()}\))"
    return re.compile(rf"(?m:^ *){_NUMBER}?{_owners()}(?:: ?{behind}|{marked})|{numbered}")


@cache
def _case_lists() -> re.Pattern[str]:
    words = load("recognitions")
    verbs, nouns = either((*words["before_roll"], *words["after_roll"], "为")), either(words["cases"])
    count = r"(?:[\d一二两三四五六七八九十百余多]+[个项篇条])?"
    return re.compile(rf"等{count}[^,。;:“”《》\n]{{0,6}}?(?:{nouns})(?=[^,。;:“”\n]{{0,12}}(?:{verbs}))")


@cache
def _lists_behind() -> re.Pattern[str]:
    words = load("recognitions")
    verbs = either((*words["before_roll"], *words["after_roll"], *initiative_words("superlatives"), "获奖"))
    nouns = either(words["cases"])
    return re.compile(
        rf"(?:{verbs})[^。;:\n]{{0,60}}?(?:{nouns})”?(?:名单)?(?:分别)?(?:是|有|为|包括|如下)?:(?P<list>[^。;\n]{{10,600}})"
    )


@cache
def _announcing_case() -> re.Pattern[str]:
    """What leads from the sentence to the first case: 其中, 确认."""
    return re.compile(rf"(?:其中|包括|有|(?:[^,。“”]{{0,12}}(?:{either(initiative_words('choosing'))})))[,:]?")
