"""Tables as the sheets of one Excel file. Every text is a text there, whatever it begins with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from kg.export.extras import needed
from kg.export.rows import rows
from kg.export.tables import TABLES
from kg.export.xml import legal
from kg.model import StoreError

if TYPE_CHECKING:
    from kg.export.rows import Cell, Row
    from kg.export.selection import Source

_ROWS: Final = 1_048_575  # of a sheet, below its head
_CELL: Final = 32_767  # UTF-16 units of a cell
_NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # equal graphs give equal bytes
_OPTIONS: Final = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}


def write_xlsx(source: Source, stream: BinaryIO) -> None:
    """A sheet a table. KgError where xlsxwriter is absent, StoreError where a table is too long for Excel."""
    with needed("xlsxwriter", "xlsx").Workbook(stream, _OPTIONS) as book:
        book.set_properties({"created": _NEVER})
        bold = book.add_format({"bold": True})
        sheets: dict[str, Any] = {}
        filled = dict.fromkeys((table.name for table in TABLES), 0)
        for table in TABLES:
            sheets[table.name] = book.add_worksheet(table.name)
            sheets[table.name].freeze_panes(1, 0)
            for place, column in enumerate(table.columns):
                sheets[table.name].write_string(0, place, column.name, bold)
        for name, row in rows(source):
            filled[name] += 1
            if filled[name] > _ROWS:
                raise StoreError(
                    f"the table {name} has more rows than Excel can show; write csv or parquet, or less (--since)"
                )
            _write(sheets[name], filled[name], row)


def _write(sheet: Any, number: int, row: Row) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(number, place, shortened(cell))
        elif cell is not None:
            sheet.write_number(number, place, cell)


def shortened(cell: Cell) -> str:
    """A text as Excel can hold it: without what no XML may hold, and no longer than a cell."""
    text = legal(str(cell))
    if len(text.encode("utf-16-le")) // 2 <= _CELL:
        return text
    kept = text.encode("utf-16-le")[: 2 * (_CELL - 1)].decode("utf-16-le", "ignore")
    return f"{kept}…"
