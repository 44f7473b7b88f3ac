"""The store as a worker sees it: open to read, and opened again when somebody wrote."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

from kg.store import Store
from kg.store.folder import connect

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

_FILE: Final = "readings.sqlite"
_SETTLED: Final = 1.0  # seconds for which a store that was just opened counts as new, while somebody keeps writing


class Site:
    """A store that is as new as the last write, give or take a second."""

    def __init__(self, folder: Path, base: str) -> None:
        self.base = base
        self._folder = folder
        self._store: Store | None = None
        self._connection: sqlite3.Connection | None = None
        self._seen: tuple[int, ...] = ()
        self._opened = 0.0

    def store(self) -> Store:
        """The store, opened again where it was written since; StoreError where it cannot be opened."""
        if self._store is not None and (monotonic() - self._opened < _SETTLED or self._version() == self._seen):
            return self._store
        return self.reopen()

    def reopen(self) -> Store:
        """The store as it is on the disk now."""
        self.close()
        self._connection = connect(self._folder, read_only=True)
        self._seen, self._opened = self._version(), monotonic()
        self._store = Store(self._folder, read_only=True)
        _ = self._store.dataset  # opened now, so that a fault shows now
        return self._store

    def close(self) -> None:
        """Let go of the store."""
        for held in (self._store, self._connection):
            if held is not None:
                held.close()
        self._store = self._connection = None

    def _version(self) -> tuple[int, ...]:
        """What changes when anybody writes: the file itself, and SQLite's count of what others wrote to it."""
        if self._connection is None:
            return ()
        try:
            file = (self._folder / _FILE).stat()
        except OSError:
            return (-1,)
        (count,) = self._connection.execute("PRAGMA data_version").fetchone()
        return file.st_dev, file.st_ino, int(count)
