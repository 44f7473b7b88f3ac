"""Titles in the text: bare titles with their modifiers, from titles.yaml."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from kg.cues import Cued, either
from kg.divisions import known_names
from kg.grammar.alternatives import alternatives
from kg.lexicon import load
from kg.model import Status
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

_LEVELS = "省市县区州盟旗"
_SHORT = 2


class TitleWord(NamedTuple):
    """A title at a span of the cleaned text; an occupation (居民, 音乐家) names no post."""

    span: Span
    title: str
    is_post: bool


@cache
def _places() -> str:
    """What follows 长 in the names of divisions that begin with it: 上海市|长宁区, 湖南省|长沙."""
    full = {name[1:] for name in known_names() if name.startswith("长") and len(name) > _SHORT}
    return either((full | set(load("titles")["after_long"])) - set(load("titles")["after_long_of_provinces"]))


@cache
def _pattern() -> Cued:
    titles = load("titles")
    heads = alternatives(*titles["heads"].values())
    modifiers = alternatives(titles["modifiers"])
    assistants = alternatives(titles["assistants"])
    before, after = alternatives(titles["open_heads"]["before"]), alternatives(titles["open_heads"]["after"])
    fields, of_fields = (alternatives(titles["fields"][part]) for part in ("of", "heads"))
    groups = (titles["never"], titles["modifiers"], titles["occupations"], *titles["heads"].values())
    return Cued(
        rf"(?P<never>{alternatives(titles['never'])})"
        rf"|(?P<post>(?:{modifiers}){{0,2}}(?:{fields}){{1,2}}(?:{of_fields})|(?:{before})[一-龥]{{0,8}}?(?:{after})|(?:{modifiers}){{0,8}}(?:{heads})(?:{assistants})?)"
        rf"(?!会(?![见谈晤同议])|联合会|协会|学会|促进会|研究会)(?!(?<!大使)[处科室组部局](?!长))(?!(?<=长)[期远达年久效])(?!(?<=博士)生)(?!(?<=[{_LEVELS}]长)(?:{_places()}))"
        rf"(?!(?<=省长)(?:{alternatives(titles['after_long_of_provinces'])}))"
        rf"(?!(?<=[{_LEVELS}镇乡]长)[一-龥]{{1,2}}(?:村(?!民)|社区|街道|路[0-9与和口上段]|小区))"
        rf"|(?P<occupation>{alternatives(titles['occupations'])})(?![处院科室局])",
        cues=chain(titles["open_heads"]["before"], titles["fields"]["of"], *groups),
    )


@lru_cache(maxsize=2)
def find_titles(text: str) -> tuple[TitleWord, ...]:
    """The titles of the text from left to right, each the longest that the words give; none overlap."""
    return tuple(
        TitleWord(Span(*match.span()), match.group(), match.lastgroup == "post")
        for match in _pattern().finditer(text)
        if match.lastgroup != "never"
    )


def behind_places(titles: Iterable[TitleWord], place_ends: Container[int]) -> Iterator[TitleWord]:
    """The titles, those into which a place reaches without it: 某某社区|书记, where 社区书记 is a title as well."""
    for title in titles:
        inside = range(title.span.end - 1, title.span.start, -1)
        end = next((end for end in inside if end in place_ends), None)
        if end is None:
            yield title
        else:
            yield TitleWord(Span(end, title.span.end), title.title[end - title.span.start :], title.is_post)


def has_title(text: str, start: int, end: int) -> bool:
    """Whether a title of two characters or more stands in [start, end)."""
    return any(match.lastgroup == "post" for match in _pattern().pattern.finditer(text, start, end))


@cache
def _statuses() -> dict[str, Status]:
    return {word: Status(status) for status, words in load("titles")["status"].items() for word in words}


@cache
def _status_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = alternatives(tuple(_statuses()))
    return re.compile(rf"(?:{words})$"), re.compile(rf"(?:{words})")


def status_before(text: str, start: int, end: int) -> tuple[Status | None, int]:
    """The status word that ends [start, end) and where it begins: 民政部原|部长 → (former, before 原)."""
    match = _status_patterns()[0].search(text, start, end)
    return (_statuses()[match.group()], match.start()) if match else (None, end)


def status_after(text: str, start: int, end: int) -> tuple[Status | None, int]:
    """The status word that begins [start, end) and where it ends: |原农业部 → (former, behind 原)."""
    match = _status_patterns()[1].match(text, start, end)
    return (_statuses()[match.group()], match.end()) if match else (None, start)


def is_division_office(title: str) -> bool:
    """Whether the title is an office of a division's government: 市长, 副区长, 代县长."""
    return title.endswith(tuple(load("titles")["division_offices"]))


def is_party_title(title: str) -> bool:
    """Whether a party group or committee has such a title."""
    return title in load("titles")["party_titles"]


def body_of(title: str) -> str | None:
    """The body of a title that only one body has: 总书记."""
    body: str | None = load("titles")["of_one_body"].get(title)
    return body


def seat_of(title: str) -> tuple[str, str] | None:
    """For 人大代表: the last word of the body (人大), and the bare title (代表)."""
    seat = load("titles")["seats"].get(title)
    return (seat[0], seat[1]) if seat else None


@cache
def honours_before() -> re.Pattern[str]:
    """Honours in a row, each between 、, that end what is searched: 、工艺美术大师、高级工艺美术师、."""
    honours = alternatives(load("titles")["honours"])
    return re.compile(rf"(?:、[^、,。;:!?\n()《》“”的和及]{{0,12}}(?:{honours}))+、$")


def is_never_carried(title: str) -> bool:
    """Whether one holds the office in no body that is named before it: 行政长官, 总理."""
    return title in load("titles")["never_carried"]


def endings_of(title: str) -> tuple[str, ...]:
    """How the bodies end that have such a title: 副局长 → 局; none where any body may have it."""
    fitting = load("titles")["fitting"]
    return next((tuple(fitting[head]) for head in fitting if title.endswith(head)), ())


@cache
def _short_body() -> re.Pattern[str]:
    return re.compile(rf"(?:该|我|本|这)?(?P<short>{alternatives(tuple(load('titles')['short_bodies']))})")


def short_body(unit: str) -> tuple[tuple[str, ...], str] | None:
    """For 该校, 我会, 校党委: how the body meant ends, and what stands behind the short word."""
    match = _short_body().match(unit)
    if not match:
        return None
    return tuple(load("titles")["short_bodies"][match["short"]]), unit[match.end() :]


def is_rank(title: str) -> bool:
    """Whether the title may follow a name and adds to the posts before it: 甲教授."""
    return title in load("titles")["ranks"]


def is_held_by_foreigners(title: str) -> bool:
    """Whether a foreigner is likely to hold it: 大使, 总领事."""
    return title.endswith(tuple(load("titles")["of_foreigners"]))
