"""Positions for drawing a graph: the same graph gives the same coordinates, on every machine.

networkx's own force layouts sum with einsum and BLAS, whose last bits differ between processors and grow with every
round; several need scipy. These forces (Fruchterman and Reingold's, with ForceAtlas2's weights) use additions,
multiplications and roots alone, all of which IEEE 754 fixes to the bit.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    Points: TypeAlias = NDArray[np.float64]
    Boxes: TypeAlias = Mapping[str, tuple[float, float]]

_GAP = 42.0  # between neighbours, in pixels at full zoom; small components have room for more
_ROOM = 90.0
_MARGIN = 60.0  # between components
_ROUNDS = 160
_PAIRS = 40_000_000  # pairs of nodes to compare altogether, which bounds the time of large graphs
_FITTED = 40  # components that are fitted into one another; all further ones stand in rows
_WIDE = 1.2  # the page is wider than high


def positions(graph: nx.MultiDiGraph[str], boxes: Boxes) -> dict[str, tuple[float, float]]:
    """Where each node stands, in pixels at full zoom, one decimal.

    `boxes` gives the width and height that each node and its label take; they are pushed apart until few overlap.
    Components are laid out one by one and packed; nodes without edges stand in rows below.
    """
    import networkx as nx

    components = [sorted(component) for component in nx.weakly_connected_components(graph)]
    components.sort(key=lambda component: (-len(component), component[0]))
    blocks = [_component(graph, component, boxes) for component in components]
    placed: dict[str, tuple[float, float]] = {}
    extents = [_extent(block, component, boxes) for component, block in zip(components, blocks, strict=True)]
    for component, block, (left, top) in zip(components, blocks, _packed(extents), strict=True):
        for node, (x, y) in zip(component, block.tolist(), strict=True):
            placed[node] = (round(x + left, 1) + 0.0, round(y + top, 1) + 0.0)
    return placed


def _component(graph: nx.MultiDiGraph[str], component: Sequence[str], boxes: Boxes) -> Points:
    """The points of one connected component, its upper left corner at the origin."""
    import numpy as np

    size = np.array([boxes[node] for node in component], dtype=np.float64)
    points = _spread(graph, component)
    if len(component) > 1:
        points = _apart(points, size)
    corner: Points = (points - size / 2).min(axis=0)
    return points - corner


def _spread(graph: nx.MultiDiGraph[str], component: Sequence[str]) -> Points:
    """Points under repulsion between all nodes and attraction along edges, cooled to rest."""
    import numpy as np

    count = len(component)
    if count == 1:
        return np.zeros((1, 2))
    gap = _GAP + _ROOM / (1 + count / 12)
    points = _start(graph, component, gap)
    sources, targets = _ends(graph, component)
    degrees = np.bincount(np.concatenate([sources, targets]), minlength=count)
    mass = np.sqrt(degrees + 1.0)
    rounds = max(30, min(_ROUNDS, _PAIRS // (count * count)))
    heat = gap * math.sqrt(count) / 4
    for turn in range(rounds):
        force = _repulsion(points, mass, gap)
        pull = points[sources] - points[targets]
        pull *= np.sqrt((pull * pull).sum(axis=1))[:, None] / gap
        np.subtract.at(force, sources, pull)
        np.add.at(force, targets, pull)
        force -= points * (mass[:, None] * 0.5)
        force[:, 1] -= points[:, 1] * mass * 0.5
        length = np.sqrt((force * force).sum(axis=1)) + 1e-9
        step = heat * (1 - turn / rounds) ** 2 + 0.5
        points = points + force * (np.minimum(length, step) / length)[:, None]
    return points


def _start(graph: nx.MultiDiGraph[str], component: Sequence[str], gap: float) -> Points:
    """A spiral with the best connected in the middle and neighbours after one another."""
    import networkx as nx
    import numpy as np

    plain = graph.subgraph(component).to_undirected(as_view=True)
    first = max(component, key=lambda node: (plain.degree(node), node))
    order = [first, *(child for _, child in nx.bfs_edges(plain, first, sort_neighbors=sorted))]
    rank = {node: index for index, node in enumerate(order)}
    spiral = []
    for node in component:
        radius, angle = gap * math.sqrt(rank[node]) * 0.7, rank[node] * 2.399963
        # Sines may differ in the last bit between machines; forces would let that grow.
        spiral.append((radius * round(math.cos(angle), 6), radius * round(math.sin(angle), 6)))
    return np.array(spiral, dtype=np.float64)


def _ends(graph: nx.MultiDiGraph[str], component: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Both ends of every pair of connected nodes, as positions in `component`; parallel edges count once."""
    import numpy as np

    index = {node: position for position, node in enumerate(component)}
    pairs = {(min(index[a], index[b]), max(index[a], index[b])) for a, b in graph.subgraph(component).edges() if a != b}
    ends = np.array(sorted(pairs), dtype=np.intp).reshape(-1, 2)
    return ends[:, 0], ends[:, 1]


