"""Costly queries beside normal use: each costs its own limit, and nothing else.

The server stands for one that is open to strangers: a query has two seconds, 200 MB and 1,000 rows.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

import httpx
import psutil
import pytest

from tests.serve.running import served, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.serve.running import Server

MEMORY: Final = 200  # megabytes
TRIPLE: Final = "?a{0} ?b{0} ?c{0} ."
LABEL: Final = "<http://www.w3.org/2000/01/rdf-schema#label>"
ANY: Final = "(!<urn:x>|^!<urn:x>)"
DIGITS: Final = " ".join(str(digit) for digit in range(10))
CROSS: Final = "".join(TRIPLE.format(number) for number in range(5))
BOMB: Final = "".join(f"VALUES ?v{number} {{ {DIGITS} }} " for number in range(9))

HOSTILE: Final = {
    "cross product, counted": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}",
    "cross product, sorted": f"SELECT * {{ {CROSS} }} ORDER BY ?c0 ?c1 ?c2",
    "cross product, distinct": f"SELECT DISTINCT * {{ {CROSS} }}",
    "cross product, grouped": f"SELECT ?a0 (COUNT(?a1) AS ?n) {{ {CROSS} }} GROUP BY ?a0",
    "cross product of nothing found": f"ASK {{ {CROSS} FILTER(?c0 = ?never) }}",
    "path of any length between all": f"SELECT (COUNT(*) AS ?n) {{ ?a {ANY}* ?b . ?c {ANY}* ?d }}",
    "paths within paths": f"SELECT * {{ ?a ((({ANY}*)*)*)* ?b . ?b ({ANY}+)+ ?c . ?c {ANY}* ?d }} ORDER BY ?d",
    "optional paths": f"SELECT (COUNT(*) AS ?n) {{ ?a ({ANY}?/{ANY}?/{ANY}?/{ANY}?)* ?b . ?c ?d ?e }}",
    "huge regular expression": f'SELECT * {{ ?s ?p ?o FILTER REGEX(STR(?o), "{"(a|b|c)" * 5000}") }}',
    "counted repetition": 'SELECT * { ?s ?p ?o FILTER REGEX(STR(?o), "((((.{1,50}){1,50}){1,50}){1,50}){1,50}x") }',
    "backtracking": f'SELECT * {{ ?s ?p ?o BIND(REPLACE("{"a" * 5000}", "(a+)+$|(a|aa)+b", "$1$1$1$1") AS ?r) }}',
    "growing replacement": 'SELECT * { BIND(REPLACE("aaaaaaaa", "", "bbbbbbbb") AS ?v0) '
    + "".join(f'BIND(REPLACE(?v{n}, "", ?v{n}) AS ?v{n + 1}) ' for n in range(5))
    + "}",
    "concatenation of everything": f"SELECT (GROUP_CONCAT(CONCAT(STR(?c0), STR(?c1), STR(?c2))) AS ?all) {{ {CROSS} }}",
    "doubling": "SELECT * { BIND('aaaaaaaa' AS ?v0) "
    + "".join(f"BIND(CONCAT(?v{n}, ?v{n}, ?v{n}, ?v{n}) AS ?v{n + 1}) " for n in range(16))
    + "}",
    "deep nesting of groups": "SELECT * " + "{" * 60_000 + "?s ?p ?o" + "}" * 60_000,
    "deep nesting of brackets": "SELECT * { FILTER(" + "(" * 60_000 + "1" + ")" * 60_000 + ") }",
    "deep nesting of selects": "SELECT * {" * 4000 + "?s ?p ?o" + "}" * 4000,
    "values of values": f"SELECT (COUNT(*) AS ?n) {{ {BOMB} }}",
    "values of values, sorted": f"SELECT * {{ {BOMB} }} ORDER BY ?v8 ?v7",
    "a long query": "SELECT * { " + " UNION ".join(f"{{ ?s <urn:{n}> ?o }}" for n in range(4000)) + " }",
    "a flood of graphs": "SELECT (COUNT(*) AS ?n) "
    + "".join(f"FROM <urn:{n}> " for n in range(4000))
    + f"{{ {CROSS} }}",
    "everything in order": "SELECT * { ?s ?p ?o . ?s2 ?p2 ?o2 } ORDER BY STRLEN(STR(?o)) ?o2 ?p2",
    "nested absence": f"ASK {{ {CROSS} FILTER NOT EXISTS {{ ?c0 ?x ?y FILTER EXISTS {{ ?y ?z ?w . ?q ?r ?t }} }} }}",
    "minus everything": f"SELECT (COUNT(*) AS ?n) {{ {{ {CROSS} }} MINUS {{ ?a0 ?b9 ?c9 . ?a8 ?b8 ?c8 }} }}",
    "construct without end": f"CONSTRUCT {{ ?a0 ?b1 ?c2 }} {{ {CROSS} }}",
    "another server": "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
}


@pytest.fixture(scope="module")
def tried(store: Path) -> Iterator[Server]:
    options = ("--timeout", "2", "--memory", str(MEMORY), "--rows", "1000")
    with served(store, *options) as server:
        yield server


def _family(server: Server) -> list[psutil.Process]:
    return psutil.Process(server.program.pid).children(recursive=True)


def test_costly_queries_cost_only_themselves(tried: Server) -> None:
    normal = f"SELECT ?name {{ ?thing {LABEL} ?name }} ORDER BY ?name LIMIT 5"
    expected = tried.values(normal)
    most = 0

    def attack(query: str) -> httpx.Response:
        kind = {"Content-Type": "application/sparql-query"}
        return httpx.post(f"{tried.url}/sparql", content=query, headers=kind, timeout=120)

    with ThreadPoolExecutor(4) as attackers:
        attacks = {name: attackers.submit(attack, query) for name, query in HOSTILE.items()}
        asked = 0
        while not all(attempt.done() for attempt in attacks.values()):
            answer = tried.query(normal)
            assert answer.status_code == 200, answer.text
            assert [row["name"]["value"] for row in answer.json()["results"]["bindings"]] == expected
            assert tried.get("/limits").status_code == 200
            most = max(most, *(worker.memory_info().rss for worker in _living(tried)))
            asked += 1
    statuses = {name: attempt.result().status_code for name, attempt in attacks.items()}
    assert set(statuses.values()) <= {200, 403, 500, 503, 504}, statuses
    assert {statuses["another server"]} == {403}
    assert asked >= 10
    assert most < (MEMORY + 150) << 20  # what a worker starts with, and what a query may take
    assert tried.values(normal) == expected


def _living(server: Server) -> list[psutil.Process]:
    return [worker for worker in _family(server) if worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize("query", [f"SELECT * {{ {CROSS} }}", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_an_answer_that_was_cut_off_says_so(tried: Server, query: str) -> None:
    for media in ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/turtle"):
        answer = tried.query(query, media)
        if answer.status_code == 406:
            continue
        assert answer.headers["KG-Truncated"] == "true"
        assert "/limits>" in answer.headers["link"]
        assert "/limits" in answer.text or media == "text/csv"


def test_a_worker_that_was_ended_is_replaced(tried: Server) -> None:
    for worker in _living(tried):
        worker.kill()
    until(lambda: tried.query("ASK {}").status_code == 200)
    assert tried.get("/search", q="ccg").status_code == 200
