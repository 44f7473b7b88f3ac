"""Who is who in a store, kept in step with its articles and with what people ruled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.identity import resolve_people, resolve_things
from kg.identity.rulings import Rulings
from kg.store.lookup import Lookup
from kg.store.tangles import Tangles

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from kg.identity import Resolution
    from kg.identity.rulings import Anchor
    from kg.model import Reading
    from kg.store.register import Register

_ROUNDS: Final = 4  # of settling others, each of which may touch further ones


class Identities:
    """Settles the things of articles as these come and go. Never commits: the store does, with the readings."""

    def __init__(self, connection: sqlite3.Connection, register: Register, reading: Callable[[str], Reading]) -> None:
        self._connection = connection
        self._register = register
        self._reading = reading  # of an article, as identity is to see it
        self._tangles = Tangles(connection)
        self.rulings = Rulings()

    def put(self, reading: Reading) -> None:
        """Settle an article that came, in place of what it said before; its row is there already."""
        concerned = self._concerned(reading.doc) | self._tangles.around((reading.doc,))
        self._register.links.moved()
        touched = self._register.withdraw(reading.doc)
        self._register.links.join(touched)
        touched |= self._identify([reading])
        self._mend(touched, self._register.links.moved())
        self.settle(concerned | self._tangles.around((reading.doc,)))

    def drop(self, doc: str) -> None:
        """Forget an article whose row is gone."""
        concerned = self._concerned(doc) | self._tangles.around((doc,))
        self._mend(self._register.withdraw(doc))
        self.settle(concerned)

    def rule(self, rulings: Rulings) -> None:
        """Let these rulings hold from now on, and no others."""
        changed = {(one.verdict, one.pair) for one in self.rulings.all} ^ {
            (one.verdict, one.pair) for one in rulings.all
        }
        anchors = {anchor for _, pair in changed for anchor in pair}
        concerned = self._around(anchors)
        self.rulings = rulings
        self.settle(concerned | self._around(anchors))

    def settle(self, docs: Iterable[str]) -> None:
        """Settle articles again, one after the other as if they came now, with all that they are tangled with."""
        waiting = set(docs)
        for _ in range(_ROUNDS if waiting else 0):
            before = waiting
            self._mend(*self._again(self._present(waiting)))
            waiting = before | self._tangles.around(before)
            if waiting == before:
                return

    def _concerned(self, doc: str) -> set[str]:
        """The articles to settle again when this one changes: those of what is ruled on what its things are now."""
        here = self._bound((doc,))
        return self._around(here) if here else set()

    def _bound(self, docs: Iterable[str]) -> set[Anchor]:
        """The things on which something is ruled, of all that things of these articles are now."""
        if not self.rulings.all:
            return set()
        clusters = {iri for doc in docs for iri in self._register.iris(doc).values()}
        return {anchor for cluster in clusters for anchor in self._register.anchors(cluster)}

    def _around(self, anchors: Iterable[Anchor]) -> set[str]:
        """The articles with anything of which these, or what is ruled the same or different, may be part."""
        same = {other for anchor in anchors for other in self.rulings.one_with(anchor)}
        related = same.union(*map(self.rulings.apart_from, same))
        return Lookup(self._connection).near(related) | {anchor.doc for anchor in related}

    def _identify(self, readings: list[Reading], *, is_unchanged: bool = False) -> set[int]:
        """Enter articles, all their bodies and events before any people, who are known by these."""
        touched: set[int] = set()
        for reading in readings:
            things = resolve_things(reading, self._register, self.rulings)
            touched |= self._entered(reading.doc, things, is_unchanged=is_unchanged)
        for reading in readings:
            people = resolve_people(reading, self._register.iris(reading.doc), self._register, self.rulings)
            touched |= self._entered(reading.doc, people, is_unchanged=is_unchanged)
        return touched

    def _entered(self, doc: str, resolution: Resolution, *, is_unchanged: bool) -> set[int]:
        linked = self._register.enter(doc, resolution, is_unchanged=is_unchanged)
        self._register.links.join(linked)
        return linked

    def _present(self, docs: Iterable[str]) -> list[str]:
        """Those of these articles that are there, by their names: the same order whenever they came."""
        query = "SELECT 1 FROM article WHERE doc = ?"
        return [doc for doc in sorted(docs) if self._connection.execute(query, (doc,)).fetchone()]

    def _again(self, docs: list[str], *, is_merging: bool = False) -> tuple[set[int], set[int]]:
        """Withdraw articles and let them come again; the identities that were touched, and those that moved."""
        self._register.links.moved()
        touched = {identity for doc in docs for identity in self._register.withdraw(doc)}
        self._register.links.join(touched)
        touched |= self._identify([self._reading(doc) for doc in docs], is_unchanged=is_merging)
        return touched, self._register.links.moved()

    def _mend(self, touched: set[int], moved: Iterable[int] = ()) -> None:
        """Settle what the coming or going of articles did to the identities of things in others."""
        for _ in range(_ROUNDS):
            again = self._register.mend(touched, moved)
            if not again:
                return
            bound = self._bound(again) | {anchor for doc in again for anchor in self.rulings.within(doc)}
            again |= self._around(bound) if bound else set()
            again |= self._tangles.around(again)
            touched, moved = self._again(self._present(again), is_merging=True)
        self._register.mend(touched, moved)
