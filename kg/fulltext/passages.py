"""The texts of an article that can be found: the whole, what people say, and the sentences that facts rest on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from kg.fulltext.hit import ARTICLE, EVIDENCE, STATEMENT
from kg.graph import projection
from kg.model import Statement
from kg.rdf import article_iri, facts
from kg.text import Span, narrow, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Reading
    from kg.store import Store


class Passage(NamedTuple):
    """A text with its place in the raw text of its article."""

    kind: str
    iri: str
    label: str
    text: str
    span: Span
    names: tuple[str, ...] = ()  # of things that the article names


def passages(store: Store, doc: str) -> Iterator[Passage]:
    """The texts of an article, the article first; of an imported graph, as far as the graph holds them."""
    if store.imported:
        yield from _imported(store, doc)
    else:
        yield from _read(store, store.kept(doc))


def _read(store: Store, reading: Reading) -> Iterator[Passage]:
    title = reading.title or reading.doc
    names = tuple({name for _, thing in reading.things() for name in (thing.name, *thing.other_names)})
    whole = Span(0, len(reading.raw))
    yield Passage(ARTICLE, article_iri(reading.doc).value, title, reading.raw, whole, names)
    speakers = {person.key: person.name for person in reading.persons}
    proofs: dict[Span, str] = {}
    parts = sentences(narrow(reading.raw))
    for iri, fact in facts(reading, store.iris(reading.doc)):
        if isinstance(fact, Statement):
            yield Passage(STATEMENT, iri, speakers[fact.person], fact.said, fact.evidence.span, names)
        elif fact.evidence.span.end > fact.evidence.span.start:
            proofs.setdefault(_around(parts, fact.evidence.span), iri)
    for span, iri in proofs.items():
        yield Passage(EVIDENCE, iri, title, span.of(reading.raw), span, names)


def _around(parts: tuple[Span, ...], span: Span) -> Span:
    """The sentences that a span touches; itself where there are none."""
    first = bisect_right(parts, span.start, key=lambda part: part.end)
    last = bisect_left(parts, span.end, key=lambda part: part.start)
    return Span(parts[first].start, parts[last - 1].end) if first < last else span


_QUOTED = (
    "?fact a ?class ; prov:wasDerivedFrom ?evidence . ?evidence oa:hasSelector ?at ; oa:hasSelector ?exact ."
    " ?at oa:start ?start ; oa:end ?end . ?exact oa:exact ?quote ."
)
_SAID = "?fact schema:spokenByCharacter/rdfs:label ?speaker ; schema:text ?text ."


def _imported(store: Store, doc: str) -> Iterator[Passage]:
    """Headline, statements and quotes; the text itself was not imported."""
    graph = article_iri(doc).value
    headlines = projection.rows(store, "?g schema:headline ?title .", "?title", "?g", [graph])
    title = next((row["title"] for row in headlines), doc)
    yield Passage(ARTICLE, graph, title, "", Span(0, 0))
    said = {row["fact"]: row for row in projection.rows(store, _SAID, "?fact ?speaker ?text", "?g", [graph])}
    told: set[tuple[str, str]] = set()
    for row in projection.rows(store, _QUOTED, "?fact ?class ?start ?end ?quote", "?g", [graph]):
        span = Span(int(row["start"]), int(row["end"]))
        if row["fact"] in said and ("", row["fact"]) not in told:
            told.add(("", row["fact"]))
            statement = said[row["fact"]]
            yield Passage(STATEMENT, row["fact"], statement["speaker"], statement["text"], span)
        elif (
            row["class"] not in projection.CLASSES
            and row["fact"] not in said
            and (row["start"], row["end"]) not in told
        ):
            told.add((row["start"], row["end"]))
            yield Passage(EVIDENCE, row["fact"], title, row["quote"], span)
