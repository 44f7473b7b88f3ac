"""JSON-LD with the short names of `ontology/context.jsonld`: a fact holds what it rests on, ready to be read.

One object an article, with what it says under `graph`. A place in the text stands inside the first fact that rests on
it; others name it by its `id`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeAlias

from kg.export.context import Context, load_context
from kg.export.lines import graphs
from kg.export.terms import lines_of, literal, name_of
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.export.selection import Source

_INSIDE: Final = frozenset(  # what these lead to stands inside what names it
    map(str, (v.DERIVED_FROM, v.SELECTOR, v.MEMBER_DURING, v.BEGINNING, v.ENDING))
)
_TYPE: Final = str(v.TYPE)
_DEEP: Final = 2  # evidence in a fact, selectors in evidence; an interval in a membership, its ends in it
Node: TypeAlias = dict[str, Any]
Pairs: TypeAlias = list[tuple[str, str]]


def write_jsonld(source: Source, stream: BinaryIO) -> None:
    """One document: the context, then one object an article; two graphs are in memory."""
    context = load_context()
    stream.write(b'{"@context": %b,\n"@graph": [' % _json(context.document))
    separator = b"\n"
    for name, lines in graphs(source):
        for part in _objects(name.decode()[1:-1], lines, context):
            stream.write(separator + part)
            separator = b",\n"
    stream.write(b"\n]}\n")


def _objects(graph: str, lines: list[bytes], context: Context) -> list[bytes]:
    """A named graph as one object; the nodes of the default graph by themselves."""
    nodes = [_json(node) for node in _nodes(lines, context)]
    if not graph:
        return nodes
    return [b'{"id": %b, "graph": [\n  %b\n]}' % (_json(graph), b",\n  ".join(nodes))]


def _nodes(lines: list[bytes], context: Context) -> Iterator[Node]:
    """The nodes that stand inside no other; at last those that only name each other in a ring."""
    left = _subjects(lines)
    inner = {value for pairs in left.values() for predicate, value in pairs if predicate in _INSIDE}
    for subject in [subject for subject in left if subject not in inner] + list(left):
        if subject in left:
            yield _node(subject, left, context, _DEEP)


def _subjects(lines: list[bytes]) -> dict[str, Pairs]:
    """What is said of each subject: its classes first, then as the lines come."""
    told: dict[str, Pairs] = {}
    for line in lines_of(lines):
        subject, predicate, value = line.split(" ", 2)
        told.setdefault(subject, []).append((predicate, value))
    for pairs in told.values():
        if pairs[0][0] != _TYPE:
            pairs.sort(key=_is_no_class)
    return told


def _is_no_class(pair: tuple[str, str]) -> bool:
    return pair[0] != _TYPE


def _node(subject: str, left: dict[str, Pairs], context: Context, depth: int) -> Node:
    """What is said of a subject, in short names. It, and what it holds, is taken out of what is left."""
    node: Node = {"id": context.short(name_of(subject))}
    for predicate, term in left.pop(subject):
        key, value = _told(predicate, term, context)
        if predicate in _INSIDE and depth and term in left:
            value = _node(term, left, context, depth - 1)
        if key not in node:
            node[key] = value
        elif isinstance(node[key], list):
            node[key].append(value)
        else:
            node[key] = [node[key], value]
    return node


@lru_cache(maxsize=8192)
def _told(predicate: str, term: str, context: Context) -> tuple[str, Any]:
    """A property and its value as a key and what stands behind it."""
    if value := literal(term):
        return context.text(predicate[1:-1], value)
    name = name_of(term)
    if predicate == _TYPE:
        return "type", context.classes.get(name) or context.short(name)
    return context.link(predicate[1:-1], context.short(name))


def _json(value: Any) -> bytes:
    """A value in one line, with spaces."""
    from msgspec import json

    return json.format(json.encode(value), indent=0)
