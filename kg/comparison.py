"""What two graphs say differently: facts and things that were added, are gone, or have changed, article by article.

    differences(Path("graph"), Path("yesterday.nq"))     Change after Change

A fact is told by its article, its kind and what it is about; one that says something else of the same has changed.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from kg.importing import FORMATS, load_quads
from kg.store import Store
from kg.summary import CONFIDENCE, EVIDENCE, Told, rest, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import pyoxigraph

COLUMNS: Final = ("change", "kind", "article", "what", "before", "after")


class Change(NamedTuple):
    """One row of a comparison: `added`, `gone` or `changed`; what differs, before and after."""

    change: str
    kind: str
    article: str  # its id; empty for what no article says
    what: str
    before: str
    after: str


def differences(one: Path, other: Path) -> Iterator[Change]:
    """What has changed from one graph to another: folders of graphs, or exports in N-Quads or TriG.

    StoreError where one of them is neither. One article at a time is compared; of an export, all quads are in memory.
    """
    with _opened(one) as before, _opened(other) as after:
        for graph in sorted({*_graphs(before), *_graphs(after)}):
            old, new = _lines(before, graph), _lines(after, graph)
            if old != new:
                article = unquote(graph.rpartition("/article/")[2])
                yield from sorted(_changes(article, told(b"".join(old)), told(b"".join(new))))


@contextmanager
def _opened(path: Path) -> Iterator[pyoxigraph.Store]:
    import pyoxigraph

    if path.is_dir() or path.suffix.lower() not in FORMATS:
        with Store(path, read_only=True) as store:
            yield store.dataset
        return
    dataset = pyoxigraph.Store()
    load_quads(path, dataset)
    yield dataset


def _graphs(dataset: pyoxigraph.Store) -> Iterator[str]:
    """The names of the graphs; that of the default graph is empty."""
    yield ""
    yield from (str(graph.value) for graph in dataset.named_graphs())


def _lines(dataset: pyoxigraph.Store, graph: str) -> list[bytes]:
    from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

    name = NamedNode(graph) if graph else DefaultGraph()
    return sorted((dataset.dump(None, RdfFormat.N_TRIPLES, from_graph=name) or b"").splitlines(keepends=True))


def _changes(article: str, old: Mapping[str, Told], new: Mapping[str, Told]) -> Iterator[Change]:
    """What is told of the same IRI in another way, what is told of the same matter, and what is told once only."""
    for iri in old.keys() & new.keys():
        if old[iri] != new[iri]:
            yield _changed(article, old[iri], new[iri])
    gone = _by_matter(one for iri, one in old.items() if iri not in new)
    added = _by_matter(one for iri, one in new.items() if iri not in old)
    for matter in gone.keys() | added.keys():
        before, after = gone.get(matter, []), added.get(matter, [])
        if len(before) == len(after) == 1:
            yield _changed(article, before[0], after[0])
            continue
        yield from (Change("gone", one.kind, article, one.what, _text(rest(one)), "") for one in before)
        yield from (Change("added", one.kind, article, one.what, "", _text(rest(one))) for one in after)


def _by_matter(found: Iterable[Told]) -> dict[tuple[str, str], list[Told]]:
    matters: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in found:
        matters[one.kind, one.what].append(one)
    return matters


def _changed(article: str, old: Told, new: Told) -> Change:
    """The properties that differ, and of those with several values the values that do."""
    before, after = _without(old.properties, new.properties), _without(new.properties, old.properties)
    return Change("changed", new.kind, article, new.what, _text(before), _text(after))


def _without(some: Mapping[str, frozenset[str]], others: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    left = {name: values - others.get(name, frozenset()) for name, values in some.items()}
    return {name: values for name, values in left.items() if values}


def _text(properties: Mapping[str, frozenset[str]]) -> str:
    """Properties with their values; last what facts rest on."""
    ordered = sorted(properties.items(), key=lambda told: (told[0] in (CONFIDENCE, EVIDENCE), told[0]))
    return "; ".join(f"{name}={', '.join(sorted(values))}" for name, values in ordered)
