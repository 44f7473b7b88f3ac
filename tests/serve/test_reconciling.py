"""The reconciliation service, asked as OpenRefine asks it; every answer is held against the specification."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from kg.rdf import BASE
from kg.serve.attributes import ATTRIBUTES, Value, alike, likeness
from kg.store import Store
from tests.samples import sample
from tests.serve import schemas
from tests.serve.running import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpx import Response

    from tests.serve.running import Server
    from tests.serve.schemas import Schema


def checked(answer: Response, schema: Schema) -> Any:
    """The JSON of an answer, which is as the specification has it."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    told = answer.json()
    Draft202012Validator(schema).validate(told)
    return told


def candidates(server: Server, text: str = "", method: str = "POST", **more: Any) -> list[dict[str, Any]]:
    """The candidates for one query."""
    queries = json.dumps({"q0": {"query": text, **more} if text else more})
    if method == "POST":
        answer = server.client.post("/reconcile", data={"queries": queries})
    else:
        answer = server.get("/reconcile", queries=queries)
    found: list[dict[str, Any]] = checked(answer, schemas.RESULTS)["q0"]["result"]
    return found


def test_the_manifest_says_what_there_is(server: Server) -> None:
    told = checked(server.get("/reconcile"), schemas.MANIFEST)
    assert told["identifierSpace"] == BASE
    assert [kind["id"] for kind in told["defaultTypes"]] == ["person", "organization", "place", "event"]
    assert told["view"]["url"] == f"{server.url}/id/{{{{id}}}}"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("陈存根", "person", "陈存根"),
        ("陳存根", "person", "陈存根"),
        ("chen cungen", "person", "陈存根"),
        ("長春市委", "organization", "长春市委"),
        ("长春市", "place", "长春市"),
        ("长春现场会", "event", "2023年创新党建引领城市基层治理经验分享交流暨长春现场会"),
    ],
)
def test_a_name_finds_its_thing(server: Server, method: str, text: str, kind: str, name: str) -> None:
    best = candidates(server, text, method, type=kind)[0]
    assert best["name"] == name
    assert [one["id"] for one in best["type"]] == [kind]
    assert best["score"] >= 85


def test_a_batch_is_answered_query_by_query(server: Server) -> None:
    queries = {
        "甲": {"query": "陈存根"},
        "乙": {"query": "没有这个人", "limit": 3},
        "丙": {"query": "人民网", "limit": 1},
    }
    told = checked(server.client.post("/reconcile", data={"queries": json.dumps(queries)}), schemas.RESULTS)
    assert [len(told[name]["result"]) for name in queries] == [1, 0, 1]
    one = checked(server.get("/reconcile", query="陈存根"), schemas.RESULT)
    assert one == checked(server.get("/reconcile", query='{"query": "陈存根"}'), schemas.RESULT) == told["甲"]


def test_an_identifier_is_surely_its_thing(server: Server) -> None:
    iri = server.iri("陈存根")
    for text in (iri, iri.removeprefix(BASE)):
        (only,) = candidates(server, text)
        assert (only["id"], only["match"], only["score"]) == (iri.removeprefix(BASE), True, 100)


def test_no_person_is_matched_by_the_name_alone(server: Server) -> None:
    assert [one["match"] for one in candidates(server, "罗华")] == [False]
    (known,) = candidates(server, "罗华", properties=[{"pid": "organization", "v": "人民网"}])
    assert (known["match"], known["features"]) == (
        True,
        [{"id": "name", "value": 1.0}, {"id": "organization", "value": 1.0}],
    )
    (other,) = candidates(server, "罗华", properties=[{"pid": "organization", "v": "湖州大学"}])
    assert (other["match"], other["score"] < known["score"]) == (False, True)


