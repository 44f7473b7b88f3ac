"""Associations of members, and the branches that they have."""

from __future__ import annotations

import re

_BRANCHES = ("分会", "专委会", "专业委员会", "秘书处")  # of an association
_ASSOCIATION = re.compile(r"(?:协会|学会|研究会|联合会|促进会|商会|基金会|总会|新联会|知联会)(?:党委|党总支|党支部)?$")


def is_branch_of(unit: str, previous: str) -> bool:
    """Whether a unit is a branch of the association named before it: 某分会, 某专业委员会."""
    return unit.endswith(_BRANCHES) and is_association(previous)


def is_association(name: str) -> bool:
    """Whether a body is an association of members, or the party group of one."""
    return _ASSOCIATION.search(name) is not None
