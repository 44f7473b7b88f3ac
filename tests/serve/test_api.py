"""The JSON interface: answers are the records, described by an OpenAPI document that a fuzzer holds them to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from jsonschema import Draft202012Validator
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from kg import asking, exploring, fulltext
from kg.serve.openapi import document
from kg.serve.operations import OPERATIONS
from kg.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.serve.running import Server

CHECKS: Final = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
DOCUMENT: Final = document()
SCHEMA: Final = schemathesis.openapi.from_dict(DOCUMENT)


def test_the_document_is_served_and_describes_every_operation(server: Server) -> None:
    told = server.get("/api/openapi.json").json()
    assert told == _plain(DOCUMENT)
    assert told["openapi"] == "3.1.0"
    assert set(told["paths"]) == {f"/api/{operation.name}" for operation in OPERATIONS}
    for schema in told["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@SCHEMA.parametrize()
@settings(
    max_examples=15, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
)
def test_whatever_is_asked_the_answer_is_as_described(case: schemathesis.Case[Any], server: Server) -> None:
    case.call_and_validate(base_url=server.url, checks=CHECKS)


def _plain(record: object) -> Any:
    return msgspec.json.decode(msgspec.json.encode(record))


def test_answers_are_the_records(server: Server, store: Path) -> None:
    iri = server.iri("陈存根")
    with Store(store, read_only=True) as graph:
        expected = {
            f"/api/search?{urlencode({'q': 'ccg', 'limit': 3})}": {"hits": fulltext.find(graph, "ccg", (), 3)},
            f"/api/search?{urlencode({'q': '社区', 'kind': 'statement'})}": {
                "hits": fulltext.find(graph, "社区", ["statement"])
            },
            f"/api/things?{urlencode({'iri': iri})}": exploring.thing(graph, iri),
            f"/api/neighbourhood?{urlencode({'iri': iri, 'limit': 5})}": exploring.neighbourhood(graph, iri, 5),
            "/api/evidence?doc=changchun-wire&start=107&end=118": exploring.evidence(graph, "changchun-wire", 107, 118),
            "/api/overview": exploring.overview(graph),
            f"/api/ask?{urlencode({'q': '谁在长春现场会上发过言?'})}": asking.ask(graph, "谁在长春现场会上发过言?"),
        }
    for address, record in expected.items():
        assert server.get(address).json() == _plain(record), address


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/things?iri=urn:none", 404),
        ("/api/things", 400),
        ("/api/things?iri=a&iri=b", 400),
        ("/api/neighbourhood?iri=urn:none&limit=0", 400),
        ("/api/search?q=a&limit=", 400),
        ("/api/evidence?doc=none&start=0&end=1", 404),
        ("/api/evidence?doc=changchun-wire&start=6&end=5", 404),
        ("/api/evidence?doc=changchun-wire&start=x&end=5", 400),
        ("/api/search?q=a&kind=nothing", 400),
        ("/api/search?q=%ff", 400),
        ("/api/nothing", 404),
        (f"/api/ask?q={'a' * 501}", 400),
    ],
)
def test_a_refusal_is_a_sentence_in_json(server: Server, address: str, status: int) -> None:
    answer = server.get(address)
    assert (answer.status_code, set(answer.json())) == (status, {"error"})


def test_nothing_can_be_written(server: Server) -> None:
    for operation in OPERATIONS:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = server.client.request(method, f"/api/{operation.name}")
            assert (answer.status_code, "GET" in answer.headers["allow"]) == (405, True)


def test_a_search_has_a_page_without_script(server: Server) -> None:
    found = server.get("/search", q="ccg")
    assert "陈存根" in found.text
    assert "<script" not in found.text
    shown = server.get("/search", q="<script>alert(1)</script>")
    assert (shown.status_code, "<script" in shown.text) == (200, False)
    assert server.get("/search").status_code == 200
