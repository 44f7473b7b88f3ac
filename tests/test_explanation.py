"""What was read out of an article, in the terminal: marks in the text, facts with their rules, and what was left."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kg.explanation import explain
from kg.model import Article, Kind, Mention, Participation, PersonRole, Reading, Unread
from kg.text import OffsetMap, Span
from tests.gold import gold_readings, needs_shared
from tests.test_graph import RAW, at, reading

READING = replace(reading(), unread=(Unread(Kind.TITLE, "县长", at("县长", "bare_title")),))
ARTICLE = Article("a", RAW, RAW, OffsetMap())


def mention(kind: Kind, words: str) -> Mention:
    start = RAW.index(words)
    return Mention(kind, Span(start, start + len(words)), words, "a_rule")


MENTIONS = [
    mention(Kind.PERSON, "石城县委原书记王明"),
    mention(Kind.ORGANIZATION, "石城县委"),
    mention(Kind.PLACE, "石城县"),
    mention(Kind.TITLE, "书记"),
    mention(Kind.PERSON, "李清"),
]


def told(one: Reading = READING, *, colour: bool = False, width: int = 100) -> str:
    return explain(ARTICLE, one, MENTIONS, colour=colour, width=width)


def test_mentions_stand_in_brackets_that_nest() -> None:
    assert "‹‹‹石城县|地点›委|机构›原‹书记|职衔›王明|人物›、县长‹李清|人物›出席" in told()


def test_every_fact_is_told_under_its_kind_with_sentence_and_rule() -> None:
    page = told()
    assert "任职 · 1" in page
    assert "王明  石城县委  书记（原任）\n    “石城县委原书记王明”  0–9  a_rule  1.00" in page
    assert "王明  主旨演讲《小院议事》  石城治理论坛" in page
    assert "石城县委  主办  石城治理论坛" in page
    assert "赵青  记者" in page
    assert page.count("a_rule") == len(list(READING.facts()))


def test_what_was_found_but_not_used_comes_last() -> None:
    end = told().rpartition("找到而未用 · 1")[2]
    assert "职衔 县长" in end
    assert "bare_title" in end


def test_colours_take_the_place_of_brackets() -> None:
    page = told(colour=True)
    assert "\x1b[" in page
    assert "‹" not in page


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    from rich.cells import cell_len

    assert max(cell_len(line) for line in told(width=width).split("\n")) <= width


def test_an_article_without_facts_says_so() -> None:
    assert "没有读出任何事实" in told(Reading("a", RAW, "0", "0"))


def test_an_article_cannot_steer_the_terminal() -> None:
    hostile = replace(
        READING,
        title="\x1b]0;owned\x07[red]题[/red]",
        participations=(Participation("王明", "\x1b[2J论坛\u202e", PersonRole.SPEECH, at("王明")),),
    )
    page = told(hostile)
    assert not {"\x1b", "\x07", "\u202e"} & set(page)
    assert "[red]题[/red]" in page


@needs_shared
def test_every_fact_of_the_annotated_articles_is_told() -> None:
    for one in gold_readings():
        page = explain(Article(one.doc, one.raw, one.raw, OffsetMap()), one, [], width=400)
        assert len(re.findall(r"  gold  1\.00  [0-9a-f]{6}-[0-9a-f]{6}\n", page)) == len(list(one.facts()))
