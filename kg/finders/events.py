"""Events: gatherings and acts by their names, by short forms of these, and by words that point back to them.

One automaton passes over the text for head words (论坛, 座谈会), verbs of acts (发布, 签订) and words that point back
(会上); the rest is local work around each hit. What a short form or a pointing word means is decided here, so that
readers never have to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.grammar.event_act_mentions import act_mentions
from kg.grammar.event_acts import is_object
from kg.grammar.event_candidates import Candidate, candidate, is_held_with_attribute, name_of
from kg.grammar.event_ceremonies import ceremonies
from kg.grammar.event_cited import is_plenum, plenums
from kg.grammar.event_gatherings import gatherings, meeting_on_visit
from kg.grammar.event_ground import Ground, Hit, hits_in, is_held, stands_after, stands_before
from kg.grammar.event_interviews import interviews, is_serial
from kg.grammar.event_lectures import held_at_sessions, plenaries, with_session
from kg.grammar.event_names import (
    CITED,
    NAME,
    SERIES,
    SHORT,
    TOLD,
    core,
    edges,
    heads,
    is_generic,
    is_joined,
    is_marked,
    is_numbered,
    last_head,
    type_of,
    words_of,
)
from kg.grammar.event_pointing import Places, pointing
from kg.grammar.event_signings import signings
from kg.grammar.event_themes import called_by_theme
from kg.grammar.event_told import visits
from kg.grammar.same_events import is_same_event
from kg.lexicon import load
from kg.model import EventType, Kind, Mention
from kg.text import Span, narrow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Article

_LONGEST = 75
_MOST_NAMES = 300  # names, the longest, that a short form is held against
_LEAD = 600  # characters in which a report names what it reports
_TELLING = 4  # characters of a head that with a number alone names a meeting: 第一次会长办公会
_IN_SHORT = re.compile(r"\((?:以下)?[简统]称[^()]*\)")
_GIVEN = re.compile(r"[”》](?:为题,?)?(?:作|做|开展|进行|带来)")
_GIVING = (
    "带来",
    "带来了",
    "带来的",
    "作",
    "做",
    "作了",
    "做了",
    "作的",
    "做的",
    "授",
)  # a lecture that somebody gives is a part


@dataclass(frozen=True, slots=True)
class _Named:
    """A name of an event at a place of the text, or in the headline (no span)."""

    span: Span | None
    name: str
    is_cited: bool
    head: str
    is_told: bool = False


def find_events(article: Article, found: Sequence[Mention]) -> Iterator[Mention]:
    """Every mention of an event, in the order of the text; `thing` is its fullest name in the article."""
    ground = Ground(article, found)
    hits = list(hits_in(article.text))
    named, bare = _names(ground, hits)
    named += _told(ground, article.title, named, bare)
    things = _things([*named, *_headline_names(article.title)])
    _join_headline(ground, named, things)
    _join_theme(ground, named, things)
    _join_lecture(ground, named, things)
    mentions = [_mention(entry, things) for entry in named if entry.span]
    mentions += plenums(article.text)
    mentions = [m for m in mentions if ground.fits(m.span)]
    cited = {things[entry.name] for entry in named if entry.is_cited}
    places = Places(mentions, [thing for thing in things.values() if thing not in cited])
    back = list(pointing(ground, bare, hits, places))
    acts = act_mentions(ground, hits, [*mentions, *back], things)
    yield from _apart([*mentions, *acts, *back])


def _apart(mentions: list[Mention]) -> list[Mention]:
    """The mentions in order, without those that touch one found by an earlier rule."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in mentions:
        if taken.isdisjoint(range(*mention.span)):
            taken.update(range(*mention.span))
            kept.append(mention)
    return sorted(kept, key=lambda m: m.span)


def _names(ground: Ground, hits: list[Hit]) -> tuple[list[_Named], list[Candidate]]:
    """The names of events in the text, and the candidates that name nothing by themselves."""
    named: list[_Named] = []
    bare: list[Candidate] = []
    free = [hit for hit in hits if hit.word in heads() and not ground.is_taken(hit.span)]
    index = 0
    while index < len(free):
        first = last = free[index]
        index += 1
        while index < len(free) and is_joined(ground.text[last.span.end : free[index].span.start]):
            last = free[index]
            index += 1
        found = candidate(ground.text, first.span, last.span, [ground.barrier(first.span.start)])
        whole = ground.with_station(ground.with_whole_body(found.span, first.span.start))
        if found.opener in edges().words["inner"]:
            whole = ground.with_headline(whole)
        if found.head.type is EventType.FORUM:
            whole = Span(whole.start, with_session(ground.text, whole.end))
        found = replace(found, span=whole)
        if _is_name(ground, found):
            found = replace(found, span=ground.with_bodies(found.span, is_session=not _topic(found)))
            name = _hosted(ground, found, name_of(_IN_SHORT.sub("", found.span.of(ground.text))))
            named.append(_Named(found.span, name, _is_cited(ground, found), found.head.word))
        else:
            bare.append(found)
    return named, bare


