"""Neutral records of mentions, one a line, as `kg identity match` reads them (floor 4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from kg.model import KgError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_YEAR = re.compile(r"\d{4}")


class Held(msgspec.Struct, frozen=True):
    """A post as an article gives it."""

    organization: str
    title: str = ""
    status: str = "current"


class Record(msgspec.Struct, frozen=True):
    """One mention of a person or an organization. Records of one `doc` are one article."""

    mention: str
    doc: str
    date: str  # ISO, a year at least
    name: str
    publisher: str | None = None
    place: str | None = None  # code of the division that the article is about
    place_context: str | None = None  # the same, of organizations
    event: str | None = None  # one for everyone at a gathering, in every article about it
    byline: str | None = None  # the role of somebody who made the article
    posts: tuple[Held, ...] | None = None  # none in a list of organizations

    @property
    def article(self) -> Place:
        """The article, by what it tells of where it is set."""
        return Place(self.doc, int(self.date[:4]), self.place or self.place_context, self.publisher)


class Place(NamedTuple):
    """An article by what it tells of where it is set."""

    doc: str
    year: int
    place: str | None
    publisher: str | None


def records(lines: Iterable[bytes], name: str) -> Iterator[Record]:
    """The records of a file of JSON lines, in its order.

    Raises KgError with file, line and what was expected, also where a mention stands twice.
    """
    decoder = msgspec.json.Decoder(Record)
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = decoder.decode(line)
        except msgspec.DecodeError as error:
            raise KgError(f"{name}, line {number} is no mention: {error}. See `kg identity match --help`.") from error
        if not _YEAR.match(record.date):
            raise KgError(f"{name}, line {number}: the date “{record.date}” must begin with a year of four digits.")
        if record.mention in seen:
            raise KgError(f"{name}, line {number}: the mention “{record.mention}” stands in an earlier line too.")
        seen.add(record.mention)
        yield record
