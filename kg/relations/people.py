"""Who spoke where, held what, met whom: what the graph says of people, posts and events, each row with its sentence."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kg.graph import projection
from kg.model import Kind, OrganizationRole, PersonRole, QueryError, Status
from kg.questions.days import may_hold
from kg.questions.matching import folded, simplified
from kg.relations.facts import INVOLVEMENT, MEMBERSHIP, PARTICIPATION, Facts
from kg.relations.naming import day, iri_of, meant_as_iri
from kg.relations.rows import CoSpeaker, Held, Host, Met, Rows, Spoke

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kg.relations.facts import Row
    from kg.store import Store

SPEAKING: Final = frozenset(PersonRole) - {PersonRole.ATTENDEE, PersonRole.LAUNCHER}
HOSTING: Final = frozenset({OrganizationRole.HOST, OrganizationRole.ORGANIZER, OrganizationRole.CO_ORGANIZER})


def spoke_at(store: Store, event: str) -> Rows[Spoke]:
    """Who spoke at an event, in what role and on what topic; by name, then role. QueryError where no event is meant."""
    facts = Facts(store)
    rows = _speaking(facts.of(PARTICIPATION, "event", [iri_of(store, event, Kind.EVENT)]))
    topics = facts.value("?fact dc:subject ?value .", "fact", (row["fact"] for row in rows))
    dates = facts.dates(row["event"] for row in rows)
    names = facts.names(row[end] for row in rows for end in ("person", "event"))
    spoken = [
        Spoke(
            person=names[row["person"]],
            event=names[row["event"]],
            role=PersonRole(row["role"]),
            topic=topics.get(row["fact"], ""),
            date=dates.get(row["event"], ""),
            person_iri=row["person"],
            event_iri=row["event"],
            sentence=proof.sentence,
            doc=proof.doc,
            fact=proof.fact,
            sources=proof.sources,
        )
        for row, proof in facts.proved(rows, lambda row: (row["person"], row["role"], topics.get(row["fact"])))
    ]
    return Rows(Spoke, sorted(spoken, key=lambda row: (row.person, row.person_iri, row.role, row.topic)))


def hosts(store: Store, event: str, roles: Collection[OrganizationRole] = HOSTING) -> Rows[Host]:
    """The bodies that hosted, organized or co-organized an event, or had other roles; by role, then name."""
    facts = Facts(store)
    found = facts.of(INVOLVEMENT, "event", [iri_of(store, event, Kind.EVENT)])
    return _hosts(facts, [row for row in found if row["role"] in roles])


def hosted_by(store: Store, organization: str, roles: Collection[OrganizationRole] = HOSTING) -> Rows[Host]:
    """The events that a body hosted, organized or co-organized; by date, unknown ones last."""
    facts = Facts(store)
    found = facts.of(INVOLVEMENT, "body", [iri_of(store, organization, Kind.ORGANIZATION)])
    rows = _hosts(facts, [row for row in found if row["role"] in roles])
    return Rows(Host, sorted(rows, key=lambda row: (not row.date, row.date, row.event, row.role)))


def _hosts(facts: Facts, rows: Sequence[Row]) -> Rows[Host]:
    dates = facts.dates(row["event"] for row in rows)
    names = facts.names(row[end] for row in rows for end in ("body", "event"))
    found = [
        Host(
            organization=names[row["body"]],
            event=names[row["event"]],
            role=OrganizationRole(row["role"]),
            date=dates.get(row["event"], ""),
            organization_iri=row["body"],
            event_iri=row["event"],
            sentence=proof.sentence,
            doc=proof.doc,
            fact=proof.fact,
            sources=proof.sources,
        )
        for row, proof in facts.proved(rows, lambda row: (row["body"], row["event"], row["role"]))
    ]
    order = list(OrganizationRole)
    return Rows(Host, sorted(found, key=lambda row: (order.index(row.role), row.organization, row.organization_iri)))


def posts_of(store: Store, person: str, on: str | None = None) -> Rows[Held]:
    """The posts of a person, or those that may be held on a day as far as articles say; by date, then body.

    QueryError where no person is meant, or `on` is no date.
    """
    facts = Facts(store)
    return _held(facts, facts.of(MEMBERSHIP, "person", [iri_of(store, person, Kind.PERSON)]), on)


def held(store: Store, post: str, on: str | None = None) -> Rows[Held]:
    """Who held a post, such as 长春市委组织部部长, ever or on a day: what articles say of other times is left out.

    `post` is the IRI of one, or a body, by any of its names, with the title. QueryError where there is no such post.
    """
    facts = Facts(store)
    rows = facts.of(MEMBERSHIP, "post", meant_as_iri(post)) or _of_post(store, facts, simplified(post))
    if not rows:
        raise QueryError(
            f"nobody in the graph holds a post called {post!r}; write the body and the title, 长春市委书记"
        )
    return _held(facts, rows, on)


def _of_post(store: Store, facts: Facts, post: str) -> list[Row]:
    """The memberships with this body and title, wherever the one ends and the other begins; the longest body first."""
    for end in range(len(post) - 1, 1, -1):
        bodies = {iri for named in projection.labels(store, post[:end]).values() for iri in named}
        title = folded(post[end:])
        if bodies and title:
            rows = facts.of(MEMBERSHIP, "body", bodies)
            if found := [row for row in rows if folded(row["title"]) == title]:
                return found
    return []


def _held(facts: Facts, rows: Sequence[Row], on: str | None) -> Rows[Held]:
    since = facts.value("?fact schema:startDate ?value .", "fact", (row["fact"] for row in rows))
    until = facts.value("?fact schema:endDate ?value .", "fact", (row["fact"] for row in rows))
    told = facts.told(rows)
    dated = [
        {
            **row,
            "since": since.get(row["fact"], ""),
            "until": until.get(row["fact"], ""),
            "date": told.get(row["g"], ""),
            "status": row["role"],
        }
        for row in rows
    ]
    if on is not None:
        when = day(on)
        dated = [row for row in dated if row["status"] != Status.DESIGNATED and may_hold(row, when)]
    names = facts.names(row[end] for row in dated for end in ("person", "body"))
    claims = ("person", "body", "title", "status", "since", "until")
    found = [
        Held(
            person=names[row["person"]],
            organization=names[row["body"]],
            title=row["title"],
            status=Status(row["status"]),
            since=row["since"],
            until=row["until"],
            told=row["date"],
            person_iri=row["person"],
            organization_iri=row["body"],
            sentence=proof.sentence,
            doc=proof.doc,
            fact=proof.fact,
            sources=proof.sources,
        )
        for row, proof in facts.proved(dated, lambda row: tuple(row[key] for key in claims))
    ]
    return Rows(Held, sorted(found, key=_when))


def _when(row: Held) -> tuple[object, ...]:
    date = row.since or row.until or row.told
    return (not date, date, row.organization, row.title, row.person, row.person_iri, row.status)


def met(store: Store, a: str, b: str) -> Rows[Met]:
    """The events in which both of two people took part, in whatever roles; by date, unknown ones last."""
    facts = Facts(store)
    one, other = (iri_of(store, name, Kind.PERSON) for name in (a, b))
    if one == other:
        raise QueryError(f"{a!r} and {b!r} are one person in this graph")
    rows = facts.of(PARTICIPATION, "person", [one, other])
    attended: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        attended[row["event"]].add(row["person"])
    shared = [row for row in rows if len(attended[row["event"]]) > 1]
    dates, names = facts.dates(row["event"] for row in shared), facts.names(row["event"] for row in shared)
    proofs = list(facts.proved(shared, lambda row: (row["event"], row["person"], row["role"])))
    found = [
        Met(
            event=names[row["event"]],
            date=dates.get(row["event"], ""),
            role=PersonRole(row["role"]),
            other_role=PersonRole(beside["role"]),
            event_iri=row["event"],
            sentence=proof.sentence,
            doc=proof.doc,
            fact=proof.fact,
            other_sentence=other_proof.sentence,
            other_doc=other_proof.doc,
            other_fact=other_proof.fact,
        )
        for row, proof in proofs
        for beside, other_proof in proofs
        if (row["person"], beside["person"]) == (one, other) and row["event"] == beside["event"]
    ]
    return Rows(Met, sorted(found, key=lambda row: (not row.date, row.date, row.event, row.role, row.other_role)))


def co_speakers(store: Store, person: str) -> Rows[CoSpeaker]:
    """Who spoke at the events at which somebody spoke, with these events; those with most of them first."""
    facts = Facts(store)
    iri = iri_of(store, person, Kind.PERSON)
    own = {row["event"] for row in _speaking(facts.of(PARTICIPATION, "person", [iri]))}
    beside = [row for row in _speaking(facts.of(PARTICIPATION, "event", own)) if row["person"] != iri]
    dates = facts.dates(own)
    names = facts.names({row[end] for row in beside for end in ("person", "event")})

    def order(event: str) -> tuple[object, ...]:
        return (event not in dates, dates.get(event, ""), names[event], event)

    proofs = {(row["person"], row["event"]): proof for row, proof in facts.proved(beside, _by_event)}
    found = []
    for other in {row["person"] for row in beside}:
        events = sorted({event for speaker, event in proofs if speaker == other}, key=order)
        proof = proofs[other, events[0]]
        shown = tuple(names[event] for event in events)
        found.append(CoSpeaker(names[other], shown, other, proof.sentence, proof.doc, proof.fact))
    return Rows(CoSpeaker, sorted(found, key=lambda row: (-len(row.events), row.person, row.person_iri)))


def _by_event(row: Row) -> tuple[object, ...]:
    return row["person"], row["event"]


def _speaking(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["role"] in SPEAKING]
