"""The derived graph: the named graphs of articles, and in the default graph which IRI replaces which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    import pyoxigraph

_REPLACED_BY: Final = "http://purl.org/dc/terms/isReplacedBy"


def compare(connection: sqlite3.Connection, dataset: pyoxigraph.Store) -> None:
    """Readings without any graph have lost it, graphs without any reading are nobody's: mark, or clear, all of it."""
    has_graphs = next(iter(dataset.named_graphs()), None) is not None
    has_readings = connection.execute("SELECT 1 FROM article LIMIT 1").fetchone() is not None
    if has_graphs and not has_readings:
        dataset.clear()
    elif has_readings and not has_graphs:
        with connection:
            connection.execute("INSERT OR IGNORE INTO stale SELECT doc FROM article")
            connection.execute("INSERT OR IGNORE INTO stale_iri SELECT iri FROM identity WHERE canonical <> id")


def replace_graph(dataset: pyoxigraph.Store, doc: str, content: Sequence[pyoxigraph.Quad]) -> bool:
    """Write the graph of an article in one transaction; False where it was there already, quad for quad."""
    from kg.rdf import article_iri

    graph = article_iri(doc)
    if not dataset.contains_named_graph(graph):
        dataset.extend(content)
        return True
    if set(dataset.quads_for_pattern(None, None, None, graph)) == set(content):
        return False
    triples = "\n".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in content)
    dataset.update(f"DROP SILENT GRAPH {graph}; INSERT DATA {{ GRAPH {graph} {{ {triples} }} }}")
    return True


def replace_alias(dataset: pyoxigraph.Store, iri: str, aliases: Iterable[tuple[str, str]]) -> None:
    """Write which IRI stands for this one, in place of what was written before; where `aliases` is empty, none does."""
    now = "".join(f"<{old}> <{_REPLACED_BY}> <{new}> ." for old, new in aliases)
    dataset.update(f"DELETE WHERE {{ <{iri}> <{_REPLACED_BY}> ?new }}; INSERT DATA {{ {now} }}")
