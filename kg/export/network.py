"""What GraphML and GEXF have in common: the nodes of all articles, each once, the edges of each, and their days."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from kg.export.edges import Edge, Node
from kg.export.selection import EvidenceLevel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.export.selection import Source


def nodes(source: Source) -> list[Node]:
    """Each thing once, in the order of the IRIs: by its longest name, its earliest and most precise date."""
    known: dict[str, Node] = {}
    for article in source.articles():
        for node in article.nodes():
            known[node.iri] = _joined(known[node.iri], node) if node.iri in known else node
    return [known[iri] for iri in sorted(known)]


def _joined(one: Node, other: Node) -> Node:
    label = min(one.label, other.label, key=lambda text: (-len(text), text))
    days = min((one.date, one.end), (other.date, other.end), key=lambda days: (-len(days[0]), days))
    return Node(one.iri, min(one.kind, other.kind), label, max(one.code, other.code), *days)


def edges(source: Source) -> Iterator[Edge]:
    """The facts of one article after another, each once, with as much of what they rest on as is asked for."""
    level = source.selection.evidence
    for article in source.articles():
        for edge in sorted(set(article.edges())):
            if level == EvidenceLevel.FULL:
                yield edge
            else:
                yield edge._replace(rule="", quote=edge.quote if level == EvidenceLevel.QUOTE else "")


def first_day(date: str) -> str:
    """The first day of a day, month or year; what is no such date has none."""
    return _day(date, is_last=False)


def last_day(date: str) -> str:
    """The last day of a day, month or year; what is no such date has none."""
    return _day(date, is_last=True)


def _day(date: str, *, is_last: bool) -> str:
    try:
        year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
        month = month or (12 if is_last else 1)
        last = monthrange(year, month)[1]
    except ValueError:
        return ""
    day = day or (last if is_last else 1)
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= last else ""
