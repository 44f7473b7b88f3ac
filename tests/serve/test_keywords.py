"""SERVICE and FROM are told from the same letters elsewhere, by the parser that runs the query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from kg.serve.keywords import fault_without, is_missed, names_the_word

CALLS = [
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o SERVICE SILENT ?where { ?s ?p ?o } }",
    "select*{service<http://example.org/>{?s ?p ?o}}",
    "SELECT * { { SELECT ?s { SERVICE <http://example.org/> { ?s ?p ?o } } } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { sErViCe <http://example.org/> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o OPTIONAL { ?o ?q ?r MINUS { SERVICE ?s { ?r ?t ?u } } } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <http://example.org/> { ?s ?p ?o } }",
    'ASK { ?s ?p "\\u0022 # " SERVICE <http://example.org/> { ?s ?p ?o } }',
    "ASK { # a comment that ends here:\rSERVICE <http://example.org/> { ?s ?p ?o } }",
    "PREFIX service: <http://example.org/> ASK { SERVICE service:x { ?s ?p ?o } }",
    "ASK { FILTER(1<2)SERVICE#>\n?x { ?s ?p ?o } }",
]
MENTIONS = [
    'SELECT * { ?s ?p "SERVICE <http://example.org/> { ?s ?p ?o }" }',
    "SELECT * { ?s ?p ?o } # SERVICE <http://example.org/> {}",
    "SELECT * { ?s ?p '''\nSERVICE <http://example.org/> {}\n''' }",
    "SELECT ?service { ?service a <http://example.org/Service> }",
    "PREFIX service: <http://example.org/service#> SELECT * { ?s service:of _:service }",
    'SELECT * { ?s ?p "public service"@en FILTER(?s != <urn:service>) }',
    "SELECT * { ?s ?sxrvice ?service ; ?p ?sqrvice }",
]


@pytest.mark.parametrize("query", CALLS)
def test_a_call_of_another_server_is_seen(query: str) -> None:
    fault = fault_without(query, "service")
    assert fault
    assert names_the_word(query, "service", fault)


@pytest.mark.parametrize("query", MENTIONS)
def test_the_word_may_stand_where_it_calls_nobody(query: str) -> None:
    assert fault_without(query, "service") == ""


@given(st.text(max_size=40))
def test_no_text_in_a_literal_calls_anybody(text: str) -> None:
    assert not is_missed(f"ASK {{ ?s ?p {Literal(f'service {text}')} }}", "service")


def test_what_is_malformed_for_another_reason_is_not_called_a_service() -> None:
    query = 'SELECT * { ?s ?p "service" . ?s ?p }'
    assert not names_the_word(query, "service", fault_without(query, "service"))


@pytest.mark.parametrize(
    ("query", "is_used"),
    [
        ("SELECT * FROM <urn:a> { ?s ?p ?o }", True),
        ("SELECT * from named <urn:a> { GRAPH ?g { ?s ?p ?o } }", True),
        ("ASK FROM <urn:from> { ?s ?p ?from }", True),
        ("SELECT ?from { ?from ?p 'from' } # FROM <urn:a>", False),
        ("SELECT * { ?s ?p ?o }", False),
    ],
)
def test_a_choice_of_graphs_is_seen(query: str, is_used: bool) -> None:
    assert is_missed(query, "from") is is_used
