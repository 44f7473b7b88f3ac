"""Turtle and TriG out of sorted lines of N-Triples, whose terms they share: grouped by subject, with prefixes.

`ttl12` adds in the annotation syntax of RDF 1.2 which articles say a thing: `<a> org:holds <b> {| prov:wasDerivedFrom
<article> |}`. What names its article by itself, which is articles and evidence, goes without.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, BinaryIO, Final

from kg.export.lines import TYPE, by_subject, graphs, merged, triples
from kg.rdf import vocabulary as v
from kg.rdf.vocabulary import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.export.selection import Source

_LOCAL: Final = re.compile(rb"[A-Za-z][A-Za-z0-9_-]*")
_NAMES: Final = {iri.encode(): name.encode() for name, iri in NAMESPACES.items()}
_ON_THEIR_OWN: Final = tuple(
    b" " + TYPE + b" " + str(name).encode()
    for name in (v.ARTICLE, v.SPECIFIC_RESOURCE, v.POSITION_SELECTOR, v.QUOTE_SELECTOR)
)


def write_ttl(source: Source, stream: BinaryIO) -> None:
    """All graphs as one, each triple once, grouped by subject."""
    stream.write(_prefixes())
    stream.writelines(_block((line[:-3], b"") for line in group) for group in by_subject(triples(source)))


def write_trig(source: Source, stream: BinaryIO) -> None:
    """One block an article, with prefixes, statements grouped by subject."""
    stream.write(_prefixes())
    for name, lines in graphs(source):
        if lines:
            stream.write(name + b" {\n" if name else b"")
            stream.writelines(_block((line[:-3], b"") for line in group) for group in by_subject(lines))
            stream.write(b"}\n" if name else b"")


def write_ttl12(source: Source, stream: BinaryIO) -> None:
    """All graphs as one, in Turtle 1.2, every statement with the articles that make it."""
    stream.write(_prefixes())
    tabbed = (line[:-3] + b"\t" + name + b"\n" for name, lines in graphs(source) for line in lines)
    stream.writelines(_block(_annotated(group)) for group in by_subject(merged(tabbed)))


def _annotated(group: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The statements about a subject, each with its annotation. No N-Triples holds a tab."""
    is_plain = any(line.rpartition(b"\t")[0].endswith(_ON_THEIR_OWN) for line in takewhile(_is_class, group))
    if is_plain:
        yield from ((triple, b"") for triple in dict.fromkeys(line[: line.rindex(b"\t")] for line in group))
        return
    told: dict[bytes, list[bytes]] = {}
    for line in group:
        triple, _, name = line[:-1].partition(b"\t")
        told.setdefault(triple, []).append(name)
    for triple, names in told.items():
        yield triple, b" {| prov:wasDerivedFrom " + b" , ".join(filter(None, names)) + b" |}" if any(names) else b""


def _is_class(line: bytes) -> bool:
    return line.split(b" ", 2)[1] == TYPE


def _block(statements: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The statements about one subject, each with what is added behind its object."""
    parts: list[bytes] = []
    last = b""
    for statement, added in statements:
        subject, predicate, value = statement.split(b" ", 2)
        if predicate == last:
            parts += (b" , ", _short(value), added)
        else:
            parts += (b" ;\n\t" if last else subject + b" ", _verb(predicate), b" ", _short(value), added)
            last = predicate
    return b"".join(parts) + b" .\n"


@lru_cache(maxsize=8192)
def _short(value: bytes) -> bytes:
    """An object with its IRI or its datatype as a prefixed name."""
    if value.startswith(b"<"):
        return _name(value)
    if value.endswith(b">"):
        text, mark, datatype = value.rpartition(b'"^^')
        return text + mark + _name(datatype)
    return value


@lru_cache(maxsize=4096)
def _verb(predicate: bytes) -> bytes:
    return b"a" if predicate == TYPE else _name(predicate)


def _name(iri: bytes) -> bytes:
    """An IRI as a prefixed name, where there is a prefix for what stands before its last / or #."""
    end = max(iri.rfind(b"/"), iri.rfind(b"#")) + 1
    prefix = _NAMES.get(iri[1:end])
    return prefix + b":" + iri[end:-1] if prefix and _LOCAL.fullmatch(iri, end, len(iri) - 1) else iri


def _prefixes() -> bytes:
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(NAMESPACES.items())).encode()
