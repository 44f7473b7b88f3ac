"""The verb ask: a table, the query behind it, an edited one, and what it says where it does not understand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import kg
from kg.cli import cli
from kg.store import Store
from tests.asking_graph import readings

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asking") / "graph"
    with Store(folder) as store:
        for reading in readings():
            store.add(reading)
    return folder


def asked(graph: Path, *arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["ask", *arguments, "--store", str(graph)], input=stdin)


def test_a_question_is_answered_with_a_table(graph: Path) -> None:
    result = asked(graph, "谁在石城论坛上致辞?")
    assert result.exit_code == 0
    for shown in ("person", "sources", "evidence", "王龙", "opening-address", "forum"):
        assert shown in result.stdout


def test_words_of_a_question_need_no_quotation_marks(graph: Path) -> None:
    assert asked(graph, "who", "spoke", "at", "石城论坛?").stdout == asked(graph, "who spoke at 石城论坛?").stdout


def test_the_query_is_shown_and_an_edited_one_answered(graph: Path, tmp_path: Path) -> None:
    query = asked(graph, "谁在石城论坛上致辞?", "--sparql").stdout
    assert "SELECT ?person" in query
    file = tmp_path / "edited.rq"
    file.write_text(query.replace("opening-address)", "keynote)"), encoding="utf-8")
    assert "赵虎" in asked(graph, "--file", str(file), "--csv").stdout
    assert "王龙" in asked(graph, "--file", "-", "--csv", stdin=query).stdout


def test_json_holds_the_query_the_rows_and_their_evidence(graph: Path) -> None:
    told = json.loads(asked(graph, "谁在石城论坛上致辞?", "--json").stdout)
    assert told["asked"] == ["person"]
    assert told["sparql"].startswith("# 谁在石城论坛上致辞?\n")
    (row,) = told["rows"]
    assert row["values"][0] == "王龙"
    assert row["sources"] == 1
    assert row["evidence"][0]["doc"] == "forum"


def test_what_is_not_understood_is_told_with_what_can_be_asked(graph: Path) -> None:
    result = asked(graph, "谁骂了王龙?")
    assert result.exit_code == 1
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[0] == "kg: not understood: 骂"
    assert [line.startswith("kg: this can be asked: ") for line in lines].count(True) == 3
    told = json.loads(asked(graph, "谁骂了王龙?", "--json").stdout)
    assert told["unknown"] == ["骂"]
    assert len(told["nearest"]) == 3


def test_no_rows_are_said_to_be_none_with_how_the_question_was_taken(graph: Path) -> None:
    result = asked(graph, "2020年谁在石城论坛上致辞?")
    assert result.exit_code == 0
    assert "kg: dates: from 2020 to before 2021" in result.stderr
    assert "nothing in the graph answers this" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [((), "ask one question"), (("谁?", "--file", "-"), "ask one question"), (("--file", "-"), "not a SPARQL")],
)
def test_faults_are_one_line(graph: Path, arguments: tuple[str, ...], said: str) -> None:
    result = asked(graph, *arguments, stdin="谁?")
    assert result.exit_code == 1
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_python_has_the_same_under_a_public_name(graph: Path) -> None:
    with kg.Store(graph, read_only=True) as store:
        answer = kg.ask(store, "谁在石城论坛上致辞?")
    assert isinstance(answer, kg.Answer)
    assert answer.rows[0].values[0] == "王龙"
