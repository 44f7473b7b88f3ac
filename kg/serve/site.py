"""The store as a worker sees it: open to read, and opened again when somebody wrote."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeVar

from kg.store import Store
from kg.store.folder import READINGS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_T = TypeVar("_T")
_SETTLED: Final = 1.0  # seconds for which a store that was just opened counts as new, while somebody keeps writing


class Site:
    """A store that is as new as the last write, give or take a second."""

    def __init__(self, folder: Path, base: str) -> None:
        self.base = base
        self._folder = folder
        self._store: Store | None = None
        self._seen: tuple[object, ...] = ()
        self._opened = 0.0
        self._kept: dict[str, Any] = {}

    def store(self) -> Store:
        """The store, opened again where it was written since; StoreError where it cannot be opened."""
        store = self._store
        if store is None or (monotonic() - self._opened > _SETTLED and self._state(store) != self._seen):
            return self.reopen()
        return store

    def reopen(self) -> Store:
        """The store as it is on the disk now."""
        if self._store is not None:
            self._store.close()
        self._store = None
        self._kept.clear()
        store = Store(self._folder, read_only=True)
        self._seen, self._opened = self._state(store), monotonic()  # before the graph, which is never older
        _ = store.dataset  # opened now, so that a fault shows now
        self._store = store
        return store

    def kept(self, name: str, make: Callable[[Store], _T]) -> _T:
        """What is made of the store and kept as long as that is as it is."""
        store = self.store()
        if name not in self._kept:
            self._kept[name] = make(store)
        made: _T = self._kept[name]
        return made

    def _state(self, store: Store) -> tuple[object, ...]:
        """What changes when anybody writes the graph, or makes it anew in the same place."""
        file = self._folder / READINGS
        if not file.exists():
            return ()
        status = file.stat()
        return status.st_dev, status.st_ino, store.generation
