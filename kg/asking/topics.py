"""The words that somebody is asked to have spoken about: those in quotation marks, and those behind “about”."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.model import Kind
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.asking.named import Named
    from kg.asking.parts import Part
    from kg.asking.times import Told

_QUOTED: Final = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|《([^《》]+)》|‘([^‘’]+)’")
_SILENT: Final = re.compile(r"[\s\W_]")
_STOP: Final = re.compile(r"[,，。?？!！;；]")
_LED: Final = re.compile(r"(?:\b(?:at|by|during|before|after)(?: the)?|在|(?<![关对由])于) ?$")


def topics_in(
    text: str, words: Sequence[Part], names: Sequence[Named], dates: Sequence[Told]
) -> tuple[list[Span], list[Named]]:
    """The words in quotation marks or behind “about”, and which of these are names."""
    spans: list[Span] = []
    subjects: list[Named] = []
    for match in _QUOTED.finditer(text):
        span = Span(*match.span())
        is_name = any(span.contains(named.span) and _is_all(named.span, span, text) for named in names)
        if not is_name and unquoted(match[0]) and not _is_led(text, span.start):
            spans.append(span)
    for part in words:
        if part.says("about") and not within(part.span, [*spans, *(named.span for named in names)]):
            run = _run(text, part.span.end, words, names, dates)
            if run and not any(overlap(run, other) for other in spans) and not _is_said(text, run, words, names):
                spans.append(run)
                subjects += [named for named in names if _is_all(named.span, run, text)]
    subjects = [replace(named, span=run) for named in subjects for run in spans if run.contains(named.span)]
    return spans, subjects


def _is_said(text: str, run: Span, words: Sequence[Part], names: Sequence[Named]) -> bool:
    """Whether what is behind “about” is no more than names with words of questions: the Changchun meeting."""
    inner = [named.span for named in names if run.contains(named.span)]
    if not inner or any(_is_all(span, run, text) for span in inner):
        return False
    known = [*inner, *(part.span for part in words if part.does in ("noun", "filler"))]
    words_of_run = run.of(text)
    shifted = (Span(max(span.start - run.start, 0), span.end - run.start) for span in known if overlap(span, run))
    return not uncovered(words_of_run, [Span(start, min(end, len(words_of_run))) for start, end in shifted])


def overlap(first: Span, second: Span) -> bool:
    """Whether two spans share a character."""
    return first.start < second.end and second.start < first.end


def _is_all(inner: Span, outer: Span, text: str) -> bool:
    """Whether a span holds all that is heard of another."""
    around = text[outer.start : max(inner.start, outer.start)] + text[min(inner.end, outer.end) : outer.end]
    return overlap(inner, outer) and not _SILENT.sub("", around).strip("的")


def _run(text: str, start: int, words: Sequence[Part], names: Sequence[Named], dates: Sequence[Told]) -> Span | None:
    """The words from here to what goes on with the question; None where there are none, or a date follows."""
    ends = [match.start() for match in [_STOP.search(text, start)] if match]
    ends += [part.span.start for part in words if part.span.start >= start and _goes_on(part)]
    ends += [told.span.start for told in dates if told.span.start >= start]
    ends += [
        n.span.start
        for n in names
        if n.kind in (Kind.EVENT, Kind.PERSON) and n.span.start > start + 1 and _is_led(text, n.span.start)
    ]
    end = min(ends, default=len(text))
    run = text[start:end]
    run = re.sub(
        r"(?: (?:at|in|on|during|by|before|after|since|from|between|the))+$|(?:的|在|于|上|时|了|过|吗|呢|么|吧|啊)+$",
        "",
        run.rstrip(),
    )
    lead = len(run) - len(run.lstrip(" :的了过"))
    return Span(start + lead, start + len(run)) if run[lead:].strip() else None


def _is_led(text: str, start: int) -> bool:
    """Whether a preposition stands before, so that a name begins another part of the question."""
    return bool(_LED.search(text[:start]))


def _goes_on(part: Part) -> bool:
    """Whether a part cannot stand within the words that are spoken about."""
    if part.does == "asks" and part.entry != "yes-or-no":
        return True
    if part.does == "happened" and len(part.text) > 1:
        return part.says("fact") in ("statement", "article") or part.entry in ("speaking", "keynote", "opening")
    return part.does == "noun" and part.says("noun") in ("said", "article")


def unquoted(text: str) -> str:
    """Words without the quotation marks around them."""
    return text.strip(" “”\"《》‘’'")


def uncovered(text: str, spans: Iterable[Span]) -> list[str]:
    """The words that no span covers, each run of them as one."""
    marks = [bool(_SILENT.match(sign)) for sign in text]
    for start, end in spans:
        marks[start:end] = [True] * (end - start)
    runs: list[str] = []
    open_run = ""
    for sign, is_covered in zip(text, marks, strict=True):
        if is_covered and not (sign == " " and open_run):
            runs += [open_run.strip()] if open_run else []
            open_run = ""
        else:
            open_run += sign
    runs += [open_run.strip()] if open_run.strip() else []
    return list(dict.fromkeys(runs))


def within(span: Span, spans: Iterable[Span]) -> bool:
    """Whether a span lies in one of these."""
    return any(other.contains(span) for other in spans)
