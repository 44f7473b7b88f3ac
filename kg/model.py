"""The records that flow through the house, their closed lists of values, and the errors.

    KgError
     ├─ ArticleError   an input that cannot be read: file, place, what was expected
     ├─ LexiconError   a word file that cannot be used: file, entry, line
     ├─ StoreError     a graph that is missing, locked, full or not ours
     ├─ QueryError     a question that cannot be answered: what was not understood, what to try
     └─ RulingError    a ruling or correction that cannot hold: what speaks against it, what to do

All records are frozen; those of which an article has hundreds are structs, made in a fifth of a dataclass's time, and
copied by `msgspec.structs.replace`. Spans are half-open and count Unicode code points; those of `Evidence` refer to the
raw text of the article, those of `Mention` and `Post` to its cleaned text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, get_args

from msgspec import Struct

from kg.text import OffsetMap, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


class KgError(Exception):
    """Something a person must mend; its text is one clear sentence that says what and where."""


class ArticleError(KgError):
    """An input cannot be read as an article."""


class LexiconError(KgError):
    """A word file breaks the rules of word files."""


class StoreError(KgError):
    """The graph's folder is missing, in use, not writable, or not ours."""


class QueryError(KgError):
    """A question names something that does not exist."""


class RulingError(KgError):
    """What somebody rules or corrects cannot hold."""


class Kind(StrEnum):
    """What a mention is a mention of. The first five become things of the graph."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    EVENT = "event"
    INITIATIVE = "initiative"
    TITLE = "title"
    DATE = "date"


class Status(StrEnum):
    """Whether a post is held (现任), was held (原任), or is only intended (拟任)."""

    CURRENT = "current"
    FORMER = "former"
    DESIGNATED = "designated"


class PersonRole(StrEnum):
    """What a person does at an event."""

    ATTENDEE = "attendee"
    OPENING_ADDRESS = "opening-address"
    KEYNOTE = "keynote"
    SPEECH = "speech"
    PRESENTER = "presenter"
    PANELIST = "panelist"
    MODERATOR = "moderator"
    LAUNCHER = "launcher"
    INTERVIEWEE = "interviewee"


class OrganizationRole(StrEnum):
    """What an organization does for an event."""

    HOST = "host"
    ORGANIZER = "organizer"
    CO_ORGANIZER = "co-organizer"
    SUPPORTER = "supporter"
    GUIDE = "guide"
    LAUNCHER = "launcher"
    PUBLISHER = "publisher"
    PARTY = "party"
    RECIPIENT = "recipient"
    PARTICIPANT = "participant"


class BylineRole(StrEnum):
    """Who made the article."""

    REPORTER = "reporter"
    PHOTOGRAPHER = "photographer"
    EDITOR = "editor"
    CORRESPONDENT = "correspondent"


class EventType(StrEnum):
    """What kind of gathering or act an event is."""

    FORUM = "forum"
    MEETING = "meeting"
    CONFERENCE = "conference"
    INTERVIEW = "interview"
    LAUNCH = "launch"
    RELEASE = "release"
    SIGNING = "signing"
    CAMPAIGN = "campaign"
    VISIT = "visit"
    TRAINING = "training"
    OTHER = "other"


class InitiativeType(StrEnum):
    """What kind of thing a place or body does or issues; a roll (名单) is one too."""

    CASE = "case"
    PROGRAMME = "programme"
    METHOD = "method"
    MODEL = "model"
    POLICY = "policy"
    REPORT = "report"
    LIST = "list"
    RESEARCH = "research"
    PLATFORM = "platform"


SECOND_VOICE = "second_voice"  # the rule of persons that only the statistical tagger found


class Completion(StrEnum):
    """What a fact takes from elsewhere, because the sentence that it rests on leaves it out."""

    BODY = "body"  # the body's name: nowhere in full, completed from headline, dateline, publisher or office
    EVENT = "event"  # which event: 会上, or the one that the article is about
    PERSON = "person"  # which person: 他, 王处长, or who spoke in the paragraph before
    NAME = "name"  # that it is a name at all: from a statistical tagger, not from the article


class Evidence(Struct, frozen=True, gc=False):
    """The characters that a fact rests on, and the rule that read them."""

    article: str  # doc
    span: Span  # of the raw text
    rule: str


@dataclass(frozen=True, slots=True)
class Article:
    """One document: its raw text, its cleaned text, and the way back."""

    doc: str
    raw: str
    text: str  # Simplified, half-width punctuation, without page furniture; what finders and readers see
    offsets: OffsetMap  # from text to raw
    title: str | None = None
    publisher: str | None = None
    published: str | None = None  # ISO date, perhaps partial: 2024-11
    url: str | None = None

    def evidence(self, span: Span, rule: str) -> Evidence:
        """Evidence for a span of the cleaned text, placed in the raw text."""
        return Evidence(self.doc, self.offsets.to_raw(span), rule)


class Post(Struct, frozen=True, gc=False):
    """A title in a body, as a noun phrase gives it; `organization` is the body's key in the article."""

    organization: str
    title: str
    status: Status
    span: Span  # of the cleaned text, from the body (or the title, where the body stands further left) to the title
    start: str | None = None  # since when and until when, ISO, as far as told
    end: str | None = None


