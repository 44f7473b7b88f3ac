"""Congresses of the party and plenums of its central committee, which articles cite by their numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.event_names import CITED
from kg.model import Kind, Mention
from kg.text import Span, lines_at

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLENUM = re.compile(
    r"(?:(?:中国共产党|中共|党的)?第?(?P<term>[十二一三四五六七八九]{1,3})届(?P<session>[一二三四五六七八九])中全会"
    r"|(?:中国共产党第|中共|党的)(?P<congress>[二三]?十[一二三四五六七八九]?)(?:大(?!会议)|次全国代表大会))"
)
_CUE = re.compile("中全会|党的|中共|中国共产党")  # what every mention has


def is_plenum(name: str) -> bool:
    """Whether a name is that of a congress or a plenum."""
    return _PLENUM.fullmatch(name) is not None


def plenums(text: str) -> Iterator[Mention]:
    """Every mention of one, under its short name: 党的二十大, 党的二十届三中全会."""
    told = (cue.start() for cue in _CUE.finditer(text))
    for match in (match for line in lines_at(text, told) for match in _PLENUM.finditer(text, *line)):
        name = f"{match['congress']}大" if match["congress"] else f"{match['term']}届{match['session']}中全会"
        yield Mention(Kind.EVENT, Span(match.start(), match.end()), f"党的{name}", CITED)
