"""A SPARQL query in a worker: checked, run over the union of all articles or over the graphs asked for, written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from kg.model import QueryError
from kg.serve.keywords import fault_without, is_missed, names_the_word
from kg.serve.messages import End, Outcome
from kg.serve.results import Bounds, TooLargeError, boolean, solutions, triples

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

    from kg.serve.results import Answer
    from kg.serve.site import Site
    from kg.store import Store

    _Found: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples

_KINDS: Final = {"table": "a table", "boolean": "yes or no", "triples": "triples"}
_TOLD: Final = 200  # characters of what the parser says
_SERVICE: Final = "SERVICE asks another server, which is refused here; ask that server yourself, and leave SERVICE out"
_LARGE: Final = "the answer is larger than one may be; ask for less at a time, with LIMIT and OFFSET"


def answer_sparql(
    site: Site,
    *,
    query: str,
    default_graphs: Sequence[str],
    named_graphs: Sequence[str],
    forms: Mapping[str, str],
    bounds: Mapping[str, int | str],
) -> Outcome:
    """The answer to a query. `forms` are the media types to write a table, a boolean, or triples in."""
    if fault := fault_without(query, "service"):
        if names_the_word(query, "service", fault):
            return Outcome(End.REFUSED, text=_SERVICE)
        raise _malformed(fault)
    limits = Bounds(int(bounds["rows"]), int(bounds["size"]), str(bounds["help"]))
    try:
        found = _found(site.store(), query, default_graphs, named_graphs)
        kind = _kind(found)
        if not forms[kind]:
            return Outcome(End.UNACCEPTABLE, text=f"this query is answered by {_KINDS[kind]}; accept a form of that")
        answer = _written(found, forms[kind], limits)
    except TooLargeError:
        return Outcome(End.TOO_LARGE, text=_LARGE)
    return Outcome(body=answer.body, media=forms[kind], truncated=answer.truncated)


def _found(store: Store, query: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> _Found:
    """What the query finds in the graphs that the request names, else in those of FROM, else in all."""
    from pyoxigraph import NamedNode

    try:
        if default_graphs or named_graphs:
            default, named = ([NamedNode(iri) for iri in iris] for iris in (default_graphs, named_graphs))
            return store.dataset.query(query, default_graph=list(default), named_graphs=list(named))
        return store.dataset.query(query, use_default_graph_as_union=not is_missed(query, "from"))
    except (SyntaxError, ValueError) as error:
        raise _malformed(str(error)) from None


def _malformed(fault: str) -> QueryError:
    told = " ".join(fault.split())
    shown = told if len(told) <= _TOLD else f"{told[:_TOLD]}…"
    return QueryError(f"this is not a SPARQL 1.1 query: {shown}")


def _kind(found: _Found) -> str:
    from pyoxigraph import QueryBoolean, QuerySolutions

    return "table" if isinstance(found, QuerySolutions) else "boolean" if isinstance(found, QueryBoolean) else "triples"


def _written(found: _Found, media: str, limits: Bounds) -> Answer:
    from pyoxigraph import QueryBoolean, QuerySolutions

    if isinstance(found, QuerySolutions):
        return solutions([variable.value for variable in found.variables], found, media, limits)
    if isinstance(found, QueryBoolean):
        return boolean(bool(found), media)
    return triples(found, media, limits)
