"""What there is: numbers, the words for roles and types, the provinces, and where to begin."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from kg.divisions import Level, all_divisions
from kg.exploring.ego import neighbourhood
from kg.exploring.records import Neighbourhood, Overview
from kg.graph.projection import CLASSES, PREFIXES
from kg.rdf import ontology_folder

if TYPE_CHECKING:
    from kg.store import Store

_ARTICLES: Final = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?g a schema:NewsArticle } }"
_MANY: Final = "SELECT (COUNT(DISTINCT ?thing) AS ?n) {{ VALUES ?class {{ {} }} ?thing a ?class }}"
_FIRST: Final = """SELECT ?event (COUNT(DISTINCT ?person) AS ?n) { ?fact a kg:Participation ; kg:event ?event ;
    kg:agent ?person } GROUP BY ?event ORDER BY DESC(?n) ?event LIMIT 1"""


def overview(store: Store) -> Overview:
    """Counts of things and articles, all words, and the neighbourhood of the event that most people took part in."""
    classes = {kind: " ".join(f"<{iri}>" for iri, its in CLASSES.items() if its is kind) for kind in CLASSES.values()}
    counts = {kind.value: _count(store, _MANY.format(named)) for kind, named in classes.items()}
    first = _solutions(store, _FIRST)
    begin = neighbourhood(store, first[0]["event"].value) if first else Neighbourhood((), (), ())
    return Overview(counts, _count(store, _ARTICLES), words(), provinces(), begin)


def _count(store: Store, query: str) -> int:
    return int(_solutions(store, query)[0]["n"].value)


def _solutions(store: Store, query: str) -> list[Any]:
    found: Any = store.query(f"{PREFIXES} {query}")
    return list(found)


@cache
def words() -> dict[str, tuple[str, str]]:
    """Chinese and English for every concept of the ontology, by its key."""
    from pyoxigraph import RdfFormat
    from pyoxigraph import Store as Triples

    ontology = Triples()
    ontology.load(path=str(ontology_folder() / "kg.ttl"), format=RdfFormat.TURTLE)
    where = (
        '?concept skos:inScheme ?scheme ; skos:prefLabel ?zh , ?en . FILTER(LANG(?zh) = "zh-hans" && LANG(?en) = "en")'
    )
    found: Any = ontology.query(f"{PREFIXES} SELECT ?concept ?zh ?en {{ {where} }} ORDER BY ?concept")
    return {
        solution["concept"].value.rpartition("#")[2]: (solution["zh"].value, solution["en"].value) for solution in found
    }


@cache
def provinces() -> dict[str, tuple[str, str]]:
    """The full and the short name of every province of today, by code."""
    now = (division for division in all_divisions() if division.level is Level.PROVINCE and division.last is None)
    return {division.code: (division.name, division.short or division.name) for division in now}
