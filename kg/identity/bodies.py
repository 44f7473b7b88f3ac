"""What a body's name means, whatever form it has: what organizations are one by, across articles.

安徽省委社工部, 中共安徽省委社会工作部 and 省委社会工作部 of 安徽 are one, as are 环境保护局 and 生态环境局 of one city.
What no division or name of its own settles stays open: 区民政局 is one in its article only.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from kg import divisions
from kg.grammar.bodies import is_generic
from kg.lexicon import load
from kg.lineage import above, line_of
from kg.matching.bodies import Body, Setting, body_of, plain
from kg.matching.organs import organ, party_organ

_TODAY: Final = 9999
_UNTELLING: Final = ("第", "街道", "社区", *"省市区县州旗镇乡村")  # what no name of one body alone begins with
_SHORTEST: Final = 3  # characters of a name that may be one body's alone


class Meaning(NamedTuple):
    """What a body is one by: its canonical name, and the code of the division where that tells it from others."""

    name: str
    code: str = ""


@cache
def meaning(name: str, code: str | None = None, year: int | None = None) -> Meaning | None:
    """What a name means in an article of a year, given the division that the body serves; None where that is open."""
    body = body_of(name, _setting(code, year))
    if body.line:
        last = body.line.periods[-1]
        return Meaning(f"{last.name}{body.organ}{body.part}", body.line.code)
    text = plain(name)
    if body.doubt:
        return None if organ(text) or party_organ(text) else _of_own_name(text, code)
    return Meaning(body.organ + body.part) if _is_national(body) else _of_own_name(text, code)


def _setting(code: str | None, year: int | None) -> Setting:
    division = divisions.by_code(code, year) if code else None
    line = line_of(division) if division else None
    return Setting(year or _TODAY, (*above(line, year), line) if line else ())


def _is_national(body: Body) -> bool:
    return body.organ.startswith("全国")


def _of_own_name(text: str, code: str | None) -> Meaning | None:
    """A body by its full name; with the division that it serves where the name tells no place."""
    name = text.removesuffix("社") if text.endswith("报社") else text
    words = load("organizations")
    if text.startswith((*words["openings"], *words["national"])) or _begins_with_a_division(text):
        return Meaning(name)
    if code:
        return Meaning(name, code)
    return Meaning(name) if _is_telling(text) else None


def _is_telling(name: str) -> bool:
    """Whether a name without any place is one body's alone: not 联合会, 社区党委, 第一中学."""
    return len(name) >= _SHORTEST and not name.startswith(_UNTELLING) and not is_generic(name)


def _begins_with_a_division(text: str) -> bool:
    return any(divisions.named(text[:end]) for end in range(2, min(len(text), 12)))
