"""An export described: a DCAT dataset with its files, and VoID counts of what it says. Equal exports, equal words.

Nothing tells the time, unless SOURCE_DATE_EPOCH does.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from typing import TYPE_CHECKING, BinaryIO, Final

from kg import __version__
from kg.export.lines import TYPE, quad_lines, triples
from kg.model import QueryError
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.export.selection import Source

_PREFIXES: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": v.NAMESPACES["dcterms"],
    "prov": v.NAMESPACES["prov"],
    "schema": v.NAMESPACES["schema"],
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": v.NAMESPACES["xsd"],
}
_MEDIA: Final = {
    "ttl": "text/turtle",
    "ttl12": "text/turtle",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "csv": "text/csv",
    "edges": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "graphml": "application/xml",
    "gexf": "application/gexf+xml",
    "ftm": "application/x-ndjson",
}
_PUBLISHED: Final = str(v.PUBLISHED).encode()
_RIGHTS: Final = '"The quotes are words of the articles and belong to their publishers; no licence was named."@en'


@dataclass(slots=True)
class Counts:
    """What there is in a graph, counted on the way through its lines."""

    triples: int = 0
    subjects: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    first: str = ""  # day of publication
    last: str = ""


def write_description(source: Source, to: str, files: Sequence[Path], licence: str | None, stream: BinaryIO) -> None:
    """The description of an export in a format, which stands in these files; Turtle."""
    digest = sha256()
    quads = 0
    for line in quad_lines(source):
        digest.update(line)
        quads += 1
    name = f"{source.selection.base}dataset/{digest.hexdigest()[:20]}"
    parts = [f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in _PREFIXES.items()]
    parts += [*_dataset(source, name, digest.hexdigest(), quads, licence), *_maker(source, name)]
    for number, file in enumerate(files, start=1):
        parts += _file(f"{name}#file-{number}", name, to, file)
    stream.write("".join(parts).encode())


def counted(source: Source) -> Counts:
    """The counts of what all graphs say together; nothing is kept in memory but the counts."""
    counts, last = Counts(), b""
    for line in triples(source):
        subject, predicate, value = line[:-3].split(b" ", 2)
        counts.triples += 1
        counts.subjects += subject != last
        last = subject
        counts.properties[predicate.decode()] += 1
        if predicate == TYPE:
            counts.classes[value.decode()] += 1
        elif predicate == _PUBLISHED:
            day = value.decode().split('"')[1]
            counts.first = min(filter(None, (counts.first, day)))
            counts.last = max(counts.last, day)
    return counts


def _dataset(source: Source, name: str, digest: str, quads: int, licence: str | None) -> Iterator[str]:
    counts = counted(source)
    yield f"\n<{name}> a dcat:Dataset , void:Dataset ;\n"
    yield '\tdcterms:title "Knowledge graph of news about governance"@en , "治理新闻知识图谱"@zh ;\n'
    yield f"\tdcterms:description {_text(_told(source, quads))}@en ;\n"
    yield f"\tdcterms:license {_iri(licence)} ;\n" if licence else f"\tdcterms:rights {_RIGHTS} ;\n"
    yield f'\tdcat:version "{digest[:20]}" ;\n'
    if moment := os.environ.get("SOURCE_DATE_EPOCH", ""):
        yield f'\tdcterms:issued "{_day(moment)}"^^xsd:date ;\n'
    if counts.first:
        period = f"dcat:startDate {_text(counts.first)} ; dcat:endDate {_text(counts.last)}"
        yield f"\tdcterms:temporal [ a dcterms:PeriodOfTime ; {period} ] ;\n"
    yield f"\tdcterms:conformsTo <{v.KG.rstrip('#')}> ;\n\tvoid:uriSpace {_text(source.selection.base)} ;\n"
    yield f"\tvoid:triples {counts.triples} ;\n\tvoid:distinctSubjects {counts.subjects} ;\n"
    yield f"\tvoid:documents {counts.classes[str(v.ARTICLE)]} ;\n"
    for one, number in sorted(counts.classes.items()):
        yield f"\tvoid:classPartition [ void:class {one} ; void:entities {number} ] ;\n"
    for one, number in sorted(counts.properties.items()):
        yield f"\tvoid:propertyPartition [ void:property {one} ; void:triples {number} ] ;\n"
    yield f"\tprov:wasGeneratedBy <{name}#making> .\n"


def _day(moment: str) -> str:
    """The day of a moment in seconds since 1970, UTC (https://reproducible-builds.org/specs/source-date-epoch/)."""
    try:
        return datetime.fromtimestamp(int(moment), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise QueryError(f"SOURCE_DATE_EPOCH is {moment!r}; set it to seconds since 1970, or unset it") from None


def _told(source: Source, quads: int) -> str:
    """What part of the graph it is."""
    chosen = source.selection
    limits = {
        "only": ", ".join(sorted(chosen.only)),
        "articles": ", ".join(sorted(chosen.articles)),
        "published since": chosen.since,
        "confidence at least": f"{chosen.least:g}" if chosen.least else "",
    }
    told = "; ".join(f"{name} {value}" for name, value in limits.items() if value)
    return f"{quads} quads, evidence: {chosen.evidence}{'; ' if told else ''}{told}."


def _maker(source: Source, name: str) -> Iterator[str]:
    """What made the graph: the version of the program, and the words and rules that read the articles."""
    store = source.store
    hashes = [] if store.imported else sorted({store.reading(doc).reader_hash for doc in source.docs()})
    used = "".join(f" ;\n\tprov:used [ a prov:Entity ; schema:sha256 {_text(one)} ]" for one in hashes)
    yield f"<{name}#making> a prov:Activity ;\n\tprov:wasAssociatedWith <{v.KG}governance-kg-{__version__}>{used} .\n"
    yield f'<{v.KG}governance-kg-{__version__}> a prov:SoftwareAgent ;\n\tschema:name "governance-kg" ;\n'
    yield f'\tschema:softwareVersion "{__version__}" .\n'


def _file(iri: str, dataset: str, to: str, file: Path) -> Iterator[str]:
    with file.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    media = "application/json" if file.suffix == ".json" else _MEDIA[to]
    yield f"<{dataset}> dcat:distribution <{iri}> .\n<{iri}> a dcat:Distribution ;\n"
    yield f"\tdcterms:title {_text(file.name)} ;\n"
    yield f"\tdcat:mediaType <https://www.iana.org/assignments/media-types/{media}> ;\n"
    yield f'\tdcat:byteSize "{file.stat().st_size}"^^xsd:nonNegativeInteger ;\n'
    checksum = f'spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue "{digest}"^^xsd:hexBinary'
    yield f"\tspdx:checksum [ a spdx:Checksum ; {checksum} ] .\n"


def _text(value: str) -> str:
    from pyoxigraph import Literal

    return str(Literal(value))


def _iri(value: str) -> str:
    from pyoxigraph import NamedNode

    try:
        return str(NamedNode(value))
    except ValueError as error:
        raise QueryError(f"{value!r} is not the IRI of a licence: {error}") from None
