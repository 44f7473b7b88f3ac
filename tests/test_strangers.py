"""Exports in the hands of others: parsers and libraries that nobody here wrote count what we count.

rapper and serdi come from Debian; graphology, followthemoney and LibreOffice with `make verify`. A test whose tool is
not there is skipped and says so.
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple

from kg.export import export
from kg.export.tables import TABLES
from kg.rdf import vocabulary as v
from kg.store import Store
from tests.exports import HOSTILE, LEGAL, reading, written

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
RAPPER = {"ttl": "turtle", "nt": "ntriples", "trig": "trig", "nq": "nquads", "rdfxml": "rdfxml"}
SERDI = {"ttl": "turtle", "nt": "ntriples", "trig": "trig", "nq": "nquads"}
GRAPHS = ("nq", "trig", "jsonld")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two articles with hostile names, one of whose ids is hostile itself."""
    with Store(tmp_path_factory.mktemp("strangers") / "graph") as opened:
        opened.add(reading("a"))
        opened.add(reading("文 件/b?#%"))
        yield opened


def tool(name: str) -> str:
    """Where a program is; the test is skipped where it is not."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


def expected(store: Store, to: str) -> int:
    """How many statements a format carries."""
    return len(store.dataset) if to in GRAPHS else len({quad.triple for quad in store.dataset})


@pytest.mark.parametrize("to", RAPPER)
def test_rapper_reads_without_a_warning(store: Store, tmp_path: Path, to: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(written(store, to).replace(b"\\uFFFE", b""))  # RDF allows it, rapper does not
    done = subprocess.run(
        [tool("rapper"), "-c", "-i", RAPPER[to], str(path)], capture_output=True, text=True, check=False
    )
    told = done.stderr.lower()
    assert (done.returncode, "warning" in told, "error" in told) == (0, False, False), done.stderr
    assert f"returned {expected(store, to)} triples" in done.stderr


@pytest.mark.parametrize("to", SERDI)
def test_serdi_reads_without_a_warning(store: Store, tmp_path: Path, to: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(written(store, to))
    done = subprocess.run([tool("serdi"), "-i", SERDI[to], "-o", "nquads", str(path)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == expected(store, to)


def test_pyld_expands_to_the_same_quads(store: Store) -> None:
    jsonld = pytest.importorskip("pyld.jsonld")
    text = jsonld.to_rdf(json.loads(written(store, "jsonld")), {"format": "application/n-quads"})
    assert set(pyoxigraph.parse(text, RdfFormat.N_QUADS)) == set(store.dataset)


def test_rdf_xml_loses_only_what_xml_cannot_hold(store: Store) -> None:
    import rdflib

    text = written(store, "rdfxml")
    found = {quad.triple for quad in pyoxigraph.parse(text, RdfFormat.RDF_XML)}
    kept = {quad.triple for quad in store.dataset}
    assert len(found) == len(kept)
    assert {one.object for one in found if one.predicate == v.EXACT} == {pyoxigraph.Literal(LEGAL)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        assert len(rdflib.Graph().parse(data=text, format="xml")) == len(kept)


def test_annotations_say_which_article_says_what(store: Store) -> None:
    """Turtle 1.2 loses no graph: the articles of a statement are told with it, or are those of its evidence."""
    reifies = NamedNode(v.NAMESPACES["rdf"] + "reifies")
    found = [quad.triple for quad in pyoxigraph.parse(written(store, "ttl12"), RdfFormat.TURTLE)]
    reified = {one.subject: one.object for one in found if one.predicate == reifies}
    told = {(reified[one.subject], one.object) for one in found if one.subject in reified and one.predicate != reifies}
    plain = {one for one in found if one.subject not in reified}
    assert plain == {quad.triple for quad in store.dataset}
    own = (v.ARTICLE, v.SPECIFIC_RESOURCE, v.POSITION_SELECTOR, v.QUOTE_SELECTOR)
    alone = {one.subject for one in plain if one.predicate == v.TYPE and one.object in own}
    assert all(isinstance(one, Triple) for one, _ in told)
    assert told == {(q.triple, q.graph_name) for q in store.dataset if q.triple.subject not in alone}


@pytest.mark.parametrize("to", ["ttl", "trig", "nq", "nt", "jsonld"])
def test_hostile_text_survives_as_it_is(store: Store, to: str) -> None:
    forms = {"ttl": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS, "nt": RdfFormat.N_TRIPLES}
    found = pyoxigraph.parse(written(store, to), forms.get(to, RdfFormat.JSON_LD))
    assert {quad.object.value for quad in found if quad.predicate == v.EXACT} == {HOSTILE}


NODE = """
const {readFileSync} = require('fs'), {MultiDirectedGraph} = require('graphology')
const [file, reader] = process.argv.slice(1)
const graph = require(reader).parse(MultiDirectedGraph, readFileSync(file, 'utf8'))
console.log(JSON.stringify([graph.order, graph.size, graph.mapEdges((_, edge) => edge.quote)]))
"""


@pytest.mark.parametrize("to", ["gexf", "graphml"])
def test_graphology_reads_networks(store: Store, tmp_path: Path, to: str) -> None:
    home = ROOT / "build" / "graphology"
    if not (home / "node_modules" / "graphology").is_dir():
        pytest.skip("graphology is not installed; `make verify` does so")
    path = tmp_path / "file"
    path.write_bytes(written(store, to))
    command = [tool("node"), "-e", NODE, str(path), f"graphology-{to}"]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=True)
    nodes, edges, quotes = json.loads(done.stdout)
    text = path.read_text(encoding="utf-8")
    assert (nodes, edges) == (text.count("<node "), text.count("<edge "))
    assert {quote.strip() for quote in quotes} == {LEGAL.strip()}


FTM = """
import json, sys
from followthemoney import model
for line in sys.stdin:
    entity = json.loads(line)
    known = model.get_proxy(entity, cleaned=False)
    model.get(entity["schema"]).validate(entity)
    for name, values in entity["properties"].items():
        assert sorted(known.get(name)) == sorted(values), (name, values)
    print(known.schema.name)
