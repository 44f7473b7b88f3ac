"""Which part of the graph is written, and how much of what it rests on.

Selection(only=frozenset({"membership"}), since="2024")   what is asked for; QueryError where it makes no sense
Source(store, selection)                                  the articles that are in it, each narrowed to it
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from kg.confidence import at_least
from kg.export.edges import Article
from kg.model import FACT_KINDS, Kind, QueryError
from kg.rdf import BASE, article_iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Fact, Reading
    from kg.store import Store

THING_KINDS: Final = tuple(kind.value for kind in tuple(Kind)[:5])
KINDS: Final = (*THING_KINDS, *FACT_KINDS)
_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_UNSAFE: Final = re.compile(r"[\x00-\x20<>\"{}|^`\\]")  # what no IRI may hold


class EvidenceLevel(StrEnum):
    """How much of what facts rest on is written: nothing, the raw characters, or their place and rule as well."""

    NONE = "none"
    QUOTE = "quote"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; without anything, the whole graph with all its evidence."""

    only: frozenset[str] = field(default_factory=frozenset)  # of KINDS
    articles: tuple[str, ...] = ()  # docs
    since: str = ""  # articles published then or later: 2024, 2024-11, 2024-11-30
    least: float = 0.0  # confidence of a fact
    evidence: EvidenceLevel = EvidenceLevel.FULL
    base: str = BASE  # under which the IRIs of things, facts and articles stand
    is_spreadsheet: bool = False  # CSV: no cell that could be taken for a formula

    def __post_init__(self) -> None:
        if unknown := sorted(self.only - set(KINDS)):
            raise QueryError(f"there is no kind {unknown[0]!r}; choose among {', '.join(KINDS)}")
        if self.since and not _is_date(self.since):
            raise QueryError(f"{self.since} is not a date; write 2024, 2024-11 or 2024-11-30")
        if not 0 <= self.least <= 1:
            raise QueryError(f"{self.least} is no confidence; give one from 0 to 1")
        if not _is_base(self.base):
            raise QueryError(f"{self.base!r} is no base of IRIs; give one such as https://example.org/id/")

    @property
    def is_whole(self) -> bool:
        """Whether every article and every fact is asked for."""
        return not (self.only or self.articles or self.since or self.least)


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE.fullmatch(text) and date.fromisoformat(f"{text}-01-01"[:10]))
    except ValueError:
        return False


def _is_base(text: str) -> bool:
    """Whether names set behind it make IRIs."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    has_place = bool(parts.netloc) or parts.scheme == "urn"
    return bool(parts.scheme and has_place) and text.endswith(("/", "#", ":")) and not _UNSAFE.search(text)


@dataclass(frozen=True, slots=True)
class Source:
    """A store, and which part of it is written."""

    store: Store
    selection: Selection = field(default_factory=Selection)

    def docs(self) -> list[str]:
        """The articles that are asked for by name, or all, in the order of their IRIs; StoreError where one lacks."""
        for doc in self.selection.articles:
            self.store.reading(doc)
        return sorted(set(self.selection.articles) or self.store.docs(), key=lambda doc: article_iri(doc).value)

    def articles(self) -> Iterator[Article]:
        """The articles in their order, each with what is asked for of it."""
        for doc in self.docs():
            reading = self.store.kept(doc)
            if _is_since(reading.published, self.selection.since):
                chosen = narrowed(at_least(reading, self.selection.least), self.selection.only)
                kept = {(kind, thing.key) for kind, thing in chosen.things()}
                iris = {key: self.rebased(iri) for key, iri in self.store.iris(doc).items() if key in kept}
                yield Article(chosen, iris, self.selection.base)

    def undated(self) -> int:
        """How many articles are left out because nobody knows when they were published."""
        return sum(not self.store.kept(doc).published for doc in self.docs()) if self.selection.since else 0

    def rebased(self, iri: str) -> str:
        """An IRI of the store under the base that is asked for."""
        return self.selection.base + iri[len(BASE) :] if iri.startswith(BASE) else iri


def _is_since(published: str | None, since: str) -> bool:
    """Whether a date is not before another, as far as both tell; one that is not known is."""
    shared = min(len(published or ""), len(since))
    return not since or (published or "")[:shared] >= since[:shared] > ""


def narrowed(reading: Reading, only: frozenset[str]) -> Reading:
    """The reading with facts and things of these kinds, and with the things that those facts are about; or all."""
    if not only:
        return reading
    facts: dict[str, Any] = {f"{kind}s": getattr(reading, f"{kind}s") if kind in only else () for kind in FACT_KINDS}
    slimmer = replace(reading, **facts)
    named = {end for fact in slimmer.facts() for end in _ends(fact, reading)}
    if Kind.EVENT in only or any(kind == Kind.EVENT for kind, _ in named):
        told = [event for event in reading.events if Kind.EVENT in only or (Kind.EVENT, event.key) in named]
        named |= {(Kind.PLACE, event.place) for event in told if event.place}
    things: dict[str, list[Any]] = {f"{kind}s": [] for kind in THING_KINDS}
    for kind, thing in reading.things():
        if kind in only or (kind, thing.key) in named:
            things[f"{kind}s"].append(thing)
    found: dict[str, Any] = {name: tuple(kept) for name, kept in things.items()}
    return replace(slimmer, **found, unread=())


def _ends(fact: Fact, reading: Reading) -> Iterator[tuple[Kind, str]]:
    """The things of the article that a fact is about."""
    fields: Mapping[str, Kind] = {
        "person": Kind.PERSON,
        "organization": Kind.ORGANIZATION,
        "event": Kind.EVENT,
        "initiative": Kind.INITIATIVE,
        "roll": Kind.INITIATIVE,
        "proposer": getattr(fact, "proposer_kind", Kind.ORGANIZATION),
    }
    yield from ((kind, key) for name, kind in fields.items() if (key := getattr(fact, name, None)))
    if code := getattr(fact, "code", None):
        yield from ((Kind.PLACE, place.key) for place in reading.places if place.code == code)
