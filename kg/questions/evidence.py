"""The sentences that facts rest on, out of the raw text of their articles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from kg.text import narrow, sentences

if TYPE_CHECKING:
    from kg.store import Store
    from kg.text import Span


class Sources:
    """The raw texts of a store's articles, each fetched and divided once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._texts: dict[str, tuple[str, list[Span]]] = {}

    def sentence(self, doc: str, start: int, end: int) -> str:
        """The raw sentence around a span of the raw text, or all those that it touches; an empty span has none."""
        if start >= end:
            return ""
        raw, parts = self._text(doc)
        first = bisect_right(parts, start, key=lambda part: part.end)
        last = bisect_left(parts, end, key=lambda part: part.start)
        if first >= last:
            return raw[start:end].strip()
        return " ".join(raw[parts[first].start : parts[last - 1].end].split())

    def position(self, doc: str, start: int, end: int, words: str) -> int:
        """Where these words first stand within a span of the raw text; its start where they do not."""
        raw, _ = self._text(doc)
        return max(raw.find(words, start, end), start)

    def _text(self, doc: str) -> tuple[str, list[Span]]:
        if doc not in self._texts:
            raw = self._store.reading(doc).raw
            self._texts[doc] = raw, list(sentences(narrow(raw)))
        return self._texts[doc]
