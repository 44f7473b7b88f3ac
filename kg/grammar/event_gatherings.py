"""Gatherings without a name of their own: “某局召开座谈会” is the meeting 某局座谈会, unless the headline names it.

Only the head stands for it in the text, so that phrases still see who holds it where.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.event_candidates import candidate
from kg.grammar.event_ceremonies import ceremonies, openings
from kg.grammar.event_ground import hits_in, is_held, stands_after, stands_before
from kg.grammar.event_names import any_of, core, edges, heads, is_generic, last_head
from kg.grammar.event_told import Told, headline
from kg.lexicon import load
from kg.model import EventType
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.grammar.event_candidates import Candidate
    from kg.grammar.event_ground import Ground

_HELD_THERE = re.compile(r"[在于][^,。;:在]{2,24}$")  # before the verb of holding
_REACH = 30  # characters before the verb of holding in which the place is told
_LEAST = 5  # characters of words such as 党建共建活动 that may name the event of an article
_LONGEST_SITE = 24  # characters of what is opened
_UNNAMED = (EventType.VISIT, EventType.MEETING, EventType.TRAINING)  # what a headline may tell without a name


def gatherings(ground: Ground, title: str | None, bare: Sequence[Candidate]) -> Iterator[Told]:
    """The gathering of an article that names none and tells a day in its lead; at most one."""
    title = headline(title)
    if any(ground.is_dated(line.start) for line in ground.lead):
        told = (told for rule in RULES for told in rule(ground, title, bare))
        yield from [first for first in (next(told, None),) if first]


def called_by_host(ground: Ground, title: str, bare: Sequence[Candidate]) -> Iterator[Told]:
    """“某局召开座谈会”: by its host and its kind."""
    for found in bare:
        name = _called(ground, title, found) if _is_in_lead(ground, found) and not found.is_weak else None
        if name:
            yield Told(found.span, name, found.head.word)


def called_by_kind(ground: Ground, title: str, bare: Sequence[Candidate]) -> Iterator[Told]:
    """“开展党建共建活动”, “开展义诊活动”: by words that say more than that it is one."""
    del title
    for found in bare:
        words = found.span.of(ground.text)
        is_telling = len(words) >= _LEAST or not is_generic(words.removesuffix("活动"))
        is_led = stands_before("held_by", ground.text, found.span.start) or is_held(ground.text, found.span.end)
        if found.is_weak and _is_in_lead(ground, found) and is_telling and is_led:
            yield Told(found.span, words, found.head.word)


def called_by_headline(ground: Ground, title: str, bare: Sequence[Candidate]) -> Iterator[Told]:
    """“某县举行揭牌仪式” as the headline: 某县揭牌仪式."""
    for found in bare:
        if found.head.type in _UNNAMED and core(ground.sentence(found.span.start).of(ground.text)) == core(title):
            yield Told(found.span, _without_verb(title, found.head.word), found.head.word)
    named = _in_title(title)
    if named:
        yield Told(None, *named)


def called_by_head(ground: Ground, title: str, bare: Sequence[Candidate]) -> Iterator[Told]:
    """“主持召开座谈会”: by its kind alone, or by what the headline calls it."""
    for found in bare:
        is_led = found.head.type in _UNNAMED and not found.is_weak and found.span.start < ground.lead[-1].end
        name = _in_headline_words(title, found) if is_led and _is_there(ground.text, found) else None
        if name:
            yield Told(found.span, name, found.head.word)


def called_a_meeting(ground: Ground, title: str, bare: Sequence[Candidate]) -> Iterator[Told]:
    """The headline, where the text speaks of 会议 alone."""
    general = edges().words["any_gathering"]
    if title and any(found.head.word in general and _is_there(ground.text, found) for found in bare):
        yield Told(None, title, "会议")


def called_a_ceremony(ground: Ground, title: str, bare: Sequence[Candidate]) -> Iterator[Told]:
    """“出席揭牌仪式”: by what is unveiled."""
    del title
    yield from ceremonies(ground, bare)


def called_an_opening(ground: Ground, title: str, bare: Sequence[Candidate]) -> Iterator[Told]:
    """“某中心在某街道启用”: by what is opened."""
    del title, bare
    yield from openings(ground)


RULES: tuple[Callable[[Ground, str, Sequence[Candidate]], Iterator[Told]], ...] = (
    called_by_host,
    called_by_kind,
    called_by_headline,
    called_by_head,
    called_a_meeting,
    called_a_ceremony,
    called_an_opening,
)


def meeting_on_visit(ground: Ground, visit: Told, bare: Sequence[Candidate]) -> Iterator[Told]:
    """The meeting without a name that a visit ends with: “随后,调研组召开座谈会”; at most one."""
    told = ground.sentence(visit.span.start if visit.span else 0)
    general = edges().words["any_gathering"]
    for found in bare:
        is_meeting = found.head.type is EventType.MEETING and found.head.word not in general
        before = ground.text[max(found.span.start - 8, 0) : found.span.start]
        is_later = found.span.start >= (visit.span or told).end and not ground.text.startswith(
            ("等", "、"), found.span.end
        )
        is_meeting = is_meeting and is_generic(found.content) and _last_holding().search(before) is not None
        if is_meeting and is_later and (_is_apart(ground, found) or _is_spoken_at(ground, found, bare)):
            yield Told(found.span, found.span.of(ground.text), found.head.word)
            return


def _is_apart(ground: Ground, found: Candidate) -> bool:
    """Whether a meeting has a time or a place of its own: 当天下午,…召开; 在某宾馆召开."""
    sentence = ground.sentence(found.span.start)
    words = ground.text[sentence.start : found.span.start].strip()
    then = any_of(load("event_telling")["then"])
    return re.match(then, words) is not None or _HELD_THERE.search(words) is not None


def _is_spoken_at(ground: Ground, found: Candidate, bare: Sequence[Candidate]) -> bool:
    """Whether the text comes back to a meeting: 座谈会上,…."""
    later = (other for other in bare if other.span.start > found.span.end and other.head == found.head)
    return any(stands_after("locative", ground.text, other.span.end) for other in later)


def _is_in_lead(ground: Ground, found: Candidate) -> bool:
    return found.span.start < ground.lead[-1].end and ground.is_dated(found.span.start)


def _in_headline_words(title: str, found: Candidate) -> str | None:
    """What the headline calls a gathering that the text only calls 座谈会, else that word; None for 会议."""
    word = found.head.word
    for hit in hits_in(title):
        if hit.word in heads() and hit.word.endswith(word):
            named = candidate(title, hit.span, hit.span, [0])
            if not is_generic(named.content):
                return named.span.of(title)
    return word if word not in edges().words["any_gathering"] else None


def _in_title(title: str) -> tuple[str, str] | None:
    """The name and head of the gathering that a headline says is held: “某校与某区签约仪式举行”."""
    held = _held_at_end().search(title)
    if held is None:
        return None
    head = last_head(held["name"])
    if head is None or head.is_weak or is_generic(held["name"].removesuffix(head.word)):
        return None
    return held["name"], head.word


def _called(ground: Ground, title: str, found: Candidate) -> str | None:
    """What a gathering is called by its host and its kind, in the headline or in its clause."""
    text, head = ground.text, found.span.of(ground.text)
    start = found.span.start - text.endswith("的", 0, found.span.start)  # 某局召开的|新闻发布会
    is_led = stands_before("held_by", text, start)
    if not is_led and not is_held(text, found.span.end):
        return None
    if title.endswith(head) and len(title) > len(head) + 2:
        return _without_verb(title, head)
    before = text[max(start - 8, 0) : start]
    verb = _last_holding().search(before)
    end = start - (len(verb[0]) if verb else 0)
    there = _HELD_THERE.search(text, max(end - _REACH, 0), end)
    host = ground.bodies_before(there.start() if there else end)
    if host is None and found.head.word.endswith(load("event_telling")["ceremonies"]):
        host = _site_before(ground, found, there.start() if there else end)
    if host is None or (verb is None and is_led):
        return None
    return host + head


def _site_before(ground: Ground, found: Candidate, end: int) -> str | None:
    """What is opened, as the clause tells it, where it is no body that is known: 5月6日,某镇某社工点|举行揭牌仪式."""
    start = max(ground.text.rfind(mark, ground.sentence(found.span.start).start, end) for mark in ",。:、 ") + 1
    words = Span(start, end)
    return words.of(ground.text) if _LEAST <= end - start <= _LONGEST_SITE and ground.is_sited(words) else None


def _without_verb(title: str, head: str) -> str:
    """A headline as a name: “某县举行揭牌仪式” is 某县揭牌仪式; any other stays."""
    return re.compile(_holding()).sub("", title, count=1) if title.endswith(head) else title


def _is_there(text: str, found: Candidate) -> bool:
    """Whether words such as 会议 speak of a gathering that takes place."""
    led = stands_before("held_by", text, found.span.start)
    return is_generic(found.content) and (led or is_held(text, found.span.end) or text.startswith("上", found.span.end))


@cache
def _holding() -> str:
    """An expression for a verb of holding with its adverbs."""
    words = load("event_telling")
    return rf"{any_of(words['holding_adverbs'])}*{any_of(words['holding'])}了?"


@cache
def _held_at_end() -> re.Pattern[str]:
    ends = any_of(load("event_telling")["held_at_end"])
    return re.compile(rf"(?P<name>[^,。:!?\s]{{8,40}}?)(?:在[^,。\s]{{1,14}}?)?(?:{_holding()}|{ends})$")


@cache
def _last_holding() -> re.Pattern[str]:
    return re.compile(rf"{_holding()}$")
