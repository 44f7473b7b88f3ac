"""The thing that a call is about, by what a user calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg import naming
from kg.graph import projection
from kg.identity.marks import BASE
from kg.model import Kind, QueryError
from kg.questions.days import is_date
from kg.questions.matching import simplified

if TYPE_CHECKING:
    from kg.store import Store

_SORT: Final = "?thing a ?class ."
_LISTED: Final = 8  # candidates that an error names


def iri_of(store: Store, text: str, kind: Kind | None = None) -> str:
    """The IRI of the thing that is meant by a name, an IRI or its end, or NAME@ARTICLE.

    QueryError, with the candidates, where nothing or more than one thing is called so, or it is of another kind.
    """
    found = _imported(store, text) if store.imported else naming.sightings(store, text, kind)[0].cluster
    sorts = {row["class"] for row in projection.rows(store, _SORT, "?thing ?class", "?thing", [found])}
    kinds = {projection.CLASSES[sort] for sort in sorts if sort in projection.CLASSES}
    if kind is not None and kind not in kinds:
        raise QueryError(f"{text!r} is no {kind} but a {' and '.join(sorted(kinds)) or 'thing without a kind'}")
    return found


def _imported(store: Store, text: str) -> str:
    """As in a graph that was imported, which has no register of who is who."""
    spelled = dict.fromkeys((text, simplified(text)))
    named = {iri for name in spelled for found in projection.labels(store, name).values() for iri in found}
    known = projection.rows(store, _SORT, "?thing ?class", "?thing", meant_as_iri(text))
    found = sorted(named | {row["thing"] for row in known})
    if not found:
        raise QueryError(f"nothing in the graph is called {text!r}; give an IRI or a whole name")
    if len(found) > 1:
        listed = "; ".join(naming.short(iri) for iri in found[:_LISTED])
        raise QueryError(f"{len(found)} things are called {text!r}: {listed}; give one of these IRIs")
    return found[0]


def meant_as_iri(text: str) -> list[str]:
    """The IRIs that a text may stand for: itself, and with the base before it; none for what is not part of one."""
    from pyoxigraph import NamedNode

    found = []
    for iri in (text, BASE + text):
        try:
            found.append(NamedNode(iri).value)
        except ValueError:
            continue
    return found


def day(text: str) -> str:
    """A date as it was given; QueryError where it is none."""
    if not is_date(text):
        raise QueryError(f"{text!r} is not a date; write 2024, 2024-11 or 2024-11-30")
    return text
