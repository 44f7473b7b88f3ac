"""The named calls on the sample articles: rows with names, dates, roles, and the sentence behind each."""

from __future__ import annotations

import builtins
from dataclasses import FrozenInstanceError
from importlib.resources import files
from pathlib import Path
from runpy import run_path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import kg
from kg.export import export
from kg.graph.algorithms import Library
from kg.importing import import_graph
from kg.model import KgError, OrganizationRole, PersonRole, QueryError, Status
from kg.relations import Rows, Spoke
from tests.readme import README, blocks
from tests.samples import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(str(files("kg") / "samples"))
MEETING = "长春现场会"
CHEN, LUO = "陈存根", "罗华"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kg.Store]:
    folder = tmp_path_factory.mktemp("relations") / "graph"
    kg.build([SAMPLES], folder)
    with kg.Store(folder, read_only=True) as opened:
        yield opened


@pytest.fixture
def own(tmp_path: Path) -> Iterator[kg.Store]:
    """Two articles with two meetings; 王宁 speaks at both."""
    with kg.Store(tmp_path / "graph") as opened:
        for doc, day, names in (("甲", "2023-05-06", ("王宁", "赵敏")), ("乙", "2021-01-02", ("王宁", "孙立"))):
            meeting = f"{doc}城社区治理论坛"
            raw = f"{'、'.join(names)}在{meeting}上发言。"
            people = dict.fromkeys(names, (("湖州市民政局", "局长"),))
            opened.add(sample(doc, people=people, events={meeting: day}, at=dict.fromkeys(people, meeting), raw=raw))
        yield opened


# People and events


def test_who_spoke_at_an_event(store: kg.Store) -> None:
    rows = kg.spoke_at(store, MEETING)
    chen = next(row for row in rows if row.person == CHEN)
    assert (chen.role, chen.date) == (PersonRole.OPENING_ADDRESS, "2023-06-27")
    assert CHEN in chen.sentence
    assert chen.sentence in " ".join(store.reading(chen.doc).raw.split())
    assert PersonRole.ATTENDEE not in {row.role for row in rows}


def test_who_hosted_it_and_what_a_body_hosted(store: kg.Store) -> None:
    hosts = kg.hosts(store, MEETING)
    assert {row.organization for row in hosts} == {"中央党校(国家行政学院)", "人民网网上群众工作部"}
    assert {row.role for row in hosts} == {OrganizationRole.HOST}
    assert hosts[0].event in {row.event for row in kg.hosted_by(store, "人民网网上群众工作部")}


def test_the_posts_of_a_person_ever_and_on_a_day(store: kg.Store) -> None:
    assert [(row.organization, row.title, row.status) for row in kg.posts_of(store, CHEN)] == [
        ("中央国家机关工委", "副书记", Status.FORMER),
        ("中国社会工作联合会", "会长", Status.CURRENT),
    ]
    assert [row.title for row in kg.posts_of(store, CHEN, on="2024")] == ["会长"]  # the other was former by 2023


@pytest.mark.parametrize("post", ["长春市委组织部部长", "長春市委組織部部長"])
def test_who_held_a_post(store: kg.Store, post: str) -> None:
    (row,) = kg.held(store, post, on="2023-06-27")
    assert (row.person, row.organization, row.title) == ("邵波", "长春市委组织部", "部长")
    assert "邵波" in row.sentence


def test_where_two_people_met(store: kg.Store) -> None:
    (row,) = kg.met(store, CHEN, LUO)
    assert (row.role, row.other_role) == (PersonRole.OPENING_ADDRESS, PersonRole.OPENING_ADDRESS)
    assert CHEN in row.sentence
    assert LUO in row.other_sentence


def test_who_spoke_beside_somebody_most_events_first(own: kg.Store) -> None:
    own.add(
        sample(
            "丙",
            people={"王宁": (("湖州市民政局", "局长"),), "孙立": (("湖州市民政局", "局长"),)},
            events={"丙城社区治理论坛": "2020-03-04"},
            at={"王宁": "丙城社区治理论坛", "孙立": "丙城社区治理论坛"},
        )
    )
    rows = kg.co_speakers(own, "王宁")
    assert [(row.person, row.events) for row in rows] == [
        ("孙立", ("丙城社区治理论坛", "乙城社区治理论坛")),  # by date
        ("赵敏", ("甲城社区治理论坛",)),
    ]


