"""Short names that an article gives a body: in brackets behind its name, or after 以下简称 (floor 1)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.grammar.bodies import is_generic
from kg.grammar.dictionary import is_common_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.text import Span

_NAMED = re.compile(
    r"[(,]?(?:以下|下文|下|本文|文中)?(?:统一)?(?:简称|称)为?:?[“‘《]?(?P<alias>[一-龥A-Za-z0-9]{2,12}?)[”’》]?(?=[),。;])"
)
_BRACKETED = re.compile(r"\([“‘]?(?P<alias>[一-龥]{2,8}|[A-Z]{2,8})[”’]?\)")
_LONGEST: Final = 24  # characters of brackets with a short name
_COMMON: Final = 50  # how often the dictionary has an ordinary word


def declared(text: str, bodies: Iterable[tuple[Span, str]]) -> dict[str, str]:
    """The full name of each short one that the text gives right behind a body's name; none that could be anyone's.

    In brackets alone only a name that leaves out characters of the full one, or letters, is taken for one.
    """
    found: dict[str, set[str]] = {}
    for span, name in bodies:
        for alias in _behind(text, span.end, name):
            found.setdefault(alias, set()).add(name)
    return {alias: names.pop() for alias, names in found.items() if len(names) == 1}


def end_of_alias(text: str, end: int, name: str) -> int | None:
    """Where the brackets close in which a body's name, which ends at `end`, gets a short one: 某协会(以下简称某协)."""
    close = text.find(")", end, end + _LONGEST)
    is_declared = text[end : end + 1] == "(" and close > end and any(_behind(text, end, name))
    return close + 1 if is_declared else None


def without_alias(name: str) -> str:
    """The name of a part without the brackets in which the whole gets its short name: 某会(简称某)党组 → 某会党组."""
    opening = name.find("(")
    close = end_of_alias(name, opening, name[:opening]) if opening > 0 else None
    return name[:opening] + name[close:] if close and close < len(name) else name


def _behind(text: str, end: int, name: str) -> Iterator[str]:
    named, bracketed = _NAMED.match(text, end), _BRACKETED.match(text, end)
    alias = named["alias"] if named else bracketed["alias"] if bracketed else ""
    if not alias or alias == name or is_generic(alias) or is_common_word(alias, _COMMON):
        return
    if named or alias.isascii() or (is_shortened(alias, name) and len(alias) > 2):
        yield alias


def is_shortened(short: str, full: str) -> bool:
    """Whether the characters of the one stand in the other in the same order."""
    characters = iter(full)
    return all(character in characters for character in short)


def in_full(name: str, aliases: Mapping[str, str]) -> str | None:
    """The name with a short one at its beginning in full: 某协 某部 → 某协会某部; None where it begins with none."""
    fitting = [alias for alias in aliases if name.startswith(alias) and len(alias) > 2]
    if name in aliases:
        return aliases[name]
    longest = max(fitting, key=len, default=None)
    if longest is None or name.startswith(aliases[longest]):
        return None
    return aliases[longest] + name[len(longest) :]
