"""The things of a graph by their names, and what tells namesakes apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.graph import projection
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.graph.projection import Queryable

_BATCH = 500  # things that one round of queries asks about
_TOLD = 3  # posts, or other lines, that describe a thing


class Named(NamedTuple):
    """A thing with its names."""

    iri: str
    kind: str
    label: str
    names: tuple[str, ...]
    detail: str
    articles: int  # that name it


def all_things(store: Queryable) -> list[str]:
    """The IRIs of everything that has a kind, sorted."""
    return sorted(
        {row["thing"] for iri in projection.CLASSES for row in projection.rows(store, f"?thing a <{iri}> .", "?thing")}
    )


def things_of(store: Queryable, graph: str) -> list[str]:
    """The IRIs of the things of one article, sorted."""
    classes = " ".join(f"<{iri}>" for iri in projection.CLASSES)
    found = store.query(
        f"SELECT DISTINCT ?thing {{ GRAPH <{graph}> {{ VALUES ?class {{ {classes} }} ?thing a ?class }} }}"
    )
    return sorted(row["thing"].value for row in found)


def named(store: Queryable, iris: Iterable[str]) -> Iterator[Named]:
    """Those of these things that the graph names, some at a time."""
    wanted = sorted(iris)
    for at in range(0, len(wanted), _BATCH):
        yield from _named(store, wanted[at : at + _BATCH])


def _named(store: Queryable, iris: Sequence[str]) -> Iterator[Named]:
    uses = Counter(row["thing"] for row in projection.rows(store, "?thing a ?class .", "?g ?thing", "?thing", iris))
    posts: dict[str, Counter[str]] = defaultdict(Counter)
    held = "?fact org:member ?thing ; kg:post/rdfs:label ?post ."
    for row in projection.rows(store, held, "?g ?thing ?post", "?thing", iris):
        posts[row["thing"]][row["post"]] += 1
    for iri, thing in projection.things(store, iris).items():
        lines = [post for post, _ in posts[iri].most_common(_TOLD)] if thing["kind"] == Kind.PERSON else thing["detail"]
        detail = "；".join(lines[:_TOLD])
        yield Named(iri, thing["kind"], thing["label"], tuple(thing["names"]), detail, uses[iri])
