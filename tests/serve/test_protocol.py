"""The query operation of the SPARQL 1.1 Protocol: requests after those of the W3C's test suite, and real clients.

Each row is named after the test of the suite whose point it has, over graphs of our own.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results
from rdflib import Graph, URIRef, Variable
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from kg.rdf import BASE

if TYPE_CHECKING:
    from httpx import Response

    from tests.serve.running import Server

WIRE, FORUM, CHENGDU = (f"{BASE}article/{doc}" for doc in ("changchun-wire", "forum-opening", "chengdu-feature"))
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
BOTH = f"ASK {{ <{WIRE}> a ?type . <{FORUM}> a ?type }}"
NAMED = f"ASK {{ GRAPH ?g1 {{ <{WIRE}> a ?type }} GRAPH ?g2 {{ <{FORUM}> a ?type }} }}"
FULL = f"ASK {{ <{CHENGDU}> a ?type GRAPH ?g1 {{ <{WIRE}> a ?type }} GRAPH ?g2 {{ <{FORUM}> a ?type }} }}"
DEFAULTS = urlencode([("default-graph-uri", WIRE), ("default-graph-uri", FORUM)])
NAMES = urlencode([("named-graph-uri", WIRE), ("named-graph-uri", FORUM)])
UPDATE = "CLEAR ALL"

ASKED = [
    ("query_get", "GET", "query=ASK%20%7B%7D", None, b""),
    ("query_post_form", "POST", f"default-graph-uri={quote(WIRE)}", FORM, b"query=ASK%20%7B%7D"),
    ("query_post_direct", "POST", "", DIRECT, b"ASK {}"),
    ("query_dataset_default_graphs_get", "GET", f"{DEFAULTS}&query={quote(BOTH)}", None, b""),
    ("query_dataset_default_graphs_post", "POST", DEFAULTS, DIRECT, BOTH.encode()),
    ("query_dataset_named_graphs_get", "GET", f"{NAMES}&query={quote(NAMED)}", None, b""),
    ("query_dataset_named_graphs_post", "POST", NAMES, DIRECT, NAMED.encode()),
    ("query_dataset_full", "POST", f"{NAMES}&default-graph-uri={quote(CHENGDU)}", DIRECT, FULL.encode()),
    ("query_multiple_dataset", "POST", NAMES, DIRECT, NAMED.replace("ASK", f"ASK FROM <{CHENGDU}>").encode()),
]
REFUSED = [
    ("bad_query_method", "PUT", "query=ASK%20%7B%7D", None, b"", {405}),
    ("bad_multiple_queries", "GET", "query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", None, b"", {400}),
    ("bad_query_wrong_media_type", "POST", "", "text/plain", b"ASK {}", {415}),
    ("bad_query_missing_form_type", "POST", "", None, b"query=ASK%20%7B%7D", {415}),
    ("bad_query_missing_direct_type", "POST", "", None, b"ASK {}", {415}),
    ("bad_query_non_utf8", "POST", "", f"{DIRECT}; charset=UTF-16", "ASK {}".encode("utf-16"), {415}),
    ("bad_query_non_utf8, unsaid", "POST", "", DIRECT, "ASK {}".encode("utf-16"), {400}),
    ("bad_query_non_utf8, in the address", "GET", "query=ASK%20%7B%20%3Fs%20%3Fp%20%22%FF%22%7D", None, b"", {400}),
    ("bad_query_syntax", "GET", "query=ASK%20%7B", None, b"", {400}),
    ("bad_update_get", "GET", f"update={quote(UPDATE)}", None, b"", {403}),
    ("bad_multiple_updates", "POST", "", FORM, b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", {403}),
    ("bad_update_wrong_media_type", "POST", "", "text/plain", b"CLEAR NAMED", {415}),
    ("bad_update_missing_form_type", "POST", "", None, b"update=CLEAR%20NAMED", {415}),
    ("bad_update_syntax", "POST", "", FORM, b"update=CLEAR%20XYZ", {403}),
    ("update_post_form", "POST", "", FORM, b"update=CLEAR+ALL", {403}),
    ("update_post_direct", "POST", "", "application/sparql-update", UPDATE.encode(), {403}),
    ("an update as a query", "POST", "", DIRECT, b"INSERT DATA { <urn:a> <urn:b> <urn:c> }", {400}),
    ("LOAD as a query", "POST", "", DIRECT, b"LOAD <file:///etc/passwd>", {400}),
    ("no query in a form", "POST", "", FORM, b"format=json", {400}),
    ("a graph that is no IRI", "GET", "query=ASK%20%7B%7D&default-graph-uri=a%20b", None, b"", {400}),
    ("a body without end", "POST", "", DIRECT, b"#" * 300_000, {413}),
]


def _sent(server: Server, method: str, parameters: str, kind: str | None, body: bytes, accept: str = "*/*") -> Response:
    headers = {"Accept": accept} | ({"Content-Type": kind} if kind else {})
    return server.client.request(method, f"/sparql?{parameters}", content=body or None, headers=headers)


@pytest.mark.parametrize(
    ("method", "parameters", "kind", "body"), [row[1:] for row in ASKED], ids=[r[0] for r in ASKED]
)
def test_a_query_is_asked(server: Server, method: str, parameters: str, kind: str | None, body: bytes) -> None:
    answer = _sent(server, method, parameters, kind, body)
    assert (answer.status_code, answer.json()["boolean"]) == (200, True)


@pytest.mark.parametrize(
    ("method", "parameters", "kind", "body", "statuses"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_a_request_is_refused(
    server: Server, method: str, parameters: str, kind: str | None, body: bytes, statuses: set[int]
) -> None:
    answer = _sent(server, method, parameters, kind, body)
    assert answer.status_code in statuses
    assert answer.text.count("\n") == 1  # one sentence


def test_only_the_graphs_that_are_named_are_asked(server: Server) -> None:
    assert _sent(server, "POST", NAMES, DIRECT, BOTH.encode()).json()["boolean"] is False
    assert _sent(server, "POST", DEFAULTS, DIRECT, NAMED.encode()).json()["boolean"] is False
    assert server.values("SELECT (COUNT(*) AS ?n) FROM <urn:none> { ?s ?p ?o }") == ["0"]
    assert server.values('SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER("from" = "from") }') != ["0"]


FORMS = [
    ("SELECT ?s { ?s ?p ?o } LIMIT 1", "application/sparql-results+json, */*;q=0.1", "application/sparql-results+json"),
    ("SELECT ?s { ?s ?p ?o } LIMIT 1", "text/csv;q=0.9, application/xml;q=0.8", "text/csv; charset=utf-8"),
    ("SELECT ?s { ?s ?p ?o } LIMIT 1", "text/*;q=0.5, text/csv;q=0.1", "text/tab-separated-values; charset=utf-8"),
    ("SELECT ?s { ?s ?p ?o } LIMIT 1", "application/json", "application/sparql-results+json"),
    ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
    ("DESCRIBE <urn:a>", "application/n-triples", "application/n-triples"),
    ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", "*/*", "text/turtle; charset=utf-8"),
    ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", "application/rdf+xml, text/turtle;q=0.4", "application/rdf+xml"),
    ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", "application/ld+json", "application/ld+json"),
]


@pytest.mark.parametrize(("query", "accept", "media"), FORMS)
def test_an_answer_has_the_form_that_is_preferred(server: Server, query: str, accept: str, media: str) -> None:
    answer = server.query(query, accept)
    assert (answer.status_code, answer.headers["content-type"], answer.headers["vary"]) == (200, media, "Accept")


def test_a_form_that_an_answer_cannot_have_is_not_acceptable(server: Server) -> None:
    assert server.query("SELECT * {}", "text/turtle").status_code == 406
    assert server.query("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv").status_code == 406
    assert server.query("ASK {}", "application/json;q=0").status_code == 406


def test_the_endpoint_describes_itself(server: Server) -> None:
    for media, syntax in (("text/turtle", "turtle"), ("application/rdf+xml", "xml")):
        told = server.get("/sparql", media)
        graph = Graph().parse(data=told.text, format=syntax)
        service = "http://www.w3.org/ns/sparql-service-description#"
        endpoints = list(graph.objects(None, URIRef(f"{service}endpoint")))
        assert [str(endpoint) for endpoint in endpoints] == [f"{server.url}/sparql"]
    assert "<textarea" in server.get("/sparql", "text/html").text
    assert server.get("/sparql", "image/png").status_code == 406


LABELS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
    SELECT DISTINCT ?name { ?person a foaf:Person ; rdfs:label ?name } ORDER BY ?name"""


