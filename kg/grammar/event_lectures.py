"""Lectures that are a session of a series: “讲坛第3讲,邀请‹甲›作《乙》专题讲座”, for the headline “《乙》专题讲座”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.event_names import core, last_head, type_of
from kg.lexicon import load
from kg.model import EventType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.grammar.event_ground import Ground
    from kg.text import Span

_KINDS = (EventType.FORUM, EventType.TRAINING, EventType.MEETING)
_QUOTED = re.compile(r"《(?P<a>[^《》]{4,60})》|“(?P<b>[^“”]{4,60})”")
_SESSION = re.compile(r"[”》]?第[一二三四五六七八九十百\d]{1,4}[讲期场次](?:暨[^,。;:!?\n]{4,40}(?=[,。;]))?")


def held_at_sessions(ground: Ground, names: Iterable[str], places: Mapping[str, Span]) -> Iterator[tuple[str, str]]:
    """Each lecture among the names with the event by which a sentence begins that then tells it: there it is given."""
    for name in names:
        lecture = core(lecture_in(name) or "")
        for session, span in places.items() if lecture else ():
            behind = core(ground.text[span.end : ground.sentence(span.start).end])
            if type_of(session) in _KINDS and lecture in behind and lecture not in core(session):
                yield name, session


def lecture_in(name: str) -> str | None:
    """The title of the lecture that an event is called by, as written: 《乙》专题讲座."""
    head, quoted = last_head(name), _QUOTED.match(name)
    is_lecture = quoted is not None and head is not None and head.word.endswith(load("event_telling")["lectures"])
    return (quoted["a"] or quoted["b"]) if quoted and is_lecture else None


def with_session(text: str, end: int) -> int:
    """Where a name ends that the number of its session goes on with: “…讲坛”第3讲暨某组集中学习."""
    session = _SESSION.match(text, end)
    return session.end() if session else end
