"""What a question means: which facts are asked for, what of them, and what narrows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.asking.named import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.asking.named import Named
    from kg.model import Kind


@dataclass(frozen=True, slots=True)
class Told:
    """One kind of fact that a question asks about, and the roles that count."""

    fact: str  # a name of `kg.asking.facts.FACTS`
    roles: tuple[str, ...] = ()  # none: all


@dataclass(frozen=True, slots=True)
class Meaning:
    """A question that has been understood. What narrows it holds together; names of one kind are either of them."""

    told: tuple[Told, ...]  # one, or two that are joined
    asked: tuple[str, ...]  # columns
    names: tuple[Named, ...] = ()
    together: bool = False  # of several names of one kind all, not either
    publishers: tuple[Named, ...] = ()  # whose articles
    companion: bool = False  # who else takes part
    origins: tuple[Named, ...] = ()  # places that are those of a person's body
    period: Period | None = None
    around: tuple[tuple[str, Named], ...] = ()  # before or after these events
    statuses: tuple[str, ...] = ()
    topics: tuple[tuple[str, ...], ...] = ()  # words that stand in it: one of each
    event_types: tuple[str, ...] = ()
    initiative_types: tuple[str, ...] = ()
    count: str = ""  # count the column that is asked for; `times`: how often
    order: str = ""  # first, last or most
    limit: int = 0

    def of(self, kind: Kind) -> list[Named]:
        """The names of one kind."""
        return [named for named in self.names if named.kind is kind]

    def described(self) -> Iterator[str]:
        """How the question was taken, part by part."""
        yield "asked: " + (f"number of {self.count}" if self.count else ", ".join(self.asked))
        for told in self.told:
            yield f"facts: {told.fact}" + (f" ({', '.join(told.roles)})" if told.roles else "")
        for named in self.names:
            shown = " / ".join(dict.fromkeys(named.labels))
            units = " and its units" if named.units else ""
            yield f"{named.kind}: {named.text}" + (f" = {shown}" if shown != named.text else "") + units
        yield from (f"published by: {named.text}" for named in self.publishers)
        if self.period:
            yield f"dates: from {self.period.start or '…'} to before {self.period.before or '…'}"
        for way, named in self.around:
            yield f"dates: {way} {named.text}"
        named_lists = {
            "status": self.statuses,
            "type of event": self.event_types,
            "type of initiative": self.initiative_types,
        }
        yield from (f"{name}: {', '.join(values)}" for name, values in named_lists.items() if values)
        yield from (f"words: {' / '.join(words)}" for words in self.topics)
        if self.together:
            yield "together: all of the names of one kind"
        yield from (f"place of the person's body: {named.text}" for named in self.origins)
        if self.order:
            yield f"order: {self.order}" + (f", {self.limit}" if self.limit else "")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question has no meaning here, in one clause."""

    reason: str
