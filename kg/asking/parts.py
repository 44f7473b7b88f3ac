"""The parts of a question: which phrases of `kg/lexicon/questions.yaml` stand where in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from kg.lexicon import load, phrases
from kg.pattern import Shadow, compile_phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Mention
    from kg.pattern import Match, Phrases
    from kg.text import Span

FILE: Final = "questions"


@dataclass(frozen=True, slots=True)
class Part:
    """A phrase of an entry at its place in the question."""

    entry: str
    span: Span
    text: str
    slots: Mapping[str, tuple[Mention, ...]]

    def says(self, field: str) -> Any:
        """What the entry says under a field, empty where it says nothing."""
        return load(FILE)[self.entry].get(field, "")

    @property
    def does(self) -> str:
        """What the part does in a question: asks, noun, happened, narrows or filler."""
        return str(self.says("part"))


@cache
def _phrases() -> Phrases:
    return compile_phrases(phrases(FILE))


def parts_of(text: str, mentions: Iterable[Mention]) -> list[Part]:
    """The parts in the order of the question, none over another: the one with more words of its own wins.

    What a part that lost covers besides is looked at again: 同台发言 is 同台 and 发言 where 谁和某人同台 has won.
    """
    shadow = Shadow(text, mentions)
    kept: list[Match] = []
    fresh = _best(shadow, text, kept)
    while fresh:
        kept += fresh
        taken = [mention for mention in shadow.mentions if not any(_overlap(mention.span, m.span) for m in kept)]
        fresh = _best(Shadow(_without(text, [match.span for match in kept]), taken), text, kept)
    return [Part(m.key, m.span, m.span.of(text), m.slots) for m in sorted(kept, key=lambda match: match.span)]


def _best(shadow: Shadow, text: str, kept: list[Match]) -> list[Match]:
    found = [match for match in _phrases().find(shadow) if _is_apart(match.span, text)]
    best: list[Match] = []
    lost: list[Match] = []  # what these cover besides waits for the next look
    for match in sorted(found, key=lambda match: _rank(match, shadow)):
        if any(_overlap(match.span, other.span) for other in (*kept, *best)):
            lost.append(match)
        elif not any(_overlap(match.span, other.span) for other in lost):
            best.append(match)
    return best


def _without(text: str, spans: Iterable[Span]) -> str:
    """The text with a sign that no phrase holds in the place of each character of the spans."""
    for start, end in spans:
        text = text[:start] + "\ufffc" * (end - start) + text[end:]
    return text


def _rank(match: Match, shadow: Shadow) -> tuple[int, bool, int]:
    """Longer ones first, each name counted as one character; of equal length what means something before fillers."""
    length = shadow.position(match.span.end) - shadow.position(match.span.start)
    is_filler = load(FILE)[match.key]["part"] == "filler"
    return -length, is_filler, match.span.start


def _is_apart(span: Span, text: str) -> bool:
    """Whether no word in Latin letters goes on across an edge of the span."""
    start, end = span
    return not (
        (start > 0 and _is_letter(text[start - 1]) and _is_letter(text[start]))
        or (end < len(text) and _is_letter(text[end - 1]) and _is_letter(text[end]))
    )


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _overlap(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end
