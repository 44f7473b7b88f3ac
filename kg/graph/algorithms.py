"""Distances, centrality and communities of a network, by networkx, or by igraph where the network is large.

igraph is written in C and many times as fast, but GPL, so it is an extra (`pip install 'governance-kg[fast]'`). Chosen
are algorithms whose results are the same whichever runs them:

    distances    breadth first: equal numbers
    coreness     Batagelj and Zaversnik 2003: equal numbers
    betweenness  Brandes 2001, from given sources (Brandes and Pich 2007): equal but for rounding
    communities  Louvain (Blondel et al. 2008), which neither library runs in the same order: each gives the same
                 communities for the same seed, and those of the one are as good as those of the other (by modularity)

The tests hold them to that.
"""

from __future__ import annotations

import warnings
from enum import StrEnum
from importlib.util import find_spec
from random import Random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.graph.network import Network

LARGE: Final = 100_000  # edges from which on igraph runs, where it is installed


class Library(StrEnum):
    """What runs an algorithm."""

    NETWORKX = "networkx"
    IGRAPH = "igraph"


def library_for(network: Network) -> Library:
    """igraph for a large network, networkx otherwise; a large one without igraph is slow, of which a warning tells."""
    if len(network.weights) <= LARGE:
        return Library.NETWORKX
    if find_spec("igraph"):
        return Library.IGRAPH
    warnings.warn(
        f"this network has {len(network.weights):,} edges, for which networkx takes long; "
        "pip install 'governance-kg[fast]' brings igraph, with the same results",
        stacklevel=2,
    )
    return Library.NETWORKX


def distances(network: Network, node: int, library: Library | None = None) -> dict[int, int]:
    """How many steps each node that can be reached is away from this one."""
    if (library or library_for(network)) == Library.IGRAPH:
        far = network.igraph.distances(node)[0]
        return {number: int(steps) for number, steps in enumerate(far) if steps != float("inf")}
    import networkx as nx

    return dict(nx.single_source_shortest_path_length(network.networkx, node))


def shortest_path(network: Network, start: int, end: int, library: Library | None = None) -> list[int]:
    """A shortest path, both ends included; empty where there is none.

    Of several, each step takes the neighbour that is joined to the node before by most facts, then the first: so the
    path does not hang on the library.
    """
    left = distances(network, end, library)
    if start not in left:
        return []
    path = [start]
    while path[-1] != end:
        here = path[-1]
        nearer = (near for near in network.neighbours[here] if left.get(near) == left[here] - 1)
        path.append(min(nearer, key=lambda near: (-network.weights[min(here, near), max(here, near)], near)))
    return path


def coreness(network: Network, library: Library | None = None) -> list[float]:
    """For each node, the largest k so that it is among nodes with k neighbours each among themselves."""
    if (library or library_for(network)) == Library.IGRAPH:
        return [float(core) for core in network.igraph.coreness()]
    import networkx as nx

    cores = nx.core_number(network.networkx)
    return [float(cores[number]) for number in range(len(network.nodes))]


def degree(network: Network) -> list[float]:
    """For each node, how many others it is joined with."""
    return [float(len(near)) for near in network.neighbours]


def betweenness(network: Network, sources: Sequence[int], library: Library | None = None) -> list[float]:
    """For each node, how many shortest paths from these sources lead through it, each pair counted as a share.

    Where not all nodes are sources the sum is scaled up to all, an estimate that no library changes.
    """
    count = len(network.nodes)
    if not sources:
        return [0.0] * count
    if (library or library_for(network)) == Library.IGRAPH:
        through = network.igraph.betweenness(directed=False, sources=list(sources), targets=range(count))
    else:
        import networkx as nx

        found = nx.betweenness_centrality_subset(network.networkx, sources, range(count))
        through = [found[number] for number in range(count)]
    return [float(value) * count / len(sources) for value in through]


def sampled(network: Network, most: int, seed: int) -> list[int]:
    """All nodes, or as many of them as this, drawn at random, the same for the same seed; in order."""
    numbers = range(len(network.nodes))
    return list(numbers) if len(numbers) <= most else sorted(Random(seed).sample(numbers, most))


def communities(network: Network, seed: int = 1, library: Library | None = None) -> list[list[int]]:
    """Nodes that are joined among themselves more than with others, weighted by facts; the largest first."""
    if (library or library_for(network)) == Library.IGRAPH:
        groups = _multilevel(network, seed)
    else:
        import networkx as nx

        groups = [sorted(group) for group in nx.community.louvain_communities(network.networkx, seed=seed)]
    return sorted(groups, key=lambda group: (-len(group), group))


def _multilevel(network: Network, seed: int) -> list[list[int]]:
    import random

    import igraph

    igraph.set_random_number_generator(Random(seed))
    try:
        return [sorted(group) for group in network.igraph.community_multilevel(weights="weight")]
    finally:
        igraph.set_random_number_generator(random)  # as igraph sets it itself


def modularity(network: Network, groups: Sequence[Sequence[int]]) -> float:
    """How much more of the facts lies within the groups than chance would put there (Newman 2004), at most 1."""
    import networkx as nx

    return float(nx.community.modularity(network.networkx, [set(group) for group in groups]))
