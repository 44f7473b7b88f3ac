"""RDF/XML: what all graphs say together, one description a subject.

Written by us, since pyoxigraph declares its prefixes in any order and lets through characters that no XML may hold.
"""

from __future__ import annotations

from functools import lru_cache
from string import ascii_letters, digits
from typing import TYPE_CHECKING, BinaryIO, Final

from kg.export.lines import by_subject, triples
from kg.export.terms import STRING, Literal, lines_of, literal, name_of
from kg.export.xml import attribute, text
from kg.model import StoreError
from kg.rdf.vocabulary import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.export.selection import Source

_NOT_FIRST: Final = digits + ".-"
_NAME_SIGNS: Final = ascii_letters + _NOT_FIRST + "_"
_PREFIXES: Final = {iri: name for name, iri in NAMESPACES.items()}


def write_rdfxml(source: Source, stream: BinaryIO) -> None:
    """One document; which article says a thing is lost, as in Turtle."""
    declared = "".join(f'\n  xmlns:{name}="{iri}"' for name, iri in sorted(NAMESPACES.items()))
    stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n'.encode())
    stream.writelines(_description(group).encode() for group in by_subject(triples(source)))
    stream.write(b"</rdf:RDF>\n")


def _description(group: list[bytes]) -> str:
    """What is said of a subject."""
    lines = lines_of(group)
    subject = _node(lines[0].partition(" ")[0], "about")
    return f"<rdf:Description {subject}>\n{''.join(_properties(lines))}</rdf:Description>\n"


def _properties(lines: list[str]) -> Iterator[str]:
    for line in lines:
        _, predicate, value = line.split(" ", 2)
        opening, closing = _tags(predicate)
        content = _content(value)
        yield f"  <{opening} {_link(value)}/>\n" if content is None else f"  <{opening}{content}</{closing}>\n"


@lru_cache(maxsize=8192)
def _content(term: str) -> str | None:
    """A literal from the name of its opening tag on: what form it has, and its text; nothing for a node."""
    told = literal(term)
    return f"{_form(told)}>{text(told.text)}" if told else None


@lru_cache(maxsize=8192)
def _link(term: str) -> str:
    """A node as what a property leads to."""
    return _node(term, "resource")


def _node(term: str, link: str) -> str:
    """A node as an attribute."""
    name = name_of(term)
    return f'rdf:nodeID="{attribute(name[2:])}"' if name.startswith("_:") else f'rdf:{link}="{attribute(name)}"'


def _form(told: Literal) -> str:
    """Language or datatype of a literal as an attribute."""
    if told.language:
        return f' xml:lang="{attribute(told.language)}"'
    return "" if told.datatype == STRING else f' rdf:datatype="{attribute(told.datatype)}"'


@lru_cache(maxsize=4096)
def _tags(predicate: str) -> tuple[str, str]:
    """A property as an element: what it opens and closes with. StoreError where XML can have no name for it."""
    iri = predicate[1:-1]
    tail = iri[len(iri.rstrip(_NAME_SIGNS)) :]
    local = tail.lstrip(_NOT_FIRST)
    namespace = iri[: len(iri) - len(local)]
    if not local or not namespace:
        raise StoreError(f"RDF/XML has no name for the property <{iri}>; write Turtle or another format instead")
    if namespace in _PREFIXES:
        name = f"{_PREFIXES[namespace]}:{local}"
        return name, name
    return f'own:{local} xmlns:own="{attribute(namespace)}"', f"own:{local}"
