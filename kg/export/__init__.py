"""The graph in the formats of others. Equal graphs give equal bytes: everything is sorted, and nothing tells the time.

export(store, "trig", Path("graph.trig"))

trig, nq   all graphs, one an article; N-Quads and TriG lose nothing
ttl        what all articles say together, without saying which says it
jsonld     all graphs, with the short names of `ontology/context.jsonld`
graphml    things as nodes, facts as edges
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from kg.export.graphml import write_graphml
from kg.export.jsonld import write_jsonld
from kg.export.quads import write_nq, write_trig, write_ttl
from kg.export.writing import replaced
from kg.model import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store import Store

__all__ = ["FORMATS", "export"]

FORMATS: Final[dict[str, Callable[[Store, BinaryIO], None]]] = {
    "trig": write_trig,
    "nq": write_nq,
    "ttl": write_ttl,
    "jsonld": write_jsonld,
    "graphml": write_graphml,
}


def export(store: Store, to: str, destination: Path | BinaryIO) -> None:
    """Write the graph in a format to a file, whole or not at all, or to an open stream of bytes.

    QueryError: no such format. StoreError: the file cannot be written.
    """
    if to not in FORMATS:
        raise QueryError(f"there is no format {to!r}; choose one of {', '.join(FORMATS)}")
    if not isinstance(destination, Path):
        FORMATS[to](store, destination)
        return
    with replaced(destination) as stream:
        FORMATS[to](store, stream)
