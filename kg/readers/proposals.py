"""Who runs, issues or puts forward an initiative: the words around its name, the name itself, or who tells of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.initiative_ground import bare_name, joined, open_shadow
from kg.grammar.initiative_words import ROSTERED, initiative_words, type_of
from kg.grammar.proposers import Body, body_at, group, in_name, meant, opening, own_work, referred_to
from kg.grammar.proposing import (
    announced,
    attributive,
    enacted,
    groups,
    guests,
    idle,
    is_direct,
    is_setting,
    is_subject,
    is_taken_up,
    issued,
    last_verb,
    leading,
    letting,
    others,
    owner_before,
    owner_behind,
    passive,
    possessive,
    referring,
    selecting,
    taken_up,
    visited,
)
from kg.grammar.recognizing import mere_honours
from kg.grammar.session_laws import lawgivers
from kg.model import InitiativeType, Involvement, Kind, Membership, OrganizationRole, Proposal
from kg.pattern import FOLDED, Shadow
from kg.text import Span, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Fact, Mention
    from kg.page import Page

_INITIATIVE, _PERSON = FOLDED[Kind.INITIATIVE], FOLDED[Kind.PERSON]
_LOOK_BACK = 400  # characters before a name in which its proposer may stand
_WEAK = (
    "host_issues",
    "body_in_name",
    "proposer_opens_sentence",
    "proposer_visited",
)  # rules, the surer first
_ISSUED = (InitiativeType.LIST, InitiativeType.REPORT, InitiativeType.POLICY, InitiativeType.RESEARCH)


def read_proposals(page: Page, facts: Sequence[Fact]) -> Iterator[Proposal]:
    """Who runs, issues or puts forward each initiative: organizations and places, each pair once."""
    if not page.of(Kind.INITIATIVE):
        return
    shadow = open_shadow(page)
    posts = _posts(facts)
    found: dict[str, list[tuple[Mention, Body]]] = {}
    for sentence in sentences(shadow.text):
        if shadow.text.find(_INITIATIVE, *sentence) < 0:
            continue
        for match in re.finditer(_INITIATIVE, sentence.of(shadow.text)):
            place = sentence.start + match.start()
            initiative = shadow.mentions_in(place, place + 1)[0]
            bodies = _issuing(page, sentence, place, facts, shadow) or _found(page, shadow, sentence, place, posts)
            found.setdefault(initiative.thing, []).extend((initiative, body) for body in bodies)
    for honour in mere_honours(page, facts):
        found.pop(honour, None)
    for thing, pairs in found.items():
        seen: set[str] = set()
        for initiative, body in _surest(pairs):
            if body.thing in seen or body.thing.endswith(initiative_words("presses")):
                continue
            seen.add(body.thing)
            evidence = page.evidence(joined(initiative.span, body.span), body.rule)
            yield Proposal(thing, body.thing, body.kind, evidence)


def _posts(facts: Sequence[Fact]) -> dict[str, str]:
    """The body that each person works for, sooner than one that they only sit on: 全国人大代表、某县县委书记."""
    held = [fact for fact in reversed(facts) if isinstance(fact, Membership)]
    seats = initiative_words("seats")
    return {fact.person: fact.organization for fact in sorted(held, key=lambda one: not one.title.endswith(seats))}


def _issuing(page: Page, sentence: Span, place: int, facts: Sequence[Fact], shadow: Shadow) -> list[Body]:
    """For what is issued at a gathering by nobody told: who issues there, else who holds it, where that is one body."""
    before = shadow.text[sentence.start : place]
    initiative = shadow.mentions_in(place, place + 1)[0]
    if type_of(initiative.thing, "", initiative.rule) not in _ISSUED:
        return []
    if guests().search(before):
        return []
    events = (page.event_at(initiative.span.start), page.main_event)
    chosen = announced().match(shadow.text, place + 1, sentence.end) or issued().search(before)
    if chosen and not groups().search(before) and (body := selecting(page)):
        return [body_at(body, "host_issues")]
    if groups().search(before) or not issued().search(before):
        return []
    held = [fact for fact in facts if isinstance(fact, Involvement) and fact.event in events]
    for role in (OrganizationRole.PUBLISHER, OrganizationRole.HOST):
        bodies = {fact.organization for fact in held if fact.role is role}
        if bodies:
            found = (Body(body, Kind.ORGANIZATION, initiative.span, "host_issues") for body in bodies)
            return list(found) if len(bodies) == 1 else []
    return []


def _surest(pairs: list[tuple[Mention, Body]]) -> list[tuple[Mention, Body]]:
    """What is told outright; where nothing is, what the weakest rules say of one mention."""
    told = [pair for pair in pairs if pair[1].rule not in _WEAK]
    if any(pair[1].rule == "proposer_behind_name" for pair in told):  # what some run is what others began
        told = [pair for pair in told if pair[1].rule != "proposer_before_verb"]
    if told or not pairs:
        return told
    rule = min((pair[1].rule for pair in pairs), key=_WEAK.index)
    first = next(mention for mention, body in pairs if body.rule == rule)
    return [pair for pair in pairs if pair[0] is first and pair[1].rule == rule]


def _found(page: Page, shadow: Shadow, sentence: Span, place: int, posts: Mapping[str, str]) -> list[Body]:
    """The proposers that the words around a name tell, or the name itself; none of what everybody cites."""
    initiative = shadow.mentions_in(place, place + 1)[0]
    if bare_name(initiative.thing) in initiative_words("cited"):
        return []
    return (
        [body_at(giver, "law_passed") for giver in lawgivers(page, shadow, sentence, place)]
        or list(_bodies(page, shadow, sentence, place, posts))
        or own_work(shadow, sentence, place, posts)
        or list(in_name(page, initiative))
        or list(opening(shadow, sentence, place, initiative))
        or list(referred_to(page, shadow, place))
    )


def _bodies(page: Page, shadow: Shadow, sentence: Span, place: int, posts: Mapping[str, str]) -> Iterator[Body]:
    """The proposers of the initiative at a place of the shadow text, by the first rule that finds any."""
    text = shadow.text
    sentence = sentence._replace(start=max(sentence.start, place - _LOOK_BACK))
    before = text[sentence.start : place].removesuffix("“")
    if shadow.mentions_in(place, place + 1)[0].rule in ROSTERED:
        owner = owner_before().search(before) or owner_behind().match(text, place + 1)
        if owner:
            offset = sentence.start if owner.string is before else 0
            yield from group(shadow, offset + owner.start("bodies"), offset + owner.end("bodies"), "proposer_in_roster")
        return
    rules = ((attributive(), "proposer_of"), (possessive(), "proposer_before_name"), (visited(), "proposer_visited"))
    for pattern, rule in rules:
        match = pattern.search(before)
        if match:
            bodies = sentence.start + match.start("bodies"), sentence.start + match.end("bodies")
            held_by = _holders(page, shadow, sentence, bodies[0], place, posts) if pattern is possessive() else []
            yield from held_by or group(shadow, *bodies, rule)
            return
    initiative = shadow.mentions_in(place, place + 1)[0]
    patterns = (letting(), enacted(), passive())
    behind = next((match for one in patterns if (match := one.match(text, place + 1, sentence.end))), None)
    if behind and ("verb" not in behind.groupdict() or _may_do(behind["verb"], initiative)):
        yield from group(shadow, behind.start("bodies"), behind.end("bodies"), "proposer_behind_name")
        return
    if initiative.rule == "case_in_list":
        named = page.inside(initiative.span, Kind.ORGANIZATION, Kind.PLACE)
        yield from (body_at(body, "place_in_title") for body in named[:1] if body.span.start == initiative.span.start)
        return
    verb = last_verb(before)
    if verb is not None and initiative.rule == "quoted_in_list" and not is_direct(before[verb:]):
        return  # 探索出秭归“甲”、大冶“乙”等经验: its owner was not found
    if verb is not None and _may_do(before[verb:], initiative):
        yield from _acting(page, shadow, sentence, sentence.start + verb, place, posts)


def _holders(
    page: Page, shadow: Shadow, sentence: Span, start: int, place: int, posts: Mapping[str, str]
) -> list[Body]:
    """Who does something in a place that stands between the verb and the name: 某局举办某市“某某”活动."""
    verb = last_verb(shadow.text[sentence.start : start])
    if shadow.mentions_in(place, place + 1)[0].rule == "quoted_in_list":  # each has an owner of its own
        return []
    if verb is None or [one.kind for one in shadow.mentions_in(start, place)] != [Kind.PLACE]:
        return []
    return list(_acting(page, shadow, sentence, sentence.start + verb, place, posts))


def _is_issued(shadow: Shadow, place: int) -> bool:
    """Whether the initiative at a place is one that is issued: a report, a policy, a roll."""
    initiative = shadow.mentions_in(place, place + 1)[0]
    return type_of(initiative.thing, "", initiative.rule) in _ISSUED


def _may_do(act: str, initiative: Mention) -> bool:
    """Whether the verb proposes: who “creates” a model community is put on that roll, and does not issue it."""
    is_roll = type_of(initiative.thing, "", initiative.rule) is InitiativeType.LIST
    return not is_roll or act.startswith(initiative_words("issuing"))


def _acting(
    page: Page, shadow: Shadow, sentence: Span, verb: int, place: int, posts: Mapping[str, str]
) -> Iterator[Body]:
    """The bodies that the verb is said of: the nearest with which a clause begins, or those pointed back to."""
    text = shadow.text
    acting = [match for match in groups().finditer(text, sentence.start, verb) if not is_setting(text, match)]
    person = text.rfind(_PERSON, sentence.start, verb)
    if person > (acting[-1].start() if acting else -1):
        somebody = shadow.mentions_in(person, person + 1)[0]
        is_his = (
            leading().search(text, person, verb)
            or taken_up().search(text, person, verb)
            or is_taken_up(text[person:verb], posts.get(somebody.thing, ""))
        )
        is_presented = _is_issued(shadow, place) and text.startswith(initiative_words("publishing"), verb)
        if (is_his or is_presented) and somebody.thing in posts and not others().search(text, person, verb):
            yield Body(posts[somebody.thing], Kind.ORGANIZATION, somebody.span, "organization_of_leader")
        return
    if acting:
        subjects = [match for match in acting if is_subject(text, match)]
        if (
            subjects
            and not idle().match(text, subjects[-1].end())
            and not others().search(text, subjects[-1].end(), verb)
        ):
            yield from group(shadow, subjects[-1].start(), subjects[-1].end(), "proposer_before_verb")
        return
    if referred := referring().search(text, sentence.start, verb):
        yield from meant(page, shadow, referred, shadow.mentions_in(place, place + 1)[0])
