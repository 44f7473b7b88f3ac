"""Visits and gatherings without a name of their own, named by the headline or by the clause that tells them.

“5月6日,某厅厅长一行赴某市调研养老服务工作” is the visit “某厅厅长一行赴某市调研养老服务工作”, and “某局召开座谈会” is
the meeting “某局座谈会”. Only the verb or the head stands for it in the text, so that phrases still see who goes where.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.event_ground import is_held, stands_before
from kg.grammar.event_names import any_of, core, edges, is_generic, last_head, words_of
from kg.model import EventType
from kg.text import Span, narrow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.grammar.event_candidates import Candidate
    from kg.grammar.event_ground import Ground

_LEAST = 5  # characters of words such as 党建共建活动 that may name the event of an article
_REACH = 80  # characters from the verb of going to what is done there
_LONGEST_AGENT, _LONGEST_LIST, _LONGEST_NAME = 40, 24, 70
_UNNAMED = (EventType.VISIT, EventType.MEETING, EventType.TRAINING)  # what a headline may tell without a name
_HOMES = ("走访", "看望")  # goes to people, wherever they live
_WHITHER = re.compile(r"(?![会场位岗任京达期])[一-龥、“”\d]{1,24}")
_TEAM = r"(?:带领|率领|率)[^,。;:、“”]{1,16}?(?:组|团|队|一行|人员|负责人|负责同志|班子成员),?"
_ON_SITE = r"(?:实地|现场|专题|专程|深入|先后|集中|突击|再次|冒雨|亲自)"
_LED = re.compile(rf"(?:{_TEAM}|一行|率队|带队|{_ON_SITE})+")
_LED_TO_DO = re.compile(rf"(?:{_TEAM}|一行|率队|带队|{_ON_SITE})+(?:(?:开展|进行)了?[^,。;:、“”]{{0,16}}?)?")
_TELLING = re.compile(r"[,。;:!?\n]|(?:时|期间|过程中|中|并)?(?:强调|指出|表示|要求)|$")
_BESIDE = re.compile(r",?在[^,。在]{1,30}陪同下,?")
_DAY_PART = r"(?:上午|下午|晚上?|中午|清晨|傍晚)?"
_WHEN = re.compile(
    rf"(?:\d[日号]|近日|日前|近期|近来|连日来?|[上本]周[一二三四五六日]?|昨[日天]|今[日天]){_DAY_PART}[,、]?"
)
_LOOSE_MASTHEAD = re.compile(r"^[^|_]{1,10}[|_] ?| ?[|_-][^|_-]{1,12}$")
_HOLDING = r"(?:隆重|成功|顺利|圆满|正式|组织|联合|共同)*(?:举行|举办|召开|开展|召集)了?"
_HELD_AT_END = re.compile(
    rf"(?P<name>[^,。:!?\s]{{8,40}}?)(?:在[^,。\s]{{1,14}}?)?(?:{_HOLDING}|隆重开幕|圆满落幕|落幕|开幕)$"
)
_LAST_HOLDING = re.compile(rf"{_HOLDING}$")
_HELD_IN_HEADLINE = re.compile(_HOLDING)


@dataclass(frozen=True, slots=True)
class Told:
    """An event by the words that tell it and the name that it gets; no words where only the headline tells it."""

    span: Span | None
    name: str
    head: str  # a head word of its type


@cache
def _visit_words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Who goes, going, and what is done there."""
    goers, goes, tasks = (words_of(EventType.VISIT, field) for field in ("goers", "goes", "tasks"))
    task = any_of(tasks)
    return (
        re.compile(any_of(goers)),
        re.compile(rf"{any_of(goes)}了?"),
        re.compile(rf"(?P<task>{task}){task}*"),
    )


def goes() -> re.Pattern[str]:
    """The verbs of going somewhere."""
    return _visit_words()[1]


def headline(title: str | None) -> str:
    """The headline as the name of what it tells, without a masthead before or behind it."""
    return _LOOSE_MASTHEAD.sub("", narrow(title or "").strip(" |_-")).strip(" |_-")


