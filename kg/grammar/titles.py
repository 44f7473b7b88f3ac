"""Titles in the text: bare titles with their modifiers, from titles.yaml."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from kg.lexicon import load
from kg.model import Status
from kg.text import Span


class TitleWord(NamedTuple):
    """A title at a span of the cleaned text; an occupation (居民, 音乐家) names no post."""

    span: Span
    title: str
    is_post: bool


def _words(*groups: list[str] | tuple[str, ...]) -> str:
    ordered = sorted({word for group in groups for word in group}, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered))


@cache
def _pattern() -> re.Pattern[str]:
    titles = load("titles")
    heads = _words(*titles["heads"].values())
    modifiers = _words(titles["modifiers"])
    before, after = _words(titles["open_heads"]["before"]), _words(titles["open_heads"]["after"])
    return re.compile(
        rf"(?P<never>{_words(titles['never'])})"
        rf"|(?P<post>(?:{before})[一-龥]{{0,8}}?(?:{after})|(?:{modifiers})*(?:{heads}))(?!会(?![见谈晤同议]))"
        rf"|(?P<occupation>{_words(titles['occupations'])})"
    )


@lru_cache(maxsize=2)
def find_titles(text: str) -> tuple[TitleWord, ...]:
    """The titles of the text from left to right, each the longest that the words give; none overlap."""
    return tuple(
        TitleWord(Span(*match.span()), match.group(), match.lastgroup == "post")
        for match in _pattern().finditer(text)
        if match.lastgroup != "never"
    )


@cache
def _statuses() -> dict[str, Status]:
    return {word: Status(status) for status, words in load("titles")["status"].items() for word in words}


@cache
def _status_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = _words(tuple(_statuses()))
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


def is_executive(title: str) -> bool:
    """Whether the title leads a body, as against its party group or a rank: 副局长, 主任."""
    return title.endswith(tuple(load("titles")["executive"]))


def body_of(title: str) -> str | None:
    """The body of a title that only one body has: 总书记."""
    body: str | None = load("titles")["of_one_body"].get(title)
    return body


def endings_of(title: str) -> tuple[str, ...]:
    """How the bodies end that have such a title: 副局长 → 局; none where any body may have it."""
    fitting = load("titles")["fitting"]
    return next((tuple(fitting[head]) for head in fitting if title.endswith(head)), ())


@cache
def _short_body() -> re.Pattern[str]:
    return re.compile(rf"(?:该|我|本|这)?(?P<short>{_words(tuple(load('titles')['short_bodies']))})")


def short_body(unit: str) -> tuple[tuple[str, ...], str] | None:
    """For 该校, 我会, 校党委: how the body meant ends, and what stands behind the short word."""
    match = _short_body().match(unit)
    if not match:
        return None
    return tuple(load("titles")["short_bodies"][match["short"]]), unit[match.end() :]


def is_rank(title: str) -> bool:
    """Whether the title may follow a name and adds to the posts before it: 甲教授."""
    return title in load("titles")["ranks"]
