"""Involvements: which organization does what for which event."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.acting_places import offices, with_acting_places
from kg.grammar.attendance import has_units, is_general, rows
from kg.grammar.event_names import NAME, TOLD, type_of, words_of
from kg.grammar.events_of_bodies import FILE, events_of
from kg.grammar.roles import broader, told_roles, unique_actors, words
from kg.grammar.schools import own_school
from kg.lexicon import load
from kg.model import EventType, Involvement, Kind, OrganizationRole
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.grammar.roles import Told
    from kg.model import Fact, Mention
    from kg.page import Page

_OWN = re.compile(r"[我本][校院会市县区局所镇司部][与和同]")
_ALL = re.compile(r"[全各][国省市区县州旗镇乡校]|各")  # 全市社工站督导培训班
_LONGEST_LINE = 80  # characters of a line that names bodies under a heading
_AFTER = "-in-name"
_FOUNDING = frozenset({EventType.LAUNCH, EventType.VISIT})  # whose names begin with what is launched, or who goes


def read_involvements(page: Page, facts: Sequence[Fact]) -> Iterator[Involvement]:
    """Every role of an organization that the text tells of, once, in the order of the text."""
    del facts
    seen: set[tuple[str, str, OrganizationRole]] = set()
    found = [involvement for rule in RULES for involvement in rule(page)]
    hosted = {
        fact.event for fact in found if fact.role is OrganizationRole.HOST and not fact.evidence.rule.endswith(_AFTER)
    }
    found = [fact for fact in found if not (fact.evidence.rule.endswith(_AFTER) and fact.event in hosted)]
    found = [fact for fact in found if not _is_told_in_full(fact, found)]
    for involvement in sorted(found, key=lambda fact: fact.evidence.span):
        entry = (involvement.organization, involvement.event, involvement.role)
        if entry not in seen:
            seen.add(entry)
            yield involvement


def _is_told_in_full(fact: Involvement, facts: Sequence[Involvement]) -> bool:
    """Whether a place only stands for one of its bodies, as in a headline: 某社区 for 某社区关工委."""
    place = fact.organization
    return place.endswith(offices()) and any(
        other.organization != place
        and other.organization.startswith(place)
        and (other.event, other.role) == (fact.event, fact.role)
        for other in facts
    )


def told_by_phrase(page: Page) -> Iterator[Involvement]:
    """Roles that a phrase of the word file tells: “由‹…›主办,‹…›承办”."""
    for told in told_roles(page, FILE, Kind.ORGANIZATION, with_acting_places(page)):
        role = OrganizationRole(broader(FILE, told.role))
        evidence = page.evidence(told.match.span, told.rule)
        if _is_spoken_for(page, told):
            continue
        named = [body for body in _own_part(page, told) if not is_general(page, body)]
        organizations = [body for body in unique_actors(named) if not _is_venue(page, told, body, role)]
        for event in events_of(page, told, role):
            is_one_of = len(organizations) > 1 or any(_is_joined(page, body) for body in organizations)
            is_held_by = told.match.trigger.of(page.article.text).endswith(("主办", "承办", "联办", "合办"))
            is_party = role is OrganizationRole.HOST and is_one_of and not is_held_by and _is_signing(event)
            for organization in organizations:
                yield Involvement(organization.thing, event, OrganizationRole.PARTY if is_party else role, evidence)


def _own_part(page: Page, told: Told) -> Sequence[Mention]:
    """The bodies of a list without those that another part is told of: “甲、乙担任指导单位,|丙、丁作为主办单位”."""
    bodies, is_heading = told.actors, told.match.trigger.end <= told.actors[0].span.start
    cuts = [
        place
        for place in range(1, len(bodies))
        if any(
            heading in page.article.text[bodies[place - 1].span.end : bodies[place].span.start]
            for heading in _headings()
        )
    ]
    if not cuts:
        return bodies
    return bodies[: cuts[0]] if is_heading else bodies[cuts[-1] :]


def _is_joined(page: Page, body: Mention) -> bool:
    """Whether a body acts with the place before it: 某区与‹某大学›举行签约仪式."""
    return page.article.text.endswith(("与", "和", "同"), 0, body.span.start)


def _is_spoken_for(page: Page, told: Told) -> bool:
    """Whether somebody only speaks for the bodies: “局长代表‹市委›、‹市政府›向大会表示祝贺”."""
    before = page.article.text[max(told.actors[0].span.start - 4, 0) : told.actors[0].span.start]
    return before.endswith(words(FILE, OrganizationRole.PARTICIPANT, "spoken_for"))


def _is_venue(page: Page, told: Told, body: Mention, role: OrganizationRole) -> bool:
    """Whether a body is only where the host holds the event: 在某酒店召开."""
    before = page.article.text[max(body.span.start - 1, 0) : body.span.start]
    is_lone = len(told.actors) == 1 and before in ("在", "于", "赴", "到", "来")
    text, first = page.article.text, told.actors[0].span.start
    is_lone = is_lone or text.endswith(words_of(EventType.VISIT, "goes"), 0, first)  # 赴甲院、乙院等开展调研
    is_behind = body is not told.actors[0] and before == "在"  # 甲局、乙局在某馆召开
    return role is OrganizationRole.HOST and (is_lone or is_behind)


def named_after_host(page: Page) -> Iterator[Involvement]:
    """Who opens the name of an event holds it, “某报全媒体访谈”; both are parties to a signing, “甲与乙签约仪式”."""
    for event in page.of(Kind.EVENT):
        if event.rule == NAME and (type_of(event.thing) not in _FOUNDING or _is_signing(event.thing)):
            role = OrganizationRole.PARTY if _is_signing(event.thing) else OrganizationRole.HOST
            for host in _opening(page, event):
                if _is_session(page, host) or _is_guests(page, host, event):
                    continue
                evidence = page.evidence(event.span, f"{FILE}/{role}{_AFTER}")
                yield Involvement(host.thing, event.thing, role, evidence)


def _is_session(page: Page, body: Mention) -> bool:
    """Whether a number makes of a body one of its sessions: 某市第十三届人民代表大会."""
    numbers, congresses = (words(FILE, OrganizationRole.HOST, field) for field in ("sessions", "congresses"))
    written = page.text_of(body) if body.thing.endswith(congresses) else body.thing
    return any(word in written for word in numbers)


def _is_guests(page: Page, body: Mention, event: Mention) -> bool:
    """Whether a body is only where somebody in the name of an event comes from: 某大学‹甲›教授讲座."""
    guests = page.inside(Span(body.span.end, event.span.end), Kind.PERSON)
    return event.span.contains(body.span) and bool(guests)


def going(page: Page) -> Iterator[Involvement]:
    """Bodies that go on a visit: “某区委组织部一行来到某街道学习”."""
    for event in page.of(Kind.EVENT):
        if event.rule == TOLD and type_of(event.thing) is EventType.VISIT:
            sentence = page.sentence_at(event.span.start)
            start, end = page.shadow.position(sentence.start), page.shadow.position(event.span.start)
            goers = words(FILE, OrganizationRole.PARTICIPANT, "going")
            opening = [body for body in page.of(Kind.ORGANIZATION) if event.thing.startswith(body.thing)]
            body = max(opening, key=lambda one: len(one.thing), default=None)  # of the headline: 某协会赴某市…
            if body and event.thing.startswith(goers, len(body.thing)):
                evidence = page.evidence(body.span, f"{FILE}/participant-on-visit")
                yield Involvement(body.thing, event.thing, OrganizationRole.PARTICIPANT, evidence)
            for body in page.shadow.mentions_in(start, end, Kind.ORGANIZATION):
                if page.article.text.startswith(words(FILE, OrganizationRole.HOST, "sending"), body.span.end):
                    evidence = page.evidence(body.span, f"{FILE}/host-of-visit")
                    yield Involvement(body.thing, event.thing, OrganizationRole.HOST, evidence)
                elif page.article.text.startswith(words(FILE, OrganizationRole.PARTICIPANT, "going"), body.span.end):
                    evidence = page.evidence(body.span, f"{FILE}/participant-on-visit")
                    yield Involvement(body.thing, event.thing, OrganizationRole.PARTICIPANT, evidence)


def interviewing(page: Page) -> Iterator[Involvement]:
    """The medium that interviews somebody: “某报专访‹甲›”, “接受某社专访”."""
    for event in page.of(Kind.EVENT):
        if event.rule == TOLD and type_of(event.thing) is EventType.INTERVIEW:
            sentence = page.sentence_at(event.span.start)
            before = page.article.text[sentence.start : event.span.start]
            accepted = max((before.rfind(verb) for verb in load("event_telling")["accepting"]), default=-1)
            for body in page.inside(Span(sentence.start, event.span.start), Kind.ORGANIZATION):
                is_between = 0 <= accepted < body.span.start - sentence.start
                if is_between or body.span.end == event.span.start:
                    evidence = page.evidence(body.span, f"{FILE}/host-of-interview")
                    yield Involvement(body.thing, event.thing, OrganizationRole.HOST, evidence)


def listed_under_heading(page: Page) -> Iterator[Involvement]:
    """Bodies that stand, one or more a line, under a heading such as 主办单位."""
    text = page.article.text
    role: OrganizationRole | None = None
    for line in page.paragraphs:
        words_of_line = line.of(text).strip(" :")
        if words_of_line in _headings():
            role = _headings()[words_of_line]
        elif role is None or text[line.end - 1] in "。!?" or line.end - line.start > _LONGEST_LINE:
            role = None
        elif outer := _outer(page, line):
            event = page.event_at(line.start)
            for body in outer if event else ():
                yield Involvement(body.thing, str(event), role, page.evidence(body.span, f"{FILE}/{role}-heading"))
        else:
            role = None


def _outer(page: Page, line: Span) -> list[Mention]:
    """The bodies of a line that stand within no other."""
    named = page.inside(line, Kind.ORGANIZATION)
    return [body for body in named if not any(o is not body and o.span.contains(body.span) for o in named)]


@cache
def _headings() -> dict[str, OrganizationRole]:
    return {word: role for role in OrganizationRole for word in words(FILE, role, "headings")}


def listed_as_attending(page: Page) -> Iterator[Involvement]:
    """Bodies whose people are in the list before a verb of attending."""
    for row in rows(page):
        event = row.event.thing if row.event else page.event_at(row.span.start)
        if event:
            evidence = page.evidence(row.span, f"{FILE}/participant-list")
            named = [body for body in row.organizations if not (is_general(page, body) or has_units(page, body))]
            for organization in unique_actors(named):
                yield Involvement(organization.thing, event, OrganizationRole.PARTICIPANT, evidence)


def _opening(page: Page, event: Mention) -> Iterator[Mention]:
    """The organizations, one or joined by 与 or 和, that the name of an event begins with; not the one it founds."""
    position = event.span.start
    if own := _OWN.match(page.article.text, position):  # 我校与某区…签约仪式
        yield from _own_school(page, own.end() - 1) if _is_signing(event.thing) else ()
        position = own.end()
    elif _is_signing(event.thing) and page.article.text.startswith(("与", "和", "同"), position):
        yield from _own_school(page, position)  # 我校|与某区…签约仪式
        position += 1
    founding = words(FILE, OrganizationRole.HOST, "founding")
    kinds = (Kind.ORGANIZATION, Kind.PLACE) if _is_signing(event.thing) else (Kind.ORGANIZATION,)
    for mention in page.inside(event.span, *kinds):
        is_body = mention.kind is Kind.ORGANIZATION or mention.thing.endswith(offices())
        is_body = is_body and not _ALL.match(page.text_of(mention))
        if is_body and mention.span.start == position and mention.span.end < event.span.end:
            if page.article.text.startswith(founding, mention.span.end):
                return
            yield mention
            position = mention.span.end + 1
            if page.article.text[mention.span.end] not in "与和同、":
                return


def _own_school(page: Page, position: int) -> Iterator[Mention]:
    """The school whose page it is, where the page says 我校 before a position."""
    if page.article.text.endswith((*load("titles")["own_schools"], "学校"), 0, position):
        bodies = {body.thing: body for body in page.of(Kind.ORGANIZATION)}
        own = own_school(bodies.keys(), page.article.title or "", page.article.publisher, page.article.text)
        yield from (bodies[school] for school in (own,) if school in bodies)


def _is_signing(event: str) -> bool:
    return any(word in event for word in words(FILE, OrganizationRole.PARTY, "signings"))


RULES: tuple[Callable[[Page], Iterator[Involvement]], ...] = (
    told_by_phrase,
    named_after_host,
    going,
    interviewing,
    listed_under_heading,
    listed_as_attending,
)
