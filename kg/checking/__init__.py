"""Whether the graph is what it must be: its shapes, its vocabulary, and every quote at its place in the raw text.

    check(store)   every violation: what is wrong, where in which article, which shape, what to do

Each named graph is checked by itself, since names and dates are what that article says. The shapes are those of
`ontology/shapes.ttl` (`kg.checking.shapes`); what compares with the raw text, which is not in the graph, is done here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode

from kg.checking.contents import Content, Found, text
from kg.checking.shapes import answers, remedy, shape_violations
from kg.rdf import article_iri
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.store import Store

_BATCH: Final = 20_000  # quads that are checked at a time; what this takes of the memory does not grow with the graph


@dataclass(frozen=True, slots=True)
class Violation:
    """Something in the graph that must not be so."""

    problem: str
    doc: str  # empty where it is in no article
    place: str  # "12–45" in the raw text; empty where nothing there belongs to it
    words: str  # the raw characters there
    node: str  # the IRI that it is about
    shape: str
    remedy: str


def check(store: Store) -> Iterator[Violation]:
    """Every violation in a store, article by article in the order in which they came; none where all is well.

    Of a graph that was imported without the articles themselves, no text is compared.
    """
    articles = _named(store) if store.imported else {article_iri(doc): doc for doc in store.docs()}
    for batch in _batches(_contents(store, articles)):
        shapes = shape_violations(batch)
        for content, unshapely in zip(batch, shapes, strict=True):
            found = {*unshapely, *answers(store.dataset, content), *_own_violations(store, content)}
            yield from sorted((_placed(content, one) for one in found), key=_order)
    for article, doc in articles.items():
        if next(store.dataset.quads_for_pattern(None, None, None, article), None) is None:
            yield Violation(
                "the article has no graph", doc, "", "", article.value, "graph-of-article", remedy("derive")
            )


def _named(store: Store) -> dict[NamedNode, str]:
    """The articles of an imported graph, by what it says of them."""
    found = store.dataset.quads_for_pattern(None, v.IDENTIFIER, None, None)
    return {
        quad.subject: text(quad.object)
        for quad in found
        if quad.subject == quad.graph_name and isinstance(quad.subject, NamedNode)
    }


def _contents(store: Store, articles: dict[NamedNode, str]) -> Iterator[Content]:
    strange = (graph for graph in store.dataset.named_graphs() if graph not in articles)
    for graph in (DefaultGraph(), *strange, *articles):
        quads = list(store.dataset.quads_for_pattern(None, None, None, graph))
        if quads:
            yield Content(articles.get(graph) if isinstance(graph, NamedNode) else None, graph, quads)


def _batches(contents: Iterable[Content]) -> Iterator[list[Content]]:
    batch: list[Content] = []
    for content in contents:
        batch.append(content)
        if sum(len(one.quads) for one in batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _placed(content: Content, found: Found) -> Violation:
    """A violation with the first place in the raw text that the node rests on."""
    quotes = [found.node, *content.of(found.node, v.SELECTOR), *content.of(found.node, v.DERIVED_FROM, v.SELECTOR)]
    start, end, words = (
        next((value for quote in quotes for value in content.of(quote, predicate)), "")
        for predicate in (v.POSITION_START, v.POSITION_END, v.EXACT)
    )
    place = f"{start}–{end}" if start and end else ""
    return Violation(found.problem, content.doc or "", place, words, found.node, found.shape, found.remedy)


def _order(violation: Violation) -> tuple[int, str, str, str]:
    start = violation.place.partition("–")[0]
    return int(start) if start.isdecimal() else 0, violation.shape, violation.node, violation.problem


# What compares with the store


def _own_violations(store: Store, content: Content) -> Iterator[Found]:
    yield from _foreign_terms(content)
    if content.doc is not None and not store.imported:
        yield from _text_violations(store, content, content.doc)
    elif content.doc is None and not isinstance(content.graph, DefaultGraph):
        problem = "no article of the store has this graph"
        yield Found(content.graph.value, "article-of-graph", problem, remedy("derive"))


def _foreign_terms(content: Content) -> Iterator[Found]:
    """Properties and classes that the vocabulary does not have, and blank nodes."""
    for quad in content.quads:
        node = text(quad.subject)
        if quad.predicate not in _terms():
            yield Found(node, "vocabulary", f"no property of ours: {quad.predicate.value}", remedy("derive"))
        elif quad.predicate == v.TYPE and quad.object not in _terms():
            yield Found(node, "vocabulary", f"no class of ours: {text(quad.object)}", remedy("derive"))
        if isinstance(quad.subject, BlankNode):
            yield Found(node, "no-blank-nodes", "every node has an IRI", remedy("derive"))


def _text_violations(store: Store, content: Content, doc: str) -> Iterator[Found]:
    """Quotes that are not in the raw text where they say, evidence of other articles, and a hash of another text."""
    raw, article = store.reading(doc).raw, article_iri(doc).value
    digest = sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()
    for said in content.of(article, v.SHA256):
        if said != digest:
            yield Found(article, "raw-text-hash", f"the stored raw text has the hash {digest}", remedy("derive"))
    for said in content.of(article, v.IDENTIFIER):
        if said != doc:
            yield Found(article, "article-of-graph", f"the article of this graph is {doc}", remedy("derive"))
    for node in dict.fromkeys(subject for subject, predicate in content.values if predicate == v.SELECTOR.value):
        if any(source != article for source in content.of(node, v.SOURCE)):
            yield Found(node, "raw-text-article", "the evidence is of another article", remedy("derive"))
        yield from _misquoted(content, node, raw)


def _misquoted(content: Content, node: str, raw: str) -> Iterator[Found]:
    starts, ends, quotes = (
        content.of(node, v.SELECTOR, predicate) for predicate in (v.POSITION_START, v.POSITION_END, v.EXACT)
    )
    if len(starts) == len(ends) == len(quotes) == 1 and starts[0].isdecimal() and ends[0].isdecimal():
        there = raw[int(starts[0]) : int(ends[0])]
        if there != quotes[0] or int(ends[0]) > len(raw):
            yield Found(node, "raw-text-quote", f"the raw text says there: {there}", remedy("derive"))


@cache
def _terms() -> frozenset[NamedNode]:
    return v.terms()
