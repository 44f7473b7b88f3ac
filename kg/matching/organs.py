"""What organ a body's name tells, its division taken off: 人社局 and 人力资源和社会保障厅 are one duty (floor 4)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kg.grammar.aliases import is_shortened
from kg.lexicon import load

_SHORTEST = 2  # characters of a short form
_JOINTS = str.maketrans("", "", "和与及、()（）")


class Organ(NamedTuple):
    """The organ under its full name, and the part of it that is meant, empty for the whole."""

    name: str
    part: str = ""


@cache
def party_organ(text: str) -> Organ | None:
    """The organ of a party committee that a name behind 委 begins with; the committee itself for an empty one."""
    if not text:
        return Organ("委")
    found = _longest(text, _forms("party"))
    return Organ(f"委{found[0]}", text[found[1] :]) if found else _by_duty(text)


@cache
def organ(text: str) -> Organ | None:
    """The organ of a division, or of the country, that a name begins with; None for words that name none."""
    exact, by_duty = _longest(text, _forms("bodies")), _by_duty(text)
    if exact and (by_duty is None or exact[1] >= len(text) - len(by_duty.part)):
        return Organ(exact[0], text[exact[1] :])
    return by_duty


def _longest(text: str, forms: dict[str, str]) -> tuple[str, int] | None:
    """The full name of the longest form that the text begins with, and the form's length."""
    for end in range(min(len(text), _length(frozenset(forms))), 0, -1):
        if text[:end] in forms:
            return forms[text[:end]], end
    return None


@cache
def _length(forms: frozenset[str]) -> int:
    return max(map(len, forms))


@cache
def _forms(group: str) -> dict[str, str]:
    """Every other name of the organs of one group, and the full one itself → the full one."""
    forms: dict[str, str] = {}
    for full, others in load("organs")[group].items():
        for form in (full, *others):
            forms[form.translate(_JOINTS)] = full
            forms[form] = full
    return forms


def _by_duty(text: str) -> Organ | None:
    """The longest beginning of the text that is a duty, full or shortened, with the ending of an organ."""
    best: tuple[int, str] | None = None
    for ending in load("organs")["endings"]:
        at = text.find(ending, _SHORTEST - 1)
        while at > 0:
            end = at + len(ending)
            if (best is None or end > best[0]) and (duty := duty_of(text[:at])):
                best = end, duty
            at = text.find(ending, at + 1)
    return Organ(best[1], text[best[0] :]) if best else None


@cache
def duty_of(stem: str) -> str | None:
    """The full name of a duty, today's where a reform renamed it; None where several or none are meant."""
    plain = stem.translate(_JOINTS)
    exact = _duties().get(plain)
    if exact:
        return exact
    if len(plain) < _SHORTEST:
        return None
    fitting = {full: form for form, full in _duties().items() if is_shortened(plain, form)}
    if len(fitting) > 1:
        alike = {full for full, form in fitting.items() if form[0] == plain[0]}
        fitting = {full: form for full, form in fitting.items() if full in alike} or fitting
    return next(iter(fitting)) if len(fitting) == 1 else None


@cache
def _duties() -> dict[str, str]:
    words = load("organs")
    renamed = {entry["was"]: entry["is"] for entry in words["renamed"]}
    table: dict[str, str] = {}
    for full, others in words["duties"].items():
        table.update({form.translate(_JOINTS): full for form in (full, *others)})
    merged = {stem: stem for entry in words["merged"] for stem in entry["were"]}
    later = {was.translate(_JOINTS): now for was, now in renamed.items()}
    return {stem.translate(_JOINTS): full for stem, full in merged.items()} | table | later
