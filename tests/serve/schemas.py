"""What the Reconciliation API 0.2 requires of answers, as JSON Schemas in our own words.

Fields, types and patterns after the appendix of the specification (W3C Entity Reconciliation Community Group, final
report of 2023-04-10). Stricter than that one: what it does not name may not be there.
"""

from __future__ import annotations

from typing import Any, Final

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
NAME: Final[Schema] = {"type": "string", "minLength": 1}
WHOLE: Final[Schema] = {"type": "integer"}


def record(required: Schema, optional: Schema | None = None) -> Schema:
    """An object with these fields, and no others."""
    fields = required | (optional or {})
    return {"type": "object", "required": [*required], "properties": fields, "additionalProperties": False}


def listed(entry: Schema) -> Schema:
    """An array of these."""
    return {"type": "array", "items": entry}


def by_name(entry: Schema) -> Schema:
    """An object whose names are free."""
    return {"type": "object", "additionalProperties": entry}


TYPE: Final = record({"id": NAME, "name": NAME}, {"description": TEXT, "broader": {"type": "array"}})
DESCRIBED: Final = record({"id": NAME, "name": NAME}, {"description": TEXT})
FEATURE: Final = record({"id": NAME, "value": {"type": ["boolean", "number"]}})
CANDIDATE: Final = record(
    {"id": NAME, "name": NAME, "score": {"type": "number"}},
    {"description": TEXT, "features": listed(FEATURE), "match": {"type": "boolean"}, "type": listed(TYPE)},
)
RESULT: Final = record({"result": listed(CANDIDATE)})
RESULTS: Final = by_name(RESULT)

_ID: Final[Schema] = {"type": "string", "pattern": r"\{\{id\}\}"}
_SUGGESTED: Final = record(
    {"service_url": NAME, "service_path": NAME},
    {"flyout_service_url": NAME, "flyout_service_path": {"type": "string", "pattern": r"\$\{id\}"}},
)
_SETTING: Final = record(
    {"type": {"enum": ["number", "text", "checkbox", "select"]}, "label": NAME, "name": NAME},
    {"default": {}, "help_text": TEXT, "choices": listed(record({"value": TEXT, "name": TEXT}))},
)
MANIFEST: Final = record(
    {
        "versions": {"type": "array", "contains": {"const": "0.2"}},
        "name": NAME,
        "identifierSpace": NAME,
        "schemaSpace": NAME,
    },
    {
        "documentation": NAME,
        "serviceVersion": NAME,
        "logo": NAME,
        "view": record({"url": _ID}),
        "feature_view": record({"url": _ID}),
        "defaultTypes": {"type": "array", "items": TYPE, "uniqueItems": True},
        "suggest": record({}, dict.fromkeys(("entity", "type", "property"), _SUGGESTED)),
        "preview": record({"url": _ID, "width": WHOLE, "height": WHOLE}),
        "extend": record({}, {"propose_properties": _SUGGESTED, "property_settings": listed(_SETTING)}),
        "batchSize": WHOLE,
        "authentication": {"type": "object"},
    },
)

ENTITIES: Final = record(
    {"result": listed(record({"id": NAME, "name": NAME}, {"description": TEXT, "notable": listed(TYPE)}))}
)
PROPERTIES: Final = record({"result": listed(DESCRIBED)})
TYPES: Final = record({"result": listed(TYPE)})
PROPOSED: Final = record({"properties": listed(DESCRIBED)}, {"type": TEXT, "limit": {"type": "number"}})
FLYOUT: Final = record({"id": NAME, "html": TEXT})

_MOMENT: Final = (
    r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$"
)
_CELL: Final[Schema] = {
    "oneOf": [
        record({}),
        DESCRIBED,
        record({"str": TEXT}),
        record({"float": {"type": "number"}}),
        record({"int": WHOLE}),
        record({"date": {"type": "string", "pattern": _MOMENT}}),
    ]
}
EXTENDED: Final = record(
    {
        "meta": listed(
            record({"id": NAME, "name": NAME}, {"type": record({"id": NAME}, {"name": NAME}), "service": NAME})
        ),
        "rows": by_name(by_name(listed(_CELL))),
    }
)
