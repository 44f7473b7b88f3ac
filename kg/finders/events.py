"""Events: gatherings and acts by their names, by short forms of these, and by words that point back to them.

One automaton passes over the text for head words (论坛, 座谈会), verbs of acts (发布, 签订) and words that point back
(会上); the rest is local work around each hit. What a short form or a pointing word means is decided here, so that
readers never have to.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.event_act_mentions import act_mentions
from kg.grammar.event_acts import is_object
from kg.grammar.event_candidates import Candidate, candidate, is_held_with_attribute, name_of
from kg.grammar.event_ceremonies import ceremonies
from kg.grammar.event_cited import is_plenum, plenums
from kg.grammar.event_gatherings import gatherings, meeting_on_visit
from kg.grammar.event_ground import Ground, Hit, hits_in, is_held, stands_after, stands_before
from kg.grammar.event_interviews import interviews, is_serial
from kg.grammar.event_lectures import with_session
from kg.grammar.event_names import (
    CITED,
    NAME,
    SERIES,
    SHORT,
    TOLD,
    any_of,
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
from kg.grammar.event_told import visits
from kg.grammar.named_events import Named, join_back, join_headline, join_lecture, join_theme, join_visit, things_of
from kg.lexicon import load
from kg.model import EventType, Kind, Mention
from kg.text import Span, narrow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Article

_LONGEST = 75
_TELLING = 4  # characters of a head that with a number alone names a meeting: 第一次会长办公会
_IN_SHORT = re.compile(r"\((?:以下)?[简统]称[^()]*\)")


def find_events(article: Article, found: Sequence[Mention]) -> Iterator[Mention]:
    """Every mention of an event, in the order of the text; `thing` is its fullest name in the article."""
    ground = Ground(article, found)
    hits = list(hits_in(article.text))
    named, bare = _names(ground, hits)
    named += _told(ground, article.title, named, bare)
    things = things_of([*named, *_headline_names(article.title)])
    join_headline(ground, named, things)
    join_back(named, things)
    join_visit(ground, named, things)
    join_theme(ground, named, things)
    join_lecture(ground, named, things)
    mentions = [_mention(entry, things) for entry in named if entry.span]
    mentions += plenums(article.text)
    mentions = [m for m in mentions if ground.fits(m.span)]
    cited = {things[entry.name] for entry in named if entry.is_cited}
    ahead = {things[entry.name] for entry in named if entry.is_ahead and not ground.is_headline(entry.name)}
    ahead -= {things[entry.name] for entry in named if entry.span and not (entry.is_cited or entry.is_ahead)}
    places = Places(mentions, [thing for thing in things.values() if thing not in cited], frozenset(ahead))
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


def _names(ground: Ground, hits: list[Hit]) -> tuple[list[Named], list[Candidate]]:
    """The names of events in the text, and the candidates that name nothing by themselves."""
    named: list[Named] = []
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
            is_ahead = stands_after("ahead", ground.text, found.span.end)
            is_back = stands_before("determiners", ground.text, found.span.start)
            is_cited = _is_cited(ground, found)
            named.append(Named(found.span, name, is_cited, found.head.word, is_back=is_back, is_ahead=is_ahead))
        else:
            bare.append(_without_determiner(found))
    return named, bare


def _without_determiner(found: Candidate) -> Candidate:
    """A candidate without the word that only points: 本|论坛."""
    if found.content not in edges().words["determiners"]:
        return found
    return replace(found, span=Span(found.span.start + len(found.content), found.span.end), content="")


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
    if is_plenum(name) or _is_given(text, found) or _given_quotation().search(found.content):
        return False
    if _is_announced_part(ground, found, name) or (found.head.is_verbal and not _is_noun(ground, found, name)):
        return False
    return _is_certain(ground, found, marked=marked, is_told=is_told)


def _is_certain(ground: Ground, found: Candidate, *, marked: bool, is_told: bool) -> bool:
    """Whether words that may name an event do, by the headline, by a date beside them, or by how they are told."""
    text, name = ground.text, found.span.of(ground.text)
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


def _is_noun(ground: Ground, found: Candidate, name: str) -> bool:
    """Whether a word such as 评选 is what something is called, and not what is done: “某人物评选”结果揭晓."""
    is_called = found.opener == "“" or is_numbered(name) or name.endswith("”" + found.head.word)
    return is_called and stands_after("behind_verbal", ground.text, found.span.end)


def _is_announced_part(ground: Ground, found: Candidate, name: str) -> bool:
    """Whether a name is one of the parts that a larger event will have: 届时,将举行招商推介会."""
    if is_numbered(name) or found.opener == "“" or "“" in name or ground.is_headline(name):
        return False
    start = ground.sentence(found.span.start).start
    return _then_held().search(ground.text, start, found.span.start) is not None


@cache
def _then_held() -> re.Pattern[str]:
    return re.compile(rf"{any_of(edges().words['announcing'])},?[^,。;:!?\n]{{0,6}}(?:将|还)")


def _is_given(text: str, found: Candidate) -> bool:
    """Whether somebody gives what a name tells, as a part of something else: 作了一场题为“甲”的讲座."""
    if found.opener == "以" and stands_after("opened_by", text, found.span.end):
        return True  # 以主题讲座拉开序幕
    if stands_after("given_at", text, found.span.end) and found.content.endswith(tuple(edges().words["giving"])):
        return not found.content.endswith(tuple(edges().words["no_giving"]))  # 代表主办方|作大会致辞
    words = edges().words
    position = found.span.start - (len(found.opener) if found.opener in words["calling"] else 0)
    position -= 2 * text.endswith(tuple(words["once"]), 0, position)
    return text.endswith(tuple(words["giving"]), 0, position)


@cache
def _given_quotation() -> re.Pattern[str]:
    return re.compile(rf"[”》](?:为题,?)?{any_of(edges().words['given'])}")


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


def _headline_names(headline: str | None) -> list[Named]:
    """The names of events that the headline tells and the text need not."""
    title = narrow(headline or "")
    last: list[Hit] = [hit for hit in hits_in(title) if hit.word in heads()]
    names = (candidate(title, hit.span, hit.span, [0]) for hit in last)
    return [
        Named(None, found.span.of(title), False, found.head.word)
        for found in names
        if is_marked(found.span.of(title)) and not found.head.is_weak and not is_generic(found.content)
    ]


def _told(ground: Ground, title: str | None, named: list[Named], bare: list[Candidate]) -> list[Named]:
    """The visit that the article reports, or the gathering where it names none."""
    here = [entry for entry in named if not (entry.is_cited or (entry.is_ahead and not ground.is_headline(entry.name)))]
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
    return [Named(entry.span, entry.name, False, entry.head, is_told=True) for entry in told]


def _mention(entry: Named, things: dict[str, str]) -> Mention:
    thing = things[entry.name]
    rule = CITED if entry.is_cited else SERIES if heads()[entry.head].is_series else NAME
    if entry.is_told:
        rule = TOLD
    elif rule == NAME and core(thing) != core(entry.name):
        rule = SHORT
    span = entry.span or Span(0, 0)
    return Mention(Kind.EVENT, span, thing, rule)
