"""The graph in the formats of others. Equal graphs give equal bytes: everything is sorted, and nothing tells the time.

    export(store, "trig", Path("graph.trig"))
    export(store, "csv", Path("tables"), Selection(since="2024"))

nq, trig, jsonld         all graphs, one an article; these lose nothing
nt, ttl, rdfxml          what all articles say together, without saying which says it; ttl12 says that, too
csv, parquet, xlsx       a table a kind of thing and fact, with a Frictionless descriptor
graphml, gexf            things as nodes, facts as edges, with their days
edges                    who was at which event, and who was there together, by year
ftm                      FollowTheMoney entities, one a line

`docs/exports.md` says what each cannot carry. csv, parquet and edges are folders, the others one file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from kg.export.delimited import write_csv
from kg.export.description import write_description
from kg.export.folder import describe, replaced_folder
from kg.export.followthemoney import write_ftm
from kg.export.gexf import write_gexf
from kg.export.graphml import write_graphml
from kg.export.jsonld import write_jsonld
from kg.export.parquet import write_parquet
from kg.export.quads import write_nq, write_nt
from kg.export.rdfxml import write_rdfxml
from kg.export.selection import KINDS, EvidenceLevel, Selection, Source
from kg.export.tables import TABLES
from kg.export.turtle import write_trig, write_ttl, write_ttl12
from kg.export.twomode import write_edges
from kg.export.workbook import write_xlsx
from kg.export.writing import replaced
from kg.model import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store import Store

__all__ = ["FOLDERS", "FORMATS", "KINDS", "EvidenceLevel", "Selection", "describe_export", "export", "undated"]

_FILES: Final[dict[str, Callable[[Source, BinaryIO], None]]] = {
    "trig": write_trig,
    "nq": write_nq,
    "ttl": write_ttl,
    "jsonld": write_jsonld,
    "graphml": write_graphml,
    "nt": write_nt,
    "rdfxml": write_rdfxml,
    "ttl12": write_ttl12,
    "gexf": write_gexf,
    "ftm": write_ftm,
    "xlsx": write_xlsx,
}
_FOLDERS: Final[dict[str, Callable[[Source, Path], None]]] = {
    "csv": write_csv,
    "parquet": write_parquet,
    "edges": write_edges,
}
FORMATS: Final = (*_FILES, *_FOLDERS)
FOLDERS: Final = tuple(_FOLDERS)  # the formats that are several files
_SPREADSHEET: Final = ("csv", "edges", "xlsx")


def export(store: Store, to: str, destination: Path | BinaryIO, selection: Selection | None = None) -> None:
    """Write the graph, or a part of it, in a format: to a file or folder, whole or not at all, or to a stream of bytes.

    QueryError: no such format, or one that cannot be written so. StoreError: the place cannot be written to.
    """
    if to not in FORMATS:
        raise QueryError(f"there is no format {to!r}; choose one of {', '.join(FORMATS)}")
    source = Source(store, selection or Selection())
    if source.selection.is_spreadsheet and to not in _SPREADSHEET:
        raise QueryError(f"--spreadsheet is for {', '.join(_SPREADSHEET)}; {to} is no table")
    if source.selection.articles:
        source.docs()  # an article that lacks is told before anything is written
    if to in _FOLDERS:
        _write_folder(source, to, destination)
    elif isinstance(destination, Path):
        with replaced(destination) as stream:
            _FILES[to](source, stream)
        if to == "xlsx" and destination.is_file():
            with replaced(destination.with_suffix(".datapackage.json")) as stream:
                stream.write(describe([(table, destination) for table in TABLES], is_workbook=True))
    else:
        _FILES[to](source, destination)


def describe_export(
    store: Store, to: str, output: Path, file: Path, selection: Selection | None = None, licence: str | None = None
) -> None:
    """Describe an export that was written to `output`, in a file: counts, versions, licence, checksums; Turtle.

    QueryError where that file is the export itself, or what is to stand in it is malformed. StoreError: as `export`.
    """
    if file.resolve() == output.resolve():
        raise QueryError(f"the description would take the place of the export in {output}; give it another file")
    files = sorted(output.iterdir()) if output.is_dir() else [output]
    files = [one for one in files if one.resolve() != file.resolve()]  # not what it said before
    with replaced(file) as stream:
        write_description(Source(store, selection or Selection()), to, files, licence, stream)


def undated(store: Store, selection: Selection) -> int:
    """How many articles `since` leaves out because nobody knows when they were published."""
    return Source(store, selection).undated() if selection.since else 0


def _write_folder(source: Source, to: str, destination: Path | BinaryIO) -> None:
    if not isinstance(destination, Path):
        raise QueryError(f"{to} is several files; give a folder with -o")
    with replaced_folder(destination) as folder:
        _FOLDERS[to](source, folder)
