"""Which mentions of people are one person (floor 4).

Mentions of one name are joined, the surest first, as long as the odds that they are one exceed the odds that they are
namesakes. What they have in common (an event, a body, a county, a prefecture, company) is weighed as by Fellegi and
Sunter (1969): how often two mentions of one person have it, against how many namesakes one would expect who have it.
How often one person's mentions have it is learned from the rarest names, whose bearers are nearly all one person.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from math import log2
from random import Random
from typing import TYPE_CHECKING

from kg.divisions import Level
from kg.matching.names import Namesakes
from kg.matching.organizations import settings
from kg.matching.sightings import Sighting, around, sighting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.lineage import Line
    from kg.matching.bodies import Body
    from kg.matching.mentions import Place, Record

THRESHOLD = -1.0  # bits; that it is not 0 says that namesakes are counted a little too many
_CERTAIN = 40.0
_NEVER = -1000.0
_LEVELS = (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE)
_RARE = 0.02  # namesakes expected of a name that is taken for one person's when weights are learned
_DRAWN = 4  # pairs of each rare name
_UNRELATED = 40_000  # pairs of different names
_FAMILIAR = 60  # articles from which a companion's name says nothing
_CROWD = 30  # names of an article that are counted as company
_SMOOTHING = 0.5
_HIDDEN = 0.02  # namesakes in one region that no share of names foretells


@dataclass(frozen=True, slots=True)
class Common:
    """What two sightings have in common: the nearest body or region, and how it was told."""

    # body | house | county | prefecture | province | nothing | untold, with -place where only articles tell it
    kind: str
    region: Line | None = None
    people: int = 0  # names met there


class Matcher:
    """The weights, learned from the sightings themselves; then `clusters`."""

    def __init__(self, sightings: Sequence[Sighting], seed: int = 0) -> None:
        self.sightings = sightings
        self.random = Random(seed)
        self.names: dict[bool, Namesakes] = {True: Namesakes(), False: Namesakes()}
        self.local: dict[Line | None, Namesakes] = defaultdict(Namesakes)
        self._count_names()
        self._count_people()
        self.blocks = self._blocks()
        self._learn()

    def _count_names(self) -> None:
        homes = {(s.is_maker, s.name, _home(s)): s for s in self.sightings}
        for is_maker in (True, False):
            self.names[is_maker].add(name for maker, name, _ in homes if maker is is_maker)
        by_province: dict[Line | None, list[str]] = defaultdict(list)
        for (is_maker, name, _), one in homes.items():
            if not is_maker:
                by_province[_province(one)].append(name)
        for province, names in by_province.items():
            self.local[province].add(names)

    def _count_people(self) -> None:
        """How many names are met at each body, in each house with its parts, and in each region."""
        met: dict[object, set[str]] = defaultdict(set)
        inside: dict[Body, set[str]] = defaultdict(set)
        for one in self.sightings:
            for where in (*one.bodies, *(one.regions | one.places), *one.papers):
                met[where].add(one.name)
            for house in one.houses:
                inside[house].add(one.name)
        self.people = {where: len(names) for where, names in met.items()}
        self.members = {house: len(names) for house, names in inside.items()}

    def _blocks(self) -> list[list[Sighting]]:
        blocks: dict[tuple[str, bool], list[Sighting]] = defaultdict(list)
        for one in self.sightings:
            blocks[one.name, one.is_maker].append(one)
        return list(blocks.values())

    def _learn(self) -> None:
        """How often pairs of one person, and pairs of two, have what in common."""
        same = Counter[str]()
        alike: dict[str, Counter[object]] = defaultdict(Counter)
        for one, other in self._rare_pairs():
            common = self.common(one, other)
            same[common.kind] += 1
            for trait, value in _traits(one, other, common):
                alike[trait][value] += 1
        unlike: dict[str, Counter[object]] = defaultdict(Counter)
        for one, other in self._unrelated_pairs():
            for trait, value in _traits(one, other, self.common(one, other)):
                unlike[trait][value] += 1
        total = sum(same.values())
        self.unusual = _SMOOTHING / (total + 5)
        self.usual = {kind: (count + _SMOOTHING) / (total + 5) for kind, count in same.items()}
        self.traits = {
            (trait, value): log2(_rate(alike[trait], value) / _rate(unlike[trait], value))
            for trait in alike.keys() | unlike.keys()
            for value in alike[trait].keys() | unlike[trait].keys()
        }

    def _rare_pairs(self) -> Iterator[tuple[Sighting, Sighting]]:
        for block in self.blocks:
            first = block[0]
            if first.is_maker or not 1 < len(block) < 30 or self.names[False].share(first.name) * self._all() > _RARE:
                continue
            pairs = [pair for pair in combinations(block, 2) if not _meet(*pair)]
            yield from self.random.sample(pairs, min(_DRAWN, len(pairs)))

    def _unrelated_pairs(self) -> Iterator[tuple[Sighting, Sighting]]:
        """Pairs of two people; half of them of one prefecture, so that traits are compared among neighbours too."""
        people = [one for one in self.sightings if not one.is_maker]
        neighbours: dict[Line | None, list[Sighting]] = defaultdict(list)
        for one in people:
            neighbours[_home(one)].append(one)
        groups = [group for home, group in neighbours.items() if home and len(group) > 1] or [people]
        for number in range(_UNRELATED if len(people) > 1 else 0):
            one, other = self.random.sample(self.random.choice(groups) if number % 2 else people, 2)
            if one.name != other.name and not _meet(one, other):
                yield one, other

    def _all(self) -> int:
        return self.names[False].total

    def common(self, one: Sighting, other: Sighting) -> Common:
        """The nearest thing that two sightings share."""
        shared = one.bodies & other.bodies
        if shared:
            return Common("body", _region(shared), min(self.people[body] for body in shared))
        if houses := one.houses & other.houses:
            return Common("house", _region(houses), min(self.members[house] for house in houses))
        told = one.regions & other.regions
        half = (one.regions & other.places) | (one.places & other.regions)
        for level in _LEVELS:
            for suffix, lines in (("", told), ("-place", half), ("-places", one.places & other.places)):
                found = [line for line in lines if line.periods[-1].level is level]
                if found:
                    region = min(found, key=self.people.__getitem__)
                    return Common(f"{level}{suffix}", region, self.people[region])
        untold = not (one.bodies or one.places) or not (other.bodies or other.places)
        return Common("untold" if untold else "nothing", None, self._all())

    def weight(self, one: Sighting, other: Sighting) -> float:
        """Bits for two sightings of one name being one person; below 0 they are rather namesakes."""
        if one.docs & other.docs:
            return _NEVER
        if one.events & other.events:
            return _CERTAIN
        if one.is_maker:
            return self._of_makers(one, other)
        common = self.common(one, other)
        share = max(self.names[False].share(one.name), self._local_share(common.region, one.name))
        expected = common.people * share + (_HIDDEN if common.region else 0)
        usual = self.usual.get(common.kind, self.unusual)
        return log2(usual / expected) + sum(self.traits.get(pair, 0.0) for pair in _traits(one, other, common))

    def _local_share(self, region: Line | None, name: str) -> float:
        province = around(region)[0] if region else None
        return self.local[province].share(name) if province in self.local else 0.0

    def _of_makers(self, one: Sighting, other: Sighting) -> float:
        names = self.names[True]
        shared = one.papers & other.papers
        if shared:
            return log2(0.6 / (min(self.people[paper] for paper in shared) * names.share(one.name) + _HIDDEN))
        apart = 0.5 if not one.papers or not other.papers else 0.15
        region = one.places & other.places
        near = min((self.people[line] for line in region), default=names.total)
        return log2(apart / (min(near, names.total) * names.share(one.name) + 2 * _HIDDEN))


def _meet(one: Sighting, other: Sighting) -> bool:
    return bool(one.docs & other.docs or one.events & other.events)


def _traits(one: Sighting, other: Sighting, common: Common) -> Iterator[tuple[str, object]]:
    """What else is compared where they share no body or house: rank and sphere; and company."""
    if common.kind not in ("body", "house"):
        if one.ranks and other.ranks:
            yield "rank", max(min(one.ranks) - max(other.ranks), min(other.ranks) - max(one.ranks), 0)
        if one.spheres and other.spheres:
            # A single sphere tells a way of life; of several, as long careers gather them, only whether one is shared.
            if len(one.spheres) == len(other.spheres) == 1:
                yield "spheres", tuple(sorted((*one.spheres, *other.spheres)))
            else:
                yield "sphere", bool(one.spheres & other.spheres)
    yield "company", min(len(one.companions & other.companions), 3)


def _rate(counts: Counter[object], value: object) -> float:
    return (counts[value] + _SMOOTHING) / (sum(counts.values()) + 4 * _SMOOTHING)


def _region(bodies: Iterable[object]) -> Line | None:
    return next((line for body in bodies if (line := getattr(body, "line", None))), None)


def _home(one: Sighting) -> Line | None:
    """The prefecture, or else the province, that a sighting is set in."""
    lines = one.regions or one.places
    for level in (Level.PREFECTURE, Level.PROVINCE):
        found = sorted((line for line in lines if line.periods[-1].level is level), key=lambda line: line.code)
        if found:
            return found[0]
    return None


def _province(one: Sighting) -> Line | None:
    lines = one.regions or one.places
    provinces = [line for line in lines if line.periods[-1].level is Level.PROVINCE]
    return min(provinces, key=lambda line: line.code, default=None)


def people(records: Sequence[Record], threshold: float = THRESHOLD) -> dict[str, str]:
    """The person of each mention: the id of that person's first mention."""
    articles: dict[Place, list[str]] = defaultdict(list)
    for record in records:
        articles[record.article] += [held.organization for held in record.posts or ()]
    where = settings(articles)
    sightings = [sighting(record, where[record.article]) for record in records]
    add_company(records, sightings)
    matcher = Matcher(sightings)
    return {
        mention: cluster.mentions[0]
        for block in matcher.blocks
        for cluster in joined(block, matcher, threshold)
        for mention in cluster.mentions
    }


