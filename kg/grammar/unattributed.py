"""Quotations that no verb of saying attributes: whose they are is told by who acts beside them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.cues import either
from kg.grammar.attributions import PERSON, quotations
from kg.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.grammar.attributions import Quotation
    from kg.text import Span

_SHORTEST = 12  # characters of a quotation that stands between sentences
_LONGEST_SENTENCE = 120  # characters before it in which its speaker acts


class Unattributed(NamedTuple):
    """A quotation, and the place of the person whose words it is."""

    start: int
    end: int
    person: int
    rule: str


def unattributed(
    text: str, lines: Sequence[Span], index: int, taken: Sequence[tuple[int, int]]
) -> Iterator[Unattributed]:
    """The quotations of a line, or filling the one above it, whose speaker only acts in the words beside them."""
    line = lines[index]
    quoted = quotations(text, line)
    free = [q for q in quoted if not any(start <= q.start < end for start, end in taken)]
    opens = bool(free) and free[0].start == line.start + 1 and _is_sentence(text, free[0])
    if opens and (match := _behind().match(text, free[0].end + 1, line.end)):
        yield Unattributed(free[0].start, free[0].end, match.start("person"), "quotation_opens_paragraph")
    if index and (match := _says_above().match(text, line.start, line.end)):
        above = lines[index - 1]
        for quotation in quotations(text, above):
            if quotation.start == above.start + 1 and quotation.end + 1 >= above.end:
                yield Unattributed(quotation.start, quotation.end, match.start("person"), "quotation_above_speaker")
    yield from _between(text, line, free, quoted)


def _between(text: str, line: Span, free: Iterable[Quotation], quoted: Sequence[Quotation]) -> Iterator[Unattributed]:
    """Whole quotations behind a sentence that somebody is the subject of."""
    for quotation in free:
        mark = quotation.start - 1
        whole = _is_sentence(text, quotation) and quotation.end - quotation.start >= _SHORTEST
        if not whole or text[mark - 1] not in "。!?" or mark <= line.start:
            continue
        start = max(
            line.start, mark - _LONGEST_SENTENCE, *(text.rfind(end, line.start, mark - 1) + 1 for end in "。!?")
        )
        subject = _subject().match(text, start, mark)
        if subject and not any(q.start <= start < q.end for q in quoted):
            person = text.rfind(PERSON, line.start, subject.end())
            if person >= 0:
                yield Unattributed(quotation.start, quotation.end, person, "quotation_behind_subject")


def _is_sentence(text: str, quotation: Quotation) -> bool:
    return quotation.is_closed and text[quotation.end - 1] in "。!?…"


def _words(entry: str) -> str:
    return either(load("speech")[entry])


@cache
def _behind() -> re.Pattern[str]:
    """What stands behind a quotation that opens a paragraph and tells whose words they are, up to the name."""
    clause = rf"[^。!?“”\n{PERSON}]"
    leads = rf"(?:{_words('leads_to_speaker')}){clause}{{2,30}},"
    story = rf"{_words('narrative')}|{_words('other_story')}|{clause}{{0,10}}(?:{_words('collective')})"
    setting = rf"(?!{story})[^,\d。!?“”\n{PERSON}]{{2,10}},"
    return re.compile(rf"(?:{leads}|{_says()}|{setting})?(?P<person>{PERSON})(?![等们的、和与])")


@cache
def _says_above() -> re.Pattern[str]:
    """“说这话的是某甲”, below a quotation that fills its paragraph."""
    return re.compile(rf"{_says()}(?P<person>{PERSON})")


def _says() -> str:
    return rf"[说讲]出?[这此][番段句些席]*话的[^。!?“”\n{PERSON}]{{0,12}}"


@cache
def _subject() -> re.Pattern[str]:
    """A sentence about one person: the subject, and nobody who is merely one of many."""
    pronouns = _words("pronouns")
    return re.compile(
        rf"(?:[^,。“”{PERSON}]{{0,8}}[,的])?(?:{PERSON}(?![、和与等])|(?:{pronouns})(?![们的人]))"
        rf"(?!.*(?:{_words('collective')}|{PERSON}))"
    )
