"""The sentences that facts rest on, out of the raw text of their articles; where that was not imported, the quotes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from kg.text import narrow, sentences

if TYPE_CHECKING:
    from kg.store import Store
    from kg.text import Span

_QUOTES: Final = """PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?s ?e ?quote { GRAPH ?g {
    ?g <https://schema.org/identifier> ?doc . ?place oa:hasSource ?g ; oa:hasSelector ?at , ?words .
    ?at oa:start ?s ; oa:end ?e . ?words oa:exact ?quote } }"""


class Sources:
    """The raw texts of a store's articles, each fetched and divided once; of an imported graph, their quotes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._texts: dict[str, tuple[str, list[Span]]] = {}
        self._firsts: dict[str, str] = {}
        self._quotes: dict[str, dict[tuple[int, int], str]] = {}
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
            return self._quoted(doc).get((start, end), "")
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

    def _quoted(self, doc: str) -> dict[tuple[int, int], str]:
        """The raw characters of an article that its graph holds, by their place."""
        from pyoxigraph import Literal, QuerySolutions

        if doc not in self._quotes:
            found = self._store.query(_QUOTES.replace("?doc", str(Literal(doc))))
            rows = found if isinstance(found, QuerySolutions) else ()
            self._quotes[doc] = {(int(row["s"].value), int(row["e"].value)): row["quote"].value for row in rows}
        return self._quotes[doc]

    def _text(self, doc: str) -> tuple[str, list[Span]]:
        if doc not in self._texts:
            raw = self._store.reading(doc).raw
            self._texts[doc] = raw, list(sentences(narrow(raw)))
        return self._texts[doc]
