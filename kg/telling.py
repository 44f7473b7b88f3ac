"""A fact told in a plain Chinese sentence, with a short gloss in English; things in it stay apart from the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kg.divisions import by_code
from kg.graph.projection import concept_labels
from kg.marking import harmless
from kg.model import (
    Byline,
    Fact,
    Involvement,
    Jurisdiction,
    Kind,
    Membership,
    OrganizationRole,
    Participation,
    PersonRole,
    Proposal,
    Recognition,
    Statement,
    Status,
)
from kg.rdf.vocabulary import concept

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from kg.model import Event, Reading


KIND_NAMES = {
    Kind.PERSON: ("人物", "Person"),
    Kind.ORGANIZATION: ("机构", "Organization"),
    Kind.PLACE: ("地点", "Place"),
    Kind.EVENT: ("活动", "Event"),
    Kind.INITIATIVE: ("举措", "Initiative"),
    Kind.TITLE: ("职衔", "Title"),
    Kind.DATE: ("日期", "Date"),
}
FACT_NAMES = {
    Membership: ("任职", "Posts"),
    Participation: ("人员参与", "People at events"),
    Statement: ("言论", "Statements"),
    Involvement: ("单位参与", "Bodies at events"),
    Proposal: ("提出举措", "Initiatives put forward"),
    Recognition: ("入选", "Lists and awards"),
    Jurisdiction: ("辖区", "Divisions served"),
    Byline: ("署名", "Bylines"),
}


class Named(NamedTuple):
    """A thing of the article inside a sentence."""

    kind: Kind
    key: str
    name: str


Words: TypeAlias = tuple[str | Named, ...]


class Telling(NamedTuple):
    """A fact in words."""

    zh: Words
    en: str


_HELD = {
    Status.CURRENT: ("任", "holds this post"),
    Status.FORMER: ("曾任", "held this post"),
    Status.DESIGNATED: ("拟任", "is designated for this post"),
}
_OF_AN_EVENT = frozenset({PersonRole.ATTENDEE, PersonRole.MODERATOR, PersonRole.LAUNCHER})  # verbs with an object
_BEFORE = {PersonRole.KEYNOTE: "作", PersonRole.PANELIST: "任"}  # labels that are no verbs
_EXCERPT = 36  # characters of a statement


def plain(fact: Fact, reading: Reading) -> str:
    """A fact in one line of Chinese, without characters that do not show."""
    return harmless("".join(word.name if isinstance(word, Named) else word for word in Teller(reading).tell(fact).zh))


class Teller:
    """Tells the facts of one reading; `names` are its things by kind and key."""

    def __init__(self, reading: Reading) -> None:
        self.names: Mapping[tuple[Kind, str], str] = {(kind, thing.key): thing.name for kind, thing in reading.things()}
        self._places = {place.code: place.key for place in reading.places if place.code}
        self._as_of = reading.as_of

    def tell(self, fact: Fact) -> Telling:
        """The fact in words."""
        match fact:
            case Byline():
                role = f"是本文{_label(fact.role)}"
                return Telling((self._named(Kind.PERSON, fact.person), role), f"{_english(fact.role)} of this article")
            case Membership():
                return self._post(fact)
            case Jurisdiction():
                zh = (self._named(Kind.ORGANIZATION, fact.organization), "管辖或服务", self._division(fact.code))
                return Telling(zh, "governs or serves this division")
            case Participation():
                return self._part(fact)
            case Involvement():
                return self._involvement(fact)
            case Statement():
                return self._statement(fact)
            case Proposal():
                proposer, initiative = self._named(fact.proposer_kind, fact.proposer), self._initiative(fact.initiative)
                return Telling((proposer, "提出或推行", initiative), "puts forward or runs this")
            case Recognition():
                listed, roll = self._initiative(fact.initiative), self._initiative(fact.roll)
                return Telling((listed, "入选", roll), "is on this list or got this award")

    def tell_event(self, event: Event) -> Telling:
        """What is told of an event besides who takes part."""
        days = "至".join(filter(None, (event.date, event.end)))
        said = [_label(event.type), days, event.venue, *(f"主题“{theme}”" for theme in event.themes)]
        zh = (self._named(Kind.EVENT, event.key), "，".join(filter(None, said)))
        return Telling(zh, f"the event: {_english(event.type)}")

    def _named(self, kind: Kind, key: str) -> Named:
        return Named(kind, key, self.names.get((kind, key), key.partition("#")[0]))

    def _initiative(self, key: str) -> Named:
        return self._named(Kind.INITIATIVE, key)

    def _division(self, code: str) -> str | Named:
        if code in self._places:
            return self._named(Kind.PLACE, self._places[code])
        division = by_code(code, self._as_of)
        return f"{division.name}（{code}）" if division else code

    def _post(self, fact: Membership) -> Telling:
        verb, en = _HELD[fact.status]
        years = f"{fact.start or ''}—{fact.end or ''}" if fact.start or fact.end else ""
        title = fact.title + (f"（{years}）" if years else "")
        person, body = self._named(Kind.PERSON, fact.person), self._named(Kind.ORGANIZATION, fact.organization)
        return Telling((person, verb, body, title), en)

    def _part(self, fact: Participation) -> Telling:
        person, event = self._named(Kind.PERSON, fact.person), self._named(Kind.EVENT, fact.event)
        label, topic = _label(fact.role), f"：《{fact.topic}》" if fact.topic else ""
        if fact.role in _OF_AN_EVENT:
            zh: Words = (person, label, event, topic)
        else:
            zh = (person, "在", event, f"{_BEFORE.get(fact.role, '')}{label}{topic}")
        return Telling(zh, f"takes part in this event: {_english(fact.role)}")

    def _involvement(self, fact: Involvement) -> Telling:
        body, event = self._named(Kind.ORGANIZATION, fact.organization), self._named(Kind.EVENT, fact.event)
        label = _label(fact.role)
        zh: Words = (body, label, event)
        if fact.role is OrganizationRole.PARTY:
            zh = (body, "是", event, f"的{label}")
        elif fact.role is OrganizationRole.RECIPIENT:
            zh = (body, "在", event, label)
        return Telling(zh, f"has a part in this event: {_english(fact.role)}")

    def _statement(self, fact: Statement) -> Telling:
        said = " ".join(fact.said.split()).strip("“”")
        quoted = f"：“{said if len(said) <= _EXCERPT else said[:_EXCERPT] + '…'}”"
        person = self._named(Kind.PERSON, fact.person)
        if fact.event is None:
            return Telling((person, f"说{quoted}"), "said")
        return Telling((person, "在", self._named(Kind.EVENT, fact.event), f"说{quoted}"), "said at this event")


def _label(value: StrEnum) -> str:
    """The Chinese word for a role, status or type."""
    return concept_labels().get(concept(value).value, value.value)


def _english(value: StrEnum) -> str:
    """The English word for a role, status or type."""
    return value.value.replace("-", " ")
