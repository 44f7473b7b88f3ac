"""Where the things of a whole graph stand: `kg.graph.layout` for components that it can hold, a coarser one above.

The coarser one is Fruchterman and Reingold's with the repulsion of what is far taken from the cells of a grid, each
with its mass in its middle, as Barnes and Hut do with a tree: 20,000 things take seconds and no square of their number.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.graph.layout import positions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    Points: TypeAlias = NDArray[np.float64]
    Boxes: TypeAlias = Mapping[str, tuple[float, float]]

_LARGE: Final = 1200  # things of a component
_CELLS: Final = 20  # of the grid, either way
_ROUNDS: Final = 60
_GAP: Final = 62.0
_BETWEEN: Final = 300.0


def placed(graph: nx.MultiDiGraph[str], boxes: Boxes) -> dict[str, tuple[float, float]]:
    """Where each thing stands, in pixels at full zoom; `boxes` are the width and height that it takes with its name."""
    import networkx as nx

    components = sorted(nx.weakly_connected_components(graph), key=lambda one: (-len(one), min(one)))
    large = [sorted(component) for component in components if len(component) > _LARGE]
    rest = [node for component in components if len(component) <= _LARGE for node in component]
    found: dict[str, tuple[float, float]] = {}
    left = 0.0
    for component in large:
        points = _spread(graph, component)
        points -= points.min(axis=0)
        found |= {node: (x + left, y) for node, (x, y) in zip(component, points.tolist(), strict=True)}
        left += float(points[:, 0].max()) + _BETWEEN
    if rest:
        small = positions(graph.subgraph(rest), {node: boxes[node] for node in rest})
        found |= {node: (x + left, y) for node, (x, y) in small.items()}
    return found


def _spread(graph: nx.MultiDiGraph[str], component: Sequence[str]) -> Points:
    """The points of one large component, after some rounds of cooling."""
    import numpy as np

    count = len(component)
    index = {node: number for number, node in enumerate(component)}
    pairs = sorted({(min(a, b), max(a, b)) for a, b in _pairs(graph, component, index) if a != b})
    sources, targets = np.array(pairs, dtype=np.intp).T
    mass = np.sqrt(np.bincount(np.concatenate([sources, targets]), minlength=count) + 1.0)
    points = _start(graph, component)
    heat = _GAP * math.sqrt(count) / 5
    for turn in range(_ROUNDS):
        force = _repulsion(points, mass)
        pull = points[sources] - points[targets]
        pull *= np.sqrt((pull * pull).sum(axis=1))[:, None] / _GAP
        np.subtract.at(force, sources, pull)
        np.add.at(force, targets, pull)
        force -= points * (mass[:, None] * 0.6)
        length = np.sqrt((force * force).sum(axis=1)) + 1e-9
        step = heat * (1 - turn / _ROUNDS) ** 2 + 1.0
        points = points + force * (np.minimum(length, step) / length)[:, None]
    return points


def _pairs(graph: nx.MultiDiGraph[str], component: Sequence[str], index: Mapping[str, int]) -> list[tuple[int, int]]:
    return [(index[source], index[target]) for source, target in graph.subgraph(component).edges()]


def _start(graph: nx.MultiDiGraph[str], component: Sequence[str]) -> Points:
    """A spiral with the best connected in the middle and neighbours after one another."""
    import networkx as nx
    import numpy as np

    plain = graph.subgraph(component).to_undirected(as_view=True)
    first = max(component, key=lambda node: (plain.degree(node), node))
    order = [first, *(child for _, child in nx.bfs_edges(plain, first, sort_neighbors=sorted))]
    rank = {node: number for number, node in enumerate(order)}
    turns = np.array([rank[node] for node in component], dtype=np.float64)
    radius = _GAP * 0.75 * np.sqrt(turns)
    points: Points = np.stack([radius * np.cos(turns * 2.399963), radius * np.sin(turns * 2.399963)], axis=1)
    return points


def _repulsion(points: Points, mass: Points) -> Points:
    """The push on every point from the mass of every cell of a grid."""
    import numpy as np

    low, high = points.min(axis=0), points.max(axis=0)
    size = np.maximum((high - low) / _CELLS, 1.0)
    cells = np.minimum(((points - low) / size).astype(np.intp), _CELLS - 1)
    cell = cells[:, 0] * _CELLS + cells[:, 1]
    weight = np.bincount(cell, weights=mass, minlength=_CELLS * _CELLS)
    middle = [np.bincount(cell, weights=mass * points[:, axis], minlength=_CELLS * _CELLS) for axis in (0, 1)]
    full = weight > 0
    weight, centre = weight[full], [sums[full] / weight[full] for sums in middle]
    nearest = float(size.min()) ** 2 / 4  # a cell pushes its own points gently apart
    force = np.zeros_like(points)
    for start in range(0, len(points), 2048):
        part = slice(start, start + 2048)
        across = points[part, 0][:, None] - centre[0][None]
        down = points[part, 1][:, None] - centre[1][None]
        push = weight[None] / np.maximum(across * across + down * down, nearest)
        force[part, 0] = (across * push).sum(axis=1)
        force[part, 1] = (down * push).sum(axis=1)
    return force * (mass[:, None] * (_GAP * _GAP))
