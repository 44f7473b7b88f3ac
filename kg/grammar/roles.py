"""Roles told by phrases: the phrases of a role file found in a page, and the events that their roles are at."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.event_names import any_of
from kg.lexicon import load, phrases
from kg.model import Kind
from kg.pattern import compile_phrases
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Mention
    from kg.page import Page
    from kg.pattern import Match, Phrases
    from kg.shadow import Shadow

ACT, CITED = "event_act", "event_cited"  # rules of the finder: acts at a gathering, events merely cited
_JOINERS = ("和", "、", "及", "以及", "与", ",")
_REACH = 3  # characters between a verb and its object: 了、首批


@dataclass(frozen=True, slots=True)
class Told:
    """A role that a phrase tells of some mentions."""

    role: str  # the entry of the word file
    rule: str
    actors: tuple[Mention, ...]
    match: Match


def told_roles(page: Page, file: str, kind: Kind, shadow: Shadow | None = None) -> list[Told]:
    """What the phrases of a role file tell of mentions of a kind, in the order of the text, each thing once.

    `shadow` is the folded text in which they are looked for, where it is not the page's own.

    Of several phrases for one role of one actor, the one that tells a subject or an event is kept; where two roles
    rest on the same words, the longer words win: 主旨发言 over 发言.
    """
    found: list[Told] = []
    of_actor: dict[Span, list[int]] = defaultdict(list)  # what is told of an actor, by place in `found`

    def beside(told: Told) -> list[int]:
        near = {index for actor in told.actors for index in of_actor[actor.span]}
        return [index for index in sorted(near) if _overlap(found[index].match.trigger, told.match.trigger)]

    for match in _phrases(file).find(shadow or page.shadow):
        if not match.slots.get(kind):
            continue
        told = Told(match.key, f"{file}/{match.key}", match.slots[kind], match)
        rival = next((index for index in beside(told) if found[index].role == told.role), len(found))
        if rival == len(found):
            found.append(told)
        elif _richness(told) > _richness(found[rival]):
            found[rival] = told
        else:
            continue
        for actor in told.actors:
            of_actor[actor.span].append(rival)
    return [told for told in found if not any(_outweighs(found[index], told) for index in beside(told))]


def broader(file: str, role: str) -> str:
    """The role of the closed list that a role counts as."""
    return str(load(file)[role].get("broader", role))


@cache
def words(file: str, role: str, name: str) -> tuple[str, ...]:
    """A named list of words of a role; empty where the role has none of that name."""
    return tuple(load(file)[role].get("words", {}).get(name, ()))


@cache
def _phrases(file: str) -> Phrases:
    return compile_phrases(phrases(file), phrases(file, "except"))


def _richness(told: Told) -> tuple[bool, int, int, int]:
    match = told.match
    has_event = Kind.EVENT in match.slots or Kind.INITIATIVE in match.slots
    return bool(match.texts) or has_event, len(told.actors), _length(match.trigger), _length(match.span)


def _outweighs(other: Told, told: Told) -> bool:
    """Whether another role of the same actors rests on more of the same words."""
    return other.role != told.role and _length(other.match.trigger) > _length(told.match.trigger)


def _length(span: Span) -> int:
    return span.end - span.start


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


# --- the event of a role ---------------------------------------------------------------------


def gathering(page: Page, told: Told) -> str | None:
    """The event at which somebody has a role: named in the phrase, else in its words, else told of at that place."""
    slot = told.match.slots.get(Kind.EVENT)
    if slot:
        return slot[-1].thing
    held = _holding().match(page.article.text, told.match.span.end)
    opened = page.inside(Span(held.end(), page.sentence_at(held.end()).end), Kind.EVENT) if held else []
    if held and opened and opened[0].span.start == held.end():  # 调研并主持|召开座谈会
        return opened[0].thing
    taken = [actor.span for actor in told.actors] + list(told.match.texts.values())
    named = [
        mention
        for mention in page.inside(told.match.span, Kind.EVENT)
        if mention.rule not in (ACT, CITED) and not any(_overlap(span, mention.span) for span in taken)
    ]
    return named[-1].thing if named else page.event_at(told.match.span.start)


@cache
def _holding() -> re.Pattern[str]:
    return re.compile(rf"{any_of(load('event_telling')['holding'])}了?")


def subject(page: Page, told: Told, *, is_act: bool) -> str | None:
    """The event that the sentence speaks of before the phrase, be it a series: “…征集活动由…发起”; acts if wanted."""
    passed = (CITED,) if is_act else (ACT, CITED)
    start = told.match.span.start
    before = page.inside(Span(page.sentence_at(start).start, start), Kind.EVENT)
    return next((mention.thing for mention in reversed(before) if mention.rule not in passed), None)


def acts(page: Page, told: Told) -> list[Mention]:
    """The events that an act brings about: 启动了‹…活动›, 发布‹…名单›和‹…报告›, 为‹…中心›揭牌."""
    trigger, text = told.match.trigger, page.article.text
    ahead = [m for m in page.of(Kind.EVENT) if trigger.start <= m.span.start <= trigger.end + 60]
    objects: list[Mention] = []
    reach = Span(trigger.end, max(told.match.span.end, trigger.end + _REACH))
    for mention in ahead:
        between = text[reach.start : mention.span.start]
        if mention.span.start <= reach.end and not set(between) & set("。;!?,\n"):
            objects.append(mention)
            reach = Span(mention.span.end, mention.span.end + _joiner(text, mention.span.end))
    last = max((actor.span.end for actor in told.actors), default=trigger.start)
    behind = page.inside(Span(min(last, trigger.start), trigger.start), Kind.EVENT)
    return objects or [m for m in behind if m.rule == ACT][-1:]


def _joiner(text: str, position: int) -> int:
    return max((len(word) for word in _JOINERS if text.startswith(word, position)), default=-1)


def unique_actors(actors: Iterable[Mention], barred: Sequence[Span] = ()) -> Iterator[Mention]:
    """The actors, each thing once, without those at the barred places."""
    seen: set[str] = set()
    for actor in actors:
        if actor.thing not in seen and not any(_overlap(span, actor.span) for span in barred):
            seen.add(actor.thing)
            yield actor
