"""Questions that are not understood: which words, why, and what can be asked instead; hostile ones are only text."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kg.asking import ask, run
from kg.asking.hearing import hear, plain
from kg.asking.labels import labels_of
from kg.asking.meaning import Meaning
from kg.asking.parts import FILE
from kg.asking.sparql import compiled
from kg.asking.terms import comment, iri, literal
from kg.asking.understanding import understood
from kg.lexicon import load
from kg.model import Event, Evidence, Participation, Person, PersonRole, QueryError, Reading
from kg.store import Store
from kg.text import Span
from tests.asking_graph import readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.asking.labels import Labels

TODAY = date(2024, 12, 31)
HOSTILE = '山海"} } DROP ALL ; # <x>\\ 会议'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("asking") / "graph") as opened:
        for reading in readings():
            opened.add(reading)
        yield opened


@pytest.fixture(scope="module")
def labels(store: Store) -> Labels:
    return labels_of(store)


@pytest.mark.parametrize(
    ("question", "unknown", "said"),
    [
        ("王小明在哪里发过言?", "王小明", "nearest names are 王龙"),
        ("what did John Smith say?", "john smith", "no name in this graph"),
        ("5月1日谁在石城发言?", "5月1日", "say which, such as 2024年5月1日"),
        ("海南有哪些活动?", "海南", "nothing in this graph lies there"),
        ("谁是石城市市长?", "市长", "nobody in this graph holds such a post"),
        ("who is the governor of Jiangxi?", "governor", "nobody in this graph holds such a post"),
        ("为什么王龙发言?", "为什么", "is not answered here"),
        ("谁没有在石城论坛上发言?", "没有", "is not answered here: articles tell what was, not what was not"),
        ("除了王龙谁在石城论坛上发言?", "除了", "articles tell what was, not what was not"),
        ("who did not speak at shicheng luntan?", "not", "articles tell what was, not what was not"),
        ("who never spoke at shicheng luntan?", "never", "ask who did, and compare"),
        ("最近有哪些活动?", "最近", "is not answered here"),
        ("谁骂了王龙?", "骂", "no name in this graph"),
        ("谁在“月亮会议”上发言?", "月亮", "no name in this graph"),
    ],
)
def test_what_is_not_understood_is_named_and_said_why(store: Store, question: str, unknown: str, said: str) -> None:
    answer = ask(store, question, today=TODAY)
    assert not answer.is_understood
    assert (answer.rows, answer.sparql) == ((), "")
    assert unknown in answer.unknown
    assert said in answer.notes[answer.unknown.index(unknown)]


@pytest.mark.parametrize("question", ["王小明在哪里发过言?", "谁骂了王龙?", "what did John Smith say?", "?", "石城"])
def test_three_questions_are_offered_in_the_same_language_that_have_answers(store: Store, question: str) -> None:
    answer = ask(store, question, today=TODAY)
    assert len(answer.nearest) == 3
    for offered in answer.nearest:
        assert ask(store, offered, today=TODAY).rows, offered
        assert offered[0].isascii() == question[0].isascii() or question == "?"


def test_a_name_in_the_question_stands_in_what_is_offered(store: Store) -> None:
    assert all("王龙" in offered for offered in ask(store, "王龙喜欢什么?", today=TODAY).nearest)


def test_what_does_not_go_together_is_said(store: Store) -> None:
    answer = ask(store, "哪个职务主办了石城论坛?", today=TODAY)
    assert not answer.is_understood
    assert answer.notes == ("facts about involvement do not tell the post",)


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("谁在2021年或2022年发言?", "ask two questions instead"),
        ("谁出席或主持了山海会议?", "ask two questions instead"),
        ("石城县委书记或县长是谁?", "ask two questions instead"),
        ("关于“院坝”或“社区”，王龙说了什么?", "ask two questions instead"),
        ("who spoke in 2021 or 2022?", "ask two questions instead"),
        ("谁和王龙或赵虎一起出席过活动?", "“或” and “together” cannot both hold"),
        ("赵虎什么时候接替王龙?", "it names 赵虎 and 王龙; ask who came before or after one of them"),
        ("王龙之后谁在石城论坛上发言?", "is two questions"),
        ("did Zhao Hu succeed Wang Long?", "ask who came before or after one of them"),
    ],
)
def test_what_could_be_meant_in_two_ways_is_refused_with_what_to_ask(store: Store, question: str, why: str) -> None:
    answer = ask(store, question, today=TODAY)
    assert not answer.is_understood
    assert why in answer.notes[0]


def test_all_who_bear_a_name_are_answered_and_told_apart(store: Store) -> None:
    answer = ask(store, "王龙说了什么?", today=TODAY)
    assert {row.values[0][:5] for row in answer.rows} == {"院坝会要议", "孩子们的路"}
    assert "may be 2 things" in answer.notes[0]
    assert "平湖县教育局局长" in answer.notes[0]
    assert "石城县委书记" in answer.notes[0]


def test_a_place_of_several_is_said_to_be_so(store: Store) -> None:
    answer = ask(store, "朝阳区有哪些案例入选?", today=TODAY)
    assert "北京市朝阳区" in answer.notes[0]
    assert "长春市朝阳区" in answer.notes[0]


def test_copies_are_one_source(store: Store) -> None:
    (row,) = ask(store, "谁在石城论坛上致辞?", today=TODAY).rows
    assert row.sources == 1
    assert [quotation.doc for quotation in row.evidence] == ["forum"]
    assert row.evidence[0].sentence == "石城县委书记王龙致辞,石城县县长赵虎作了题为《院坝里的会》的主旨演讲。"


def test_two_articles_are_two_sources_and_both_are_quoted(store: Store) -> None:
    (row,) = ask(store, "赵虎是石城县县长吗?", today=TODAY).rows
    assert row.sources == 2
    assert {quotation.doc for quotation in row.evidence} == {"forum", "meeting"}


def test_the_query_runs_as_it_stands_and_edited(store: Store) -> None:
    answer = ask(store, "谁在石城论坛上致辞?", today=TODAY)
    again = run(store, answer.sparql)
    assert [row.evidence for row in again.rows] == [row.evidence for row in answer.rows]
    edited = run(store, answer.sparql.replace("opening-address)", "keynote)"))
    assert edited.rows[0].values[edited.columns.index("personName")] == "赵虎"


def test_only_select_queries_are_run(store: Store) -> None:
    with pytest.raises(QueryError, match="SELECT"):
        run(store, "ASK { ?s ?p ?o }")
    with pytest.raises(QueryError, match="SPARQL"):
        run(store, "谁?")


# Hostile text


@given(text=st.text(max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_has_an_answer_or_none(store: Store, labels: Labels, text: str) -> None:
    answer = ask(store, text, today=TODAY, labels=labels)
    assert answer.is_understood or answer.notes


_WORDS = sorted(
    {
        word
        for name, entry in load(FILE).items()
        if name != "words"
        for phrase in entry["phrases"]
        for word in phrase.strip("[]").split("|")
        if not set(word) & set("{}[]|")
    }
)
_NAMES = (
    "王龙",
    "赵虎",
    "石城论坛",
    "山海会议",
    "朝阳区",
    "石城县委",
    "书记",
    "院坝会",
    "2021年",
    "shicheng",
    "wang long",
    " ",
    ",",
)


@given(words=st.lists(st.sampled_from(_WORDS) | st.sampled_from(_NAMES), max_size=7))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_of_questions_give_a_query_or_a_reason(store: Store, labels: Labels, words: list[str]) -> None:
    heard, unknown = hear(plain("".join(words)), labels, TODAY)
    meaning = understood(heard)
    if unknown or not isinstance(meaning, Meaning):
        return
    with suppress(QueryError):  # they may not go together, and it says so
        assert run(store, compiled(meaning, "".join(words)).sparql).columns


@given(text=st.text(min_size=1, max_size=40).filter(lambda text: not set(text) & set("“”《》\"‘’'「」『』﹁﹂＂＇")))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_asked_about_stays_one_literal(store: Store, labels: Labels, text: str) -> None:
    """A topic changes a query by no more than one string, and the comments."""
    answer = ask(store, f"关于“{text}”,王龙说过什么?", today=TODAY, labels=labels)
    asked = plain(text).strip(" “”\"《》‘’'")
    if not asked or not answer.is_understood:
        return
    plainest = ask(store, "关于“院坝”,王龙说过什么?", today=TODAY, labels=labels)
    looked_for = _code(plainest.sparql).replace('?heard1)), "院坝")', f"?heard1)), {Literal(asked.lower())})")
    assert _code(answer.sparql) == looked_for


def _code(sparql: str) -> str:
    return "\n".join(line for line in sparql.split("\n") if not line.startswith("#"))


def test_a_hostile_name_in_the_graph_is_a_name(tmp_path_factory: pytest.TempPathFactory) -> None:
    raw = f"王龙在{HOSTILE}上发言。"
    proof = Evidence("a", Span(0, len(raw)), "by_hand")
    reading = Reading(
        "a#1 b",
        raw,
        "0",
        "by-hand",
        persons=(Person("王龙", "王龙", mentions=(proof,)),),
        events=(Event(HOSTILE, HOSTILE, (), (proof,)),),
        participations=(Participation("王龙", HOSTILE, PersonRole.SPEECH, proof),),
    )
    with Store(tmp_path_factory.mktemp("asking") / "hostile") as store:
        store.add(reading)
        answer = ask(store, f"谁在{HOSTILE}上发言?", today=TODAY)
        assert [row.values[0] for row in answer.rows] == ["王龙"]
        assert answer.rows[0].evidence[0].sentence.startswith("王龙在")
        assert [row.values[0] for row in ask(store, "王龙在哪些活动上发过言?", today=TODAY).rows] == [HOSTILE]


@pytest.mark.parametrize("text", ["a\nDROP ALL", "a\rb", "a\u2028b", "\u202ea", "x" * 999])
def test_a_comment_is_one_short_line(text: str) -> None:
    assert comment(text).isprintable()
    assert len(comment(text)) <= 201


def test_terms_are_escaped() -> None:
    assert literal('a"b\\c\n') == str(Literal('a"b\\c\n'))
    assert iri("https://example.org/a") == str(NamedNode("https://example.org/a"))
    with pytest.raises(ValueError, match="IRI"):
        iri("https://example.org/> <b")


def test_a_question_of_a_page_is_refused(store: Store) -> None:
    assert "at most 500" in ask(store, "谁" * 501, today=TODAY).notes[0]