def _hosted(ground: Ground, found: Candidate, name: str) -> str:
    """A name that is only a number with the body before it: “某领导小组召开|第三次全体会议”."""
    if _topic(found) or not found.opener.endswith(load("event_telling")["holding"]) or not is_numbered(name):
        return name
    return (ground.bodies_before(found.span.start - len(found.opener)) or "") + name


def _is_name(ground: Ground, found: Candidate) -> bool:
    """Whether a candidate names one event: by what it says, how it is told of, and the date beside it."""
    text, name = ground.text, found.span.of(ground.text)
    topic = _topic(found)
    is_told = stands_before("held_by", text, found.span.start) or is_held(text, found.span.end)
    is_told = is_told or stands_after("locative", text, found.span.end) or is_held_with_attribute(text, found)
    marked = is_marked(name) or found.opener == "“"
    is_session = len(found.head.word) >= _TELLING or found.head.type is EventType.OTHER  # 第二届邻里节
    is_session = is_session or ground.named_before(found.span.start) is not None
    if not topic and found.content and is_told and is_session and not found.is_weak:
        return ground.fits(found.span)
    if not topic or (is_generic(topic) and (len(topic) == len(found.content) or not is_told)):
        return False
    if _is_half(topic) or (found.head.word.startswith("次") and not (is_told or ground.is_headline(name))):
        return False
    if is_object(text, found.span.end) or len(name) > _LONGEST or not ground.fits(found.span):
        return False
    if stands_after("not_before", text, found.span.end) or text.startswith("、", found.span.end):
        return False
    if is_plenum(name) or _is_given(text, found) or _GIVEN.search(found.content):
        return False
    is_habit = name.rstrip("”").endswith(tuple(edges().words["habits"]))
    if found.is_weak or is_habit:
        is_known = (
            marked
            or is_habit
            or found.head.is_dated
            or (ground.is_headline(name) and found.head.type is not EventType.VISIT)
        )
        return is_told and is_known and _is_on_a_day(ground, found, name)
    if ground.is_headline(name):
        return True
    if text.startswith("等", found.span.end):
        return marked and not found.content.endswith("”")
    return marked or is_told


def _is_given(text: str, found: Candidate) -> bool:
    """Whether somebody gives what a name tells, as a part of something else: 作了一场题为“甲”的讲座."""
    if found.opener == "以" and stands_after("opened_by", text, found.span.end):
        return True  # 以主题讲座拉开序幕
    position = found.span.start - (len(found.opener) if found.opener in ("题为", "名为") else 0)
    position -= 2 * text.endswith(("一场", "一堂", "一次"), 0, position)
    return text.endswith(_GIVING, 0, position)


def _is_on_a_day(ground: Ground, found: Candidate, name: str) -> bool:
    """Whether a date, the headline or a number of its own tells one gathering from a habit or task."""
    is_act = found.head.word in words_of(EventType.LAUNCH, "objects")
    is_dated = ground.is_on_a_day(found.span.start) or ground.is_ceremony_next(found.span.start)
    return not is_act and (is_dated or ground.is_headline(name) or is_numbered(name))


def _topic(found: Candidate) -> str:
    """What the name of a candidate says before its head, without year and ordinal."""
    return edges().opening.sub("", found.content).strip("“”《》—-")


def _is_half(topic: str) -> bool:
    """Whether what stands before a head is another head, so that both only point back: 论坛和交流会上."""
    return topic[-1] in "和与及" and last_head(topic[:-1]) is not None


def _is_cited(ground: Ground, found: Candidate) -> bool:
    """Whether a name is only referred to: 贯彻…会议精神, 中央…会议."""
    name = found.span.of(ground.text)
    if stands_after("citing_after", ground.text, found.span.end) or stands_before(
        "citing_before", ground.text, found.span.start
    ):
        return True
    return name.startswith(tuple(edges().words["cited_hosts"])) and not ground.is_headline(name)