def visits(ground: Ground, title: str | None, taken: Sequence[Span]) -> Iterator[Told]:
    """The visit that the lead tells of, or the headline; at most one."""
    title = headline(title)
    for line in ground.lead:
        words = line.of(ground.text)
        if any(line.contains(span) for span in taken):
            continue
        is_title = bool(title) and core(title) in core(words) and len(core(words)) < len(core(title)) + 4
        days = list(_WHEN.finditer(words))
        if is_title or not days:
            continue
        told = _visit(ground, Span(line.start + days[-1].end(), line.end))
        if told:
            yield Told(told.span, title if _is_visit(title) else told.name, told.head)
            return
    if _is_visit(title) and any(ground.is_dated(line.start) for line in ground.lead):
        yield from _in_headline(ground, title)


def _is_visit(title: str) -> bool:
    """Whether a headline tells of a visit."""
    goers, goes, tasks = _visit_words()
    done = tasks.search(title)
    return done is not None and (goers.search(title) or goes.search(title)) is not None


def _in_headline(ground: Ground, title: str) -> Iterator[Told]:
    """The visit that the headline tells alone, by its verb where the headline opens the text."""
    for line in ground.lead:
        if core(title) == core(line.of(ground.text)):
            done = _task(ground, _visit_words()[2], line.start, line.end)
            if done:
                yield Told(done, title, "调研")
            return


def _visit(ground: Ground, line: Span) -> Told | None:
    """The visit that a sentence tells of behind its date: who, where, what for."""
    goers, goes, tasks = _visit_words()
    text = ground.text
    for go in goes.finditer(text, line.start, line.end):
        if ground.is_taken(Span(go.start(), go.end())):
            continue
        agent = Span(line.start, go.start())
        known = ground.is_named(agent) or goers.search(text, *agent)
        done = _task(ground, tasks, go.end(), min(line.end, go.end() + _REACH))
        if known and done and (go[0].startswith(_HOMES) or _is_sited(ground, go, done)):
            return Told(done, _name(ground, agent, Span(go.start(), done.end)), "调研")
    return _visit_by(ground, line)


def _visit_by(ground: Ground, line: Span) -> Told | None:
    """The visit of a sentence that tells who does it but no verb of going: “书记‹甲›实地督导文明创建工作”."""
    text, tasks = ground.text, _visit_words()[2]
    for match in tasks.finditer(text, line.start, min(line.end, line.start + _REACH)):
        done, person = Span(*match.span("task")), ground.barrier(match.start())
        if person <= line.start or not ground.fits(done):
            continue
        between = text[person : done.start]
        is_at = between.startswith("在") and "," not in between and ground.is_sited(Span(person + 1, done.start))
        if not between or is_at or _LED_TO_DO.fullmatch(between):
            return Told(done, _name(ground, Span(line.start, person), Span(person, done.end)), "调研")
    return None


def _is_sited(ground: Ground, go: re.Match[str], done: Span) -> bool:
    """Whether a visit goes to a place or body, be it one by a name that was not found: “局长‹甲›一行来南师大调研”."""
    if ground.is_sited(Span(go.end(), done.end)):
        return True
    between = ground.text[ground.barrier(go.start()) : go.start()]
    is_led = not between or _LED.fullmatch(between) is not None or _visit_words()[0].fullmatch(between) is not None
    return is_led and _WHITHER.fullmatch(ground.text, go.end(), done.start) is not None


def _task(ground: Ground, tasks: re.Pattern[str], start: int, end: int) -> Span | None:
    """What is done at a place: the first such verb that belongs to no name."""
    for match in tasks.finditer(ground.text, start, end):
        span = Span(*match.span("task"))
        if not ground.is_taken(span) and ground.fits(span) and not ground.text.startswith("组", span.end):
            return span
    return None


