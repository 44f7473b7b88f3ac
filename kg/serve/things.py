"""Pages of things: each IRI answers as HTML, Turtle, JSON-LD or another syntax of RDF, by `Accept` or `?format=`.

The path below /id/ is what an IRI has behind the base, so that a redirection of the base to this server makes every
IRI lead to its page. One that was merged into another leads to that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.serve.addresses import candidates
from kg.serve.answers import ask, respond
from kg.serve.messages import Job
from kg.serve.negotiation import preferred
from kg.serve.parameters import RequestError, in_address
from kg.serve.settings import MEGABYTE
from kg.serve.showing import HTML

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

FORMS: Final = {
    "html": HTML,
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
_ALIASES: Final = {
    "application/json": "application/ld+json",
    "application/xhtml+xml": HTML,
    "application/x-turtle": "text/turtle",
}
_PREFIX: Final = "/id/"
_FARTHEST: Final = 100_000_000  # code points of an article


async def thing(request: Request) -> Response:
    """The page of the IRI that the path names."""
    path = request.scope["raw_path"].decode("ascii", "replace").removeprefix(_PREFIX)
    return await _shown(request, candidates(path, request.app.state.settings.base))


async def named(request: Request) -> Response:
    """The page of the IRI that is given as `iri=`."""
    iri = in_address(request).one("iri")
    if not iri:
        raise RequestError(400, "say which thing: give its IRI as `iri=`")
    return await _shown(request, [iri])


async def _shown(request: Request, iris: list[str]) -> Response:
    given = in_address(request)
    form = given.one("format")
    if form and form not in FORMS:
        raise RequestError(400, f"there is no format {form!r}; there are {', '.join(FORMS)}")
    media = FORMS.get(form) or preferred(request.headers.get("accept", ""), tuple(FORMS.values()), _ALIASES)
    if not media:
        raise RequestError(406, f"a thing is shown as {', '.join(FORMS.values())}; ask for one of these")
    limits = request.app.state.settings.limits
    arguments = {
        "iris": iris,
        "media": media,
        "start": given.number("start", 0, 0, _FARTHEST),
        "end": given.number("end", 0, 0, _FARTHEST),
        "kept": {"format": form} if form else {},
        "bounds": {"rows": limits.rows, "size": limits.size * MEGABYTE, "help": str(request.url_for("limits"))},
    }
    outcome = await ask(request, "pages", Job("thing", arguments))
    path = request.url.path if request.url.path.startswith(_PREFIX) else ""
    others = [f'<?format={name}>; rel="alternate"; type="{kind}"' for name, kind in FORMS.items() if kind != media]
    return respond(request, outcome, {"Link": ", ".join(others)} if path else None)
