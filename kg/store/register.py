"""The register of identities: what resolve() asks of the articles met before, kept in SQLite.

    identity   every IRI ever given, with the oldest one that it is one with (`canonical`)
    sighting   every thing of every article with its identity: the decision, its rule, what it rests on
    mark       which identities bear a mark, and how often: found without a look at other articles
    link       two identities that an article, or a ruling on it, shows to be one; without any link they part again,
               and the one that stands for what hangs together by links: `kg.store.links`
    stale      articles, and IRIs that another stands for, whose quads are out of date: triggers mark every change

The register never commits: the store does, together with the readings.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.identity import Known, Resolution, groups
from kg.identity.marks import mint
from kg.identity.rulings import Anchor
from kg.model import Kind
from kg.store.links import Links
from kg.store.lookup import Decision

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

_MAY_PART = (Kind.PERSON, Kind.EVENT)
_HUNG_ON = (Kind.EVENT, Kind.ORGANIZATION)  # people are known by these


class Register:
    """Candidates for resolve(), and the record of what it decided."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection, self.links = connection, Links(connection)
        self._former: dict[tuple[str, Kind, str], str] = {}
        self._discounted: set[tuple[str, int]] = set()

    def bearing(self, kind: Kind, marks: Iterable[str]) -> Iterator[Known]:
        """The identities that bear any of these marks; traits are not asked for."""
        found: dict[int, set[str]] = {}
        for mark in marks:
            if not mark.startswith("="):
                for (identity,) in self._connection.execute("SELECT identity FROM mark WHERE mark = ?", (mark,)):
                    found.setdefault(identity, set()).add(mark)
        wholes: dict[int, frozenset[str]] = {}
        for identity, borne in sorted(found.items()):
            query = "SELECT i.iri, c.id, c.iri FROM identity i JOIN identity c ON c.id = i.canonical WHERE i.id = ?"
            iri, born, cluster = self._connection.execute(query, (identity,)).fetchone()
            if kind != Kind.EVENT:
                yield Known(iri, cluster, born, frozenset(borne))
                continue
            if born not in wholes:
                wholes[born] = self._marks(born)
            yield Known(iri, cluster, born, wholes[born], self._each(identity))

    def first(self, cluster: str) -> str:
        """The least of a cluster's sightings, by article and key."""
        query = """SELECT s.doc, s.key FROM identity i JOIN sighting s ON s.identity = i.id
            WHERE i.canonical = ? ORDER BY s.doc, s.key LIMIT 1"""
        return _text(self._connection.execute(query, (self._id(cluster),)).fetchone() or ())

    def are_apart(self, one: str, other: str) -> bool:
        """Whether some article holds two clusters apart, as two things of one kind."""
        query = """SELECT 1 FROM identity i JOIN sighting s ON s.identity = i.id
            JOIN sighting t ON t.doc = s.doc AND t.kind = s.kind AND t.key <> s.key
            JOIN identity j ON j.id = t.identity WHERE i.canonical = ? AND j.canonical = ? LIMIT 1"""
        return self._connection.execute(query, (self._id(one), self._id(other))).fetchone() is not None

    def standing(self, iri: str) -> str:
        """The IRI that stands for this one; itself where none does."""
        return next((new for _, new in self.aliases(iri)), iri)

    def is_taken(self, iri: str) -> bool:
        """Whether some article has a thing of this very IRI."""
        query = "SELECT 1 FROM identity JOIN sighting ON identity = id WHERE iri = ? LIMIT 1"
        return self._connection.execute(query, (iri,)).fetchone() is not None

    def former(self, doc: str, kind: Kind, key: str) -> str | None:
        """The IRI that a person or event of this article had before the article was withdrawn."""
        return self._former.get((doc, kind, key))

    def at(self, anchor: Anchor) -> Known | None:
        """The identity of a thing on which something is ruled; None where its article is not here."""
        query = """SELECT i.iri, c.iri, c.id FROM sighting s JOIN identity i ON i.id = s.identity
            JOIN identity c ON c.id = i.canonical WHERE s.doc = ? AND s.kind = ? AND s.anchor = ?"""
        row = self._connection.execute(query, (anchor.doc, anchor.kind, anchor.key)).fetchone()
        return Known(row[0], row[1], row[2], frozenset()) if row else None

    def anchors(self, cluster: str) -> Iterator[Anchor]:
        """The things of a cluster on which something is ruled."""
        query = """SELECT s.doc, s.kind, s.anchor FROM identity c JOIN identity i ON i.canonical = c.id
            JOIN sighting s INDEXED BY sighting_anchor ON s.identity = i.id WHERE c.iri = ? AND s.anchor IS NOT NULL"""
        for doc, kind, key in self._connection.execute(query, (cluster,)):
            yield Anchor(doc, Kind(kind), key)

    def iris(self, doc: str) -> Mapping[tuple[Kind, str], str]:
        """The IRI of each thing of an article."""
        return {(decision.kind, decision.key): decision.iri for decision in self.decisions(doc)}

    def decisions(self, doc: str) -> list[Decision]:
        """What was decided about each thing of an article, and why."""
        rows = self._connection.execute(
            """SELECT s.kind, s.key, c.iri, s.rule, s.shared FROM sighting s JOIN identity i ON i.id = s.identity
            JOIN identity c ON c.id = i.canonical WHERE s.doc = ? ORDER BY s.kind, s.key""",
            (doc,),
        )
        return [
            Decision(doc, Kind(kind), key, iri, rule, tuple(json.loads(shared)))
            for kind, key, iri, rule, shared in rows
        ]

    def aliases(self, iri: str | None = None) -> Iterator[tuple[str, str]]:
        """Each IRI that another now stands for, with that other; all of them, or one."""
        query = "SELECT i.iri, c.iri FROM identity i JOIN identity c ON c.id = i.canonical WHERE i.id <> i.canonical"
        if iri is None:
            yield from self._connection.execute(query)
        else:
            yield from self._connection.execute(f"{query} AND i.iri = ?", (iri,))

    def enter(self, doc: str, resolution: Resolution, *, is_unchanged: bool = False) -> set[int]:
        """Record what was decided about an article; the identities that it linked.

        Where the article says what it said before, an IRI that nothing has any more is replaced by that of now.
        """
        for sighting in resolution.sightings:
            identity = self._identity(sighting.iri, sighting.kind)
            marks = sorted(sighting.marks)
            if self.links.is_alone(identity):
                self.links.stand(identity, identity)  # it had gone, and another IRI stood for it
            self._connection.execute(
                "INSERT INTO sighting VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(doc, sighting.kind, sighting.key, identity, _text(marks), sighting.rule),
                    *(_text(sighting.shared), sighting.anchor.key if sighting.anchor else None),
                ),
            )
            self._count(identity, marks)
        if is_unchanged:
            self._succeed(doc, resolution)
        done = {sighting.kind for sighting in resolution.sightings}
        self._former = {thing: iri for thing, iri in self._former.items() if thing[0] != doc or thing[1] not in done}
        linked = set[int]()
        for link in resolution.links:
            one, other = self._id(link.one), self._id(link.other)
            linked.update((one, other))
            self.links.enter(doc, one, other, link.rule)
        return linked

    def _succeed(self, doc: str, resolution: Resolution) -> None:
        """Let what things of an article are now stand for what they were, where no article has that any more."""
        for sighting in resolution.sightings:
            former = self._former.get((doc, sighting.kind, sighting.key), sighting.iri)
            old = self._identity(former, sighting.kind) if former != sighting.iri else None
            if old and self.links.is_alone(old):
                self.links.stand(old, self.links.canonical(self._id(sighting.iri)) or old)

    def withdraw(self, doc: str) -> set[int]:
        """Forget an article; the identities that it had to do with."""
        query = "SELECT identity, marks, s.kind, key, iri FROM sighting s JOIN identity ON id = identity WHERE doc = ?"
        rows = self._connection.execute(query, (doc,)).fetchall()
        touched = {identity for identity, *_ in rows}
        for identity, marks, kind, key, iri in rows:
            self._discount(identity, json.loads(marks))
            if kind in _MAY_PART:
                self._former[doc, Kind(kind), key] = iri
        self._connection.execute("DELETE FROM sighting WHERE doc = ?", (doc,))
        return touched | self.links.withdraw(doc)

    def mend(self, touched: set[int], moved: Iterable[int] = ()) -> set[str]:
        """Divide what no longer hangs together, join what now does, and forget what nothing bears.

        Gives the articles to be resolved again: those whose events and bodies are others now, or have `moved` before,
        since people hang on them, and those that link identities by something that these no longer bear.
        """
        fresh = {part for identity in sorted(touched) for part in self._part(identity)}
        elsewhere = fresh.union(self.links.join(touched | fresh), moved)
        again = self._docs(elsewhere) | self._loosened() | self._ruled(fresh)
        self._forget(touched)
        return again

    def _loosened(self) -> set[str]:
        """The articles with a link to an identity from which a mark is gone, of people one that they bear."""
        query = "SELECT 1 FROM mark WHERE mark = ? AND identity = ?"
        gone = [pair for pair in self._discounted if not self._connection.execute(query, pair).fetchone()]
        self._discounted.clear()
        marks = {mark for mark, _ in gone}
        return {
            doc
            for doc in self.links.docs({identity for _, identity in gone})
            for kind, borne in self._connection.execute("SELECT kind, marks FROM sighting WHERE doc = ?", (doc,))
            if kind == Kind.EVENT or not marks.isdisjoint(json.loads(borne))
        }

    def _ruled(self, identities: set[int]) -> set[str]:
        """The articles with a thing of these identities on which something is ruled."""
        query = "SELECT doc FROM sighting INDEXED BY sighting_anchor WHERE identity = ? AND anchor IS NOT NULL"
        return {doc for one in identities for (doc,) in self._connection.execute(query, (one,))}

    def _part(self, identity: int) -> Iterator[int]:
        """Give each further group of sightings that does not hang together with the first an identity of its own."""
        query = """SELECT doc, key, s.kind, marks FROM sighting s JOIN article USING (doc)
            WHERE identity = ? AND s.kind IN (?, ?) ORDER BY article.id, key"""
        rows = self._connection.execute(query, (identity, *_MAY_PART)).fetchall()
        marks = {_text((doc, key)): frozenset(json.loads(borne)) for doc, key, _, borne in rows}
        for kind in {Kind(kind) for _, _, kind, _ in rows}:
            for group in groups(kind, marks)[1:]:
                doc, key = json.loads(group[0])
                fresh = self._identity(self._free(mint(kind, key, doc)), kind)
                for name in group:
                    self._discount(identity, marks[name])
                    self._count(fresh, marks[name])
                    self._connection.execute(
                        "UPDATE sighting SET identity = ? WHERE doc = ? AND key = ? AND identity = ?",
                        (fresh, *json.loads(name), identity),
                    )
                yield fresh

    def _free(self, stem: str) -> str:
        iri, number = stem, 1
        while self.is_taken(iri):
            number += 1
            iri = f"{stem}-{number}"
        return iri

    def _forget(self, identities: set[int]) -> None:
        """Drop the identities that no article has, unless an IRI in use stands for them."""
        links = self.links
        for identity in identities:
            if not links.is_seen(identity) and links.canonical(identity) == identity and not links.docs({identity}):
                self._connection.execute("DELETE FROM identity WHERE canonical = ?", (identity,))

    def _docs(self, identities: set[int]) -> set[str]:
        query = "SELECT doc FROM sighting WHERE identity = ? AND kind IN (?, ?)"
        return {doc for one in identities for (doc,) in self._connection.execute(query, (one, *_HUNG_ON))}

    def _marks(self, cluster: int) -> frozenset[str]:
        query = "SELECT mark FROM mark JOIN identity ON id = identity WHERE canonical = ?"
        return frozenset(mark for (mark,) in self._connection.execute(query, (cluster,)))

    def _each(self, identity: int) -> tuple[frozenset[str], ...]:
        query = "SELECT DISTINCT marks FROM sighting WHERE identity = ? ORDER BY marks"
        return tuple(frozenset(json.loads(marks)) for (marks,) in self._connection.execute(query, (identity,)))

    def _count(self, identity: int, marks: Iterable[str]) -> None:
        query = "INSERT INTO mark VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET uses = uses + 1"
        self._connection.executemany(query, ((mark, identity) for mark in marks))

    def _discount(self, identity: int, marks: Iterable[str]) -> None:
        pairs = [(mark, identity) for mark in marks]
        self._discounted.update(pairs)
        self._connection.executemany("UPDATE mark SET uses = uses - 1 WHERE mark = ? AND identity = ?", pairs)
        self._connection.executemany("DELETE FROM mark WHERE mark = ? AND identity = ? AND uses < 1", pairs)

    def _identity(self, iri: str, kind: Kind) -> int:
        self._connection.execute("INSERT OR IGNORE INTO identity (iri, kind) VALUES (?, ?)", (iri, kind))
        self._connection.execute("UPDATE identity SET canonical = id WHERE iri = ? AND canonical IS NULL", (iri,))
        return self._id(iri)

    def _id(self, iri: str) -> int:
        return int(self._connection.execute("SELECT id FROM identity WHERE iri = ?", (iri,)).fetchone()[0])


def _text(parts: Iterable[str]) -> str:
    return json.dumps(list(parts), ensure_ascii=False)
