"""What speaks for and against two things being one, each piece with its weight in bits.

Weights are those of Fellegi and Sunter (1969): log2 of how often two sightings of one thing share something, against
how often two different things do. How often different things share a body, a post, an event or a paper is counted in
the graph; all other shares are counted among the invented people of an identity benchmark, of whom the truth is known
(`kg/lexicon/evidence.csv`, which `scripts/evidence_weights.py` writes). What is impossible is no share: an article that
has both, dates or divisions that exclude each other, somebody who makes articles and somebody in them.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import combinations
from math import log2
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.divisions import Level
from kg.identity.likeness import are_elsewhere, is_conflicting
from kg.identity.marks import normal
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.identity.rulings import Ruling
    from kg.store import Store
    from kg.store.lookup import Seen

_SAME_DAY: Final = 0.9  # share of pairs of reports of one event that tell the same day; assumed, not counted
_APART: Final = -20.0  # bits for an article that has both, as two: more than all else together
_CONFLICT: Final = -12.0  # and for codes or dates that exclude each other, where one of them may be misread
_FAMILIAR: Final = 0.02  # share of people from which company says nothing
_PEOPLE: Final = ("person|", "maker|")
_MOST: Final = 12  # sightings of a thing whose articles are looked into


class Piece(NamedTuple):
    """A piece of evidence: bits for (or below 0 against) two things being one; None where it settles the matter."""

    bits: float | None
    what: str
    detail: str = ""


@cache
def shares(people: str) -> Mapping[str, float]:
    """The share of pairs of `same` or `different` people that have each kind of evidence in common, in (0, 1)."""
    text = (files("kg") / "lexicon" / "evidence.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["people"] == people]
    return {row["evidence"]: (int(row["shared"]) + 0.5) / (int(row["pairs"]) + 1) for row in rows}


@dataclass
class Scales:
    """Weighs the things of a store; counts what it needs only once."""

    store: Store

    def __post_init__(self) -> None:
        self._told: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def weigh(self, one: Sequence[Seen], other: Sequence[Seen]) -> list[Piece]:
        """Every piece of evidence on two things of one kind, rulings first, then what weighs most."""
        kind = one[0].kind
        pieces = [*self._name(one, other), *self._shared(kind, one, other), *self._traits(kind, one, other)]
        if kind == Kind.PERSON:
            pieces += [*self._company(one, other), *self._places(one, other)]
        pieces.sort(key=lambda piece: -abs(piece.bits or 0.0))
        return [*self._ruled(one, other), *pieces]

    def _ruled(self, one: Sequence[Seen], other: Sequence[Seen]) -> Iterator[Piece]:
        rulings = self.store.rulings
        told: dict[Ruling, str] = {}
        for a in (seen.anchor for seen in one):
            for b in (seen.anchor for seen in other):
                told |= dict.fromkeys(rulings.chain(a, b) if a != b else (), "ruled the same")
                told |= dict.fromkeys(rulings.barriers(a, b), "ruled different")
        for ruling, what in told.items():
            yield Piece(None, what, str(ruling))

    def _name(self, one: Sequence[Seen], other: Sequence[Seen]) -> Iterator[Piece]:
        kind = one[0].kind
        names = [{normal(seen.name) for seen in side} for side in (one, other)]
        everyone = max(self.store.lookup.count(kind), 2)
        yield Piece(-log2(everyone), "any two", f"one in {everyone:,} {kind}s")
        shared = sorted(names[0] & names[1])
        if shared:
            bearers = max(self._bearers[kind][shared[0]], 1)
            yield Piece(log2(everyone / bearers), "same name", f"{shared[0]}, which {bearers:,} bear")
        else:
            told = " and ".join("、".join(sorted(side)[:3]) for side in names)
            yield Piece(-log2(everyone) / 2, "different names", told)

    @cached_property
    def _bearers(self) -> dict[Kind, Counter[str]]:
        """How many things bear each name."""
        return {
            kind: Counter(normal(key.partition("#")[0]) for key, _ in self.store.lookup.clusters(kind)) for kind in Kind
        }

    def _shared(self, kind: Kind, one: Sequence[Seen], other: Sequence[Seen]) -> Iterator[Piece]:
        """What marks of one sort they share, or that they share none."""
        left, right = (_by_sort(side) for side in (one, other))
        everyone = max(self.store.lookup.count(kind), 2)
        usually = shares("same") if kind == Kind.PERSON else {"day": _SAME_DAY}
        for sort in sorted(left.keys() & right.keys() & usually.keys()):
            usual, common = usually[sort], sorted(left[sort] & right[sort])
            if not common and sort in ("organization", "byline", "day"):
                yield Piece(log2(1 - usual), f"no {sort} in common")
            elif common and not (sort == "organization" and _posts(left, right)):
                rarest = min((self._met[f"{sort}|{mark}"], mark) for mark in common)
                unusual = min(max(rarest[0] - 1, 0.5) / everyone, usual)
                yield Piece(log2(usual / unusual), f"same {sort}", _shown(rarest[1]))

    @cached_property
    def _met(self) -> Counter[str]:
        """How many identities bear each mark; people's marks without the name."""
        found: Counter[str] = Counter()
        for mark, bearers in self.store.lookup.marks():
            found[mark.split("|", 2)[2] if mark.startswith(_PEOPLE) else mark] += bearers
        return found

    def _traits(self, kind: Kind, one: Sequence[Seen], other: Sequence[Seen]) -> Iterator[Piece]:
        """What keeps two apart whatever they share."""
        if kind == Kind.PERSON and len({_is_maker(side) for side in (one, other)} - {None}) == 2:
            yield Piece(_APART, "one makes articles, the other is told of in them")
        if is_conflicting(kind, _marks(one), _marks(other)) or (
            kind not in (Kind.EVENT, Kind.PERSON) and are_elsewhere(_marks(one), _marks(other))
        ):
            traits = "date" if kind == Kind.EVENT else "code"
            told = " and ".join("、".join(sorted(_trait(side, traits))[:3]) for side in (one, other))
            yield Piece(_CONFLICT, "dates that differ" if kind == Kind.EVENT else "divisions that differ", told)
        both = [(a, b) for a in one for b in other if a.doc == b.doc and a.key != b.key]
        if both:
            yield Piece(_APART, "an article has both", both[0][0].doc)

    def _company(self, one: Sequence[Seen], other: Sequence[Seen]) -> Iterator[Piece]:
        """Names that stand beside both, but for those that stand everywhere."""
        left, right = (self._around(side)[0] for side in (one, other))
        everyone = max(self.store.lookup.count(Kind.PERSON), 2)
        own = {normal(seen.name) for seen in (*one, *other)}
        often = {name: self._bearers[Kind.PERSON][name] / everyone for name in (left & right) - own}
        company = sorted(name for name, share in often.items() if share < max(_FAMILIAR, 3 / everyone))
        if company and {seen.doc for seen in one}.isdisjoint(seen.doc for seen in other):
            bits = log2(shares("same")["company"] / shares("different")["company"])
            yield Piece(bits, "same company", "、".join(company[:5]))

    def _places(self, one: Sequence[Seen], other: Sequence[Seen]) -> Iterator[Piece]:
        """The smallest division in the articles of both."""
        left, right = (self._around(side)[1] for side in (one, other))
        for level, digits in ((Level.COUNTY, 6), (Level.PREFECTURE, 4), (Level.PROVINCE, 2)):
            common = {a[:digits] for a in left} & {b[:digits] for b in right}
            common = {code for code in common if len(code.rstrip("0")) > digits - 2}
            if common:
                bits = log2(shares("same")[level] / shares("different")[level])
                yield Piece(bits, f"same {level}", min(common).ljust(6, "0"))
                return
        if left and right:
            near = [1 - sum(shares(people)[level] for level in Level) for people in ("same", "different")]
            yield Piece(log2(near[0] / near[1]), "no province in common")

    def _around(self, side: Iterable[Seen]) -> tuple[frozenset[str], frozenset[str]]:
        """Who else is told of in the articles of a thing, and the divisions there."""
        docs = list(dict.fromkeys(seen.doc for seen in side))[:_MOST]
        for doc in docs:
            if doc not in self._told:
                reading = self.store.reading(doc)
                makers = {byline.person for byline in reading.bylines}
                names = frozenset(normal(one.name) for one in reading.persons if one.key not in makers)
                codes = {place.code or place.within for place in reading.places}
                codes |= {served.code for served in reading.jurisdictions} | {event.code for event in reading.events}
                self._told[doc] = names, frozenset(code for code in codes if code)
        return (
            frozenset().union(*(self._told[doc][0] for doc in docs)),
            frozenset().union(*(self._told[doc][1] for doc in docs)),
        )


