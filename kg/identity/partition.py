"""The partition of sightings into those that hang together, by the marks that they share."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from kg.identity.likeness import fit
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def groups(kind: Kind, marks: Mapping[str, frozenset[str]]) -> list[list[str]]:
    """Sightings of one identity, by name with their marks, divided into those that hang together; in order."""
    if kind == Kind.EVENT:  # they fit by more than a mark in common
        pairs: dict[str, list[str]] = {name: [] for name in marks}
        for number, (one, other) in enumerate(combinations(marks, 2)):
            if fit(kind, marks[one], marks[other]):
                pairs[one].append(str(number))
                pairs[other].append(str(number))
        return components(pairs)
    return components(marks)


def components(marks: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Names divided into those connected by marks that they share, in the order given."""
    leader = {name: name for name in marks}

    def root(name: str) -> str:
        while leader[name] != name:
            leader[name] = name = leader[leader[name]]
        return name

    first: dict[str, str] = {}
    together: dict[str, list[str]] = defaultdict(list)
    for name, borne in marks.items():
        for mark in borne:
            leader[root(name)] = root(first.setdefault(mark, name))
    for name in marks:
        together[root(name)].append(name)
    return list(together.values())
