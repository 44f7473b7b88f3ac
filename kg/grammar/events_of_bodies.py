"""The events in which a phrase gives bodies a part: “由‹某学会›主办的‹第二届论坛›”, “在‹论坛›上,‹某学会›发布了…”."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.cues import either
from kg.grammar.event_names import CITED
from kg.grammar.roles import acts, gathering, subject, words
from kg.model import Kind, OrganizationRole
from kg.text import Span

if TYPE_CHECKING:
    from kg.grammar.roles import Told
    from kg.page import Page

FILE = "organization_roles"
_CLAUSE_END = re.compile(r"[,。;:!?\n]")
_AHEAD = 60  # characters of the last clause of a text
_LONGEST_CHAIN = 120  # characters from one body's part to the 的 behind the last
_TOGETHER = (OrganizationRole.HOST, OrganizationRole.ORGANIZER, OrganizationRole.CO_ORGANIZER)
_ACTING = frozenset(
    {OrganizationRole.LAUNCHER, OrganizationRole.PUBLISHER, OrganizationRole.PARTY, OrganizationRole.RECIPIENT}
)


def events_of(page: Page, told: Told, role: OrganizationRole) -> list[str]:
    """The events that an act brings about, else the one that the sentence speaks of, else the gathering."""
    made = acts(page, told) if role in _ACTING else []
    if made:
        return [mention.thing for mention in made]
    if role is OrganizationRole.PUBLISHER and not _is_at_event(page, told):
        return []
    event = _held_by(page, told)
    if event is None and Kind.EVENT not in told.match.slots:
        event = subject(page, told, is_act=role is OrganizationRole.RECIPIENT)
    event = event or gathering(page, told)
    return [event] if event else []


def _is_at_event(page: Page, told: Told) -> bool:
    """Whether the sentence speaks of an event at which something is issued: 论坛上,某学会发布了《报告》."""
    start, end = told.match.span
    return any(m.rule != CITED for m in page.inside(Span(page.sentence_at(start).start, end), Kind.EVENT))


def _held_by(page: Page, told: Told) -> str | None:
    """The event behind a phrase that goes on with 的: “由‹某学会›主办的第二届论坛”."""
    text, end = page.article.text, told.match.span.end
    end -= text[end - 1] in ",、"
    chain = _chained().match(text, end, end + _LONGEST_CHAIN)  # 由某部指导,某网主办的……
    end = chain.end() if chain and not page.inside(Span(end, chain.end()), Kind.EVENT) else end
    if not text.startswith("的", end):
        return None
    clause = _CLAUSE_END.search(text, end)
    behind = page.inside(Span(end, clause.start() if clause else end + _AHEAD), Kind.EVENT)
    return behind[0].thing if behind else None


@cache
def _chained() -> re.Pattern[str]:
    """Further bodies with their parts, up to the 的 before what they all bring about."""
    acts = either(word for role in _TOGETHER for word in words(FILE, role, "chained"))
    return re.compile(rf"(?=[,、])(?:[^。;!?\n的]{{0,60}}?(?:{acts})){{1,4}}(?=的)")
