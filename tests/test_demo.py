"""The sample: `exports/` is what `kg demo` writes, and it writes the same twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.demo import FORMATS, QUESTIONS, Demonstration, demonstrate

EXPORTS = Path(__file__).resolve().parents[1] / "exports"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    return demonstrate(tmp_path_factory.mktemp("demo") / "exports")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def stale(kept: dict[str, bytes], written: dict[str, bytes]) -> list[str]:
    """The names of files that differ; a comparison of the files themselves would print megabytes."""
    return sorted(name for name in kept | written if kept.get(name) != written.get(name))


def test_the_exports_of_the_repository_are_those_of_now(shown: Demonstration) -> None:
    kept = files(EXPORTS)
    del kept["ontology.html"]  # which `python -m scripts.ontology_page` writes
    names = stale(kept, files(shown.page.parent))
    assert names == [], f"exports/ is not what the sample gives now ({', '.join(names)}): run `make demo`"


def test_written_twice_the_files_are_equal(shown: Demonstration, tmp_path: Path) -> None:
    again = demonstrate(tmp_path / "deep" / "exports")
    assert stale(files(again.page.parent), files(shown.page.parent)) == []
    assert (again.counts, again.answers) == (shown.counts, shown.answers)


def test_the_demo_writes_every_form_and_the_page(shown: Demonstration) -> None:
    assert [path.name for path in shown.written] == [f"sample.{form}" for form in FORMATS]
    assert shown.page.name == "sample.html"
    assert set(files(shown.page.parent)) == {path.name for path in (*shown.written, shown.page)}


def test_each_answer_has_rows_that_rest_on_sentences(shown: Demonstration) -> None:
    assert len(shown.answers) == len(QUESTIONS)
    for command, table in shown.answers:
        assert command.startswith("kg query ")
        assert table.rows
        assert all(row[table.columns.index("evidence")] for row in table.rows)


def test_kg_demo_prints_the_start_of_each_answer_and_the_file_to_open(
    shown: Demonstration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.demo.demonstrate", lambda folder: shown)
    monkeypatch.setenv("COLUMNS", "160")
    result = CliRunner().invoke(cli, ["demo", "-o", str(tmp_path)])
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith(f"{shown.counts['articles']} articles, ")
    assert result.stdout.splitlines()[-1] == f"Open {shown.page} in a browser to see the graph."
    for command, table in shown.answers:
        (printed,) = (part for part in result.stdout.split("\n$ ") if part.startswith(command[3:]) or command in part)
        left = len(table.rows) - 8
        assert (f"… and {left} more row" in printed) == (left > 0)
