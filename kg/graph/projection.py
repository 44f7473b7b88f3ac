"""What a projection reads from the graph: facts, things and articles, each as plain strings, by SPARQL alone."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from unicodedata import normalize

from kg.divisions import by_code
from kg.model import Kind, Status
from kg.rdf import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Row = dict[str, str]


class Queryable(Protocol):
    """What the projections ask: a store, or anything that answers SPARQL with pyoxigraph's solutions."""

    def query(self, sparql: str, /) -> Any:
        """The solutions of a SELECT query over the union of all named graphs' patterns."""


class Pattern(NamedTuple):
    """How facts of a kind stand in the graph: SPARQL that binds ?fact, ?source, perhaps ?target, ?role and ?status.

    Nothing optional stands here: pyoxigraph answers OPTIONAL by reading all there is. What facts rest on is asked
    for apart.
    """

    kind: str
    where: str
    role: str = ""  # in Chinese, where the pattern binds none
    of_divisions: bool | None = None  # whether its sources are divisions; None: it makes no difference
    is_alone: bool = False  # leads to no other thing; of a fact that an earlier pattern told, this one says nothing


PATTERNS = (
    Pattern(
        "membership",
        "?fact a org:Membership ; org:member ?source ; org:organization ?target ; kg:status ?status ;"
        " kg:post/org:role/rdfs:label ?role .",
    ),
    Pattern(
        "participation",
        "?fact a kg:Participation ; kg:agent ?source ; kg:event ?target ; kg:role ?role .",
    ),
    Pattern("involvement", "?fact a kg:Involvement ; kg:agent ?source ; kg:event ?target ; kg:role ?role ."),
    Pattern(
        "statement", "?fact a schema:Quotation ; schema:spokenByCharacter ?source ; kg:event ?target .", "发表言论"
    ),
    Pattern("statement", "?fact a schema:Quotation ; schema:spokenByCharacter ?source .", "言论", is_alone=True),
    Pattern("proposal", "?fact a kg:Proposal ; kg:proposer ?source ; kg:initiative ?target .", "提出"),
    Pattern("recognition", "?fact a kg:Recognition ; kg:initiative ?source ; kg:roll ?target .", "入选"),
    Pattern("location", "?source a schema:Event ; schema:location ?target . BIND(?source AS ?fact)", "地点"),
    Pattern("location", "?source a schema:Event ; kg:division ?target . BIND(?source AS ?fact)", "所在地区"),
    Pattern("jurisdiction", "?fact a kg:Jurisdiction ; kg:agent ?source ; kg:division ?target .", "辖区"),
    Pattern(
        "within",
        "?source a schema:Place ; schema:containedInPlace ?target . BIND(?source AS ?fact)"
        " FILTER NOT EXISTS { ?source a schema:AdministrativeArea }",
        "位于",
        of_divisions=False,
    ),
    Pattern(
        "within",
        "?source a schema:AdministrativeArea ; schema:containedInPlace ?target . ?target a schema:Place ."
        " BIND(?source AS ?fact)",
        "位于",
        of_divisions=True,
    ),
    Pattern("byline", "?fact a kg:Byline ; kg:agent ?source ; kg:role ?role .", is_alone=True),
)
PREFIXES = """PREFIX dc: <http://purl.org/dc/elements/1.1/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX kg: <https://w3id.org/governance-kg/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
CLASSES = {
    "http://xmlns.com/foaf/0.1/Person": Kind.PERSON,
    "http://www.w3.org/ns/org#Organization": Kind.ORGANIZATION,
    "https://schema.org/Place": Kind.PLACE,
    "https://schema.org/AdministrativeArea": Kind.PLACE,
    "https://schema.org/Event": Kind.EVENT,
    "https://w3id.org/governance-kg/ontology#Initiative": Kind.INITIATIVE,
}
# Divisions around those that an article is about are no things of its own.
_THINGS = (
    *((kind, f"?thing a <{iri}> .") for iri, kind in CLASSES.items() if not iri.endswith("AdministrativeArea")),
    (Kind.PLACE, "?fact kg:division ?thing ."),
    (
        Kind.PLACE,
        "?site a schema:Place ; schema:containedInPlace ?thing . ?thing a schema:AdministrativeArea ."
        " FILTER NOT EXISTS { ?site a schema:AdministrativeArea }",
    ),
)
_BATCH = 500  # IRIs that one query names


def facts(store: Queryable, among: Sequence[str] | None) -> list[Row]:
    """Facts that start from things `among` these, or all, each with its first quote, its rule, and its topic."""
    found = list(_ends(store, among, ("?source",)))
    narrowed = None if among is None else list(dict.fromkeys(row["fact"] for row in found))
    quotes: dict[tuple[str, str], Row] = {}
    for row in rows(store, _EVIDENCE, "?g ?fact ?rule ?start ?quote", "?fact", narrowed):
        key = (row["g"], row["fact"])
        if key not in quotes or _place(row) < _place(quotes[key]):
            quotes[key] = row
    topic = "?fact a kg:Participation ; dc:subject ?topic ."
    topics = {(row["g"], row["fact"]): row for row in rows(store, topic, "?g ?fact ?topic", "?fact", narrowed)}
    nothing: Row = {}
    return [
        quotes.get((row["g"], row["fact"]), nothing) | topics.get((row["g"], row["fact"]), nothing) | row
        for row in found
    ]


def links(store: Queryable) -> Iterator[Row]:
    """Every fact that joins two things, with its kind, source, target, role and article, but not what it rests on."""
    return (row for row in _ends(store, None, ("?source",)) if "target" in row)


def links_among(store: Queryable, iris: Sequence[str]) -> Iterator[Row]:
    """The facts that join two of these things."""
    among = set(iris)
    return (row for row in _ends(store, list(iris), ("?source",)) if row.get("target") in among)


def role_of(row: Row) -> str:
    """The role of a fact in Chinese; that of a former post begins with 原."""
    if row["kind"] == "membership":
        return _STATUSES[Status(row["status"].partition("#status-")[2])] + row["role"]
    return concept_labels().get(row["role"], row["role"])


_STATUSES = {Status.FORMER: "原", Status.DESIGNATED: "拟任", Status.CURRENT: ""}


def kinds(store: Queryable) -> dict[str, Kind]:
    """The kind of every thing."""
    found = (
        (row["thing"], kind) for iri, kind in CLASSES.items() for row in rows(store, f"?thing a <{iri}> .", "?thing")
    )
    return dict(found)


def neighbours(store: Queryable, among: Sequence[str]) -> set[str]:
    """The things at either end of the facts that start from or lead to things `among` these."""
    found = _ends(store, among, ("?source", "?target"))
    return {row[end] for row in found for end in ("source", "target") if end in row}


_EVIDENCE = (
    "?fact prov:wasDerivedFrom ?evidence . ?evidence kg:rule ?rule ; oa:hasSelector ?at ; oa:hasSelector ?exact ."
    " ?at oa:start ?start . ?exact oa:exact ?quote ."
)


def _ends(store: Queryable, among: Sequence[str] | None, ends: Sequence[str]) -> Iterator[Row]:
    """Facts whose source or target is `among` these, or all, with their kind and role, but not what they rest on."""
    told: set[tuple[str, ...]] = set()
    for pattern in PATTERNS:
        for end in ends[:1] if pattern.is_alone else ends:
            for row in rows(store, pattern.where, "?g ?fact ?source ?target ?role ?status", end, among):
                key = (pattern.kind, row["g"], row["fact"])
                whole = (*key, row["source"], row.get("target", ""))
                if whole not in told and not (pattern.is_alone and key in told):
                    told |= {key, whole}
                    yield {"role": pattern.role, **row, "kind": pattern.kind}


def _place(row: Row) -> tuple[int, str, str]:
    """What the first of several quotes is told by."""
    return int(row["start"]), row["quote"], row["rule"]


def labels(store: Queryable, exactly: str | None = None) -> dict[str, set[str]]:
    """The things behind every label, preferred or alternative; `exactly` asks for one label alone, which is quick."""
    literal = json.dumps(normalize("NFC", exactly or ""), ensure_ascii=False)
    value = "" if exactly is None else f"VALUES ?name {{ {literal}@zh }}"
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(store, f"{value} ?thing rdfs:label|skos:altLabel ?name . ?thing a ?class .", "?thing ?class ?name"):
        if row["class"] in CLASSES:
            found[row["name"]].add(row["thing"])
    return found


def articles(store: Queryable) -> dict[str, tuple[str, str]]:
    """The id and the headline (or else the id again) of every article, by the IRI of its graph."""
    docs = {row["g"]: row["doc"] for row in rows(store, "?g schema:identifier ?doc .", "?g ?doc")}
    titles = {row["g"]: row["title"] for row in rows(store, "?g schema:headline ?title .", "?g ?title")}
    return {graph: (doc, titles.get(graph, doc)) for graph, doc in docs.items()}


def things(store: Queryable, among: Sequence[str] | None) -> dict[str, dict[str, Any]]:
    """Every thing with its kind, label, other names and lines of detail; divisions known by code alone are named."""
    kinds: dict[str, Kind] = {}
    preferred: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, set[str]] = defaultdict(set)
    for kind, where in _THINGS:
        for row in rows(store, where, "?g ?thing", "?thing", among):
            kinds[row["thing"]] = kind
    for row in rows(store, "?thing rdfs:label ?name .", "?g ?thing ?name", "?thing", among):
        preferred[row["thing"]][row["name"]] += 1
    for row in rows(store, "?thing skos:altLabel ?name .", "?g ?thing ?name", "?thing", among):
        names[row["thing"]].add(row["name"])
    details = _details(store, among)
    found = {}
    for thing, kind in kinds.items():
        detail = details.get(thing, {})
        label = best_label(preferred[thing]) or division_name(detail.get("code", []))
        if label:
            others = sorted((names[thing] | set(preferred[thing])) - {label})
            lines = [f"{zh} {'；'.join(detail[key])}" for key, zh in _DETAILS.items() if key in detail]
            found[thing] = {"kind": kind.value, "label": label, "names": others, "detail": lines, "facts": []}
    return found


_DETAILS = {"code": "区划代码", "date": "时间", "end": "至", "category": "类别", "theme": "主题"}
_PROPERTIES = {
    "code": "?thing skos:notation ?value .",
    "date": "?thing a schema:Event ; schema:startDate ?value .",
    "end": "?thing a schema:Event ; schema:endDate ?value .",
    "category": "?thing kg:category ?value .",
    "theme": "?thing a schema:Event ; dc:subject ?value .",
}


def _details(store: Queryable, among: Sequence[str] | None) -> dict[str, dict[str, list[str]]]:
    """What is told of things beside their names, by thing and property."""
    details: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for key, where in _PROPERTIES.items():
        values = defaultdict(set)
        for row in rows(store, where, "?thing ?value", "?thing", among):
            values[row["thing"]].add(concept_labels().get(row["value"], row["value"]))
        for thing, found in values.items():
            details[thing][key] = sorted(found)
    return details


def best_label(labels: Counter[str]) -> str:
    """The label that most articles use; among equals the longest, then the first."""
    return min(labels, key=lambda label: (-labels[label], -len(label), label), default="")


def division_name(codes: Iterable[str]) -> str:
    """The name of the first of these codes that is known, or nothing."""
    return next((division.name for code in codes if (division := by_code(code))), "")


@cache
def concept_labels() -> dict[str, str]:
    """The Chinese labels of the concepts of the ontology, by IRI."""
    from pyoxigraph import RdfFormat
    from pyoxigraph import Store as Triples

    ontology = Triples()
    ontology.load(path=str(ontology_folder() / "kg.ttl"), format=RdfFormat.TURTLE)
    where = '?concept skos:inScheme ?scheme ; skos:prefLabel ?label . FILTER(LANGMATCHES(LANG(?label), "zh-Hans"))'
    solutions: Any = ontology.query(f"{PREFIXES} SELECT ?concept ?label {{ {where} }}")
    return {solution["concept"].value: solution["label"].value for solution in solutions}


def rows(
    store: Queryable, where: str, columns: str, variable: str = "", among: Sequence[str] | None = None
) -> Iterator[Row]:
    """The bound columns of a pattern within each article's graph, as strings; only those `among` these, where given."""
    names = [column.lstrip("?") for column in columns.split()]
    batches = [None] if among is None else [among[at : at + _BATCH] for at in range(0, len(among), _BATCH)]
    for batch in batches:
        values = f"VALUES {variable} {{ {' '.join(f'<{iri}>' for iri in batch)} }}" if batch is not None else ""
        for solution in store.query(f"{PREFIXES} SELECT DISTINCT {columns} {{ GRAPH ?g {{ {values} {where} }} }}"):
            yield {name: term.value for name in names if (term := solution[name]) is not None}
