"""Graphs out of exports, graphs compared, exports described."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner
from pyoxigraph import CanonicalizationAlgorithm, RdfFormat

from kg.cli import cli
from kg.comparison import Change, differences
from kg.export import FORMATS, Selection, describe_export, export
from kg.importing import import_graph
from kg.model import KgError, PersonRole, QueryError, StoreError
from kg.questions import ask_named
from kg.rdf import vocabulary as v
from kg.store import Store
from tests.exports import HOSTILE, reading, written

RDF = ("nq", "trig", "nt", "ttl", "ttl12", "jsonld", "rdfxml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two articles, with its exports beside it."""
    path = tmp_path_factory.mktemp("import") / "graph"
    with Store(path) as opened:
        opened.add(reading("a"))
        opened.add(reading("文 件/b?#%"))
        for to in ("nq", "trig"):
            export(opened, to, path.with_name(f"graph.{to}"))
    return path


@pytest.mark.parametrize("to", ["nq", "trig"])
def test_there_and_back_again_byte_by_byte(folder: Path, tmp_path: Path, to: str) -> None:
    told = import_graph(folder.with_name(f"graph.{to}"), tmp_path / "other")
    with Store(folder, read_only=True) as old, Store(tmp_path / "other", read_only=True) as new:
        assert set(old.dataset) == set(new.dataset)
        assert told == (2, len(old.dataset))
        assert all(written(old, form) == written(new, form) for form in RDF)


def test_canonical_hashes_agree(folder: Path) -> None:
    forms = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}
    with Store(folder, read_only=True) as store:
        found = [pyoxigraph.Dataset(pyoxigraph.parse(written(store, to), form)) for to, form in forms.items()]
    for dataset in found:
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert len({"\n".join(sorted(map(str, dataset))) for dataset in found}) == 1


