"""The closed lists of values that records hold."""

from __future__ import annotations

from enum import StrEnum


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
