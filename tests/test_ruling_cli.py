"""`kg identity` at the command line: what people say, what it answers, and one line for whatever goes wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg import ledger
from kg.store import Store
from kg.weighing import Scales, undecided
from tests.samples import sample
from tests.test_cli import check_one_line, kg
from tests.test_identity import CHAIR, HEAD, person

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

OTHER = ("衢州市民政局", "局长")


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    folder = tmp_path / "graph"
    with Store(folder) as store:
        store.add(sample("甲", people={"王宁": (HEAD,), "赵敏": (), "李芳": ()}, code="330500"))
        store.add(sample("乙", people={"王宁": (CHAIR,), "赵敏": (), "李芳": ()}, code="330500"))
        store.add(sample("丙", people={"王宁": (OTHER,)}))
        store.add(sample("丁", people={"王宁": (HEAD,), "孙丽": (HEAD,)}))
    return folder


def identity(graph: Path, *arguments: str, stdin: str | None = None) -> Result:
    return kg("identity", *arguments, "--store", graph, stdin=stdin)


def people(graph: Path) -> list[str]:
    with Store(graph, read_only=True) as store:
        return [person(store, doc) for doc in "甲乙丙丁"]


def test_same_and_undo(graph: Path) -> None:
    before = people(graph)
    result = identity(graph, "same", "王宁@甲", "王宁@乙", "--because", "看过档案", "--who", "李明")
    assert result.exit_code == 0, result.output
    assert "王宁@甲 = 王宁@乙 (看过档案, 李明" in result.output
    assert people(graph)[1] == before[0]
    text = (graph / "rulings.yaml").read_text(encoding="utf-8")
    assert "because: 看过档案" in text
    assert "article: 甲" in text
    assert identity(graph, "undo").exit_code == 0
    assert people(graph) == before


def test_different_splits_what_the_graph_has_as_one(graph: Path) -> None:
    assert people(graph)[0] == people(graph)[3]
    assert identity(graph, "different", "王宁@甲", "王宁@丁").exit_code == 0
    assert people(graph)[0] != people(graph)[3]


def test_a_thing_is_named_by_its_iri_or_the_end_of_it(graph: Path) -> None:
    first, second, *_ = people(graph)
    assert identity(graph, "same", first, second.rpartition("/id/")[2]).exit_code == 0
    assert len(set(people(graph))) == 2


def test_a_merged_iri_still_names_what_it_was(graph: Path) -> None:
    first, second, *_ = people(graph)
    identity(graph, "same", first, second)
    check_one_line(identity(graph, "different", first, second), "cannot all hold", "王宁@甲 = 王宁@乙")


def test_a_name_that_several_have_lists_them_with_their_articles(graph: Path) -> None:
    check_one_line(identity(graph, "same", "王宁", "孙丽"), "3 things are called '王宁'", "in 甲, 丁", "in 丙")


def test_a_name_that_nothing_has(graph: Path) -> None:
    check_one_line(identity(graph, "same", "孙丽", "无名氏"), "nothing in the graph is called '无名氏'")


def test_things_of_two_kinds_are_never_one(graph: Path) -> None:
    check_one_line(identity(graph, "same", "孙丽", HEAD[0]), "never one")
    check_one_line(identity(graph, "why", "孙丽", HEAD[0]), "never one")


def test_saying_it_twice_says_it_once(graph: Path) -> None:
    for _ in range(2):
        assert identity(graph, "same", "王宁@甲", "王宁@乙").exit_code == 0
    assert len(json.loads(identity(graph, "list", "--json").output)) == 1


def test_list_tells_which_rulings_wait(graph: Path) -> None:
    identity(graph, "same", "王宁@甲", "王宁@乙", "--who", "李明")
    identity(graph, "different", "王宁@甲", "王宁@丙")
    assert kg("remove", "丙", "--store", graph).exit_code == 0
    rows = json.loads(identity(graph, "list", "--json").output)
    assert [(row["ruling"], row["state"]) for row in rows] == [
        ("same", "in force"),
        ("different", "waits for its articles"),
    ]


def test_there_is_nothing_to_undo(graph: Path) -> None:
    check_one_line(identity(graph, "undo"), "there are 0 rulings")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("same: [", ("line 2", "not YAML")),
        ("- same: 王宁", ("line 1", "two things")),
        ("# 一行\n- because: 没有\n", ("line 2", "same:")),
        ("- different:\n  - {kind: person, name: 王宁, article: 甲}\n  - {kind: dog, article: 乙}\n", ("kind",)),
        ("王宁", ("list of entries",)),
    ],
)
def test_a_file_that_is_wrong_says_where(graph: Path, text: str, words: tuple[str, ...]) -> None:
    (graph / "rulings.yaml").write_text(text, encoding="utf-8")
    check_one_line(identity(graph, "undo"), "rulings.yaml", *words)


def test_comments_and_layout_stay(graph: Path) -> None:
    path = graph / "rulings.yaml"
    ends = ", ".join(f"{{kind: person, name: 王宁, article: {doc}}}" for doc in "甲乙")
    own = f"# 我的说明\n\n- same: [{ends}]\n  when: 2026-01-02\n"
    path.write_text(own, encoding="utf-8")
    identity(graph, "different", "王宁@甲", "王宁@丙")
    assert path.read_text(encoding="utf-8").startswith(own)
    identity(graph, "undo")
    assert path.read_text(encoding="utf-8") == own
    identity(graph, "undo", "1")
    assert path.read_text(encoding="utf-8").startswith("# 我的说明")
    assert json.loads(identity(graph, "list", "--json").output) == []


def test_a_build_from_scratch_takes_the_rulings_of_another_graph(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for number, body in enumerate(("湖州市民政局", "衢州市民政局")):
        text = f"5月6日,{body}局长王宁在湖州大剧院出席第{number}届湖畔社区治理论坛并致辞。\n"
        (news / f"文{number}.txt").write_text(text, encoding="utf-8")
    graphs = [tmp_path / "one", tmp_path / "other"]
    assert kg("build", news, "--store", graphs[0]).exit_code == 0
    assert identity(graphs[0], "same", "王宁@文0", "王宁@文1").exit_code == 0
    assert kg("build", news, "--store", graphs[1], "--rulings", graphs[0] / "rulings.yaml").exit_code == 0
    exports = [tmp_path / f"{graph.name}.nq" for graph in graphs]
    for graph, export in zip(graphs, exports, strict=True):
        assert kg("export", "--to", "nq", "-o", export, "--store", graph).exit_code == 0
    assert exports[0].read_bytes() == exports[1].read_bytes()
    assert b"isReplacedBy" in exports[0].read_bytes()


# Why


def evidence(graph: Path, *arguments: str) -> dict[str, str]:
    return {row["evidence"]: row["bits"] for row in json.loads(identity(graph, "why", *arguments, "--json").output)}


def test_why_weighs_for_and_against(graph: Path) -> None:
    found = evidence(graph, "王宁@甲", "王宁@丁")
    assert float(found["same post"]) > 0 > float(found["any two"])
    assert float(found["same name"]) > 0
    found = evidence(graph, "王宁@甲", "王宁@丙")
    assert float(found["no organization in common"]) < 0


def test_why_tells_rulings_first(graph: Path) -> None:
    identity(graph, "same", "王宁@甲", "王宁@乙", "--because", "看过档案")
    rows = json.loads(identity(graph, "why", "王宁@甲", "王宁@乙", "--json").output)
    assert rows[0]["evidence"] == "ruled the same"
    assert "看过档案" in rows[0]["detail"]
    assert rows[0]["bits"] == ""


def test_why_says_what_the_graph_has(graph: Path) -> None:
    assert "the graph has them as two" in identity(graph, "why", "王宁@甲", "王宁@丙").output
    told = identity(graph, "why", "王宁@甲", "王宁@丁").output
    assert "the graph has them as one" in told
    assert "same_name_and_post" in told


# Review


def test_review_asks_the_most_useful_first_and_keeps_the_answers(graph: Path) -> None:
    with Store(graph, read_only=True) as store:
        pairs = undecided(Scales(store))
    assert {one[0].name for _, one, _ in pairs} == {"王宁", "赵敏", "李芳"}
    result = identity(graph, "review", "--who", "李明", stdin="s\nk\nd\n")
    assert result.exit_code == 0, result.output
    rows = json.loads(identity(graph, "list", "--json").output)
    assert [row["ruling"] for row in rows] == ["same", "different"]
    assert {row["who"] for row in rows} == {"李明"}
    with Store(graph, read_only=True) as store:
        assert len(undecided(Scales(store))) == len(pairs) - 2


def test_review_ends_where_one_quits_or_the_input_ends(graph: Path) -> None:
    for stdin in ("q\n", ""):
        assert identity(graph, "review", stdin=stdin).exit_code == 0
    assert json.loads(identity(graph, "list", "--json").output) == []


def test_the_list_is_that_of_the_file_as_it_stands(graph: Path, tmp_path: Path) -> None:
    """Somebody edits the file by hand: numbers are those that `undo` takes, whatever the graph has of it so far."""
    identity(graph, "same", "王宁@甲", "王宁@乙")
    identity(graph, "same", "赵敏@甲", "赵敏@乙")
    ruled = ledger.entries(graph / "rulings.yaml")
    ledger.remove(graph / "rulings.yaml", 0)
    ledger.append(graph / "rulings.yaml", {**ruled[0].fields, "because": "再看过档案"})
    rows = json.loads(identity(graph, "list", "--json").stdout)
    assert [(row["number"], row["a"], row["state"]) for row in rows] == [
        ("1", "赵敏@甲", "in force"),
        ("2", "王宁@甲", "waits for the next `kg build`"),
        ("", "王宁@甲", "not in the file; in force until the next `kg build`"),
    ]
    assert "赵敏@甲" in identity(graph, "undo", "1").output
    other = tmp_path / "other.yaml"
    ledger.append(other, ruled[1].fields)
    rows = json.loads(identity(graph, "list", "--json", "--rulings", str(other)).stdout)
    assert [row["number"] for row in rows] == ["1", ""]


def test_a_file_that_is_gone_is_missed_by_who_asks_for_it_alone(graph: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    assert identity(graph, "same", "王宁@甲", "王宁@乙", "--rulings", str(other)).exit_code == 0
    other.unlink()
    assert kg("query", "who-spoke", "--store", graph).exit_code == 0
    assert identity(graph, "why", "王宁@甲", "王宁@乙").exit_code == 0
    check_one_line(identity(graph, "list"), "other.yaml, which this graph was made with, is gone; put it back")
