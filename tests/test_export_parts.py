"""Exports of a part of the graph: kinds, articles, dates, confidence, evidence, another base."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from kg.export import FOLDERS, FORMATS, KINDS, EvidenceLevel, Selection, export, undated
from kg.model import FACT_KINDS, KgError, QueryError
from kg.rdf import BASE, article_iri
from kg.rdf import vocabulary as v
from kg.rdf.nodes import words
from kg.store import Store
from tests.exports import files, reading, written
from tests.samples import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

THINGS = ("persons", "organizations", "places", "events", "initiatives")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two articles of 2024-06 and one of nobody knows when, whose only post is unsure."""
    unsure = replace(reading("c").memberships[0], confidence=0.5)
    with Store(tmp_path_factory.mktemp("parts") / "graph") as opened:
        for whole in (reading("a"), reading("b"), replace(reading("c"), published=None, memberships=(unsure,))):
            opened.add(whole)
        yield opened


def quads(store: Store, selection: Selection) -> list[Quad]:
    return list(pyoxigraph.parse(written(store, "nq", selection), RdfFormat.N_QUADS))


def rows(store: Store, table: str, selection: Selection) -> list[dict[str, str]]:
    text = files(store, "csv", selection)[f"{table}.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def classes(found: list[Quad]) -> set[object]:
    return {quad.object for quad in found if quad.predicate == v.TYPE}


def test_the_command_offers_every_format_and_kind() -> None:
    from kg.commands import exchanging
    from kg.export import FORMATS

    assert sorted(exchanging.FORMATS) == sorted(FORMATS)
    assert exchanging.KINDS == KINDS


def test_only_posts_with_their_people_and_bodies(store: Store) -> None:
    selection = Selection(only=frozenset({"membership"}))
    found = classes(quads(store, selection))
    assert {v.MEMBERSHIP, v.PERSON, v.ORGANIZATION, v.POST, v.ARTICLE} <= found
    assert not found & {v.EVENT, v.PARTICIPATION, v.STATEMENT, v.INITIATIVE, v.DIVISION}
    assert len(rows(store, "memberships", selection)) == 3
    assert not rows(store, "participations", selection)


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_each_kind_of_fact_by_itself(store: Store, kind: str) -> None:
    selection = Selection(only=frozenset({kind}))
    tables = {table: rows(store, f"{table}s", selection) for table in FACT_KINDS}
    assert [table for table, found in tables.items() if found] == [kind]
    known = {row["id"] for name in THINGS for row in rows(store, name, selection)}
    named = {cell for row in tables[kind] for name, cell in row.items() if cell.startswith(BASE) and name != "article"}
    assert named <= known


def test_only_things_of_a_kind(store: Store) -> None:
    selection = Selection(only=frozenset({"event"}))
    assert [row["name"] for row in rows(store, "events", selection)]
    assert not rows(store, "persons", selection)
    assert not rows(store, "involvements", selection)


def test_one_article(store: Store) -> None:
    found = quads(store, Selection(articles=("b",)))
    assert {quad.graph_name for quad in found} == {article_iri("b")}
    whole = store.dataset.quads_for_pattern(None, None, None, article_iri("b"))
    assert set(found) == set(whole)


def test_an_article_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(KgError, match="no article 'z'"):
        written(store, "nq", Selection(articles=("z",)))
    for to in FORMATS:
        stream = io.BytesIO()
        if to not in FOLDERS:
            with pytest.raises(KgError, match="no article 'z'"):
                export(store, to, stream, Selection(articles=("z",)))
            assert stream.getvalue() == b"", to


@pytest.mark.parametrize(("since", "docs"), [("2024", "ab"), ("2024-06", "ab"), ("2024-06-15", "ab"), ("2024-07", "")])
def test_since_a_date_as_far_as_is_known(store: Store, since: str, docs: str) -> None:
    selection = Selection(since=since)
    assert [row["doc"] for row in rows(store, "articles", selection)] == list(docs)
    assert undated(store, selection) == 1


def test_only_what_is_sure_enough(store: Store) -> None:
    assert len(rows(store, "memberships", Selection(least=0.9))) == 2
    assert len(rows(store, "bylines", Selection(least=0.9))) == 3


def test_evidence_to_the_full_as_quotes_or_not_at_all(store: Store) -> None:
    levels = (EvidenceLevel.FULL, EvidenceLevel.QUOTE, EvidenceLevel.NONE)
    full, quote, none = (classes(quads(store, Selection(evidence=level))) for level in levels)
    assert full - quote == {v.POSITION_SELECTOR}
    assert quote - none == {v.SPECIFIC_RESOURCE, v.QUOTE_SELECTOR}
    left = quads(store, Selection(evidence=EvidenceLevel.NONE))
    assert not {quad.predicate for quad in left} & {v.DERIVED_FROM, v.RULE, v.EXACT, v.SELECTOR}


@pytest.mark.parametrize("to", ["csv", "edges", "graphml", "gexf", "ftm"])
def test_no_quote_where_no_evidence_is_asked_for(store: Store, to: str) -> None:
    few, many = (written(store, to, Selection(evidence=EvidenceLevel(level))) for level in ("none", "full"))
    assert b"a_rule" not in few
    assert few.count(b"@prefix .") < many.count(b"@prefix .")


@pytest.mark.parametrize("to", ["nq", "trig", "ttl", "jsonld", "rdfxml", "csv", "graphml", "gexf", "edges"])
def test_another_base_for_every_iri_and_no_text(store: Store, to: str) -> None:
    content = written(store, to, Selection(base="https://example.org/kg/"))
    assert BASE.encode() not in content
    assert b"https://example.org/kg/person/" in content


def test_texts_are_left_alone_by_another_base(tmp_path: Path) -> None:
    with Store(tmp_path / "graph") as opened:
        opened.add(replace(reading("a"), title=f"见 <{BASE}person/x>"))
        found = quads(opened, Selection(base="urn:x:"))
    assert {quad.object for quad in found if quad.predicate == v.HEADLINE} == {words(f"见 <{BASE}person/x>")}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"only": frozenset({"news"})}, "no kind 'news'"),
        ({"since": "June"}, "June is not a date"),
        ({"since": "2024-13"}, "is not a date"),
        ({"least": 2.0}, "no confidence"),
        ({"base": "example.org/"}, "no base of IRIs"),
        ({"base": "https://example.org"}, "no base of IRIs"),
        ({"base": "https://example.org/a b/"}, "no base of IRIs"),
        ({"base": "https://[/"}, "no base of IRIs"),
    ],
)
def test_what_makes_no_sense_is_told(options: dict[str, Any], words: str) -> None:
    with pytest.raises(QueryError, match=words):
        Selection(**options)


