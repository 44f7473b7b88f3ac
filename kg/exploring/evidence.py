"""Where it stands: an article's raw text with the characters that facts rest on, and who else says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from kg.exploring.articles import articles_of
from kg.exploring.facts import detailed, ends
from kg.exploring.records import Evidence
from kg.exploring.things import things_of
from kg.graph.projection import rows
from kg.model import QueryError

if TYPE_CHECKING:
    from kg.store import Store

_NAMED: Final = "?g schema:identifier {} ; a schema:NewsArticle ."
_ARTICLES: Final = 50  # whose quotes one fact brings along
_AT: Final = "?place oa:hasSelector ?at . ?at oa:start {} ; oa:end {} ."
_FACTS: Final = f"?fact prov:wasDerivedFrom ?place . {_AT} ?fact ?link ?thing . ?thing rdfs:label ?name ."
_QUOTE: Final = f"{_AT} ?place oa:hasSelector ?words . ?words oa:exact ?text ."
_KINDS: Final = frozenset({"membership", "participation", "involvement", "statement", "proposal", "recognition"})


def evidence(store: Store, doc: str, start: int, end: int) -> Evidence:
    """The article `doc` with the code points from `start` to `end` of its raw text, and the facts that rest on them.

    An empty place shows the article alone. QueryError where there is no such article, or no such place in it.
    """
    graph = next((row["g"] for row in rows(store, _NAMED.format(Literal(doc)), "?g")), "")
    if not graph:
        raise QueryError(f"there is no article {doc[:200]!r} in the graph; open it from one of its facts")
    article = articles_of(store, [graph])[graph]
    text, offset = _text(store, graph, doc, start, end)
    if not offset <= start <= end <= offset + len(text):
        raise QueryError(f"article {doc!r} has no characters {start} to {end}; open it from one of its facts")
    about = {row["thing"]: None for row in rows(store, _FACTS.format(start, end), "?thing", "?g", [graph])}
    kinds = {iri: thing.kind for iri, thing in things_of(store, list(about)).items()}
    found = {told: group for told, group in ends(store, kinds).items() if any(row["g"] == graph for row in group)}
    telling = detailed(store, found, _ARTICLES)
    facts = tuple(
        fact for fact in telling.facts if any((at.doc, at.start, at.end) == (doc, start, end) for at in fact.quotes)
    )
    named = {iri for fact in facts for iri in (fact.source, fact.target) if iri}
    things = things_of(store, sorted(named))
    told_by = {quote.doc for fact in facts for quote in fact.quotes} - {doc}
    others = tuple(article for article in telling.articles if article.doc in told_by)
    return Evidence(article, text, offset, start, end, facts, tuple(things.values()), others)


def _text(store: Store, graph: str, doc: str, start: int, end: int) -> tuple[str, int]:
    """The raw text and where it begins; of a graph that was imported without texts the quote alone."""
    if not store.imported:
        return store.reading(doc).raw, 0
    quotes = rows(store, _QUOTE.format(start, end), "?text", "?g", [graph])
    return next((row["text"] for row in quotes), ""), start
