"""What people ruled on who is who, and what follows from their rulings taken together.

A ruling is about two sightings, each a thing of one article, so that it holds whatever IRIs a graph gives and in
whatever order articles come. Things ruled the same are the same all of them; where one of them is ruled different from
something, all of them are.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from kg.model import Kind, RulingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Reading

KINDS: Final = (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.EVENT, Kind.INITIATIVE)


class Verdict(StrEnum):
    """What a ruling says of two things."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A thing of one article, by which a ruling holds it."""

    doc: str
    kind: Kind
    key: str
    name: str = field(default="", compare=False)  # finds it where another version of the words gives it another key

    def __str__(self) -> str:
        return f"{self.name or self.key}@{self.doc}"


@dataclass(frozen=True, slots=True)
class Ruling:
    """Two things are the same, or different, because somebody said so."""

    verdict: Verdict
    one: Anchor
    other: Anchor
    because: str = ""
    who: str = ""
    when: str = ""

    def __str__(self) -> str:
        sign = "=" if self.verdict is Verdict.SAME else "≠"
        said = ", ".join(filter(None, (self.because, self.who, self.when)))
        return f"{self.one} {sign} {self.other}" + (f" ({said})" if said else "")

    @property
    def pair(self) -> frozenset[Anchor]:
        """The two things, in no order."""
        return frozenset((self.one, self.other))


@dataclass(frozen=True, slots=True)
class Rulings:
    """Rulings that do not conflict, as resolve() asks for them; `together` makes them."""

    all: tuple[Ruling, ...] = ()
    _groups: Mapping[Anchor, frozenset[Anchor]] = field(default_factory=dict)
    _apart: Mapping[Anchor, frozenset[Anchor]] = field(default_factory=dict)
    _by_doc: Mapping[str, tuple[Anchor, ...]] = field(default_factory=dict)

    def one_with(self, anchor: Anchor) -> frozenset[Anchor]:
        """Everything ruled the same as this, itself among it."""
        return self._groups.get(anchor, frozenset((anchor,)))

    def apart_from(self, anchor: Anchor) -> frozenset[Anchor]:
        """Everything ruled different from this, or from something that is the same as this."""
        return self._apart.get(anchor, frozenset())

    def within(self, doc: str) -> Sequence[Anchor]:
        """The things of an article on which something is ruled."""
        return self._by_doc.get(doc, ())

    def anchors(self, reading: Reading) -> dict[tuple[Kind, str], Anchor]:
        """The things of a reading on which something is ruled, by kind and key."""
        found: dict[tuple[Kind, str], Anchor] = {}
        for anchor in self.within(reading.doc):
            keys = [thing.key for kind, thing in reading.things() if kind == anchor.kind and thing.key == anchor.key]
            keys = keys or [t.key for kind, t in reading.things() if kind == anchor.kind and t.name == anchor.name]
            if len(keys) == 1:
                found.setdefault((anchor.kind, keys[0]), anchor)
        return found

    def chain(self, one: Anchor, other: Anchor) -> tuple[Ruling, ...]:
        """The rulings that make one of two things, the fewest that do; none where nothing does."""
        return _chain([ruling for ruling in self.all if ruling.verdict is Verdict.SAME], one, other)

    def barriers(self, one: Anchor, other: Anchor) -> tuple[Ruling, ...]:
        """The rulings that keep two things apart."""
        sides = self.one_with(one), self.one_with(other)
        return tuple(
            ruling
            for ruling in self.all
            if ruling.verdict is Verdict.DIFFERENT
            and any(ruling.one in a and ruling.other in b for a, b in (sides, sides[::-1]))
        )


