"""Participations: who does what at which event, and on what subject."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.attendance import listed_on, rows, whole_list
from kg.grammar.event_names import POINTING, any_of, type_of
from kg.grammar.retold_parts import QUOTED, SPEAKING, told_once
from kg.grammar.role_topics import in_parts, lecture_of, subject_in, topics
from kg.grammar.roles import ACT, acts, broader, gathering, told_roles, unique_actors, words
from kg.grammar.rounds import is_at_panel, is_panel, role_of
from kg.grammar.talk_lists import listed_talks
from kg.grammar.told_parts import FILE, Part, going, interviewed
from kg.lexicon import load
from kg.model import Byline, EventType, Kind, Participation, PersonRole
from kg.pattern import FOLDED
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.grammar.roles import Told
    from kg.model import Fact, Mention
    from kg.page import Page

_ANNOUNCER = "announcer"
_LONGEST_NAME_LINE = 80  # characters of a line that gives one name under a heading
_TO, _NOT_TO = "对", ("针对", "面对", "核对")
_IN_TURN = ("分别", "先后", "依次")
_LOOSELY_IN_TURN = "先后"  # one after the other, not each on a part of the subject
_ACTING = frozenset({PersonRole.LAUNCHER, PersonRole.PRESENTER})


def read_participations(page: Page, facts: Sequence[Fact]) -> Iterator[Participation]:
    """Every part that the text tells of, in its order; of several wordings of a subject the first."""
    signed = {fact.evidence.span for fact in facts if isinstance(fact, Byline)}
    persons = page.of(Kind.PERSON)
    bylines = [m.span for m in persons if m.rule == "byline" or page.evidence(m.name_span, "").span in signed]
    parts = [part for rule in RULES for part in rule(page, bylines)]
    ordered = sorted(parts, key=lambda part: (part.rule.endswith(QUOTED), part.span))
    for part in told_once(ordered):
        for topic in part.topics or (None,):
            yield Participation(part.person, part.event, part.role, page.evidence(part.span, part.rule), topic)


def told_by_phrase(page: Page, bylines: Sequence[Span]) -> Iterator[Part]:
    """Parts that a phrase of the word file tells: “…分别就“…”“…”等主题进行了主旨演讲”."""
    lists = rows(page)
    for told in told_roles(page, FILE, Kind.PERSON):
        role = role_of(page, told)
        is_elsewhere = role is PersonRole.PANELIST and told.role == role and not is_panel(page, told)
        if is_elsewhere or _is_object(page, told) or not _is_lecture(told):
            continue
        listed = whole_list(page, told.actors, told.match.trigger.start, lists)
        listed = listed_on(page, listed) if role is PersonRole.ATTENDEE else listed
        persons = list(unique_actors(listed, bylines))
        place = "at-talks" if role is PersonRole.KEYNOTE else "on-panel"
        rule = told.rule if role == broader(FILE, told.role) else f"{told.rule}-{place}"
        for event, subjects in _events(page, told, role):
            if role is PersonRole.PANELIST and _is_talk_of_visit(page, told, event):
                for person in persons:
                    yield Part(person.thing, event, PersonRole.ATTENDEE, (), told.match.span, f"{rule}-of-visit")
                continue
            for person, own in _paired(page, told, persons, subjects, role):
                yield Part(person.thing, event, role, own, told.match.span, rule)
            for person in _others(told, role):
                yield Part(person.thing, event, role, (), told.match.span, rule)


def _others(told: Told, role: PersonRole) -> Iterator[Mention]:
    """Those beside whom somebody attends: 会见了‹乙›, 在‹乙›陪同下."""
    if role is PersonRole.ATTENDEE:
        for slot in ("guest", "host"):
            yield from told.match.slots.get(slot, ())


def _is_talk_of_visit(page: Page, told: Told, event: str) -> bool:
    """Whether those who go on a visit only sit down with their hosts there: 率团赴某市考察并进行|座谈."""
    talks = words(FILE, PersonRole.PANELIST, "sittings")
    return told.match.trigger.of(page.article.text).endswith(talks) and type_of(event) is EventType.VISIT


def _is_lecture(told: Told) -> bool:
    """Whether the lecture that a phrase asks for is one, where it asks for one."""
    lectures = load("event_telling")["given_alone"]
    return all(one.thing.endswith(lectures) for one in told.match.slots.get("lecture", ()))


def _is_object(page: Page, told: Told) -> bool:
    """Whether the actors of a phrase are those to whom somebody else does something: “‹甲›会见了‹乙›一行,并介绍了…”."""
    start = told.actors[0].span.start
    if start != told.match.span.start:
        return False
    if page.article.text.endswith(_TO, 0, start) and not page.article.text.endswith(_NOT_TO, 0, start):
        return True  # ‹甲›对|‹乙›一行表示欢迎,并介绍了…
    return _towards().search(page.article.text, max(start - 12, 0), start) is not None


@cache
def _towards() -> re.Pattern[str]:
    return re.compile(rf"{any_of(load(FILE)['words']['towards'])}[^,。;:!?、\n]{{0,6}}$")


def listed_with_subjects(page: Page, bylines: Sequence[Span]) -> Iterator[Part]:
    """Speakers in a list, each with the subject: “主旨演讲包括:‹甲›的《…》、‹乙›的《…》”."""
    for talk in listed_talks(page):
        event = page.event_at(talk.span.start)
        for person in unique_actors(talk.speakers, bylines) if event else ():
            yield Part(
                person.thing, str(event), talk.role, (talk.subject,), talk.span, f"{FILE}/{talk.role}-with-subject"
            )


def listed_under_heading(page: Page, bylines: Sequence[Span]) -> Iterator[Part]:
    """Parts of those who stand, one a line, under a heading such as 访谈嘉宾."""
    text = page.article.text
    lines = page.paragraphs
    for index, line in enumerate(lines):
        role = _heading(line.of(text).rstrip(":"))
        if role is None:
            continue
        for below in lines[index + 1 :]:
            named = page.inside(below, Kind.PERSON)
            if not named or below.end - below.start > _LONGEST_NAME_LINE or text[below.end - 1] in "。!?":
                break
            event = _interview(page, below.start) if role is PersonRole.INTERVIEWEE else page.event_at(below.start)
            if event:
                for person in unique_actors(named, bylines):
                    yield Part(person.thing, event, role, (), Span(line.start, below.end), f"{FILE}/{role}-heading")


def called_by_heading(page: Page, bylines: Sequence[Span]) -> Iterator[Part]:
    """Parts of those whom a heading stands before as a title: “主持人:‹甲›”."""
    for person in page.of(Kind.PERSON):
        label, colon, _ = page.text_of(person).partition(":")
        role = _heading(label) if colon else None
        event = page.event_at(person.span.start) if role else None
        if role and event and list(unique_actors([person], bylines)):
            yield Part(person.thing, event, role, (), person.span, f"{FILE}/{role}-heading")


def listed_as_attending(page: Page, bylines: Sequence[Span]) -> Iterator[Part]:
    """Those in the list before a verb of attending, whoever else stands between them."""
    for row in rows(page):
        event = row.event.thing if row.event else page.event_at(row.span.start)
        if event:
            is_panel = row.event is not None and is_at_panel(page, [row.event])
            role = PersonRole.PANELIST if is_panel else PersonRole.ATTENDEE
            for person in unique_actors(row.persons, bylines):
                yield Part(person.thing, event, role, (), row.span, f"{FILE}/{role}-list")


def quoted_in_report(page: Page, bylines: Sequence[Span]) -> Iterator[Part]:
    """Those whom the report of a gathering quotes, as its speakers: “‹某局局长甲›强调,…”."""
    event = page.reported_event
    if event is None:
        return
    absent = words(FILE, PersonRole.SPEECH, "absent")
    for match in _quoted().finditer(page.shadow.text):
        if any(word in match[0] for word in absent):
            continue
        span = page.shadow.span(*match.span("who"))
        elsewhere = any(one.thing != event for one in page.shadow.mentions_in(*match.span(), Kind.EVENT))
        if page.event_at(span.start) == event and not elsewhere:
            speakers = page.shadow.mentions_in(*match.span("who"), Kind.PERSON)
            for person in unique_actors((one for one in speakers if not _is_leader(page, one)), bylines):
                yield Part(person.thing, event, PersonRole.SPEECH, (), span, f"{FILE}/{QUOTED}")


def _is_leader(page: Page, person: Mention) -> bool:
    """Whether a person is the head of party or state, whose words articles cite."""
    around = page.article.text[person.span.start : person.span.end + 4]
    return any(title in around for title in ("总书记", "国家主席", "国务院总理"))


@cache
def _quoted() -> re.Pattern[str]:
    verbs = any_of(words(FILE, PersonRole.SPEECH, "quoted"))
    person = FOLDED[Kind.PERSON]
    title = f"(?:{any_of(load('lists')['honorifics'])}|{FOLDED[Kind.TITLE]})?"
    treating = any_of(words(FILE, PersonRole.SPEECH, "treating"))
    clause = rf"[^,。!?;:“”\n{person}]"
    second = rf"(?:并|同时|还|也|并且)?(?:{verbs}|{clause}{{0,10}}?{treating}了)"
    told = rf"{clause}{{0,14}}?{verbs}|{clause}{{1,24}},{second}"
    return re.compile(rf"(?<![^。!?”,;\s])(?:国家|中华)?(?P<who>{person}){title}(?:{told})")


RULES: tuple[Callable[[Page, Sequence[Span]], Iterator[Part]], ...] = (
    told_by_phrase,
    listed_with_subjects,
    listed_under_heading,
    called_by_heading,
    listed_as_attending,
    quoted_in_report,
    going,
    interviewed,
)


# --- role and event --------------------------------------------------------------------------


def _events(page: Page, told: Told, role: PersonRole) -> Iterator[tuple[str, list[str]]]:
    """The events of a part, each with its subjects: those that an act brings about, else the gathering."""
    made = acts(page, told) if role in _ACTING else []
    if told.role == _ANNOUNCER:
        made = [mention for mention in made if mention.rule == ACT]  # 传达了上级会议的精神
    if role is PersonRole.PRESENTER:
        made = [mention for mention in made if mention.rule != POINTING]  # 介绍了本次论坛的筹备情况
    if made:
        for mention in made:
            subject = subject_in(mention.span.of(page.article.text))
            goes_on = _goes_on().match(page.article.text, mention.span.end)
            yield mention.thing, [subject] if role is PersonRole.PRESENTER and not goes_on else []
        return
    event = gathering(page, told)
    if event and (role is not PersonRole.INTERVIEWEE or _is_interview(event)):
        subjects = topics(page, FILE, told) if role in SPEAKING else []
        yield event, subjects or (lecture_of(event) if role is PersonRole.KEYNOTE else [])


@cache
def _goes_on() -> re.Pattern[str]:
    """What shows that the name of an event is only the head of a longer word: 通报了某活动|项目的征集情况."""
    return re.compile(r"(?![并和及与的等在])[一-龥]")


def _interview(page: Page, position: int) -> str | None:
    """The interview that the text at a position is about, else the first one that it names."""
    things = (page.event_at(position), *(mention.thing for mention in page.of(Kind.EVENT)))
    return next((thing for thing in things if thing and _is_interview(thing)), None)


def _is_interview(event: str) -> bool:
    return any(word in event for word in words(FILE, PersonRole.INTERVIEWEE, "interviews"))


def _heading(line: str) -> PersonRole | None:
    if len(line) <= 12:
        for role in PersonRole:
            if line in words(FILE, role, "headings"):
                return role
    return None


# --- who has which subject ---------------------------------------------------------------------


def _paired(
    page: Page, told: Told, persons: list[Mention], topics: list[str], role: PersonRole
) -> Iterator[tuple[Mention, tuple[str, ...]]]:
    """Each person with a subject of their own where there are as many, told in turn; else all with all."""
    in_turn = any(word in told.match.span.of(page.article.text) for word in _IN_TURN)
    is_each = in_turn and _LOOSELY_IN_TURN not in told.match.span.of(page.article.text)
    if is_each and len(topics) == 1 < len(persons) and "{matters" not in told.match.phrase:
        topics = in_parts(page, told, topics[0], len(persons))
        if 1 < len(topics) == len(persons) - 1:
            yield from ((person, ()) for person in persons[len(topics) :])
            persons = persons[: len(topics)]
    if in_turn and 1 < len(persons) != len(topics) > 1 and _are_titles(page, told):
        topics = []  # somebody was not found: who gave which is not told
    if len(persons) == len(topics) > 1 and (in_turn or role is not PersonRole.PANELIST):
        yield from ((person, (topic,)) for person, topic in zip(persons, topics, strict=True))
    else:
        yield from ((person, tuple(topics)) for person in persons)


def _are_titles(page: Page, told: Told) -> bool:
    """Whether the subjects of a phrase are the titles of talks, one a speaker: 分别作了题为《甲》《乙》的报告."""
    span = told.match.texts.get("topic")
    return span is not None and page.article.text.startswith("《", span.start)