class Mention(Struct, frozen=True, gc=False):
    """A thing named at a span of the cleaned text. Mentions nest but never cross.

    `thing` is the key of the thing within the article: its full name, completed where the text elides it, with `#2`
    behind it for a second bearer of one name. `head` is the bare name where the span covers more (a person with the
    posts before the name).
    """

    kind: Kind
    span: Span
    thing: str
    rule: str
    head: Span | None = None
    code: str | None = None  # places: GB/T 2260
    posts: tuple[Post, ...] = ()  # persons: what the noun phrase says they hold

    @property
    def name_span(self) -> Span:
        """The characters of the name itself."""
        return self.head or self.span


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


@dataclass(frozen=True, slots=True)
class Byline:
    """A person made the article, in a role."""

    person: str
    role: BylineRole
    evidence: Evidence
    completions: tuple[Completion, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Membership:
    """A person holds or held a title in an organization."""

    person: str
    organization: str
    title: str
    status: Status
    evidence: Evidence
    start: str | None = None  # ISO, as far as told
    end: str | None = None
    completions: tuple[Completion, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """An organization governs or serves a division."""

    organization: str
    code: str
    evidence: Evidence
    completions: tuple[Completion, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Participation:
    """A person takes part in an event, in a role, perhaps on a topic."""

    person: str
    event: str
    role: PersonRole
    evidence: Evidence
    topic: str | None = None
    completions: tuple[Completion, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Involvement:
    """An organization takes part in an event, in a role."""

    organization: str
    event: str
    role: OrganizationRole
    evidence: Evidence
    completions: tuple[Completion, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Statement:
    """What a person says, at an event where `event` names one; `said` is the cleaned text of the evidence."""

    person: str
    said: str
    evidence: Evidence
    event: str | None = None
    completions: tuple[Completion, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """An organization or place runs, issues or puts forward an initiative."""

    initiative: str
    proposer: str
    proposer_kind: Kind  # organization or place
    evidence: Evidence
    completions: tuple[Completion, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Recognition:
    """An initiative is put on a roll or given an award, itself an initiative."""

    initiative: str
    roll: str
    evidence: Evidence
    completions: tuple[Completion, ...] = ()
    confidence: float = 1.0


# Of every fact: `completions` say what it takes from elsewhere, `confidence` is the share of its like that was right
# at first contact (`kg.confidence`); a fact made by hand is certain.
Fact: TypeAlias = Byline | Membership | Jurisdiction | Participation | Involvement | Statement | Proposal | Recognition


# By the names that the command line, the tables and the log of first contacts have for them.
FACT_KINDS: dict[str, type[Fact]] = {kind.__name__.lower(): kind for kind in get_args(Fact)}


@dataclass(frozen=True, slots=True)
class Unread:
    """A mention that no fact uses."""

    kind: Kind
    name: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one article says, with identities local to the article. What the store keeps."""

    doc: str
    raw: str
    raw_hash: str  # SHA-256 of the raw text as UTF-8, hexadecimal
    reader_hash: str  # of words, rules and version
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    as_of: int | None = None  # year as of which its divisions are read; None for today
    persons: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    bylines: tuple[Byline, ...] = ()
    memberships: tuple[Membership, ...] = ()
    jurisdictions: tuple[Jurisdiction, ...] = ()
    participations: tuple[Participation, ...] = ()
    involvements: tuple[Involvement, ...] = ()
    statements: tuple[Statement, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    unread: tuple[Unread, ...] = field(default=())

    def things(self) -> Iterator[tuple[Kind, Thing]]:
        """Every thing with its kind, in the order of the fields."""
        for kind, things in (
            (Kind.PERSON, self.persons),
            (Kind.ORGANIZATION, self.organizations),
            (Kind.PLACE, self.places),
            (Kind.EVENT, self.events),
            (Kind.INITIATIVE, self.initiatives),
        ):
            for thing in things:
                yield kind, thing

    def facts(self) -> Iterator[Fact]:
        """Every fact, kind by kind, in the order of the fields."""
        yield from self.bylines
        yield from self.memberships
        yield from self.jurisdictions
        yield from self.participations
        yield from self.involvements
        yield from self.statements
        yield from self.proposals
        yield from self.recognitions
