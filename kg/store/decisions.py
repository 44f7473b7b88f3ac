"""What people decided about a store: the files with their rulings and corrections, and what of these the graph has."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg import ledger
from kg.corrections import Corrections, correction_of, gathered
from kg.identity.rulings import Rulings, ruling_of, together
from kg.model import StoreError
from kg.store.folder import CORRECTIONS, READINGS, RULINGS, connect, faults

if TYPE_CHECKING:
    import sqlite3

_NAMES: Final = {RULINGS: "--rulings", CORRECTIONS: "--corrections"}


class Decided(NamedTuple):
    """Rulings and corrections that hold together."""

    rulings: Rulings
    corrections: Corrections


class Decisions:
    """The two files of a store, wherever they are, and a copy of what the graph was derived with."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, given: dict[str, Path | None]) -> None:
        self._folder, self._connection = folder, connection
        self.files = {name: self._file(name, given.get(name)) for name in _NAMES}

    def _file(self, name: str, given: Path | None) -> Path:
        """The file that was given, or the one that was given before, or that of the folder."""
        if given is not None:
            return given.resolve()
        row = self._connection.execute("SELECT file FROM applied WHERE name = ?", (name,)).fetchone()
        if row is None or not row[0]:
            return self._folder / name
        return Path(row[0])

    def told(self) -> Decided:
        """What the files say. Raises StoreError or RulingError with file and line."""
        return Decided(self.rulings(), self.corrections())

    def rulings(self) -> Rulings:
        """What the file of rulings says. Raises StoreError or RulingError with file and line."""
        return together(ruling_of(entry, place) for place, entry in self._entries(RULINGS))

    def corrections(self) -> Corrections:
        """What the file of corrections says. Raises StoreError or RulingError with file and line."""
        return gathered(correction_of(entry, place) for place, entry in self._entries(CORRECTIONS))

    def _entries(self, name: str) -> list[tuple[str, dict[str, Any]]]:
        """The entries of a file with their places; StoreError where it is one that the graph was made with, and gone.

        Only who asks for the file misses it: those who read the graph need no more than the copy that it has.
        """
        file = self.files[name]
        row = self._connection.execute("SELECT file FROM applied WHERE name = ?", (name,)).fetchone()
        if row and row[0] == str(file) and not file.exists():
            remedy = f"put it back, or give another with `kg build PATHS {_NAMES[name]} FILE`"
            raise StoreError(f"{file}, which this graph was made with, is gone; {remedy}")
        return _entries(file)

    def applied(self) -> Decided:
        """What the graph was derived with."""
        rows = dict(self._connection.execute("SELECT name, content FROM applied").fetchall())
        return _decided({name: [("", entry) for entry in json.loads(rows.get(name, "[]"))] for name in _NAMES})

    def keep(self) -> None:
        """Remember that the graph has what the files say."""
        self._connection.executemany("INSERT OR REPLACE INTO applied VALUES (?, ?, ?)", self._now())

    def are_kept(self) -> bool:
        """Whether the graph has what the files say, and these are the files that it was made with."""
        before = self._connection.execute("SELECT name, file, content FROM applied ORDER BY name").fetchall()
        return (before or [(name, "", "[]") for name in sorted(_NAMES)]) == self._now()

    def _now(self) -> list[tuple[str, str, str]]:
        """For each file its name, where it is if not in the folder, and what it says."""
        return [
            (
                name,
                "" if file.resolve() == (self._folder / name).resolve() else str(file),
                json.dumps([entry for _, entry in self._entries(name)]),
            )
            for name, file in sorted(self.files.items())
        ]


def _entries(file: Path) -> list[tuple[str, dict[str, Any]]]:
    """The entries of a file with their places."""
    return [(f"{file}, line {entry.line}", entry.fields) for entry in ledger.entries(file)]


def corrections_of(folder: Path) -> Corrections:
    """What people said of the facts of a graph, in whatever file; where that is gone, what the graph remembers of it.

    None where there is neither graph nor file. Raises StoreError or RulingError with file and line.
    """
    file = folder / CORRECTIONS
    if (folder / READINGS).exists():
        with faults(folder), closing(connect(folder, read_only=True)) as connection:
            decisions = Decisions(folder, connection, {})
            file = decisions.files[CORRECTIONS]
            if not file.exists():
                return decisions.applied().corrections
    return gathered(correction_of(entry, place) for place, entry in _entries(file))


def _decided(entries: dict[str, list[tuple[str, dict[str, Any]]]]) -> Decided:
    rulings = together(ruling_of(entry, place) for place, entry in entries[RULINGS])
    return Decided(rulings, gathered(correction_of(entry, place) for place, entry in entries[CORRECTIONS]))
