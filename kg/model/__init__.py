"""The records that flow through the house, their closed lists of values, and the errors.

    errors      KgError and its kinds: what a person must mend
    values      kinds, roles, types: every value that is one of a closed list
    article     one document, and evidence in it
    mentions    things named at spans of its text
    things      persons, organizations, places, events and initiatives, as one article knows them
    facts       what it says of them
    reading     all of that together: what the store keeps

All records are frozen; those of which an article has hundreds are structs, made in a fifth of a dataclass's time, and
copied by `msgspec.structs.replace`. Spans are half-open and count Unicode code points; those of `Evidence` refer to the
raw text of the article, those of `Mention` and `Post` to its cleaned text.
"""

from __future__ import annotations

from kg.model.article import Article, Evidence
from kg.model.errors import ArticleError, KgError, LexiconError, QueryError, RulingError, StoreError
from kg.model.facts import (
    FACT_KINDS,
    Byline,
    Fact,
    Involvement,
    Jurisdiction,
    Membership,
    Participation,
    Proposal,
    Recognition,
    Statement,
)
from kg.model.mentions import Mention, Post
from kg.model.reading import Reading, Unread
from kg.model.things import Event, Initiative, Organization, Person, Place, Repair, Thing
from kg.model.values import (
    SECOND_VOICE,
    BylineRole,
    Completion,
    EventType,
    InitiativeType,
    Kind,
    OrganizationRole,
    PersonRole,
    Status,
)

__all__ = [
    "FACT_KINDS",
    "SECOND_VOICE",
    "Article",
    "ArticleError",
    "Byline",
    "BylineRole",
    "Completion",
    "Event",
    "EventType",
    "Evidence",
    "Fact",
    "Initiative",
    "InitiativeType",
    "Involvement",
    "Jurisdiction",
    "KgError",
    "Kind",
    "LexiconError",
    "Membership",
    "Mention",
    "Organization",
    "OrganizationRole",
    "Participation",
    "Person",
    "PersonRole",
    "Place",
    "Post",
    "Proposal",
    "QueryError",
    "Reading",
    "Recognition",
    "Repair",
    "RulingError",
    "Statement",
    "Status",
    "StoreError",
    "Thing",
    "Unread",
]
