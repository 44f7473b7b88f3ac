"""articles.csv: what text files cannot say of themselves."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from kg.intake.decoding import decode
from kg.intake.masthead import iso
from kg.model import ArticleError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TABLE = "articles.csv"
COLUMNS = ("doc", "title", "publisher", "published", "url")


class Details(NamedTuple):
    """What somebody says of an article; None where nothing is said."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None  # ISO, perhaps partial
    url: str | None = None


class Table(NamedTuple):
    """The rows of an articles.csv by doc, the line of each, and what is wrong in it."""

    rows: dict[str, Details]
    lines: dict[str, int]
    errors: list[ArticleError]


def checked_date(text: str | None, place: str) -> str | None:
    """The ISO form of a date that somebody wrote; None for an empty one. Raises ArticleError naming `place`."""
    if not text or not text.strip():
        return None
    if (found := iso(text)) is None:
        raise ArticleError(f"{place}: “{text[:40]}” is no date; expected `published` as 2024-11-30, 2024-11 or 2024.")
    return found


def read_table(path: Path) -> Table:
    """The table at `path`, or an empty one where there is none; bad rows are left out and reported."""
    table = Table({}, {}, [])
    if not path.is_file():
        return table
    try:
        reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
        header = _header(next(reader, []), path)
        for row, place in _rows(reader, path):
            _add(table, dict(zip(header, row, strict=False)), len(row) - len(header), reader.line_num, place)
    except OSError as error:
        table.errors.append(ArticleError(f"{path} cannot be read: {error.strerror}."))
    except ArticleError as error:
        table.errors.append(error)
    except csv.Error as error:
        table.errors.append(ArticleError(f"{path}, line {reader.line_num}: {error}; expected comma-separated values."))
    return table


def _text(path: Path) -> str:
    """The text of a table. It may be too short for a detector: what is whole in GB18030, as Excel saves it, is that."""
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        text = content.decode(encoding, "replace")
        if all(character.isprintable() or character in "\t\r\n\u3000" for character in text) and "\ufffd" not in text:
            return text
    return decode(content, str(path))


def _header(row: list[str], path: Path) -> list[str]:
    header = [name.strip() for name in row]
    if "doc" not in header or not set(header) <= set(COLUMNS) or len(set(header)) < len(header):
        expected = ",".join(COLUMNS)
        raise ArticleError(
            f"{path}, line 1: the columns are “{','.join(header)[:80]}”; expected doc and any of {expected}."
        )
    return header


def _rows(reader: Iterator[list[str]], path: Path) -> Iterator[tuple[list[str], str]]:
    line = getattr(reader, "line_num", 0)
    for row in reader:
        if any(field.strip() for field in row):
            yield row, f"{path}, line {line + 1}"
        line = getattr(reader, "line_num", 0)


def _add(table: Table, row: dict[str, str], surplus: int, line: int, place: str) -> None:
    fields = {name: value.strip() or None for name, value in row.items()}
    doc = fields.pop("doc", None)
    try:
        if doc is None:
            raise ArticleError(f"{place}: the column doc is empty; expected the file's name without its suffix.")
        if surplus > 0:
            raise ArticleError(
                f"{place}: there are {surplus} fields too many; put a text with a comma in quotation marks."
            )
        if doc in table.rows:
            raise ArticleError(f"{place}: doc “{doc}” stands in line {table.lines[doc]} already; keep one of the rows.")
        fields["published"] = checked_date(fields.get("published"), place)
    except ArticleError as error:
        table.errors.append(error)
        return
    table.rows[doc] = Details(**fields)
    table.lines[doc] = line