def test_a_spreadsheet_has_no_formulas(store: Store) -> None:
    selection = Selection(is_spreadsheet=True)
    content = files(store, "csv", selection)
    assert all(text.startswith(b"\xef\xbb\xbf") for name, text in content.items() if name.endswith(".csv"))
    from kg.export.delimited import harmless

    starters = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]
    assert [harmless(cell) for cell in starters] == [f"'{cell}" for cell in starters]
    assert [harmless(cell) for cell in ("王某", "a=b", "", None, -1)] == ["王某", "a=b", "", None, -1]


def test_only_tables_are_made_safe_for_spreadsheets(store: Store) -> None:
    with pytest.raises(QueryError, match="for csv, edges, xlsx"):
        written(store, "nq", Selection(is_spreadsheet=True))


@pytest.mark.parametrize("to", ["csv", "parquet", "edges"])
def test_folders_do_not_go_into_a_pipe(store: Store, to: str) -> None:
    with pytest.raises(QueryError, match="several files"):
        export(store, to, io.BytesIO())


def test_only_a_folder_that_an_export_made_is_replaced(store: Store, tmp_path: Path) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    export(store, "csv", own)
    export(store, "edges", own)
    assert sorted(file.name for file in own.iterdir()) == ["co_attendance.csv", "datapackage.json", "person_event.csv"]
    with pytest.raises(KgError, match="not a folder that an export made"):
        export(store, "csv", other)
    assert [file.name for file in other.iterdir()] == ["letter.txt"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["other", "own"]


def test_a_folder_that_cannot_be_replaced_is_named(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "within").mkdir()
    monkeypatch.chdir(tmp_path / "within")
    for where in (Path(), tmp_path / "within"):
        with pytest.raises(KgError, match="the folder you are in"):
            export(store, "csv", where)
    with pytest.raises(KgError, match="none does not exist; make it"):
        export(store, "csv", tmp_path / "none" / "tables")
    assert not list(Path().iterdir())


def test_a_code_that_was_used_again_is_the_division_of_its_year_in_every_format(tmp_path: Path) -> None:
    """320411 was 郊区 of 常州市 until 2002 and is 新北区 since."""
    from kg.telling import plain

    whole = replace(sample("甲", serves={"民政局": "320411"}), as_of=2000)
    with Store(tmp_path / "graph") as store:
        store.add(whole)
        (told,) = rows(store, "jurisdictions", Selection())
        assert (told["place"], told["place_name"]) == (f"{BASE}division/320411-2002", "郊区")
        assert ("郊区", "320411") in [(row["name"], row["code"]) for row in rows(store, "places", Selection())]
        graphml = written(store, "graphml").decode()
        named = {str(quad.subject) for quad in quads(store, Selection()) if quad.object == words("郊区")}
    assert named == {f"<{BASE}division/320411-2002>"}
    assert f"{BASE}division/320411-2002" in graphml
    assert "新北区" not in graphml
    assert "郊区" in plain(whole.jurisdictions[0], whole)
