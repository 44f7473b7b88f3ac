"""The tasks of the JSON interface, in a worker, and the page that shows what a search found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import msgspec

from kg import asking, exploring, fulltext
from kg.asking.labels import labels_of
from kg.model import QueryError
from kg.rdf.nodes import article_iri
from kg.serve.addresses import address_of
from kg.serve.messages import End, Outcome
from kg.serve.operations import Hits
from kg.serve.rendering import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.fulltext import Hit
    from kg.serve.site import Site

_SHOWN: Final = 50  # hits of a page


def overview(site: Site) -> Outcome:
    """What there is."""
    return _json(site.kept("overview", exploring.overview))


def search(site: Site, *, q: str, kind: str, limit: int) -> Outcome:
    """Hits for a text."""
    return _json(Hits(fulltext.find(site.store(), q, (kind,) if kind else (), limit)))


def things(site: Site, *, iri: str) -> Outcome:
    """All that is told of a thing."""
    return _found(lambda: exploring.thing(site.store(), iri))


def neighbourhood(site: Site, *, iri: str, limit: int) -> Outcome:
    """What is next to a thing."""
    return _found(lambda: exploring.neighbourhood(site.store(), iri, limit))


def evidence(site: Site, *, doc: str, start: int, end: int) -> Outcome:
    """Where facts stand."""
    return _found(lambda: exploring.evidence(site.store(), doc, start, end))


def ask(site: Site, *, q: str) -> Outcome:
    """The answer to a question."""
    return _json(asking.ask(site.store(), q, labels=site.kept("labels", labels_of)))


def search_page(site: Site, *, q: str) -> Outcome:
    """What a search found, as a page."""
    hits = fulltext.find(site.store(), q, (), _SHOWN)
    lines = [(hit, _address(site, hit)) for hit in hits]
    body = render("search.html", asked=q, lines=lines)
    return Outcome(body=body.encode(), media="text/html")


def _address(site: Site, hit: Hit) -> str:
    if not hit.doc:
        return address_of(hit.iri, site.base)
    place = urlencode({"start": hit.start, "end": hit.end})
    return f"{address_of(article_iri(hit.doc, site.base).value, site.base)}?{place}#lit"


def refresh(site: Site) -> Outcome:
    """Make or mend the index of names and texts."""
    fulltext.refresh(site.store())
    return Outcome()


def _found(look: Callable[[], object]) -> Outcome:
    try:
        return _json(look())
    except QueryError as error:
        return Outcome(End.MISSING, text=str(error))


def _json(value: object) -> Outcome:
    return Outcome(body=msgspec.json.encode(value), media="application/json")
