"""Things of the graph by what people call them: any label, either script, exact before containing."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from kg.model import Kind, QueryError
from kg.rdf.vocabulary import CLASSES, CODE, LABEL, OTHER_LABEL
from kg.text import narrow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.store import Store

Row = dict[str, str]
_LABELS: Final = "SELECT DISTINCT ?thing ?name {{ GRAPH ?g {{ ?thing a {} ; {}|{} ?name }} }}"
_CODES: Final = f"SELECT DISTINCT ?thing ?code {{ GRAPH ?g {{ ?thing {CODE} ?code }} }}"
_GRAPHS: Final = (
    "SELECT DISTINCT ?g ?thing { GRAPH ?g { { ?subject ?relation ?thing } UNION { ?thing ?relation ?object } } }"
)
_UNHEARD: Final = str.maketrans("", "", " \t\n“”‘’\"'《》〈〉·-—")
_SUGGESTED: Final = 3
_SHOWN: Final = 60  # characters of what was asked for that an error repeats
_COMPARED: Final = 200  # names that share most characters; only these are compared letter by letter


def rows_of(store: Store, sparql: str, graphs: Sequence[str] | None = None, **bound: str) -> Iterator[Row]:
    """The solutions of a SELECT query as strings, what is unbound empty.

    Asked of these named graphs only, where they are given; `bound` are variables that stand for an IRI.
    """
    from pyoxigraph import NamedNode, QuerySolutions, Variable

    solutions = store.dataset.query(
        sparql,
        named_graphs=[NamedNode(graph) for graph in graphs] if graphs is not None else None,
        substitutions={Variable(name): NamedNode(iri) for name, iri in bound.items()} or None,
    )
    if not isinstance(solutions, QuerySolutions):
        raise QueryError("only SELECT queries have rows")
    columns = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {column: _value(solution[column]) for column in columns}


def _value(term: object) -> str:
    return str(getattr(term, "value", "")) if term is not None else ""


def matching(store: Store, kind: Kind, text: str) -> frozenset[str]:
    """The IRIs of the things of a kind that bear this name, or else of those whose names contain it.

    QueryError where there are none, with the nearest names.
    """
    sparql = _LABELS.format(CLASSES[kind], LABEL, OTHER_LABEL)
    labels = [(row["thing"], row["name"], folded(row["name"])) for row in rows_of(store, sparql)]
    wanted = {folded(text), folded(simplified(text))} - {""}
    exact = frozenset(iri for iri, _, name in labels if name in wanted)
    found = exact or frozenset(iri for iri, _, name in labels if any(part in name for part in wanted))
    if not found:
        near = nearest(simplified(text), {name for _, name, _ in labels})
        hint = f"the nearest names are {'、'.join(near)}" if near else "and no name in the graph is like it"
        asked = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        raise QueryError(f"no {kind} is called {asked!r}; {hint}")
    return found


def nearest(text: str, names: Iterable[str]) -> list[str]:
    """The names that look most like a text, best first; none that share no character with it."""
    wanted = folded(text)
    letters = Counter(wanted)
    shared = {name: (letters & Counter(folded(name))).total() for name in names}
    likely = sorted((name for name in shared if shared[name]), key=lambda name: (-shared[name], len(name), name))
    ratio = {name: SequenceMatcher(None, wanted, folded(name)).ratio() for name in likely[:_COMPARED]}
    return sorted(ratio, key=lambda name: (-ratio[name], name))[:_SUGGESTED]


def folded(text: str) -> str:
    """A name without what does not tell names apart: width, case, spaces, quotation marks, dots."""
    return narrow(normalize("NFKC", text)).translate(_UNHEARD).lower()


def is_part(asked: str, text: str) -> bool:
    """Whether a text holds what was asked for, in either script and whatever the width and the spaces."""
    return any(part in folded(text) for part in {folded(asked), folded(simplified(asked))} - {""})


def is_same(asked: str, text: str) -> bool:
    """Whether a text is what was asked for, in either script and whatever the width and the spaces."""
    return folded(text) in {folded(asked), folded(simplified(asked))}


def simplified(text: str) -> str:
    """What a user typed in Traditional script as the graph spells it."""
    return text if text.isascii() else _converter()(text)


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("tw2s").convert
    return convert


def graphs_of(store: Store, iris: Iterable[str]) -> set[str]:
    """The named graphs, that is the articles, in which any of these things stands."""
    return {row["g"] for iri in sorted(iris) for row in rows_of(store, _GRAPHS, thing=iri)}


def divisions_within(store: Store, iris: Iterable[str]) -> frozenset[str]:
    """The divisions that lie in any of these, by their codes: 340000 holds 3401xx holds 340104."""
    codes = [(row["thing"], row["code"]) for row in rows_of(store, _CODES)]
    around = {iri: code.removesuffix("00").removesuffix("00") for iri, code in codes}
    prefixes = tuple({around[iri] for iri in iris if iri in around})
    return frozenset(iri for iri, code in codes if prefixes and code.startswith(prefixes))
