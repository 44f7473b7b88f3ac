"""GraphML, written line by line: nodes first (they are kept in memory), then the edges of one article after another."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, BinaryIO, Final

from kg.export.edges import Article, Edge, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.store import Store

_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML 1.0 may hold them


def write_graphml(store: Store, stream: BinaryIO) -> None:
    """Things and articles as nodes, facts as directed edges; everything that is said of them as text."""
    for line in _lines(store):
        stream.write(line.encode("utf-8"))


def _lines(store: Store) -> Iterator[str]:
    yield _HEAD
    yield from _keys("node", Node._fields[1:])
    yield from _keys("edge", Edge._fields[2:])
    yield '  <graph id="governance-kg" edgedefault="directed">\n'
    for node in _nodes(store):
        yield f'    <node id="{_safe(node.iri)}">{_values("node", Node._fields[1:], node[1:])}</node>\n'
    number = 0
    for article in _articles(store):
        for edge in sorted(set(article.edges())):
            ends = f'id="e{number}" source="{_safe(edge.source)}" target="{_safe(edge.target)}"'
            yield f"    <edge {ends}>{_values('edge', Edge._fields[2:], edge[2:])}</edge>\n"
            number += 1
    yield "  </graph>\n</graphml>\n"


def _articles(store: Store) -> Iterator[Article]:
    for doc in sorted(store.docs()):
        yield Article(store.reading(doc), store.iris(doc))


def _nodes(store: Store) -> list[Node]:
    """Each thing once, in the order of the IRIs: by its longest name, its earliest and most precise date."""
    known: dict[str, Node] = {}
    for article in _articles(store):
        for node in article.nodes():
            known[node.iri] = _joined(known[node.iri], node) if node.iri in known else node
    return [known[iri] for iri in sorted(known)]


def _joined(one: Node, other: Node) -> Node:
    label = min(one.label, other.label, key=lambda text: (-len(text), text))
    date = min(one.date, other.date, key=lambda text: (-len(text), text))
    return Node(one.iri, min(one.kind, other.kind), label, max(one.code, other.code), date)


def _keys(kind: str, fields: Iterable[str]) -> Iterator[str]:
    for field in fields:
        yield f'  <key id="{kind}-{field}" for="{kind}" attr.name="{field}" attr.type="string"/>\n'


def _values(kind: str, fields: Iterable[str], values: Iterable[str]) -> str:
    """What is known of a node or an edge."""
    pairs = zip(fields, values, strict=True)
    return "".join(f'<data key="{kind}-{field}">{_safe(value)}</data>' for field, value in pairs if value)


def _safe(text: str) -> str:
    return escape(_ILLEGAL.sub("\ufffd", text))
