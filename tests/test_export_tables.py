"""The formats that are no RDF: every kind is counted in each, and read back by libraries that nobody here wrote."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat

from kg.export import FORMATS, Selection, export
from kg.export.lines import merged
from kg.export.network import first_day, last_day
from kg.export.tables import TABLES
from kg.export.workbook import shortened
from kg.model import FACT_KINDS, KgError
from kg.rdf import vocabulary as v
from kg.store import Store
from tests.exports import HOSTILE, LEGAL, files, reading, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FACTS = {"byline": 1, "membership": 1, "jurisdiction": 2, "participation": 1, "involvement": 1, "statement": 2}
FACTS |= {"proposal": 2, "recognition": 1}
DAYS = {"": ("", ""), "2024": ("2024-01-01", "2024-12-31"), "2024-02": ("2024-02-01", "2024-02-29")}
DAYS |= {"2024-06-03": ("2024-06-03", "2024-06-03"), "2024-13": ("", ""), "soon": ("", ""), "2023-02-29": ("", "")}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two articles that say the same in other graphs."""
    with Store(tmp_path_factory.mktemp("tables") / "graph") as opened:
        opened.add(reading("a"))
        opened.add(reading("b"))
        yield opened


@pytest.fixture(scope="module")
def counted(store: Store) -> Counter[str]:
    """How many rows each table must have: of facts, of things by their IRIs, of articles."""
    counts: Counter[str] = Counter({f"{kind}s": 2 * number for kind, number in FACTS.items()})
    iris = {(kind, iri) for doc in store.docs() for (kind, _), iri in store.iris(doc).items()}
    counts.update(f"{kind}s" for kind, _ in iris)
    counts["places"] += 1  # the division that is known by its code alone
    counts["articles"] = len(store.docs())
    return counts


def test_the_sample_has_every_kind() -> None:
    assert FACTS.keys() == FACT_KINDS.keys()


def test_csv_has_every_fact_and_every_thing(store: Store, counted: Counter[str]) -> None:
    content = files(store, "csv")
    found = {}
    for table in TABLES:
        rows = list(csv.DictReader(io.StringIO(content[f"{table.name}.csv"].decode(), newline="")))
        assert all(tuple(row) == tuple(column.name for column in table.columns) for row in rows)
        found[table.name] = rows
    assert {name: len(found[name]) for name in counted} == counted
    assert {row["quote"] for row in found["memberships"]} == {HOSTILE}
    assert {row["said"] for row in found["statements"]} == {HOSTILE, "好。"}
    ids = {name: {row["id"] for row in rows} for name, rows in found.items() if rows and "id" in rows[0]}
    for table in TABLES:
        for column in (column for column in table.columns if column.refers):
            assert {row[column.name] for row in found[table.name]} <= ids[column.refers] | {""}, (
                table.name,
                column.name,
            )


