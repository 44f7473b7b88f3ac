"""The links of the register: what articles and rulings show to be one, and which identity stands for all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


class Links:
    """The table of links, and of each identity the one that stands for it. Never commits: the store does."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._stood: dict[int, int] = {}  # what stood for an identity before any of the changes of late

    def enter(self, doc: str, one: int, other: int, rule: str) -> None:
        """Record that an article, or a ruling on it, shows two identities to be one."""
        pair = sorted((one, other))
        self._connection.execute("INSERT OR IGNORE INTO link VALUES (?, ?, ?, ?)", (*pair, doc, rule))

    def withdraw(self, doc: str) -> set[int]:
        """Forget the links of an article; the identities that it linked."""
        pairs = self._connection.execute("SELECT one, other FROM link WHERE doc = ?", (doc,)).fetchall()
        self._connection.execute("DELETE FROM link WHERE doc = ?", (doc,))
        return {identity for pair in pairs for identity in pair}

    def join(self, identities: set[int]) -> set[int]:
        """Let the oldest of what is linked stand for all of it; the identities for which another stands now."""
        moved, seen = set(), set()
        for identity in sorted(identities):
            if identity not in seen:
                component = self.component(identity)
                seen |= component
                oldest = min(component, key=lambda one: (not self.is_seen(one), one))
                if self.is_seen(oldest):
                    moved |= {one for one in component if self.stand(one, oldest)}
        return moved

    def moved(self) -> set[int]:
        """The identities for which another stands than before all changes since this was last asked."""
        moved = {one for one, before in self._stood.items() if self.canonical(one) != before}
        self._stood.clear()
        return moved

    def stand(self, identity: int, oldest: int) -> bool:
        """Let another identity, or itself, stand for one and for all that it stood for; whether that is new."""
        before = self.canonical(identity)
        if before not in (None, oldest):
            followers = self._connection.execute("SELECT id FROM identity WHERE canonical = ?", (identity,)).fetchall()
            for one in {identity, *(one for (one,) in followers)}:
                self._stood.setdefault(one, before if one == identity and before is not None else identity)
        self._connection.execute("UPDATE identity SET canonical = ? WHERE id = ?", (oldest, identity))
        if identity != oldest:
            self._connection.execute("UPDATE identity SET canonical = ? WHERE canonical = ?", (oldest, identity))
        return before != oldest

    def component(self, identity: int) -> set[int]:
        """All identities that hang together with one by links, itself among them."""
        component, front = set[int](), {identity}
        while front:
            component |= front
            query = "SELECT other FROM link WHERE one = ? UNION SELECT one FROM link WHERE other = ?"
            front = {near for one in front for (near,) in self._connection.execute(query, (one, one))} - component
        return component

    def docs(self, identities: set[int]) -> set[str]:
        """The articles with a link to any of these identities."""
        query = "SELECT doc FROM link WHERE one = ? UNION SELECT doc FROM link WHERE other = ?"
        return {doc for one in identities for (doc,) in self._connection.execute(query, (one, one))}

    def is_seen(self, identity: int) -> bool:
        """Whether any article has a thing of this very identity."""
        query = "SELECT 1 FROM sighting WHERE identity = ? LIMIT 1"
        return self._connection.execute(query, (identity,)).fetchone() is not None

    def is_alone(self, identity: int) -> bool:
        """Whether no article has a thing of this very identity, nor links it to another."""
        return not self.is_seen(identity) and len(self.component(identity)) == 1

    def canonical(self, identity: int) -> int | None:
        """The identity that stands for one; None where there is no such identity."""
        row = self._connection.execute("SELECT canonical FROM identity WHERE id = ?", (identity,)).fetchone()
        return None if row is None else int(row[0])
