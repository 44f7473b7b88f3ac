"""Edge lists: who was at which event, and who was at the same events in the same year."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from kg.export.delimited import write_files
from kg.export.network import edges, nodes
from kg.export.tables import Column, Table
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kg.export.edges import Node
    from kg.export.rows import Row
    from kg.export.selection import Source


def _columns(*named: tuple[str, str]) -> tuple[Column, ...]:
    forms = {"events": "integer", "confidence": "number"}
    return tuple(Column(name, forms.get(name, "string"), description) for name, description in named)


_TABLES: Final = (
    Table(
        "person_event",
        "a person takes part in an event",
        _columns(
            *(("person", "IRI"), ("person_name", "name"), ("event", "IRI"), ("event_name", "name")),
            *(("role", "in what role"), ("topic", "on what"), ("start", "ISO date of the event"), ("end", "last day")),
            *(("doc", "id of the article"), ("confidence", "share of its like that was right"), ("quote", "evidence")),
        ),
    ),
    Table(
        "co_attendance",
        "two people took part in the same events of a period",
        _columns(
            *(
                ("period", "year of the events, empty where it is not known"),
                ("source", "IRI"),
                ("source_name", "name"),
            ),
            *(("target", "IRI"), ("target_name", "name"), ("events", "how many")),
        ),
    ),
)


def write_edges(source: Source, folder: Path) -> None:
    """Two CSV files with their descriptor; what people attended is in memory."""
    write_files(folder, _TABLES, _rows(source), is_spreadsheet=source.selection.is_spreadsheet)


def _rows(source: Source) -> Iterator[tuple[str, Row]]:
    known = {node.iri: node for node in nodes(source) if node.kind in (Kind.PERSON, Kind.EVENT)}
    attended: dict[str, set[str]] = defaultdict(set)
    for edge in edges(source):
        if edge.kind == "participation":
            person, event = known[edge.source], known[edge.target]
            attended[event.iri].add(person.iri)
            ends = (person.iri, _name(person), event.iri, _name(event))
            told = (edge.role, edge.topic or None, event.date or None, event.end or None, edge.doc)
            yield "person_event", (*ends, *told, float(edge.confidence), edge.quote or None)
    for (period, one, other), count in sorted(_together(attended, known).items()):
        yield "co_attendance", (period or None, one, _name(known[one]), other, _name(known[other]), count)


def _together(attended: Mapping[str, set[str]], known: Mapping[str, Node]) -> Counter[tuple[str, str, str]]:
    """How many events of a year two people share."""
    pairs: Counter[tuple[str, str, str]] = Counter()
    for event, people in attended.items():
        pairs.update((known[event].date[:4], one, other) for one, other in combinations(sorted(people), 2))
    return pairs


def _name(node: Node) -> str:
    return normalize("NFC", node.label)
