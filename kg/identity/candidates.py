"""Candidates: the identities met before, of which a thing of a reading may be one, as resolve() asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kg.identity.likeness import fit, is_conflicting
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.identity.likeness import Fit
    from kg.identity.rulings import Anchor


@dataclass(frozen=True, slots=True)
class Known:
    """An identity met before. `marks` are those of all that is one with it; of a person only those asked for."""

    iri: str
    cluster: str  # IRI of the oldest identity that is one with it
    born: int  # age of the cluster: the smaller, the older
    marks: frozenset[str]
    each: tuple[frozenset[str], ...] = ()  # of an event, the marks of each of its own sightings

    def fit(self, kind: Kind, marks: frozenset[str]) -> Fit | None:
        """Why a thing with these marks is this one, or None: an event fits some sighting, and conflicts with none."""
        if kind != Kind.EVENT:
            return fit(kind, marks, self.marks)
        if is_conflicting(kind, marks, self.marks):
            return None
        fits = [found for one in self.each if (found := fit(kind, marks, one))]
        return max(fits, key=lambda found: (found.weight, found.rule, found.shared), default=None)


class Candidates(Protocol):
    """What is known already, as resolve() asks for it."""

    def bearing(self, kind: Kind, marks: Iterable[str]) -> Iterable[Known]:
        """The identities that bear any of these marks."""

    def are_apart(self, one: str, other: str) -> bool:
        """Whether some article holds two clusters apart."""

    def is_taken(self, iri: str) -> bool:
        """Whether some article has a thing of this very IRI."""

    def standing(self, iri: str) -> str:
        """The IRI that stands for this one; itself where none does."""

    def former(self, doc: str, kind: Kind, key: str) -> str | None:
        """The IRI that a thing of this article had until it was read again."""

    def at(self, anchor: Anchor) -> Known | None:
        """The identity of a thing on which something is ruled, without marks; None where its article is not here."""

    def anchors(self, cluster: str) -> Iterable[Anchor]:
        """The things of a cluster on which something is ruled."""

    def first(self, cluster: str) -> str:
        """The least of a cluster's sightings, by article and key: the same in whatever order articles came."""


class Nothing:
    """Candidates when no article was read before."""

    def bearing(self, kind: Kind, marks: Iterable[str]) -> Iterable[Known]:
        del kind, marks
        return ()

    def are_apart(self, one: str, other: str) -> bool:
        del one, other
        return False

    def is_taken(self, iri: str) -> bool:
        del iri
        return False

    def standing(self, iri: str) -> str:
        return iri

    def former(self, doc: str, kind: Kind, key: str) -> str | None:
        del doc, kind, key
        return None

    def at(self, anchor: Anchor) -> Known | None:
        del anchor
        return None

    def anchors(self, cluster: str) -> Iterable[Anchor]:
        del cluster
        return ()

    def first(self, cluster: str) -> str:
        return cluster
