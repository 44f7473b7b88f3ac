"""The SPARQL 1.1 Protocol (W3C, 2013), its query operation: `GET` and `POST` at /sparql.

Answers are JSON, XML, CSV or TSV tables, or triples, as `Accept` asks; without a query it describes itself. Updates
are refused; the graph changes by `kg build` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.serve.answers import ask, respond
from kg.serve.messages import Job
from kg.serve.negotiation import preferred
from kg.serve.parameters import FORM, Parameters, RequestError, content, in_address, in_form, media_type
from kg.serve.results import TRIPLES
from kg.serve.settings import MEGABYTE

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
TABLES: Final = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
_ALIASES: Final = {
    "application/json": TABLES[0],
    "application/xml": TABLES[1],
    "text/xml": TABLES[1],
}
_TRIPLE_ALIASES: Final = {
    "application/json": "application/ld+json",
    "application/xml": "application/rdf+xml",
    "text/xml": "application/rdf+xml",
    "application/x-turtle": "text/turtle",
    "text/rdf+n3": "text/n3",
    "text/plain": "application/n-triples",
}
_NAMES: Final = {"json": TABLES[0], "xml": TABLES[1], "csv": TABLES[2], "tsv": TABLES[3]}
_TRIPLE_NAMES: Final = {
    "turtle": "text/turtle",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "n-triples": "application/n-triples",
    "xml": "application/rdf+xml",
    "rdf+xml": "application/rdf+xml",
    "json-ld": "application/ld+json",
    "jsonld": "application/ld+json",
    "json": "application/ld+json",
    "n3": "text/n3",
}
_TRIPLES: Final = tuple(TRIPLES)
_READ_ONLY: Final = "this graph is read-only; it changes by `kg build` alone"
_ALLOWED: Final = "GET, HEAD, POST, OPTIONS"


async def sparql(request: Request) -> Response:
    """The endpoint."""
    if request.method in ("GET", "HEAD"):
        given = in_address(request)
        if not given.all("query") and not given.all("update"):
            return await describe(request)
        return await _answer(request, given)
    kind, charset = media_type(request)
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise RequestError(415, "send the query in UTF-8")
    most = request.app.state.settings.limits.text
    if kind == FORM:
        return await _answer(request, await in_form(request, most))
    if kind == QUERY:
        return await _answer(request, await _direct(request, most))
    if kind == _UPDATE:
        raise RequestError(403, _READ_ONLY)
    raise RequestError(415, f"send a query as {QUERY}, or as `query=` in {FORM}", {"Accept-Post": f"{QUERY}, {FORM}"})


async def _direct(request: Request, most: int) -> Parameters:
    body = await content(request, most)
    try:
        return Parameters([*in_address(request).pairs, ("query", body.decode())])
    except UnicodeDecodeError:
        raise RequestError(400, "the query is not UTF-8; encode it in UTF-8") from None


async def _answer(request: Request, given: Parameters) -> Response:
    if given.all("update"):
        raise RequestError(403, _READ_ONLY)
    query = given.one("query")
    if not query:
        raise RequestError(400, "there is no query; give one as `query=`")
    if "\0" in query:
        raise RequestError(400, "this is not a SPARQL 1.1 query: it holds the character U+0000")
    limits = request.app.state.settings.limits
    arguments = {
        "query": query,
        "default_graphs": given.all("default-graph-uri"),
        "named_graphs": given.all("named-graph-uri"),
        "forms": _forms(request, given),
        "bounds": {
            "rows": limits.rows,
            "size": limits.size * MEGABYTE,
            "help": str(request.url_for("limits")),
        },
    }
    return respond(request, await ask(request, "queries", Job("sparql", arguments)))


def _forms(request: Request, given: Parameters) -> dict[str, str]:
    """The media type for each kind of answer; nothing where none is acceptable."""
    accept = request.headers.get("accept", "")
    wanted = (given.all("format") or [""])[0].lower()
    table = _NAMES.get(wanted) or preferred(accept, TABLES, _ALIASES)
    return {
        "table": table,
        "boolean": table,
        "triples": _TRIPLE_NAMES.get(wanted) or preferred(accept, _TRIPLES, _TRIPLE_ALIASES),
    }


async def describe(request: Request) -> Response:
    """What the endpoint can do, as SPARQL 1.1 Service Description (W3C, 2013); a page with a form for browsers."""
    from kg.serve.description import service_description
    from kg.serve.pages import page

    media = preferred(request.headers.get("accept", ""), (*_TRIPLES, "text/html"), _TRIPLE_ALIASES)
    if not media:
        raise RequestError(406, "this endpoint is described in Turtle, RDF/XML, JSON-LD, N-Triples and HTML")
    if media == "text/html":
        return page("sparql.html", limits=request.app.state.settings.limits)
    return service_description(request, media)
