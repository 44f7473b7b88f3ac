"""JSON-LD with short names: rdflib turns each graph into node objects, in the terms of `ontology/context.jsonld`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from kg.export.quads import graphs
from kg.rdf import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import BlankNode, DefaultGraph, NamedNode

    from kg.store import Store

    Name: TypeAlias = NamedNode | BlankNode | DefaultGraph


def write_jsonld(store: Store, stream: BinaryIO) -> None:
    """One document: the context, then one object an article with what it says under `graph`, one graph in memory."""
    context = json.loads(ontology_folder().joinpath("context.jsonld").read_text(encoding="utf-8"))["@context"]
    stream.write(f'{{"@context": {_text(context)},\n"@graph": ['.encode())
    separator = "\n"
    for part in (part for graph in graphs(store) for part in _objects(store, graph, context)):
        stream.write(f"{separator}{part}".encode())
        separator = ",\n"
    stream.write(b"\n]}\n")


def _objects(store: Store, graph: Name, context: dict[str, Any]) -> list[str]:
    """A named graph as one object; the nodes of the default graph by themselves."""
    from pyoxigraph import DefaultGraph

    nodes = _nodes(store, graph, context)
    lines = [_text(node) for node in sorted(nodes, key=lambda node: str(node["id"]))]
    if isinstance(graph, DefaultGraph):
        return lines
    content = ",\n  ".join(lines)
    return [f'{{"id": {_text(graph.value)}, "graph": [\n  {content}\n]}}']


def _nodes(store: Store, graph: Name, context: dict[str, Any]) -> list[dict[str, Any]]:
    """The nodes of a graph in the short names of the context."""
    import rdflib
    from pyoxigraph import RdfFormat, serialize
    from rdflib.plugins.serializers.jsonld import from_rdf

    triples = (quad.triple for quad in store.dataset.quads_for_pattern(None, None, None, graph))
    content = serialize(triples, format=RdfFormat.N_TRIPLES)
    loaded = rdflib.Graph(bind_namespaces="none").parse(data=content, format="nt")
    convert: Callable[..., dict[str, Any]] = from_rdf  # rdflib leaves it untyped
    document = convert(loaded, context_data=context)
    nodes: list[dict[str, Any]] = document.get("graph") or [document] if len(loaded) else []
    return [{key: _ordered(value) for key, value in node.items() if key != "@context"} for node in nodes]


def _ordered(value: Any) -> Any:
    """Values of one property in one order: in RDF they have none."""
    return sorted(value, key=_text) if isinstance(value, list) else value


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
