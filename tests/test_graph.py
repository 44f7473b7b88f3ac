"""The graph as networkx sees it: things are nodes, facts are edges with their role and sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import FACT_KINDS, most_connected, named, neighbourhood, project
from kg.graph.layout import positions
from kg.model import (
    Byline,
    BylineRole,
    Event,
    Evidence,
    Involvement,
    Jurisdiction,
    Kind,
    Membership,
    Organization,
    OrganizationRole,
    Participation,
    Person,
    PersonRole,
    Place,
    QueryError,
    Reading,
    Statement,
    Status,
)
from kg.rdf import quads
from tests.gold import gold_iris, gold_readings, needs_shared
from tests.samples import proven

if TYPE_CHECKING:
    from collections.abc import Iterable

RAW = (
    "石城县委原书记王明、县长李清出席石城治理论坛，王明作题为《小院议事》的主旨演讲。"
    "李清说：“议事要有结果。”记者赵青报道"
)


def at(words: str, rule: str = "a_rule") -> Evidence:
    return proven(words, RAW, "a", rule)


def reading() -> Reading:
    """One short article with a fact of most kinds."""
    return Reading(
        doc="a",
        raw=RAW,
        raw_hash="0",
        reader_hash="0",
        title="石城论坛举行",
        persons=tuple(Person(name, name, (), (at(name),)) for name in ("王明", "李清", "赵青")),
        organizations=(Organization("石城县委", "石城县委", ("县委",), (at("石城县委"),)),),
        places=(Place("石城县", "石城县", (), (at("石城"),), code="360735"),),
        events=(
            Event(
                "石城治理论坛",
                "石城治理论坛",
                (),
                (at("石城治理论坛"),),
                date="2024-05",
                place="石城县",
                themes=("议事",),
            ),
        ),
        bylines=(Byline("赵青", BylineRole.REPORTER, at("记者赵青")),),
        memberships=(Membership("王明", "石城县委", "书记", Status.FORMER, at("石城县委原书记王明")),),
        jurisdictions=(Jurisdiction("石城县委", "360735", at("石城县委")),),
        participations=(
            Participation(
                "王明", "石城治理论坛", PersonRole.KEYNOTE, at("王明作题为《小院议事》的主旨演讲"), "小院议事"
            ),
            Participation("李清", "石城治理论坛", PersonRole.ATTENDEE, at("李清出席")),
        ),
        involvements=(Involvement("石城县委", "石城治理论坛", OrganizationRole.HOST, at("石城县委")),),
        statements=(Statement("李清", "议事要有结果。", at("议事要有结果。")),),
    )


class Quads:
    """The graph of some readings, in memory."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self.content = pyoxigraph.Store()
        for one in readings:
            self.content.extend(quads(one, gold_iris(one)))

    def query(self, sparql: str, /) -> Any:
        return self.content.query(sparql)


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph[str]:
    return project(Quads([reading()]))


def node(graph: nx.MultiDiGraph[str], label: str) -> str:
    return next(node for node in graph if graph.nodes[node]["label"] == label)


def roles(graph: nx.MultiDiGraph[str], source: str, target: str) -> list[str]:
    return [fact["role"] for fact in graph.get_edge_data(node(graph, source), node(graph, target)).values()]


def test_things_are_nodes_with_their_kind_and_details(graph: nx.MultiDiGraph[str]) -> None:
    assert {(graph.nodes[n]["kind"], graph.nodes[n]["label"]) for n in graph} == {
        ("person", "王明"),
        ("person", "李清"),
        ("person", "赵青"),
        ("organization", "石城县委"),
        ("place", "石城县"),
        ("event", "石城治理论坛"),
    }
    assert graph.nodes[node(graph, "王明")]["detail"] == ["石城县委原书记"]
    assert graph.nodes[node(graph, "石城县委")]["names"] == ["县委"]
    assert "区划代码 360735" in graph.nodes[node(graph, "石城县")]["detail"]
    assert {"时间 2024-05", "主题 议事"} <= set(graph.nodes[node(graph, "石城治理论坛")]["detail"])


def test_facts_are_edges_named_by_their_role_in_chinese(graph: nx.MultiDiGraph[str]) -> None:
    assert roles(graph, "王明", "石城县委") == ["原书记"]
    assert roles(graph, "王明", "石城治理论坛") == ["主旨演讲"]
    assert roles(graph, "石城县委", "石城治理论坛") == ["主办"]
    assert roles(graph, "石城县委", "石城县") == ["辖区"]
    assert roles(graph, "石城治理论坛", "石城县") == ["地点"]


