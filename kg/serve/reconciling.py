"""The Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group, 2023), for OpenRefine and others.

/reconcile                                   the manifest; queries, and data extension, by GET or POST
/reconcile/suggest/{entity,type,property}    what begins with `prefix`, and /reconcile/flyout/… a few words on it
/reconcile/preview, /reconcile/properties    a small page on an entity; the properties of a type
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import JSONResponse

from kg import __version__
from kg.rdf.vocabulary import KG
from kg.serve.answers import ask, respond
from kg.serve.attributes import KINDS, TYPES
from kg.serve.messages import Job
from kg.serve.parameters import FORM, Parameters, RequestError, in_address, in_form, media_type
from kg.serve.reconciliation import MOST

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_BATCH: Final = 100  # queries of one request, and
_IDENTIFIERS: Final = 500  # things of which one asks for values
_WHAT: Final = ("entity", "type", "property")


async def reconcile(request: Request) -> Response:
    """The manifest, candidates for a batch of queries or for one, or values of properties."""
    given = await _given(request)
    if texts := given.all("queries"):
        queries = _parsed(texts[0], "queries")
        if len(queries) > _BATCH:
            raise RequestError(413, f"a batch has {_BATCH} queries at most; send fewer at a time")
        return respond(request, await ask(request, "pages", Job("reconcile", {"queries": queries})))
    if text := given.one("query"):
        query = _parsed(text, "query") if text.lstrip().startswith("{") else {"query": text}
        return respond(request, await ask(request, "pages", Job("reconcile-one", {"query": query})))
    if text := given.one("extend"):
        query = _parsed(text, "extend")
        if len(query.get("ids") or ()) > _IDENTIFIERS:
            raise RequestError(413, f"`extend` has {_IDENTIFIERS} ids at most; send fewer at a time")
        return respond(request, await ask(request, "pages", Job("extend", {"query": query})))
    return JSONResponse(manifest(request))


async def _given(request: Request) -> Parameters:
    if request.method != "POST":
        return in_address(request)
    kind, _ = media_type(request)
    if kind != FORM:
        raise RequestError(415, f"send queries as `queries=` in {FORM}")
    return await in_form(request, request.app.state.settings.limits.text)


def _parsed(text: str, name: str) -> dict[str, Any]:
    """JSON that is an object."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise RequestError(400, f"`{name}` is not JSON; see the Reconciliation API 0.2") from None
    if not isinstance(value, dict):
        raise RequestError(400, f"`{name}` is not a JSON object; see the Reconciliation API 0.2")
    return value


def manifest(request: Request) -> dict[str, Any]:
    """What the service can do, and where."""
    root = str(request.base_url).rstrip("/")

    def suggested(what: str) -> dict[str, str]:
        return {
            "service_url": root,
            "service_path": f"/reconcile/suggest/{what}",
            "flyout_service_path": f"/reconcile/flyout/{what}?id=${{id}}",
        }

    limit = {"name": "limit", "label": "值的个数 Number of values", "type": "number", "default": 0}
    return {
        "versions": ["0.2"],
        "name": "治理知识图谱 governance-kg",
        "identifierSpace": request.app.state.settings.base,
        "schemaSpace": KG,
        "serviceVersion": __version__,
        "view": {"url": f"{root}/id/{{{{id}}}}"},
        "defaultTypes": [{"id": kind.value, "name": TYPES[kind]} for kind in KINDS],
        "suggest": {what: suggested(what) for what in _WHAT},
        "preview": {"url": f"{root}/reconcile/preview?id={{{{id}}}}", "width": 430, "height": 300},
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/reconcile/properties"},
            "property_settings": [limit],
        },
        "batchSize": _BATCH,
    }


async def suggest(request: Request) -> Response:
    """What begins with `prefix`."""
    given = in_address(request)
    arguments = {"what": _what(request), "prefix": given.one("prefix"), "cursor": given.number("cursor", 0, 0, 1000)}
    return respond(request, await ask(request, "pages", Job("suggest", arguments)))


async def flyout(request: Request) -> Response:
    """A few words on what `id` names."""
    arguments = {"what": _what(request), "name": in_address(request).one("id")}
    return respond(request, await ask(request, "pages", Job("flyout", arguments)))


async def preview(request: Request) -> Response:
    """A small page on the entity that `id` names."""
    return respond(request, await ask(request, "pages", Job("preview", {"name": in_address(request).one("id")})))


async def properties(request: Request) -> Response:
    """The properties of a type."""
    given = in_address(request)
    arguments = {"kind": given.one("type"), "limit": given.number("limit", 0, 0, MOST)}
    return respond(request, await ask(request, "pages", Job("propose", arguments)))


def _what(request: Request) -> str:
    what = str(request.path_params["what"])
    if what not in _WHAT:
        raise RequestError(404, f"there is no {what!r} here; there are {', '.join(_WHAT)}")
    return what
