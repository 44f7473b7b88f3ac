"""Tables as CSV files, in UTF-8 after RFC 4180; what is not known is empty."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from kg.export.folder import DESCRIPTOR, describe
from kg.export.rows import rows
from kg.export.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.export.rows import Row
    from kg.export.selection import Source
    from kg.export.tables import Table

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may take for the start of a formula


def write_csv(source: Source, folder: Path) -> None:
    """A file a table, with their descriptor."""
    write_files(folder, TABLES, rows(source), is_spreadsheet=source.selection.is_spreadsheet)


def write_files(
    folder: Path, tables: Iterable[Table], content: Iterable[tuple[str, Row]], *, is_spreadsheet: bool
) -> None:
    """Rows of some tables as files, with their descriptor.

    For a spreadsheet, a mark tells the encoding, and an apostrophe stands before what could be taken for a formula.
    """
    files = [(table, folder / f"{table.name}.csv") for table in tables]
    encoding = "utf-8-sig" if is_spreadsheet else "utf-8"
    with ExitStack() as stack:
        writers = {}
        for table, path in files:
            stream = stack.enter_context(path.open("w", encoding=encoding, errors="replace", newline=""))
            writers[table.name] = csv.writer(stream)
            writers[table.name].writerow(column.name for column in table.columns)
        for name, row in content:
            writers[name].writerow(map(harmless, row) if is_spreadsheet else row)
    (folder / DESCRIPTOR).write_bytes(describe(files))


def harmless(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
