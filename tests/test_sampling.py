"""Facts drawn at random, judged in the terminal or in a sheet, and the precision with its interval."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from kg.cli import cli
from kg.judgements import Judgement, append_judgements, cell, log_beside, precision, read_judgements, uncelled, wilson
from kg.model import StoreError
from kg.sampling import draw, drawn, write_sheet
from kg.store import Store
from tests.samples import sample

RAW = "论坛昨天举行。湖州市民政局局长王宁、\x1b[2J湖州大学教授赵敏出席！会后参观。"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    people = {"王宁": (("湖州市民政局", "局长"),), "赵敏": (("湖州大学", "教授"),)}
    with Store(tmp_path / "graph") as store:
        for doc in ("甲", "=乙"):
            store.add(
                sample(doc, people=people, events={"湖畔论坛": None}, at=dict.fromkeys(people, "湖畔论坛"), raw=RAW)
            )
    return tmp_path / "graph"


def kg(*arguments: object, stdin: str | None = None) -> str:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin)
    assert result.exit_code == 0, result.output
    return result.stdout


# Drawing


def test_the_same_seed_draws_the_same_facts(graph: Path) -> None:
    with Store(graph, read_only=True) as store:
        first = draw(store, 5, None, 7)
        assert first == draw(store, 5, None, 7)
        assert len(set(first)) == 5
        assert any(draw(store, 5, None, seed) != first for seed in range(20))
        assert len(draw(store, 100, None, 7)) == 8


def test_one_kind_is_drawn_where_one_is_asked_for(graph: Path) -> None:
    with Store(graph, read_only=True) as store:
        assert {one.judgement.fact for one in draw(store, 9, "membership", 1)} == {"membership"}


def test_what_the_graph_leaves_out_is_not_drawn(graph: Path) -> None:
    with Store(graph) as store:
        whole = store.reading("甲")
        posts = tuple(replace(post, confidence=0.5) for post in whole.memberships)
        store.add(replace(whole, memberships=posts))
        store.leave_out_below(0.6)
        assert sorted(one.judgement.article for one in draw(store, 9, "membership", 1)) == ["=乙", "=乙"]


def test_a_fact_is_shown_with_its_sentence_and_its_characters(graph: Path) -> None:
    with Store(graph, read_only=True) as store:
        whole = store.reading("甲")
    start = RAW.index("局长")
    (post, *_) = whole.memberships
    proof = structs.replace(post.evidence, span=type(post.evidence.span)(start, start + 4))
    shown = drawn(replace(post, evidence=proof), whole)
    assert (shown.before, shown.words) == ("湖州市民政局", "局长王宁")
    assert shown.after.endswith("赵敏出席！")
    assert "\x1b" not in shown.sentence
    assert all(words in shown.judgement.says for words in ("王宁", "湖州市民政局", "局长"))


# The interval


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    [(0, 10, 0.0, 0.278), (8, 10, 0.490, 0.943), (81, 263, 0.255, 0.366), (0, 0, 0, 1)],
)
def test_the_interval_is_that_of_wilson(right: int, judged: int, low: float, high: float) -> None:
    assert wilson(right, judged) == pytest.approx((low, high), abs=0.001)


@given(st.integers(1, 1000), st.data())
def test_the_interval_holds_the_share(judged: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, judged))
    low, high = wilson(right, judged)
    assert 0 <= low <= right / judged <= high <= 1 or low == pytest.approx(high, abs=1)
    assert wilson(judged - right, judged) == pytest.approx((1 - high, 1 - low))


# In the terminal


def test_judging_in_the_terminal(graph: Path) -> None:
    shown = kg("sample", 4, "--seed", 3, "--store", graph, stdin="r\nwhat\nwrong\nu\n对\n")
    assert "2 of 3 right: precision 0.667 (95 % interval 0.208–0.939); 1 unsure, not counted" in shown
    assert shown.count("【") == 4
    assert "by_hand · confidence 1.00" in shown
    kept = read_judgements(log_beside(graph))
    assert sorted(one.judgement for one in kept) == ["right", "right", "unsure", "wrong"]
    assert all(one.date and one.text.startswith("sha256:") for one in kept)


@pytest.mark.parametrize("stdin", ["r\nquit\n", "r\n"])
def test_what_was_judged_before_the_end_is_kept(graph: Path, stdin: str) -> None:
    assert "1 of 1 right" in kg("sample", 4, "--store", graph, stdin=stdin)
    assert len(read_judgements(log_beside(graph))) == 1


def test_the_last_word_on_a_fact_counts(graph: Path) -> None:
    for answer in ("r\n", "w\n", "w\n"):
        kg("sample", 1, "--seed", 3, "--store", graph, stdin=answer)
    lines = log_beside(graph).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert [one.judgement for one in read_judgements(log_beside(graph))] == ["wrong"]


@pytest.mark.parametrize("arguments", [(), ("3", "--judged", "x.csv")])
def test_either_a_number_or_a_sheet(graph: Path, arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli, ["sample", *arguments, "--store", str(graph)])
    assert result.exit_code == 2


# In a sheet


def filled(path: Path, *answers: str, separator: str = ",", encoding: str = "utf-8-sig") -> None:
    """Fill in a sheet as a spreadsheet would save it."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    page = io.StringIO(newline="")
    writer = csv.DictWriter(page, list(rows[0]), delimiter=separator)
    writer.writeheader()
    for row, answer in zip(rows, (*answers, *[""] * len(rows)), strict=False):
        writer.writerow({**row, "judgement": answer})
    path.write_bytes(page.getvalue().encode(encoding, "replace"))


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "gb18030")])
def test_a_sheet_filled_in_is_read_back(graph: Path, tmp_path: Path, separator: str, encoding: str) -> None:
    sheet = tmp_path / "sheet.csv"
    assert "4 facts written" in kg("sample", 4, "-o", sheet, "--seed", 1, "--store", graph)
    filled(sheet, "Right", "错", "unsure", separator=separator, encoding=encoding)
    shown = kg("sample", "--judged", sheet, "--store", graph)
    assert "1 of 2 right" in shown
    kg("sample", "--judged", sheet, "--store", graph)
    with Store(graph, read_only=True) as store:
        told = [one.judgement for one in draw(store, 4, None, 1)][:3]
    kept = read_judgements(log_beside(graph))
    assert [one._replace(judgement="", date="") for one in kept] == told


