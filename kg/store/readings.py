"""The readings of a store, as they stand in its table of articles."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kg.model import Reading, StoreError
from kg.store.folder import imported_from

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class _Raw:
    raw: str


def reading_of(connection: sqlite3.Connection, folder: Path, doc: str) -> Reading:
    """The reading of an article; StoreError where there is none."""
    row = connection.execute("SELECT reading FROM article WHERE doc = ?", (doc,)).fetchone()
    if row is not None:
        return decoded(row[0], folder)
    near = get_close_matches(doc, docs_in(connection, folder), n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "the articles there have other names"
    raise StoreError(f"there is no article {doc!r} in {folder}; {hint}")


def enter(connection: sqlite3.Connection, reading: Reading) -> None:
    """Write a reading, in place of what was read of its article before. Never commits: the store does."""
    import msgspec

    connection.execute(
        """INSERT INTO article (doc, raw_hash, reader_hash, reading) VALUES (?, ?, ?, ?) ON CONFLICT (doc) DO
        UPDATE SET raw_hash = excluded.raw_hash, reader_hash = excluded.reader_hash, reading = excluded.reading""",
        (reading.doc, reading.raw_hash, reading.reader_hash, msgspec.json.encode(reading)),
    )


def raw_of(connection: sqlite3.Connection, doc: str) -> str | None:
    """The raw text of an article, without the rest of its reading; None where there is none."""
    import msgspec

    row = connection.execute("SELECT reading FROM article WHERE doc = ?", (doc,)).fetchone()
    return msgspec.json.decode(row[0], type=_Raw).raw if row else None


def docs_in(connection: sqlite3.Connection, folder: Path) -> list[str]:
    """The articles in the order in which they came; StoreError where the graph was imported without them."""
    if source := imported_from(connection):
        raise StoreError(f"{folder} was imported from {source}, which holds no texts of articles")
    return [doc for (doc,) in connection.execute("SELECT doc FROM article ORDER BY id")]


def decoded(text: bytes, folder: Path) -> Reading:
    """A reading as it was written; StoreError where another version wrote it."""
    import msgspec

    try:
        return msgspec.json.decode(text, type=Reading)
    except msgspec.MsgspecError as error:
        raise StoreError(f"{folder} holds a reading that this version of kg cannot use ({error})") from None
