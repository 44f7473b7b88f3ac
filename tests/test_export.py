"""Exports: nothing lost, equal bytes for equal graphs, hostile text harmless, files whole or untouched."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from kg.export import FORMATS, export
from kg.export.writing import replaced
from kg.model import Kind, QueryError, StoreError
from kg.store import Store
from tests.exports import HOSTILE, LEGAL, reading, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATASETS = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}
NAMES = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld", "ttl": "turtle", "nt": "nt"}  # rdflib's
MERGED = {"nt": RdfFormat.N_TRIPLES, "ttl": RdfFormat.TURTLE}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two articles."""
    path = tmp_path_factory.mktemp("export") / "graph"
    with Store(path) as opened:
        for whole in (reading("b"), reading("a")):
            opened.add(whole)
    return path


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store(folder, read_only=True) as opened:
        yield opened


@pytest.mark.parametrize("to", DATASETS)
def test_formats_with_graphs_lose_nothing(store: Store, to: str) -> None:
    assert set(pyoxigraph.parse(written(store, to), DATASETS[to])) == set(store.dataset)


@pytest.mark.parametrize("to", MERGED)
def test_formats_without_graphs_say_what_all_graphs_say(store: Store, to: str) -> None:
    found = {quad.triple for quad in pyoxigraph.parse(written(store, to), MERGED[to])}
    assert found == {quad.triple for quad in store.dataset}


@pytest.mark.parametrize(("to", "name"), NAMES.items())
@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning")  # rdflib's own parsers use it
def test_rdflib_reads_as_many_triples(store: Store, to: str, name: str) -> None:
    import rdflib

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        dataset = rdflib.Dataset(default_union=True) if to in DATASETS else rdflib.Graph()
        dataset.parse(data=written(store, to), format=name)
    assert len(set(dataset.triples((None, None, None)))) == len({quad.triple for quad in store.dataset})


@pytest.mark.parametrize("to", FORMATS)
def test_what_came_and_went_leaves_no_trace(store: Store, tmp_path: Path, to: str) -> None:
    with Store(tmp_path / "graph") as other:
        for doc in ("b", "c", "a", "b"):
            other.add(reading(doc))
        other.remove("c")
        assert written(other, to) == written(store, to) == written(store, to)


@pytest.mark.parametrize("to", FORMATS)
def test_another_process_writes_the_same_bytes(store: Store, folder: Path, to: str) -> None:
    code = (
        "import sys; from kg.store import Store; from tests.exports import written;"
        "s = Store(sys.argv[1], read_only=True); sys.stdout.buffer.write(written(s, sys.argv[2]))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "12345"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), to], capture_output=True, check=True, env=environment
    )
    assert done.stdout == written(store, to)


def test_json_ld_is_readable(store: Store) -> None:
    document = json.loads(written(store, "jsonld"))
    article = next(part for part in document["@graph"] if part["id"].endswith("/article/a"))
    names = {key for node in article["graph"] for key in node}
    assert {"id", "type", "label", "agent", "wasDerivedFrom", "confidence"} <= names
    assert not [name for name in names if ":" in name or name.startswith("@")]
    (byline,) = (node for node in article["graph"] if node["type"] == "Byline")
    texts = [selector.get("exact") for selector in byline["wasDerivedFrom"]["hasSelector"]]
    assert HOSTILE in texts, "what a fact rests on stands inside it"


def test_graphml_has_every_fact_as_an_edge(store: Store) -> None:
    import networkx

    graph = networkx.parse_graphml(written(store, "graphml").decode(), force_multigraph=True)
    counted: dict[str, int] = {}
    for _, _, edge in graph.edges(data=True):
        assert edge.get("confidence") == (None if edge["kind"] == "location" else 1.0)
        counted[edge["kind"]] = counted.get(edge["kind"], 0) + 1
    assert counted == {
        "byline": 2,
        "membership": 2,
        "jurisdiction": 4,
        "participation": 2,
        "involvement": 2,
        "statement": 4,
        "proposal": 4,
        "recognition": 2,
        "location": 2,
    }
    assert {node["kind"] for _, node in graph.nodes(data=True)} == {"article", *(kind.value for kind in list(Kind)[:5])}


def test_what_xml_cannot_hold_is_replaced(store: Store) -> None:
    import networkx

    graph = networkx.parse_graphml(written(store, "graphml").decode(), force_multigraph=True)
    quotes = {edge["quote"] for _, _, edge in graph.edges(data=True)}
    assert quotes == {LEGAL}


def test_division_known_by_code_has_its_name_in_graphml(store: Store) -> None:
    assert (
        '<data key="node-label">赣州市</data><data key="node-code">360700</data>' in written(store, "graphml").decode()
    )


def test_a_removed_article_is_gone_from_every_format(tmp_path: Path) -> None:
    with Store(tmp_path / "graph") as opened:
        opened.add(reading("keep"))
        opened.add(reading("gone"))
        opened.remove("gone")
        for to in FORMATS:
            assert b"gone" not in written(opened, to)


@pytest.mark.parametrize("to", FORMATS)
def test_an_empty_graph_has_an_export(tmp_path: Path, to: str) -> None:
    with Store(tmp_path / "graph") as opened:
        content = written(opened, to)
    assert content == b"" if to in ("nq", "nt", "ftm") else content


def test_an_unknown_format_names_the_known(store: Store, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="trig, nq, ttl, jsonld, graphml, nt, "):
        export(store, "docx", tmp_path / "file")


def test_a_file_is_replaced_whole(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    file.write_text("old")
    export(store, "nq", file)
    assert file.read_bytes() == written(store, "nq")
    assert list(tmp_path.iterdir()) == [file]


def write_and_fail(file: Path, error: OSError) -> None:
    with replaced(file) as stream:
        stream.write(b"new")
        raise error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "disk is full"),
        (PermissionError(errno.EACCES, "Permission denied"), "no permission"),
        (OSError(errno.EIO, "Input/output error"), "could not be written"),
    ],
)
def test_a_failed_export_leaves_the_old_file(tmp_path: Path, error: OSError, words: str) -> None:
    file = tmp_path / "graph.nq"
    file.write_text("old")
    with pytest.raises(StoreError, match=words):
        write_and_fail(file, error)
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_failed_export_names_its_file_even_where_nothing_may_be_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(type(tmp_path), "unlink", refuse)
    with pytest.raises(StoreError, match=r"no permission to write .*graph\.nq"):
        write_and_fail(tmp_path / "graph.nq", OSError(errno.EROFS, os.strerror(errno.EROFS)))


def test_a_link_stays_a_link_and_a_pipe_a_pipe(store: Store, tmp_path: Path) -> None:
    """`-o /dev/null` must not put a file in its place."""
    file, link, pipe = tmp_path / "graph.nq", tmp_path / "link.nq", tmp_path / "pipe.nq"
    file.write_text("old")
    link.symlink_to(file)
    export(store, "nq", link)
    assert link.is_symlink()
    assert file.read_bytes() == written(store, "nq")
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with replaced(pipe) as stream:
        stream.write(b"new")
    assert os.read(reader, 9) == b"new"
    os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize("where", ["missing/graph.nq", "."])
def test_a_place_that_holds_no_file_is_named(store: Store, tmp_path: Path, where: str) -> None:
    with pytest.raises(StoreError, match="folder"):
        export(store, "nq", tmp_path / where)
