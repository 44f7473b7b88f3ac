"""The named graphs of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf import article_iri

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyoxigraph


def replace_graph(dataset: pyoxigraph.Store, doc: str, content: Sequence[pyoxigraph.Quad]) -> bool:
    """Write the graph of an article in one transaction; False where it was there already, quad for quad."""
    graph = article_iri(doc)
    if not dataset.contains_named_graph(graph):
        dataset.extend(content)
        return True
    if set(dataset.quads_for_pattern(None, None, None, graph)) == set(content):
        return False
    triples = "\n".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in content)
    dataset.update(f"DROP SILENT GRAPH {graph}; INSERT DATA {{ GRAPH {graph} {{ {triples} }} }}")
    return True
