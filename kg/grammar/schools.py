"""Parts of a school that leave its name out, on a page of that school: 学校团委, 法学院团总支."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.alternatives import alternatives
from kg.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set

    from kg.text import Span

LEFT_OUT = "institution_left_out"  # the rule of bodies that are part of the school of the page
_SHORTEST_WHOLE = 3  # characters of a body or a part of one
_OWN = re.compile(r"^(?:学校|校)(?!友)")
_PART = re.compile(
    r"(?:(?:学校|校)(?:[一-龥]{1,8}(?:学院|系))?|[一-龥]{1,8}学院)(?:党委|党总支|党支部|纪委|团委|团总支|工会|学生会|研究生会)"
)
_SCHOOL = re.compile(r"[一-龥]+(?:大学|(?:职业|师范|文理|理工|专科|专科学校)[一-龥]{0,4}学院)")


def is_part_of_school(text: str, span: Span) -> bool:
    """Whether these characters name a part of a school, and no school."""
    return _PART.fullmatch(text, *span) is not None


def only_school(names: Mapping[str, bool]) -> str | None:
    """The only school among the bodies of a page, each with whether its name begins with a place; None for several."""
    outer = outermost(name for name, is_placed in names.items() if _is_school(name, is_placed=is_placed))
    return outer[0] if len(outer) == 1 else None


def outermost(names: Iterable[str]) -> list[str]:
    """The names that do not begin with another of them, which parts of it do."""
    found = set(names)
    return [name for name in found if not any(name != other and name.startswith(other) for other in found)]


def _is_school(name: str, *, is_placed: bool) -> bool:
    return _SCHOOL.fullmatch(name) is not None or (is_placed and name.endswith("学院"))


def school_of(publisher: str | None) -> str | None:
    """The school whose page it is: 某大学新闻网 is one of 某大学."""
    match = _SCHOOL.match(publisher or "")
    return match.group() if match else None


def own_school(names: Set[str], title: str, publisher: str | None, text: str) -> str | None:
    """The school whose news a page is: that of the publisher, the only one in the headline, the only one of 我校."""
    schools = {match.group() for name in names if (match := _SCHOOL.match(name))}
    schools = {one for one in schools if not any(one != other and one.endswith(other) for other in schools)}
    schools = {
        one for one in schools if not re.search(rf"{one}[^,。\n]{{0,24}}[来到赴][我本]?[校院]", f"{title}\n{text}")
    }
    in_title = [school for school in schools if school in title]
    chosen = in_title or (list(schools) if _ours().search(text) else [])
    return school_of(publisher) or (chosen[0] if len(chosen) == 1 else None)


def is_unit_of_school(name: str, text: str) -> bool:
    """Whether a body without place is a college or department, and no school with a head of its own."""
    return _unit().fullmatch(name) is not None and not _SCHOOL.match(name) and f"{name}校长" not in text


@cache
def _unit() -> re.Pattern[str]:
    """A college, department or office without place, and no academy of a state or party body."""
    words = load("organizations")["units"]
    entries = ("not_before_colleges", "colleges", "school_offices")
    not_before, colleges, offices = (alternatives(words[entry]) for entry in entries)
    own = "".join(rf"(?<!{word})" for word in words["no_colleges"])
    return re.compile(rf"(?!{not_before})(?:[一-龥]{{1,14}}{own}(?:{colleges})|[一-龥]{{0,8}}(?:{offices}))")


@cache
def _ours() -> re.Pattern[str]:
    """What a page calls its own school, or says of it."""
    return re.compile(alternatives(load("titles")["of_own_school"]))


def part_of_school(school: str, part: str) -> str:
    """The full name of a part: 学校团委 of 某学院 is 某学院团委."""
    return school + _OWN.sub("", part)


def parts_in_full(names: Set[str], short: Set[str]) -> dict[str, str]:
    """The full name of each short one that is a part of another body of the page, and of one only.

    乡村振兴学院 is 某大学乡村振兴学院 where the page names this one, and 某大学.
    """
    found: dict[str, set[str]] = {}
    for name in names:
        for end in range(_SHORTEST_WHOLE, len(name) - _SHORTEST_WHOLE):
            if name[end:] in short and name[:end] in names:
                found.setdefault(name[end:], set()).add(name)
    return {part: wholes.pop() for part, wholes in found.items() if len(wholes) == 1}
