"""Full text: things by their names, statements, sentences and articles by their words.

    find(store, "ccg")                            陈存根, by first letters; also 陈存根, 陳存根, cungen, chencg
    find(store, "社区治理", kinds=("statement",))   what people said of it
    refresh(store)                                makes or mends the index now, which find() does when it must

The index is derived from the store and lies in its folder. It knows the generation of the graph that it was made from,
and forgets an article with the graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.fulltext.hit import KINDS, NAMED, WORDED, Hit
from kg.model import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.store import Store

__all__ = ["KINDS", "Hit", "find", "refresh"]

_LONGEST = 200  # characters of a question that count


def find(store: Store, text: str, kinds: Sequence[str] = (), limit: int = 20) -> tuple[Hit, ...]:
    """At most `limit` hits of these kinds, or of all, the best first.

    Names come before texts: whole names, beginnings of names, parts of names, then texts by BM25; of those a third of
    the places are kept for texts where there are any. Names are found in either script, by pinyin with or without
    spaces and tones, by first letters (of short names behind whole syllables, too), and by pinyin from any syllable on.
    An empty text finds nothing. Makes or mends the index first where the graph has changed. Raises QueryError for a
    kind that there is not, StoreError where the index cannot be made.
    """
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise QueryError(f"there is no kind {unknown[0]!r} to search; there are {', '.join(KINDS)}")
    asked = " ".join(text.split())[:_LONGEST]
    if not asked or limit < 1:
        return ()
    from kg.fulltext.index import opened
    from kg.fulltext.names import by_name
    from kg.fulltext.texts import by_words

    searcher = opened(store).searcher
    named = [kind.value for kind in NAMED if not kinds or kind in kinds]
    worded = [kind for kind in WORDED if not kinds or kind in kinds]
    texts = by_words(store, searcher, asked, worded, limit) if worded else []
    things = by_name(searcher, asked, named, limit) if named else []
    return tuple((things[: max(limit - len(texts), limit - limit // 3)] + texts)[:limit])


def refresh(store: Store, watch: Callable[[str], None] | None = None) -> None:
    """Make or mend the index now. `watch` gets the id of each article that is indexed. Raises StoreError."""
    from kg.fulltext.index import opened

    opened(store, watch)