def test_a_timeline_has_everything_in_the_order_of_time(own: kg.Store, store: kg.Store) -> None:
    dated = [row for row in kg.timeline(own, "王宁") if row.date]
    assert [(row.date, row.kind) for row in dated] == [("2021-01-02", "participation"), ("2023-05-06", "participation")]
    kinds = {row.kind for row in kg.timeline(store, "吴畏")}
    assert kinds == {"membership", "statement"}
    assert [row.date for row in kg.timeline(store, CHEN)] == sorted(row.date for row in kg.timeline(store, CHEN))


def test_copies_of_an_article_are_one_source(own: kg.Store) -> None:
    body = (SAMPLES / "chengdu-feature.txt").read_text(encoding="utf-8")
    for doc, text in (("原文", body), ("转载", f"{body}（转载）")):
        own.add(
            sample(
                doc,
                people={"王宁": (("湖州市民政局", "局长"),)},
                events={"湖畔社区治理论坛": "2023-08-09"},
                at={"王宁": "湖畔社区治理论坛"},
                raw=text,
            )
        )
    (row,) = kg.spoke_at(own, "湖畔社区治理论坛")
    assert row.sources == 1


# Names


@pytest.mark.parametrize("name", ["陈存根", "陳存根", "陈存根@changchun-wire"])
def test_a_thing_is_named_as_people_name_it(store: kg.Store, name: str) -> None:
    iri = kg.posts_of(store, CHEN)[0].person_iri
    for way in (name, iri, iri.removeprefix("https://w3id.org/governance-kg/id/")):
        assert kg.posts_of(store, way) == kg.posts_of(store, CHEN)


def test_what_is_not_understood_says_what_to_do(store: kg.Store, own: kg.Store) -> None:
    with pytest.raises(QueryError, match="nothing in the graph is called '无此人'"):
        kg.timeline(store, "无此人")
    with pytest.raises(QueryError, match="is no event but a person"):
        kg.spoke_at(store, kg.posts_of(store, CHEN)[0].person_iri)
    with pytest.raises(QueryError, match="'soon' is not a date; write 2024"):
        kg.posts_of(store, CHEN, on="soon")
    with pytest.raises(QueryError, match="holds a post called '天上局局长'"):
        kg.held(store, "天上局局长")
    with pytest.raises(QueryError, match="are one person"):
        kg.met(store, CHEN, CHEN)
    own.add(sample("丙", people={"王宁": (("湖州大学", "教授"),)}))
    with pytest.raises(QueryError, match="2 things are called '王宁'"):
        kg.timeline(own, "王宁")


@pytest.mark.parametrize("text", ["<x>", '"', "a b", "} DROP ALL {", "person/陈存根 . }", "\\", ""])
def test_any_text_is_only_a_name(store: kg.Store, text: str) -> None:
    with pytest.raises(QueryError):
        kg.timeline(store, text)
    with pytest.raises(QueryError):
        kg.held(store, text)


def test_an_imported_graph_answers_as_the_one_that_was_exported(store: kg.Store, tmp_path: Path) -> None:
    export(store, "nq", tmp_path / "all.nq")
    import_graph(tmp_path / "all.nq", tmp_path / "graph")
    with kg.Store(tmp_path / "graph", read_only=True) as imported:
        told = [(row.person, row.role, row.doc) for row in kg.spoke_at(store, MEETING)]
        assert [(row.person, row.role, row.doc) for row in kg.spoke_at(imported, MEETING)] == told
        assert kg.central(imported, "person") == kg.central(store, "person")
        with pytest.raises(QueryError, match="nothing in the graph is called"):
            kg.timeline(imported, "} DROP ALL {")


