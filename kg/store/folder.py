"""The folder of a store: whether it is one, its SQLite file, and its faults in plain words."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final

from kg.model import StoreError
from kg.store.copies import COPIES
from kg.store.generations import GENERATIONS
from kg.store.schema import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUADS: Final = "quads"  # the folder of the derived graph, and
FULLTEXT: Final = "fulltext"  # that of the index of names and texts
RULINGS, CORRECTIONS = KEPT = ("rulings.yaml", "corrections.yaml")  # what people decided
READINGS: Final = "readings.sqlite"
_VERSION: Final = 4  # of the tables, and of Reading as it is written into them
_APPLICATION: Final = 0x6B677374  # “kgst” in the header of the file
_TABLES: Final = """
CREATE TABLE article (id INTEGER PRIMARY KEY, doc TEXT UNIQUE NOT NULL, raw_hash TEXT NOT NULL,
    reader_hash TEXT NOT NULL, reading BLOB NOT NULL);
CREATE INDEX article_text ON article (raw_hash);
CREATE TABLE threshold (least REAL NOT NULL);
INSERT INTO threshold VALUES (0);
CREATE TABLE applied (name TEXT PRIMARY KEY, file TEXT NOT NULL, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TRIGGER article_came AFTER INSERT ON article BEGIN
    INSERT INTO stale SELECT new.doc WHERE NOT EXISTS (SELECT 1 FROM stale WHERE doc = new.doc); END;
CREATE TRIGGER article_changed AFTER UPDATE ON article BEGIN
    INSERT INTO stale SELECT new.doc WHERE NOT EXISTS (SELECT 1 FROM stale WHERE doc = new.doc); END;
CREATE TRIGGER article_went AFTER DELETE ON article BEGIN
    INSERT INTO stale SELECT old.doc WHERE NOT EXISTS (SELECT 1 FROM stale WHERE doc = old.doc); END;
"""


def prepare(folder: Path, *, read_only: bool) -> None:
    """Make the folder where it is missing and may be made; StoreError where it is not, and cannot become, a store."""
    with faults(folder):
        if folder.exists() and not folder.is_dir():
            raise StoreError(f"{folder} is a file, not the folder of a graph; give another --store")
        if (folder / READINGS).exists():
            return
        if folder.is_dir() and any(entry.name not in (QUADS, FULLTEXT, *KEPT) for entry in folder.iterdir()):
            raise StoreError(f"{folder} is not the folder of a graph: it holds other files; give another --store")
        if read_only:
            raise StoreError(f"there is no graph in {folder} yet; make one with `kg build PATHS --store {folder}`")
        folder.mkdir(parents=True, exist_ok=True)


def connect(folder: Path, *, read_only: bool) -> sqlite3.Connection:
    """The tables of a store, made where there are none; StoreError where they are not those of this version."""
    connection = _opened(folder, "ro" if read_only else "rwc")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if version == application == 0 and not read_only:
        marks = f"PRAGMA user_version = {_VERSION}; PRAGMA application_id = {_APPLICATION};"
        connection.executescript(f"BEGIN; {SCHEMA} {COPIES} {GENERATIONS} {_TABLES} {marks} COMMIT;")
    elif (application, version) != (_APPLICATION, _VERSION):
        connection.close()
        raise StoreError(f"{folder} was made by another version of kg; build the graph again into a new folder")
    if not read_only and (source := imported_from(connection)):
        connection.close()
        raise StoreError(f"{folder} was imported from {source} and stays as it is; build into another --store")
    return connection


def _opened(folder: Path, mode: str) -> sqlite3.Connection:
    """The file of readings; what a writer that was killed left half written is rolled back first.

    SQLite rolls back when it next may write; a reader may not, so it opens to write for that moment.
    """
    file = (folder / READINGS).resolve()
    connection = sqlite3.connect(f"{file.as_uri()}?mode={mode}", uri=True, timeout=30)
    try:
        connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if mode != "ro" or error.sqlite_errorcode not in _UNFINISHED:
            raise
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True, timeout=30)) as mending:
            mending.execute("PRAGMA user_version").fetchone()
        return _opened(folder, mode)
    return connection


def imported_from(connection: sqlite3.Connection) -> str:
    """The file that the graph was imported from; empty where it was built from articles."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'imported'").fetchone():
        return ""
    return str(connection.execute("SELECT source FROM imported").fetchone()[0])


@contextmanager
def faults(folder: Path) -> Iterator[None]:
    """Faults of disk, folder and files within as StoreErrors that name the folder and a remedy."""
    try:
        yield
    except (sqlite3.Error, OSError, RuntimeError) as error:
        raise StoreError(_fault(folder, error)) from error


_UNFINISHED: Final = (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY)
_FULL: Final = ("disk is full", "No space left", "Disk quota exceeded")
_REFUSED: Final = ("ermission denied", "ead-only file system", "readonly database")
_LOCKED: Final = ("database is locked", "temporarily unavailable", "lock hold by current process")


def _fault(folder: Path, error: Exception) -> str:
    text = " ".join(str(error).split())
    number = error.errno if isinstance(error, OSError) else None
    if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", None) in _UNFINISHED:
        return f"a kg that wrote into {folder} was ended half-way; let one who may write there run `kg check`"
    if number in (errno.ENOSPC, errno.EDQUOT) or any(sign in text for sign in _FULL):
        return f"the disk is full, so {folder} could not be written; make room and run the command again"
    if isinstance(error, PermissionError) or number == errno.EROFS or any(sign in text for sign in _REFUSED):
        return f"there is no permission to use {folder}; give another --store, or ask its owner"
    if any(sign in text for sign in _LOCKED):
        return f"{folder} is being written by another kg; wait until it is done, or give another --store"
    if isinstance(error, sqlite3.DatabaseError):
        return f"{folder} is damaged ({text}); build the graph again into a new folder"
    if not (folder / QUADS).exists():
        return f"{folder / QUADS} is missing; run `kg build` again, which derives it anew"
    if number is None or "quads" in text:  # RocksDB's faults have no number
        return (
            f"{folder / QUADS} is damaged ({text}); delete that folder and run `kg build` again, which derives it anew"
        )
    return f"{folder} cannot be used as a graph: {text}; give another --store"
