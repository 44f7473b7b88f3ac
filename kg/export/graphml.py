"""GraphML, written line by line: nodes first (they are kept in memory), then the edges of one article after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final

from kg.export.edges import Edge, Node
from kg.export.network import edges, first_day, last_day, nodes
from kg.export.xml import attribute, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.export.selection import Source

_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_NODE: Final = (*Node._fields[1:], "first_day", "last_day")
_EDGE: Final = (*Edge._fields[2:], "first_day", "last_day")


def write_graphml(source: Source, stream: BinaryIO) -> None:
    """Things and articles as nodes, facts as directed edges; everything that is said of them as text."""
    for line in _lines(source):
        stream.write(line.encode("utf-8"))


def _lines(source: Source) -> Iterator[str]:
    yield _HEAD
    yield from _keys("node", _NODE)
    yield from _keys("edge", _EDGE)
    yield '  <graph id="governance-kg" edgedefault="directed">\n'
    for node in nodes(source):
        values = (*node[1:], first_day(node.date), last_day(node.end or node.date))
        yield f'    <node id="{attribute(node.iri)}">{_values("node", _NODE, values)}</node>\n'
    for number, edge in enumerate(edges(source)):
        told = (*edge[2:], first_day(edge.start), last_day(edge.end or edge.start))
        ends = f'id="e{number}" source="{attribute(edge.source)}" target="{attribute(edge.target)}"'
        yield f"    <edge {ends}>{_values('edge', _EDGE, told)}</edge>\n"
    yield "  </graph>\n</graphml>\n"


def _keys(kind: str, fields: Iterable[str]) -> Iterator[str]:
    for field in fields:
        form = "double" if field == "confidence" else "string"
        yield f'  <key id="{kind}-{field}" for="{kind}" attr.name="{field}" attr.type="{form}"/>\n'


def _values(kind: str, fields: Iterable[str], values: Iterable[str]) -> str:
    """What is known of a node or an edge."""
    pairs = zip(fields, values, strict=True)
    return "".join(f'<data key="{kind}-{field}">{text(value)}</data>' for field, value in pairs if value)
