"""Lectures that are a session of a series: “讲坛第3讲,邀请‹甲›作《乙》专题讲座”, for the headline “《乙》专题讲座”.

And the plenary meetings of a session: 第一次全体会议 of 某省人大常委会第八次会议.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.event_names import core, edges, is_numbered, last_head, type_of
from kg.lexicon import load
from kg.model import EventType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.grammar.event_ground import Ground
    from kg.text import Span

_KINDS = (EventType.FORUM, EventType.TRAINING, EventType.MEETING)
_QUOTED = re.compile(r"《(?P<a>[^《》]{4,60})》|“(?P<b>[^“”]{4,60})”")
_NUMBERED = re.compile(r"[一二三四五六七八九十]次")
_SESSION = re.compile(r"[”》]?第[一二三四五六七八九十百\d]{1,4}[讲期场次](?:暨[^,。;:!?\n]{4,40}(?=[,。;]))?")


def held_at_sessions(ground: Ground, names: Iterable[str], places: Mapping[str, Span]) -> Iterator[tuple[str, str]]:
    """Each lecture among the names with the event by which a sentence begins that then tells it: there it is given."""
    for name in names:
        lecture = core(lecture_in(name) or "")
        for session, span in places.items() if lecture else ():
            behind = core(ground.text[span.end : ground.sentence(span.start).end])
            if type_of(session) in _KINDS and lecture in behind and lecture not in core(session):
                yield name, session


def plenaries(named: Sequence[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    """Each plenary meeting that is only a number with the numbered session before it whose part it is.

    `named` are the names of events with their places: 第一次全体会议, behind 某省人大常委会第八次会议.
    """
    parts = load("event_edges")["plenaries"]
    for name, place in named:
        if not name.endswith(parts) or edges().opening.sub("", name) not in parts:
            continue
        before = [(at, other) for other, at in named if at < place and _is_session(other) and not other.endswith(parts)]
        _, session = max(before, default=(0, ""))
        head = last_head(session)
        if head and head.type in (EventType.MEETING, EventType.CONFERENCE):
            yield name, session


def _is_session(name: str) -> bool:
    """Whether a name is one of a row of meetings: 某省人大常委会第八次会议, 市政协十三届二次会议."""
    return is_numbered(name) or _NUMBERED.search(name) is not None


def lecture_in(name: str) -> str | None:
    """The title of the lecture that an event is called by, as written: 《乙》专题讲座."""
    head, quoted = last_head(name), _QUOTED.match(name)
    is_lecture = quoted is not None and head is not None and head.word.endswith(load("event_telling")["lectures"])
    return (quoted["a"] or quoted["b"]) if quoted and is_lecture else None


def with_session(text: str, end: int) -> int:
    """Where a name ends that the number of its session goes on with: “…讲坛”第3讲暨某组集中学习."""
    session = _SESSION.match(text, end)
    return session.end() if session else end
