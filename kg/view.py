"""The picture of the graph: one HTML page that opens without a network.

pyvis builds nodes, edges and options; the page around them is ours (`templates/view.*`), because pyvis's own loads
Bootstrap from a CDN in every mode and lets the browser search for positions.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.export.writing import write_page
from kg.graph import FACT_KINDS, most_connected, project
from kg.graph.layout import positions
from kg.model import Kind

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx
    from pyvis.network import Network

    from kg.store import Store


class Look(NamedTuple):
    """How a kind of thing is named and drawn."""

    zh: str
    en: str
    shape: str  # of vis-network
    color: str
    drawing: str  # the same shape in the legend, SVG within -12 … 12


LOOKS = {
    Kind.PERSON: Look("人物", "Person", "dot", "#2f6aa3", '<circle r="9" fill="#2f6aa3"/>'),
    Kind.ORGANIZATION: Look(
        "机构", "Organization", "square", "#c2703d", '<rect x="-8" y="-8" width="16" height="16" fill="#c2703d"/>'
    ),
    Kind.PLACE: Look("地点", "Place", "triangle", "#4f8a4b", '<path d="M0-9 9 8H-9Z" fill="#4f8a4b"/>'),
    Kind.EVENT: Look(
        "活动",
        "Event",
        "star",
        "#b3263e",
        '<path d="M0-11 3.2-3.6 11-3 5 2.4 7 10 0 5.8-7 10-5 2.4-11-3-3.2-3.6Z" fill="#b3263e"/>',
    ),
    Kind.INITIATIVE: Look("举措", "Initiative", "diamond", "#7a5aa6", '<path d="M0-11 9 0 0 11-9 0Z" fill="#7a5aa6"/>'),
}

_LINE = 9  # characters of a label's line
_LINES = 2
_FONT = 12
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "tooltipDelay": 120,
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": True,
        "multiselect": False,
        "selectConnectedEdges": False,
    },
    "nodes": {
        "borderWidth": 1,
        "borderWidthSelected": 3,
        "scaling": {"label": {"drawThreshold": 8}},
        "font": {
            "size": _FONT,
            "color": "#22252b",
            "strokeWidth": 3,
            "strokeColor": "#fbfaf7",
            "face": "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, WenQuanYi Zen Hei, sans-serif",
        },
    },
    "edges": {
        "width": 0.8,
        "color": {"color": "#aaa596", "highlight": "#1f4e79", "hover": "#1f4e79", "inherit": False},
        "font": {"size": 11, "color": "#5b616c", "strokeWidth": 3, "strokeColor": "#fbfaf7"},
        "scaling": {"label": {"drawThreshold": 8}},
        "smooth": False,
        "hoverWidth": 0.6,
        "selectionWidth": 1,
    },
}


@dataclass(frozen=True, slots=True)
class ViewReport:
    """What a page shows: numbers of nodes, facts and articles, and of nodes left out."""

    nodes: int
    edges: int
    articles: int
    left_out: int


def view(store: Store, destination: Path, around: str | None = None, depth: int = 1, limit: int = 1000) -> ViewReport:
    """Draw the graph, or the neighbourhood of what is named `around`, into one HTML file, whole or not at all.

    Above `limit` nodes the best connected are kept; the page says how many are left out. Raises `QueryError` where
    nothing is named so, `StoreError` where the file cannot be written.
    """
    graph = project(store, around=around, depth=depth)
    page, report = page_of(graph, limit=limit, note=f"{around}的周边（{depth} 步）" if around else None)
    write_page(destination, page)
    return report


def page_of(graph: nx.MultiDiGraph[str], limit: int = 1000, note: str | None = None) -> tuple[str, ViewReport]:
    """The page that shows a projected graph, and its figures. Equal graphs give equal pages."""
    kept = most_connected(graph, limit)
    network = _network(kept)
    facts, articles = _facts(kept)
    report = ViewReport(len(kept), kept.number_of_edges(), len(articles), len(graph) - len(kept))
    picture = {
        "nodes": network.nodes,
        "edges": network.edges,
        "options": network.options,
        "things": [_thing(node, kept.nodes[node]) for node in sorted(kept)],
        "facts": facts,
        "articles": articles,
        "kinds": {kind.value: look.zh for kind, look in LOOKS.items()},
        "factKinds": list(FACT_KINDS.items()),
        "around": note,
    }
    return _rendered(network, picture, report, _counts(kept)), report


def _network(graph: nx.MultiDiGraph[str]) -> Network:
    """The pyvis network: nodes where they stand, and one edge for all facts between two things in one direction."""
    from pyvis.network import Network

    network = Network(directed=True)
    network.options = _OPTIONS  # its set_options takes JSON and removes every blank, those in names of fonts too
    labels = {node: wrapped(graph.nodes[node]["label"]) for node in graph}
    sizes = {node: _size(graph.degree(node)) for node in graph}
    places = positions(graph, {node: _box(labels[node], sizes[node]) for node in graph})
    for node in sorted(graph):
        look, (x, y) = LOOKS[graph.nodes[node]["kind"]], places[node]
        network.add_node(node, labels[node], look.shape, look.color, size=sizes[node], x=x, y=y)
    network.edges.extend(_edges(graph))
    return network


def _edges(graph: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    """Edges as pyvis keeps them. Its `add_edge` compares each edge with all nodes, 7 s for 10,000; hence directly."""
    from pyvis.edge import Edge

    between: dict[tuple[str, str], list[int]] = defaultdict(list)
    roles: dict[tuple[str, str], list[str]] = defaultdict(list)
    for number, (source, target, fact) in enumerate(graph.edges(data=True)):
        between[source, target].append(number)
        if fact["role"] not in roles[source, target]:
            roles[source, target].append(fact["role"])
    edges = []
    for number, ((source, target), numbers) in enumerate(between.items()):
        label = _edge_label(roles[source, target])
        edge: dict[str, Any] = Edge(source, target, id=number, label=label, facts=numbers).options
        edges.append(edge)
    return edges


def _edge_label(roles: list[str]) -> str:
    """The first two roles; that one spoke goes without saying beside another role."""
    told = [role for role in roles if role != "发表言论"] or roles
    return "、".join(told[:2]) + ("等" if len(told) > 2 else "")


def _facts(graph: nx.MultiDiGraph[str]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """All facts of the kept things in one list, those between two things first, and the titles of their articles."""
    facts: list[dict[str, Any]] = [
        {"from": source, "to": target, **fact} for source, target, fact in graph.edges(data=True)
    ]
    for node in sorted(graph):
        facts += ({"from": node, "to": None, **fact} for fact in graph.nodes[node]["facts"])
    articles = {fact["doc"]: fact.pop("article") for fact in facts}
    return facts, dict(sorted(articles.items()))


def _thing(node: str, attributes: dict[str, Any]) -> dict[str, Any]:
    """What the page tells of a node beside its facts."""
    shown = {name: attributes[name] for name in ("kind", "label", "names", "detail")}
    return {"id": node, **shown}


def _counts(graph: nx.MultiDiGraph[str]) -> dict[str, int]:
    """How many nodes there are of each kind."""
    return {kind: sum(graph.nodes[node]["kind"] == kind for node in graph) for kind in LOOKS}


def _rendered(network: Network, picture: dict[str, Any], report: ViewReport, counts: dict[str, int]) -> str:
    """The template filled in by pyvis. What articles say goes in as one escaped JSON text and nowhere else."""
    style, script, library = asset("view.css"), asset("view.js"), _library()
    network.set_template_dir(str(files("kg") / "templates"), "view.html")
    network.templateEnv.globals.update(
        picture=embedded(picture),
        style=style,
        script=script,
        library=library,
        style_hashes=hashed(style),
        script_hashes=f"{hashed(library)} {hashed(script)}",
        counts=report,
        kinds=[{"name": kind.value, "count": counts[kind], **look._asdict()} for kind, look in LOOKS.items()],
    )
    page: str = network.generate_html()
    return page


def embedded(value: object) -> str:
    """JSON that may stand in a script element: no character in it can end the element or the line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.translate({ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


def wrapped(label: str) -> str:
    """The label in at most two short lines; a longer one keeps its beginning and its end."""
    longest = _LINE * _LINES
    if len(label) > longest:
        label = f"{label[: longest - 6]}…{label[-5:]}"
    line = max(-(-len(label) // _LINES), 6) if len(label) > _LINE else _LINE
    return "\n".join(label[start : start + line] for start in range(0, len(label), line))


def _size(degree: int) -> int:
    """The radius of a node: grows with the root of its number of facts."""
    return min(9 + round(3 * math.sqrt(degree)), 36)


def _box(label: str, size: int) -> tuple[float, float]:
    """Width and height of a node with its label beneath."""
    lines = label.split("\n")
    return max(2.0 * size, max(map(len, lines)) * _FONT) + 14.0, 2.0 * size + len(lines) * _FONT * 1.25 + 14.0


def asset(name: str) -> str:
    """A file of the template folder."""
    return (files("kg") / "templates" / name).read_text(encoding="utf-8")


def _library() -> str:
    """vis-network as pyvis bundles it, without the line that would have the browser look for a source map."""
    folder = files("pyvis") / "templates" / "lib" / "vis-9.1.2"
    script = (folder / "vis-network.min.js").read_text(encoding="utf-8")
    return script.split("//# sourceMappingURL=")[0].replace("</script", "<\\/script")


def hashed(content: str) -> str:
    """The hash by which a Content-Security-Policy lets this script or style run, and no other."""
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f"'sha256-{digest}'"
