"""A unit that is named after another body, with what it takes from that one: 组织部 after 某市委."""

from __future__ import annotations

import re
from functools import cache

from kg.grammar import associations, bodies
from kg.grammar.alternatives import alternatives
from kg.lexicon import load

_OWN_OFFICES = "机关"  # 机关党委, 机关工会: of those who work in a body itself
_PARTY_GROUP = re.compile(r"(?<!机关)(?:党组|党委|党总支|党支部)$")
_STEERING = re.compile(r"(?:书记处|主席团|理事会|秘书处)$")


@cache
def _having_offices() -> re.Pattern[str]:
    """The end of a body, or of its party group, that has offices of its own: 某市政协|办公厅."""
    having = alternatives(load("organizations")["having_offices"])
    return re.compile(rf"(?:{having}|(?<=[{bodies.LEVELS}])委)(?:党组)?$")


def complete(unit: str, previous: str) -> str:
    """The full name of a unit that is named after another body in one list of posts.

    组织部 after 某市委 is 某市委组织部, 管委会 after 某新区党工委 is 某新区管委会, 法学院 after 某大学 is 某大学法学院.
    """
    party = bodies.committee(previous)
    if bodies.is_party_section(unit) and party:
        return _joined(party, unit)
    if unit in load("organizations")["own_offices"] and _having_offices().search(previous):
        return _joined(_PARTY_GROUP.sub("", previous), unit)
    if unit == "党组":
        return _joined(bodies.institution(_STEERING.sub("", previous)), unit)
    if unit.startswith(_OWN_OFFICES):
        return _joined(_PARTY_GROUP.sub("", previous), unit)
    if associations.is_branch_of(unit, previous):
        return _joined(_PARTY_GROUP.sub("", previous), unit)
    is_of_it = (
        bodies.is_peer(unit)
        or unit in load("organizations")["stations"]
        or unit.endswith(("系", "教研室", "教研部", "学工办"))
    )
    return _joined(bodies.base(previous) if is_of_it else bodies.institution(bodies.base(previous)), unit)


def _joined(head: str, unit: str) -> str:
    """The two names as one; what ends the first and begins the second stands once: 某街道 + 街道办事处."""
    if head.endswith(unit):
        return head
    if unit.startswith("村民"):
        return head + unit
    for length in range(min(len(head), len(unit) - 1), 3, -1):
        if head.endswith(unit[:length]):
            return head + unit[length:]  # 某大学法学院 + 法学院民法系
    shared = next(
        (level for level in ("街道", "社区", *bodies.LEVELS) if head.endswith(level) and unit.startswith(level)), ""
    )
    return head + unit.removeprefix(shared)
