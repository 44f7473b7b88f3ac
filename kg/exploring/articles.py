"""The articles that facts are read in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.exploring.properties import properties
from kg.exploring.records import Article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.graph.projection import Queryable

_FIELDS: Final = {
    "doc": "schema:identifier",
    "title": "schema:headline",
    "publisher": "dc:publisher",
    "date": "schema:datePublished",
    "url": "schema:url",
    "first": "dcterms:isVersionOf",
}


def articles_of(store: Queryable, graphs: Sequence[str] | None) -> dict[str, Article]:
    """Articles by the IRI of their graphs, or all; of a copy, `first` is the id of what it is a copy of."""
    found = {
        graph: {name: min(values) for name, values in told.items()}
        for graph, told in properties(store, _FIELDS, graphs).items()
    }
    firsts = {fields["first"] for fields in found.values() if "first" in fields}
    docs = {graph: fields["doc"] for graph, fields in found.items()}
    missing = sorted(firsts - docs.keys())
    docs |= {graph: min(told["doc"]) for graph, told in properties(store, {"doc": _FIELDS["doc"]}, missing).items()}
    return {
        graph: Article(**fields | ({"first": docs.get(fields["first"], "")} if "first" in fields else {}))
        for graph, fields in found.items()
    }
