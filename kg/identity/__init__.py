"""Who is who: which things of a reading are things met before, and the IRI of each.

    resolve(reading, candidates, rulings)   every thing with its identity, the reason, and what it shows to be one
    groups(kind, marks)                     which sightings hang together (`kg.identity.partition`)

A thing is looked up by its marks (`kg.identity.marks`) among what was met before (`kg.identity.candidates`), and
compared by `kg.identity.likeness`; what people ruled (`kg.identity.rulings`) comes before either. An identity that is
minted keeps its IRI for good; where an article or a ruling shows that two are one, the older stands for the younger
from then on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.identity.candidates import Candidates, Known, Nothing
from kg.identity.likeness import Fit, is_conflicting
from kg.identity.marks import people, profiles
from kg.identity.partition import components, groups
from kg.identity.rulings import Rulings
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.identity.marks import Profile
    from kg.identity.rulings import Anchor
    from kg.model import Reading

__all__ = [
    "RULED",
    "Candidates",
    "Known",
    "Link",
    "Resolution",
    "Sighting",
    "components",
    "groups",
    "resolve",
    "resolve_people",
    "resolve_things",
]

RULED = "ruling"
_NO_RULINGS = Rulings()
_NEWEST = 1 << 62
_HELD_APART = (Kind.PERSON, Kind.EVENT)  # kinds of which a reading never holds one thing twice


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
    anchor: Anchor | None = None  # where something is ruled on it


@dataclass(frozen=True, slots=True)
class Link:
    """Two identities that one article, or a ruling on a thing in it, shows to be one."""

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


def resolve(reading: Reading, candidates: Candidates | None = None, rulings: Rulings = _NO_RULINGS) -> Resolution:
    """The identity of every thing of a reading, given what is known from other articles and what is ruled. Pure."""
    things = resolve_things(reading, candidates, rulings)
    who = resolve_people(reading, things.iris, candidates, rulings)
    return Resolution(things.sightings + who.sightings, things.links + who.links)


def resolve_things(
    reading: Reading, candidates: Candidates | None = None, rulings: Rulings = _NO_RULINGS
) -> Resolution:
    """The identities of places, organizations, works and events. Pure."""
    work = _Work(reading, candidates or Nothing(), rulings, rulings.anchors(reading))
    for profile in profiles(reading):
        work.settle(profile)
    return work.resolution()


def resolve_people(
    reading: Reading,
    iris: Mapping[tuple[Kind, str], str],
    candidates: Candidates | None = None,
    rulings: Rulings = _NO_RULINGS,
) -> Resolution:
    """The identities of the people, given the IRIs of the bodies and events that they are known by. Pure."""
    work = _Work(reading, candidates or Nothing(), rulings, rulings.anchors(reading))
    for profile in sorted(people(reading, iris), key=lambda one: -work.strength(one)):
        work.settle(profile)
    return work.resolution()


@dataclass(slots=True)
class _Work:
    """What has been settled so far, of one reading."""

    reading: Reading
    candidates: Candidates
    rulings: Rulings
    anchors: Mapping[tuple[Kind, str], Anchor]
    sightings: list[Sighting] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    iris: dict[tuple[Kind, str], str] = field(default_factory=dict)
    minted: dict[tuple[str, frozenset[str]], str] = field(default_factory=dict)
    here: dict[Anchor, Known] = field(default_factory=dict)  # of this reading
    joined: dict[str, list[str]] = field(default_factory=dict)  # clusters that this reading makes one

    def resolution(self) -> Resolution:
        """What was settled."""
        return Resolution(tuple(self.sightings), tuple(dict.fromkeys(self.links)))

    def settle(self, profile: Profile) -> None:
        """Give a thing its identity."""
        anchor = self.anchors.get((profile.kind, profile.key))
        ruled = self._ruled(anchor)
        wanted = frozenset().union(*(self._bound(known.cluster) for known in ruled), (anchor,) if anchor else ())
        chosen = self._choose(profile, wanted)
        reason = chosen[0][1] if chosen else Fit(RULED if ruled else "first_sight")
        iri = chosen[0][0].iri if chosen else self._mint(profile, wanted)
        others = [*chosen[1:], *((known, Fit(RULED)) for known in ruled)]
        self.links += [Link(iri, known.iri, found.rule) for known, found in others if known.iri != iri]
        met = [known for known, _ in chosen] + ruled
        oldest = min(met, key=lambda known: known.born, default=Known(iri, iri, _NEWEST, frozenset()))
        self._join([known.cluster for known in met])
        self._enter(
            profile,
            oldest.cluster,
            Sighting(profile.kind, profile.key, iri, oldest.cluster, profile.marks, reason.rule, reason.shared, anchor),
            oldest.born,
        )

    def _enter(self, profile: Profile, cluster: str, sighting: Sighting, born: int) -> None:
        self.sightings.append(sighting)
        self.iris[profile.kind, profile.key] = cluster
        if sighting.anchor:
            self.here[sighting.anchor] = Known(sighting.iri, cluster, born, frozenset())

    def _ruled(self, anchor: Anchor | None) -> list[Known]:
        """The identities of what is ruled to be the same as this, where they are here; they are one cluster."""
        others = sorted(self.rulings.one_with(anchor) - {anchor}) if anchor else []
        return [known for other in others if (known := self.here.get(other) or self.candidates.at(other))]

    def _bound(self, cluster: str) -> frozenset[Anchor]:
        """The things on which something is ruled, of a cluster and all that this reading joined to it."""
        if not self.rulings.all:
            return frozenset()
        joined = self.joined.get(cluster, [cluster])
        own = {anchor for anchor, known in self.here.items() if known.cluster in joined}
        return frozenset(own.union(*map(self.candidates.anchors, joined)))

    def _join(self, clusters: Sequence[str]) -> None:
        """Keep in mind that these are one from here on."""
        whole = list(dict.fromkeys(name for one in clusters for name in self.joined.get(one, [one])))
        if len(whole) > 1:
            self.joined.update(dict.fromkeys(whole, whole))

    def strength(self, profile: Profile) -> int:
        """How many marks the best candidate shares, so that the surest of two namesakes chooses first."""
        return max((len(found.shared) for _, found in self._fits(profile)), default=0)

    def _fits(self, profile: Profile) -> list[tuple[Known, Fit]]:
        met = self.candidates.bearing(profile.kind, profile.marks)
        return [(known, found) for known in met if (found := known.fit(profile.kind, profile.marks))]

    def _choose(self, profile: Profile, wanted: frozenset[Anchor]) -> Sequence[tuple[Known, Fit]]:
        """The identities that this thing is, best first; more than one where it shows them to be one.

        None that a ruling keeps from what is `wanted`, the things that this one is ruled to be.
        """
        held = set(self.iris.values()) if profile.kind in _HELD_APART else set()
        fits = [
            pair
            for pair in self._fits(profile)
            if pair[0].cluster not in held and not self._barred(wanted, pair[0].cluster)
        ]
        if len({known.cluster for known, _ in fits}) > 1:
            weights: Counter[str] = Counter()
            for known, found in fits:
                weights[known.cluster] = max(weights[known.cluster], found.weight)
            first = {cluster: self.candidates.first(cluster) for cluster in weights}
            fits.sort(key=lambda pair: (-weights[pair[0].cluster], first[pair[0].cluster], -pair[1].weight))
        accepted = fits[:1]
        for known, found in fits[1:]:
            if all(self._agree(profile.kind, known, other) for other, _ in accepted):
                accepted.append((known, found))
        return accepted

    def _barred(self, wanted: frozenset[Anchor], cluster: str) -> bool:
        """Whether a ruling keeps these things from a cluster."""
        bound = self._bound(cluster) if wanted else ()
        return any(not self.rulings.apart_from(anchor).isdisjoint(bound) for anchor in wanted)

    def _agree(self, kind: Kind, one: Known, other: Known) -> bool:
        return one.cluster == other.cluster or not (
            is_conflicting(kind, one.marks, other.marks)
            or self.candidates.are_apart(one.cluster, other.cluster)
            or self._barred(self._bound(one.cluster), other.cluster)
        )

    def _mint(self, profile: Profile, wanted: frozenset[Anchor]) -> str:
        """The IRI that it had before, or the stem, or where another thing has that the stem with a number."""
        same = (profile.stem, profile.marks)
        if profile.kind not in _HELD_APART and same in self.minted:
            return self.minted[same]
        former = self.candidates.former(self.reading.doc, profile.kind, profile.key)
        iri, number, used = former or profile.stem, 1, set(self.minted.values())
        while (
            iri in used
            or self.candidates.is_taken(iri)
            or (wanted and self._barred(wanted, self.candidates.standing(iri)))
        ):
            iri = profile.stem if number == 1 else f"{profile.stem}-{number}"
            number += 1
        self.minted[same] = iri
        return iri
