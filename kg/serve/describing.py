"""What the graph says of one IRI, as triples: what it says of it, the facts that name it, what these rest on, names."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, NamedNode, Triple

from kg.rdf import vocabulary as v
from kg.serve.results import Bounds, triples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyoxigraph

    from kg.serve.results import Answer

_FACTS: Final = frozenset(
    (
        *(v.MEMBERSHIP, v.PARTICIPATION, v.INVOLVEMENT, v.JURISDICTION),
        *(v.STATEMENT, v.PROPOSAL, v.RECOGNITION, v.BYLINE, v.POST),
    )
)
MOST_FACTS: Final = 500  # of one description
_MOST_LABELS: Final = 2000


@dataclass(frozen=True, slots=True)
class Found:
    """An IRI that the graph knows; `moved` where another stands for it now."""

    iri: str
    moved: bool = False


def look_up(dataset: pyoxigraph.Store, iris: Sequence[str]) -> Found | None:
    """The first of these IRIs of which the graph says anything, or what stands for it; None where there is none."""
    nodes = [node for iri in iris if (node := _node(iri)) is not None]
    for node in nodes:
        if new := _successor(dataset, node):
            return Found(new, moved=True)
        if next(iter(dataset.quads_for_pattern(node, None, None, None)), None) is not None:
            return Found(node.value)
    return None


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def _successor(dataset: pyoxigraph.Store, node: NamedNode) -> str:
    """The IRI that a merged one has now."""
    seen = {node}
    while True:
        found = next(iter(dataset.quads_for_pattern(node, v.REPLACED_BY, None, DefaultGraph())), None)
        if found is None or not isinstance(found.object, NamedNode) or found.object in seen:
            return "" if len(seen) == 1 else node.value
        node = found.object
        seen.add(node)


def describe(dataset: pyoxigraph.Store, iri: str, media: str, bounds: Bounds) -> Answer:
    """The description of an IRI in a syntax of RDF."""
    return triples(_described(dataset, NamedNode(iri)), media, bounds)


def _described(dataset: pyoxigraph.Store, node: NamedNode) -> Iterator[Triple]:
    own = list(dict.fromkeys(_about(dataset, node)))
    facts = facts_of(dataset, node)
    told = [triple for fact in facts for triple in dict.fromkeys(_about(dataset, fact))]
    rests = dict.fromkeys(one.object for one in told if one.predicate == v.DERIVED_FROM)
    parts = (part for place in rests if isinstance(place, NamedNode) for part in _place(dataset, place))
    if v.SPECIFIC_RESOURCE in {one.object for one in own if one.predicate == v.TYPE}:
        own = list(_place(dataset, node))
    seen: dict[Triple, None] = dict.fromkeys((*own, *told, *parts))
    yield from seen
    named = {one.object for one in seen if isinstance(one.object, NamedNode)} - {one.subject for one in seen}
    ordered = sorted((one for one in named if isinstance(one, NamedNode)), key=str)
    yield from dict.fromkeys(label for one in ordered[:_MOST_LABELS] for label in _labels(dataset, one))


def facts_of(dataset: pyoxigraph.Store, node: NamedNode) -> list[NamedNode]:
    """The facts and posts that name a node, as many as a description may have."""
    naming = (quad.subject for quad in dataset.quads_for_pattern(None, None, node, None))
    subjects = (subject for subject in dict.fromkeys(naming) if isinstance(subject, NamedNode))
    return list(islice((one for one in subjects if _FACTS & set(_classes(dataset, one))), MOST_FACTS))


def _classes(dataset: pyoxigraph.Store, node: NamedNode) -> Iterable[object]:
    return (quad.object for quad in dataset.quads_for_pattern(node, v.TYPE, None, None))


def _about(dataset: pyoxigraph.Store, node: NamedNode) -> Iterator[Triple]:
    return (quad.triple for quad in dataset.quads_for_pattern(node, None, None, None))


def _place(dataset: pyoxigraph.Store, place: NamedNode) -> Iterator[Triple]:
    """A place in an article with its selectors."""
    yield from _about(dataset, place)
    for selector in ("#position", "#quote"):
        yield from _about(dataset, NamedNode(place.value + selector))


def _labels(dataset: pyoxigraph.Store, node: NamedNode) -> Iterator[Triple]:
    return (quad.triple for quad in dataset.quads_for_pattern(node, v.LABEL, None, None))
