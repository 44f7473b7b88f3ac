"""Who is who: which things of a reading are things met before, and the IRI of each.

    resolve(reading, candidates)  every thing with its identity, the reason, and the identities it shows to be one
    groups(kind, marks)           which sightings hang together

A thing is looked up by its marks (`kg.identity.marks`) and compared by `kg.identity.likeness`. An identity that is
minted keeps its IRI for good; where an article shows that two are one, the older stands for the younger from then on.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Protocol

from kg.identity.likeness import Fit, fit, is_conflicting
from kg.identity.marks import people, profiles
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.identity.marks import Profile
    from kg.model import Reading

_HELD_APART = (Kind.PERSON, Kind.EVENT)  # kinds of which a reading never holds one thing twice


@dataclass(frozen=True, slots=True)
class Known:
    """An identity met before. `marks` are those of all that is one with it; of a person only those asked for."""

    iri: str
    cluster: str  # IRI of the oldest identity that is one with it
    born: int  # age of the cluster: the smaller, the older
    marks: frozenset[str]


class Candidates(Protocol):
    """What is known already, as resolve() asks for it."""

    def bearing(self, kind: Kind, marks: Iterable[str]) -> Iterable[Known]:
        """The identities that bear any of these marks."""

    def are_apart(self, one: str, other: str) -> bool:
        """Whether some article holds two clusters apart."""

    def is_taken(self, iri: str) -> bool:
        """Whether some article has a thing of this very IRI."""

    def former(self, doc: str, kind: Kind, key: str) -> str | None:
        """The IRI that a thing of this article had until it was read again."""


class _Nothing:
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

    def former(self, doc: str, kind: Kind, key: str) -> str | None:
        del doc, kind, key
        return None


@dataclass(frozen=True, slots=True)
class Sighting:
    """A thing of one article and the identity it got: the decision, its rule, and the marks it rests on."""

    kind: Kind
    key: str
    iri: str
    cluster: str
    marks: frozenset[str]
    rule: str
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Two identities that one article shows to be one."""

    one: str
    other: str
    rule: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Every thing of a reading with its identity, and what the reading says about identities."""

    sightings: tuple[Sighting, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def iris(self) -> Mapping[tuple[Kind, str], str]:
        """The IRI of each thing, by kind and key."""
        return {(sighting.kind, sighting.key): sighting.cluster for sighting in self.sightings}


def resolve(reading: Reading, candidates: Candidates | None = None) -> Resolution:
    """The identity of every thing of a reading, given what is known from other articles. Pure."""
    work = _Work(reading, candidates or _Nothing())
    for profile in profiles(reading):
        work.settle(profile)
    for profile in sorted(people(reading, work.iris), key=lambda one: -work.strength(one)):
        work.settle(profile)
    return Resolution(tuple(work.sightings), tuple(dict.fromkeys(work.links)))


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


@dataclass(slots=True)
class _Work:
    """What has been settled so far, of one reading."""

    reading: Reading
    candidates: Candidates
    sightings: list[Sighting] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    iris: dict[tuple[Kind, str], str] = field(default_factory=dict)
    minted: dict[tuple[str, frozenset[str]], str] = field(default_factory=dict)

    def settle(self, profile: Profile) -> None:
        """Give a thing its identity."""
        chosen = self._choose(profile)
        if chosen:
            oldest = min(chosen, key=lambda one: one[0].born)[0]
            first, reason = chosen[0]
            for known, found in chosen[1:]:
                if known.iri != first.iri:
                    self.links.append(Link(first.iri, known.iri, found.rule))
            self._enter(profile, first.iri, oldest.cluster, reason)
        else:
            iri = self._mint(profile)
            self._enter(profile, iri, iri, Fit("first_sight"))

    def _enter(self, profile: Profile, iri: str, cluster: str, reason: Fit) -> None:
        sighting = Sighting(profile.kind, profile.key, iri, cluster, profile.marks, reason.rule, reason.shared)
        self.sightings.append(sighting)
        self.iris[profile.kind, profile.key] = cluster

    def strength(self, profile: Profile) -> int:
        """How many marks the best candidate shares, so that the surest of two namesakes chooses first."""
        return max((len(found.shared) for _, found in self._fits(profile)), default=0)

    def _fits(self, profile: Profile) -> list[tuple[Known, Fit]]:
        met = self.candidates.bearing(profile.kind, profile.marks)
        return [(known, found) for known in met if (found := fit(profile.kind, profile.marks, known.marks))]

    def _choose(self, profile: Profile) -> Sequence[tuple[Known, Fit]]:
        """The identities that this thing is, best first; more than one where it shows them to be one."""
        held = set(self.iris.values()) if profile.kind in _HELD_APART else set()
        fits = [pair for pair in self._fits(profile) if pair[0].cluster not in held]
        sure = [pair for pair in fits if pair[1].is_certain]
        if not sure:
            return fits if len({known.cluster for known, _ in fits}) == 1 else ()
        sure.sort(key=lambda pair: (-pair[1].weight, pair[0].born, pair[0].iri))
        accepted = [sure[0]]
        for known, found in sure[1:]:
            if all(self._agree(profile.kind, known, other) for other, _ in accepted):
                accepted.append((known, found))
        return accepted

    def _agree(self, kind: Kind, one: Known, other: Known) -> bool:
        return one.cluster == other.cluster or not (
            is_conflicting(kind, one.marks, other.marks) or self.candidates.are_apart(one.cluster, other.cluster)
        )

    def _mint(self, profile: Profile) -> str:
        """The IRI that it had before, or the stem, or where another thing has that the stem with a number."""
        same = (profile.stem, profile.marks)
        if profile.kind not in _HELD_APART and same in self.minted:
            return self.minted[same]
        former = self.candidates.former(self.reading.doc, profile.kind, profile.key)
        iri, number, used = former or profile.stem, 1, set(self.minted.values())
        while iri in used or self.candidates.is_taken(iri):
            iri = profile.stem if number == 1 else f"{profile.stem}-{number}"
            number += 1
        self.minted[same] = iri
        return iri
