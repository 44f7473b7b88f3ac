"""What the page of an IRI shows, put together in a worker: lines with links, ready for a template.

Persons, bodies, places, events and initiatives by `kg.exploring`; articles with their text; whatever else there is by
what the graph says of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from kg.exploring import thing as page_of
from kg.exploring.overview import words
from kg.graph import FACT_KINDS
from kg.model import QueryError
from kg.rdf import vocabulary as v
from kg.rdf.nodes import article_iri
from kg.rdf.vocabulary import NAMESPACES
from kg.serve.addresses import address_of, web_address
from kg.serve.rendering import has_explorer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph

    from kg.exploring.records import Article, Fact, Page, Thing
    from kg.serve.site import Site
    from kg.store import Store

_LISTED: Final = 200  # values of one property, or things of an article
_KINDS: Final = {
    "person": "人物 person",
    "organization": "机构 organization",
    "place": "地点 place",
    "event": "活动 event",
    "initiative": "举措 initiative",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Words, and where they lead; nowhere if that is empty."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: links, what is said of them, the words that were spoken, and what it all rests on."""

    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    said: str = ""
    evidence: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """A page: a title, what kind of thing it is, facts in sections, and for an article its text in three parts."""

    iri: str
    title: str
    kind: str
    notes: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    more: int = 0
    explorer: str = ""  # where the explorer shows it
    source: Link | None = None
    text: tuple[str, str, str] | None = field(default=None)  # before the lit characters, these, after them


def portrait(site: Site, iri: str, start: int, end: int) -> Portrait:
    """The page of an IRI that the graph knows; of an article with the characters from `start` to `end` lit."""
    store = site.store()
    classes = {quad.object for quad in store.dataset.quads_for_pattern(NamedNode(iri), v.TYPE, None, None)}
    if v.ARTICLE in classes:
        return _article(site, store, iri, start, end)
    if classes & set(v.CLASSES.values()) or v.DIVISION in classes:
        try:
            return _thing(site, page_of(store, iri))
        except QueryError:  # it has no name
            pass
    return _other(site, store, iri)


def _thing(site: Site, page: Page) -> Portrait:
    things = {thing.iri: thing for thing in (*page.things, page.thing)}
    articles = {article.doc: article for article in page.articles}
    own = [fact for fact in page.facts if page.thing.iri in (fact.source, fact.target)]
    sections = []
    for kind, heading in FACT_KINDS.items():
        lines = tuple(_line(site, fact, page.thing, things, articles) for fact in own if fact.kind == kind)
        if lines:
            sections.append(Section(f"{heading} {kind}", lines))
    if page.acts:
        done = tuple(_line(site, fact, page.thing, things, articles) for fact in page.acts)
        sections.append(Section("启动、发布、签约 acts", done))
    return Portrait(
        page.thing.iri,
        page.thing.label,
        _KINDS[page.thing.kind.value],
        tuple(_notes(page.thing)),
        tuple(sections),
        page.more,
        explorer="/#" + urlencode({"thing": page.thing.iri}) if has_explorer() else "",
    )


def _notes(thing: Thing) -> Iterator[str]:
    yield from thing.names
    yield from (_word(key) for key in thing.types)
    yield from (date for date in (thing.date, thing.end) if date)
    yield from thing.themes
    if thing.code:
        yield f"GB/T 2260 {thing.code}"


def _word(key: str) -> str:
    """A role, status or type in Chinese and English; what is no key stays as it is."""
    return " ".join(words().get(key, (key,)))


