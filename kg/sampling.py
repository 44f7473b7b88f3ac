"""Facts drawn from a store at random, each with the sentence it rests on, for a person to judge."""

from __future__ import annotations

import csv
import io
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.confidence import kind_of, like
from kg.judgements import Judgement, cell
from kg.marking import harmless
from kg.telling import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.model import Fact, Reading
    from kg.store import Store
    from kg.text import Span

_ENDS: Final = "。！？!?；;\n\r"
_FURTHEST: Final = 120  # characters of a sentence around a fact


class Drawn(NamedTuple):
    """A fact to be judged."""

    judgement: Judgement  # nothing is said yet
    headline: str
    before: str  # the sentence up to the characters that the fact rests on,
    words: str  # these,
    after: str  # and the rest of the sentence
    id: str = ""  # by which `kg correct` knows the fact

    @property
    def sentence(self) -> str:
        """The sentence with the characters of the fact in brackets."""
        return f"{self.before}【{self.words}】{self.after}"


def draw(store: Store, number: int, kind: str | None, seed: int) -> list[Drawn]:
    """Facts of the graph drawn without replacement: the same ones for the same seed and graph, in the order drawn.

    Fewer than `number` where there are not as many, of one kind where `kind` names one.
    """
    places = [
        (doc, at)
        for doc in sorted(store.docs())
        for at, fact in enumerate(store.kept(doc).facts())
        if kind in (None, kind_of(fact))
    ]
    chosen = Random(seed).sample(places, min(number, len(places)))
    readings = {doc: store.kept(doc) for doc in {doc for doc, _ in chosen}}
    return [_identified(store, doc, list(readings[doc].facts())[at], readings[doc]) for doc, at in chosen]


def _identified(store: Store, doc: str, fact: Fact, reading: Reading) -> Drawn:
    return drawn(fact, reading)._replace(id=store.corrected(doc).id_of(fact))


def drawn(fact: Fact, reading: Reading) -> Drawn:
    """A fact with its sentence."""
    group, span = like(fact), fact.evidence.span
    empty = Judgement(
        judgement="",
        confidence=f"{fact.confidence:.2f}",
        fact=group.fact,
        says=plain(fact, reading),
        article=harmless(reading.doc),
        rule=group.rule,
        completed=group.completed,
        text=f"sha256:{reading.raw_hash[:12]}",
        start=str(span.start),
        end=str(span.end),
    )
    return Drawn(empty, harmless(reading.title or ""), *map(harmless, _around(reading.raw, span)))


def _around(raw: str, span: Span) -> tuple[str, str, str]:
    """The characters before, at and behind a span, as far as its sentence goes."""
    before = raw[max(span.start - _FURTHEST, 0) : span.start]
    after = raw[span.end : span.end + _FURTHEST]
    start = max(before.rfind(mark) for mark in _ENDS) + 1
    is_ended = span.of(raw)[-1:] in tuple(_ENDS)
    ends = [place for mark in _ENDS if (place := after.find(mark)) >= 0]
    end = 0 if is_ended else min(ends, default=len(after)) + 1
    return before[start:], span.of(raw), after[:end]


def write_sheet(sample: Iterable[Drawn], path: Path) -> None:
    """Write facts as rows to fill in, in CSV as spreadsheets open it. StoreError where the file cannot be written."""
    from kg.export.writing import replaced

    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\r\n")
    fields = Judgement._fields[:-1]
    writer.writerow((*fields[:4], "sentence", "headline", *fields[4:], "id"))
    for one in sample:
        told = one.judgement[:-1]
        writer.writerow([cell(value) for value in (*told[:4], one.sentence, one.headline, *told[4:], one.id)])
    with replaced(path) as stream:
        stream.write(page.getvalue().encode("utf-8-sig", "replace"))
