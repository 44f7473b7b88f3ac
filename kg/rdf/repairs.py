"""Names of places that the article writes otherwise: what is taken for what, why, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal

from kg.model import Kind
from kg.rdf import vocabulary as v
from kg.rdf.nodes import decimal, rests, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.rdf.nodes import Scope, Triple


def repair_triples(scope: Scope) -> Iterator[Triple]:
    """One node for each repaired name: the place, the written form, the reason, the confidence, where it stands."""
    for place in scope.reading.places:
        if place.repair is None:
            continue
        repair = place.repair
        node = scope.minted("repair", scope.reading.doc, repair.written, repair.code)
        written = [one for one in place.mentions if one.span.of(scope.reading.raw).endswith(repair.written)]
        yield node, v.TYPE, v.REPAIR
        yield node, v.TARGET, scope.thing(Kind.PLACE, place.key)
        yield node, v.WRITTEN, words(repair.written)
        yield node, v.BODY, Literal(repair.reason)
        yield node, v.CONFIDENCE, decimal(repair.confidence)
        yield from rests(scope, node, *(written or place.mentions))