def test_an_edge_carries_topic_sentence_article_and_rule(graph: nx.MultiDiGraph[str]) -> None:
    (fact,) = graph.get_edge_data(node(graph, "王明"), node(graph, "石城治理论坛")).values()
    assert fact == {
        "kind": "participation",
        "role": "主旨演讲",
        "topic": "小院议事",
        "quote": "王明作题为《小院议事》的主旨演讲",
        "doc": "a",
        "article": "石城论坛举行",
        "rule": "a_rule",
    }


def test_what_leads_to_no_other_thing_stays_with_its_node(graph: nx.MultiDiGraph[str]) -> None:
    assert [fact["role"] for fact in graph.nodes[node(graph, "赵青")]["facts"]] == ["记者"]
    assert [fact["quote"] for fact in graph.nodes[node(graph, "李清")]["facts"]] == ["议事要有结果。"]


def test_every_kind_of_fact_has_a_heading(graph: nx.MultiDiGraph[str]) -> None:
    assert {fact["kind"] for _, _, fact in graph.edges(data=True)} <= set(FACT_KINDS)


def test_a_neighbourhood_grows_with_its_depth() -> None:
    store = Quads([reading()])
    labels = [{n["label"] for _, n in project(store, "李清", depth).nodes(data=True)} for depth in (0, 1, 2)]
    assert labels == [
        {"李清"},
        {"李清", "石城治理论坛"},
        {"李清", "石城治理论坛", "王明", "石城县委", "石城县"},
    ]


def test_asking_the_store_and_cutting_the_graph_give_the_same_neighbourhood(graph: nx.MultiDiGraph[str]) -> None:
    cut = neighbourhood(graph, node(graph, "王明"))
    asked = project(Quads([reading()]), "王明")
    assert set(cut) == set(asked)
    assert sorted(map(str, cut.edges(data=True))) == sorted(map(str, asked.edges(data=True)))


def test_names_match_exactly_first_and_then_in_part() -> None:
    store = Quads([reading()])
    assert len(named(store, "石城县")) == 1
    assert len(named(store, "石城")) == 3  # 石城县, 石城县委, 石城治理论坛


@pytest.mark.parametrize("odd", ['"', "\\", "'", "} #", "\n", "<>", ""])
def test_a_name_is_never_part_of_the_query(odd: str) -> None:
    with pytest.raises(QueryError):
        named(Quads([reading()]), odd)


def test_an_unknown_name_is_an_error_that_offers_the_nearest() -> None:
    with pytest.raises(QueryError, match=r"王大明.*王明"):
        project(Quads([reading()]), "王大明")
    with pytest.raises(QueryError):
        project(Quads([]), "王明")


def test_the_best_connected_are_kept(graph: nx.MultiDiGraph[str]) -> None:
    kept = most_connected(graph, 2)
    assert {kept.nodes[n]["label"] for n in kept} == {"石城治理论坛", "石城县委"}


def test_an_empty_store_is_an_empty_graph() -> None:
    assert len(project(Quads([]))) == 0


@needs_shared
def test_the_annotated_articles_project_to_one_graph() -> None:
    graph = project(Quads(gold_readings()))
    counted = {kind.value for kind in Kind if kind not in (Kind.TITLE, Kind.DATE)}
    assert {graph.nodes[n]["kind"] for n in graph} == counted
    facts = sum(len(one.participations) + len(one.memberships) for one in gold_readings())
    drawn = [fact for _, _, fact in graph.edges(data=True) if fact["kind"] in ("participation", "membership")]
    assert len(drawn) >= 0.95 * facts  # equal facts of one article are one


edges = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30)


@given(edges)
@settings(max_examples=25, deadline=None)
def test_positions_are_the_same_whatever_order_the_graph_was_built_in(pairs: list[tuple[int, int]]) -> None:
    graphs: list[nx.MultiDiGraph[str]] = [nx.MultiDiGraph(), nx.MultiDiGraph()]
    for graph, order in zip(graphs, (pairs, pairs[::-1]), strict=True):
        graph.add_edges_from((str(a), str(b)) for a, b in order)
    boxes = {str(number): (60.0, 30.0) for number in range(13)}
    assert positions(graphs[0], boxes) == positions(graphs[1], boxes)


def test_unconnected_nodes_do_not_cover_each_other() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(str(number) for number in range(90))
    places = list(positions(graph, {str(number): (60.0, 30.0) for number in range(90)}).values())
    for index, (x, y) in enumerate(places):
        assert all(abs(x - a) >= 60 or abs(y - b) >= 30 for a, b in places[:index])


def test_a_graph_without_nodes_has_no_positions() -> None:
    assert positions(nx.MultiDiGraph(), {}) == {}
