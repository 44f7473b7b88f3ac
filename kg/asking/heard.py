"""A question as it was heard: its parts, and what of names, topics and dates was found in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.asking.named import Named, Period
    from kg.asking.parts import Part
    from kg.model import Kind


@dataclass(frozen=True, slots=True)
class Heard:
    """A question in its parts: words, names, and what of topics and dates was found."""

    text: str
    parts: tuple[Part, ...]
    names: tuple[Named, ...]
    topics: tuple[tuple[str, ...], ...] = ()
    subjects: tuple[Named, ...] = ()  # names behind “about”
    periods: tuple[tuple[str, Period], ...] = ()  # before, after, since, until, in
    around: tuple[tuple[str, Named], ...] = ()
    origins: tuple[Named, ...] = ()
    publishers: tuple[Named, ...] = ()  # bodies whose articles are meant

    def signs(self, sign: str) -> bool:
        """Whether a part narrows it so."""
        return any(part.says("narrows") == sign for part in self.parts)

    def nouns(self) -> set[str]:
        """What its nouns are about."""
        return {str(part.says("noun")) for part in self.parts if part.does == "noun"}

    def has(self, kind: Kind) -> bool:
        """Whether it names such a thing."""
        return any(named.kind is kind for named in self.names)
