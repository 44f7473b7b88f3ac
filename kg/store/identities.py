"""Who is who in a store, kept in step with its articles and with what people ruled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.identity import resolve
from kg.identity.rulings import Rulings
from kg.store.lookup import Lookup

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

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
        self.rulings = Rulings()

    def put(self, reading: Reading) -> None:
        """Settle an article that came, in place of what it said before; its row is there already."""
        concerned = self._concerned(reading.doc)
        touched = self._register.withdraw(reading.doc)
        self._mend(touched | self._identify(reading))
        self.settle(concerned)

    def drop(self, doc: str) -> None:
        """Forget an article whose row is gone."""
        concerned = self._concerned(doc)
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
        """Settle articles again, one after the other as if they came now."""
        waiting = self._present(docs)
        if waiting:
            self._mend(*self._again(waiting))

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

    def _identify(self, reading: Reading, *, is_unchanged: bool = False) -> set[int]:
        resolution = resolve(reading, self._register, self.rulings)
        return self._register.enter(reading.doc, resolution, is_unchanged=is_unchanged)

    def _present(self, docs: Iterable[str]) -> list[str]:
        """Those of these articles that are there, in the order in which they came."""
        query = "SELECT id, doc FROM article WHERE doc = ?"
        rows = [row for doc in docs if (row := self._connection.execute(query, (doc,)).fetchone())]
        return [doc for _, doc in sorted(rows)]

    def _again(self, docs: list[str], *, is_merging: bool = False) -> tuple[set[int], set[int]]:
        """Withdraw articles and let them come again; the identities that were touched, and those that moved."""
        touched = {identity for doc in docs for identity in self._register.withdraw(doc)}
        moved = self._register.join(touched)
        for doc in docs:
            linked = self._identify(self._reading(doc), is_unchanged=is_merging)
            touched |= linked
            moved |= self._register.join(linked)
        return touched, moved

    def _mend(self, touched: set[int], moved: Iterable[int] = ()) -> None:
        """Settle what the coming or going of articles did to the identities of things in others."""
        for _ in range(_ROUNDS):
            again = self._register.mend(touched, moved)
            if not again:
                return
            bound = self._bound(again) | {anchor for doc in again for anchor in self.rulings.within(doc)}
            again |= self._around(bound) if bound else set()
            touched, moved = self._again(self._present(again), is_merging=True)
        self._register.mend(touched, moved)
