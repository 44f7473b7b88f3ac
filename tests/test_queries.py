"""The published queries answer as `QUERIES.md` of the shared evaluation says, whatever the engine."""

from __future__ import annotations

import importlib.util
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from kg.export import export
from kg.pipeline import build
from kg.rdf import ontology_folder, quads
from kg.store import Store as GraphStore
from tests.gold import SHARED, gold_iris, gold_readings, needs_shared

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted((ontology_folder() / "queries").glob("*.rq"))
SELDOM = {"designated", "disagreements", "succession"}  # what these ask about is in none of the five articles
COLUMNS = {
    "articles": "doc publisher published",
    "authors": "doc person name role",
    "persons": "doc person name",
    "positions": "doc person name organization organizationName title status",
    "organizations": "doc organization name",
    "jurisdictions": "doc organization name code",
    "places": "doc place name code",
    "events": "doc event name date place theme",
    "event-organizations": "doc event organization name role",
    "participations": "doc event person name role topic",
    "statements": "doc statement person name text",
    "initiatives": "doc initiative name",
    "proposers": "doc initiative name organization organizationName",
    "recognitions": "doc initiative name list listName",
}


@pytest.fixture(scope="module")
def graph() -> Store:
    """What the annotations of the shared articles say."""
    store = Store()
    for reading in gold_readings():
        store.extend(quads(reading, gold_iris(reading)))
    return store


def answer(graph: Store, file: Path) -> QuerySolutions:
    solutions = graph.query(file.read_text(encoding="utf-8"))
    assert isinstance(solutions, QuerySolutions)
    return solutions


@pytest.mark.parametrize("name", COLUMNS)
def test_the_published_queries_have_their_columns(name: str) -> None:
    solutions = answer(Store(), ontology_folder() / "queries" / f"{name}.rq")
    assert [variable.value for variable in solutions.variables] == COLUMNS[name].split()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_query_says_in_chinese_and_in_english_what_it_asks(file: Path) -> None:
    chinese, english = file.read_text(encoding="utf-8").splitlines()[:2]
    assert re.match(r"# [一-龥]", chinese)
    assert re.match(r"# [A-Z][ -~]+[.?]$", english)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_query_is_one_for_rdflib_too(file: Path) -> None:
    from rdflib.plugins.sparql import prepareQuery

    prepareQuery(file.read_text(encoding="utf-8"))


@needs_shared
@pytest.mark.parametrize("file", [file for file in FILES if file.stem not in SELDOM], ids=lambda file: file.stem)
def test_every_query_finds_something_in_real_articles(graph: Store, file: Path) -> None:
    assert list(answer(graph, file))


@needs_shared
def test_a_post_only_intended_is_no_position(graph: Store) -> None:
    positions = ontology_folder() / "queries" / "positions.rq"
    assert {row["status"].value for row in answer(graph, positions)} == {"current", "former"}


def scorer() -> Any:
    """The shared scorer, as a module."""
    path = SHARED / "eval" / "score.py"
    specification = importlib.util.spec_from_file_location("shared_score", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@needs_shared
def test_the_annotations_as_a_graph_score_fully(
    graph: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """So what a score lacks is never the graph's or the queries' fault."""
    file = tmp_path / "gold.nq"
    graph.dump(str(file), RdfFormat.N_QUADS)
    monkeypatch.setattr(sys, "argv", ["score.py", str(file), "--queries", str(ontology_folder() / "queries")])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    scorer().main()
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if len(line.split()) == 7]
    assert len(rows) == 20
    assert {row[0]: float(row[-1]) for row in rows if float(row[-1]) < 1} == {}


@needs_shared
def test_the_score_is_the_same_from_either_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is scored is the graph, however it is written."""
    build([SHARED / "corpus"], tmp_path / "graph")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    tables = {}
    for to in ("nq", "trig"):
        with GraphStore(tmp_path / "graph", read_only=True) as store:
            export(store, to, tmp_path / f"graph.{to}")
        queries = str(ontology_folder() / "queries")
        monkeypatch.setattr(sys, "argv", ["score.py", str(tmp_path / f"graph.{to}"), "--queries", queries])
        capsys.readouterr()
        scorer().main()
        tables[to] = [line for line in capsys.readouterr().out.splitlines() if len(line.split()) == 7]
    assert len(tables["nq"]) == 20
    assert tables["nq"] == tables["trig"]