def test_rdflib_asks(server: Server) -> None:
    names = server.values(LABELS)
    for method in ("GET", "POST", "POST_FORM"):
        graph = Graph(SPARQLStore(f"{server.url}/sparql", method=method, context_aware=False))
        assert sorted(str(row[Variable("name")]) for row in graph.query(LABELS).bindings) == sorted(names)
        assert graph.query(BOTH).askAnswer is True
    built = graph.query("CONSTRUCT { ?s a ?type } WHERE { ?s a ?type }")
    assert built.graph is not None
    assert len(built.graph) == int(server.values("SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?t { ?s a ?t } }")[0])


def _body(wrapper: SPARQLWrapper, form: str) -> bytes:
    wrapper.setReturnFormat(form)
    body: bytes = wrapper.query().response.read()
    return body


def test_sparqlwrapper_asks(server: Server) -> None:
    names = server.values(LABELS)
    wrapper = SPARQLWrapper(f"{server.url}/sparql")
    wrapper.setQuery(LABELS)
    told = json.loads(_body(wrapper, JSON))
    assert [row["name"]["value"] for row in told["results"]["bindings"]] == names
    wrapper.setMethod(POST)
    solutions = parse_query_results(_body(wrapper, XML), format=QueryResultsFormat.XML)
    assert isinstance(solutions, QuerySolutions)
    assert [row["name"].value for row in solutions] == names
    assert _body(wrapper, CSV).decode().split() == ["name", *names]
    assert _body(wrapper, TSV).decode().split() == ["?name", *(f'"{name}"@zh' for name in names)]
    wrapper.setQuery("CONSTRUCT WHERE { ?s a ?type } LIMIT 3")
    for form, syntax in ((TURTLE, "turtle"), (RDFXML, "xml"), (N3, "turtle")):
        assert len(Graph().parse(data=_body(wrapper, form), format=syntax)) == 3