def _line(site: Site, fact: Fact, about: Thing, things: dict[str, Thing], articles: dict[str, Article]) -> Line:
    others = (iri for iri in (fact.source, fact.target) if iri and iri != about.iri)
    links = tuple(Link(things[iri].label, address_of(iri, site.base)) for iri in others if iri in things)
    status = _word(f"status-{fact.status}") if fact.status else ""
    time = "–".join(filter(None, (fact.start, fact.end)))
    told = (_word(fact.role), status, f"《{fact.topic}》" if fact.topic else "", time)
    evidence = tuple(_evidence(site, articles[at.doc], at.start, at.end) for at in fact.quotes if at.doc in articles)
    sources = f"独立来源 sources: {fact.sources}"
    return Line(links, (*filter(None, told), sources), fact.said, tuple(dict.fromkeys(evidence)))


def _evidence(site: Site, article: Article, start: int, end: int) -> Link:
    shown = " · ".join(filter(None, (article.title or article.doc, article.publisher, article.date)))
    place = urlencode({"start": start, "end": end})
    return Link(shown, f"{address_of(article_iri(article.doc, site.base).value, site.base)}?{place}#lit")


def _article(site: Site, store: Store, iri: str, start: int, end: int) -> Portrait:
    dataset, node = store.dataset, NamedNode(iri)
    doc, title, publisher, date, url = (
        next((term.value for term in _objects(dataset, node, predicate) if isinstance(term, Literal)), "")
        for predicate in (v.IDENTIFIER, v.HEADLINE, v.PUBLISHER_NAME, v.PUBLISHED, v.URL)
    )
    named = islice(dict.fromkeys(_objects(dataset, node, v.MENTIONS)), _LISTED)
    lines = tuple(Line((_link(site, dataset, term),)) for term in named)
    raw = "" if store.imported else store.reading(doc).raw
    begin, stop = (start, end) if 0 <= start < end <= len(raw) else (0, 0)
    return Portrait(
        iri,
        title or doc,
        "文章 article",
        tuple(filter(None, (publisher, date, doc))),
        (Section("提到 mentions", lines),) if lines else (),
        source=Link(url, web_address(url)) if url else None,
        text=(raw[:begin], raw[begin:stop], raw[stop:]) if raw else None,
    )


def _objects(dataset: pyoxigraph.Store, node: NamedNode, predicate: NamedNode) -> Iterable[object]:
    return (quad.object for quad in dataset.quads_for_pattern(node, predicate, None, None))


def _other(site: Site, store: Store, iri: str) -> Portrait:
    """A fact, a post, a title, a place in an article: all that the graph says of it, and what names it."""
    dataset, node = store.dataset, NamedNode(iri)
    said: dict[str, dict[object, None]] = {}
    for quad in dataset.quads_for_pattern(node, None, None, None):
        said.setdefault(quad.predicate.value, {})[quad.object] = None
    naming: dict[str, dict[object, None]] = {}
    for quad in islice(dataset.quads_for_pattern(None, None, node, None), _LISTED):
        naming.setdefault(f"← {short(quad.predicate.value)}", {})[quad.subject] = None
    told = {short(name): values for name, values in said.items()} | naming
    sections = tuple(
        Section(name, tuple(Line((_link(site, dataset, term),)) for term in islice(values, _LISTED)))
        for name, values in told.items()
    )
    kinds = [short(term.value) for term in said.get(v.TYPE.value, ()) if isinstance(term, NamedNode)]
    return Portrait(iri, label_of(dataset, node) or short(iri), " ".join(kinds), sections=sections)


def _link(site: Site, dataset: pyoxigraph.Store, term: object) -> Link:
    if isinstance(term, NamedNode):
        return Link(label_of(dataset, term) or short(term.value), address_of(term.value, site.base))
    return Link(str(getattr(term, "value", term)))


def label_of(dataset: pyoxigraph.Store, node: NamedNode) -> str:
    """A name of a thing; empty where it has none."""
    found = (quad.object for quad in dataset.quads_for_pattern(node, v.LABEL, None, None))
    return next((term.value for term in found if isinstance(term, Literal)), "")


def short(iri: str) -> str:
    """An IRI with the prefix of its vocabulary, where it is one that we use."""
    for prefix, namespace in NAMESPACES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
