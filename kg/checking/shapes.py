"""The shapes of the graph: what violates them, and what they say about it.

`pyshacl` holds them against the articles, some at a time and with the number of the article behind each IRI, since one
run for all of them costs less than one for each. Shapes that are SPARQL queries are asked of the dataset itself, which
is faster by two orders of magnitude.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.checking.contents import Content, Found, text
from kg.rdf import ontology_folder
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph
    import rdflib
    from rdflib.term import Node

_NUMBER: Final = "?in="  # stands before the number of the article; IRIs of ours have no query
_SHAPES: Final = "https://w3id.org/governance-kg/shapes#"
_STRING: Final = v.term("xsd:string")


def shape_violations(batch: list[Content]) -> list[list[Found]]:
    """What violates a shape, of each content."""
    from pyshacl import validate
    from rdflib import RDF, SH, Graph

    conforms, report, _ = validate(_together(batch), shacl_graph=_plain_shapes(), inplace=True)
    found: list[list[Found]] = [[] for _ in batch]
    if not conforms and isinstance(report, Graph):
        for result in report.subjects(RDF.type, SH.ValidationResult):
            node, _, number = str(report.value(result, SH.focusNode)).rpartition(_NUMBER)
            value = report.value(result, SH.value)
            found[int(number)].append(_described(report.value(result, SH.sourceShape), node, value))
    return found


def answers(dataset: pyoxigraph.Store, content: Content) -> Iterator[Found]:
    """What the shapes that are queries find in a graph; they choose their own nodes as `$this`."""
    from rdflib import URIRef

    for shape, select in _queries().items():
        solutions = dataset.query(select, prefixes=v.NAMESPACES, default_graph=content.graph)
        if isinstance(solutions, QuerySolutions):
            names = [variable.value for variable in solutions.variables if variable.value != "this"]
            for answer in solutions:
                found = _described(URIRef(shape), text(answer["this"]), None)
                yield found._replace(problem=": ".join((found.problem, *(text(answer[name]) for name in names))))


def _described(shape: Node | None, node: str, value: Node | None) -> Found:
    """What a shape says of a node, with the value that is not as it must be."""
    from rdflib import SH

    message = _english(shape, SH.message)
    shown = str(value).rpartition(_NUMBER)[0] or str(value)
    problem = message if value is None or shown == node else f"{message}, not {shown}"
    group = _shapes().value(shape, SH.group)
    return Found(node, str(shape).removeprefix(_SHAPES), problem, remedy(str(group).removeprefix(_SHAPES)))


def _together(batch: list[Content]) -> rdflib.Graph:
    """The quads of some articles as one graph, in which nothing of one article is anything of another."""
    from rdflib import Graph

    graph = Graph()
    with _quiet("rdflib.term"):  # which has its say about every literal that is not of its datatype
        for number, content in enumerate(batch):
            terms: dict[object, Node] = {}
            for quad in content.quads:
                triple = (quad.subject, quad.object)
                for term in triple:
                    if term not in terms:
                        terms[term] = _term(term, number)
                graph.add((terms[quad.subject], _predicate(quad.predicate), terms[quad.object]))
    return graph


def _term(term: object, number: int) -> Node:
    """A term for pyshacl: what is of the vocabulary as it is, other nodes as those of one article."""
    import rdflib

    if isinstance(term, Literal):
        datatype = None if term.language or term.datatype == _STRING else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    return rdflib.URIRef(text(term) if term in _terms() else f"{text(term)}{_NUMBER}{number}")


@cache
def _predicate(term: NamedNode) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(term.value)


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    logger = logging.getLogger(name)
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


@cache
def _shapes() -> rdflib.Graph:
    return _read_shapes()


def _read_shapes() -> rdflib.Graph:
    from rdflib import Graph

    return Graph().parse(ontology_folder() / "shapes.ttl")


@cache
def _terms() -> frozenset[NamedNode]:
    return v.terms()


@cache
def _queries() -> dict[str, str]:
    """The shapes that are queries, by IRI."""
    from rdflib import SH

    pairs = _shapes().subject_objects(SH.sparql)
    return {str(shape): str(_shapes().value(constraint, SH.select)) for shape, constraint in pairs}


@cache
def _plain_shapes() -> rdflib.Graph:
    """The shapes that are no queries."""
    from rdflib import SH

    shapes = _read_shapes()
    return shapes.remove((None, SH.sparql, None))


@cache
def remedy(group: str) -> str:
    from rdflib import RDFS, URIRef

    return _english(URIRef(_SHAPES + group), RDFS.label)


def _english(node: Node | None, predicate: rdflib.URIRef) -> str:
    from rdflib import Literal as Words

    said = _shapes().objects(node, predicate)
    return next((str(words) for words in said if isinstance(words, Words) and words.language == "en"), "")
