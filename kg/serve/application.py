"""The application: which address is answered by what, and who may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route

from kg.serve.answers import refusal
from kg.serve.guarding import Guard
from kg.serve.parameters import RequestError
from kg.serve.protocol import sparql

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from kg.serve.pool import Pool
    from kg.serve.settings import Settings


def application(settings: Settings, pools: Mapping[str, Pool]) -> Starlette:
    """The ASGI application that answers for a store by its pools of workers, which are open."""
    middleware = [Middleware(Guard, settings=settings)]
    if settings.origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=settings.origins,
                allow_methods=("GET", "POST"),
                allow_headers=("Content-Type",),
                expose_headers=("KG-Truncated", "Link", "Retry-After"),
            )
        )
    app = Starlette(
        routes=_routes(),
        middleware=middleware,
        exception_handlers={RequestError: _refused, HTTPException: _unrouted},
    )
    app.state.settings, app.state.pools = settings, dict(pools)
    return app


def _routes() -> list[Route]:
    from kg.serve import api, pages, reconciling, things

    return [
        Route("/", pages.start, name="start"),
        Route("/limits", pages.limits, name="limits"),
        Route("/favicon.ico", pages.icon),
        Route("/assets/{name}", pages.asset, name="asset"),
        Route("/static/{name}", pages.static, name="static"),
        Route("/sparql", sparql, methods=["GET", "POST"], name="sparql"),
        Route("/id/{path:path}", things.thing, name="thing"),
        Route("/thing", things.named, name="named"),
        Route("/reconcile", reconciling.reconcile, methods=["GET", "POST"], name="reconcile"),
        Route("/reconcile/suggest/{what}", reconciling.suggest),
        Route("/reconcile/flyout/{what}", reconciling.flyout),
        Route("/reconcile/preview", reconciling.preview),
        Route("/reconcile/properties", reconciling.properties),
        Route("/search", pages.search, name="search"),
        *api.routes(),
        Route("/sparql/", sparql, methods=["GET", "POST"]),
    ]


def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestError):
        raise error
    return refusal(request, error.status, error.text, error.headers)


_TOLD: Final = {404: "there is nothing at this address", 405: "this address does not take such requests"}


def _unrouted(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return refusal(request, error.status_code, _TOLD.get(error.status_code, str(error.detail)), error.headers)
