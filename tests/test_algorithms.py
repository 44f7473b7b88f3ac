"""Networkx and igraph give the same answers, so that the size of a graph does not change them."""

from __future__ import annotations

import warnings
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import algorithms
from kg.graph.algorithms import Library
from kg.graph.network import Network, joined

PAIRS = st.lists(st.tuples(*[st.integers(0, 30).map(lambda number: f"n{number:02}")] * 2), min_size=1, max_size=120)


def random_network(nodes: int, edges: int, seed: int = 1) -> Network:
    chance = Random(seed)
    return joined((f"n{chance.randrange(nodes):05}", f"n{chance.randrange(nodes):05}") for _ in range(edges))


def parted_network(groups: int = 4, size: int = 30, seed: int = 1) -> Network:
    """Groups that are densely joined within, and thinly with each other."""
    chance = Random(seed)
    names = [[f"g{group}-{number:02}" for number in range(size)] for group in range(groups)]
    within = [(chance.choice(group), chance.choice(group)) for group in names for _ in range(size * 8)]
    between = [(chance.choice(names[0]), chance.choice(names[-1])) for _ in range(10)]
    ring = [(names[group][0], names[group - 1][0]) for group in range(groups)]
    return joined([*within, *between, *ring])


@given(pairs=PAIRS)
@settings(max_examples=60, deadline=None)
def test_distances_paths_and_coreness_are_equal(pairs: list[tuple[str, str]]) -> None:
    network = joined(pairs)
    last = len(network.nodes) - 1
    answers = [
        (
            algorithms.distances(network, 0, library),
            algorithms.shortest_path(network, 0, last, library),
            algorithms.coreness(network, library),
        )
        for library in Library
    ]
    assert answers[0] == answers[1]


@given(pairs=PAIRS, seed=st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_betweenness_from_sampled_sources_is_equal_but_for_rounding(pairs: list[tuple[str, str]], seed: int) -> None:
    network = joined(pairs)
    sources = algorithms.sampled(network, 10, seed)
    one, other = (algorithms.betweenness(network, sources, library) for library in Library)
    assert one == pytest.approx(other, rel=1e-9, abs=1e-9)


def test_from_all_sources_it_is_betweenness_itself() -> None:
    line = joined([("a", "b"), ("b", "c"), ("c", "d")])
    for library in Library:
        assert algorithms.betweenness(line, range(4), library) == [0.0, 2.0, 2.0, 0.0]


@pytest.mark.parametrize("library", Library)
def test_communities_that_are_plain_are_found_by_both(library: Library) -> None:
    network = parted_network()
    found = [{network.nodes[number][:2] for number in group} for group in algorithms.communities(network, 1, library)]
    assert sorted(map(sorted, found)) == [["g0"], ["g1"], ["g2"], ["g3"]]


@pytest.mark.parametrize("seed", range(5))
def test_communities_of_any_network_are_as_good_from_either(seed: int) -> None:
    network = random_network(400, 1200, seed)
    found = {library: algorithms.communities(network, seed, library) for library in Library}
    one, other = (algorithms.modularity(network, found[library]) for library in Library)
    assert abs(one - other) < 0.03
    for library in Library:
        assert algorithms.communities(network, seed, library) == found[library]
        assert sorted(number for group in found[library] for number in group) == list(range(len(network.nodes)))


def test_a_path_takes_the_side_with_most_facts_and_then_the_first_name() -> None:
    square = [("a", "b1"), ("a", "b2"), ("b1", "c"), ("b2", "c")]
    for pairs, through in ((square, "b1"), ([*square, ("a", "b2")], "b2")):
        network = joined(pairs)
        path = [network.nodes[number] for number in algorithms.shortest_path(network, 0, 3)]
        assert path == ["a", through, "c"]


def test_where_no_way_leads_the_path_is_empty() -> None:
    assert algorithms.shortest_path(joined([("a", "b"), ("c", "d")]), 0, 3) == []


def test_a_large_network_goes_to_igraph_and_a_small_one_to_networkx() -> None:
    assert algorithms.library_for(random_network(100, 200)) == Library.NETWORKX
    assert algorithms.library_for(random_network(30_000, 101_000)) == Library.IGRAPH


def test_without_igraph_a_large_network_is_worked_on_with_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        return None

    monkeypatch.setattr(algorithms, "find_spec", absent)
    with pytest.warns(UserWarning, match="governance-kg\\[fast\\]"):
        assert algorithms.library_for(random_network(30_000, 101_000)) == Library.NETWORKX
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert algorithms.library_for(random_network(100, 200)) == Library.NETWORKX
