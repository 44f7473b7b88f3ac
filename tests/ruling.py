"""Rulings made by hand, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import ledger
from kg.identity.rulings import Anchor, Ruling, Verdict, entry_of
from kg.model import Kind
from kg.store.folder import RULINGS

if TYPE_CHECKING:
    from kg.store import Store


def thing(doc: str, key: str = "王宁", kind: Kind = Kind.PERSON) -> Anchor:
    """A thing of an article."""
    return Anchor(doc, kind, key, key.partition("#")[0])


def same(one: Anchor, other: Anchor) -> Ruling:
    """A ruling that two are one."""
    return Ruling(Verdict.SAME, one, other, "看过档案", "李明", "2026-11-22")


def different(one: Anchor, other: Anchor) -> Ruling:
    """A ruling that two are two."""
    return Ruling(Verdict.DIFFERENT, one, other, "出生年不同", "李明", "2026-11-22")


def rule(store: Store, *rulings: Ruling) -> None:
    """Put rulings into the store's file, and let them hold."""
    for ruling in rulings:
        ledger.append(store.files[RULINGS], entry_of(ruling), "# 谁是谁")
    store.adopt()


def take_back(store: Store, number: int) -> None:
    """Take a ruling out of the store's file."""
    ledger.remove(store.files[RULINGS], number)
    store.adopt()
