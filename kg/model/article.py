"""An article as it is read, and the characters of it that a fact rests on."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct

from kg.text import OffsetMap, Span


class Evidence(Struct, frozen=True, gc=False):
    """The characters that a fact rests on, and the rule that read them."""

    article: str  # doc
    span: Span  # of the raw text
    rule: str


@dataclass(frozen=True, slots=True)
class Article:
    """One document: its raw text, its cleaned text, and the way back."""

    doc: str
    raw: str
    text: str  # Simplified, half-width punctuation, without page furniture; what finders and readers see
    offsets: OffsetMap  # from text to raw
    title: str | None = None
    publisher: str | None = None
    published: str | None = None  # ISO date, perhaps partial: 2024-11
    url: str | None = None

    def evidence(self, span: Span, rule: str) -> Evidence:
        """Evidence for a span of the cleaned text, placed in the raw text."""
        return Evidence(self.doc, self.offsets.to_raw(span), rule)
