"""Initiatives whose names stand without marks: a verb, a ceremony, a list, or a place before them tells them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.grammar.initiative_words import either, type_words
from kg.lexicon import load
from kg.model import Kind
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Mention

_SHORTEST_NAME = 6  # characters of a name that stands without marks
_SHORTEST_CASE = 10  # characters of an unmarked case title in a list
_LONGEST_LIST = 1000  # characters of a list of cases
_LONGEST_PLACED = 22  # characters of a name behind the place that it opens with
_MARKS = str.maketrans("", "", "《》“”‘’ ")


class Draft(NamedTuple):
    """A name that may be taken: `head` is what the thing is called, `full` that with its type word, without marks."""

    span: Span
    head: str
    full: str
    rule: str


# --- names without marks ---------------------------------------------------------------------


def rolls(text: str) -> Iterator[Draft]:
    """Rolls and awards behind a verb of recognition: 入选2024全省优秀案例."""
    for match in _rolls().finditer(text):
        name, start = _stripped(match["name"], match.start("name"))
        if len(name) >= _SHORTEST_NAME and not any(word in name for word in _words("vague")):
            yield Draft(Span(start, match.end("name")), name, name, "roll_behind_verb")


def unquoted(text: str) -> Iterator[Draft]:
    """Names that end in a telling type word, behind a verb of proposing: 出台社区治理条例."""
    for match in _proposed().finditer(text):
        name, start = _stripped(match["name"], match.start("name"))
        if len(name) >= _SHORTEST_NAME and not any(word in name for word in _words("vague")):
            yield Draft(Span(start, match.end("name")), name, name, "name_behind_verb")


def ceremonies(text: str) -> Iterator[Draft]:
    """What a ceremony launches: 某区社工站项目启动仪式."""
    for match in _ceremonies().finditer(text):
        if not any(word in match["name"] for word in _words("vague")):
            yield Draft(Span(*match.span("name")), match["name"], match["name"], "name_before_ceremony")


def winners(text: str) -> Iterator[Draft]:
    """What a sentence opens with and puts on a roll: 邻里服务工程荣获某奖."""
    for match in _winners().finditer(text):
        name = match["name"]
        if len(name) >= _SHORTEST_NAME and not any(word in name for word in _words("vague")):
            yield Draft(Span(*match.span("name")), name, name, "name_before_award")


def listed(text: str) -> Iterator[Draft]:
    """Names in a list that somebody begins: 发起就业超市、爱心课堂等项目."""
    for group in _listed().finditer(text):
        for match in re.finditer(r"[^、]+", group["names"]):
            start = group.start("names") + match.start()
            yield Draft(Span(start, start + len(match.group())), match.group(), match.group(), "name_in_list")


def placed(text: str, found: Sequence[Mention]) -> Iterator[Draft]:
    """Projects and funds that open with the place they are for: 某县东片区棚户区改造项目."""
    end = 0
    for place in sorted(mention.span for mention in found if mention.kind is Kind.PLACE):
        if place.start < end:
            continue
        match = _placed().match(text, place.end, place.end + _LONGEST_PLACED)
        barred = (*_words("vague"), *_words("proposing"))
        if match and not any(word in match.group() for word in barred):
            end = match.end()
            yield Draft(Span(place.start, end), text[place.start : end], text[place.start : end], "name_behind_place")


def cases(text: str) -> Iterator[Draft]:
    """Case titles without marks, listed before “等10个案例入选”."""
    least = 0
    for match in _case_lists().finditer(text):
        least = max(least, match.start() - _LONGEST_LIST)
        start = max(least, *(text.rfind(mark, least, match.start()) + 1 for mark in "。;:\n"))
        least = match.end()
        sentence = text[start : match.start()]
        start += _list_start(sentence)
        if "《" not in text[start : match.start()]:
            for piece in _pieces(text, start, match.start()):
                title = piece.of(text)
                if len(title) >= _SHORTEST_CASE:
                    yield Draft(piece, title, title.translate(_MARKS), "case_in_list")


def _list_start(sentence: str) -> int:
    """Where the list begins in a sentence that leads up to it: behind 其中 or the last comma outside marks."""
    place = depth = 0
    for index, char in enumerate(sentence):
        depth += (char in "“《(") - (char in "”》)")
        if char == "," and depth <= 0:
            place = index + 1
    opening = re.match(r"(?:其中|包括|有)[,:]?", sentence[place:])
    return place + (opening.end() if opening else 0)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    depth = 0
    for index in range(start, end):
        depth += (text[index] in "“《(") - (text[index] in "”》)")
        if text[index] == "、" and depth <= 0:
            yield Span(start, index)
            start = index + 1
    yield Span(start, end)


def _stripped(name: str, start: int) -> tuple[str, int]:
    """The name without what only counts or praises it: 全国首个, 10个, 由某会主办的."""
    lead = _leads().match(name)
    cut = lead.end() if lead else 0
    return name[cut:], start + cut


@cache
def _rolls() -> re.Pattern[str]:
    words = load("recognitions")
    verbs, ends = either(words["before_roll"]), either(words["rolls"])
    return re.compile(
        rf"(?:{verbs})(?:了|为)?(?P<name>[^,。;:!?、\n“”《》()]{{2,40}}?(?:{ends}))(?=[,。;!?、\n()和及]|称号|名单|荣誉|$)"
    )


@cache
def _proposed() -> re.Pattern[str]:
    verbs, ends = either(_words("proposing")), either(word for word, _ in type_words("unquoted"))
    return re.compile(
        rf"(?:{verbs})(?:[、和并]?(?:{verbs}))*(?:了|出了|出)?"
        rf"(?P<name>[^,。;:!?、\n“”《》()]{{2,30}}?(?:{ends}))(?=[,。;!?、\n()和及与]|$)"
    )


@cache
def _ceremonies() -> re.Pattern[str]:
    ends, acts = either(_words("launched")), either(_words("acts"))
    name = r"(?:[^,。;:!?、\n“”《》()的在由]|\([^()\n]{1,8}\))"
    return re.compile(
        rf"(?:(?<=[,。;: \n日午晚“])|^)(?P<name>{name}{{4,30}}?(?:{ends}))"
        rf"(?=(?:{acts})[^,。;\n]{{0,8}}?(?:仪式|大会|活动))"
    )


@cache
def _winners() -> re.Pattern[str]:
    ends = either(word for word, _ in type_words("unquoted"))
    verbs = either(load("recognitions")["before_roll"])
    return re.compile(
        rf"(?:(?<=[,。;:\n])|^)(?P<name>[^\W了在将为]{{2,22}}?(?:{ends}|{either(_words('launched'))}))(?=(?:{verbs})[^,。;\n]{{4}})"
    )


@cache
def _listed() -> re.Pattern[str]:
    verbs, ends = either(_words("proposing")), either(_words("venues"))
    one = rf"[^\W了在将为的]{{2,8}}?(?:{ends})"
    return re.compile(
        rf"(?:{verbs})(?:了|出了|出)?(?P<names>{one}(?:、{one}){{1,9}})等[^\W的]{{0,6}}?(?:项目|品牌|服务|活动|平台|载体)"
    )


@cache
def _placed() -> re.Pattern[str]:
    ends = either(_words("placed"))
    return re.compile(
        rf"[^\W为是和与在将被让等从成到着了的把对有]{{2,16}}?(?:{ends})(?!(?:建设)?(?:会|部|办|组|指挥|公司|领导))"
    )


@cache
def _case_lists() -> re.Pattern[str]:
    words = load("recognitions")
    verbs, nouns = either((*words["before_roll"], *words["after_roll"])), either(words["cases"])
    count = r"(?:[\d一二两三四五六七八九十百余多]+[个项篇条])?"
    return re.compile(rf"等{count}[^,。;:“”《》\n]{{0,6}}?(?:{nouns})(?=[^,。;:“”\n]{{0,12}}(?:{verbs}))")


@cache
def _leads() -> re.Pattern[str]:
    first = r"(?:全国|全省|全市|全区|国内)?(?:第一|首)[个部份批项家](?:专门)?"
    return re.compile(
        rf"(?:了|为|由[^的]{{2,30}}的|.{{0,12}}{first}|[\d一二两三四五六七八九十百余多]+[个项篇条]|新一轮|新的)+"
    )


@cache
def _words(entry: str) -> tuple[str, ...]:
    words: tuple[str, ...] = load("initiatives")[entry]
    return words
