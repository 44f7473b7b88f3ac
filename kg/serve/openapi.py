"""The description of the JSON interface: OpenAPI 3.1, made of the operations and their records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from kg import __version__
from kg.serve.operations import OPERATIONS

if TYPE_CHECKING:
    from kg.serve.operations import Number, Operation, Text

_REFUSALS: Final = {
    "400": "The request is not as described.",
    "404": "There is no such thing.",
    "500": "The answer would be too large, or there is a fault.",
    "503": "Too many questions are being answered; ask again after `Retry-After` seconds.",
    "504": "The answer takes too long.",
}
_TEMPLATE: Final = "#/components/schemas/{name}"


class Refusal(msgspec.Struct, frozen=True):
    """Why there is no answer."""

    error: str


def document() -> dict[str, Any]:
    """The whole description."""
    types = [operation.answer for operation in OPERATIONS]
    references, schemas = msgspec.json.schema_components([*types, Refusal], ref_template=_TEMPLATE)
    refusal = references[-1]
    paths = {
        f"/api/{operation.name}": {"get": _described(operation, reference, refusal)}
        for operation, reference in zip(OPERATIONS, references[:-1], strict=True)
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "governance-kg",
            "version": __version__,
            "summary": "A graph of Chinese news about governance, read-only.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _described(operation: Operation, answer: dict[str, Any], refusal: dict[str, Any]) -> dict[str, Any]:
    refusals = {status: {"description": text, "content": _json(refusal)} for status, text in _REFUSALS.items()}
    return {
        "operationId": operation.name,
        "summary": operation.says,
        "parameters": [_parameter(one) for one in operation.parameters],
        "responses": {"200": {"description": "The answer.", "content": _json(answer)}, **refusals},
    }


def _parameter(one: Text | Number) -> dict[str, Any]:
    told = {"name": one.name, "in": "query", "description": f"{one.says[:1].upper()}{one.says[1:]}."}
    return {**told, "required": one.is_required, "schema": one.schema()}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
