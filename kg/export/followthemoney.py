"""FollowTheMoney entities as JSON lines, after its published schema (version 4); ids are hashes of IRIs and so stay.

Person · PublicBody (a body with a division) or Organization · Position · Occupancy · Event · Article · Mention, and
UnknownLink for who did what at an event. Places, statements and initiatives have no schema there.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha1
from typing import TYPE_CHECKING, BinaryIO, Final
from unicodedata import normalize

from kg.export.selection import EvidenceLevel
from kg.model import BylineRole, Event, Kind, OrganizationRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.export.edges import Article
    from kg.export.selection import Source
    from kg.model import Involvement, Membership, Participation, Thing

_HOSTS: Final = (OrganizationRole.HOST, OrganizationRole.ORGANIZER, OrganizationRole.CO_ORGANIZER)
_MENTIONED: Final = {Kind.PERSON: "Person", Kind.ORGANIZATION: "Organization"}


def write_ftm(source: Source, stream: BinaryIO) -> None:
    """Articles and mentions as they come, then what several articles tell of together, by id."""
    known = Entities()
    for article in source.articles():
        told = _Told(article, known, source.selection.evidence)
        for line in told.own():
            stream.write(line)
        told.add()
    for line in known.lines():
        stream.write(line)


@dataclass(frozen=True, slots=True)
class Entities:
    """What is known of entities so far: their schema, their values by property."""

    schemas: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))

    def add(self, own: str, schema: str, **values: Iterable[str | None]) -> None:
        """Add values to an entity. A public body is one wherever an article says so."""
        if self.schemas.get(own) != "PublicBody":
            self.schemas[own] = schema
        for prop, found in values.items():
            self.values[own][prop].update(_clean(found))

    def lines(self) -> Iterator[bytes]:
        """The entities in the order of their ids; what is empty is left out."""
        for name in sorted(self.schemas):
            yield _line(name, self.schemas[name], self.values[name])


def _clean(values: Iterable[str | None]) -> set[str]:
    return {normalize("NFC", value) for value in values if value}


def _line(name: str, schema: str, values: dict[str, set[str]]) -> bytes:
    properties = {prop: sorted(found) for prop, found in sorted(values.items()) if found}
    return (json.dumps({"id": name, "schema": schema, "properties": properties}, ensure_ascii=False) + "\n").encode()


def entity_id(*parts: str) -> str:
    """A name for what these parts tell apart."""
    return f"kg-{sha1(json.dumps(parts).encode(), usedforsecurity=False).hexdigest()}"


@dataclass(frozen=True, slots=True)
class _Told:
    """What one article says, and where it is gathered."""

    article: Article
    known: Entities
    level: EvidenceLevel

    @property
    def proof(self) -> str:
        return entity_id(self.article.iri)

    def id(self, kind: Kind, key: str) -> str:
        return entity_id(self.article.iris[kind, key])

    def name(self, kind: Kind, key: str) -> str:
        things = self.article.reading.things()
        return next((one.name for other, one in things if other == kind and one.key == key), key)

    def own(self) -> Iterator[bytes]:
        """The article, and the names in it of people and bodies."""
        reading = self.article.reading
        makers = (byline.person for byline in reading.bylines if byline.role == BylineRole.REPORTER)
        told: dict[str, Iterable[str | None]] = {
            "fileName": (reading.doc,),
            "title": (reading.title,),
            "publisher": (reading.publisher,),
            "publishedAt": (reading.published,),
            "sourceUrl": (reading.url,),
            "author": (self.name(Kind.PERSON, key) for key in makers),
            "language": ("zho",),
        }
        yield _line(self.proof, "Article", {prop: _clean(values) for prop, values in told.items()})
        for kind, thing in reading.things():
            if kind in _MENTIONED:
                yield from self._mentions(kind, thing)

    def _mentions(self, kind: Kind, thing: Thing) -> Iterator[bytes]:
        resolved = self.id(kind, thing.key)
        for name in sorted(_clean((thing.name, *thing.other_names))):
            values = {"document": self.proof, "resolved": resolved, "name": name, "detectedSchema": _MENTIONED[kind]}
            told = {prop: {value} for prop, value in values.items()}
            yield _line(entity_id("mention", self.proof, resolved, name), "Mention", told)

    def add(self) -> None:
        """Gather people, bodies, posts, events, and who did what."""
        reading = self.article.reading
        served = {fact.organization for fact in reading.jurisdictions}
        for person in reading.persons:
            self._thing(Kind.PERSON, person, "Person")
        for body in reading.organizations:
            self._thing(Kind.ORGANIZATION, body, "PublicBody" if body.key in served else "Organization")
        for event in reading.events:
            self._event(event)
        for fact in reading.memberships:
            self._membership(fact)
        for part in reading.participations:
            self._part(part, Kind.PERSON, part.person, part.topic)
        for shared in reading.involvements:
            self._part(shared, Kind.ORGANIZATION, shared.organization, None)

    def _thing(self, kind: Kind, thing: Thing, schema: str) -> None:
        own = self.id(kind, thing.key)
        self.known.add(own, schema, name=(thing.name,), alias=thing.other_names, proof=(self.proof,))

    def _event(self, event: Event) -> None:
        self._thing(Kind.EVENT, event, "Event")
        places = (event.venue, event.place and self.name(Kind.PLACE, event.place))
        days: dict[str, Iterable[str | None]] = {"startDate": (event.date,), "endDate": (event.end,)}
        words = (event.type.value, *event.themes)
        self.known.add(self.id(Kind.EVENT, event.key), "Event", location=places, keywords=words, **days)

    def _membership(self, fact: Membership) -> None:
        """The post as a position, who holds it as an occupancy."""
        holder, body = self.id(Kind.PERSON, fact.person), self.id(Kind.ORGANIZATION, fact.organization)
        post = entity_id("position", body, fact.title)
        name = self.name(Kind.ORGANIZATION, fact.organization) + fact.title
        codes = (one.code for one in self.article.reading.jurisdictions if one.organization == fact.organization)
        self.known.add(post, "Position", name=(name,), organization=(body,), subnationalArea=codes)
        held = (holder, post, fact.status, fact.start or "", fact.end or "")
        days: dict[str, Iterable[str | None]] = {"startDate": (fact.start,), "endDate": (fact.end,)}
        told: dict[str, Iterable[str | None]] = {"holder": (holder,), "post": (post,), "status": (fact.status,), **days}
        self.known.add(entity_id("occupancy", *held), "Occupancy", **told, **self._proven(fact))

    def _part(self, fact: Participation | Involvement, kind: Kind, key: str, topic: str | None) -> None:
        """Who took part, as a link with the role; hosts are named by the event as well."""
        subject, event = self.id(kind, key), self.id(Kind.EVENT, fact.event)
        link = entity_id("part", subject, event, fact.role, topic or "")
        told: dict[str, Iterable[str | None]] = {"subject": (subject,), "object": (event,), "role": (fact.role,)}
        self.known.add(link, "UnknownLink", **told, description=(topic,), **self._proven(fact))
        named = "organizer" if fact.role in _HOSTS else "involved"
        self.known.add(event, "Event", **{named: (subject,)})

    def _proven(self, fact: Membership | Participation | Involvement) -> dict[str, Iterable[str | None]]:
        """The article, and the words of it that a fact rests on."""
        quote = fact.evidence.span.of(self.article.reading.raw) if self.level != EvidenceLevel.NONE else None
        return {"proof": (self.proof,), "summary": (quote,)}