RDF_FORMS: Final = {
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "ttl": RdfFormat.TURTLE,
    "ttl12": RdfFormat.TURTLE,
    "rdfxml": RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("to", RDF_FORMS)
def test_rdf_has_every_fact_and_every_thing(store: Store, counted: Counter[str], to: str) -> None:
    classes = {f"{kind}s": v.STATEMENT if kind == "statement" else getattr(v, kind.upper()) for kind in FACTS}
    classes |= {f"{kind.value}s": cls for kind, cls in v.CLASSES.items() if cls != v.PLACE} | {"articles": v.ARTICLE}
    quads = set(pyoxigraph.parse(written(store, to), RDF_FORMS[to]))
    found = {
        name: len({q.subject for q in quads if (q.predicate, q.object) == (v.TYPE, cls)})
        for name, cls in classes.items()
    }
    assert found == {name: counted[name] for name in classes}
    codes = {q.object.value for q in quads if q.predicate == v.CODE}
    assert codes == {"360735", "360700", "360000"}  # those told, and the province around them


def test_ftm_and_edge_lists_have_every_fact_that_they_can_carry(store: Store) -> None:
    """Facts of two articles that say the same of the same are one entity with two proofs."""
    entities = [json.loads(line) for line in written(store, "ftm").splitlines()]
    links = [entity for entity in entities if entity["schema"] in ("Occupancy", "UnknownLink")]
    parts = sorted(entity["schema"] for entity in links for _ in entity["properties"]["proof"])
    assert parts == ["Occupancy"] * 2 * FACTS["membership"] + ["UnknownLink"] * 2 * (
        FACTS["participation"] + FACTS["involvement"]
    )
    assert (
        sum(len(e["properties"].get("author", ())) for e in entities if e["schema"] == "Article") == 2 * FACTS["byline"]
    )
    rows = list(csv.DictReader(io.StringIO(files(store, "edges")["person_event.csv"].decode(), newline="")))
    assert len(rows) == 2 * FACTS["participation"]


def test_the_descriptor_names_every_file_with_its_hash(store: Store) -> None:
    from hashlib import sha256

    for to in ("csv", "parquet", "edges"):
        content = files(store, to)
        package = json.loads(content.pop("datapackage.json"))
        told = {resource["path"]: resource["hash"] for resource in package["resources"]}
        assert told == {name: f"sha256:{sha256(text).hexdigest()}" for name, text in content.items()}
        for resource in package["resources"]:
            if to != "parquet":
                head = next(csv.reader(io.StringIO(content[resource["path"]].decode(), newline="")))
                assert head == [field["name"] for field in resource["schema"]["fields"]]


def test_duckdb_and_pandas_read_the_tables(store: Store, counted: Counter[str], tmp_path: Path) -> None:
    duckdb, pandas = pytest.importorskip("duckdb"), pytest.importorskip("pandas")
    for to in ("csv", "parquet"):
        export(store, to, tmp_path / to)
        for name, number in counted.items():
            path = tmp_path / to / f"{name}.{to}"
            options = ", all_varchar=true, quote='\"', escape='\"', strict_mode=false" if to == "csv" else ""
            ((rows,),) = duckdb.sql(f"SELECT count(*) FROM read_{to}('{path}'{options})").fetchall()  # noqa: S608
            frame = pandas.read_csv(path) if to == "csv" else pandas.read_parquet(path)
            assert (rows, len(frame)) == (number, number), (to, name)
    ((said,),) = duckdb.sql(f"SELECT DISTINCT quote FROM '{tmp_path}/parquet/bylines.parquet'").fetchall()  # noqa: S608
    assert said == HOSTILE


def test_openpyxl_reads_the_workbook(store: Store, counted: Counter[str], tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    export(store, "xlsx", tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    assert book.sheetnames == [table.name for table in TABLES]
    assert {name: book[name].max_row - 1 for name in counted} == counted
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}, "no formula"
    assert LEGAL in {cell.value for row in book["memberships"].iter_rows(min_row=2) for cell in row}
    package = json.loads((tmp_path / "tables.datapackage.json").read_text())
    assert [resource["dialect"]["sheetName"] for resource in package["resources"]] == book.sheetnames


def test_a_cell_is_no_longer_than_excel_can_hold() -> None:
    assert shortened("短") == "短"
    long = shortened("𠀀" * 20_000)
    assert len(long.encode("utf-16-le")) // 2 <= 32_767
    assert long.endswith("𠀀…")


@pytest.mark.parametrize("to", ["graphml", "gexf"])
def test_networks_have_every_fact_as_an_edge(store: Store, counted: Counter[str], to: str, tmp_path: Path) -> None:
    import networkx

    igraph = pytest.importorskip("igraph")
    path = tmp_path / f"graph.{to}"
    export(store, to, path)
    if to == "graphml":
        graph = networkx.read_graphml(path, force_multigraph=True)
        other = igraph.Graph.Read_GraphML(str(path))
        assert (other.vcount(), other.ecount()) == (graph.number_of_nodes(), graph.number_of_edges())
        assert set(other.es["quote"]) == {LEGAL}
    else:
        graph = networkx.read_gexf(path, version="1.3")
    kinds = Counter(edge["kind"] for _, _, edge in graph.edges(data=True))
    assert kinds == {**{kind: 2 * number for kind, number in FACTS.items()}, "location": 2}
    things = sum(counted[name] for name in ("persons", "organizations", "places", "events", "initiatives", "articles"))
    assert graph.number_of_nodes() == things
    assert {edge["quote"] for _, _, edge in graph.edges(data=True)} == {LEGAL}


@pytest.mark.parametrize(("date", "days"), DAYS.items())
def test_a_month_lasts_from_its_first_to_its_last_day(date: str, days: tuple[str, str]) -> None:
    assert (first_day(date), last_day(date)) == days


def test_gexf_has_the_days_of_events_posts_and_articles(store: Store) -> None:
    text = written(store, "gexf").decode()
    assert 'timeformat="date"' in text
    assert 'kind="participation" label="keynote" start="2024-01-01" end="2024-12-31"' in text
    assert 'kind="membership" label="书记" start="2024-06-01" end="2024-06-30"' in text


def test_edges_count_who_was_where_together(tmp_path: Path) -> None:
    from tests.samples import sample

    with Store(tmp_path / "graph") as opened:
        at = {"王某": "某论坛", "李某": "某论坛", "赵某": "某论坛"}
        people: dict[str, Any] = dict.fromkeys(at, ())
        opened.add(sample("a", people=people, events={"某论坛": "2024-05-01"}, at=at))
        content = {
            name: list(csv.DictReader(io.StringIO(text.decode(), newline="")))
            for name, text in files(opened, "edges").items()
        }
    assert len(content["person_event.csv"]) == 3
    assert [(row["period"], row["events"]) for row in content["co_attendance.csv"]] == [("2024", "1")] * 3


def test_ftm_has_stable_ids_and_no_dangling_ones(store: Store) -> None:
    entities = [json.loads(line) for line in written(store, "ftm").splitlines()]
    ids = [entity["id"] for entity in entities]
    assert len(set(ids)) == len(ids)
    links = (
        "proof",
        "holder",
        "post",
        "organization",
        "document",
        "resolved",
        "subject",
        "object",
        "organizer",
        "involved",
    )
    named = {value for entity in entities for prop in links for value in entity["properties"].get(prop, ())}
    assert named <= set(ids)
    kinds = Counter(entity["schema"] for entity in entities)
    assert kinds.keys() == {
        "Article",
        "Event",
        "Mention",
        "Occupancy",
        "Person",
        "Position",
        "PublicBody",
        "UnknownLink",
    }
    assert kinds["Article"] == 2
    again = [json.loads(line)["id"] for line in written(store, "ftm", Selection(articles=("a",))).splitlines()]
    assert set(again) <= set(ids)


@pytest.mark.parametrize(("to", "library"), [("parquet", "pyarrow"), ("xlsx", "xlsxwriter")])
def test_a_library_that_is_absent_is_named(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: str, library: str
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(KgError, match=rf"needs {library}.*pip install 'governance-kg\[tables\]'"):
        export(store, to, tmp_path / "file")
    assert not list(tmp_path.iterdir())


def test_the_sorted_runs_on_the_disk_are_one_order(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {to: written(store, to) for to in ("nt", "ttl", "ttl12", "rdfxml")}
    monkeypatch.setattr("kg.export.lines._RUN", 7)
    assert {to: written(store, to) for to in before} == before


@given(st.lists(st.binary(min_size=1, max_size=2).map(lambda text: text.hex().encode() + b"\n")), st.integers(1, 9))
def test_lines_come_out_in_order_and_once(lines: list[bytes], block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.export.lines._RUN", 10)
        patch.setattr("kg.export.lines._BLOCK", block)
        assert list(merged(lines)) == sorted(set(lines))


def test_every_format_is_in_the_document() -> None:
    from tests.readme import ROOT

    text = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    assert all(f"`{to}`" in text for to in FORMATS)
    assert all(f"`{table.name}`" in text for table in TABLES)
