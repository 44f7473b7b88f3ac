"""Phrases, and where they stand in shadow text, the text with each outermost mention folded to one character.

A phrase is written as a newspaper editor would write it, and compiled to an ordinary regular expression:

    {person}            one mention; the kinds are those of `Kind`
    {persons}           one or more in a list: A、B和C等领导
    {organization?}     one, or none
    {initiative:roll}   one, called `roll` in the match instead of `initiative`
    {topic}             free text: quoted pieces, or what stands there up to the next literal
    {quote}             free text in quotation marks or 《》 only
    [a|b]  [|a]         either; or nothing
    …                   up to 24 characters of one sentence, past no mention of a kind that the phrase names
    ~                   the same, up to 12 characters of one clause without brackets
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from kg.cues import Cues, either
from kg.lexicon import load
from kg.model import Kind, LexiconError, Mention
from kg.shadow import FOLDED, Shadow, outermost
from kg.text import Span, narrow, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

__all__ = ["FOLDED", "Match", "Phrases", "Shadow", "compile_phrases", "outermost", "slot_kinds"]


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a text: spans are of the cleaned text, mentions in its order, an empty slot left out."""

    key: str
    phrase: str
    span: Span
    slots: Mapping[str, tuple[Mention, ...]]  # by kind (person, organization, …) or by the slot's own name
    texts: Mapping[str, Span]  # free text, by the slot's name: topic
    trigger: Span  # the words that tell the phrase most surely: 致辞 in “{persons}…[致辞|致欢迎辞]”


class Phrases:
    """Compiled phrases. Only those are tried whose words stand in a line of the text."""

    def __init__(self, compiled: Iterable[_Compiled], exceptions: Phrases | None = None) -> None:
        self._compiled = tuple(compiled)
        self._exceptions = exceptions
        self._of_anchor: dict[str, list[int]] = {}
        for index, phrase in enumerate(self._compiled):
            for anchor in phrase.anchors:
                self._of_anchor.setdefault(anchor, []).append(index)
        self._cues = Cues(self._of_anchor)
        self._characters = frozenset().union(*(phrase.needed for phrase in self._compiled))
        self._keys = frozenset(phrase.key for phrase in self._compiled)

    def find(self, shadow: Shadow) -> Iterator[Match]:
        """Every match of every phrase by its place in the text, at one place the longest first.

        Left out are those that overlap an exception of their key.
        """
        found: list[tuple[int, int, int, Match]] = []
        for line, index, last in self._candidates(shadow.text):
            phrase = self._compiled[index]
            for match in phrase.matches(shadow.text, line, last):
                found.append((match.start(), -match.end(), index, phrase.match(match, shadow)))
        found.sort(key=_PLACE)
        barred = self._barred(shadow, {read.key for *_, read in found})
        for _, _, _, read in found:
            if not any(key == read.key and _overlap(span, read.span) for key, span in barred):
                yield read

    def _barred(self, shadow: Shadow, keys: Set[str]) -> list[tuple[str, Span]]:
        """Where exceptions of these keys stand."""
        if not self._exceptions or self._exceptions._keys.isdisjoint(keys):
            return []
        return [(exception.key, exception.span) for exception in self._exceptions.find(shadow)]

    def _candidates(self, text: str) -> Iterator[tuple[Span, int, int]]:
        """Lines, and the phrases to try there: those whose words and mentions stand there in their order.

        With each phrase comes where the last of its words ends in the line.
        """
        lines = paragraphs(text)
        starts = [line.start for line in lines]
        asked: dict[int, dict[int, int]] = {}
        for word, start, end in self._cues.hits(text):
            asked.setdefault(bisect_right(starts, start) - 1, {}).update(dict.fromkeys(self._of_anchor[word], end))
        for number in sorted(asked):
            line = lines[number]
            absent = self._characters.difference(line.of(text))
            known: dict[_Choice, int] = {}
            for index, last in sorted(asked[number].items()):
                phrase = self._compiled[index]
                # cheap, and often enough: a character without which there is no match
                if phrase.needed.isdisjoint(absent) and _stand_in_order(phrase.essentials, text, line, known):
                    yield line, index, last


def _stand_in_order(essentials: Sequence[tuple[str, ...]], text: str, line: Span, known: dict[_Choice, int]) -> bool:
    """Whether one word of each of these stands in the line, one behind the other.

    `known` are the choices between words that were looked for in this line: phrases have many in common.
    """
    position, end = line
    for words in essentials:
        if len(words) == 1:
            found = text.find(words[0], position, end)
            position = found + len(words[0]) if found >= 0 else -1
        else:
            choice = words, position
            if choice not in known:
                known[choice] = _first_end(words, text, position, end)
            position = known[choice]
        if position < 0:
            return False
    return True


