"""igraph against networkx on one network, made up in the shape of a store's: people, bodies and events."""

from __future__ import annotations

from functools import partial
from random import Random
from time import process_time
from typing import TYPE_CHECKING, Final

from kg.graph import algorithms
from kg.graph.algorithms import Library
from kg.graph.network import Network, joined
from tests.bench_reading import line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_EDGES: Final = 110_000
_SOURCES: Final = 10  # of betweenness, which networkx computes in seconds each


def made_up(edges: int = _EDGES) -> Network:
    """Events that people of a few bodies attend, some people and bodies many times."""
    chance = Random(1)

    def often(prefix: str, count: int) -> str:
        return f"{prefix}{int(count * chance.random() ** 3)}"

    pairs: list[tuple[str, str]] = []
    while len(pairs) < edges * 1.4:
        event = f"event{len(pairs)}"
        for _ in range(chance.randrange(2, 12)):
            person = often("person", edges // 3)
            pairs += [(person, event), (person, f"body{hash_of(person) % (edges // 20)}")]
        pairs.append((often("body", edges // 20), event))
    return joined(pairs)


def hash_of(text: str) -> int:
    """A number for a name, the same in every run."""
    return int.from_bytes(text.encode()[-4:], "big")


def networks() -> Iterator[str]:
    """Processor time of networkx by that of igraph, with both graphs made before."""
    network = made_up()
    for library in Library:
        algorithms.distances(network, 0, library)  # makes the graph
    sources = algorithms.sampled(network, _SOURCES, 1)
    yield line("a network", f"{len(network.nodes):,} things, {len(network.weights):,} edges; igraph against networkx:")
    for name, algorithm in (
        (f"betweenness, {_SOURCES} sources", partial(algorithms.betweenness, network, sources)),
        ("communities", partial(algorithms.communities, network, 1)),
        ("coreness", partial(algorithms.coreness, network)),
        ("a shortest path", partial(algorithms.shortest_path, network, 0, len(network.nodes) - 1)),
    ):
        slow, fast = (_processor(partial(algorithm, library=library)) for library in Library)
        yield line(name, f"{slow / fast:.0f} times as fast ({fast:.2f} s instead of {slow:.2f} s of the processor)")
    found = [algorithms.modularity(network, algorithms.communities(network, 1, library)) for library in Library]
    yield line("their modularity", f"networkx {found[0]:.4f}, igraph {found[1]:.4f}")


def _processor(action: Callable[[], object]) -> float:
    start = process_time()
    action()
    return max(process_time() - start, 1e-6)
