"""Bodies that a page names in full and by a shorter name (floor 1): 某市交发集团 and 交发集团.

A part of a company that leaves its name out (集团党委) is one of the only company of the page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.alternatives import alternatives
from kg.grammar.dictionary import is_common_word
from kg.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.grammar.elided_bodies import Body, Surroundings

SHORTENED = "shortened_name"  # the rule of bodies that the page names in full elsewhere
_COMPANY = "公司"
_FORM = re.compile(r"(?:集团)?(?:股份|控股)?(?:有限)?(?:责任)?(?:公司|集团)$")
_PRESS_GROUP = re.compile(r"(?:报业|传媒|报业传媒|全媒体|融媒体|融媒)集团")
_LONGEST_FORM = 8  # characters: 食品股份有限公司
_SHORTEST = 2  # characters of the short name before its ending
_LONGEST = 4


def in_full(around: Surroundings, found: Sequence[Body]) -> list[Body]:
    """The bodies, those that the page names by a short name too under the full one; parts of its company with it."""
    heads = {place.thing.partition("#")[0] for place in around.divisions.values()}
    heads |= {place.span.of(around.article.text) for place in around.divisions.values()}
    known = [body.name for body in found if body.rule != SHORTENED]
    full = shortened(known, heads)
    company = _only_company([full.get(name, name) for name in known], around.article.title or "")
    named: list[Body] = []
    for body in found:
        is_part = body.rule == SHORTENED
        if is_part and company is None:
            continue
        name = _part_of_company(str(company), body.name) if is_part else _with_full(full, body.name)
        named.append(body if name == body.name else body._replace(name=name, rule=SHORTENED))
    return named


def goes_on(current: Body | None, body: Body) -> bool:
    """Whether a longer name of the same company or newspaper follows: 某集团|有限公司, 某日报|报业集团."""
    if current is None or body.span.start != current.span.start or not body.name.startswith(current.name):
        return False
    rest = body.name[len(current.name) :]
    if current.name.endswith("集团"):
        return rest.endswith("公司") and len(rest) <= _LONGEST_FORM
    return current.name.endswith("报") and _PRESS_GROUP.fullmatch(rest) is not None


def shortened(names: Iterable[str], divisions: Iterable[str]) -> dict[str, str]:
    """The full name of each body that the page names by a shorter one too; none where two fit.

    `divisions` are the names of divisions that the page has.
    """
    heads = sorted({name for name in divisions if name}, key=len, reverse=True)
    by_kind: dict[str, list[tuple[str, str, str]]] = defaultdict(list)  # kind → name, its division, its stem
    for name in dict.fromkeys(names):
        division = next((head for head in heads if name.startswith(head) and len(name) > len(head)), "")
        if kind := _kind(name):
            by_kind[kind].append((name, division, _stem(name, division, kind)))
    found: dict[str, str] = {}
    for kind, entries in by_kind.items():
        for short in entries:
            fulls = [full for full in entries if _is_short_for(short, full, kind)]
            if len(fulls) == 1:
                found[short[0]] = fulls[0][0]
    return {short: found.get(full, full) for short, full in found.items()}


def _kind(name: str) -> str:
    """What sort of body the ending tells, be it written 公司 or 集团; empty for those that are not shortened so."""
    if name.endswith((_COMPANY, "集团")):
        return _COMPANY
    return next((kind for kind in load("organizations")["shortened"] if name.endswith(kind)), "")


def _stem(name: str, division: str, kind: str) -> str:
    own = name.removeprefix(division)
    return _FORM.sub("", own) if kind == _COMPANY else own.removesuffix(kind)


def _is_short_for(short: tuple[str, str, str], full: tuple[str, str, str], kind: str) -> bool:
    """Whether a name leaves out characters of the other, from the same first one on, and names no other division."""
    name, division, stem = short
    whole, its_division, its_stem = full
    if whole.startswith(name) or len(name) >= len(whole) or not _SHORTEST <= len(stem) <= _LONGEST or not its_stem:
        return False
    if division and division != its_division:
        return False
    if stem == its_stem:
        return bool(its_division and not division) or kind == _COMPANY
    is_told = bool(division) or not is_common_word(stem)
    return is_told and stem[0] == its_stem[0] and _leaves_out(stem, its_stem)


def _leaves_out(short: str, full: str) -> bool:
    """Whether the characters of one stand in the other in their order: 公交 in 公共交通."""
    rest = iter(full)
    return all(character in rest for character in short)


def _parts() -> tuple[str, ...]:
    return tuple(load("organizations")["parts_of_companies"])


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"(?:集团公司|集团|公司)(?:{alternatives(_parts())})")


def is_part_of_company(unit: str) -> bool:
    """Whether the name is of a part of a company, and leaves its name out: 集团党委, 公司工会."""
    return _part().fullmatch(unit) is not None


def _only_company(names: Sequence[str], title: str) -> str | None:
    """The one company of a page: the only one that it names, or the only one that its headline names."""
    companies = [name for name in dict.fromkeys(names) if _kind(name) == _COMPANY]
    outer = [name for name in companies if not any(name != other and other.startswith(name) for other in companies)]
    named = [name for name in outer if name in title]
    chosen = outer if len(outer) == 1 else named
    return chosen[0] if len(chosen) == 1 else None


def _part_of_company(company: str, part: str) -> str:
    """The full name of a part: 集团党委 of 某集团 is 某集团党委."""
    return company + re.sub(r"^(?:集团公司|集团|公司)", "", part)


def _with_full(names: Mapping[str, str], name: str) -> str:
    """The name of a body or a part of one, with the full name of the body: 交发集团党委 → 某市交发集团党委."""
    short = max((short for short in names if name.startswith(short)), key=len, default="")
    rest = name[len(short) :]
    return names[short] + rest if short and (not rest or rest.startswith(_parts())) else name
