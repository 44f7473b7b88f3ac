"""The parts of a gathering, each with the role of those who speak there: keynotes, round tables."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.event_names import any_of
from kg.grammar.roles import broader, words
from kg.model import Kind, PersonRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.grammar.roles import Told
    from kg.model import Mention
    from kg.page import Page

_FILE = "person_roles"
_PROGRAMME = 80  # characters of a programme from the name of a panel to its guests


def role_of(page: Page, told: Told) -> PersonRole:
    """The role of the closed list; who exchanges views where the sentence speaks of a panel is on the panel."""
    role = PersonRole(broader(_FILE, told.role))
    if role is PersonRole.ATTENDEE and is_at_panel(page, told.match.slots.get(Kind.EVENT, ())):
        return PersonRole.PANELIST
    if role is PersonRole.INTERVIEWEE and _is_of_panel(page, told):
        return PersonRole.PANELIST
    if role is PersonRole.SPEECH:
        span = told.match.span
        before = page.article.text[page.sentence_at(span.start).start : span.start]
        spoken = told.match.trigger.of(page.article.text).endswith(words(_FILE, PersonRole.PANELIST, "spoken"))
        panels = words(_FILE, PersonRole.PANELIST, "rounds" if spoken else "panels")
        if any(word in before for word in panels):
            return PersonRole.PANELIST
        if told.role == role and _is_at_talks(page, told):
            return PersonRole.KEYNOTE
    return role


def _is_of_panel(page: Page, told: Told) -> bool:
    """Whether those whom a programme calls its guests sit on a panel: “圆桌对话:……主持人:‹甲› 嘉宾:‹乙›”."""
    text, start = page.article.text, told.match.span.start
    if not text.startswith(words(_FILE, PersonRole.INTERVIEWEE, "headings"), start):
        return False
    return any(word in text[max(0, start - _PROGRAMME) : start] for word in words(_FILE, PersonRole.PANELIST, "rounds"))


def _is_at_talks(page: Page, told: Told) -> bool:
    """Whether a talk is given in the part of a gathering kept for keynotes: “主题发言阶段,…作了题为《…》的发言”."""
    text, start = page.article.text, told.match.span.start
    parts = list(_part().finditer(text, text.rfind("\n", 0, start) + 1, told.match.trigger.start))
    is_talk = any(word in told.match.span.of(text) for word in words(_FILE, PersonRole.KEYNOTE, "staged"))
    return is_talk and bool(parts) and parts[-1]["talks"] is not None


@cache
def _part() -> re.Pattern[str]:
    """A part of a gathering: 主旨演讲环节, 圆桌对话环节."""
    talks = any_of(words(_FILE, PersonRole.KEYNOTE, "acts"))
    return re.compile(rf"(?P<talks>{talks})?(?:{any_of(words(_FILE, PersonRole.KEYNOTE, 'stages'))})")


def is_panel(page: Page, told: Told) -> bool:
    """Whether the event that a phrase of the panel names is one; so where it names none."""
    events = told.match.slots.get(Kind.EVENT, ())
    return not events or is_at_panel(page, events)


def is_at_panel(page: Page, events: Iterable[Mention]) -> bool:
    """Whether what somebody takes part in is a panel: 参加圆桌论坛."""
    panels = words(_FILE, PersonRole.PANELIST, "panels")
    return any(word in page.text_of(event) for event in events for word in panels)
