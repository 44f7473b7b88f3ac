"""The graph of things and facts as networkx sees it, read by SPARQL.

    project(store)                      every thing, every fact
    project(store, around="陈存根")      the things within one step of it, and the facts among them
    most_connected(graph, limit)        the part that a picture can hold

Nodes are IRIs with `kind`, `label`, `names` (its others), `detail` (lines such as posts, code, date) and `facts` (those
that lead to no other thing: bylines, what was said outside any event). Edges are facts with `kind`, `role` (in Chinese:
主旨演讲, 会长), `topic`, `quote` (the sentence it rests on), `doc`, `article` (its title) and `rule`.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from kg.graph import projection
from kg.model import QueryError

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph.projection import Queryable, Row

# In the order in which a thing's facts are told.
FACT_KINDS = {
    "membership": "任职",
    "participation": "参与活动",
    "involvement": "单位参与",
    "statement": "言论",
    "proposal": "提出举措",
    "recognition": "入选",
    "location": "活动地点",
    "jurisdiction": "辖区",
    "within": "所属地区",
    "byline": "署名",
}


def project(store: Queryable, around: str | None = None, depth: int = 1) -> nx.MultiDiGraph[str]:
    """The things and facts of a store, or of what lies within `depth` facts of the things named `around`.

    Raises `QueryError` with the nearest names where nothing is named so.
    """
    if around is None:
        return _assembled(store, None)
    reached = set(named(store, around))
    frontier = sorted(reached)
    for _ in range(depth):
        frontier = sorted(projection.neighbours(store, frontier) - reached)
        reached |= set(frontier)
    return _assembled(store, sorted(reached))


def neighbourhood(graph: nx.MultiDiGraph[str], node: str, depth: int = 1) -> nx.MultiDiGraph[str]:
    """The part of a projected graph within `depth` facts of a node, whichever way the facts point."""
    import networkx as nx

    near = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), node, cutoff=depth)
    part: nx.MultiDiGraph[str] = graph.subgraph(near).copy()
    return part


def most_connected(graph: nx.MultiDiGraph[str], limit: int) -> nx.MultiDiGraph[str]:
    """The part of a graph that holds its `limit` nodes with most facts; among equals, the first by IRI."""
    kept = sorted(graph, key=lambda node: (-graph.degree(node), node))[:limit]
    part: nx.MultiDiGraph[str] = graph.subgraph(kept).copy()
    return part


def named(store: Queryable, name: str) -> list[str]:
    """The IRIs of the things of this name: those that have it exactly, else those whose names contain it."""
    exact = set().union(*projection.labels(store, exactly=name).values())
    if exact:
        return sorted(exact)
    known = projection.labels(store)
    containing = {thing for label, things in known.items() if name and name in label for thing in things}
    if not containing:
        nearest = get_close_matches(name, sorted(known), n=3, cutoff=0.3)
        advice = (
            f"The nearest names are {'、'.join(nearest)}."
            if nearest
            else "`kg search` finds things by name, pinyin or initials."
        )
        raise QueryError(f"Nothing in the graph is named {name!r}. {advice}")
    return sorted(containing)


def _assembled(store: Queryable, things: list[str] | None) -> nx.MultiDiGraph[str]:
    """The graph of these things, or of all, with the facts among them in an order of their own."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for thing, attributes in sorted(projection.things(store, things).items()):
        graph.add_node(thing, **attributes)
    titles = projection.articles(store)
    facts = [_attributes(fact, titles) for fact in projection.facts(store, things)]
    facts.sort(key=lambda fact: (fact[0], fact[1], *(str(value or "") for value in fact[2].values())))
    for source, target, fact in facts:
        if source in graph and not target:
            graph.nodes[source]["facts"].append(fact)
        elif source in graph and target in graph:
            graph.add_edge(source, target, **fact)
    _add_posts(graph)
    return graph


def _attributes(fact: Row, titles: dict[str, tuple[str, str]]) -> tuple[str, str, dict[str, Any]]:
    """Both ends of a fact (the second may be empty), and what its edge carries."""
    doc, title = titles[fact["g"]]
    attributes = {
        "kind": fact["kind"],
        "role": projection.role_of(fact),
        "topic": fact.get("topic"),
        "quote": fact.get("quote", ""),
        "doc": doc,
        "article": title,
        "rule": fact.get("rule", ""),
    }
    return fact["source"], fact.get("target", ""), attributes


def _add_posts(graph: nx.MultiDiGraph[str]) -> None:
    """Puts the posts of each person first among the details: 中国社会工作联合会会长."""
    for node in graph:
        posts = [
            graph.nodes[target]["label"] + fact["role"]
            for _, target, fact in graph.out_edges(node, data=True)
            if fact["kind"] == "membership"
        ]
        graph.nodes[node]["detail"][:0] = list(dict.fromkeys(posts))
