"""The rows of the tables, article after article; things are put together in memory and come last, each once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias
from unicodedata import normalize

from kg.divisions import by_code
from kg.export.selection import EvidenceLevel
from kg.model import Event, Initiative, Kind, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.export.edges import Article
    from kg.export.selection import Source
    from kg.model import Evidence, Fact, Thing

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = tuple[Cell, ...]

_FIELDS: Final[dict[str, tuple[str, ...]]] = {  # of each kind of fact, in the order of the columns
    "bylines": ("person", "role"),
    "memberships": ("person", "organization", "title", "status", "start", "end"),
    "jurisdictions": ("organization", "code"),
    "participations": ("person", "event", "role", "topic"),
    "involvements": ("organization", "event", "role"),
    "statements": ("person", "event", "said"),
    "proposals": ("initiative", "proposer", "proposer_kind"),
    "recognitions": ("initiative", "roll"),
}
_WORDED: Final = ("title", "topic", "said")  # names and wordings, which are in NFC
_KINDS: Final = {
    "person": Kind.PERSON,
    "organization": Kind.ORGANIZATION,
    "event": Kind.EVENT,
    "initiative": Kind.INITIATIVE,
    "roll": Kind.INITIATIVE,
}


def rows(source: Source) -> Iterator[tuple[str, Row]]:
    """The name of a table, and a row of it; what is not known is None."""
    things: dict[str, tuple[str, Row]] = {}
    for article in source.articles():
        told = Told(article, source.selection.evidence)
        yield from told.rows()
        for table, row in told.things():
            iri = str(row[0])
            things[iri] = (table, _better(things[iri][1], row) if iri in things else row)
    for iri in sorted(things):
        yield things[iri]


def _better(one: Row, other: Row) -> Row:
    """The longest name, and the rest from where most is told."""
    name = min(str(one[1]), str(other[1]), key=lambda text: (-len(text), text))
    return (one[0], name, *min(one[2:], other[2:], key=_rank))


def _rank(cells: Row) -> tuple[int, list[str]]:
    return sum(cell is None for cell in cells), ["" if cell is None else str(cell) for cell in cells]


@dataclass(frozen=True, slots=True)
class Told:
    """What one article says, and how much of what it rests on is written."""

    article: Article
    level: EvidenceLevel

    def rows(self) -> Iterator[tuple[str, Row]]:
        """The article, its facts, and what it calls and tells of things."""
        reading, iri = self.article.reading, self.article.iri
        about = (reading.title, reading.publisher, reading.published, reading.url)
        yield "articles", (iri, reading.doc, *about, reading.raw_hash)
        for fact in reading.facts():
            table = f"{type(fact).__name__.lower()}s"
            cells = (cell for name in _FIELDS[table] for cell in self._cells(fact, name))
            yield table, (*cells, iri, fact.confidence, *self._evidence(fact.evidence))
        for kind, thing in reading.things():
            yield from self._about(kind, thing)

    def _about(self, kind: Kind, thing: Thing) -> Iterator[tuple[str, Row]]:
        """The names of a thing, where it stands in the text, and what is told of an event."""
        head: Row = (self.article.iris[kind, thing.key], kind.value)
        for name in dict.fromkeys((thing.name, *thing.other_names)):
            yield "names", (*head, normalize("NFC", name), self.article.iri)
        details = thing.details if isinstance(thing, Event) else ()
        if self.level != EvidenceLevel.NONE:
            for evidence in dict.fromkeys((*thing.mentions, *details)):
                yield "mentions", (*head, self.article.iri, *self._evidence(evidence))
        if isinstance(thing, Event):
            yield "accounts", (head[0], normalize("NFC", thing.name), *self._event(thing), self.article.iri)

    def things(self) -> Iterator[tuple[str, Row]]:
        """The things of the article, and the divisions that it knows by code alone."""
        for node in self.article.nodes():
            if node.kind == Kind.PLACE:
                yield "places", (node.iri, normalize("NFC", node.label), node.code or None, None)
        for kind, thing in self.article.reading.things():
            head: Row = (self.article.iris[kind, thing.key], normalize("NFC", thing.name))
            if isinstance(thing, Event):
                yield "events", (*head, *self._event(thing))
            elif isinstance(thing, Place):
                within = thing.within if thing.within != thing.code else None
                yield "places", (*head, thing.code, self.article.division(within) if within else None)
            else:
                yield f"{kind}s", (*head, thing.type.value) if isinstance(thing, Initiative) else head

    def _event(self, event: Event) -> Row:
        place = self.article.iris[Kind.PLACE, event.place] if event.place else None
        division = self.article.division(event.code) if event.code else None
        themes = json.dumps([normalize("NFC", theme) for theme in event.themes], ensure_ascii=False)
        return (event.type.value, event.date, event.end, event.venue, place, division, themes)

    def _cells(self, fact: Fact, name: str) -> Row:
        """A field of a fact; a thing as its id and its name."""
        value: str | None = getattr(fact, name)
        if name == "code":
            return self._division(str(value))
        kind = getattr(fact, f"{name}_kind", _KINDS.get(name))
        if kind is None:
            return (normalize("NFC", value) if value and name in _WORDED else value,)
        if value is None:
            return None, None
        return self.article.iris[kind, value], self._name(kind, value)

    def _division(self, code: str) -> Row:
        named = next((place.name for place in self.article.reading.places if place.code == code), None)
        known = by_code(code, self.article.reading.as_of)
        return self.article.division(code), named or (known.name if known else code)

    def _name(self, kind: Kind, key: str) -> str:
        found = (one.name for other, one in self.article.reading.things() if other == kind and one.key == key)
        return normalize("NFC", next(found, key))

    def _evidence(self, evidence: Evidence) -> Row:
        if self.level == EvidenceLevel.NONE:
            return None, None, None, None
        quote = evidence.span.of(self.article.reading.raw)
        if self.level == EvidenceLevel.QUOTE:
            return quote, None, None, None
        return quote, evidence.span.start, evidence.span.end, evidence.rule