def add_company(records: Sequence[Record], sightings: Sequence[Sighting]) -> None:
    """Who else stands in the same article, without names that stand everywhere."""
    present: dict[str, list[str]] = defaultdict(list)
    for record, one in zip(records, sightings, strict=True):
        if not one.is_maker:
            present[record.doc].append(one.name)
    often = Counter(name for names in present.values() for name in set(names))
    for record, one in zip(records, sightings, strict=True):
        if not one.is_maker:
            names = present[record.doc][:_CROWD]
            one.companions = {name for name in names if often[name] <= _FAMILIAR and name != one.name}


def joined(block: Sequence[Sighting], matcher: Matcher, threshold: float) -> list[Sighting]:
    """The sightings of one name joined into people, the surest pair first."""
    alive = dict(enumerate(_of_one_event(block)))
    heap = [
        (-weight, one, other)
        for one, other in combinations(alive, 2)
        if (weight := matcher.weight(alive[one], alive[other])) >= threshold
    ]
    heapq.heapify(heap)
    number = len(alive)
    while heap:
        _, one, other = heapq.heappop(heap)
        if one not in alive or other not in alive:
            continue
        grown = alive.pop(one)
        grown.join(alive.pop(other))
        for key, third in alive.items():
            if (weight := matcher.weight(grown, third)) >= threshold:
                heapq.heappush(heap, (-weight, key, number))
        alive[number] = grown
        number += 1
    return list(alive.values())


def _of_one_event(block: Sequence[Sighting]) -> list[Sighting]:
    """Sightings at one event, in different articles, joined: nobody needs to weigh these."""
    kept: list[Sighting] = []
    at: dict[str, Sighting] = {}
    for one in block:
        known = next((at[event] for event in one.events if event in at), None)
        if known and not known.docs & one.docs:
            known.join(one)
        else:
            kept.append(one)
            at.update(dict.fromkeys(one.events - at.keys(), one))
    return kept