def _first_end(words: Iterable[str], text: str, start: int, end: int) -> int:
    """Where the first of these words to end in [start, end) ends; -1 for none."""
    nearest = -1
    for word in words:
        found = text.find(word, start, end)
        if found >= 0:
            nearest = found + len(word)
            end = nearest - 1  # another one counts where it ends before
    return nearest


def compile_phrases(
    entries: Mapping[str, Sequence[str]], exceptions: Mapping[str, Sequence[str]] | None = None
) -> Phrases:
    """The phrases of each key, ready to be found, but not where an exception of the key is found.

    Raises LexiconError for what the notation does not know.
    """
    return Phrases(_compile(entries), Phrases(_compile(exceptions)) if exceptions else None)


def slot_kinds(phrase: str) -> set[Kind]:
    """The kinds of mention that a phrase asks for."""
    names = {slot[0] for slot in _SLOT.findall(phrase)}
    return {kind for name, kind in (_KINDS | _PLURALS).items() if name in names}


@dataclass(frozen=True, slots=True)
class _Compiled:
    key: str
    phrase: str
    source: str  # of the regular expression, which is compiled when a text calls for it
    groups: Mapping[str, tuple[str, Kind | None]]  # group of the expression → name of the slot, kind
    anchors: frozenset[str]  # one of these stands in every match
    essentials: tuple[tuple[str, ...], ...]  # one of each stands in every match, in this order
    needed: frozenset[str]  # characters that stand in every match
    opening: str  # the fold of the mention that every match begins with; empty where there is none

    def matches(self, text: str, line: Span, last: int) -> Iterator[re.Match[str]]:
        """Where the expression stands in a line; one that begins with a mention is tried only at such mentions.

        The last of its words ends at `last`: behind that no match begins.
        """
        expression = _expression(self.source)
        if not self.opening:
            yield from expression.finditer(text, *line)
            return
        place = text.find(self.opening, line.start, last)
        while place >= 0:
            match = expression.match(text, place, line.end)
            yield from (match,) if match else ()
            place = text.find(self.opening, match.end() if match else place + 1, last)

    def match(self, found: re.Match[str], shadow: Shadow) -> Match:
        slots: dict[str, tuple[Mention, ...]] = {}
        texts: dict[str, Span] = {}
        for group, (name, kind) in self.groups.items():
            start, end = found.span(group)
            if start < 0:
                continue
            if kind is None:
                texts[name] = shadow.span(start, end)
            else:
                slots[name] = (*slots.get(name, ()), *shadow.mentions_in(start, end, kind))
        trigger = shadow.span(*found.span("trigger"))
        return Match(self.key, self.phrase, shadow.span(*found.span()), slots, texts, trigger)


_PLACE = itemgetter(0, 1, 2)
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
_QUOTES = f"{_QUOTED}(?:[、,和与及]?{_QUOTED}){{0,30}}"
_TEXTS = {"quote": _QUOTES, "topic": f"{_QUOTES}|(?![,:、]){outside('。!?;' + FOLDED[Kind.PERSON])}{{1,60}}?"}
_Piece: TypeAlias = tuple[str, frozenset[str]]  # expression, and words one of which stands in every match of it
_Choice: TypeAlias = tuple[tuple[str, ...], int]  # words of which one must stand behind a place
_NO_ANCHOR: frozenset[str] = frozenset()


@cache
def _expression(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _compile(entries: Mapping[str, Sequence[str]]) -> Iterator[_Compiled]:
    return (_Parser(key, phrase).compiled() for key, phrases in entries.items() for phrase in phrases)


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


def _overlap(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end


class _Parser:
    """Turns one phrase into an expression. What takes a variable number of characters has an upper bound."""

    def __init__(self, key: str, phrase: str) -> None:
        self.key, self.phrase = key, phrase
        self.marks = _MARK.findall(narrow(phrase))
        self.position = 0
        self.groups: dict[str, tuple[str, Kind | None]] = {}
        self.barred = "".join(sorted(FOLDED[kind] for kind in slot_kinds(phrase)))

    def compiled(self) -> _Compiled:
        pieces = self._sequence()
        if self.position < len(self.marks):
            raise self._error(f"“{self.marks[self.position]}” stands outside of [ ]")
        trigger = _trigger(pieces)
        if trigger < 0:
            raise self._error("at least one word must stand outside of slots")
        before, after = ("".join(e for e, _ in part) for part in (pieces[:trigger], pieces[trigger + 1 :]))
        expression, anchors = pieces[trigger]
        whole = f"{before}(?P<trigger>{expression}){after}"
        return _Compiled(
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
        rf"(?:{_WITHIN}{{0,8}}{post}{_WITHIN}{{0,10}}(?:\([^()\n]{{1,16}}\))?|国家|中华|我会|我校|我院|{described})?"
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
