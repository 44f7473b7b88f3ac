"""Corrections of facts: in the graph at once, after every rebuild, and never at the cost of what was read."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg import ledger
from kg.corrections import Corrections, entry_of, fact_id
from kg.model import Kind, Proposal, Reading, Recognition, Statement
from kg.rdf import vocabulary as v
from kg.store import Store
from tests.samples import sample
from tests.test_cli import check_one_line, kg
from tests.test_identity import CHAIR, HEAD, person

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

FORUM = "第三届湖畔社区治理论坛"


def article(doc: str = "甲", **changes: object) -> Reading:
    whole = sample(
        doc,
        people={"王宁": (HEAD,), "赵敏": ()},
        events={FORUM: "2023-05-06", "座谈会": None},
        at={"王宁": FORUM},
        serves={HEAD[0]: "330500"},
        raw="王宁说社区治理要依靠居民",
    )
    proof = whole.memberships[0].evidence
    said = Statement("王宁", "社区治理要依靠居民", proof, FORUM)
    return replace(whole, statements=(said,), **changes)  # type: ignore[arg-type]


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    with Store(tmp_path / "graph") as store:
        store.add(article())
    return tmp_path / "graph"


def correct(graph: Path, *arguments: str) -> Result:
    return kg("correct", *arguments, "--store", graph)


def content(graph: Path) -> list[str]:
    with Store(graph, read_only=True) as store:
        return sorted(map(str, store.dataset))


def post() -> str:
    return fact_id(article().memberships[0], article())


def test_an_id_is_short_and_stable_and_of_text_place_and_content() -> None:
    whole = article()
    ids = [fact_id(fact, whole) for fact in whole.facts()]
    assert len(set(ids)) == len(ids)
    assert all(len(one) == 13 for one in ids)
    assert ids == [fact_id(fact, article("乙")) for fact in article("乙").facts()]
    other = replace(whole.memberships[0], confidence=0.5)
    assert fact_id(other, whole) == post()
    assert fact_id(replace(other, title="处长"), whole) != post()
    assert fact_id(other, replace(whole, raw_hash="0" * 64)) != post()


def test_a_wrong_fact_leaves_the_graph_and_stays_in_the_reading(graph: Path) -> None:
    before = content(graph)
    result = correct(graph, post(), "wrong", "--because", "另有其人", "--who", "李明")
    assert result.exit_code == 0, result.output
    with Store(graph, read_only=True) as store:
        assert store.reading("甲") == article()
        assert store.kept("甲").memberships == ()
        assert not store.query(f"ASK {{ ?post a {v.MEMBERSHIP} }}")
        assert store.query(f'ASK {{ ?note {v.VERDICT} "wrong" ; {v.BODY} "另有其人" ; {v.CREATOR} "李明" }}')
    assert correct(graph, post(), "undo").exit_code == 0
    assert content(graph) == before


def test_a_right_fact_is_certain(graph: Path) -> None:
    with Store(graph) as store:
        unsure = replace(article(), memberships=tuple(replace(one, confidence=0.4) for one in article().memberships))
        store.add(unsure)
        store.leave_out_below(0.8)
        assert store.kept("甲").memberships == ()
    assert correct(graph, post(), "right").exit_code == 0
    with Store(graph, read_only=True) as store:
        assert [one.confidence for one in store.kept("甲").memberships] == [1.0]
        assert store.reading("甲") == unsure


@pytest.mark.parametrize(
    ("kind", "said", "field", "value"),
    [
        ("memberships", "title=处长", "title", "处长"),
        ("memberships", "status=former", "status", "former"),
        ("memberships", "organization=湖州市社会工作协会", "organization", "湖州市社会工作协会"),
        ("memberships", "person=赵敏", "person", "赵敏"),
        ("memberships", "start=2020-01", "start", "2020-01"),
        ("participations", "role=keynote", "role", "keynote"),
        ("participations", "topic=邻里之间", "topic", "邻里之间"),
        ("participations", "event=座谈会", "event", "座谈会"),
        ("statements", "person=赵敏", "person", "赵敏"),
        ("jurisdictions", "code=330502", "code", "330502"),
    ],
)
def test_what_is_so_instead_is_in_the_graph(graph: Path, kind: str, said: str, field: str, value: str) -> None:
    (fact,) = getattr(article(), kind)
    assert correct(graph, fact_id(fact, article()), said).exit_code == 0
    with Store(graph, read_only=True) as store:
        (now,) = getattr(store.kept("甲"), kind)
        assert getattr(now, field) == value
        assert store.reading("甲") == article()
        assert store.query(f"ASK {{ ?now {v.REVISION_OF} ?read . ?note {v.TARGET} ?read }}")


def test_a_date_is_that_of_the_event(graph: Path) -> None:
    (part,) = article().participations
    assert correct(graph, fact_id(part, article()), "date=2023-05-07", "role=keynote").exit_code == 0
    with Store(graph, read_only=True) as store:
        assert store.kept("甲").events[0].date == "2023-05-07"
        assert store.query(f'ASK {{ ?event {v.START} "2023-05-07"^^{v.XSD_DATE} }}')


def test_identity_rests_on_what_is_corrected(graph: Path) -> None:
    with Store(graph) as store:
        store.add(sample("乙", people={"王宁": (HEAD,)}))
        assert person(store, "甲") == person(store, "乙")
    assert correct(graph, post(), f"organization={CHAIR[0]}").exit_code == 0
    with Store(graph, read_only=True) as store:
        assert person(store, "甲") != person(store, "乙")


def test_corrections_outlive_rebuilds_and_reading_again(graph: Path, tmp_path: Path) -> None:
    correct(graph, post(), "title=处长", "--because", "见公告")
    before = content(graph)
    with Store(graph) as store:
        store.add(replace(article(), reader_hash="other words"))
    assert content(graph) == before
    shutil.rmtree(graph / "quads")
    Store(graph).close()
    assert content(graph) == before
    (tmp_path / "afresh").mkdir()
    shutil.copy(graph / "corrections.yaml", tmp_path / "afresh")
    with Store(tmp_path / "afresh") as store:
        store.add(article())
    assert content(tmp_path / "afresh") == before


def test_a_correction_of_what_is_read_no_more_is_told(graph: Path) -> None:
    correct(graph, post(), "wrong")
    with Store(graph) as store:
        store.add(replace(article(), memberships=()))
    (row,) = json.loads(correct(graph, "--list", "--json").output)
    assert (row["is"], row["state"]) == ("wrong", "no such fact is read now")


def test_the_last_word_on_a_fact_counts(graph: Path) -> None:
    correct(graph, post(), "wrong")
    correct(graph, post(), "title=处长", "--because", "见公告", "--who", "李明")
    (row,) = json.loads(correct(graph, "--list", "--json").output)
    assert (row["fact"], row["is"], row["because"], row["who"]) == (post(), "title=处长", "见公告", "李明")
    assert row["says"] == "王宁任湖州市民政局局长"
    assert row["state"] == "in force"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("role=keynote",), ("a membership has no role", "title")),
        (("status=dead",), ("choose of current, former",)),
        (("start=someday",), ("no date",)),
        (("title=",), ("empty",)),
        (("title=局长",), ("says so already",)),
        (("maybe",), ("neither wrong nor right",)),
        (("undo",), ("nothing was said",)),
    ],
)
def test_what_cannot_be_said_is_one_line(graph: Path, said: tuple[str, ...], words: tuple[str, ...]) -> None:
    check_one_line(correct(graph, post(), *said), *words)
    assert not (graph / "corrections.yaml").exists()


def test_an_event_must_be_one_of_the_article(graph: Path) -> None:
    (part,) = article().participations
    check_one_line(correct(graph, fact_id(part, article()), "event=庙会"), "has no event 庙会", FORUM)


def test_there_is_no_such_fact(graph: Path) -> None:
    check_one_line(correct(graph, "000000-000000", "wrong"), "there is no fact", "kg sample")


@pytest.mark.parametrize(
    "text", ["- fact: x\n  is: maybe", "- is: wrong", "- fact: x\n  kind: membership\n  is: {role: keynote}"]
)
def test_a_file_that_is_wrong_says_where(graph: Path, text: str) -> None:
    (graph / "corrections.yaml").write_text(text, encoding="utf-8")
    check_one_line(correct(graph, post(), "wrong"), "corrections.yaml, line 1")


def test_sample_and_explain_show_the_id_and_what_was_said(graph: Path, tmp_path: Path) -> None:
    news = tmp_path / "news.txt"
    news.write_text("5月6日,湖州市民政局局长王宁在湖州大剧院出席第三届湖畔社区治理论坛并致辞。\n", encoding="utf-8")
    store = tmp_path / "read"
    assert kg("build", news, "--store", store).exit_code == 0
    sheet = tmp_path / "sheet.csv"
    assert kg("sample", "1", "--kind", "membership", "-o", sheet, "--store", store).exit_code == 0
    name = sheet.read_text(encoding="utf-8-sig").splitlines()[1].rpartition(",")[2]
    assert name in kg("explain", news, "--store", store).output
    assert kg("correct", name, "title=处长", "--because", "见公告", "--who", "李明", "--store", store).exit_code == 0
    told = kg("explain", news, "--store", store).output
    assert "更正 王宁  湖州市民政局  处长  title=处长, 见公告, 李明" in told
    elsewhere = (store / "corrections.yaml").rename(tmp_path / "elsewhere.yaml")
    assert kg("correct", name, "right", "--corrections", elsewhere, "--store", store).exit_code == 0
    assert kg("correct", name, "title=处长", "--because", "见公告", "--who", "李明", "--store", store).exit_code == 0
    assert kg("explain", news, "--store", store).output == told
    elsewhere.unlink()
    assert kg("explain", news, "--store", store).output == told
    elsewhere.write_text("", encoding="utf-8")
    assert correct(store, "--list").exit_code == 0
    kg("sample", "1", "--kind", "membership", "-o", sheet, "--store", store)
    assert sheet.read_text(encoding="utf-8-sig").splitlines()[1].endswith(name)


def test_a_correction_that_cannot_be_written_leaves_the_one_before(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert correct(graph, post(), "title=处长").exit_code == 0
    before = (graph / "corrections.yaml").read_bytes()
    written = []

    def only_once(draft: Path, *_: object, **__: object) -> Path:
        written.append(draft)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(graph), "replace", only_once)
    check_one_line(correct(graph, post(), "wrong"), "cannot be written")
    assert len(written) == 1
    assert (graph / "corrections.yaml").read_bytes() == before


def test_a_new_word_takes_the_place_of_all_before_it(tmp_path: Path) -> None:
    file = tmp_path / "told.yaml"
    for name in "abab":
        ledger.append(file, {"fact": name}, "# who said what\n")
    ledger.append(file, {"fact": "a", "is": "wrong"}, instead_of=(0, 2))
    assert [one.fields for one in ledger.entries(file)] == [{"fact": "b"}, {"fact": "b"}, {"fact": "a", "is": "wrong"}]
    assert file.read_text(encoding="utf-8").startswith("# who said what\n")


def test_the_list_is_that_of_the_file_as_it_stands(graph: Path) -> None:
    correct(graph, post(), "title=处长")
    (one,) = ledger.entries(graph / "corrections.yaml")
    ledger.remove(graph / "corrections.yaml", 0)
    ledger.append(graph / "corrections.yaml", {**one.fields, "is": "wrong"})
    rows = json.loads(correct(graph, "--list", "--json").stdout)
    assert [(row["is"], row["state"]) for row in rows] == [
        ("wrong", "waits for the next `kg build`"),
        ("title=处长", "not in the file; in force until the next `kg build`"),
    ]


def test_every_kind_of_fact_can_be_corrected() -> None:
    whole = article()
    proof = whole.memberships[0].evidence
    whole = replace(
        whole,
        proposals=(Proposal("案例", HEAD[0], Kind.ORGANIZATION, proof),),
        recognitions=(Recognition("案例", "名单", proof),),
    )
    assert Corrections().applied(whole).reading is whole
    assert len({fact_id(fact, whole) for fact in whole.facts()}) == len(list(whole.facts()))


def test_an_entry_tells_what_it_tells() -> None:
    from kg.corrections import Correction, correction_of

    one = Correction(
        "aaaaaa-bbbbbb", "changed", (("title", "处长"),), "membership", "说", "甲", "因", "谁", "2026-11-22"
    )
    assert correction_of(entry_of(one), "here") == one
