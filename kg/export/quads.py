"""N-Quads and N-Triples: the sorted lines as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from kg.export.lines import quad_lines, triples

if TYPE_CHECKING:
    from kg.export.selection import Source


def write_nq(source: Source, stream: BinaryIO) -> None:
    """One quad a line: graph after graph."""
    stream.writelines(quad_lines(source))


def write_nt(source: Source, stream: BinaryIO) -> None:
    """What all graphs say together, one triple a line."""
    stream.writelines(triples(source))
