"""The sentences that facts rest on, out of the raw text of their articles; where that was not imported, the quotes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from kg.text import narrow, sentences

if TYPE_CHECKING:
    from kg.store import Store
    from kg.text import Span

_QUOTE: Final = """PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?quote {{ GRAPH ?g {{
    ?g <https://schema.org/identifier> {doc} . ?at oa:start {start} ; oa:end {end} .
    ?place oa:hasSelector ?at ; oa:hasSource ?g ; oa:hasSelector ?words . ?words oa:exact ?quote }} }} LIMIT 1"""


class Sources:
    """The raw texts of a store's articles, each fetched and divided once; of an imported graph, their quotes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._texts: dict[str, tuple[str, list[Span]]] = {}
        self._firsts: dict[str, str] = {}
        self._quotes: dict[tuple[str, int, int], str] = {}
        self._has_texts = not store.imported

    def first(self, doc: str) -> str:
        """The first of the articles that are copies of this one; copies are one witness."""
        if doc not in self._firsts:
            self._firsts[doc] = self._store.copies.first(doc)
        return self._firsts[doc]

    def sentence(self, doc: str, start: int, end: int) -> str:
        """The raw sentence around a span of the raw text, or all those that it touches; an empty span has none."""
        if start >= end:
            return ""
        if not self._has_texts:
            return self._quoted(doc, start, end)
        raw, parts = self._text(doc)
        first = bisect_right(parts, start, key=lambda part: part.end)
        last = bisect_left(parts, end, key=lambda part: part.start)
        if first >= last:
            return raw[start:end].strip()
        return " ".join(raw[parts[first].start : parts[last - 1].end].split())

    def position(self, doc: str, start: int, end: int, words: str) -> int:
        """Where these words first stand within a span of the raw text; its start where they do not."""
        raw = self._text(doc)[0] if self._has_texts else ""
        return max(raw.find(words, start, end), start)

    def _quoted(self, doc: str, start: int, end: int) -> str:
        """The raw characters at a place of an article, where its graph holds them, or nothing."""
        from pyoxigraph import Literal, QuerySolutions

        place = (doc, start, end)
        if place not in self._quotes:
            found = self._store.query(_QUOTE.format(doc=Literal(doc), start=start, end=end))
            rows = found if isinstance(found, QuerySolutions) else ()
            self._quotes[place] = next((row["quote"].value for row in rows), "")
        return self._quotes[place]

    def _text(self, doc: str) -> tuple[str, list[Span]]:
        if doc not in self._texts:
            raw = self._store.reading(doc).raw
            self._texts[doc] = raw, list(sentences(narrow(raw)))
        return self._texts[doc]