def test_no_cell_is_a_formula(graph: Path, tmp_path: Path) -> None:
    with Store(graph, read_only=True) as store:
        write_sheet(draw(store, 8, None, 1), tmp_path / "sheet.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "sheet.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert {row["article"] for row in rows} == {"甲", "'=乙"}


@given(st.text())
def test_a_cell_gives_its_text_back_and_is_no_formula(text: str) -> None:
    assert uncelled(cell(text)) == text
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.sampled_from(["right", "wrong", "unsure", ""]), max_size=30))
def test_precision_counts_what_was_judged(answers: list[str]) -> None:
    assume(answers)
    one = Judgement("", "0.90", "statement", "甲 说", "a", "r", "0", "sha256:0", "0", "1")
    found = precision(one._replace(judgement=answer) for answer in answers)
    assert (found.right, found.judged) == (answers.count("right"), answers.count("right") + answers.count("wrong"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("right", "maybe"), r"line 2: “maybe” is no judgement"),
        (("statement", "opinion"), r"line 2: the fact is not told"),
        (("confidence,", "trust,"), r"line 1: the columns confidence are missing"),
    ],
)
def test_a_sheet_that_cannot_be_read_says_where(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    path = tmp_path / "log.csv"
    one = Judgement("right", "0.90", "statement", "甲 说", "a", "r", "0", "sha256:0", "0", "1")
    append_judgements(path, [one], "2026-01-01")
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(StoreError, match=words):
        read_judgements(path)
    with pytest.raises(StoreError, match=r"cannot be read"):
        read_judgements(tmp_path / "none.csv")