def _repulsion(points: Points, mass: Points, gap: float) -> Points:
    """The push on every node from all others, in slices that bound the memory."""
    import numpy as np

    force = np.zeros_like(points)
    for start in range(0, len(points), 512):
        part = slice(start, start + 512)
        # The first axis is the one that is summed, row after row and so in one order everywhere.
        across = points[None, part, 0] - points[:, None, 0]
        down = points[None, part, 1] - points[:, None, 1]
        square = across * across
        square += down * down
        np.maximum(square, 1.0, out=square)
        push = np.divide(mass[:, None], square, out=square)
        for axis, distance in enumerate((across, down)):
            distance *= push
            force[part, axis] = distance.sum(axis=0) * mass[part] * (gap * gap)
    return force


def _apart(points: Points, size: Points) -> Points:
    """The points moved, each pair by the shorter way, until few of the boxes around them overlap."""
    import numpy as np

    count = len(points)
    points = points.copy()
    needed = [np.triu(size[None, :, axis] + size[:, None, axis], 1) / 2 for axis in (0, 1)]
    for _ in range(max(15, min(80, _PAIRS // (count * count)))):
        room = [needed[axis] - np.abs(points[None, :, axis] - points[:, None, axis]) for axis in (0, 1)]
        first, second = np.nonzero((room[0] > 0) & (room[1] > 0))
        if not len(first):
            break
        overlap = np.stack([room[0][first, second], room[1][first, second]], axis=1)
        axis = np.argmin(overlap, axis=1)
        pairs = np.arange(len(first))
        push = np.zeros_like(overlap)
        way = np.where(points[second, axis] >= points[first, axis], 1.0, -1.0)
        push[pairs, axis] = overlap[pairs, axis] * way * 0.35
        np.subtract.at(points, first, push)
        np.add.at(points, second, push)
    return points


def _packed(extents: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The upper left corner of each block, the largest block first, in about the shape of the page."""
    corners: list[tuple[float, float]] = []
    for number, extent in enumerate(extents[:_FITTED]):
        taken = list(zip(corners, extents[:number], strict=True))
        starts = [(0.0, 0.0)]
        for (left, top), (width, height) in taken:
            starts += [(left + width + _MARGIN, top), (left, top + height + _MARGIN), (left + width + _MARGIN, 0.0)]
        free = [start for start in starts if not any(_is_crossing(start, extent, *other) for other in taken)]
        corners.append(min(free, key=lambda start: (max((start[0] + extent[0]) / _WIDE, start[1] + extent[1]), start)))
    right = max((left + width for (left, _), (width, _) in zip(corners, extents, strict=False)), default=0.0)
    bottom = max((top + height for (_, top), (_, height) in zip(corners, extents, strict=False)), default=0.0)
    return corners + _rows(extents[_FITTED:], right, bottom + _MARGIN)


def _is_crossing(
    start: tuple[float, float], extent: tuple[float, float], corner: tuple[float, float], other: tuple[float, float]
) -> bool:
    """Whether two rectangles come closer than the margin."""
    return all(
        start[axis] < corner[axis] + other[axis] + _MARGIN and corner[axis] < start[axis] + extent[axis] + _MARGIN
        for axis in (0, 1)
    )


def _rows(extents: Sequence[tuple[float, float]], line: float, top: float) -> list[tuple[float, float]]:
    """Corners of small blocks in rows from the left, under everything else, no wider than `line` or a square."""
    area = sum(width * height for width, height in extents)
    line = max([line, math.sqrt(area * _WIDE), *(width for width, _ in extents)])
    corners: list[tuple[float, float]] = []
    left = deepest = 0.0
    for width, height in extents:
        if left and left + width > line:
            left, top, deepest = 0.0, top + deepest, 0.0
        corners.append((left, top))
        left, deepest = left + width, max(deepest, height)
    return corners


def _extent(block: Points, component: Sequence[str], boxes: Boxes) -> tuple[float, float]:
    """Width and height of a block with the boxes around its points."""
    placed = zip((boxes[node] for node in component), block.tolist(), strict=True)
    reach = [(x + width / 2, y + height / 2) for (width, height), (x, y) in placed]
    return max(x for x, _ in reach), max(y for _, y in reach)
