"""The JSON interface at /api/…: one address an operation, and the document that describes them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.serve.answers import ask, respond
from kg.serve.messages import Job
from kg.serve.openapi import document
from kg.serve.operations import OPERATIONS
from kg.serve.parameters import in_address

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from kg.serve.operations import Operation


def routes() -> list[Route]:
    """The addresses of the interface."""
    described = Route("/api/openapi.json", _openapi, name="openapi")
    return [described, *(Route(f"/api/{one.name}", _answering(one), name=f"api-{one.name}") for one in OPERATIONS)]


def _answering(operation: Operation) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        given = in_address(request)
        arguments: dict[str, Any] = {one.name: one.read(given) for one in operation.parameters}
        return respond(request, await ask(request, operation.pool, Job(f"api-{operation.name}", arguments)))

    return answer


async def _openapi(request: Request) -> Response:
    del request
    return JSONResponse(_document())


@cache
def _document() -> dict[str, Any]:
    return document()
