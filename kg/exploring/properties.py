"""Properties of things, facts and articles, many of each in one query.

A query for each property: where several stand in one, pyoxigraph begins with the property and reads all there is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from kg.graph.projection import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.graph.projection import Queryable, Row

_BATCH: Final = 500  # subjects that one query names


def properties(
    store: Queryable, wanted: Mapping[str, str], subjects: Sequence[str] | None
) -> dict[str, dict[str, Counter[str]]]:
    """Of each subject, or of all, the values of the `wanted` properties, with the number of articles that give them.

    `wanted` has predicates in SPARQL by name.
    """
    found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for name, predicate in wanted.items():
        for batch in _batches(subjects):
            among = f"VALUES ?subject {{ {' '.join(f'<{iri}>' for iri in batch)} }}" if batch is not None else ""
            pattern = f"GRAPH ?g {{ {among} ?subject {predicate} ?value }}"
            query = f"SELECT ?subject ?value (COUNT(?g) AS ?n) {{ {pattern} }} GROUP BY ?subject ?value"
            for solution in store.query(f"{PREFIXES} {query}"):
                found[solution[0].value][name][solution[1].value] += int(solution[2].value)
    return found


def _batches(subjects: Sequence[str] | None) -> Iterator[Sequence[str] | None]:
    if subjects is None:
        yield None
    else:
        yield from (subjects[at : at + _BATCH] for at in range(0, len(subjects), _BATCH))


def of_facts(store: Queryable, where: str, columns: str, asked: Sequence[tuple[str, str]]) -> Iterator[Row]:
    """The columns of a pattern about ?fact, for facts each in the graph of its article, which is ?g."""
    names = [column.lstrip("?") for column in columns.split()]
    for at in range(0, len(asked), _BATCH):
        pairs = " ".join(f"(<{graph}> <{fact}>)" for graph, fact in asked[at : at + _BATCH])
        query = f"SELECT DISTINCT {columns} {{ VALUES (?g ?fact) {{ {pairs} }} GRAPH ?g {{ {where} }} }}"
        for solution in store.query(f"{PREFIXES} {query}"):
            yield {name: solution[name].value for name in names}
