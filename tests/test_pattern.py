"""Shadow text and the notation of phrases."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Kind, LexiconError, Mention
from kg.pattern import FOLDED, Match, Shadow, compile_phrases
from kg.text import Span
from tests.notation import marked

TEXT = st.text(alphabet="甲乙丙丁,。、“”()在会上\n致辞", max_size=60)


@st.composite
def texts_with_mentions(draw: st.DrawFn) -> tuple[str, list[Mention]]:
    text = draw(TEXT)
    bounds = st.integers(0, len(text))
    mentions = []
    for first, second in draw(st.lists(st.tuples(bounds, bounds), max_size=8)):
        span = Span(min(first, second), max(first, second))
        if span.start < span.end:
            mentions.append(Mention(draw(st.sampled_from(Kind)), span, span.of(text), "drawn"))
    return text, mentions


@given(texts_with_mentions())
def test_every_folded_character_leads_back(drawn: tuple[str, list[Mention]]) -> None:
    text, mentions = drawn
    shadow = Shadow(text, mentions)
    rebuilt = "".join(shadow.span(i, i + 1).of(text) for i in range(len(shadow.text)))
    assert rebuilt == text
    assert shadow.span(0, len(shadow.text)) == Span(0, len(text))


@given(texts_with_mentions())
def test_every_character_finds_its_fold(drawn: tuple[str, list[Mention]]) -> None:
    text, mentions = drawn
    shadow = Shadow(text, mentions)
    for position in range(len(text)):
        folded = shadow.position(position)
        span = shadow.span(folded, folded + 1)
        assert span.start <= position < span.end
        assert (shadow.text[folded] in FOLDED.values()) == bool(shadow.mentions_in(folded, folded + 1))


@given(texts_with_mentions())
def test_only_outermost_mentions_are_folded(drawn: tuple[str, list[Mention]]) -> None:
    text, mentions = drawn
    folded = Shadow(text, mentions).mentions
    assert all(first.span.end <= second.span.start for first, second in pairwise(folded))
    assert all(any(m.span.start < o.span.end and o.span.start < m.span.end for o in folded) for m in mentions)


def found(phrase: str, notation: str) -> list[Match]:
    text, mentions = marked(notation)
    return list(compile_phrases({"key": [phrase]}).find(Shadow(text, mentions)))


def names(match: Match, slot: str) -> list[str]:
    return [mention.thing for mention in match.slots[slot]]


def test_a_slot_is_one_mention_of_its_kind() -> None:
    (match,) = found("{person}在[致辞|讲话]中[表示|指出]", "‹张三|人物›在讲话中指出,")
    assert names(match, "person") == ["张三"]
    assert match.span == Span(0, 8)
    assert not found("{person}致辞", "‹民政部|机构›致辞")


@pytest.mark.parametrize(
    "notation",
    [
        "‹张三|人物›、‹李四|人物›和‹王五|人物›致辞",
        "‹张三|人物›,‹李四|人物›以及‹王五|人物›等致辞",
        "‹张三|人物›(左一)、‹李四|人物›同志、‹王五|人物›等领导和嘉宾致辞",
        "‹张三|人物›等专家和‹李四|人物›、‹王五|人物›等三位代表致辞",
    ],
)
def test_a_plural_slot_is_a_list(notation: str) -> None:
    (match,) = found("{persons}致辞", notation)
    assert names(match, "person") == ["张三", "李四", "王五"]


def test_a_list_does_not_swallow_the_next_clause() -> None:
    (match,) = found("{persons}致辞", "‹张三|人物›主持会议,会上‹李四|人物›致辞")
    assert names(match, "person") == ["李四"]


def test_a_gap_stays_in_its_sentence_and_passes_no_mention_of_the_kind_asked_for() -> None:
    assert found("{person}…致辞", "‹张三|人物›代表‹民政部|机构›致辞")
    assert not found("{person}…致辞", "‹张三|人物›出席。领导致辞")
    (match,) = found("{person}…致辞", "‹张三|人物›出席,‹李四|人物›代表主办方致辞")
    assert names(match, "person") == ["李四"]


def test_a_short_gap_stays_in_its_clause() -> None:
    assert found("{person}~致辞", "‹张三|人物›代表‹民政部|机构›致辞")
    assert not found("{person}~致辞", "‹张三|人物›出席,领导致辞")


def test_slots_may_be_optional_and_named() -> None:
    phrase = "[在{event?}上,|]{initiative}入选{initiative:roll}"
    (match,) = found(phrase, "在‹论坛|活动›上,‹甲|举措›入选‹名单|举措›")
    assert (names(match, "initiative"), names(match, "roll"), names(match, "event")) == (["甲"], ["名单"], ["论坛"])
    (match,) = found(phrase, "‹甲|举措›入选‹名单|举措›")
    assert "event" not in match.slots


@pytest.mark.parametrize(
    ("notation", "topic"),
    [
        ("‹张三|人物›以“甲,乙。”为题作报告", "“甲,乙。”"),
        ("‹张三|人物›以“甲”“乙”为题作报告", "“甲”“乙”"),
        ("‹张三|人物›以《甲》为题作报告", "《甲》"),
        ("‹张三|人物›以‹《甲》|举措=甲›为题作报告", "《甲》"),
        ("‹张三|人物›以‹合肥|地点›的实践为题作报告", "合肥的实践"),
    ],
)
def test_a_topic_is_free_text(notation: str, topic: str) -> None:
    (match,) = found("{person}以{topic}为题作报告", notation)
    assert match.texts["topic"].of(marked(notation)[0]) == topic


def test_a_quote_is_free_text_in_quotation_marks_only() -> None:
    (match,) = found("{person}作{quote:topic}报告", "‹张三|人物›作“甲”报告")
    assert match.texts["topic"] == Span(3, 6)
    assert not found("{person}作{quote:topic}报告", "‹张三|人物›作工作报告")


def test_matches_come_in_the_order_of_the_text() -> None:
    phrases = compile_phrases({"b": ["{person}致辞"], "a": ["{person}致辞并讲话", "{person}主持"]})
    text, mentions = marked("‹张三|人物›主持。\n‹李四|人物›致辞并讲话")
    assert [(m.key, m.span) for m in phrases.find(Shadow(text, mentions))] == [
        ("a", Span(0, 4)),
        ("a", Span(6, 13)),
        ("b", Span(6, 10)),
    ]


@pytest.mark.parametrize("phrase", ["{person}", "{nobody}说", "[a|b", "a]b", "a|b", "{person说", "[a|{person}]"])
def test_a_phrase_out_of_notation_is_an_error(phrase: str) -> None:
    with pytest.raises(LexiconError, match="key: the phrase"):
        compile_phrases({"key": [phrase]})


def test_no_phrases_find_nothing() -> None:
    assert list(compile_phrases({}).find(Shadow("致辞", []))) == []


def test_a_hostile_list_is_read_in_linear_steps() -> None:
    text, mentions = marked("‹甲|人物›等、" * 3000)
    phrases = compile_phrases({"key": ["{persons}…就{topic}…致辞", "{persons}[|分别]致辞"]})
    assert list(phrases.find(Shadow(text + "。就致辞。" * 500, mentions))) == []
