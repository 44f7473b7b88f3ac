"""The tasks of the reconciliation service, in a worker: what the Reconciliation API 0.2 asks for, as JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import msgspec

from kg.model import Kind, QueryError
from kg.serve.attributes import ATTRIBUTES, KINDS, TYPES, Attribute, Value, values_of
from kg.serve.candidates import Asked, Candidate, candidates, is_certain
from kg.serve.messages import End, Outcome
from kg.serve.rendering import escaped, render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.serve.site import Site

JSON: Final = "application/json"
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_FEW: Final = 5  # candidates, unless more are asked for
MOST: Final = 50
_VALUES: Final = 100  # of one property of one thing, unless fewer are asked for
_PREVIEWED: Final = 5  # values of a property in a preview


class Property(msgspec.Struct, frozen=True):
    """A property with what it should be."""

    pid: str
    v: Any


class Query(msgspec.Struct, frozen=True):
    """A reconciliation query."""

    query: str = ""
    type: str | list[str] = ""
    limit: int | float = _FEW
    properties: list[Property] = []
    type_strict: str = "any"


class Wanted(msgspec.Struct, frozen=True):
    """A property of a data extension query."""

    id: str
    settings: dict[str, Any] = {}


class Extension(msgspec.Struct, frozen=True):
    """A data extension query."""

    ids: list[str]
    properties: list[Wanted]


def reconcile(site: Site, *, queries: Mapping[str, Any]) -> Outcome:
    """Candidates for each query of a batch."""
    read = {name: _read(query, Query, f"the query {name}") for name, query in queries.items()}
    return _json({name: {"result": _candidates(site, query)} for name, query in read.items()})


def reconcile_one(site: Site, *, query: Any) -> Outcome:
    """Candidates for one query."""
    return _json({"result": _candidates(site, _read(query, Query, "`query`"))})


def _candidates(site: Site, query: Query) -> list[dict[str, Any]]:
    kinds = _kinds(query)
    properties = tuple((one.pid, _values(one.v)) for one in query.properties)
    if not query.query and not properties:
        raise QueryError("a query needs a name in `query`, or values in `properties`")
    asked = Asked(query.query.strip(), kinds, properties)
    limit = max(1, min(int(query.limit), MOST))
    best = candidates(site, asked, limit + 1) if kinds else []
    certain = is_certain(best, asked)
    return [
        {
            **_named(site, one),
            "score": one.score,
            "match": certain and position == 0,
            "type": [_type(one.kind)],
            "features": [{"id": name, "value": value} for name, value in one.features.items()],
        }
        for position, one in enumerate(best[:limit])
    ]


def _values(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _kinds(query: Query) -> tuple[Kind, ...]:
    """The kinds that a query asks for; none where there is no such type, or a thing would have to be of several."""
    types = [query.type] if isinstance(query.type, str) else query.type
    wanted = [text for text in types if text]
    if not wanted or query.type_strict == "should":
        return KINDS
    kinds = tuple(kind for kind in KINDS if kind.value in wanted)
    return () if query.type_strict == "all" and len(set(wanted)) > 1 else kinds


def _named(site: Site, one: Candidate) -> dict[str, Any]:
    told = {"id": one.iri.removeprefix(site.base), "name": one.name}
    return told | ({"description": one.description} if one.description else {})


def _type(kind: Kind) -> dict[str, str]:
    return {"id": kind.value, "name": TYPES[kind]}


def suggest(site: Site, *, what: str, prefix: str, cursor: int) -> Outcome:
    """Entities, types or properties whose names, or identifiers, begin with a text."""
    if what == "entity":
        asked = Asked(prefix.strip())
        found = candidates(site, asked, cursor + 10)[cursor:] if asked.text else []
        return _json({"result": [{**_named(site, one), "notable": [_type(one.kind)]} for one in found]})
    listed = [_type(kind) for kind in KINDS] if what == "type" else [_property(one) for one in ATTRIBUTES.values()]
    begun = [one for one in listed if prefix.strip().lower() in f"{one['id']} {one['name']}".lower()]
    return _json({"result": begun[cursor:]})


def _property(attribute: Attribute) -> dict[str, str]:
    return {"id": attribute.id, "name": attribute.name}


def propose(site: Site, *, kind: str, limit: int) -> Outcome:
    """The properties of a type."""
    del site
    fitting = [one for one in ATTRIBUTES.values() if not kind or kind in {its.value for its in one.patterns}]
    told: dict[str, Any] = {"properties": [_property(one) for one in fitting[: limit or None]]}
    return _json(told | ({"type": kind} if kind else {}) | ({"limit": limit} if limit else {}))


def extend(site: Site, *, query: Any) -> Outcome:
    """Values of properties of things."""
    wanted = _read(query, Extension, "`extend`")
    if unknown := [one.id for one in wanted.properties if one.id not in ATTRIBUTES]:
        raise QueryError(f"there is no property {unknown[0]!r}; there are {', '.join(ATTRIBUTES)}")
    kinds = {one: _kind(site, one) for one in wanted.ids}
    iris = {iri: kind for iri, kind in kinds.values() if kind is not None}
    told = {one.id: values_of(site.store(), ATTRIBUTES[one.id], iris) for one in wanted.properties}
    rows = {
        name: {
            one.id: [_cell(site, one.id, value) for value in _few(told[one.id].get(iri, []), one)]
            for one in wanted.properties
        }
        for name, (iri, _) in kinds.items()
    }
    return _json({"meta": [_meta(ATTRIBUTES[one.id]) for one in wanted.properties], "rows": rows})


def _few(values: Sequence[Value], wanted: Wanted) -> Sequence[Value]:
    limit = wanted.settings.get("limit")
    return values[: int(limit) if isinstance(limit, int | float) and 0 < limit < _VALUES else _VALUES]


def _meta(attribute: Attribute) -> dict[str, Any]:
    return _property(attribute) | ({"type": _type(attribute.leads_to)} if attribute.leads_to else {})


def _cell(site: Site, name: str, value: Value) -> dict[str, str]:
    if value.iri:
        return {"id": value.iri.removeprefix(site.base), "name": value.text}
    if ATTRIBUTES[name].is_date and _DAY.fullmatch(value.text):
        return {"date": f"{value.text}T00:00:00Z"}
    return {"str": value.text}


def _kind(site: Site, name: str) -> tuple[str, Kind | None]:
    """The IRI of an identifier, and what kind of thing it is."""
    from kg.exploring.things import is_iri, things_of

    iris = [iri for iri in (site.base + name, name) if is_iri(iri)]
    for thing in things_of(site.store(), iris).values():
        return thing.iri, thing.kind
    return site.base + name, None


def flyout(site: Site, *, what: str, name: str) -> Outcome:
    """A few words of HTML on an entity, a type or a property."""
    if what == "entity":
        html = _preview(site, name, "flyout.html")
        return _json({"id": name, "html": html}) if html else _missing(name)
    names = (
        {kind.value: TYPES[kind] for kind in KINDS}
        if what == "type"
        else {one.id: one.name for one in ATTRIBUTES.values()}
    )
    if name not in names:
        return _missing(name)
    return _json({"id": name, "html": f"<p>{escaped(names[name])}</p>"})


def preview(site: Site, *, name: str) -> Outcome:
    """A small page on an entity."""
    html = _preview(site, name, "preview.html")
    return Outcome(body=html.encode(), media="text/html") if html else _missing(name)


def _missing(name: str) -> Outcome:
    return Outcome(End.MISSING, text=f"there is no {name[:200]!r} here; ask for candidates first")


def _preview(site: Site, name: str, template: str) -> str:
    from kg.exploring.things import things_of

    iri, kind = _kind(site, name)
    if kind is None or kind not in KINDS:
        return ""
    thing = things_of(site.store(), [iri])[iri]
    told = []
    for attribute in ATTRIBUTES.values():
        if kind in attribute.patterns and attribute.id not in ("name", "article"):
            values = values_of(site.store(), attribute, {iri: kind}).get(iri, [])
            texts = list(dict.fromkeys(value.text for value in values))
            if texts:
                told.append((attribute.name, texts[:_PREVIEWED], max(len(texts) - _PREVIEWED, 0)))
    return render(template, thing=thing, kind=TYPES[kind], told=told)


def _read(value: Any, kind: Any, where: str) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise QueryError(f"{where} is not as the Reconciliation API has it: {error}") from None


def _json(value: object) -> Outcome:
    return Outcome(body=msgspec.json.encode(value), media=JSON)
