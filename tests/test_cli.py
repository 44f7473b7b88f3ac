"""The command line: what it prints, and one line for whatever goes wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from click.testing import CliRunner

from kg import pipeline
from kg.cli import cli
from kg.commands.building import counter
from kg.model import Reading
from kg.store import Store
from tests.samples import sample

if TYPE_CHECKING:
    from click.testing import Result

ROOT = Path(__file__).resolve().parent.parent
NEWS = (
    "5月6日,由湖州市民政局主办的第三届湖畔社区治理论坛在湖州大剧院举行。"
    "湖州市民政局局长王宁在致辞中表示,社区治理要依靠居民,也要依靠社会组织。\n"
    "湖州大学教授赵敏作了题为《邻里之间》的主旨演讲。(记者 孙晓薇)\n"
)


def kg(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin)


def check_one_line(result: Result, *words: str) -> None:
    """Status 1, and one line on the standard error that holds these words."""
    assert result.exit_code == 1, result.output
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("kg: ")
    assert "Traceback" not in result.output
    for word in words:
        assert word in lines[0]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"文{number}.txt").write_text(f"{NEWS}第{number}份报道,来自湖州。", encoding="utf-8")
    return folder


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    with Store(tmp_path / "graph") as store:
        store.add(
            sample(
                "甲",
                people={"王宁": (("湖州市民政局", "局长"),)},
                events={"湖畔论坛": "2023-05-06"},
                at={"王宁": "湖畔论坛"},
            )
        )
    return tmp_path / "graph"


# Building


def test_build_says_what_it_did_and_does_nothing_twice(news: Path, tmp_path: Path) -> None:
    store = tmp_path / "graph"
    assert kg("build", news, "--store", store).stdout.startswith("2 read, 0 unchanged, 0 could not be read")
    assert kg("build", news, "--store", store).stdout.startswith("0 read, 2 unchanged, 0 could not be read")
    (news / "文2.txt").write_text(f"{NEWS}改过的报道。", encoding="utf-8")
    assert kg("build", news, "--store", store).stdout.startswith("1 read, 1 unchanged")


def test_changed_words_are_noticed(news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "graph"
    kg("build", news, "--store", store)
    monkeypatch.setattr(pipeline, "_rules_hash", lambda: "other words")
    assert kg("build", news, "--store", store).stdout.startswith("2 read, 0 unchanged")


def test_what_is_told_beside_the_text_is_noticed(news: Path, tmp_path: Path) -> None:
    store = tmp_path / "graph"
    kg("build", news, "--store", store)
    (news / "articles.csv").write_text("doc,publisher\n文1,湖州日报\n", encoding="utf-8")
    assert kg("build", news, "--store", store).stdout.startswith("1 read, 1 unchanged")


def test_bad_inputs_are_named_and_the_others_are_built(news: Path, tmp_path: Path) -> None:
    (news / "空.txt").write_text("", encoding="utf-8")
    (news / "乱.txt").write_bytes(bytes(range(256)) * 8)
    (news / "英.txt").write_text("An article in English. " * 20, encoding="utf-8")
    (news / "行.jsonl").write_text('{"id": "三", "text": \n', encoding="utf-8")
    result = kg("build", news, "--store", tmp_path / "graph")
    assert result.exit_code == 1
    assert result.stdout.startswith("2 read, 0 unchanged, 4 could not be read")
    lines = result.stderr.splitlines()
    assert len(lines) == 4
    for name in ("空.txt", "乱.txt", "英.txt", "行.jsonl"):
        assert sum(name in line for line in lines) == 1
    with Store(tmp_path / "graph", read_only=True) as store:
        assert store.docs() == ["文1", "文2"]


def test_build_from_standard_input(tmp_path: Path) -> None:
    assert kg("build", "-", "--doc", "稿", "--store", tmp_path / "graph", stdin=NEWS).exit_code == 0
    with Store(tmp_path / "graph", read_only=True) as store:
        assert store.docs() == ["稿"]


def test_several_processes_read_what_one_reads(news: Path, tmp_path: Path) -> None:
    for number in range(3, 70):
        (news / f"文{number}.txt").write_text(f"{NEWS}第{number}份。", encoding="utf-8")
    for workers in ("1", "2"):
        assert kg("build", news, "--store", tmp_path / workers, "--workers", workers).exit_code == 0
    with Store(tmp_path / "1", read_only=True) as one, Store(tmp_path / "2", read_only=True) as two:
        assert list(one.readings()) == list(two.readings())
        assert sorted(map(str, one.dataset)) == sorted(map(str, two.dataset))


def test_remove(graph: Path) -> None:
    assert kg("remove", "甲", "--store", graph).exit_code == 0
    with Store(graph, read_only=True) as store:
        assert len(store.dataset) == 0
    check_one_line(kg("remove", "甲", "--store", graph), "甲")


# Reading without a graph


def test_read_gives_a_reading_a_line(news: Path) -> None:
    lines = kg("read", news).stdout.splitlines()
    readings = [msgspec.json.decode(line, type=Reading) for line in lines]
    assert [reading.doc for reading in readings] == ["文1", "文2"]
    assert "王宁" in {person.name for person in readings[0].persons}
    for fact in readings[0].facts():
        assert 0 < fact.confidence < 1
        assert fact.evidence.span.of(readings[0].raw)


def test_explain_shows_the_text_and_its_facts(news: Path) -> None:
    shown = kg("explain", news / "文1.txt").stdout
    assert "王宁" in shown
    assert "湖州市民政局" in shown


# Asking


def test_a_question_as_table_json_and_csv(graph: Path) -> None:
    question = ("query", "who-spoke", "--person", "王宁", "--store", graph)
    assert "湖畔论坛" in kg(*question).stdout
    (row,) = json.loads(kg(*question, "--json").stdout)
    assert (row["person"], row["date"]) == ("王宁", "2023-05-06")
    (read,) = csv.DictReader(kg(*question, "--csv").stdout.splitlines())
    assert read == row


def test_an_export_to_the_standard_output_is_the_file(graph: Path, tmp_path: Path) -> None:
    kg("export", "--to", "nq", "-o", tmp_path / "graph.nq", "--store", graph)
    shown = kg("export", "--to", "nq", "-o", "-", "--store", graph).stdout_bytes
    assert shown == (tmp_path / "graph.nq").read_bytes()


def test_the_questions_are_listed() -> None:
    assert "who-spoke" in kg("query", "--list").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("query", "who-spok"), ("who-spoke",)),
        (("query", "who-spoke", "--colour", "red"), ("colour",)),
        (("query", "who-spoke", "--person"), ("--name VALUE",)),
        (("query", "--person", "王宁"), ("first the question, then --person",)),
        (("ask", " "), ("ask one question",)),
        (("query", "who-spoke", "--person", "王宇"), ("王宇",)),
        (("query", "who-spoke", "--person", "王宁", "--person=赵敏"), ("--person is given twice",)),
        (("query", "who-spoke", "--after", "yesterday"), ("yesterday",)),
        (("query", "who-spoke", "--after", "2024-13"), ("2024-13 is not a date",)),
        (("query", "who-spoke", "--before", "2024-02-30"), ("2024-02-30 is not a date",)),
        (("query", "person", "--name", "字" * 5_000), (f"{'字' * 60}…'",)),
        (("export", "--to", "nq", "-o", ""), ("is a folder; choose a file with -o",)),
        (("view", "-o", "."), ("is a folder; choose a file with -o",)),
    ],
)
def test_a_question_that_cannot_be_asked(graph: Path, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    check_one_line(kg(*arguments, "--store", graph), *words)


# Whatever goes wrong


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "who-spoke"),
        ("export", "--to", "nq", "-o", "out.nq"),
        ("view", "-o", "out.html"),
        ("remove", "甲"),
    ],
)
def test_a_missing_graph(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    check_one_line(kg(*arguments, "--store", tmp_path / "none"), "kg build", str(tmp_path / "none"))
    assert not (tmp_path / "none").exists()


def test_a_store_that_is_a_file_or_cannot_be_made(news: Path) -> None:
    check_one_line(kg("build", news, "--store", news / "文1.txt"), "文1.txt")
    check_one_line(kg("build", news, "--store", "/proc/graph"), "/proc/graph")


def test_an_input_that_is_not_there(tmp_path: Path) -> None:
    result = kg("build", tmp_path / "none.txt", "--store", tmp_path / "graph")
    check_one_line(result, "none.txt")


def test_a_store_in_use(news: Path, graph: Path) -> None:
    with Store(graph):
        check_one_line(kg("build", news, "--store", graph), "being written by another kg")


def test_an_unknown_verb_is_a_matter_of_usage() -> None:
    assert kg("bild").exit_code == 2


def test_a_message_is_one_line_whatever_names_it_holds(tmp_path: Path) -> None:
    """File names are hostile too: line breaks, colours of the terminal and turned writing show as what they are."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a\nkg: b\x1b[31m\u202e.txt").write_text("", encoding="utf-8")
    check_one_line(kg("build", folder, "--store", tmp_path / "g"), r"a\nkg: b\x1b[31m\u202e.txt is empty")


def test_progress_shows_names_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name of an article is markup; “[/bold]” would end the build."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    with counter("articles") as count:
        assert count
        count("[/bold]")


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_a_terminal_of_another_encoding_is_no_fault(graph: Path, encoding: str) -> None:
    command = (sys.executable, "-m", "kg.cli", "query", "person", "--name", "王宁", "--store", graph)
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_closed_standard_input_is_named(tmp_path: Path) -> None:
    command = f"'{sys.executable}' -m kg.cli build - --doc 甲 --store '{tmp_path}/g' <&-"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["kg: The standard input is closed; give it an article, or name a file."]


def test_stopping_is_no_fault(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "build", stop)
    result = kg("build", news)
    assert result.exit_code == 130
    assert "stopped" in result.stderr


def test_a_reader_that_goes_away_is_no_traceback(news: Path) -> None:
    for number in range(3, 40):
        (news / f"文{number}.txt").write_text(f"{NEWS}第{number}份。", encoding="utf-8")
    command = f"'{sys.executable}' -m kg.cli read '{news}' | head -n 1"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("{")
    assert done.stderr == ""
