"""What people said of facts, as Web Annotations beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal

from kg.rdf import vocabulary as v
from kg.rdf.nodes import Scope, Triple, date_literal, fact_iri, rests, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.corrections import Note


def note_triples(scope: Scope, note: Note) -> Iterator[Triple]:
    """Who said what of which fact, when and why; a fact that was changed is a revision of the fact as it was read.

    A wrong fact is in the graph by its name alone, which this note has as its target.
    """
    told = note.correction
    node = scope.minted("correction", scope.reading.doc, told.fact)
    read = fact_iri(note.read, scope)
    yield node, v.TYPE, v.CORRECTION
    yield node, v.TARGET, read
    yield node, v.VERDICT, Literal("; ".join(f"{name}={value}" for name, value in told.instead) or told.verdict)
    yield node, v.IDENTIFIER, Literal(told.fact)
    if told.says:
        yield node, v.LABEL, words(told.says)
    if told.because:
        yield node, v.BODY, Literal(told.because)
    if told.who:
        yield node, v.CREATOR, Literal(told.who)
    if told.when:
        yield node, v.CREATED, date_literal(told.when)
    if note.now is not None and fact_iri(note.now, scope) != read:
        yield fact_iri(note.now, scope), v.REVISION_OF, read
    yield from rests(scope, node, note.read.evidence)
