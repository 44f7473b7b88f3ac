"""Tables as Parquet files, written some thousand rows at a time; themes are JSON text."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final

from kg.export.extras import needed
from kg.export.folder import DESCRIPTOR, describe
from kg.export.rows import rows
from kg.export.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from kg.export.rows import Row
    from kg.export.selection import Source
    from kg.export.tables import Table

_GROUP: Final = 20_000  # rows that are written together


def write_parquet(source: Source, folder: Path) -> None:
    """A file a table, with their descriptor. KgError where pyarrow is absent."""
    arrow, parquet = needed("pyarrow", "parquet"), needed("pyarrow.parquet", "parquet")
    files = [(table, folder / f"{table.name}.parquet") for table in TABLES]
    waiting: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    with ExitStack() as stack:
        writers = {}
        for table, path in files:
            writer = parquet.ParquetWriter(path, _schema(arrow, table), compression="zstd")
            writers[table.name] = stack.enter_context(writer)
        for name, row in rows(source):
            waiting[name].append(row)
            if len(waiting[name]) == _GROUP:
                _flush(arrow, writers[name], waiting[name])
        for name, left in waiting.items():
            if left:
                _flush(arrow, writers[name], left)
    (folder / DESCRIPTOR).write_bytes(describe(files))


def _schema(arrow: Any, table: Table) -> Any:
    types = {"integer": arrow.int64(), "number": arrow.float64()}
    return arrow.schema([(column.name, types.get(column.type, arrow.string())) for column in table.columns])


def _flush(arrow: Any, writer: Any, waiting: list[Row]) -> None:
    """Write the rows that wait; none waits any more."""
    fields = zip(zip(*waiting, strict=True), writer.schema, strict=True)
    arrays = [arrow.array(cells, type=field.type) for cells, field in fields]
    writer.write_table(arrow.Table.from_arrays(arrays, schema=writer.schema))
    waiting.clear()
