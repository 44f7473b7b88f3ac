"""GEXF 1.3, written line by line: the timeline of Gephi shows when posts were held, events took place, articles came.

A thing without a date of its own is there all the time; what is known to the month or year lasts for all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final

from kg.export.edges import Edge, Node
from kg.export.network import edges, first_day, last_day, nodes
from kg.export.xml import attribute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.export.selection import Source

_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
  <graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">
"""
_NODE: Final = ("kind", "code", "date", "end")
_EDGE: Final = Edge._fields[2:]


def write_gexf(source: Source, stream: BinaryIO) -> None:
    """Things and articles as nodes, facts as directed edges, both with the days on which they show."""
    for line in _lines(source):
        stream.write(line.encode("utf-8"))


def _lines(source: Source) -> Iterator[str]:
    yield _HEAD
    yield from _declared("node", _NODE)
    yield from _declared("edge", _EDGE)
    yield "    <nodes>\n"
    for node in nodes(source):
        yield from _node(node)
    yield "    </nodes>\n    <edges>\n"
    for number, edge in enumerate(edges(source)):
        ends = f'id="e{number}" source="{attribute(edge.source)}" target="{attribute(edge.target)}"'
        label = f' kind="{attribute(edge.kind)}" label="{attribute(edge.role)}"'
        days = _days(edge.start, edge.end)
        yield f"      <edge {ends}{label}{days}>{_values(edge[2:])}</edge>\n"
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _node(node: Node) -> Iterator[str]:
    days = _days(node.date, node.end)
    values = _values((node.kind, node.code, node.date, node.end))
    yield f'      <node id="{attribute(node.iri)}" label="{attribute(node.label)}"{days}>{values}</node>\n'


def _days(start: str, end: str) -> str:
    """The interval in which a node or edge shows; where nothing is known of either, always."""
    first = first_day(start)
    last = last_day(end or start)
    opening = f' start="{first}"' if first else ""
    return opening + (f' end="{last}"' if last and last >= first else "")


def _declared(kind: str, fields: Iterable[str]) -> Iterator[str]:
    yield f'    <attributes class="{kind}" mode="static">\n'
    for number, field in enumerate(fields):
        form = "double" if field == "confidence" else "string"
        yield f'      <attribute id="{number}" title="{field}" type="{form}"/>\n'
    yield "    </attributes>\n"


def _values(values: Iterable[str]) -> str:
    told = (f'<attvalue for="{n}" value="{attribute(value)}"/>' for n, value in enumerate(values) if value)
    return f"<attvalues>{''.join(told)}</attvalues>"
