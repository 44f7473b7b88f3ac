"""N-Quads, TriG and Turtle by pyoxigraph's own serializers, out of quads in one order; one graph in memory."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final

from kg.rdf.vocabulary import NAMESPACES, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple

    from kg.store import Store

_SUBJECTS: Final = 1000  # whose triples are written together


def write_nq(store: Store, stream: BinaryIO) -> None:
    """One quad a line."""
    from pyoxigraph import RdfFormat, serialize

    for graph in graphs(store):
        serialize(_quads(store, graph), stream, RdfFormat.N_QUADS)


def write_trig(store: Store, stream: BinaryIO) -> None:
    """One block an article, with prefixes, statements grouped by subject."""
    from pyoxigraph import RdfFormat

    stream.write(_prefixes())
    for graph in graphs(store):
        stream.write(_body(_quads(store, graph), RdfFormat.TRIG))


def write_ttl(store: Store, stream: BinaryIO) -> None:
    """All graphs as one, each triple once, grouped by subject; only the names of the subjects are in memory."""
    from pyoxigraph import RdfFormat

    stream.write(_prefixes())
    every = store.dataset.quads_for_pattern(None, None, None, None)
    subjects = iter(sorted({quad.subject for quad in every}, key=str))
    while some := list(islice(subjects, _SUBJECTS)):
        stream.write(_body(_merged(store, some), RdfFormat.TURTLE))


def graphs(store: Store) -> list[NamedNode | BlankNode | DefaultGraph]:
    """The graphs of a store in their order: the default graph, then the articles by their IRIs."""
    from pyoxigraph import DefaultGraph

    return [DefaultGraph(), *sorted(store.dataset.named_graphs(), key=lambda graph: graph.value)]


def _quads(store: Store, graph: NamedNode | BlankNode | DefaultGraph) -> list[Quad]:
    quads = store.dataset.quads_for_pattern(None, None, None, graph)
    return sorted(quads, key=lambda quad: _rank(quad.triple))


def _merged(store: Store, subjects: Iterable[NamedNode | BlankNode | Triple]) -> Iterator[Triple]:
    """What all graphs say of these subjects."""
    for subject in subjects:
        found = {quad.triple for quad in store.dataset.quads_for_pattern(subject, None, None, None)}
        yield from sorted(found, key=_rank)


def _rank(triple: Triple) -> tuple[str, bool, str, str]:
    """Subjects by name, the class of each first, then by property and value."""
    return str(triple.subject), triple.predicate != TYPE, triple.predicate.value, str(triple.object)


def _prefixes() -> bytes:
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(NAMESPACES.items())).encode()


def _body(content: Iterable[Quad] | Iterable[Triple], form: RdfFormat) -> bytes:
    """Serialized text without the lines of prefixes, which pyoxigraph writes in any order."""
    from pyoxigraph import serialize

    text = serialize(content, format=form, prefixes=NAMESPACES) or b""
    lines = text.splitlines(keepends=True)
    return b"".join(lines[sum(line.startswith(b"@prefix ") for line in lines[: len(NAMESPACES)]) :])
