"""The division a page is about, so that 省, 我市 and 该区 can be written in full."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, cached_property
from typing import TYPE_CHECKING

from kg.divisions import Level, by_code, chain, named
from kg.grammar.alternatives import alternatives
from kg.grammar.gazetteer import divisions_in
from kg.lexicon import load
from kg.text import narrow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

    from kg.divisions import Division
    from kg.model import Article, Mention

_DATELINE = re.compile(r"(?:^|\n)[^\n。]{0,12}?([一-龥]{2,4})\d{1,2}月\d{1,2}日[电讯]")
_GOING = re.compile(
    r"[\u4e00-\u9fff](?:赴|前往)[\u4e00-\u9fff、]{0,8}\Z"
)  # the headline of those who go: 我市代表团赴|某市
_LEVELS = {"省": Level.PROVINCE, "自治区": Level.PROVINCE, "州": Level.PREFECTURE, "盟": Level.PREFECTURE}
_LEAD = 200  # characters in which a page names the body that it is of
_CLEARLY = 1.5
_NAMED = 2  # a division that is named itself, against one around it
_HEADLINE, _DATELINE_WEIGHT, _PUBLISHER_WEIGHT = 3, 6, 6  # against one for each mention in the text


class Home:
    """What a page tells of the division it is about, level by level."""

    def __init__(self, article: Article, places: Sequence[Mention]) -> None:
        self._article = article
        self._places = places
        self._names: dict[str, str | None] = {}

    @cached_property
    def _hints(self) -> Counter[Division]:
        hints: Counter[Division] = Counter()
        for division, weight in _hints(self._article, self._places):
            hints[division] += weight
        return hints

    def name(self, level: str) -> str | None:
        """The full name of the division of this level (省, 市, 区 …) that the page is about.

        None where nothing tells, or two divisions have nearly as much for them.
        """
        if level not in self._names:
            self._names[level] = self._most_told(level)
        return self._names[level]

    def body(self, level: str, ending: str) -> str | None:
        """The full name of the one body of this level and sort (市, 局) that headline, publisher or lead names."""
        names = f"{self._article.publisher or ''}\n{narrow(self._article.title or '')}\n{self._article.text[:_LEAD]}"
        own, any_level = ({m["duty"] for m in _duties(at, ending).finditer(names)} for at in (level, "[省市区县州]"))
        duties = own or any_level  # the 区局 of a page of 市司法局 is one of 司法 as well
        return f"{self.name(level) or level}{duties.pop()}{ending}" if len(duties) == 1 else None

    def _own(self, level: str) -> str | None:
        """The publisher's division of this level, where the page says 我市 or the like and so means that one."""
        if not re.search(rf"[我本]{level}", f"{self._article.title or ''}\n{self._article.text}"):
            return None
        code = code_in_name(self._article.publisher or "", codes_of(self._places), is_shortened=True)
        around = (by_code(code), *chain(code)) if code else ()
        return next((division.name for division in around if division and _is_of_level(division, level)), None)

    def _most_told(self, level: str) -> str | None:
        if own := self._own(level):
            return own
        counted: Counter[str] = Counter()
        for division, weight in self._hints.items():
            if _is_of_level(division, level):
                counted[division.name] += _NAMED * weight
            for candidate in chain(division.code):
                if _is_of_level(candidate, level):
                    counted[candidate.name] += weight
        ranked = counted.most_common(2)
        if not ranked or (len(ranked) == 2 and ranked[0][1] < _CLEARLY * ranked[1][1]):
            return None
        return ranked[0][0]


@cache
def _duties(level: str, ending: str) -> re.Pattern[str]:
    """A duty between a level and an ending: 市|司法|局."""
    return re.compile(rf"{level}(?P<duty>{alternatives(load('organizations')['duties'])})(?={ending})")


def _is_of_level(division: Division, level: str) -> bool:
    if not division.name.endswith(level) or (level == "区" and division.name.endswith(("自治区", "行政区"))):
        return False
    return division.level is _LEVELS.get(level, division.level)


def _hints(article: Article, places: Sequence[Mention]) -> Iterator[tuple[Division, int]]:
    """Divisions that the page names, with how much each counts."""
    title = article.title or ""
    told = [(name.bearers[0], name.span.start) for name in divisions_in(title) if len(name.bearers) == 1]
    goals = {division.code for division, start in told if _GOING.search(title, 0, start)}
    for place in places:
        division = by_code(place.code) if place.code else None
        if division and not goals & {division.code, *(around.code for around in chain(division.code))}:
            yield division, 1
    for division, _ in told:
        if division.code not in goals:
            yield division, _HEADLINE
    for match in _DATELINE.finditer(article.text):
        yield from ((division, _DATELINE_WEIGHT) for division in _only(match.group(1)))
    publisher = code_in_name(article.publisher or "", codes_of(places), is_shortened=True)
    division = by_code(publisher) if publisher else None
    if division:
        yield division, _PUBLISHER_WEIGHT


def _only(name: str) -> Sequence[Division]:
    """The highest division that the end of these words names: 本报银川."""
    found = (named(name[at:])[:1] for at in range(len(name) - 1))
    return next((divisions for divisions in found if divisions), ())


def codes_of(places: Iterable[Mention]) -> frozenset[str]:
    """The codes of the divisions among these places."""
    return frozenset(place.code for place in places if place.code)


def code_in_name(name: str, known: Set[str], *, is_shortened: bool = False) -> str | None:
    """The code of the innermost division that a full name begins with: 某省某市民政局; None where it is open.

    Short names count for provinces and for divisions whose code is known from the page; where `is_shortened`, for all
    but counties whose short name is a common word.
    """
    position, code = _own_start(name), None
    while True:
        division = _longest_division(name, position, code, known, is_shortened)
        if division is None:
            return code
        position, code = position + division[0], division[1]


@cache
def _openings() -> re.Pattern[str]:
    """Parties before the name of a division: 中共, 民盟."""
    return re.compile(rf"(?:中共|共青团|{alternatives(load('organizations')['parties'])})*")


def _own_start(name: str) -> int:
    match = _openings().match(name)
    return match.end() if match else 0


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(load("places")["ordinary"])


def _longest_division(
    name: str, position: int, parent: str | None, known: Set[str], is_shortened: bool
) -> tuple[int, str] | None:
    """The length and code of the longest division's name at a position, within the parent if there is one."""
    short = tuple(Level) if is_shortened else (Level.PROVINCE,)
    for length in range(min(12, len(name) - position), 1, -1):
        piece = name[position : position + length]
        bearers = named(piece)
        if not bearers:
            continue
        is_word = piece in _ordinary()
        found = [
            d
            for d in bearers
            if d.name == piece or d.code in known or (d.level in short and not (d.level is Level.COUNTY and is_word))
        ]
        if parent:
            found = [d for d in found if parent in [around.code for around in chain(d.code)]]
        if len(found) > 1:
            highest = [d for d in found if is_shortened and d.level is found[0].level]
            found = [d for d in found if d.code in known] or highest
        if len(found) == 1:
            return length, found[0].code
    return None
