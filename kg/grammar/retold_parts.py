"""Parts told more than once: which of several tellings of one person's part at one event stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lexicon import load
from kg.model import PersonRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.grammar.told_parts import Part
    from kg.text import Span

QUOTED = "quoted-in-report"  # the end of the rule of a part that only a quotation tells
SPEAKING = frozenset(
    {PersonRole.KEYNOTE, PersonRole.SPEECH, PersonRole.PRESENTER, PersonRole.PANELIST, PersonRole.INTERVIEWEE}
)
_SAYING = frozenset({PersonRole.SPEECH, PersonRole.PRESENTER, PersonRole.PANELIST})
_VOICED = (SPEAKING | {PersonRole.OPENING_ADDRESS}) - {PersonRole.SPEECH}


def told_once(parts: Iterable[Part]) -> list[Part]:
    """Each part once: the first that tells a subject, else the first."""
    kept: dict[tuple[str, str, PersonRole], Part] = {}
    for part in parts:
        known = kept.setdefault((part.person, part.event, part.role), part)
        if part.topics and not known.topics:
            kept[part.person, part.event, part.role] = part
    said = [part for part in kept.values() if not _is_on_panel(part, kept) and not _speaks_anyway(part, kept)]
    return sorted(said, key=lambda part: part.span)


def _speaks_anyway(part: Part, kept: Mapping[tuple[str, str, PersonRole], Part]) -> bool:
    """Whether somebody who is only quoted, or introduces something, has another speaking role at the event."""
    if part.role is PersonRole.PRESENTER and not part.topics:  # 致辞,并介绍了学校概况
        return (part.person, part.event, PersonRole.OPENING_ADDRESS) in kept
    given = load("event_telling")["given_alone"]
    if part.role in _SAYING and part.event.endswith(given) and (part.person, part.event, PersonRole.KEYNOTE) in kept:
        return True  # what the lecturer explains is the lecture
    talk = kept.get((part.person, part.event, PersonRole.KEYNOTE))
    if part.role is PersonRole.SPEECH and not part.topics and talk and _overlap(part.span, talk.span):  # 作宣讲
        return True
    if not part.rule.endswith((QUOTED, "greeting", "answering")):
        return False
    return any((part.person, part.event, role) in kept for role in _VOICED)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _is_on_panel(part: Part, kept: Mapping[tuple[str, str, PersonRole], Part]) -> bool:
    """Whether somebody on the panel is only told to have said something there."""
    if part.role is not PersonRole.SPEECH or part.topics:
        return False
    return (part.person, part.event, PersonRole.PANELIST) in kept
