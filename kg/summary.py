"""A graph of one article as facts and things in words, so that two such graphs can be compared.

What a fact rests on is told as the characters; posts, and what holds quotes, are told with what leads to them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias
from urllib.parse import unquote

from kg.model import FACT_KINDS
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import Quad

    Nodes: TypeAlias = Mapping[str, list[Quad]]

_CLASSES: Final = {"statement": v.STATEMENT}  # facts whose class has another name
_KINDS: Final = {
    **{str(cls): kind.value for kind, cls in v.CLASSES.items()},
    **{str(_CLASSES.get(kind) or getattr(v, kind.upper())): kind for kind in FACT_KINDS},
    str(v.DIVISION): "place",
    str(v.COUNTRY): "place",
    str(v.REPAIR): "repair",
    str(v.ARTICLE): "article",
}
_PARTS: Final = frozenset(
    map(str, (v.SPECIFIC_RESOURCE, v.POSITION_SELECTOR, v.QUOTE_SELECTOR, v.INTERVAL, v.INSTANT, v.POST, v.TITLE))
)
_ABOUT: Final = (  # what a fact is about, in the order in which it is told
    *(v.MEMBER, v.AGENT, v.SPEAKER, v.PROPOSER, v.ABOUT_INITIATIVE),
    *(v.IN_ORGANIZATION, v.AT_EVENT, v.ROLL, v.IN_DIVISION, v.ABOUT_ARTICLE),
)


EVIDENCE: Final = "evidence"
CONFIDENCE: Final = "confidence"


class Told(NamedTuple):
    """A fact or thing: its kind, its name or what it is about, and what is said of it, in words."""

    kind: str
    what: str
    properties: Mapping[str, frozenset[str]]


def told(lines: bytes) -> dict[str, Told]:
    """The facts and things of a graph in N-Triples, by their IRIs."""
    from pyoxigraph import RdfFormat, parse

    nodes: dict[str, list[Quad]] = defaultdict(list)
    for quad in parse(lines, RdfFormat.N_TRIPLES):
        nodes[str(quad.subject)].append(quad)
    found = {}
    for name, quads in nodes.items():
        classes = sorted(str(quad.object) for quad in quads if quad.predicate == v.TYPE)
        if not _PARTS.intersection(classes):
            known = [_KINDS[one] for one in classes if one in _KINDS]
            kind = next(iter(known or map(_tail, classes)), "identity")
            found[name] = Told(kind, _what(name, nodes, kind), _properties(quads, nodes))
    return found


def rest(one: Told) -> dict[str, frozenset[str]]:
    """What is said of a fact or thing beside what it is about."""
    about = {_tail(str(prop)) for prop in (*_ABOUT, v.LABEL)}
    return {name: values for name, values in one.properties.items() if name not in about}


def _what(name: str, nodes: Nodes, kind: str) -> str:
    """A thing by its name; a fact by the names of what it is about."""
    if kind not in FACT_KINDS:
        return _label(name, nodes)
    ends = ([_label(str(quad.object), nodes) for quad in nodes[name] if quad.predicate == prop] for prop in _ABOUT)
    return " · ".join(end for found in ends for end in sorted(found))


def _label(name: str, nodes: Nodes) -> str:
    """What the graph calls a node, or else the end of its IRI."""
    labels = (_plain(quad) for quad in nodes.get(name, ()) if quad.predicate in (v.LABEL, v.IDENTIFIER))
    return min(labels, default="") or _tail(name)


def _plain(quad: Quad) -> str:
    """The text of a literal; of anything else nothing."""
    from pyoxigraph import Literal

    return quad.object.value if isinstance(quad.object, Literal) else ""


def _properties(quads: list[Quad], nodes: Nodes) -> dict[str, frozenset[str]]:
    """What is said of a node: the values of each property."""
    values: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.predicate == v.DERIVED_FROM:
            values[EVIDENCE].update(_quotes(str(quad.object), nodes))
        elif quad.predicate != v.TYPE:
            values[_tail(str(quad.predicate))].add(_shown(quad, nodes))
    return {name: frozenset(found) for name, found in values.items()}


def _quotes(place: str, nodes: Nodes) -> Iterator[str]:
    """The characters at a place in the text, and where they stand."""
    parts = [str(quad.object) for quad in nodes.get(place, ()) if quad.predicate == v.SELECTOR]
    found = {quad.predicate: _plain(quad) for part in parts for quad in nodes.get(part, ())}
    start, end = found.get(v.POSITION_START, ""), found.get(v.POSITION_END, "")
    yield f"“{found.get(v.EXACT, '')}”" + (f" {start}–{end}" if start else "")


def _shown(quad: Quad, nodes: Nodes) -> str:
    """A value in words; a thing by its name, and by the end of its IRI where that says more."""
    from pyoxigraph import Literal

    if isinstance(quad.object, Literal):
        return quad.object.value
    label, tail = _label(str(quad.object), nodes), _tail(str(quad.object))
    return label if label == tail else f"{label} ({tail})"


def _tail(name: str) -> str:
    """The last part of an IRI."""
    return unquote(name.strip("<>").rpartition("#")[2].rpartition("/")[2])
