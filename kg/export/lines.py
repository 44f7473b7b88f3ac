"""The graph as lines of canonical N-Triples, the ground of every RDF format: sorted, so equal graphs give equal bytes.

graphs(source)      one graph after another, with its lines in order; two graphs are in memory
merged(source)      what all graphs say together, each line once; runs of lines are sorted on the disk
"""

from __future__ import annotations

from bisect import bisect_right
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final

from kg.export.selection import EvidenceLevel, Source
from kg.rdf import BASE, article_iri, quads
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_RUN: Final = 200_000  # lines that are sorted in memory
_BLOCK: Final = 2_000  # lines of each run that are in memory when runs are merged
TYPE: Final = str(v.TYPE).encode()
_DERIVED_FROM: Final = str(v.DERIVED_FROM).encode()
_RULE: Final = str(v.RULE).encode()
_EVIDENCE: Final = str(v.SPECIFIC_RESOURCE).encode()
_POSITION: Final = str(v.POSITION_SELECTOR).encode()
_QUOTE: Final = str(v.QUOTE_SELECTOR).encode()
_OWN: Final = f"<{BASE}".encode()


def graphs(source: Source) -> Iterator[tuple[bytes, list[bytes]]]:
    """The name (nothing for the default graph) and the lines of each graph: the default one, then by their IRIs."""
    base = f"<{source.selection.base}".encode()
    for name, lines in _stored(source) if source.selection.is_whole else _derived(source):
        kept = _with_evidence(lines, source.selection.evidence)
        if base != _OWN:
            kept = [_moved(line, base) for line in kept]
        kept.sort()
        yield name.replace(_OWN, base, 1) if name.startswith(_OWN) else name, kept


def _stored(source: Source) -> Iterator[tuple[bytes, list[bytes]]]:
    """The graphs as they stand in the store."""
    from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

    def text(graph: NamedNode | DefaultGraph) -> bytes:
        return source.store.dataset.dump(None, RdfFormat.N_TRIPLES, from_graph=graph) or b""

    named = map(NamedNode, sorted(graph.value for graph in source.store.dataset.named_graphs()))
    with ThreadPoolExecutor(1) as reader:  # the store reads without Python's lock, so one graph is read ahead
        ahead = reader.submit(text, DefaultGraph())
        name = b""
        for graph in named:
            following = reader.submit(text, graph)
            yield name, ahead.result().splitlines(keepends=True)
            name, ahead = str(graph).encode(), following
        yield name, ahead.result().splitlines(keepends=True)


def _derived(source: Source) -> Iterator[tuple[bytes, list[bytes]]]:
    """The graphs of narrowed readings; nothing stands in the default graph."""
    from pyoxigraph import RdfFormat, serialize

    for article in replace(source, selection=replace(source.selection, base=BASE)).articles():
        triples = (quad.triple for quad in quads(article.reading, article.iris))
        text = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        yield str(article_iri(article.reading.doc)).encode(), text.splitlines(keepends=True)


def _moved(line: bytes, base: bytes) -> bytes:
    """A line with subject and object under another base; text is left alone."""
    subject, predicate, value = line.split(b" ", 2)
    if subject.startswith(_OWN):
        subject = base + subject[len(_OWN) :]
    if value.startswith(_OWN):
        value = base + value[len(_OWN) :]
    return b" ".join((subject, predicate, value))


def _with_evidence(lines: list[bytes], level: EvidenceLevel) -> list[bytes]:
    """Lines without those about places in the text, or about where the quotes stand and which rule read them."""
    if level == EvidenceLevel.FULL:
        return lines
    classes = (_POSITION,) if level == EvidenceLevel.QUOTE else (_EVIDENCE, _POSITION, _QUOTE)
    endings = tuple(b" " + TYPE + b" " + name + b" .\n" for name in classes)
    dropped = {line.split(b" ", 1)[0] for line in lines if line.endswith(endings)}

    def is_kept(line: bytes) -> bool:
        subject, predicate, value = line.split(b" ", 2)
        return subject not in dropped and value[:-3] not in dropped and predicate not in hidden

    hidden = (_RULE,) if level == EvidenceLevel.QUOTE else (_RULE, _DERIVED_FROM)
    return [line for line in lines if is_kept(line)]


def merged(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines in order, each once. They are sorted some at a time, kept on the disk, and read back side by side."""
    rest = iter(lines)
    runs: list[Iterator[bytes]] = []
    with ExitStack() as stack:
        while run := list(islice(rest, _RUN)):
            run.sort()
            if len(run) < _RUN:
                runs.append(iter(dict.fromkeys(run)))
                break
            file = stack.enter_context(TemporaryFile())
            file.writelines(dict.fromkeys(run))
            file.seek(0)
            runs.append(iter(file))
        yield from _side_by_side(runs)


def _side_by_side(runs: list[Iterator[bytes]]) -> Iterator[bytes]:
    """Sorted runs as one, each line once. Blocks of them are sorted up to where the first block ends: `heapq.merge`
    compares line by line in Python, which takes several times as long."""
    blocks = [(run, list(islice(run, _BLOCK))) for run in runs]
    while blocks := [(run, block) for run, block in blocks if block]:
        end = min(block[-1] for _, block in blocks)
        found: list[bytes] = []
        for run, block in blocks:
            count = bisect_right(block, end)
            found += block[:count]
            block[:count] = islice(run, _BLOCK) if count == len(block) else ()
        found.sort()
        yield from dict.fromkeys(found)


def triples(source: Source) -> Iterator[bytes]:
    """What all graphs say together, each line once, in order."""
    return merged(line for _, lines in graphs(source) for line in lines)


def quad_lines(source: Source) -> Iterator[bytes]:
    """The lines of N-Quads: one graph after another."""
    for name, lines in graphs(source):
        ending = b" " + name + b" .\n" if name else b" .\n"
        for line in lines:
            yield line[:-3] + ending


def by_subject(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Sorted lines, those of one subject together, its classes first."""
    group: list[bytes] = []
    start = b"\n"  # no line starts so
    for line in lines:
        if line.startswith(start):
            group.append(line)
        else:
            if group:
                yield _classes_first(group, start)
            group = [line]
            start = line[: line.index(b" ") + 1]
    if group:
        yield _classes_first(group, start)


def _classes_first(group: list[bytes], start: bytes) -> list[bytes]:
    first = start + TYPE
    if not group[0].startswith(first):
        group.sort(key=lambda line: not line.startswith(first))
    return group
