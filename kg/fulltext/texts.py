"""Texts by their words: those that hold the text itself, then those with all its words; where none has all, with some.

Within each, by BM25 (Robertson and Zaragoza 2009), as tantivy computes it, over texts of one kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kg.fulltext.entries import schema
from kg.fulltext.hit import ARTICLE, Hit
from kg.fulltext.index import told_of
from kg.fulltext.words import plain, words
from kg.text import Span, narrow, sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import tantivy

    from kg.fulltext.entries import Told
    from kg.store import Store

_VERBATIM, _ALL, _SOME = 2, 1, 0  # thirds of a score
_HALF: Final = 10.0  # of BM25, with which half of a third is reached
_LOOKED_AT: Final = 30  # of the best, how many are looked at for the text itself
_MOST_WORDS: Final = 24  # of a question
_LONGEST: Final = 120  # characters of a snippet
_LEAD: Final = 30  # of these before what was found


class _Found(NamedTuple):
    """An entry, and how well it fits."""

    kind: str
    iri: str
    doc: str
    told: Told
    score: float


def by_words(store: Store, searcher: tantivy.Searcher, text: str, kinds: Collection[str], limit: int) -> list[Hit]:
    """The texts of these kinds in which the words stand, the best first."""
    asked = plain(text).split()
    wanted = tuple(dict.fromkeys(word for part in asked for word in words(part)))[:_MOST_WORDS]
    if not wanted:
        return []
    found = [one for kind in kinds for one in _of_kind(store, searcher, kind, asked, wanted, limit)]
    found.sort(key=lambda one: (-one.score, one.doc, one.told.start, one.iri))
    return [_hit(store, one, asked, wanted) for one in found[:limit]]


def _of_kind(
    store: Store, searcher: tantivy.Searcher, kind: str, asked: list[str], wanted: tuple[str, ...], limit: int
) -> Iterator[_Found]:
    from tantivy import Occur, Query

    terms = [Query.term_query(schema(), kind, word, "freq") for word in wanted]
    most = max(limit, _LOOKED_AT)
    seen: set[str] = set()
    for occur, least in ((Occur.Must, _ALL), (Occur.Should, _SOME)):
        query = terms[0] if len(terms) == 1 else Query.boolean_query([(occur, term) for term in terms])
        for points, address in searcher.search(query, most, count=False).hits:
            entry = searcher.doc(address)
            iri, doc, told = str(entry.get_first("iri")), str(entry.get_first("doc")), told_of(entry)
            place = f"{iri} {told.start}"
            if place not in seen:
                seen.add(place)
                fits = _VERBATIM if least == _ALL and _is_verbatim(store, kind, doc, told, asked) else least
                yield _Found(kind, iri, doc, told, round((fits + points / (points + _HALF)) / 3, 4))
        if len(terms) == 1 or seen:
            return


def _is_verbatim(store: Store, kind: str, doc: str, told: Told, asked: list[str]) -> bool:
    """Whether a text holds every part of what was asked, as it was written."""
    text = plain(f"{told.label}\n{_raw(store, doc)}" if kind == ARTICLE else told.text)
    return all(part in text for part in asked)


def _raw(store: Store, doc: str) -> str:
    """The raw text of an article; empty where it was not imported, or has gone in the meantime."""
    return store.raw(doc) or ""


def _hit(store: Store, found: _Found, asked: list[str], wanted: tuple[str, ...]) -> Hit:
    told, text = found.told, found.told.text
    place = Span(told.start, told.end)
    if found.kind == ARTICLE:
        raw = _raw(store, found.doc)
        place = _best_sentence(raw, asked, wanted)
        text = place.of(raw)
    return Hit(found.iri, found.kind, told.label, (), _snippet(text, asked, wanted), found.doc, *place, found.score)


def _best_sentence(raw: str, asked: list[str], wanted: tuple[str, ...]) -> Span:
    """The first of the sentences that hold most of what was asked, and of its words; empty where none does."""

    def held(part: Span) -> tuple[int, int]:
        text = plain(part.of(raw))
        return sum(one in text for one in asked), sum(word in text for word in wanted)

    best = max(sentences(narrow(raw)), key=held, default=Span(0, 0))
    return best if any(held(best)) else Span(0, 0)


def _snippet(text: str, asked: list[str], wanted: tuple[str, ...]) -> str:
    """The words around the first place of what was asked, or of one of its words."""
    shown = " ".join(text.split())
    if len(shown) <= _LONGEST:
        return shown
    there = plain(shown)
    places = [at for one in (*asked, *wanted) if (at := there.find(one)) >= 0]
    start = max(0, min(places[0] - _LEAD if places else 0, len(shown) - _LONGEST))
    end = start + _LONGEST
    return f"{'…' if start else ''}{shown[start:end]}{'…' if end < len(shown) else ''}"
