"""Speeches: who is quoted at an event spoke there, even where the text gives no other speaking role.

Whose turns an interview gives is its guest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.grammar.roles import words
from kg.model import Participation, PersonRole, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Fact
    from kg.page import Page

TURNS = ("turn_label", "turn_goes_on")
# roles in which one need not say a word of one's own
SILENT = frozenset({PersonRole.ATTENDEE, PersonRole.LAUNCHER, PersonRole.MODERATOR})


def read_speeches(page: Page, facts: Sequence[Fact]) -> Iterator[Participation]:
    """A participation as speaker for everybody quoted at an event who has no speaking role there yet."""
    del page
    speaking = {
        (fact.person, fact.event) for fact in facts if isinstance(fact, Participation) and fact.role not in SILENT
    }
    moderating = {
        (fact.person, fact.event)
        for fact in facts
        if isinstance(fact, Participation) and fact.role is PersonRole.MODERATOR
    }
    for fact in facts:
        if isinstance(fact, Statement) and fact.event and (fact.person, fact.event) not in speaking:
            if fact.evidence.rule in TURNS and (fact.person, fact.event) in moderating:
                continue  # who only leads from one turn to the next
            speaking.add((fact.person, fact.event))
            yield Participation(fact.person, fact.event, _role(fact, fact.event), fact.evidence)


def _role(said: Statement, event: str) -> PersonRole:
    """The guest of an interview answers under a label of his own; anybody else speaks."""
    is_interview = any(word in event for word in words("person_roles", PersonRole.INTERVIEWEE, "interviews"))
    return PersonRole.INTERVIEWEE if is_interview and said.evidence.rule in TURNS else PersonRole.SPEECH
