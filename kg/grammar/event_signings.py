"""Signings told without the name of a ceremony: “某银行与某区政府签署战略合作协议”, later only 签约仪式."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.event_acts import acts_at
from kg.grammar.event_names import any_of, core, words_of
from kg.grammar.event_told import Told, headline
from kg.lexicon import load
from kg.model import EventType, Kind
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.grammar.event_ground import Ground

_LONGEST_GAP = 60  # characters between the second party and the verb
_LONGEST_ADVERB = 6  # characters between the second party and 进行: 现场, 正式
_JOINED = re.compile(r"(?:与|和|同|、|携手|联合|[一-龥]{0,4}分别与)")
_LONGEST_NAME = 60


@cache
def _signed() -> re.Pattern[str]:
    """A verb of signing and what is signed."""
    verbs, objects = (any_of(words_of(EventType.SIGNING, field)) for field in ("verbs", "objects"))
    return re.compile(rf"(?P<verb>{verbs})了?(?P<what>[^,。;:!?\n《》“”]{{0,16}}?{objects})")


def signings(ground: Ground, title: str | None) -> Iterator[Told]:
    """The signing that the lead tells of with both parties, under the headline where it tells the same; at most one."""
    title = headline(title)
    for line in ground.lead:
        if not ground.is_dated(line.start) or core(line.of(ground.text)) == core(title):
            continue
        for match in _signed().finditer(ground.text, *line):
            verb = Span(*match.span("verb"))
            parties = _parties(ground, Span(line.start, verb.start))
            if parties and not list(acts_at(ground.text, verb)):
                name = title if _signed().search(title) else parties.of(ground.text) + match[0]
                if len(name) <= _LONGEST_NAME:
                    yield Told(Span(*match.span("what")), name, "签约仪式")
                return


def signed_at(ground: Ground) -> Iterator[tuple[Span, str]]:
    """What two bodies do at a gathering, by the words before 签约 and named by both: 甲与乙进行了|战略合作|签约."""
    for match in _done().finditer(ground.text):
        start = ground.sentence(match.start()).start
        parties = _parties(ground, Span(start, match.start()))
        if parties and match.start() - parties.end <= _LONGEST_ADVERB:
            name = parties.of(ground.text) + match["what"] + match["ending"]
            if len(name) <= _LONGEST_NAME:
                yield Span(*match.span("what")), name


@cache
def _done() -> re.Pattern[str]:
    doing, ending = (any_of(load("event_telling")[field]) for field in ("doing_together", "signed"))
    return re.compile(rf"{doing}了?(?P<what>[^,。;:!?\n“”《》的]{{2,10}}?)(?P<ending>{ending})(?=[,。;]|$)")


def _parties(ground: Ground, before: Span) -> Span | None:
    """The two bodies or more, joined by 与 or 和, that the words before a verb name last."""
    bodies = [site.span for site in ground.sites if site.kind is Kind.ORGANIZATION and before.contains(site.span)]
    outer = [one for one in bodies if not any(other != one and other.contains(one) for other in bodies)]
    for left, right in zip(reversed(outer[:-1]), reversed(outer[1:]), strict=True):
        is_near = before.end - right.end <= _LONGEST_GAP
        if is_near and _JOINED.fullmatch(ground.text, left.end, right.start):
            return Span(left.start, right.end)
    return None
