"""How things hang together: the shortest way from one to another, what is central, what belongs together."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from kg.graph import algorithms, projection
from kg.graph.network import JOINING, Network, network
from kg.model import Kind, QueryError
from kg.relations.facts import Facts
from kg.relations.naming import iri_of
from kg.relations.rows import Central, Community, Rows, Step

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kg.graph.algorithms import Library
    from kg.relations.facts import Row
    from kg.store import Store
    from kg.store.generations import Generation

_SOURCES: Final = 500  # nodes from which betweenness is estimated in a network of more
_NAMED: Final = 5  # of a community
MEASURES: Final = ("betweenness", "degree", "coreness")

_KNOWN: WeakKeyDictionary[Store, tuple[Generation, dict[frozenset[str], Network]]] = WeakKeyDictionary()


def path(store: Store, a: str, b: str, kinds: Collection[str] = JOINING, library: Library | None = None) -> Rows[Step]:
    """The shortest way from one thing to another along facts, each step with the sentence that it rests on.

    Facts of geography (`location`, `jurisdiction`, `within`) are no steps unless `kinds` has them. Of several facts
    that make a step, the first by article. Empty where no way leads there; QueryError where a name is not understood.
    """
    start, end = iri_of(store, a), iri_of(store, b)
    known = _network(store, kinds)
    if not {start, end} <= known.numbers.keys():
        return Rows(Step, ())
    numbers = algorithms.shortest_path(known, known.numbers[start], known.numbers[end], library)
    nodes = [known.nodes[number] for number in numbers]
    facts = Facts(store)
    names = facts.names(nodes)
    joining = [row for row in projection.links_among(store, nodes) if row["kind"] in kinds]
    docs = facts.value("?g schema:identifier ?value .", "g", (row["g"] for row in joining))
    told = [{**row, "doc": docs[row["g"]]} for row in joining]
    return Rows(Step, [_step(facts, pair, told, names) for pair in pairwise(nodes)])


def _step(facts: Facts, pair: tuple[str, str], joining: list[Row], names: Mapping[str, str]) -> Step:
    here, there = pair
    rows = [row for row in joining if {row["source"], row["target"]} == {here, there}]
    row, proof = min(facts.proved(rows, lambda row: (row["fact"],)), key=lambda one: (one[1].doc, one[1].fact))
    return Step(
        start=names[here],
        role=projection.role_of(row),
        end=names[there],
        kind=row["kind"],
        is_backwards=row["source"] != here,
        start_iri=here,
        end_iri=there,
        sentence=proof.sentence,
        doc=proof.doc,
        fact=proof.fact,
    )


def central(
    store: Store,
    kind: str | None = None,
    top: int = 10,
    by: str = "betweenness",
    seed: int = 1,
    library: Library | None = None,
) -> Rows[Central]:
    """The things of a kind, or of all kinds, that are most central in the network of facts.

    `by` is betweenness: how many of the shortest ways between others lead through a thing, estimated from 500 of them,
    drawn with `seed`, where there are more; degree: how many others facts join it with; or coreness: how dense the
    surroundings are that it belongs to. Equal scores are in the order of names. QueryError for another kind or measure.
    """
    if kind is not None and kind not in projection.CLASSES.values():
        raise QueryError(f"there is no kind {kind!r}; there are {', '.join(sorted(projection.CLASSES.values()))}")
    known = _network(store, JOINING)
    scores = dict(zip(known.nodes, _scores(known, by, seed, library), strict=True))
    kinds = projection.kinds(store)
    wanted = [iri for iri in scores if kinds.get(iri) is not None and kind in (None, kinds[iri])]
    names = Facts(store).names(_leading(scores, wanted, top))
    rows = [Central(name, round(scores[iri], 6), Kind(kinds[iri]).value, iri) for iri, name in names.items()]
    return Rows(Central, sorted(rows, key=lambda row: (-row.score, row.name, row.iri))[:top])


def _scores(known: Network, by: str, seed: int, library: Library | None) -> list[float]:
    if by == "betweenness":
        return algorithms.betweenness(known, algorithms.sampled(known, _SOURCES, seed), library)
    if by == "degree":
        return algorithms.degree(known)
    if by == "coreness":
        return algorithms.coreness(known, library)
    raise QueryError(f"there is no measure {by!r}; there are {', '.join(MEASURES)}")


def _leading(scores: Mapping[str, float], iris: list[str], top: int) -> list[str]:
    """The first by score, with all that are equal to the last of them: the names decide."""
    ordered = sorted(iris, key=lambda iri: -scores[iri])
    least = round(scores[ordered[min(top, len(ordered)) - 1]], 6) if ordered and top > 0 else 0.0
    return [iri for iri in ordered if round(scores[iri], 6) >= least] if top > 0 else []


def communities(store: Store, least: int = 3, seed: int = 1, library: Library | None = None) -> Rows[Community]:
    """Groups of things that facts join with one another more than with others; the largest first.

    Louvain over all facts but those of geography; groups of fewer than `least` things are left out. The same graph and
    seed give the same groups; igraph and networkx give groups of equal quality, but not the same ones.
    """
    known = _network(store, JOINING)
    names = Facts(store).names(known.nodes)
    degrees = algorithms.degree(known)
    found = []
    for group in algorithms.communities(known, seed, library):
        if len(group) >= least:
            ordered = sorted(group, key=lambda number: (-degrees[number], known.nodes[number]))
            members = tuple(known.nodes[number] for number in ordered)
            found.append(Community(len(members), tuple(names[iri] for iri in members[:_NAMED]), members))
    return Rows(Community, found)


def _network(store: Store, kinds: Collection[str]) -> Network:
    """The network of a store, read once as long as its graph stays what it is."""
    generation, networks = _KNOWN.get(store, (None, {}))
    if generation != store.generation:
        networks = {}
        _KNOWN[store] = store.generation, networks
    wanted = frozenset(kinds)
    if wanted not in networks:
        networks[wanted] = network(store, wanted)
    return networks[wanted]
