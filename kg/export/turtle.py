"""Turtle and TriG out of sorted lines of N-Triples, whose terms they share: grouped by subject, with prefixes.

`ttl12` adds in the annotation syntax of RDF 1.2 which articles say a thing: `<a> org:holds <b> {| prov:wasDerivedFrom
<article> |}`. What names its article by itself, which is articles and evidence, goes without.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO, Final

from kg.export.lines import TYPE, by_subject, graphs, merged, triples
from kg.rdf import vocabulary as v
from kg.rdf.vocabulary import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.export.selection import Source

_IRI: Final = re.compile(rb"<([^<>]*[/#])([A-Za-z][A-Za-z0-9_-]*)>")
_NAMES: Final = {iri.encode(): name.encode() for name, iri in NAMESPACES.items()}
_ON_THEIR_OWN: Final = tuple(
    b" " + TYPE + b" " + str(name).encode()
    for name in (v.ARTICLE, v.SPECIFIC_RESOURCE, v.POSITION_SELECTOR, v.QUOTE_SELECTOR)
)


def write_ttl(source: Source, stream: BinaryIO) -> None:
    """All graphs as one, each triple once, grouped by subject."""
    stream.write(_prefixes())
    stream.writelines(_block([(line[:-3], b"") for line in group]) for group in by_subject(triples(source)))


def write_trig(source: Source, stream: BinaryIO) -> None:
    """One block an article, with prefixes, statements grouped by subject."""
    stream.write(_prefixes())
    for name, lines in graphs(source):
        if lines:
            stream.write(name + b" {\n" if name else b"")
            stream.writelines(_block([(line[:-3], b"") for line in group]) for group in by_subject(lines))
            stream.write(b"}\n" if name else b"")


def write_ttl12(source: Source, stream: BinaryIO) -> None:
    """All graphs as one, in Turtle 1.2, every statement with the articles that make it."""
    stream.write(_prefixes())
    tabbed = (line[:-3] + b"\t" + name + b"\n" for name, lines in graphs(source) for line in lines)
    stream.writelines(_block(list(_annotated(group))) for group in by_subject(merged(tabbed)))


def _annotated(group: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The statements about a subject, each with its annotation. No N-Triples holds a tab."""
    pairs = [line[:-1].split(b"\t") for line in group]
    is_plain = any(triple.endswith(_ON_THEIR_OWN) for triple, _ in pairs)
    for triple, told in groupby(pairs, key=lambda pair: pair[0]):
        names = [name for _, name in told if name]
        needs_none = is_plain or not names
        yield triple, b"" if needs_none else b" {| prov:wasDerivedFrom " + b" , ".join(names) + b" |}"


def _block(statements: Sequence[tuple[bytes, bytes]]) -> bytes:
    """The statements about one subject, each with what is added behind its object."""
    parts = []
    last = b""
    for statement, added in statements:
        subject, predicate, value = statement.split(b" ", 2)
        if predicate == last:
            parts.append(b" , " + _short(value) + added)
        else:
            begin = b" ;\n\t" if last else subject + b" "
            parts.append(begin + (b"a" if predicate == TYPE else _name(predicate)) + b" " + _short(value) + added)
            last = predicate
    return b"".join(parts) + b" .\n"


def _short(value: bytes) -> bytes:
    """An object with its IRI or its datatype as a prefixed name."""
    if value.startswith(b"<"):
        return _name(value)
    if value.endswith(b">") and value.startswith(b'"'):
        text, mark, datatype = value.rpartition(b'"^^')
        return text + mark + _name(datatype)
    return value


@lru_cache(maxsize=4096)
def _name(iri: bytes) -> bytes:
    found = _IRI.fullmatch(iri)
    prefix = _NAMES.get(found[1]) if found else None
    return prefix + b":" + found[2] if found and prefix else iri


def _prefixes() -> bytes:
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(NAMESPACES.items())).encode()