"""


@pytest.mark.slow
def test_followthemoney_takes_every_entity(tmp_path: Path) -> None:
    python = ROOT / "build" / "followthemoney" / "bin" / "python"
    if not python.is_file():
        pytest.skip("followthemoney is not installed; `make verify` does so")
    from kg.pipeline import build

    build([ROOT / "kg" / "samples"], tmp_path / "graph")
    with Store(tmp_path / "graph", read_only=True) as store:
        text = written(store, "ftm")
    done = subprocess.run([str(python), "-c", FTM], input=text, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.count(b"\n") == text.count(b"\n")


def shown(cell: str) -> str:
    """What an office program shows of a cell: the signs that can be seen, Chinese above all; of 1.0 the 1."""
    return "".join(
        sign for sign in cell if sign.isprintable() and sign != "\ufffd" and not sign.isspace()
    ).removesuffix(".0")


@pytest.mark.slow
@pytest.mark.parametrize("to", ["csv", "xlsx"])
def test_libreoffice_keeps_chinese(store: Store, tmp_path: Path, to: str) -> None:
    office = tool("soffice")
    export(store, to, tmp_path / "tables.xlsx" if to == "xlsx" else tmp_path / "tables")
    export(store, "csv", tmp_path / "given")
    paths = [tmp_path / "tables.xlsx"] if to == "xlsx" else sorted((tmp_path / "tables").glob("*.csv"))
    reads = ["--infilter=CSV:44,34,76,1,,0,true"] if to == "csv" else []
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [office, "--headless", *reads, "--convert-to", every_sheet, "--outdir", str(tmp_path / "out")]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    seen = {file.stem.split("-")[-1 if to == "xlsx" else 0]: file for file in (tmp_path / "out").iterdir()}
    assert seen.keys() == {table.name for table in TABLES}
    for table in ("persons", "organizations", "statements", "memberships"):
        with (tmp_path / "given" / f"{table}.csv").open(encoding="utf-8", newline="") as given:
            ours = [list(map(shown, row)) for row in csv.reader(given)]
        with seen[table].open(encoding="utf-8", newline="") as read:
            assert [list(map(shown, row)) for row in csv.reader(read)] == ours
