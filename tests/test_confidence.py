"""Confidence: a share for every fact, what facts take from elsewhere, and the facts that a threshold keeps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.article import article_from_text
from kg.cli import cli
from kg.confidence import COLUMNS, Like, at_least, confidence_of, read_shares, weighed
from kg.finders import find
from kg.model import (
    FACT_KINDS,
    Byline,
    BylineRole,
    Completion,
    Evidence,
    LexiconError,
    Membership,
    Organization,
    Reading,
    Status,
)
from kg.readers import read
from kg.store import Store
from kg.text import Span
from tests.samples import sample

HEADER = ",".join(COLUMNS)
SHARES = st.integers(0, 100).map(lambda hundredths: hundredths / 100)


def reading_of(text: str) -> Reading:
    article = article_from_text("例", text)
    return read(article, find(article))


@given(st.text(), st.booleans())
def test_any_rule_gives_a_share(rule: str, is_completed: bool) -> None:
    completions = (Completion.PERSON,) if is_completed else ()
    fact = weighed(Byline("王宁", BylineRole.EDITOR, Evidence("a", Span(0, 1), rule)), completions)
    assert 0 <= fact.confidence <= 1
    assert fact.confidence == confidence_of(fact) == round(fact.confidence, 2)
    assert fact.completions == completions


def test_a_rule_never_counted_is_worth_what_its_kind_is() -> None:
    table = read_shares(f"{HEADER}\n,,,1,2,0.5\nstatement,,,9,10,0.9\nstatement,,1,3,5,0.7\nstatement,told,1,0,2,0.4\n")

    def worth(group: Like) -> float:
        return next(table[one] for one in group.wider() if one in table)

    assert worth(Like("statement", "told", "1")) == 0.4
    assert worth(Like("statement", "new", "1")) == 0.7
    assert worth(Like("statement", "new", "0")) == 0.9
    assert worth(Like("byline", "new", "0")) == 0.5


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("", "line 1"),
        ("a,b\n", "line 1"),
        (f"{HEADER}\n,,,1,2,1.5\n", "line 2"),
        (f"{HEADER}\n,,,1,2,much\n", "line 2"),
        (f"{HEADER}\n,,,1,2,nan\n", "line 2"),
        (f"{HEADER}\n,,,1\n", "line 2"),
        (f"{HEADER}\nstatement,,,1,2,0.5\n", "any kind"),
    ],
)
def test_a_table_that_is_no_table_says_where(table: str, words: str) -> None:
    with pytest.raises(LexiconError, match=words):
        read_shares(table)


def test_every_fact_that_is_read_has_the_confidence_of_its_like() -> None:
    facts = list(reading_of("湖州市民政局局长王宁在会上表示,社区治理要依靠居民。(记者 孙晓薇)").facts())
    assert {type(fact) for fact in facts} >= {Membership, Byline}
    assert all(fact.confidence == confidence_of(fact) for fact in facts)


@pytest.mark.parametrize(
    ("text", "completions"),
    [
        ("湖州市民政局局长王宁出席。", ()),
        ("湖州市召开会议。市民政局局长王宁出席。", (Completion.BODY,)),
        ("湖州市市长王宁出席。", (Completion.BODY,)),
        ("湖州市民政局召开会议。市民政局局长王宁出席。", ()),
    ],
)
def test_a_body_that_is_nowhere_in_full_is_completed(text: str, completions: tuple[Completion, ...]) -> None:
    (post,) = reading_of(text).memberships
    assert post.completions == completions


def test_words_of_somebody_named_elsewhere_are_completed() -> None:
    named, meant = reading_of("湖州市民政局局长王宁表示,社区治理要依靠居民。他说:“我们还要依靠社会组织。”").statements
    assert (named.completions, meant.completions) == ((), (Completion.PERSON,))


@pytest.mark.parametrize(
    ("sentence", "completions"),
    [
        ("湖州市民政局局长王宁在第三届湖畔社区治理论坛上致辞。", ()),
        ("湖州市民政局局长王宁在论坛上致辞。", (Completion.EVENT,)),
    ],
)
def test_an_event_that_the_sentence_only_points_to_is_completed(
    sentence: str, completions: tuple[Completion, ...]
) -> None:
    whole = reading_of(f"第三届湖畔社区治理论坛2023年5月6日在湖州举行。{sentence}")
    assert {part.completions for part in whole.participations} == {completions}


# What a threshold keeps


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    whole = sample(
        "甲",
        people={"王宁": (("甲局", "局长"), ("乙会", "会长")), "赵敏": (("丙校", "校长"),)},
        events={"湖畔论坛": None},
        at={"王宁": "湖畔论坛", "赵敏": "湖畔论坛"},
        serves={"甲局": "330500"},
    )
    changed: dict[str, Any] = {
        f"{kind}s": tuple(replace(fact, confidence=draw(SHARES)) for fact in getattr(whole, f"{kind}s"))
        for kind in FACT_KINDS
    }
    return replace(whole, **changed)


@given(readings(), SHARES, SHARES)
def test_the_higher_the_threshold_the_fewer_the_facts(whole: Reading, one: float, other: float) -> None:
    low, high = sorted((one, other))
    kept = set(at_least(whole, low).facts())
    assert set(at_least(whole, high).facts()) <= kept
    assert kept == {fact for fact in whole.facts() if fact.confidence >= low}
    assert at_least(whole, 0) == whole


def test_a_body_that_only_a_post_tells_of_goes_with_it() -> None:
    proof = Evidence("a", Span(0, 5), "posts_before_name")
    post = Membership("王宁", "湖州市人民政府", "市长", Status.CURRENT, proof, confidence=0.5)
    bodies = (Organization("湖州市人民政府", "湖州市人民政府", mentions=(proof,)), Organization("甲局", "甲局"))
    whole = Reading("a", "湖州市市长王宁", "0", "0", organizations=bodies, memberships=(post,))
    assert at_least(whole, 0.5) == whole
    assert [body.key for body in at_least(whole, 0.6).organizations] == ["甲局"]


def test_build_leaves_out_what_is_less_sure_and_says_how_much(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("湖州市民政局局长王宁在会上表示,社区治理要依靠居民。\n", encoding="utf-8")
    graph = str(tmp_path / "graph")

    def lines(*arguments: str) -> list[str]:
        result = CliRunner().invoke(cli, [*arguments, "--store", graph])
        assert result.exit_code == 0, result.output
        return result.stdout.splitlines()

    def edges() -> int:
        return sum(
            '<data key="edge-kind">membership<' in line for line in lines("export", "--to", "graphml", "-o", "-")
        )

    build = ("build", str(tmp_path / "甲.txt"))
    first, second = lines(*build, "--least", "1")
    with Store(graph, read_only=True) as store:
        facts = list(store.reading("甲").facts())
    assert first.startswith("1 read, 0 unchanged")
    assert second == f"{len(facts)} facts less sure than 1 are left out of it; --least 0 puts them back"
    assert lines(*build)[1] == second
    assert edges() == 0
    assert len(lines(*build, "--least", "0")) == 1
    assert edges() == 1
    assert CliRunner().invoke(cli, [*build, "--least", "1.01", "--store", graph]).exit_code == 2