def _name(ground: Ground, agent: Span, done: Span) -> str:
    """The clause as a name; of long words for who goes the last title with its name, of a long list the first."""
    text = ground.text
    where = text[done.start : done.end].split(",")
    if len(where) > 1:  # 走进某社区,参观了…: by where it goes and what is done there
        task = _visit_words()[2].search(where[-1])
        rest = where[0] + (task["task"] if task else "")
    else:
        end = _TELLING.search(text, done.end)
        rest = text[done.start : min(end.start() if end else done.end, done.start + _LONGEST_NAME)]
    who = _BESIDE.sub("", text[agent.start : agent.end]).strip(" ,")
    first, *others = re.split("[,、]", who)
    if others and len(who) > _LONGEST_LIST and ground.barrier(agent.end) == agent.end:
        who = others[-1]
    elif len(who) > _LONGEST_AGENT:
        who = first + "一行"
    return re.sub(r"[\s,]", "", who + rest)


def gatherings(ground: Ground, title: str | None, bare: Sequence[Candidate]) -> Iterator[Told]:
    """The gathering of an article that names none: “某局召开座谈会”, else what the headline tells; at most one."""
    title = headline(title)
    lead = ground.lead
    if not lead or not any(ground.is_dated(line.start) for line in lead):
        return
    for found in bare:
        is_lead = found.span.start < lead[-1].end and ground.is_dated(found.span.start)
        name = _called(ground, title, found) if is_lead and not found.is_weak else None
        if name:
            yield Told(found.span, name, found.head.word)
            return
    for found in bare:
        words = found.span.of(ground.text)
        is_lead = found.span.start < lead[-1].end and ground.is_dated(found.span.start)
        if (
            found.is_weak
            and is_lead
            and (len(words) >= _LEAST or not is_generic(words.removesuffix("活动")))
            and stands_before("held_by", ground.text, found.span.start)
        ):
            yield Told(found.span, words, found.head.word)
            return
    for found in bare:
        if found.head.type in _UNNAMED and core(ground.sentence(found.span.start).of(ground.text)) == core(title):
            yield Told(found.span, _without_verb(title, found.head.word), found.head.word)
            return
    named = _in_title(title)
    if named:
        yield Told(None, *named)
        return
    general = edges().words["any_gathering"]
    if title and any(found.head.word in general and _is_there(ground.text, found) for found in bare):
        yield Told(None, title, "会议")


def _in_title(title: str) -> tuple[str, str] | None:
    """The name and head of the gathering that a headline says is held: “某校与某区签约仪式举行”."""
    held = _HELD_AT_END.search(title)
    if held is None:
        return None
    head = last_head(held["name"])
    if head is None or head.is_weak or is_generic(held["name"].removesuffix(head.word)):
        return None
    return held["name"], head.word


def _called(ground: Ground, title: str, found: Candidate) -> str | None:
    """What a gathering is called by its host and its kind, in the headline or in its clause."""
    text, head = ground.text, found.span.of(ground.text)
    is_led = stands_before("held_by", text, found.span.start)
    if not is_led and not is_held(text, found.span.end):
        return None
    if title.endswith(head) and len(title) > len(head) + 2:
        return _without_verb(title, head)
    before = text[max(found.span.start - 8, 0) : found.span.start]
    verb = _LAST_HOLDING.search(before)
    host = ground.bodies_before(found.span.start - (len(verb[0]) if verb else 0))
    if host is None or (verb is None and is_led):
        return None
    return host + head


def _without_verb(title: str, head: str) -> str:
    """A headline as a name: “某县举行揭牌仪式” is 某县揭牌仪式; any other stays."""
    return _HELD_IN_HEADLINE.sub("", title, count=1) if title.endswith(head) else title


def _is_there(text: str, found: Candidate) -> bool:
    """Whether words such as 会议 speak of a gathering that takes place."""
    led = stands_before("held_by", text, found.span.start)
    return is_generic(found.content) and (led or is_held(text, found.span.end) or text.startswith("上", found.span.end))
