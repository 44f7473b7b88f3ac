"""Which articles of a store are copies of one another, found as they come: a new one is held against its candidates."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from kg.copies import are_copies, bands, runs

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from kg.model import Reading

COPIES: Final = """
CREATE TABLE band (number INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (number, article)) WITHOUT ROWID;
CREATE INDEX band_article ON band (article);
CREATE TABLE copy (one INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE dated (article INTEGER PRIMARY KEY, published TEXT NOT NULL);
"""
_UNKNOWN: Final = "~"  # behind every date


class Copies:
    """Clusters of copies. Never commits: the store does, with the readings."""

    def __init__(self, connection: sqlite3.Connection, reading: Callable[[str], Reading]) -> None:
        self._connection = connection
        self._reading = reading

    def first(self, doc: str) -> str:
        """The first of the articles that are copies of this one, by date, else by name; itself where it is alone."""
        number = self._number(doc)
        return self._first(self._cluster(number)) if number is not None else doc

    def put(self, reading: Reading) -> None:
        """Find the copies of an article that came, in place of what it was; its row is there already."""
        number = self._number(reading.doc)
        if number is None:
            return
        before = self._cluster(number)
        firsts = self._firsts(before)
        self._cut(number, before)
        self._connection.execute("INSERT INTO dated VALUES (?, ?)", (number, reading.published or _UNKNOWN))
        own = runs(reading.raw)
        rows = [(band, number) for band in bands(own)]
        found = self._matching(number, own, (band for band, _ in rows))
        self._connection.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", rows)
        for other in found:
            firsts = self._firsts(self._cluster(other)) | firsts
        self._join(number, found)
        self._mark(firsts)

    def drop(self, doc: str) -> None:
        """Forget an article that is about to go."""
        number = self._number(doc)
        if number is not None:
            before = self._cluster(number)
            firsts = self._firsts(before)
            self._cut(number, before)
            del firsts[number]
            self._mark(firsts)

    def _cut(self, number: int, cluster: Iterable[int]) -> None:
        """Take an article out of its cluster, and let the others find each other again without it."""
        self._connection.execute("DELETE FROM band WHERE article = ?", (number,))
        self._connection.execute("DELETE FROM dated WHERE article = ?", (number,))
        near = self._near(number)
        self._connection.execute("DELETE FROM copy WHERE one = ? OR other = ?", (number, number))
        for other in sorted(near & set(cluster)) if len(near) > 1 else ():
            own = runs(self._raw(other))
            self._join(other, self._matching(other, own, bands(own)))

    def _matching(self, number: int, own: frozenset[str], numbers: Iterable[int]) -> list[int]:
        """A copy of a text out of each cluster that has one, the likeliest candidates first."""
        met: Counter[int] = Counter()
        for band in numbers:
            query = "SELECT article FROM band WHERE number = ? AND article <> ?"
            met.update(article for (article,) in self._connection.execute(query, (band, number)))
        found: list[int] = []
        done: set[int] = set()
        for other, _ in sorted(met.items(), key=lambda pair: (-pair[1], pair[0])):
            if other not in done and are_copies(own, runs(self._raw(other))):
                found.append(other)
                done |= self._cluster(other)
        return found

    def _join(self, number: int, others: Iterable[int]) -> None:
        pairs = [(min(number, other), max(number, other)) for other in others]
        self._connection.executemany("INSERT OR IGNORE INTO copy VALUES (?, ?)", pairs)

    def _near(self, number: int) -> set[int]:
        query = "SELECT other FROM copy WHERE one = ? UNION SELECT one FROM copy WHERE other = ?"
        return {near for (near,) in self._connection.execute(query, (number, number))}

    def _cluster(self, number: int) -> set[int]:
        cluster, front = set[int](), {number}
        while front:
            cluster |= front
            front = set().union(*map(self._near, front)) - cluster
        return cluster

    def _firsts(self, numbers: Iterable[int]) -> dict[int, str]:
        """The first article of each of these, which are one cluster; nothing for one that is alone."""
        members = list(numbers)
        return dict.fromkeys(members, self._first(members)) if len(members) > 1 else dict.fromkeys(members, "")

    def _first(self, numbers: Iterable[int]) -> str:
        query = "SELECT coalesce(published, '~'), doc FROM article LEFT JOIN dated ON article = id WHERE id = ?"
        return str(min(self._connection.execute(query, (number,)).fetchone() for number in numbers)[1])

    def _mark(self, before: dict[int, str]) -> None:
        """Mark the articles whose first is another than before."""
        now: dict[int, str] = {}
        for number, first in before.items():
            if number not in now:
                now |= self._firsts(self._cluster(number))
            if now[number] != first:
                self._connection.execute("INSERT OR IGNORE INTO stale SELECT doc FROM article WHERE id = ?", (number,))

    def _number(self, doc: str) -> int | None:
        row = self._connection.execute("SELECT id FROM article WHERE doc = ?", (doc,)).fetchone()
        return int(row[0]) if row else None

    def _raw(self, number: int) -> str:
        (doc,) = self._connection.execute("SELECT doc FROM article WHERE id = ?", (number,)).fetchone()
        return self._reading(doc).raw
