"""What articles tell of a person, in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Kind
from kg.relations.facts import BYLINE, MEMBERSHIP, PARTICIPATION, STATEMENT, Facts
from kg.relations.naming import iri_of
from kg.relations.rows import Moment, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.relations.facts import Row
    from kg.store import Store


def timeline(store: Store, person: str) -> Rows[Moment]:
    """Posts, events, statements and bylines of a person by date: that of the thing, or else that of the article.

    What has neither comes last. QueryError where no person is meant.
    """
    facts = Facts(store)
    iri = iri_of(store, person, Kind.PERSON)
    moments = [moment for rule in _RULES for moment in rule(facts, iri)]
    return Rows(
        Moment, sorted(moments, key=lambda one: (not one.date, one.date, one.kind, one.what, one.role, one.doc))
    )


def _posts(facts: Facts, person: str) -> Iterator[Moment]:
    rows = facts.of(MEMBERSHIP, "person", [person])
    names = facts.names(row["body"] for row in rows)
    since = facts.value("?fact schema:startDate ?value .", "fact", (row["fact"] for row in rows))
    until = facts.value("?fact schema:endDate ?value .", "fact", (row["fact"] for row in rows))
    for row in rows:
        row["what"], row["iri"] = names[row["body"]] + row["title"], row["body"]
        row["until"] = until.get(row["fact"], "")
    yield from _moments(facts, "membership", rows, since)


def _events(facts: Facts, person: str) -> Iterator[Moment]:
    rows = facts.of(PARTICIPATION, "person", [person])
    names, begun = facts.names(row["event"] for row in rows), facts.dates(row["event"] for row in rows)
    for row in rows:
        row["what"], row["iri"] = names[row["event"]], row["event"]
    yield from _moments(facts, "participation", rows, {row["fact"]: begun.get(row["event"], "") for row in rows})


def _statements(facts: Facts, person: str) -> Iterator[Moment]:
    rows = facts.of(STATEMENT, "person", [person])
    events = facts.value("?fact kg:event ?value .", "fact", (row["fact"] for row in rows))
    begun = facts.dates(events.values())
    for row in rows:
        row["what"], row["iri"] = row["text"], events.get(row["fact"], row["g"])
    yield from _moments(facts, "statement", rows, {fact: begun.get(event, "") for fact, event in events.items()})


def _bylines(facts: Facts, person: str) -> Iterator[Moment]:
    rows = facts.of(BYLINE, "person", [person])
    titles = facts.value("?g schema:headline ?value .", "g", (row["g"] for row in rows))
    for row in rows:
        row["what"], row["iri"] = titles.get(row["g"], row["doc"]), row["g"]
    yield from _moments(facts, "byline", rows, {})


_RULES: tuple[Callable[[Facts, str], Iterator[Moment]], ...] = (_posts, _events, _statements, _bylines)


def _moments(facts: Facts, kind: str, rows: Sequence[Row], dates: dict[str, str]) -> Iterator[Moment]:
    """The moments that these facts tell of, each once."""
    told = facts.told(rows)
    for row in rows:
        row["date"] = dates.get(row["fact"]) or told.get(row["g"], "")
    for row, proof in facts.proved(rows, lambda row: _claim(row, dates)):
        yield Moment(
            date=row["date"],
            until=row.get("until", ""),
            kind=kind,
            role=row["role"],
            what=row["what"],
            iri=row["iri"],
            sentence=proof.sentence,
            doc=proof.doc,
            fact=proof.fact,
            sources=proof.sources,
        )


def _claim(row: Row, dates: dict[str, str]) -> tuple[object, ...]:
    """What makes two facts tell of the same moment; the date of an article is no part of it."""
    return row["what"], row["role"], dates.get(row["fact"], ""), row.get("until", "")
