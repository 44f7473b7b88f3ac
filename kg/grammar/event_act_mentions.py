"""Acts with a name of their own, at a gathering or on a day, and every other mention of the same act."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from kg.grammar.event_acts import Act, act_verbs, acts_at
from kg.grammar.event_names import ACT, NAME, POINTING, SHORT, TOLD, any_of, core, edges, type_of
from kg.grammar.event_signings import signed_at
from kg.model import EventType, Kind, Mention
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.grammar.event_ground import Ground, Hit

_WHERE = re.compile(r"(?:(?:\d{1,2}月)?\d{1,2}日)?[在于]$")
_SHORT = re.compile(r"为该?(?P<what>[一-龥]{2,6})(?:共同|正式)?$")


def act_mentions(
    ground: Ground, hits: list[Hit], events: list[Mention], things: Mapping[str, str]
) -> Iterator[Mention]:
    """Acts with a name of their own, at a gathering or on a day; and every other mention of the same act."""
    gatherings = sorted(m.span.start for m in events if m.rule in (NAME, SHORT, TOLD, POINTING))
    named = {core(name): thing for name, thing in things.items()}
    signed = _last_named([m for m in events if m.rule in (NAME, SHORT, POINTING)])
    told_things = [m.thing for m in events if m.rule == TOLD and type_of(m.thing) is EventType.LAUNCH]
    told: list[Mention] = []
    certain: set[str] = set()
    for hit in hits:
        if hit.word not in act_verbs():
            continue
        line = ground.text.rfind("\n", 0, hit.span.start)
        is_at = bisect_right(gatherings, hit.span.start) > bisect_right(gatherings, line)
        for act in (*acts_at(ground.text, hit.span), *_unveiled(ground, hit)):
            ceremony = _ceremony(signed, act) or _opened_at(told_things, act, ground.text)
            if ceremony:
                span = act.span if ground.fits(act.span) else hit.span
                yield Mention(Kind.EVENT, span, ceremony, POINTING)
                continue
            whole = next((thing for thing in things.values() if core(act.name) in core(thing)), act.name)
            told.append(Mention(Kind.EVENT, act.span, named.get(core(act.span.of(ground.text)), whole), ACT))
            if is_at or ground.is_dated(hit.span.start) or core(act.name) in ground.headlines:
                certain.add(told[-1].thing)
    if not any(type_of(m.thing) is EventType.SIGNING for m in events):
        told += _signed(ground, certain, gatherings)
    yield from (mention for mention in told if mention.thing in certain and ground.fits(mention.span))


def _signed(ground: Ground, certain: set[str], gatherings: list[int]) -> Iterator[Mention]:
    """The signings of two bodies at a gathering or on a day."""
    for span, name in signed_at(ground):
        if ground.is_dated(span.start) or (gatherings and gatherings[0] < span.start):
            certain.add(name)
            yield Mention(Kind.EVENT, span, name, ACT)


def _last_named(events: list[Mention]) -> tuple[list[int], list[Mention]]:
    """Where events begin, in order, and for each place which of those up to it was found last."""
    order = sorted((m.span.start, number) for number, m in enumerate(events))
    return [start for start, _ in order], [events[last] for last in accumulate((number for _, number in order), max)]


def _ceremony(ceremonies: tuple[list[int], list[Mention]], act: Act) -> str | None:
    """The ceremony that an act of signing is the heart of: what is signed at it is no event beside it."""
    starts, named = ceremonies
    before = bisect_left(starts, act.span.start)
    if act.type is not EventType.SIGNING or not before:
        return None
    thing = named[before - 1].thing
    return thing if any(type_of(part) is EventType.SIGNING for part in thing.split("暨")) else None


def _opened_at(ceremonies: list[str], act: Act, text: str) -> str | None:
    """The ceremony that has no name but by what is unveiled at it."""
    opened = core(act.span.of(text))
    return next((thing for thing in ceremonies if act.type is EventType.LAUNCH and opened in core(thing)), None)


@cache
def _unveiled_so() -> re.Pattern[str]:
    return re.compile(f"{any_of(edges().words['unveiled_so'])}+$")


def _in_headline(ground: Ground, hit: Hit) -> Act | None:
    """What a headline names in full and the text in short: “…实践基地揭牌”, later 为基地揭牌."""
    short = _SHORT.search(ground.text, max(hit.span.start - 10, 0), hit.span.start)
    if short is None:
        return None
    what = re.compile(rf"(.{{4,40}}{short['what']})(?:正式)?{hit.word.removeprefix('正式')}(?:仪式)?(?:举行)?$")
    named = next((found for line in ground.headlines if (found := what.match(line))), None)
    return Act(Span(*short.span("what")), named[1] + hit.word.removeprefix("正式"), EventType.LAUNCH) if named else None


def _opened_sites(ground: Ground, position: int) -> Sequence[Mention]:
    """What a verb of unveiling is told of; before 在 where a place stands between: 某中心17日|在某大学."""
    sites = ground.sites_before(position)
    start = min((site.span.start for site in sites), default=position)
    where = _WHERE.search(ground.text, max(start - 8, 0), start)
    return ground.sites_before(where.start()) if where else sites


def _unveiled(ground: Ground, hit: Hit) -> Iterator[Act]:
    """The unveiling or founding of an institution: “为…研究院揭牌”, “…中心正式成立”."""
    if not hit.word.endswith(("揭牌", "成立")) or ground.text.startswith(("仪式", "的", "以来", "于"), hit.span.end):
        return
    if named := _in_headline(ground, hit):
        yield named
    adverbs = _unveiled_so().search(ground.text, max(hit.span.start - 8, 0), hit.span.start)
    for site in _opened_sites(ground, adverbs.start() if adverbs else hit.span.start):
        if site.code is None:
            name = site.span.of(ground.text) + hit.word.removeprefix("正式")
            yield Act(site.span, name, EventType.LAUNCH)