def _headline_names(headline: str | None) -> list[_Named]:
    """The names of events that the headline tells and the text need not."""
    title = narrow(headline or "")
    last: list[Hit] = [hit for hit in hits_in(title) if hit.word in heads()]
    names = (candidate(title, hit.span, hit.span, [0]) for hit in last)
    return [
        _Named(None, found.span.of(title), False, found.head.word)
        for found in names
        if is_marked(found.span.of(title)) and not found.head.is_weak and not is_generic(found.content)
    ]


def _told(ground: Ground, title: str | None, named: list[_Named], bare: list[Candidate]) -> list[_Named]:
    """The visit that the article reports, or the gathering where it names none."""
    here = [entry for entry in named if not entry.is_cited]
    told = list(visits(ground, title, [entry.span for entry in here if entry.span]))
    if not here:
        told += [meeting for visit in told for meeting in meeting_on_visit(ground, visit, bare)]
    if not any(type_of(entry.name) is EventType.INTERVIEW and not is_serial(entry.name) for entry in here):
        told += interviews(ground)
    if not any(type_of(entry.name) is EventType.SIGNING for entry in here):
        told += signings(ground, title)
    if not told and not here and not _headline_names(title):
        told = list(gatherings(ground, title, bare))
    elif not told and not _headline_names(title):
        first = min(entry.span.start for entry in here if entry.span)
        told = list(ceremonies(ground, [found for found in bare if found.span.end < first]))
    return [_Named(entry.span, entry.name, False, entry.head, is_told=True) for entry in told]


def _things(named: list[_Named]) -> dict[str, str]:
    """The fullest name of the event behind every name."""
    counts: dict[str, int] = {}
    for entry in named:
        counts[entry.name] = counts.get(entry.name, 0) + 1
    full: list[str] = []
    things: dict[str, str] = {}
    for name in sorted(counts, key=lambda name: -len(core(name))):
        longer = next((known for known in full[:_MOST_NAMES] if is_same_event(name, known)), None)
        things[name] = longer or name
        if longer is None:
            full.append(name)
    return things


def _join_headline(ground: Ground, named: list[_Named], things: dict[str, str]) -> None:
    """Let the gathering that only the headline calls so be the first one of that kind that the text names."""
    inner = [entry for entry in named if entry.span and not entry.is_cited and not ground.is_headline(entry.name)]
    for name, thing in list(things.items()):
        head = last_head(name)
        if head is None or name != thing or not ground.is_headline(name):
            continue
        is_alone = all(ground.is_title(entry.span.start) for entry in named if entry.span and entry.name == name)
        alike = [entry for entry in inner if entry.head == head.word]
        is_only = len({things[entry.name] for entry in alike}) == 1
        same = next((e for e in alike if is_only or ground.is_dated(e.span.start if e.span else 0)), None)
        if is_alone and same and same.span and same.span.start < _LEAD and not head.is_weak:
            things.update({key: things[same.name] for key, value in things.items() if value == thing})


def _join_theme(ground: Ground, named: list[_Named], things: dict[str, str]) -> None:
    """Let a gathering that is called by a theme be the one named last before that theme is told."""
    for name, place in called_by_theme(ground.text, list(things)):
        before = [(e.span, e) for e in named if e.span and e.span.start < place and not e.is_cited and e.name != name]
        _, last = max(before, key=lambda pair: pair[0], default=(None, None))
        if last and not heads()[last.head].is_series:
            things[name] = things[last.name]


def _join_lecture(ground: Ground, named: list[_Named], things: dict[str, str]) -> None:
    """Let a lecture be the session of a series that it is given at, and a plenary meeting part of its session."""
    places = {entry.name: entry.span for entry in named if entry.span and not entry.is_cited}
    for name, session in held_at_sessions(ground, tuple(things), places):
        things[name] = things[session]
    for name, session in plenaries([(name, span.start) for name, span in places.items()]):
        things[name] = things[session]


def _mention(entry: _Named, things: dict[str, str]) -> Mention:
    thing = things[entry.name]
    rule = CITED if entry.is_cited else SERIES if heads()[entry.head].is_series else NAME
    if entry.is_told:
        rule = TOLD
    elif rule == NAME and core(thing) != core(entry.name):
        rule = SHORT
    span = entry.span or Span(0, 0)
    return Mention(Kind.EVENT, span, thing, rule)
