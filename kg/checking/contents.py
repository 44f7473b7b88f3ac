"""What is checked: the quads of one graph, and what is found about a node of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad


class Found(NamedTuple):
    """Something wrong with a node."""

    node: str
    shape: str
    problem: str
    remedy: str


@dataclass(frozen=True)
class Content:
    """A graph of the dataset with the article that it belongs to; none for the default graph and for a stranger's."""

    doc: str | None
    graph: NamedNode | BlankNode | DefaultGraph
    quads: list[Quad]

    @cached_property
    def values(self) -> dict[tuple[str, str], list[str]]:
        """The values of each subject and property, as text."""
        found: dict[tuple[str, str], list[str]] = {}
        for quad in self.quads:
            found.setdefault((text(quad.subject), quad.predicate.value), []).append(text(quad.object))
        return found

    def of(self, node: str, *path: NamedNode) -> list[str]:
        """What a path leads to from a node."""
        nodes = [node]
        for predicate in path:
            nodes = [value for one in nodes for value in self.values.get((one, predicate.value), ())]
        return nodes


def text(term: object) -> str:
    """A term as text: the IRI, the words of a literal."""
    return str(getattr(term, "value", term))
