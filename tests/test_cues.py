"""Words that say where a rule may apply: all of them, wherever they stand, whichever rule was asked first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.cues import Cued, Cues

_TEXTS = st.text("甲乙丙、", max_size=40)
_WORDS = st.sets(st.text("甲乙丙", min_size=1, max_size=3), min_size=1, max_size=6)


def stands_at(text: str, words: set[str]) -> list[int]:
    """Where a word begins, by looking at every place."""
    return [place for place in range(len(text)) if text.startswith(tuple(words), place)]


def test_words_within_words_count() -> None:
    assert Cues(["民政", "民政局", "政局"]).starts("某市民政局") == [2, 3]


@given(st.lists(_WORDS, min_size=1, max_size=4), st.lists(_TEXTS, min_size=1, max_size=4))
def test_each_rule_finds_its_own_words_whoever_asked_before(groups: list[set[str]], texts: list[str]) -> None:
    rules = [Cues(words) for words in groups]
    for text in (*texts, *texts):
        for rule, words in zip(rules, groups, strict=True):
            assert rule.starts(text) == stands_at(text, words)


def test_a_rule_that_joins_late_finds_its_words_in_a_text_that_others_have_gone_through() -> None:
    text = "某县教育局局长、某县民政局局长"
    assert Cues(["教育局"]).starts(text) == [2]
    assert Cues(["民政局"]).starts(text) == [10]


@given(_WORDS, _TEXTS)
def test_a_cued_expression_finds_what_it_finds_alone(words: set[str], text: str) -> None:
    source = f"(?:{'|'.join(sorted(words, key=len, reverse=True))})[甲乙]?"
    cued = Cued(source, words)
    assert [m.span() for m in cued.finditer(text)] == [m.span() for m in cued.pattern.finditer(text)]
