"""Rows on the standard output: a table for people, JSON or CSV for programs."""

from __future__ import annotations

import csv
import json
import os
import re
import sys
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST: Final = 48  # characters of a cell in a table
_LEAD: Final = 20  # of these before the name that a cell is cut around, at most
_CLAUSE: Final = re.compile(r"[，、；：。,;:]")
_UNBROKEN: Final = 15  # columns of the terminal: dates, roles and names of people stay in one line
_NARROW: Final = 12  # columns that are left for any longer cell, or nothing is kept in one line
_WIDTH: Final = 160  # where there is no terminal
_WHOLE: Final = "--json and --csv give everything whole"


class Form(StrEnum):
    """How rows are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def show(
    columns: Sequence[str],
    rows: Iterable[Sequence[str | None]],
    form: Form = Form.TABLE,
    *,
    most: int | None = None,
    longest: int | None = LONGEST,
) -> None:
    """Write rows: JSON as one list with an object a line, CSV with a line of names, a table as wide as the terminal.

    A table has at most `most` rows, and cells of at most `longest` characters; the line below it says what is missing.
    """
    if form == Form.JSON:
        lines = (json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) for row in rows)
        sys.stdout.write("[" + ",\n ".join(lines) + "]\n")
    elif form == Form.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    else:
        _show_table(columns, [[visible(cell or "") for cell in row] for row in rows], most, longest)


def visible(text: str) -> str:
    """The text without characters that steer a terminal or turn the order of writing."""
    return "".join(" " if unicodedata.category(character) in ("Cc", "Cf") else character for character in text)


def shortened(text: str, name: str, longest: int = LONGEST) -> str:
    """At most `longest` characters of a text: those around a name where it stands in the text, else the first ones."""
    if len(text) <= longest:
        return text
    found = max(text.find(name), 0)
    lead = max(found - _LEAD, 0)
    clause = _CLAUSE.search(text, lead, found)
    start = min(clause.end() if clause and lead else lead, len(text) - longest + 1)
    end = start + longest - (start > 0)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return f"{before}{text[start : end - len(after)].strip()}{after}"


def _show_table(columns: Sequence[str], rows: Sequence[Sequence[str]], most: int | None, longest: int | None) -> None:
    shown = rows if most is None else rows[:most]
    cells = [[shortened(cell, row[0], longest) if longest else cell for cell in row] for row in shown]
    _print_table(columns, cells)
    left = len(rows) - len(shown)
    notes = [f"… and {left} more row{'s' if left > 1 else ''}"] if left else []
    notes += ["long cells are shortened here (…)"] if cells != [list(row) for row in shown] else []
    if notes:
        sys.stdout.write(f"{'; '.join(notes)}: {_WHOLE}\n")


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    has_width = sys.stdout.isatty() or "COLUMNS" in os.environ
    console = Console(width=None if has_width else _WIDTH)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    widest = [max(cell_len(cell) for cell in column) for column in zip(columns, *rows, strict=True)]
    short = [width if width <= _UNBROKEN else None for width in widest]
    is_wide = sum(_NARROW if width is None else width + 2 for width in short) <= console.width
    for column, width in zip(columns, short, strict=True):
        table.add_column(column, overflow="fold", min_width=width if is_wide else None)
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)
