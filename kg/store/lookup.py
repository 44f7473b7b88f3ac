"""What the register knows of single things, for those who ask why: their sightings, in the order of the articles."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.identity.rulings import Anchor
from kg.model import Kind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

_SEEN: Final = """SELECT s.doc, s.kind, s.key, i.iri, c.iri, s.marks, s.rule, s.shared FROM sighting s
    JOIN identity i ON i.id = s.identity JOIN identity c ON c.id = i.canonical JOIN article a ON a.doc = s.doc"""


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a thing of an article has its identity."""

    doc: str
    kind: Kind
    key: str
    iri: str
    rule: str
    shared: tuple[str, ...]


class Seen(NamedTuple):
    """A thing of an article with its identity, and what decided on it."""

    doc: str
    kind: Kind
    key: str
    iri: str
    cluster: str
    marks: frozenset[str]
    rule: str
    shared: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the article calls it, as far as its key tells."""
        return self.key.partition("#")[0]

    @property
    def anchor(self) -> Anchor:
        """The thing, as a ruling holds it."""
        return Anchor(self.doc, self.kind, self.key, self.name)


class Lookup:
    """Questions to the register."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, iri: str) -> list[Seen]:
        """The sightings of an identity, or where it has none those of the one that stands for it."""
        return self._seen("i.iri = ?", iri) or self.whole(self._canonical(iri))

    def whole(self, iri: str) -> list[Seen]:
        """The sightings of all that is one with an identity."""
        return self._seen("c.iri = ?", self._canonical(iri))

    def within(self, doc: str) -> list[Seen]:
        """The things of an article."""
        return self._seen("s.doc = ?", doc)

    def at(self, anchor: Anchor) -> Seen | None:
        """The thing on which something is ruled."""
        return next((one for one in self.within(anchor.doc) if one[1:3] == (anchor.kind, anchor.key)), None)

    def near(self, anchors: Iterable[Anchor]) -> set[str]:
        """The articles with a thing of the clusters of these, or with one that shares a mark with them."""
        query = """SELECT DISTINCT i.canonical FROM sighting s JOIN identity i ON i.id = s.identity
            WHERE s.doc = ? AND s.kind = ? AND (s.key = ? OR s.anchor = ?)"""
        clusters = {
            cluster
            for anchor in anchors
            for (cluster,) in self._connection.execute(query, (anchor.doc, anchor.kind, anchor.key, anchor.key))
        }
        whole = "SELECT doc FROM identity i JOIN sighting s ON s.identity = i.id WHERE i.canonical = ?"
        found = {doc for cluster in clusters for (doc,) in self._connection.execute(whole, (cluster,))}
        borne = "SELECT mark FROM mark JOIN identity ON id = identity WHERE canonical = ? AND mark > '>'"
        marks = {mark for cluster in clusters for (mark,) in self._connection.execute(borne, (cluster,))}
        sharing = "SELECT doc FROM mark m JOIN sighting s ON s.identity = m.identity WHERE m.mark = ?"
        return found | {doc for mark in sorted(marks) for (doc,) in self._connection.execute(sharing, (mark,))}

    def docs_of(self, fact: str) -> list[str]:
        """The articles with the text that a fact's id begins with."""
        opening = fact.partition("-")[0]
        query = "SELECT doc FROM article WHERE raw_hash >= ? AND raw_hash < ? ORDER BY id"
        return [doc for (doc,) in self._connection.execute(query, (opening, f"{opening}g"))]

    def marks(self) -> Iterator[tuple[str, int]]:
        """Every mark, and how many identities bear it."""
        yield from self._connection.execute("SELECT mark, count(*) FROM mark WHERE mark > '>' GROUP BY mark")

    def count(self, kind: Kind) -> int:
        """How many things of a kind there are."""
        query = "SELECT count(*) FROM identity WHERE kind = ? AND canonical = id"
        return int(self._connection.execute(query, (kind,)).fetchone()[0])

    def clusters(self, kind: Kind) -> Iterator[tuple[str, str]]:
        """Each key of things of a kind with the IRI of the thing, once for each thing."""
        query = """SELECT DISTINCT s.key, c.iri FROM sighting s JOIN identity i ON i.id = s.identity
            JOIN identity c ON c.id = i.canonical WHERE s.kind = ? ORDER BY s.key, c.id"""
        yield from self._connection.execute(query, (kind,))

    def _canonical(self, iri: str) -> str:
        query = "SELECT c.iri FROM identity i JOIN identity c ON c.id = i.canonical WHERE i.iri = ?"
        row = self._connection.execute(query, (iri,)).fetchone()
        return str(row[0]) if row else iri

    def _seen(self, where: str, value: str) -> list[Seen]:
        rows = self._connection.execute(f"{_SEEN} WHERE {where} ORDER BY a.id, s.kind, s.key", (value,))
        return [
            Seen(doc, Kind(kind), key, iri, cluster, frozenset(json.loads(marks)), rule, tuple(json.loads(shared)))
            for doc, kind, key, iri, cluster, marks, rule, shared in rows
        ]
