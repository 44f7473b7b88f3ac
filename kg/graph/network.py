"""The things of a graph as a plain network: who is joined with whom by how many facts, without the facts themselves.

What the algorithms run on. Geography (location, jurisdiction, within) joins nearly everything with everything, so it is
left out unless it is asked for.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from kg.graph import projection

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import networkx as nx

    from kg.graph.projection import Queryable

JOINING: Final = ("membership", "participation", "involvement", "statement", "proposal", "recognition")


@dataclass(frozen=True)
class Network:
    """Undirected; nodes are numbered in the order of their IRIs, so that equal graphs give equal networks."""

    nodes: tuple[str, ...]
    weights: Mapping[tuple[int, int], int]  # facts between two nodes, the lower number first

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each node."""
        return {iri: number for number, iri in enumerate(self.nodes)}

    @cached_property
    def neighbours(self) -> list[list[int]]:
        """The neighbours of each node, in order."""
        near: list[list[int]] = [[] for _ in self.nodes]
        for one, other in self.weights:
            near[one].append(other)
            near[other].append(one)
        return [sorted(numbers) for numbers in near]

    @cached_property
    def networkx(self) -> nx.Graph[int]:
        """The network as networkx has it."""
        import networkx as nx

        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(range(len(self.nodes)))
        graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in self.weights.items())
        return graph

    @cached_property
    def igraph(self) -> Any:
        """The network as igraph has it; ImportError where that is not installed."""
        import igraph

        pairs = list(self.weights)
        return igraph.Graph(len(self.nodes), pairs, edge_attrs={"weight": [self.weights[pair] for pair in pairs]})


def network(store: Queryable, kinds: Collection[str] = JOINING) -> Network:
    """The network that facts of these kinds make."""
    return joined((row["source"], row["target"]) for row in projection.links(store) if row["kind"] in kinds)


def joined(pairs: Iterable[tuple[str, str]]) -> Network:
    """The network of these pairs; a pair that comes again weighs more, and one of equals is none."""
    counted = Counter(pairs)
    nodes = tuple(sorted({iri for pair in counted for iri in pair}))
    numbers = {iri: number for number, iri in enumerate(nodes)}
    weights: Counter[tuple[int, int]] = Counter()
    for (source, target), count in counted.items():
        one, other = sorted((numbers[source], numbers[target]))
        if one != other:
            weights[one, other] += count
    return Network(nodes, dict(sorted(weights.items())))