def together(rulings: Iterable[Ruling]) -> Rulings:
    """Rulings with what follows from them. Raises RulingError with the chain where they conflict."""
    given = tuple(rulings)
    groups = _groups(given)
    apart: dict[Anchor, frozenset[Anchor]] = defaultdict(frozenset)
    for ruling in given:
        if ruling.verdict is Verdict.DIFFERENT:
            one, other = groups[ruling.one], groups[ruling.other]
            if one == other:
                raise RulingError(_conflict(given, ruling))
            for side, against in ((one, other), (other, one)):
                apart.update({anchor: apart[anchor] | against for anchor in side})
    by_doc: dict[str, tuple[Anchor, ...]] = {}
    for anchor in sorted(groups):
        by_doc[anchor.doc] = (*by_doc.get(anchor.doc, ()), anchor)
    return Rulings(given, groups, dict(apart), by_doc)


def _groups(rulings: Sequence[Ruling]) -> dict[Anchor, frozenset[Anchor]]:
    groups: dict[Anchor, frozenset[Anchor]] = {}
    for ruling in rulings:
        if ruling.one.kind != ruling.other.kind:
            raise RulingError(f"{ruling}: a {ruling.one.kind} and a {ruling.other.kind} are never one; take it out")
        if ruling.one == ruling.other:
            raise RulingError(
                f"{ruling}: this is one thing of one article, so nothing is to be said; name another or take it out"
            )
        for anchor in (ruling.one, ruling.other):
            groups.setdefault(anchor, frozenset((anchor,)))
        if ruling.verdict is Verdict.SAME:
            joined = groups[ruling.one] | groups[ruling.other]
            groups.update(dict.fromkeys(joined, joined))
    return groups


def _conflict(rulings: Sequence[Ruling], against: Ruling) -> str:
    chain = _chain([one for one in rulings if one.verdict is Verdict.SAME], against.one, against.other)
    here, steps = against.one, []
    for ruling in chain:
        is_forward = ruling.one == here
        here = ruling.other if is_forward else ruling.one
        steps.append(ruling if is_forward else replace(ruling, one=ruling.other, other=ruling.one))
    told = "; ".join(map(str, steps))
    return f"these rulings cannot all hold: {told}; but {against}; take one of them back with `kg identity undo`"


def _chain(positive: Sequence[Ruling], start: Anchor, end: Anchor) -> tuple[Ruling, ...]:
    """The shortest way from one thing to another over what is ruled the same."""
    ways: dict[Anchor, tuple[Ruling, ...]] = {start: ()}
    queue = deque([start])
    while queue and end not in ways:
        here = queue.popleft()
        for ruling in positive:
            if here in ruling.pair:
                there = ruling.other if here == ruling.one else ruling.one
                if there not in ways:
                    ways[there] = (*ways[here], ruling)
                    queue.append(there)
    return ways.get(end, ())


def entry_of(ruling: Ruling) -> dict[str, Any]:
    """A ruling as an entry of a file."""
    things = [
        {"kind": anchor.kind.value, "name": anchor.name or anchor.key, "article": anchor.doc, "key": anchor.key}
        for anchor in (ruling.one, ruling.other)
    ]
    said = {"because": ruling.because, "who": ruling.who, "when": ruling.when}
    return {ruling.verdict.value: things, **{key: value for key, value in said.items() if value}}


def ruling_of(entry: Mapping[str, Any], place: str) -> Ruling:
    """The ruling that an entry of a file tells. Raises RulingError with the place where it tells none."""
    told = [verdict for verdict in Verdict if verdict in entry]
    things = entry[told[0]] if len(told) == 1 else None
    if not isinstance(things, list) or len(things) != 2:
        raise RulingError(f"{place}: expected “same:” or “different:” with two things below it")
    one, other = (_anchor(thing, place) for thing in things)
    said = (str(entry.get(key, "")) for key in ("because", "who", "when"))
    return Ruling(told[0], one, other, *said)


def _anchor(thing: Any, place: str) -> Anchor:
    expected = f"{place}: each thing has kind ({', '.join(KINDS)}), name, article and key"
    if not isinstance(thing, dict) or thing.get("kind") not in KINDS or "article" not in thing:
        raise RulingError(expected)
    key = thing.get("key") or thing.get("name")
    if not key:
        raise RulingError(expected)
    return Anchor(str(thing["article"]), Kind(thing["kind"]), str(key), str(thing.get("name", "")))
