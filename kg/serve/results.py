"""Answers of SPARQL queries as bytes: so many rows and no more, and a mark where there were more.

SPARQL 1.1 Query Results JSON, XML, CSV and TSV (W3C, 2013); of triples any syntax that pyoxigraph writes.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat

from kg.rdf.vocabulary import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pyoxigraph import QuerySolution, Triple

Term = NamedNode | BlankNode | Literal
Row = tuple[object, ...]
_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_RESULTS: Final = "http://www.w3.org/2005/sparql-results#"
TRIPLES: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "text/n3": RdfFormat.N3,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
}
_COMMENTS: Final = {"text/turtle": "# {}\n", "application/n-triples": "# {}\n", "application/rdf+xml": "<!-- {} -->\n"}


class TooLargeError(Exception):
    """An answer is larger than one may be."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many rows an answer may have, how many bytes, and the address that tells of it."""

    rows: int
    size: int
    help: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as bytes, and whether it is not all of it."""

    body: bytes
    truncated: bool = False


def solutions(columns: Sequence[str], found: Iterable[QuerySolution], media: str, bounds: Bounds) -> Answer:
    """The solutions of a SELECT query; TooLargeError where they are too many bytes."""
    rows, truncated = _bounded((tuple(solution) for solution in found), bounds, _length)
    body = _TABLES[media](columns, rows, bounds.help if truncated else "")
    return Answer(body, truncated)


def boolean(value: bool, media: str) -> Answer:
    """The answer to an ASK query."""
    if media == "application/sparql-results+json":
        return Answer(json.dumps({"head": {}, "boolean": value}).encode())
    if media == "application/sparql-results+xml":
        told = f"<head/><boolean>{str(value).lower()}</boolean>"
        return Answer(f'<?xml version="1.0"?>\n<sparql xmlns="{_RESULTS}">{told}</sparql>\n'.encode())
    return Answer(f"{str(value).lower()}\n".encode())


def triples(found: Iterable[Triple], media: str, bounds: Bounds) -> Answer:
    """The triples of a CONSTRUCT or DESCRIBE query."""
    kept, truncated = _bounded(found, bounds, lambda triple: _length((triple.subject, triple.predicate, triple.object)))
    form = TRIPLES[media]
    body = pyoxigraph.serialize(kept, format=form, prefixes=None if media in _PLAIN else dict(NAMESPACES)) or b""
    note = _COMMENTS.get(media, "").format(f"not all: there are more than {bounds.rows} triples, see {bounds.help}")
    return Answer(body + note.encode() if truncated else body, truncated)


_PLAIN: Final = ("application/n-triples", "application/n-quads")


def _bounded(found: Iterable[Any], bounds: Bounds, length: Callable[[Any], int]) -> tuple[list[Any], bool]:
    kept: list[Any] = []
    size = 0
    for one in found:
        if len(kept) == bounds.rows:
            return kept, True
        size += length(one)
        if size > bounds.size:
            raise TooLargeError
        kept.append(one)
    return kept, False


def _length(row: Row) -> int:
    return sum(len(getattr(term, "value", "")) for term in row) + len(row)


def _json(columns: Sequence[str], rows: Iterable[Row], more: str) -> bytes:
    head: dict[str, object] = {"vars": list(columns)}
    if more:
        head["link"] = [more]
    bindings = [
        {column: _told(term) for column, term in zip(columns, row, strict=True) if term is not None} for row in rows
    ]
    return json.dumps({"head": head, "results": {"bindings": bindings}}, ensure_ascii=False).encode()


def _told(term: object) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        told: dict[str, object] = {"type": "literal", "value": term.value}
        if term.language:
            told["xml:lang"] = term.language
        elif term.datatype.value != _STRING:
            told["datatype"] = term.datatype.value
        return told
    return {"type": "literal", "value": str(term)}


def _xml(columns: Sequence[str], rows: Iterable[Row], more: str) -> bytes:
    head = "".join(f"<variable name={_quoted(column)}/>" for column in columns)
    link = f"<link href={_quoted(more)}/>" if more else ""
    lines = (f"<result>{''.join(_bindings(columns, row))}</result>\n" for row in rows)
    opening = f'<?xml version="1.0"?>\n<sparql xmlns="{_RESULTS}"><head>{head}{link}</head><results>\n'
    return (opening + "".join(lines) + "</results></sparql>\n").encode()


def _bindings(columns: Sequence[str], row: Row) -> Iterator[str]:
    for column, term in zip(columns, row, strict=True):
        if term is not None:
            yield f"<binding name={_quoted(column)}>{_element(term)}</binding>"


def _element(term: object) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_shown(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_shown(term.value)}</bnode>"
    if isinstance(term, Literal) and term.language:
        return f"<literal xml:lang={_quoted(term.language)}>{_shown(term.value)}</literal>"
    if isinstance(term, Literal) and term.datatype.value != _STRING:
        return f"<literal datatype={_quoted(term.datatype.value)}>{_shown(term.value)}</literal>"
    return f"<literal>{_shown(getattr(term, 'value', str(term)))}</literal>"


def _shown(text: str) -> str:
    """Text as XML 1.0 can hold it: signs that it cannot are shown as the sign for what is unknown."""
    allowed = "".join(sign if sign in "\t\n\r" or " " <= sign not in "\ufffe\uffff" else "\ufffd" for sign in text)
    return escape(allowed).replace("\r", "&#13;")


def _quoted(text: str) -> str:
    """Text as the value of an attribute."""
    return f'"{_shown(text)}"'


def _csv(columns: Sequence[str], rows: Iterable[Row], more: str) -> bytes:
    del more
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(term) for term in row] for row in rows)
    return text.getvalue().encode()


def _cell(term: object) -> str:
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return "" if term is None else str(getattr(term, "value", term))


def _tsv(columns: Sequence[str], rows: Iterable[Row], more: str) -> bytes:
    del more
    lines = ["\t".join(f"?{column}" for column in columns)]
    lines += ["\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in rows]
    return ("\n".join(lines) + "\n").encode()


_TABLES: Final = {
    "application/sparql-results+json": _json,
    "application/sparql-results+xml": _xml,
    "text/csv": _csv,
    "text/tab-separated-values": _tsv,
}