def test_an_imported_graph_answers_and_stays_as_it_is(folder: Path, tmp_path: Path) -> None:
    import_graph(folder.with_name("graph.nq"), tmp_path / "other")
    with Store(folder, read_only=True) as old, Store(tmp_path / "other", read_only=True) as new:
        before, after = (ask_named(store, "who-spoke", {}) for store in (old, new))
        assert [row[:-2] for row in before.rows] == [row[:-2] for row in after.rows]
        assert {row[-2] for row in after.rows} == {HOSTILE}
        for to in set(FORMATS) - set(RDF):
            with pytest.raises(StoreError, match=r"imported from graph\.nq, which holds no texts"):
                export(new, to, tmp_path / "x")
        with pytest.raises(StoreError, match="imported"):
            export(new, "nq", tmp_path / "x", Selection(since="2024"))
    with pytest.raises(StoreError, match="stays as it is"):
        Store(tmp_path / "other")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.ttl", "", "neither N-Quads"),
        ("a.nq", "<a", "cannot be read as N-Quads"),
        ("a.trig", "@prefix", "cannot be read as TriG"),
        ("a.nq", "<http://a> <http://b> <http://c> .", "holds no articles"),
        ("none.nq", None, "No such file"),
    ],
)
def test_what_is_no_export_leaves_nothing(tmp_path: Path, name: str, content: str | None, words: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(KgError, match=words):
        import_graph(tmp_path / name, tmp_path / "graph")
    assert [file.name for file in tmp_path.iterdir()] == ([name] if content is not None else [])


def test_an_import_does_not_go_into_a_graph_that_is_there(folder: Path) -> None:
    with pytest.raises(StoreError, match="is there already"):
        import_graph(folder.with_name("graph.nq"), folder)


def test_an_import_does_not_go_into_the_folder_one_is_in(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match="the folder you are in"):
        import_graph(folder.with_name("graph.nq"), Path())


def test_no_difference_between_a_graph_and_its_exports(folder: Path) -> None:
    assert not list(differences(folder, folder.with_name("graph.nq")))
    assert not list(differences(folder.with_name("graph.trig"), folder.with_name("graph.nq")))


def test_what_was_added_is_gone_or_has_changed(folder: Path, tmp_path: Path) -> None:
    one = reading("a")
    panel = replace(one.participations[0], role=PersonRole.PANELIST)
    with Store(tmp_path / "other") as opened:
        opened.add(replace(one, participations=(panel,), recognitions=()))
        opened.add(replace(reading("文 件/b?#%"), involvements=()))
    found = list(differences(folder, tmp_path / "other"))
    told = [change for change in found if change.kind not in ("article", "event")]
    assert {(change.change, change.kind, change.article) for change in told} == {
        ("changed", "participation", "a"),
        ("gone", "recognition", "a"),
        ("gone", "involvement", "文 件/b?#%"),
    }
    (changed,) = (change for change in told if change.change == "changed")
    before, after = "role=participation-keynote", "role=participation-panelist"
    assert changed == Change("changed", "participation", "a", f"{HOSTILE} · 某论坛", before, after)
    other_way = {"gone": "added", "changed": "changed"}
    back = [change.change for change in differences(tmp_path / "other", folder)]
    assert sorted(back) == sorted(other_way[change.change] for change in found)


def test_diff_says_by_its_status_what_it_found(folder: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "other") as opened:
        opened.add(reading("a"))
    runner, export_ = CliRunner(), str(folder.with_name("graph.nq"))
    assert (same := runner.invoke(cli, ["diff", str(folder), export_])).exit_code == 0
    assert same.output == ""
    other = runner.invoke(cli, ["diff", str(folder), str(tmp_path / "other"), "--csv"])
    assert other.exit_code == 1
    assert other.output.startswith("change,kind,article,what,before,after\ngone,article,")
    assert runner.invoke(cli, ["diff", str(folder), str(tmp_path / "nothing")]).exit_code == 2


def described(store: Store, to: str, folder: Path, licence: str | None = None) -> str:
    export(store, to, folder / "file")
    describe_export(store, to, folder / "file", folder / "about.ttl", None, licence)
    return (folder / "about.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize("to", FORMATS)
def test_a_description_counts_what_is_there(folder: Path, tmp_path: Path, to: str) -> None:
    with Store(folder, read_only=True) as store:
        text = described(store, to, tmp_path, "https://creativecommons.org/licenses/by/4.0/")
        assert text == described(store, to, tmp_path, "https://creativecommons.org/licenses/by/4.0/")
        triples = {quad.triple for quad in store.dataset}
    void = "http://rdfs.org/ns/void#"
    found = {(str(q.subject), q.predicate.value): q.object for q in pyoxigraph.parse(text, RdfFormat.TURTLE)}
    about = {key[1]: value for key, value in found.items() if "/dataset/" in key[0]}
    counts = {name.removeprefix(void): getattr(value, "value", "") for name, value in about.items()}
    assert counts["triples"] == str(len(triples))
    assert counts["distinctSubjects"] == str(len({triple.subject for triple in triples}))
    assert counts["documents"] == "2"
    people = len({t.subject for t in triples if t.predicate == v.TYPE and t.object == v.PERSON})
    assert f"void:class {v.PERSON} ; void:entities {people} ]" in text
    assert "dcterms:license <https://creativecommons.org/licenses/by/4.0/>" in text
    assert 'schema:softwareVersion "' in text
    assert "dcterms:issued" not in text


def test_a_description_tells_the_day_only_where_it_is_given(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    with Store(folder, read_only=True) as store:
        text = described(store, "ttl", tmp_path)
        assert 'dcterms:issued "1970-01-02"^^xsd:date' in text
        assert "dcterms:rights" in text
        with pytest.raises(QueryError, match="not the IRI of a licence"):
            described(store, "ttl", tmp_path, "no licence")


@pytest.mark.parametrize("moment", ["yesterday", "9" * 30, ""])
def test_a_day_that_is_no_number_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
    with Store(folder, read_only=True) as store:
        if not moment:
            assert "dcterms:issued" not in described(store, "nq", tmp_path)
            return
        with pytest.raises(QueryError, match="SOURCE_DATE_EPOCH is"):
            described(store, "nq", tmp_path)


def test_a_description_leaves_the_export_alone(folder: Path, tmp_path: Path) -> None:
    with Store(folder, read_only=True) as store:
        described(store, "nq", tmp_path)
        with pytest.raises(QueryError, match="take the place of the export"):
            describe_export(store, "nq", tmp_path / "file", tmp_path / "." / "file")
        assert (tmp_path / "file").read_bytes() == written(store, "nq")


def test_a_description_within_its_export_does_not_describe_itself(folder: Path, tmp_path: Path) -> None:
    with Store(folder, read_only=True) as store:
        export(store, "csv", tmp_path / "tables")
        told = []
        for _ in range(2):
            describe_export(store, "csv", tmp_path / "tables", tmp_path / "tables" / "about.ttl")
            told.append((tmp_path / "tables" / "about.ttl").read_text(encoding="utf-8"))
    assert told[0] == told[1]
    assert "about.ttl" not in told[0]
