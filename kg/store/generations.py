"""How often the graph of a store has changed, and which articles with it: what indexes derived from it ask for.

Every time the quads have followed the readings, the number goes up by one, and each article whose graph was written,
or taken away, keeps the number under which that was. An index that remembers the generation it was made from finds
what to mend without a look at anything else. `origin` tells stores apart, so that no index serves another folder's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import sqlite3

GENERATIONS: Final = """
CREATE TABLE generation (origin TEXT NOT NULL, number INTEGER NOT NULL);
INSERT INTO generation VALUES (lower(hex(randomblob(8))), 0);
CREATE TABLE changed (doc TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX changed_number ON changed (number);
"""


class Generation(NamedTuple):
    """A state of a store's graph."""

    origin: str
    number: int


def current(connection: sqlite3.Connection) -> Generation:
    """The state of the graph, as of the last change that was completed."""
    return Generation(*connection.execute("SELECT origin, number FROM generation").fetchone())


def advance(connection: sqlite3.Connection) -> None:
    """Count a change of the graph; the articles that it was in are those marked as stale."""
    connection.execute("UPDATE generation SET number = number + 1")
    connection.execute("INSERT OR REPLACE INTO changed SELECT doc, number FROM stale, generation")


def changed_since(connection: sqlite3.Connection, number: int) -> list[str]:
    """The articles whose graph came, changed or went after this generation, by name."""
    query = "SELECT doc FROM changed WHERE number > ? ORDER BY doc"
    return [doc for (doc,) in connection.execute(query, (number,))]
