"""The notation of phrases: each becomes a regular expression over shadow text, with what a match cannot do without.

A phrase is written as a newspaper editor would write it, and compiled to an ordinary regular expression:

    {person}            one mention; the kinds are those of `Kind`
    {persons}           one or more in a list: A、B和C等领导
    {organization?}     one, or none
    {initiative:roll}   one, called `roll` in the match instead of `initiative`
    {topic}             free text: quoted pieces, or what stands there up to the next literal
    {quote}             free text in quotation marks or 《》 only
    {matters}           free text of one clause, be it long: a row of matters with 、 between them
    [a|b]  [|a]         either; or nothing
    …                   up to 24 characters of one sentence, past no mention of a kind that the phrase names
    ~                   the same, up to 12 characters of one clause without brackets
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from kg.cues import either
from kg.lexicon import load
from kg.model import Kind, LexiconError
from kg.shadow import FOLDED
from kg.text import narrow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Expression:
    """A phrase as it is looked for."""

    key: str
    phrase: str
    source: str  # of the regular expression, which is compiled when a text calls for it
    groups: Mapping[str, tuple[str, Kind | None]]  # group of the expression → name of the slot, kind
    anchors: frozenset[str]  # one of these stands in every match
    essentials: tuple[tuple[str, ...], ...]  # one of each stands in every match, in this order
    needed: frozenset[str]  # characters that stand in every match
    opening: str  # the fold of the mention that every match begins with; empty where there is none


def expression_of(key: str, phrase: str) -> Expression:
    """The expression of a phrase. LexiconError for what the notation does not know."""
    return _Parser(key, phrase).compiled()


def slot_kinds(phrase: str) -> set[Kind]:
    """The kinds of mention that a phrase asks for."""
    names = {slot[0] for slot in _SLOT.findall(phrase)}
    return {kind for name, kind in (_KINDS | _PLURALS).items() if name in names}


_NO_WORD = re.compile(r"[\[\]{}~…]")
_MARK = re.compile(r"\{[^{}]*\}|[\[\]|~]|…+|[^{}\[\]|~…]+|.")
_SLOT = re.compile(r"\{([a-z]+)(?::([a-z_]+))?(\?)?\}")
_PLURALS = {f"{kind}s": kind for kind in Kind}
_KINDS = {str(kind): kind for kind in Kind}
_SEPARATOR = "(?>[,、;]? ?(?:以及|及|和|与|同|并)|[、,;] ?)"


def outside(characters: str) -> str:
    """An expression for one character other than these and a line break.

    A set with characters of three places or more costs the compiler a table of 65,536 entries; this one has none.
    """
    ordered = sorted(characters)
    plain = "".join(re.escape(c) for c in ordered if c < "\x80")
    runs: list[str] = []
    for character in (c for c in ordered if c >= "\x80"):
        if runs and ord(character) == ord(runs[-1][-1]) + 1:
            runs[-1] += character
        else:
            runs.append(character)
    pairs = ("".join(runs[at : at + 2]) for at in range(0, len(runs), 2))
    return "(?:" + "".join(f"(?![{group}])" for group in (plain + r"\n", *pairs)) + ".)"


_NOTE = r"(?:\([^()]{1,12}\))?"  # 赵明(左一)
_STOPS = ",、。!?;:“”《》()"
_LONGEST_LIST = 120
# a character within an item of a list
_WITHIN = (
    f"(?:同志|{outside(_STOPS + '和及与同并' + FOLDED[Kind.PERSON] + FOLDED[Kind.EVENT] + FOLDED[Kind.INITIATIVE])})"
)
_COUNT = r"(?:共计|共|约|近|总计|合计|等|计)[\d一二三四五六七八九十百千两余多数几]{1,6}[余多]?[人名位]?"
_QUOTED = f"(?:“[^“”]{{1,99}}”|《[^《》]{{1,99}}》|{FOLDED[Kind.INITIATIVE]})"
_TERM = r"第?[\d一二三四五六七八九十]{1,3}[届任]"  # 十一届某省政协副主席
_QUOTES = f"{_QUOTED}(?:[、,和与及]?{_QUOTED}){{0,30}}"
_MATTERS = f"(?![,:、]){outside(',:。!?;' + FOLDED[Kind.PERSON])}{{1,200}}?"
_TEXTS = {
    "quote": _QUOTES,
    "matters": _MATTERS,
    "topic": f"{_QUOTES}|(?![,:、]){outside('。!?;' + FOLDED[Kind.PERSON])}{{1,60}}?",
}
_Piece: TypeAlias = tuple[str, frozenset[str]]  # expression, and words one of which stands in every match of it
_NO_ANCHOR: frozenset[str] = frozenset()


def _essentials(marks: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """What a phrase cannot do without, in order: words, the folds of its mentions, and choices between words."""
    depth, choice = 0, ""
    for mark in marks:
        depth += (mark == "[") - (mark == "]")
        if depth or mark == "]":
            choice = "" if mark == "[" and depth == 1 else choice + mark
            if not depth and not _NO_WORD.search(choice[:-1]) and all(choice[:-1].split("|")):
                yield tuple(choice[:-1].split("|"))
        elif slot := _SLOT.fullmatch(mark):
            kind = _KINDS.get(slot[1]) or _PLURALS.get(slot[1])
            if kind and not slot[3]:
                yield (FOLDED[kind],)
        elif mark != "~" and not mark.startswith("…"):
            yield (mark,)


def _in_all(essentials: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """The characters without which a phrase cannot stand: those that all words of one place have."""
    return frozenset().union(*(frozenset(words[0]).intersection(*words[1:]) for words in essentials))


class _Parser:
    """Turns one phrase into an expression. What takes a variable number of characters has an upper bound."""

    def __init__(self, key: str, phrase: str) -> None:
        self.key, self.phrase = key, phrase
        self.marks = _MARK.findall(narrow(phrase))
        self.position = 0
        self.groups: dict[str, tuple[str, Kind | None]] = {}
        self.barred = "".join(sorted(FOLDED[kind] for kind in slot_kinds(phrase)))

    def compiled(self) -> Expression:
        pieces = self._sequence()
        if self.position < len(self.marks):
            raise self._error(f"“{self.marks[self.position]}” stands outside of [ ]")
        trigger = _trigger(pieces)
        if trigger < 0:
            raise self._error("at least one word must stand outside of slots")
        before, after = ("".join(e for e, _ in part) for part in (pieces[:trigger], pieces[trigger + 1 :]))
        expression, anchors = pieces[trigger]
        whole = f"{before}(?P<trigger>{expression}){after}"
        return Expression(
            self.key,
            self.phrase,
            whole,
            self.groups,
            anchors,
            essentials := tuple(_essentials(self.marks)),
            _in_all(essentials),
            next(_essentials(self.marks[:1]), ("",))[0] if _SLOT.fullmatch(self.marks[0]) else "",
        )

    def _sequence(self) -> list[_Piece]:
        pieces: list[_Piece] = []
        while self.position < len(self.marks) and self.marks[self.position] not in "]|":
            pieces.append(self._piece(self.marks[self.position]))
        return pieces

    def _piece(self, mark: str) -> _Piece:
        self.position += 1
        if mark == "[":
            return self._alternatives()
        if mark.startswith("{"):
            return self._slot(mark), _NO_ANCHOR
        if mark.startswith("…"):
            return f"{outside('。!?;' + self.barred)}{{0,24}}?", _NO_ANCHOR
        if mark == "~":
            return f"{outside(',。!?;:()' + self.barred)}{{0,12}}?", _NO_ANCHOR
        return re.escape(mark), frozenset({mark})

    def _alternatives(self) -> _Piece:
        expressions: list[str] = []
        anchors: list[frozenset[str]] = []
        while True:
            pieces = self._sequence()
            trigger = _trigger(pieces)
            expressions.append("".join(expression for expression, _ in pieces))
            anchors.append(pieces[trigger][1] if trigger >= 0 else _NO_ANCHOR)
            self.position += 1
            if self.position > len(self.marks):
                raise self._error("a [ is not closed")
            if self.marks[self.position - 1] == "]":
                longest_first = sorted(expressions, key=lambda expression: -len(expression))
                return f"(?:{'|'.join(longest_first)})", frozenset().union(*anchors) if all(anchors) else _NO_ANCHOR

    def _slot(self, mark: str) -> str:
        parts = _SLOT.fullmatch(mark)
        if parts is None:
            raise self._error(f"{mark} is no slot")
        kind = self._kind(parts[1])
        group = f"s{len(self.groups)}"
        self.groups[group] = (parts[2] or (kind or parts[1]), kind)
        return f"(?P<{group}>{_slot_expression(parts[1], kind)}){parts[3] or ''}"

    def _kind(self, name: str) -> Kind | None:
        kind = _PLURALS.get(name) or _KINDS.get(name)
        if kind is None and name not in _TEXTS:
            known = ", ".join((*_KINDS, *_TEXTS))
            raise self._error(f"{{{name}}} is no slot; there are {known}, and the plurals of the kinds")
        return kind

    def _error(self, reason: str) -> LexiconError:
        return LexiconError(f"{self.key}: the phrase “{self.phrase}” cannot be understood: {reason}.")


def _slot_expression(name: str, kind: Kind | None) -> str:
    if kind is None:
        return _TEXTS[name]
    fold = FOLDED[kind]
    honorific = f"(?:{_either('honorifics')}|{FOLDED[Kind.TITLE]})?" if kind is Kind.PERSON else ""
    pair = "{1,3}" if kind is Kind.ORGANIZATION else ""  # 县委县政府
    closing = r"\)?" if kind is Kind.PERSON else ""  # 甲(某厅副厅长) is folded without its closing bracket
    one = fold + pair + honorific + _NOTE + closing
    if name not in _PLURALS:
        return one
    tail = rf"(?:等\d{{0,5}}(?:{_either('tails')}){{0,6}})?"  # 等10位专家和代表
    stop = outside(_STOPS + fold)
    post = _post(kind)
    # an item that was not found, or that has no name
    group = f"{_WITHIN}{{0,24}}?(?:{_either('groups')})(?:\\({_WITHIN}{{1,12}}\\))?(?:{_COUNT})?"
    unfound = f"{_WITHIN}{{0,12}}{post}{_WITHIN}{{0,12}}|(?<=、)(?:(?!等|出席|参加|主持|主办|承办|协办){stop}){{2,20}}"
    unknown = f"(?>{_SEPARATOR}(?:{group}|{unfound})(?=[,、以及和与同并]))"
    described = rf"{stop}{{0,12}}?(?:{_either('described')})"
    prefix = (
        rf"(?:{_WITHIN}{{0,8}}{post}{_WITHIN}{{0,10}}(?:\([^()\n]{{1,16}}\))?|国家|中华|我会|我校|我院|{_TERM}|{described})?"
        if kind is Kind.PERSON
        else ""
    )
    others = f"(?:{unknown}{{0,12}}?{_SEPARATOR}{prefix}{one}{tail}){{0,{_LONGEST_LIST}}}"
    start = f"(?<!{fold}[、,和与及])(?<!{fold}等[、,])"  # never in the middle of a list
    ending = f"(?>{_SEPARATOR}{group}){{0,6}}(?:、{stop}{{2,20}}?)?(?:等{stop}{{0,12}}?)?"
    return f"{start}{one}{tail}{others}{ending}"


def _post(kind: Kind) -> str:
    """What tells that words between commas belong to a list: an organization or title before a name not found."""
    marks = {Kind.ORGANIZATION, Kind.TITLE} - {kind} if kind is Kind.PERSON else {Kind.TITLE}
    return f"[{''.join(sorted(FOLDED[mark] for mark in marks))}]"


@cache
def _either(entry: str) -> str:
    return either(load("lists")[entry])


def _trigger(pieces: Sequence[_Piece]) -> int:
    """Which piece tells a phrase most surely: the longer its shortest word, and the fewer, the better; -1 for none."""
    anchored = [index for index, (_, anchors) in enumerate(pieces) if anchors]
    return max(anchored, key=lambda i: (min(map(len, pieces[i][1])), -len(pieces[i][1])), default=-1)
