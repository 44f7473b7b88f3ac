"""The graph as tables, one a kind of thing and fact: their columns. Every fact names its article and what it rests on.

Beside a thing's id stands its name, so that a table can be read by itself. Things of several articles are one row;
`names`, `accounts` and `mentions` say what each article calls them, tells of an event, and where it speaks of them.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Column(NamedTuple):
    """A column: its name, its type in Frictionless table schemas, what it says, and the table that it refers to."""

    name: str
    type: str
    description: str
    refers: str = ""


class Table(NamedTuple):
    """A table: its name, what a row is, its columns, and which of them tell rows apart, where any do."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: str = ""


def _text(name: str, description: str) -> Column:
    return Column(name, "string", description)


def _link(name: str, table: str, description: str) -> Column:
    return Column(name, "string", description, table)


def _thing(name: str, table: str) -> tuple[Column, Column]:
    """The id of a thing, and its name in the article."""
    return _link(name, table, f"id of the {name}"), _text(f"{name}_name", "its name in the article")


_ID = (_text("id", "IRI"), _text("name", "the longest name that an article gives it"))
_ANY = (_text("id", "IRI of the thing"), _text("kind", "person, organization, place, event or initiative"))
_ARTICLE = _link("article", "articles", "id of the article that says so")
_EVIDENCE = (
    _text("quote", "the raw characters that it rests on"),
    Column("quote_start", "integer", "place of the first of them in the raw text, in Unicode code points"),
    Column("quote_end", "integer", "place behind the last of them"),
    _text("rule", "name of the rule that read it"),
)
_SHARE = Column("confidence", "number", "share of its like that was right in articles met for the first time")
_TOLD = (_ARTICLE, _SHARE, *_EVIDENCE)
_DAYS = (_text("start", "ISO date, as precise as is told"), _text("end", "ISO date of the last day"))
_EVENT = (
    _text("type", "what kind of gathering or act"),
    *_DAYS,
    _text("venue", "where, as named"),
    _link("place", "places", "id of the place that the venue is"),
    _link("division", "places", "id of the division that it was held in"),
    Column("themes", "array", "themes as a JSON array"),
)
_CODE = (_text("code", "GB/T 2260, of divisions"), _link("within", "places", "id of the division around it"))
_PERSON = _thing("person", "persons")
_BODY = _thing("organization", "organizations")
_AT = _thing("event", "events")
_WORK = _thing("initiative", "initiatives")
_ROLE = _text("role", "in what role")

TABLES: Final = (
    Table(
        "articles",
        "an article",
        (
            *(_text("id", "IRI"), _text("doc", "id"), _text("title", "headline"), _text("publisher", "its name")),
            *(_text("published", "ISO date"), _text("url", "address"), _text("sha256", "of the raw text as UTF-8")),
        ),
        "id",
    ),
    Table("persons", "a person", _ID, "id"),
    Table("organizations", "an institution", _ID, "id"),
    Table("places", "a division, or a site", (*_ID, *_CODE), "id"),
    Table("events", "a gathering or act, as that article tells of it which tells most", (*_ID, *_EVENT), "id"),
    Table("initiatives", "a case, programme, policy, list", (*_ID, _text("type", "what kind of initiative")), "id"),
    Table("names", "a name that an article gives a thing", (*_ANY, _text("name", "the name"), _ARTICLE)),
    Table("accounts", "what an article tells of an event", (*_AT, *_EVENT, _ARTICLE)),
    Table("mentions", "a place in an article that a thing rests on", (*_ANY, _ARTICLE, *_EVIDENCE)),
    Table("bylines", "a person made an article", (*_PERSON, _ROLE, *_TOLD)),
    Table(
        "memberships",
        "a person holds or held a title in an organization",
        (*_PERSON, *_BODY, _text("title", "the title"), _text("status", "current, former, designated"), *_DAYS, *_TOLD),
    ),
    Table(
        "jurisdictions", "an organization governs or serves a division", (*_BODY, *_thing("place", "places"), *_TOLD)
    ),
    Table(
        "participations",
        "a person takes part in an event",
        (*_PERSON, *_AT, _ROLE, _text("topic", "on what"), *_TOLD),
    ),
    Table("involvements", "an organization takes part in an event", (*_BODY, *_AT, _ROLE, *_TOLD)),
    Table("statements", "what a person says", (*_PERSON, *_AT, _text("said", "in cleaned text"), *_TOLD)),
    Table(
        "proposals",
        "an organization or place puts an initiative forward",
        (
            *_WORK,
            *(_text("proposer", "id of an organization or place"), _text("proposer_name", "its name in the article")),
            *(_text("proposer_kind", "organization or place"), *_TOLD),
        ),
    ),
    Table("recognitions", "an initiative is put on a list", (*_WORK, *_thing("roll", "initiatives"), *_TOLD)),
)
