"""The words that each attribution of a line gives to its speaker, and whether its sentence ties them to an event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.attributions import PERSON, is_another, quotation_before, told
from kg.lexicon import load
from kg.model import Kind
from kg.pattern import FOLDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.grammar.attributions import Attribution, Quotation
    from kg.text import Span

_STOP = re.compile("[。!?;]")
_LONGEST_SENTENCE = 2000  # characters; a line without full stops is looked at no further back
_REPORTED_BEFORE = 12  # characters of a sentence before “,某甲说。” that are taken for what is said


def independent(text: str, found: Iterable[Attribution]) -> list[Attribution]:
    """The attributions that do not stand inside the sentence which an earlier one reports."""
    kept: list[Attribution] = []
    seen, is_over = 0, False  # whether a sentence has ended since the last one kept, and how far that is known
    for attribution in found:
        last, start = kept[-1] if kept else None, attribution.start
        is_over = is_over or _STOP.search(text, seen, start) is not None
        seen = max(seen, start)
        if last and last.says_on and not is_over and not text.endswith(("”", "”,"), last.end, start):
            is_pronoun = text[start] != PERSON and last.end < start
            if not is_pronoun and not is_another(text, last, attribution):
                continue
        kept.append(attribution)
        seen, is_over = attribution.end, False
    return kept


def pieces(
    text: str, line: Span, found: Sequence[Attribution], index: int, quoted: Sequence[Quotation]
) -> Iterator[tuple[int, int, str]]:
    """What an attribution gives to its speaker: the quotation before it, the words behind it, or those it closes."""
    attribution = found[index]
    before = quotation_before(text, attribution, quoted)
    if before:
        yield before.start, before.end, "quotation_before_speaker"
    if attribution.says_on:
        for start, end in told(text, attribution.end, _limit(text, line, found, index, quoted), quoted):
            yield start, end, "words_after_speaker"
    elif not before and not attribution.frame:
        start = _sentence_start(text, line, attribution.start)
        if text[attribution.start - 1 : attribution.start] == "," and attribution.start - start > _REPORTED_BEFORE:
            yield start, attribution.start - 1, "words_before_speaker"


def _limit(text: str, line: Span, found: Sequence[Attribution], index: int, quoted: Sequence[Quotation]) -> int:
    """Where the words behind an attribution end at the latest: before what the next one gives to its speaker."""
    if index + 1 == len(found):
        return line.end
    following = found[index + 1]
    before = quotation_before(text, following, quoted)
    if before and before.start > found[index].end + 1:
        return before.start - 1
    if is_another(text, found[index], following):
        return following.start - 1
    semicolon = text.rfind(";", found[index].end, following.start) + 1
    return max(_sentence_start(text, line, following.start), semicolon, found[index].end)


def is_tied(text: str, line: Span, attribution: Attribution) -> bool:
    """Whether the sentence up to the verb tells of an event at which the words were said."""
    before = text[_sentence_start(text, line, attribution.start) : attribution.start]
    words = (*load("speech")["event_words"], FOLDED[Kind.EVENT])
    return any(word in attribution.frame or word in before for word in words)


def _sentence_start(text: str, line: Span, position: int) -> int:
    least = max(line.start, position - _LONGEST_SENTENCE)
    return max(least, max(text.rfind(mark, least, position) for mark in "。!?”") + 1)
