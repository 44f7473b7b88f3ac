"""Names in “” that stand together: lists that share a type word or a verb, and cases told by two of them."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from kg.cues import Cued, either
from kg.grammar.initiative_words import initiative_words, type_words, winning
from kg.grammar.unmarked import Draft
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = str.maketrans("", "", "“”")


def quoted_lists(text: str) -> Iterator[Span]:
    """The stretches in which the names of each list stand."""
    for group in chain(_lists().finditer(text), _owned().finditer(text), _launched().finditer(text)):
        yield Span(*group.span(group.lastgroup or 0))


def deeds(text: str) -> Iterator[Draft]:
    """Cases that are called after what was done by what: 依托“甲”织密“乙”入选某省试点."""
    for match in _deeds().finditer(text):
        yield Draft(Span(*match.span("name")), match["name"], match["name"].translate(_MARKS), "recommended_title")


# --- words -----------------------------------------------------------------------------------


@cache
def _lists() -> re.Pattern[str]:
    words = either([*(word for word, _ in type_words("follows")), *initiative_words("list_nouns")])
    one = r"“[^“”\n]{2,36}”"
    names = rf"(?P<names>(?:{one}(?:[^\W的]{{0,6}}(?=[、和及与等]))? ?[、,和及与]? ?){{2,12}}(?<! )(?=等?)|{one}(?=等))"
    kind = rf"[^,。;:“”《》\n为作做]{{0,6}}?(?:{words})(?!社会组织|组织|队)"
    return re.compile(
        rf"{names}等?(?:{kind}|[^,。;:“”《》\n为作做]{{0,14}}?(?:{either(initiative_words('chosen_kinds'))}))"
    )


@cache
def _owned() -> re.Pattern[str]:
    """Names that a list gives with their owners: 某社区“甲”、某街道“乙”等品牌."""
    words = either([*(word for word, _ in type_words("follows")), *initiative_words("list_nouns")])
    won = either(initiative_words("winning"))
    owner = rf"[^\W的]{{1,18}}?(?:{either(initiative_words('owners'))})的?"
    more = r"[^\W的]{2,18}的?"  # 秭归“甲”、大冶“乙”等经验
    name = r"“[^“”\n]{2,36}”(?:[^\W的]{1,4}(?=[、,和及等]))?"
    praise = r"(?:[^,。;:“”《》\n]{2,24}的)?"  # 等一批叫得响、立得住的经验
    kind = rf"等{praise}[^,。;:“”《》\n为作做]{{0,8}}?(?:{words})(?!社会组织|组织|队)"
    return re.compile(
        rf"(?P<names>{owner}{name}(?:[、,和及]{owner}{name}){{1,11}})(?:{kind}|等?\d*[个项]?(?:{won}))"
        rf"|(?P<more>{name}(?:[、和及]{more}{name}){{1,11}}){kind}"
    )


@cache
def _launched() -> Cued:
    """推出“甲”“乙”“丙”三大服务."""
    verbs = initiative_words("launching")
    one = r"“[^“”\n、]{4,36}”"
    barred = either(initiative_words("emphasis"))
    return Cued(
        rf"(?:{either(verbs)})[了出]{{0,2}}(?P<names>(?:{one}[、和及与]?){{2,12}})(?!等?[^,。;:“”《》\n]{{0,6}}?(?:{barred}))",
        verbs,
    )


@cache
def _deeds() -> Cued:
    means, won = initiative_words("means"), winning()
    name = r"“[^“”\n]{2,12}”"
    return Cued(
        rf"(?<![^,。;:、\n区县市镇乡村道局])(?P<name>(?:{either(means)}){name}(?!{won})[^\W和与及]{{1,6}}{name}[^\W的]{{0,4}}?)(?={won})",
        means,
    )
