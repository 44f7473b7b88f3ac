"""Rows on the standard output: whole for programs, short enough to read for people."""

from __future__ import annotations

import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.printing import LONGEST, Form, shortened, show, visible

SENTENCE = (
    "石城县委书记李明，石城县民政局局长赵敏，石城县社会工作部部长孙文，湖畔街道党工委书记周立，湖畔社区居委会主任"
    "吴兰，湖畔大学教授王宁分别作了交流发言。"
)
COLUMNS = ("person", "role", "evidence", "doc")
ROWS = [("王宁", "speech", SENTENCE, "甲"), ("李明", "speech", SENTENCE, "甲"), ("孙文", "", "短句。", "乙")]


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")


def printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("李明", "石城县委书记李明，", "…"),  # from the beginning, where the name is there
        ("孙文", "…石城县社会工作部部长孙文，", "…"),  # from the clause of the name
        ("王宁", "…", "王宁分别作了交流发言。"),  # to the end, where the name is there
        ("郑华", "石城县委书记李明，", "…"),  # a name that the sentence does not spell out
    ],
)
def test_a_long_sentence_is_cut_around_the_name(name: str, start: str, end: str) -> None:
    cut = shortened(SENTENCE, name)
    assert cut.startswith(start)
    assert cut.endswith(end)
    assert len(cut) <= LONGEST
    assert (name in cut) == (name in SENTENCE)


@given(st.text(max_size=120), st.text(max_size=8), st.integers(12, 60))
def test_what_is_kept_is_what_stands_there(text: str, name: str, longest: int) -> None:
    cut = shortened(text, name, longest)
    assert len(cut) <= longest
    assert cut.strip("…").strip() in text
    if len(text) <= longest:
        assert cut == text


def test_a_table_says_that_cells_are_cut_and_how_to_get_them_whole(capsys: pytest.CaptureFixture[str]) -> None:
    show(COLUMNS, ROWS)
    lines = printed(capsys)
    assert lines[0].split() == list(COLUMNS)
    assert lines[-1] == "long cells are shortened here (…): --json and --csv give everything whole"
    assert SENTENCE not in "".join(lines)


def test_a_table_of_short_cells_says_nothing_more(capsys: pytest.CaptureFixture[str]) -> None:
    show(COLUMNS, ROWS[2:])
    assert printed(capsys)[-1].split() == ["孙文", "短句。", "乙"]


def test_a_table_may_stop_after_some_rows_and_counts_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    show(COLUMNS, ROWS[2:] * 5, most=2)
    assert printed(capsys)[-1] == "… and 3 more rows: --json and --csv give everything whole"
    show(COLUMNS, ROWS, most=2)
    assert printed(capsys)[-1].startswith("… and 1 more row; long cells")


def test_programs_get_every_row_and_every_character(capsys: pytest.CaptureFixture[str]) -> None:
    show(COLUMNS, ROWS, Form.JSON, most=1)
    assert [tuple(row.values()) for row in json.loads(capsys.readouterr().out)] == ROWS
    show(COLUMNS, ROWS, Form.CSV, most=1)
    assert [tuple(row) for row in csv.reader(printed(capsys))] == [COLUMNS, *ROWS]


@pytest.mark.parametrize("columns", ["20", "40", "60", "80", "100", "120", "200"])
def test_nothing_is_lost_in_a_narrow_terminal(
    columns: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    show(COLUMNS, [("王宁", "opening-address", "短句。", "2023-06-27-article")])
    letters = "".join(printed(capsys))
    assert {*"王宁opening-address短句。2023-06-27-article"} <= {*letters}
    assert sum(map(letters.count, "0123456789")) == 8


def test_short_cells_stay_in_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    show(("date", "role", "evidence"), [("2023-06-27", "opening-address", SENTENCE)])
    assert any("2023-06-27  opening-address" in line for line in printed(capsys))


def test_what_steers_a_terminal_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    show(("name",), [("王\x1b[31m宁\u202e",)])
    assert "\x1b" not in capsys.readouterr().out
    assert visible("王\u202e宁\n") == "王 宁 "


def test_an_answer_without_rows_is_a_line_of_names(capsys: pytest.CaptureFixture[str]) -> None:
    show(COLUMNS, [])
    assert printed(capsys)[0].split() == list(COLUMNS)
