"""Which names of an article mean one event: short forms, the headline's words, a theme, a lecture at its session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.grammar.event_lectures import held_at_sessions, plenaries
from kg.grammar.event_names import core, heads, is_numbered, last_head, type_of
from kg.grammar.event_themes import called_by_theme
from kg.grammar.same_events import is_much_alike, is_same_event
from kg.model import EventType

if TYPE_CHECKING:
    from kg.grammar.event_ground import Ground
    from kg.text import Span

_MOST_NAMES = 300  # names, the longest, that a short form is held against
_LEAD = 600  # characters in which a report names what it reports


@dataclass(frozen=True, slots=True)
class Named:
    """A name of an event at a place of the text, or in the headline (no span)."""

    span: Span | None
    name: str
    is_cited: bool
    head: str
    is_told: bool = False
    is_back: bool = False  # behind a word that points: 此次社区论坛
    is_ahead: bool = False  # announced for a later day: …将于11月举行


def things_of(named: list[Named]) -> dict[str, str]:
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


def join_headline(ground: Ground, named: list[Named], things: dict[str, str]) -> None:
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
        if same is None or head.is_weak:
            same = next((e for e in inner if _is_told_in_other_words(ground, name, e)), None)
        elif not is_alone or same.span is None or same.span.start >= _LEAD:
            continue
        if is_alone and same and not head.is_series:
            things.update({key: things[same.name] for key, value in things.items() if value == thing})


def _is_told_in_other_words(ground: Ground, name: str, entry: Named) -> bool:
    """Whether the lead tells, with its day, of what the headline calls nearly so."""
    if entry.span is None or entry.span.start >= _LEAD or not ground.is_dated(entry.span.start):
        return False
    return not heads()[entry.head].is_series and is_much_alike(name, entry.name)


def join_back(named: list[Named], things: dict[str, str]) -> None:
    """Let 此次社区论坛 be the forum named before it, by whatever words between: 首届社区营造论坛."""
    for entry in named:
        if not entry.is_back or things[entry.name] != entry.name or is_numbered(entry.name) or entry.span is None:
            continue
        words = set(core(entry.name))
        before = [
            things[other.name]
            for other in named
            if other.span and other.span < entry.span and not other.is_cited and things[other.name] != entry.name
        ]
        named_so = (
            thing for thing in reversed(before) if thing.rstrip("”").endswith(entry.head) and words <= set(thing)
        )
        things[entry.name] = next(named_so, entry.name)


def join_visit(ground: Ground, named: list[Named], things: dict[str, str]) -> None:
    """Let the visit that only the headline names be the one that the text tells: 组织开展“甲”专题调研."""
    told = [entry for entry in named if entry.is_told and type_of(entry.name) is EventType.VISIT]
    for entry in named:
        is_title = entry.span is not None and ground.is_title(entry.span.start) and not entry.is_told
        if told and is_title and heads()[entry.head].type is EventType.VISIT:
            things[entry.name] = things[told[0].name]


def join_theme(ground: Ground, named: list[Named], things: dict[str, str]) -> None:
    """Let a gathering that is called by a theme be the one named last before that theme is told."""
    for name, place in called_by_theme(ground.text, list(things)):
        before = [(e.span, e) for e in named if e.span and e.span.start < place and not e.is_cited and e.name != name]
        _, last = max(before, key=lambda pair: pair[0], default=(None, None))
        if last and not heads()[last.head].is_series:
            things[name] = things[last.name]


def join_lecture(ground: Ground, named: list[Named], things: dict[str, str]) -> None:
    """Let a lecture be the session of a series that it is given at, and a plenary meeting part of its session."""
    places = {entry.name: entry.span for entry in named if entry.span and not entry.is_cited}
    for name, session in held_at_sessions(ground, tuple(things), places):
        things[name] = things[session]
    for name, session in plenaries([(name, span.start) for name, span in places.items()]):
        things[name] = things[session]