@pytest.fixture(scope="module")
def namesakes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two people of one name, and two meetings of one name."""
    folder = tmp_path_factory.mktemp("namesakes") / "graph"
    bureau, college = ("湖州市民政局", "局长"), ("湖州大学", "教授")
    with Store(folder) as store:
        store.add(
            sample(
                "甲",
                people={"王宁": (bureau,)},
                events={"座谈会": "2023-05-06"},
                at={"王宁": "座谈会"},
                serves={"湖州市民政局": "330500"},
            )
        )
        store.add(sample("乙", people={"王宁": (college,)}, events={"座谈会": "2024-07-08"}, at={"王宁": "座谈会"}))
    with served(folder) as server:
        yield server


@pytest.mark.parametrize(
    ("text", "pid", "value", "description"),
    [
        ("王宁", "post", "湖州大学教授", "湖州大学"),
        ("王宁", "title", "局长", "民政局"),
        ("王宁", "organization", "湖州市民政局", "民政局"),
        ("王宁", "organization", {"id": "organization/湖州市民政局-330500", "name": "民政局"}, "民政局"),
        ("王宁", "code", "330500", "民政局"),
        ("王宁", "code", "330502", "民政局"),
        ("座谈会", "date", "2024-07-08", "2024-07-08"),
        ("座谈会", "date", "2023", "2023-05-06"),
        ("座谈会", "person", ["赵敏", "王宁"], ""),
    ],
)
def test_what_is_known_besides_decides_among_namesakes(
    namesakes: Server, text: str, pid: str, value: Any, description: str
) -> None:
    first, second = candidates(namesakes, text, properties=[{"pid": pid, "v": value}])[:2]
    assert description in first["description"]
    assert first["score"] > second["score"] or not description


def test_things_are_found_by_properties_alone(server: Server) -> None:
    found = candidates(server, type="person", properties=[{"pid": "organization", "v": "人民网"}])
    assert "罗华" in {one["name"] for one in found}
    assert candidates(server, type="place", properties=[{"pid": "date", "v": "2023"}]) == []


@pytest.mark.parametrize(
    ("more", "kinds"),
    [
        ({"type": ["organization", "place"]}, {"organization", "place"}),
        ({"type": "nothing"}, set()),
        ({"type": ["person", "event"], "type_strict": "all"}, set()),
    ],
)
def test_types_narrow_what_is_found(server: Server, more: dict[str, Any], kinds: set[str]) -> None:
    assert {one["type"][0]["id"] for one in candidates(server, "长春", **more)} == kinds


MALFORMED = [
    {"queries": "{"},
    {"queries": "[]"},
    {"queries": '{"q0": {}}'},
    {"queries": '{"q0": {"query": ""}}'},
    {"queries": '{"q0": {"query": 5}}'},
    {"queries": '{"q0": {"query": "x", "properties": [{"p": 1}]}}'},
    {"extend": "{}"},
    {"extend": '{"ids": ["a"], "properties": [{"id": "none"}]}'},
    {"queries": "[" * 50_000},
]


@pytest.mark.parametrize("parameters", MALFORMED, ids=range(len(MALFORMED)))
def test_what_is_malformed_is_told_in_a_sentence(server: Server, parameters: dict[str, str]) -> None:
    answer = server.client.post("/reconcile", data=parameters)
    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}


def test_too_much_at_a_time_is_too_much(server: Server) -> None:
    many = json.dumps({str(number): {"query": "王"} for number in range(101)})
    assert server.client.post("/reconcile", data={"queries": many}).status_code == 413
    assert server.client.post("/reconcile", json={"queries": {}}).status_code == 415


def test_what_one_types_is_completed(server: Server) -> None:
    told = checked(server.get("/reconcile/suggest/entity", prefix="陈"), schemas.ENTITIES)["result"]
    assert "陈存根" in {one["name"] for one in told}
    rest = checked(server.get("/reconcile/suggest/entity", prefix="陈", cursor="1"), schemas.ENTITIES)["result"]
    assert rest[: len(told) - 1] == told[1:]
    assert (
        checked(server.get("/reconcile/suggest/entity", prefix=told[0]["id"]), schemas.ENTITIES)["result"][0]["id"]
        == told[0]["id"]
    )
    assert checked(server.get("/reconcile/suggest/entity", prefix=""), schemas.ENTITIES) == {"result": []}
    types = checked(server.get("/reconcile/suggest/type", prefix="pers"), schemas.TYPES)["result"]
    assert [one["id"] for one in types] == ["person"]
    properties = checked(server.get("/reconcile/suggest/property", prefix="日期"), schemas.PROPERTIES)["result"]
    assert [one["id"] for one in properties] == ["date", "end"]
    assert server.get("/reconcile/suggest/nothing", prefix="a").status_code == 404


def test_what_is_suggested_is_previewed(server: Server) -> None:
    name = server.iri("陈存根").removeprefix(BASE)
    shown = checked(server.get("/reconcile/flyout/entity", id=name), schemas.FLYOUT)
    assert "中国社会工作联合会会长" in shown["html"]
    assert checked(server.get("/reconcile/flyout/type", id="person"), schemas.FLYOUT)["html"] == "<p>人物 person</p>"
    page = server.get("/reconcile/preview", id=name)
    assert (page.status_code, "陈存根" in page.text) == (200, True)
    assert server.get("/reconcile/preview", id="none").status_code == 404
    assert server.get("/reconcile/flyout/property", id="none").status_code == 404


def test_values_are_fetched(server: Server) -> None:
    person = server.iri("陈存根").removeprefix(BASE)
    event = server.iri("2023年创新党建引领城市基层治理经验分享交流暨长春现场会").removeprefix(BASE)
    wanted = {"ids": [person, event, "none"], "properties": [{"id": one} for one in ATTRIBUTES]}
    told = checked(server.client.post("/reconcile", data={"extend": json.dumps(wanted)}), schemas.EXTENDED)
    assert [one["id"] for one in told["meta"]] == list(ATTRIBUTES)
    assert {"str": "中国社会工作联合会会长"} in told["rows"][person]["post"]
    assert {"date": "2023-06-27T00:00:00Z"} in told["rows"][event]["date"]
    assert person in {value["id"] for value in told["rows"][event]["person"]}
    assert told["rows"]["none"] == {one: [] for one in ATTRIBUTES}
    few = wanted | {"properties": [{"id": "post", "settings": {"limit": 1}}]}
    assert len(server.get("/reconcile", extend=json.dumps(few)).json()["rows"][person]["post"]) == 1


def test_properties_are_proposed_for_a_type(server: Server) -> None:
    told = checked(server.get("/reconcile/properties", type="place"), schemas.PROPOSED)
    assert [one["id"] for one in told["properties"]] == ["name", "place", "code", "article"]
    limited = checked(server.get("/reconcile/properties", type="person", limit="2"), schemas.PROPOSED)
    assert len(limited["properties"]) == limited["limit"] == 2


@pytest.mark.parametrize(
    ("asked", "name", "least", "most"),
    [
        ("湖州市民政局", "湖州市民政局", 1.0, 1.0),
        ("湖州大學", "湖州大学", 1.0, 1.0),
        ("民政局", "湖州市民政局", 0.6, 0.9),
        ("湖州大学", "衢州学院", 0.0, 0.6),
    ],
)
def test_names_are_alike(asked: str, name: str, least: float, most: float) -> None:
    assert least <= alike(asked, name) <= most


@pytest.mark.parametrize(
    ("attribute", "asked", "value", "fit"),
    [
        ("code", "330500", "330500", 1.0),
        ("code", "330500", "330502", 0.8),
        ("code", "330500", "330100", 0.3),
        ("code", "330500", "110000", 0.0),
        ("date", "2023-06", "2023-06-27", 1.0),
        ("date", "2023-06-27T00:00:00Z", "2023-06-27", 1.0),
        ("date", "2023-07", "2023-06-27", 0.4),
        ("date", "", "2023-06-27", 0.0),
    ],
)
def test_codes_and_dates_fit_in_part(attribute: str, asked: str, value: str, fit: float) -> None:
    assert likeness(ATTRIBUTES[attribute], [asked], [Value(value)], BASE) == fit
