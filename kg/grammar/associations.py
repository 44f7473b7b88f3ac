"""Associations of members, and the branches that they have."""

from __future__ import annotations

import re
from functools import cache

from kg.grammar.alternatives import alternatives
from kg.lexicon import load


def is_branch_of(unit: str, previous: str) -> bool:
    """Whether a unit is a branch of the association named before it: 某分会, 某专业委员会."""
    return unit.endswith(tuple(load("organizations")["of_associations"])) and is_association(previous)


def is_association(name: str) -> bool:
    """Whether a body is an association of members, or the party group of one."""
    return _association().search(name) is not None


@cache
def _association() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load('organizations')['of_members'])})(?:党委|党总支|党支部)?$")
