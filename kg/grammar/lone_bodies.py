"""Names of bodies that only their ending tells (某某公司): where they begin, and which say no more than a kind."""

from __future__ import annotations

import re
from functools import cache

from kg.grammar.alternatives import alternatives
from kg.lexicon import load

ALONE = "body_with_its_own_name"  # the rule of such bodies


@cache
def _alone() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("organizations")
    no_stops = alternatives(words["duties"], words["inside"])
    kinds = alternatives(words["alone_kinds"], words["generic"], words["duties"])
    return (
        re.compile(rf"(?:{no_stops})|(?P<stop>{alternatives(words['before_alone'])})"),
        re.compile(rf"(?:{kinds}|[一二三四五六七八九十百千万0-9]+[个家所]?)*(?:{alternatives(words['alone'])})"),
    )


def start_alone(text: str, start: int, end: int) -> int:
    """Where a name that only its ending tells begins in [start, end): behind the last word that is in no such name."""
    stops = [match.end() for match in _alone()[0].finditer(text, start, end) if match.lastgroup]
    return stops[-1] if stops else start


def is_kind(name: str) -> bool:
    """Whether the name says no more than the kind of a body: 外资银行, 建筑公司."""
    return _alone()[1].fullmatch(name) is not None
