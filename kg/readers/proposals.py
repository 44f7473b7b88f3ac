"""Who runs, issues or puts forward an initiative: the words around its name, the name itself, or who tells of it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kg.grammar.initiative_ground import bare_name, joined, open_shadow
from kg.grammar.initiative_words import ROSTERED, initiative_words, type_of
from kg.grammar.proposing import (
    announced,
    attributive,
    enacted,
    groups,
    idle,
    is_of_another,
    is_setting,
    is_subject,
    issued,
    last_verb,
    leading,
    letting,
    named_body,
    others,
    owner_before,
    owner_behind,
    passive,
    possessive,
    referring,
    selecting,
    taken_up,
    used,
    visited,
)
from kg.grammar.session_laws import lawgivers
from kg.model import InitiativeType, Involvement, Kind, Membership, OrganizationRole, Proposal
from kg.pattern import FOLDED, Shadow
from kg.text import Span, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Fact, Mention
    from kg.page import Page

_INITIATIVE, _PERSON = FOLDED[Kind.INITIATIVE], FOLDED[Kind.PERSON]
_OPENING = 12  # characters of a sentence before its subject
_REFERRED = 1500  # characters before “该基金会” in which it was named
_LOOK_BACK = 400  # characters before a name in which its proposer may stand
_WEAK = (
    "host_issues",
    "body_in_name",
    "proposer_opens_sentence",
    "proposer_visited",
)  # rules, the surer first
_CONTEXT = 12  # characters behind a name that tell its type
_ISSUES = re.compile("[^的“”《》]{0,8}关于")  # 《某市|人民政府关于某事的意见》
_MARKS = "《》“”"
_CLOSING = re.compile(rf"[^“”\n]*”,?{_PERSON}")
_OURS = "我本全"
_ISSUED = (InitiativeType.LIST, InitiativeType.REPORT, InitiativeType.POLICY, InitiativeType.RESEARCH)
_DONE = (InitiativeType.PROGRAMME, InitiativeType.METHOD, InitiativeType.MODEL, InitiativeType.PLATFORM)


class _Body(NamedTuple):
    """A proposer, where it is named, and the rule that tells it."""

    thing: str
    kind: Kind
    span: Span
    rule: str


def read_proposals(page: Page, facts: Sequence[Fact]) -> Iterator[Proposal]:
    """Who runs, issues or puts forward each initiative: organizations and places, each pair once."""
    if not page.of(Kind.INITIATIVE):
        return
    shadow = open_shadow(page)
    posts = _posts(facts)
    found: dict[str, list[tuple[Mention, _Body]]] = {}
    for sentence in sentences(shadow.text):
        if shadow.text.find(_INITIATIVE, *sentence) < 0:
            continue
        for match in re.finditer(_INITIATIVE, sentence.of(shadow.text)):
            place = sentence.start + match.start()
            initiative = shadow.mentions_in(place, place + 1)[0]
            bodies = _issuing(page, sentence, place, facts, shadow) or _found(page, shadow, sentence, place, posts)
            found.setdefault(initiative.thing, []).extend((initiative, body) for body in bodies)
    for thing, pairs in found.items():
        seen: set[str] = set()
        for initiative, body in _surest(pairs):
            if body.thing in seen:
                continue
            seen.add(body.thing)
            evidence = page.evidence(joined(initiative.span, body.span), body.rule)
            yield Proposal(thing, body.thing, body.kind, evidence)


def _posts(facts: Sequence[Fact]) -> dict[str, str]:
    """The body that each person works for, sooner than one that they only sit on: 全国人大代表、某县县委书记."""
    held = [fact for fact in reversed(facts) if isinstance(fact, Membership)]
    seats = initiative_words("seats")
    return {fact.person: fact.organization for fact in sorted(held, key=lambda one: not one.title.endswith(seats))}


def _issuing(page: Page, sentence: Span, place: int, facts: Sequence[Fact], shadow: Shadow) -> list[_Body]:
    """For what is issued at a gathering by nobody told: who issues there, else who holds it, where that is one body."""
    before = shadow.text[sentence.start : place]
    initiative = shadow.mentions_in(place, place + 1)[0]
    if type_of(initiative.thing, "", initiative.rule) not in _ISSUED:
        return []
    events = (page.event_at(initiative.span.start), page.main_event)
    chosen = announced().match(shadow.text, place + 1, sentence.end) or issued().search(before)
    if chosen and not groups().search(before) and (body := selecting(page)):
        return [_body(body, "host_issues")]
    if groups().search(before) or not issued().search(before):
        return []
    held = [fact for fact in facts if isinstance(fact, Involvement) and fact.event in events]
    for role in (OrganizationRole.PUBLISHER, OrganizationRole.HOST):
        bodies = {fact.organization for fact in held if fact.role is role}
        if bodies:
            found = (_Body(body, Kind.ORGANIZATION, initiative.span, "host_issues") for body in bodies)
            return list(found) if len(bodies) == 1 else []
    return []


def _surest(pairs: list[tuple[Mention, _Body]]) -> list[tuple[Mention, _Body]]:
    """What is told outright; where nothing is, what the weakest rules say of one mention."""
    told = [pair for pair in pairs if pair[1].rule not in _WEAK]
    if told or not pairs:
        return told
    rule = min((pair[1].rule for pair in pairs), key=_WEAK.index)
    first = next(mention for mention, body in pairs if body.rule == rule)
    return [pair for pair in pairs if pair[0] is first and pair[1].rule == rule]


def _found(page: Page, shadow: Shadow, sentence: Span, place: int, posts: Mapping[str, str]) -> list[_Body]:
    """The proposers that the words around a name tell, or the name itself; none of what everybody cites."""
    initiative = shadow.mentions_in(place, place + 1)[0]
    if bare_name(initiative.thing) in initiative_words("cited"):
        return []
    return (
        [_body(giver, "law_passed") for giver in lawgivers(page, shadow, sentence, place)]
        or list(_bodies(page, shadow, sentence, place, posts))
        or _own(shadow, sentence, place, posts)
        or list(_in_name(page, initiative))
        or list(_opening(shadow, sentence, place, initiative))
        or list(_referred(page, shadow, place))
    )


def _in_name(page: Page, initiative: Mention) -> Iterator[_Body]:
    """The body that a name opens with, or the place that issues it: 《某县政府关于某事的报告》, 《某协会章程》."""
    start = initiative.span.start + (initiative.span.of(page.article.text)[0] in _MARKS)
    if type_of(initiative.thing, "", initiative.rule) is InitiativeType.LIST:
        return
    first = [body for body in page.inside(initiative.span, Kind.ORGANIZATION, Kind.PLACE) if body.span.start == start]
    issuing = [body for body in first if _ISSUES.match(page.article.text, body.span.end)]
    is_written = initiative.rule in ("title_in_marks", "recommended_title")
    bodies = [body for body in first if body.kind is Kind.ORGANIZATION and is_written]
    for body in (*issuing, *bodies)[:1]:
        rest = page.article.text[body.span.end : initiative.span.end]
        if len(rest) > 1 and not named_body().search(rest):
            yield _body(body, "body_in_name")


def _opening(shadow: Shadow, sentence: Span, place: int, initiative: Mention) -> Iterator[_Body]:
    """The bodies that a sentence opens with, for what they work by: 某社区以“某某”工作法."""
    before = shadow.text[sentence.start : place]
    if not before.endswith(initiative_words("means")):
        return
    if not _is_done(initiative) or _PERSON in before or is_of_another(before):
        return
    behind = used().match(shadow.text, place + 1, sentence.end)
    if behind and len(before) <= _OPENING and not idle().match(shadow.text, behind.end()):
        yield from _group(shadow, behind.start("bodies"), behind.end("bodies"), "proposer_opens_sentence")
        return
    match = groups().search(shadow.text, sentence.start, min(place, sentence.start + _OPENING + 1))
    if match and not is_setting(shadow.text, match) and not idle().search(shadow.text, match.end(), place):
        yield from _group(shadow, match.start(), match.end(), "proposer_opens_sentence")


def _referred(page: Page, shadow: Shadow, place: int) -> Iterator[_Body]:
    """For what somebody does, where nothing else tells: who is meant by words that point back: 该基金会."""
    text = shadow.text
    initiative = shadow.mentions_in(place, place + 1)[0]
    if not _is_done(initiative) or type_of(initiative.thing, text[place + 1 :][:_CONTEXT]) is InitiativeType.LIST:
        return
    start = max(text.rfind("\n", 0, place) + 1, place - _LOOK_BACK)
    if not is_of_another(text[start:place]) and (referred := list(referring().finditer(text, start, place))[-1:]):
        yield from _meant(page, shadow, referred[0], initiative)


def _meant(page: Page, shadow: Shadow, referred: re.Match[str], initiative: Mention) -> Iterator[_Body]:
    """The body or place named last before words that point back to one of its kind: 该基金会, 该区."""
    before = shadow.span(referred.start(), referred.end()).start
    named = page.inside(Span(max(0, before - _REFERRED), before), Kind.ORGANIZATION, Kind.PLACE)
    noun = referred["noun"]
    other = tuple(longer for longer in initiative_words("nouns") if longer.endswith(noun) and longer != noun)
    meant = [one for one in named if one.thing.endswith(noun) and not one.thing.endswith(other)]
    if referred[0][0] in _OURS and meant:  # 我市 is that of the name, else the one that the page is about
        own = page.inside(initiative.span, Kind.PLACE)[:1]
        often = Counter(one.thing for one in page.of(meant[0].kind) if one.thing.endswith(noun)).most_common(1)
        meant = [one for one in own if one.thing.endswith(noun)] or [one for one in meant if one.thing == often[0][0]]
    yield from (_body(mention, "proposer_referred_to") for mention in meant[-1:])


def _own(shadow: Shadow, sentence: Span, place: int, posts: Mapping[str, str]) -> list[_Body]:
    """The organization of the person who tells what “we” do, under a label or in words that the name stands behind."""
    text = shadow.text
    start = text.rfind("\n", 0, sentence.start) + 1
    before = text[start : start + 2] + text[max(start + 2, place - _LOOK_BACK) : place]
    if "我们" not in text[sentence.start : place]:
        return []
    is_labelled = before.startswith((f"{_PERSON}:", f"{_PERSON}“"))
    named = start if is_labelled else _named_behind(text, start, place)
    if named is None:
        return []
    speaker = shadow.mentions_in(named, named + 1)[0]
    is_done = last_verb(before) is not None or before.endswith(initiative_words("means"))
    if not is_done or speaker.thing not in posts:
        return []
    return [_Body(posts[speaker.thing], Kind.ORGANIZATION, speaker.span, "organization_of_speaker")]


def _named_behind(text: str, start: int, place: int) -> int | None:
    """Where the speaker stands right behind the quotation around a place of a line."""
    if text.rfind("“", start, place) <= text.rfind("”", start, place):
        return None
    spoken = _CLOSING.match(text, place)
    return spoken.end() - 1 if spoken else None


def _bodies(page: Page, shadow: Shadow, sentence: Span, place: int, posts: Mapping[str, str]) -> Iterator[_Body]:
    """The proposers of the initiative at a place of the shadow text, by the first rule that finds any."""
    text = shadow.text
    sentence = sentence._replace(start=max(sentence.start, place - _LOOK_BACK))
    before = text[sentence.start : place]
    if shadow.mentions_in(place, place + 1)[0].rule in ROSTERED:
        owner = owner_before().search(before) or owner_behind().match(text, place + 1)
        if owner:
            offset = sentence.start if owner.string is before else 0
            yield from _group(
                shadow, offset + owner.start("bodies"), offset + owner.end("bodies"), "proposer_in_roster"
            )
        return
    rules = ((attributive(), "proposer_of"), (possessive(), "proposer_before_name"), (visited(), "proposer_visited"))
    for pattern, rule in rules:
        match = pattern.search(before)
        if match:
            bodies = sentence.start + match.start("bodies"), sentence.start + match.end("bodies")
            held_by = _holders(page, shadow, sentence, bodies[0], place, posts) if pattern is possessive() else []
            yield from held_by or _group(shadow, *bodies, rule)
            return
    initiative = shadow.mentions_in(place, place + 1)[0]
    patterns = (letting(), enacted(), passive())
    behind = next((match for one in patterns if (match := one.match(text, place + 1, sentence.end))), None)
    if behind and ("verb" not in behind.groupdict() or _may_do(behind["verb"], initiative)):
        yield from _group(shadow, behind.start("bodies"), behind.end("bodies"), "proposer_behind_name")
        return
    if initiative.rule == "case_in_list":
        named = page.inside(initiative.span, Kind.ORGANIZATION, Kind.PLACE)
        yield from (_body(body, "place_in_title") for body in named[:1] if body.span.start == initiative.span.start)
        return
    verb = last_verb(before)
    if verb is not None and _may_do(before[verb:], initiative):
        yield from _acting(page, shadow, sentence, sentence.start + verb, place, posts)


def _holders(
    page: Page, shadow: Shadow, sentence: Span, start: int, place: int, posts: Mapping[str, str]
) -> list[_Body]:
    """Who does something in a place that stands between the verb and the name: 某局举办某市“某某”活动."""
    verb = last_verb(shadow.text[sentence.start : start])
    if shadow.mentions_in(place, place + 1)[0].rule == "quoted_in_list":  # each has an owner of its own
        return []
    if verb is None or [one.kind for one in shadow.mentions_in(start, place)] != [Kind.PLACE]:
        return []
    return list(_acting(page, shadow, sentence, sentence.start + verb, place, posts))


def _is_done(initiative: Mention) -> bool:
    """Whether it is something that is done, not written or awarded."""
    return type_of(initiative.thing, "", initiative.rule) in _DONE


def _may_do(act: str, initiative: Mention) -> bool:
    """Whether the verb proposes: who “creates” a model community is put on that roll, and does not issue it."""
    is_roll = type_of(initiative.thing, "", initiative.rule) is InitiativeType.LIST
    return not is_roll or act.startswith(initiative_words("issuing"))


def _group(shadow: Shadow, start: int, end: int, rule: str) -> Iterator[_Body]:
    for mention in shadow.mentions_in(start, end):
        if mention.kind in (Kind.ORGANIZATION, Kind.PLACE):
            yield _body(mention, rule)


def _body(mention: Mention, rule: str) -> _Body:
    return _Body(mention.thing, mention.kind, mention.span, rule)


def _acting(
    page: Page, shadow: Shadow, sentence: Span, verb: int, place: int, posts: Mapping[str, str]
) -> Iterator[_Body]:
    """The bodies that the verb is said of: the nearest with which a clause begins, or those pointed back to."""
    text = shadow.text
    acting = [match for match in groups().finditer(text, sentence.start, verb) if not is_setting(text, match)]
    person = text.rfind(_PERSON, sentence.start, verb)
    if person > (acting[-1].start() if acting else -1):
        somebody = shadow.mentions_in(person, person + 1)[0]
        is_his = leading().search(text, person, verb) or taken_up().search(text, person, verb)
        if is_his and somebody.thing in posts and not others().search(text, person, verb):
            yield _Body(posts[somebody.thing], Kind.ORGANIZATION, somebody.span, "organization_of_leader")
        return
    if acting:
        subjects = [match for match in acting if is_subject(text, match)]
        if (
            subjects
            and not idle().match(text, subjects[-1].end())
            and not others().search(text, subjects[-1].end(), verb)
        ):
            yield from _group(shadow, subjects[-1].start(), subjects[-1].end(), "proposer_before_verb")
        return
    if referred := referring().search(text, sentence.start, verb):
        yield from _meant(page, shadow, referred, shadow.mentions_in(place, place + 1)[0])