def test_the_calls_of_the_readme_answer(store: kg.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(store.folder.parent)  # where the graph is called graph
    ((_, block),) = blocks(README.read_text(encoding="utf-8"), "python")
    (tmp_path / "calls.py").write_text(block, encoding="utf-8")
    run_path(str(tmp_path / "calls.py"))


# Networks


@pytest.mark.parametrize("library", Library)
def test_the_shortest_path_has_a_sentence_for_each_step(store: kg.Store, library: Library) -> None:
    steps = kg.path(store, CHEN, LUO, library=library)
    assert [(step.start, step.role, step.end, step.is_backwards) for step in steps] == [
        (CHEN, "致辞", "2023年创新党建引领城市基层治理经验分享交流暨长春现场会", False),
        ("2023年创新党建引领城市基层治理经验分享交流暨长春现场会", "致辞", LUO, True),
    ]
    assert CHEN in steps[0].sentence
    assert LUO in steps[1].sentence
    for step in steps:
        assert step.sentence in " ".join(store.reading(step.doc).raw.split())


def test_geography_is_no_step_unless_it_is_asked_for(store: kg.Store) -> None:
    assert len(kg.path(store, CHEN, "长春市")) == 0
    assert [step.kind for step in kg.path(store, CHEN, "长春市", ("participation", "location"))] == [
        "participation",
        "location",
    ]


def test_there_may_be_no_way(store: kg.Store) -> None:
    assert len(kg.path(store, CHEN, "赵显富")) == 0


@pytest.mark.parametrize("by", ["betweenness", "degree", "coreness"])
def test_what_is_central_is_the_same_from_either_library(store: kg.Store, by: str) -> None:
    one, other = (kg.central(store, top=8, by=by, library=library) for library in Library)
    assert one == other
    assert one[0].name == "2023年创新党建引领城市基层治理经验分享交流暨长春现场会"
    assert [row.score for row in one] == sorted((row.score for row in one), reverse=True)
    assert {row.kind for row in kg.central(store, "person", by=by)} == {"person"}


def test_central_takes_known_kinds_and_measures(store: kg.Store) -> None:
    assert len(kg.central(store, top=0)) == 0
    with pytest.raises(QueryError, match="no kind 'people'"):
        kg.central(store, "people")
    with pytest.raises(QueryError, match="no measure 'fame'; there are betweenness"):
        kg.central(store, by="fame")


@pytest.mark.parametrize("library", Library)
def test_communities_keep_an_event_with_those_who_spoke_there(store: kg.Store, library: Library) -> None:
    rows = kg.communities(store, library=library)
    assert [row.size for row in rows] == sorted((row.size for row in rows), reverse=True)
    interview = next(row for row in rows if "湖北日报全媒体访谈" in row.names)
    assert {"周林", "赵显富"} <= set(interview.names)
    assert rows == kg.communities(store, library=library)


def test_a_network_follows_the_graph(own: kg.Store) -> None:
    assert {row.name for row in kg.central(own, "person")} == {"王宁", "赵敏", "孙立"}
    own.remove("乙")
    assert {row.name for row in kg.central(own, "person")} == {"王宁", "赵敏"}


# Rows


def test_rows_are_a_sequence_of_frozen_records_and_a_frame(store: kg.Store) -> None:
    rows = kg.spoke_at(store, MEETING)
    assert isinstance(rows[0], Spoke)
    assert isinstance(rows[:2], Rows)
    assert len(rows[:2]) == 2
    assert rows[:0].columns == rows.columns
    with pytest.raises(FrozenInstanceError):
        setattr(rows[0], rows.columns[0], "别人")
    frame = rows.frame()
    assert isinstance(frame, pd.DataFrame)
    assert list(frame.columns) == list(rows.columns)
    assert list(frame["person"]) == [row.person for row in rows]
    assert list(rows[:0].frame().columns) == list(rows.columns)
    assert repr(rows).startswith(f"{len(rows)} rows of Spoke\n")


def test_without_pandas_a_frame_says_how_to_get_it(store: kg.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import_ = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return import_(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(KgError, match=r"pip install 'governance-kg\[frames\]'"):
        kg.spoke_at(store, MEETING).frame()