def total(pieces: Iterable[Piece]) -> float:
    """The sum of the bits of what does not settle the matter by itself."""
    return sum(piece.bits or 0.0 for piece in pieces)


def undecided(scales: Scales) -> list[tuple[float, Sequence[Seen], Sequence[Seen]]]:
    """Pairs of one name that nothing holds apart and something supports, the most useful to settle first.

    Useful is what is near to even odds and stands in many articles.
    """
    store, found = scales.store, []
    for kind in (Kind.PERSON, Kind.ORGANIZATION, Kind.EVENT, Kind.INITIATIVE):
        named: dict[str, dict[str, None]] = {}
        for key, iri in store.lookup.clusters(kind):
            named.setdefault(normal(key.partition("#")[0]), {})[iri] = None
        for iris in named.values():
            for pair in combinations(list(iris)[:_MOST], 2):
                one, other = (store.lookup.whole(iri) for iri in pair)
                pieces = scales.weigh(one, other)
                support = [piece for piece in pieces if piece.what not in ("any two", "same name")]
                is_open = all(piece.bits is not None and piece.bits > _CONFLICT for piece in support)
                if is_open and any((piece.bits or 0.0) > 0 for piece in support):
                    found.append((total(pieces), one, other))
    return sorted(found, key=lambda pair: (abs(pair[0]) - log2(len(pair[1]) + len(pair[2])), pair[1][0], pair[2][0]))


def _by_sort(side: Iterable[Seen]) -> dict[str, set[str]]:
    """What a thing's marks name, by sort: a body, a post, an event, a paper, a day."""
    found: dict[str, set[str]] = {}
    for mark in _marks(side):
        if not mark.startswith("="):
            parts = mark.split("|", 3) if mark.startswith(_PEOPLE) else ["", "", *mark.split("|", 1)]
            found.setdefault(parts[2], set()).add(parts[3])
    return found


def _posts(left: dict[str, set[str]], right: dict[str, set[str]]) -> bool:
    return bool(left.get("post", set()) & right.get("post", set()))


def _marks(side: Iterable[Seen]) -> frozenset[str]:
    return frozenset(mark for seen in side for mark in seen.marks)


def _trait(side: Iterable[Seen], name: str) -> set[str]:
    return {mark.partition("|")[2] for mark in _marks(side) if mark.startswith(f"={name}|")}


def _is_maker(side: Iterable[Seen]) -> bool | None:
    """Whether somebody makes articles; None where nothing tells."""
    sorts = {mark.partition("|")[0] for mark in _marks(side)}
    return ("maker" in sorts) if sorts else None


def _shown(mark: str) -> str:
    """A mark without the address of what it names."""
    return " ".join(part.rpartition("/")[2] for part in mark.split("|"))
