"""Visits, which have no name of their own, named by the headline or by the clause that tells them.

“5月6日,某厅厅长一行赴某市调研养老工作” is the visit “某厅厅长一行赴某市调研养老工作”. Only the verb stands for it in
the text, so that phrases still see who goes where.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.briefs import briefs
from kg.grammar.event_names import any_of, core, words_of
from kg.lexicon import load
from kg.model import EventType
from kg.text import Span, narrow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.grammar.event_ground import Ground

_REACH = 80  # characters from the verb of going to what is done there
_LONGEST_AGENT, _LONGEST_LIST, _LONGEST_NAME = 40, 24, 70
_SAME_DAY = re.compile(r"\W{0,3}[同当][日天][上下]?午?,?")
_UNTIL = re.compile(r"[至到—-]{1,2}(?:\d{1,2}月)?\d{1,2}日[,、]?")  # 6月8日|至9日
_LOOSE_MASTHEAD = re.compile(r"^[^|_]{1,10}[|_] ?| ?[|_-][^|_-]{1,12}$")


@dataclass(frozen=True, slots=True)
class Told:
    """An event by the words that tell it and the name that it gets; no words where only the headline tells it."""

    span: Span | None
    name: str
    head: str  # a head word of its type


@dataclass(frozen=True, slots=True)
class _Telling:
    """How the clause of a visit is told, compiled from its words."""

    not_going: tuple[str, ...]
    homes: tuple[str, ...]
    whither: re.Pattern[str]
    led: re.Pattern[str]
    led_to_do: re.Pattern[str]
    organized: re.Pattern[str]
    end: re.Pattern[str]
    team_at: re.Pattern[str]
    goals: re.Pattern[str]
    beside: re.Pattern[str]
    occasion: re.Pattern[str]
    when: re.Pattern[str]
    on_day: re.Pattern[str]
    means: re.Pattern[str]
    together: re.Pattern[str]


@cache
def _telling() -> _Telling:
    words = load("event_telling")
    group = {field: any_of(found) for field, found in words.items() if field != "examples"}
    team = rf"{group['leading']}[^,。;:、“”]{{1,24}}?{group['led']},?"
    led = rf"(?:{team}|{group['alone']}(?:,?并?{group['together']})?|{group['on_site']})+"
    part = f"{group['day_parts']}?"
    return _Telling(
        not_going=words["not_going"],
        homes=words["homes"],
        whither=re.compile(rf"(?!{group['not_whither']})[一-龥、“”\d]{{1,24}}"),
        led=re.compile(led),
        led_to_do=re.compile(
            rf"{led}(?:,?{group['treating']}[^,。;:]{{2,40}}?{group['doing']}|{group['doing']}了?[^,。;:、“”]{{0,16}}?)?"
        ),
        organized=re.compile(
            rf"{group['sending']}[^,。;:“”]{{0,20}}?{group['sent']}(?:,?{group['treating']}[^,。;:]{{2,40}}?)?"
            rf"(?:{group['on_site']}|{group['doing']}|“[^“”]{{2,20}}”)*$"
        ),
        team_at=re.compile(rf"{group['teams']}(?:{group['alone']})?(?P<at>在)[^,。;:在]{{2,24}}$"),
        end=re.compile(rf"[,。;:!?\n]|{group['besides']}{group['holding']}|{group['told_while']}?{group['said']}|$"),
        goals=re.compile(r"[^,。;:!?\n、]{2,40}(?:、[^,。;:!?\n、]{2,40}){2,}"),
        occasion=re.compile(rf"^[^,。;:]{{2,24}}{group['occasions']},"),
        beside=re.compile(rf",?在[^,。在]{{1,30}}{group['beside']}下,?"),
        when=re.compile(
            rf"(?:\d[日号]|{group['days']}|{group['days_about']}|\d月{group['thirds']}|[上本]周[一二三四五六日]?){part}[,、]?"
        ),
        together=re.compile(group["together"]),
        means=re.compile(rf"{group['means_before']}[^,。;:!?\n]{{2,40}}?{group['means_end']},?"),
        on_day=re.compile(
            rf"(?:\d{{4}}年)?(?:\d{{1,2}}月)?(?:\d{{1,2}}日(?:[至—-]\d{{1,2}}日)?|{group['days']}){part},?"
        ),
    )


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
    told = _imprint().sub("", narrow(title or ""))
    return _LOOSE_MASTHEAD.sub("", told.strip(" |_-")).strip(" |_-")


@cache
def _imprint() -> re.Pattern[str]:
    """What a page prints behind a headline: 供稿: 某局 浏览量:236."""
    return re.compile(rf"\s+{any_of(load('event_telling')['imprint'])}\s?:.*$", re.DOTALL)


def visits(ground: Ground, title: str | None, taken: Sequence[Span]) -> Iterator[Told]:
    """The visit that the lead tells of, or the headline; at most one, in a column of briefs one in each."""
    title = headline(title)
    if column := briefs(ground.text):
        yield from _in_briefs(ground, column, taken)
        return
    for line in ground.lead:
        words = line.of(ground.text)
        if any(line.contains(span) for span in taken):
            continue
        is_title = bool(title) and core(title) in core(words) and len(core(words)) < len(core(title)) + 4
        days = list(_telling().when.finditer(words))
        if is_title or not days:
            continue
        told = _visit(ground, Span(line.start + days[-1].end(), line.end))
        if told is None and ground.barrier(line.start + days[0].start()) > line.start:
            told = _visit_by(ground, line)  # 部长‹甲›6月15日在某市调研时强调
        if told:
            yield Told(told.span, _told_last(title) if _is_visit(title) else told.name, told.head)
            return
    if _is_visit(title) and any(ground.is_dated(line.start) for line in ground.lead):
        yield from _in_headline(ground, title)


def _in_briefs(ground: Ground, column: Sequence[Span], taken: Sequence[Span]) -> Iterator[Told]:
    """The visit of each brief that names no event, by its first sentence."""
    for brief in column:
        line = ground.sentence(brief.start)
        day = _telling().when.search(ground.text, *line) or _SAME_DAY.match(ground.text, *line)
        if day is None or any(brief.contains(span) for span in taken):
            continue
        until = _UNTIL.match(ground.text, day.end())
        if told := _visit(ground, Span(until.end() if until else day.end(), line.end)):
            yield told


def _is_visit(title: str) -> bool:
    """Whether a headline tells of a visit."""
    goers, goes, tasks = _visit_words()
    done = tasks.search(title)
    return done is not None and (goers.search(title) or goes.search(title)) is not None


def _told_last(title: str) -> str:
    """The visit of a headline without the motto before it: “互学促提升 某县考察团赴某市考察”."""
    motto, _, rest = title.rpartition(" ")
    return rest if motto and _is_visit(rest) and not _is_visit(motto) else title


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
        if ground.is_taken(Span(go.start(), go.end())) or text.endswith(_telling().not_going, line.start, go.start()):
            continue
        agent = Span(line.start, go.start())
        known = ground.is_named(agent) or goers.search(text, *agent)
        done = _task(ground, tasks, go.end(), min(line.end, _past_list(ground.text, go.end())))
        if known and done and (go[0].startswith(_telling().homes) or _is_sited(ground, go, done)):
            return Told(done, _name(ground, agent, Span(go.start(), done.end)), "调研")
    return _visit_by(ground, line)


def _past_list(text: str, start: int) -> int:
    """How far to look for what is done behind a verb of going: as far as the list of where it goes reaches."""
    goals = _telling().goals.match(text, start)
    return max(start + _REACH, goals.end() + _REACH // 4 if goals else 0)


def _visit_by(ground: Ground, line: Span) -> Told | None:
    """The visit of a sentence that tells who does it but no verb of going: “书记‹甲›实地督导文明创建工作”."""
    text, tasks = ground.text, _visit_words()[2]
    for match in tasks.finditer(text, line.start, min(line.end, line.start + _REACH)):
        done, person = Span(*match.span("task")), ground.barrier(match.start())
        organized = _telling().organized.search(text, line.start, done.start)
        if organized and ground.fits(done) and ground.is_named(Span(line.start, organized.start())):
            return Told(
                done, _name(ground, Span(line.start, organized.start()), Span(organized.start(), done.end)), "调研"
            )
        team = _telling().team_at.search(text, line.start, done.start)
        if team and ground.fits(done) and ground.is_sited(Span(team.end("at"), done.start)):
            return Told(
                done, _name(ground, Span(line.start, team.start("at")), Span(team.start("at"), done.end)), "调研"
            )
        if person <= line.start or not ground.fits(done):
            continue
        told_on = _telling().on_day.match(text, person, done.start)
        start = told_on.end() if told_on else person
        led_at = _telling().led.match(text, start, done.start)
        if led_at and text.startswith("在", led_at.end()):
            start = led_at.end()  # 率队|在某市调研
        between = text[start : done.start]
        is_at = between.startswith("在") and "," not in between and ground.is_sited(Span(start + 1, done.start))
        if not between or is_at or _telling().led_to_do.fullmatch(between):
            return Told(
                done, _name(ground, Span(line.start, start if led_at else person), Span(start, done.end)), "调研"
            )
    return None


def _is_sited(ground: Ground, go: re.Match[str], done: Span) -> bool:
    """Whether a visit goes to a place or body, be it one by a name that was not found: “局长‹甲›一行来南师大调研”."""
    if ground.is_sited(Span(go.end(), done.end)):
        return True
    between = ground.text[ground.barrier(go.start()) : go.start()]
    is_led = (
        not between or _telling().led.fullmatch(between) is not None or _visit_words()[0].fullmatch(between) is not None
    )
    return is_led and _telling().whither.fullmatch(ground.text, go.end(), done.start) is not None


def _task(ground: Ground, tasks: re.Pattern[str], start: int, end: int) -> Span | None:
    """What is done at a place: the first such verb that belongs to no name."""
    limit = ground.sentence(start).end
    means = _telling().means.search(ground.text, start, min(limit, start + _REACH))
    if means and tasks.search(ground.text, start, means.start()) is None:
        start, end = means.end(), min(limit, means.end() + _REACH // 2)
    for match in tasks.finditer(ground.text, start, end):
        span = Span(*match.span("task"))
        if not ground.is_taken(span) and ground.fits(span) and not ground.text.startswith("组", span.end):
            return span
    return None


def _name(ground: Ground, agent: Span, done: Span) -> str:
    """The clause as a name; of long words for who goes the last title with its name, of a long list the first."""
    text = ground.text
    where = text[done.start : done.end].split(",")
    if len(where) > 1 and not _telling().together.search(where[-1]):
        # 走进某社区,参观了…: by where it goes and what is done there
        task = _visit_words()[2].search(text, done.end - len(where[-1]))
        rest = where[0] + (task[0] if task else "")
    else:
        end = _telling().end.search(text, done.end)
        rest = text[done.start : min(end.start() if end else done.end, done.start + _LONGEST_NAME)]
    agent = Span(agent.start + _occasion(text, agent), agent.end)
    who = _telling().beside.sub("", text[agent.start : agent.end]).strip(" ,")
    first, *others = re.split("[,、]", who)
    if others and len(who) > _LONGEST_LIST and ground.barrier(agent.end) == agent.end:
        who = others[-1]
    elif len(who) > _LONGEST_AGENT:
        leader = ground.first_person(agent)
        who = (text[agent.start : leader] if 0 < leader - agent.start <= _LONGEST_AGENT else first) + "一行"
    return re.sub(r"[\s,]", "", who + rest)


def _occasion(text: str, agent: Span) -> int:
    """How many characters before who goes tell the occasion: 时值某校校庆之际,."""
    told = _telling().occasion.match(text[agent.start : agent.end])
    return told.end() if told else 0
