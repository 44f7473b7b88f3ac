"""The things of the graph, as one article knows them: what is said of each, under a key of its own in the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from kg.model.article import Evidence
from kg.model.values import EventType, InitiativeType


@dataclass(frozen=True, slots=True)
class Person:
    """A natural person, as one article knows them."""

    key: str
    name: str
    other_names: tuple[str, ...] = ()
    mentions: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Organization:
    """A named institution, as one article knows it."""

    key: str
    name: str
    other_names: tuple[str, ...] = ()
    mentions: tuple[Evidence, ...] = ()
    whole: str | None = None  # key of the body that it is a part of
    is_unit: bool = False  # has no standing of its own within that: a department, not a subsidiary


@dataclass(frozen=True, slots=True)
class Repair:
    """A name that was misheard or translated back, the name that it is taken for, and why."""

    written: str
    name: str
    code: str  # of the division; of a street, town or township nine digits
    reason: str
    confidence: float  # in [0, 1]


@dataclass(frozen=True, slots=True)
class Place:
    """A division with its code, or a named site without one."""

    key: str
    name: str
    other_names: tuple[str, ...] = ()
    mentions: tuple[Evidence, ...] = ()
    code: str | None = None  # GB/T 2260, of a division from province to county
    within: str | None = None  # code of the division around it
    inside: str | None = None  # key of the site around it: the street of a community
    own: str | None = None  # of a site, its name without the divisions and sites before it
    repair: Repair | None = None  # where the article writes another name


@dataclass(frozen=True, slots=True)
class Event:
    """A gathering or act with a name or a date."""

    key: str
    name: str
    other_names: tuple[str, ...] = ()
    mentions: tuple[Evidence, ...] = ()
    type: EventType = EventType.OTHER
    date: str | None = None  # ISO, perhaps partial
    end: str | None = None  # last day, where it lasts several
    venue: str | None = None  # as named
    place: str | None = None  # key of the Place that the venue is, where it is one of the article's places
    code: str | None = None  # of the division it was held in
    themes: tuple[str, ...] = ()
    details: tuple[Evidence, ...] = ()  # what date, venue and themes rest on


@dataclass(frozen=True, slots=True)
class Initiative:
    """A named programme, case, method, policy, report, or roll."""

    key: str
    name: str
    other_names: tuple[str, ...] = ()
    mentions: tuple[Evidence, ...] = ()
    type: InitiativeType = InitiativeType.PROGRAMME


Thing: TypeAlias = Person | Organization | Place | Event | Initiative
