"""Things of which not all can be one that something in common would make one: they are settled together, in one order.

Two namesakes of one article, or two people ruled different, keep apart what a third sighting joins; two meetings of
different days, what a report without a day does. Whoever came first would decide on the third. So that it is the same
in whatever order articles come, all articles of such a tangle are settled again, by their names.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from kg.identity.likeness import fit
from kg.model import Kind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

_KINDS: Final = (Kind.PERSON, Kind.EVENT)
_MOST: Final = 400  # articles of a tangle that are settled together; a larger one stays as its articles came


class Tangles:
    """Looks for tangles around things of articles."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def around(self, docs: Iterable[str]) -> set[str]:
        """The articles of every tangle that has a thing of these, and of those that these have things of."""
        found, waiting, seen = set[str](), list(docs), set[int]()
        while waiting and len(found) <= _MOST:
            doc = waiting.pop()
            for cluster, kind in self._clusters(doc):
                if cluster in seen:
                    continue
                tangle = self._tangle(cluster, kind)
                seen |= tangle
                if len(tangle) > 1:
                    fresh = {one for part in tangle for one in self._docs(part)} - found
                    found |= fresh
                    waiting += sorted(fresh)
        return found if len(found) <= _MOST else set()

    def _clusters(self, doc: str) -> list[tuple[int, Kind]]:
        query = """SELECT DISTINCT i.canonical, s.kind FROM sighting s JOIN identity i ON i.id = s.identity
            WHERE s.doc = ? AND s.kind IN (?, ?)"""
        return [(cluster, Kind(kind)) for cluster, kind in self._connection.execute(query, (doc, *_KINDS))]

    def _tangle(self, cluster: int, kind: Kind) -> set[int]:
        """The clusters that hang together with one; that one alone where nothing is tangled."""
        tangle, front = {cluster}, [cluster]
        while front:
            near = set(self._near(front.pop(), kind)) - tangle
            tangle |= near
            front += sorted(near)
        return tangle

    def _near(self, cluster: int, kind: Kind) -> Iterator[int]:
        """The other clusters with a sighting that would be one with some sighting of this."""
        if kind == Kind.PERSON:
            query = """SELECT DISTINCT j.canonical FROM identity i JOIN mark m ON m.identity = i.id
                JOIN mark n ON n.mark = m.mark JOIN identity j ON j.id = n.identity
                WHERE i.canonical = ? AND j.canonical <> ?"""
            yield from (other for (other,) in self._connection.execute(query, (cluster, cluster)))
            return
        own = self._sightings(cluster)
        marks = {mark for one in own for mark in one if not mark.startswith("=")}
        query = """SELECT DISTINCT j.canonical FROM mark m JOIN identity j ON j.id = m.identity
            WHERE m.mark = ? AND j.canonical <> ?"""
        others = {other for mark in marks for (other,) in self._connection.execute(query, (mark, cluster))}
        for other in sorted(others):
            if any(fit(kind, one, theirs) for theirs in self._sightings(other) for one in own):
                yield other

    def _sightings(self, cluster: int) -> list[frozenset[str]]:
        query = """SELECT DISTINCT s.marks FROM identity i JOIN sighting s ON s.identity = i.id
            WHERE i.canonical = ?"""
        return [frozenset(json.loads(marks)) for (marks,) in self._connection.execute(query, (cluster,))]

    def _docs(self, cluster: int) -> list[str]:
        query = "SELECT DISTINCT s.doc FROM identity i JOIN sighting s ON s.identity = i.id WHERE i.canonical = ?"
        return [doc for (doc,) in self._connection.execute(query, (cluster,))]
