"""What a question asks for: its question words, each with the noun and the verb that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.asking.parts import FILE
from kg.lexicon import load
from kg.model import Kind
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.asking.named import Named
    from kg.asking.parts import Part

_CLAUSE: Final = 100  # characters that a comma counts for, where the nearest verb is sought
_BESIDE: Final = 12  # characters between a question word and its noun, at most
_COMMAS: Final = ",;、"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question word: what it asks for, the noun beside it, and the kind of fact that the verb beside it tells."""

    word: str  # person, which, count, date, … as `asks` of `questions.yaml`
    noun: str = ""
    fact: str = ""

    @property
    def wanted(self) -> str:
        """The noun, or else what the word alone asks for."""
        return self.noun or ("what" if self.word == "which" else self.word)


class _Sign(NamedTuple):
    span: Span
    does: str
    word: str
    fact: str = ""


def asks_of(text: str, parts: Iterable[Part], names: Iterable[Named]) -> list[Ask]:
    """What is asked, in order.

    `which` and `how many` take the nouns behind them, or else those before them (时间和地点是什么); a title is a noun,
    too (哪些教授). Without any question word the first noun is asked for (发言最多的前三位).
    """
    signs = _signs(parts, names)
    found: list[Ask] = []
    taken: set[int] = set()
    for at, sign in enumerate(signs):
        if sign.does != "asks":
            continue
        nouns = _beside(signs, at, taken, text) if sign.word in ("which", "count") else []
        taken.update(nouns)
        fact = _nearest(signs, sign, text)
        found += [Ask(sign.word, signs[noun].word, fact) for noun in nouns] or [Ask(sign.word, "", fact)]
    if found:
        return list(dict.fromkeys(found))
    return [Ask("which", sign.word, sign.fact) for sign in signs if sign.does == "noun"][:1]


def _signs(parts: Iterable[Part], names: Iterable[Named]) -> list[_Sign]:
    """The words that mean something, in their order."""
    signs = [
        _Sign(part.span, part.does, str(part.says("asks") or part.says("noun")), str(part.says("fact")))
        for part in parts
        if part.does in ("asks", "noun", "happened", "narrows")
    ]
    if any(sign.does == "asks" and sign.word != "whether" for sign in signs):
        signs = [sign for sign in signs if (sign.does, sign.word) != ("asks", "whether")]
    ends = [sign.span.end for sign in signs if sign.does == "asks" and sign.word in ("which", "count")]
    for named in names:
        if named.kind is Kind.TITLE and any(0 <= named.span.start - end <= 1 for end in ends):
            signs.append(_Sign(named.span, "noun", "person"))
    return sorted(signs)


def _beside(signs: Sequence[_Sign], at: int, taken: set[int], text: str) -> list[int]:
    for step in (1, -1):
        nouns: list[int] = []
        place = at + step
        while 0 <= place < len(signs) and signs[place].does == "noun" and place not in taken:
            if not _is_beside(signs[place].span, signs[place - step].span, text, bool(nouns)):
                break
            nouns.append(place)
            place += step
        if nouns:
            return sorted(nouns)
    return []


def _is_beside(one: Span, other: Span, text: str, is_further: bool) -> bool:
    """Whether a noun stands near its question word; whether a further noun is joined to the one before."""
    first, second = sorted((one, other))
    between = text[first.end : second.start].strip()
    if is_further:
        return not between or between in load(FILE)["words"]["joins"]
    return _distance(one, other, text) <= _BESIDE


def _nearest(signs: Iterable[_Sign], ask: _Sign, text: str) -> str:
    """The fact of the verb that stands nearest to a question word; a comma between counts as far."""
    verbs = [(_distance(sign.span, ask.span, text), sign.fact) for sign in signs if sign.does == "happened"]
    return min(verbs, default=(0, ""))[1]


def _distance(one: Span, other: Span, text: str) -> int:
    first, second = sorted((one, other))
    between = text[first.end : second.start]
    return len(between) + _CLAUSE * sum(between.count(comma) for comma in _COMMAS)
