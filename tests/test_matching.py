"""Outside lists of mentions: which records are one body, which are one person."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import cli
from kg.lineage import above, line_of
from kg.matching import match
from kg.matching.bodies import body_of, setting
from kg.matching.mentions import Held, Record, records
from kg.matching.sightings import house
from kg.model import KgError

SHARED = Path(__file__).resolve().parents[2] / "shared"
CHAOYANG_OF_BEIJING, CHAOYANG_OF_CHANGCHUN = "110105", "220104"


def body(name: str, year: int = 2022, place: str | None = None, publisher: str | None = None) -> object:
    return body_of(name, setting(year, place, publisher))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("石狮市人社局", "福建省泉州市石狮市人力资源和社会保障局"),
        ("石狮市民政局", "福建石狮市民政局"),
        ("中共石狮市委组织部", "石狮市委员会组织部"),
        ("石狮市人民政府", "石狮市政府"),
        ("石狮市社工部", "石狮市委社会工作部"),
        ("共青团石狮市委", "石狮市团委"),
        ("中国人民政治协商会议石狮市委员会", "石狮市政协"),
        ("石狮市卫生健康局", "石狮市卫健委"),
        ("石狮市卫计局", "石狮市卫健局"),
        ("石狮市国土资源局", "石狮市自然资源局"),
        ("中组部", "中共中央组织部"),
        ("民政部", "国家民政部"),
        ("石狮市湖滨街道办事处", "石狮市湖滨街道办"),
        ("福建省高级人民法院", "福建省法院"),
        ("廈門市民政局", "厦门市民政局"),
    ],
)
def test_one_body_under_two_names(one: str, other: str) -> None:
    assert body(one) == body(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("石狮市委", "石狮市人民政府"),
        ("石狮市民政局", "石狮市民政局党组"),
        ("石狮市民政局", "晋江市民政局"),
        ("石狮市民政局", "石狮市司法局"),
        ("石狮市文化局", "石狮市文化和旅游局"),
        ("石狮市湖滨街道党工委", "石狮市湖滨街道办事处"),
        ("厦门大学", "厦门大学公共管理学院"),
        ("石狮市工商局", "石狮市市场监管局"),
    ],
)
def test_two_bodies(one: str, other: str) -> None:
    assert body(one) != body(other)


def test_a_county_that_became_a_district_is_one_line() -> None:
    assert body("新津县民政局", 2019) == body("新津区民政局", 2021)
    named = body_of("成都市新津区民政局", setting(2021, None, None))
    assert named.line is not None
    assert [upper.at(2021).name for upper in above(named.line, 2021)] == ["四川省", "成都市"]
    assert {period.name for period in named.line.periods} == {"新津县", "新津区"}
    assert line_of(named.line.periods[0]) is named.line


def test_what_is_left_out_comes_from_the_place_or_the_paper() -> None:
    full = body("北京市朝阳区委", place=CHAOYANG_OF_BEIJING)
    assert body("区委", place=CHAOYANG_OF_BEIJING) == full
    assert body("朝阳区委", place=CHAOYANG_OF_BEIJING) == full
    assert body("朝阳区委", publisher="北京日报") == full
    assert body("朝阳区委", place=CHAOYANG_OF_CHANGCHUN) != full


def test_namesakes_of_divisions_are_left_open_where_nothing_settles_them() -> None:
    found = body_of("鼓楼区民政局", setting(2022, None, None))
    assert found.doubt == "鼓楼区民政局"
    assert found.line is None


def person(number: int, name: str, *posts: tuple[str, str], **more: Any) -> Record:
    held = tuple(Held(organization, title) for organization, title in posts)
    return Record(f"m{number}", f"d{number}", more.pop("date", "2022-05-01"), name, posts=held, **more)


def test_a_reporter_and_an_official_of_one_name_are_two() -> None:
    found = match(
        [
            person(1, "李洋", ("石狮市民政局", "局长"), event="e1"),
            person(2, "李洋", byline="reporter", event="e1", publisher="石狮日报"),
        ]
    )
    assert found["m1"] != found["m2"]


def test_one_at_one_event_in_two_articles_is_one_person() -> None:
    found = match([person(1, "王 伟", ("石狮市民政局", "局长"), event="e1"), person(2, "王伟", event="e1")])
    assert found["m1"] == found["m2"]


def test_two_of_one_name_in_one_article_are_two() -> None:
    found = match(
        [
            Record("m1", "d1", "2022-05-01", "王伟", posts=(Held("石狮市民政局", "局长"),), event="e1"),
            Record("m2", "d1", "2022-05-01", "王伟", posts=(Held("石狮市民政局", "副局长"),), event="e1"),
        ]
    )
    assert found["m1"] != found["m2"]


MENTIONS = st.lists(
    st.builds(
        Record,
        mention=st.uuids().map(str),
        doc=st.sampled_from(["d1", "d2", "d3"]),
        date=st.sampled_from(["2014", "2022-05-01"]),
        name=st.sampled_from(["王伟", "李洋", "欧阳修文", "", "‮王", "古丽·买买提"]),
        publisher=st.none() | st.sampled_from(["石狮日报", "新华社", "=1+1"]),
        place=st.none() | st.sampled_from(["350581", "999999", ""]),
        event=st.none() | st.sampled_from(["e1", "e2"]),
        byline=st.none() | st.just("reporter"),
        posts=st.none() | st.tuples(st.builds(Held, st.sampled_from(["区委", "市民政局", "某大学", "", "市"]))),
    ),
    unique_by=lambda record: record.mention,
    max_size=12,
)


@settings(max_examples=50, deadline=None)
@given(MENTIONS)
def test_every_mention_has_one_entity_named_after_a_mention(given_records: list[Record]) -> None:
    found = match(given_records)
    assert list(found) == [record.mention for record in given_records]
    assert set(found.values()) <= set(found)
    assert all(found[entity] == entity for entity in found.values())


def test_a_line_that_is_no_mention_is_named() -> None:
    with pytest.raises(KgError, match=r"list\.jsonl, line 2 is no mention"):
        list(records([b'{"mention":"m1","doc":"d","date":"2022","name":"n"}', b'{"mention":1}'], "list.jsonl"))
    with pytest.raises(KgError, match="earlier line"):
        list(records([b'{"mention":"m1","doc":"d","date":"2022","name":"n"}'] * 2, "list.jsonl"))
    with pytest.raises(KgError, match="four digits"):
        list(records([b'{"mention":"m1","doc":"d","date":"May","name":"n"}'], "list.jsonl"))


def test_match_writes_clusters(tmp_path: Path) -> None:
    lines = [
        {"mention": "m1", "doc": "d1", "date": "2019-05-01", "name": "成都市新津县民政局"},
        {"mention": "m2", "doc": "d2", "date": "2021-05-01", "name": "新津区民政局", "place_context": "510118"},
    ]
    source, answer = tmp_path / "mentions.jsonl", tmp_path / "clusters.csv"
    source.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    result = CliRunner().invoke(cli, ["identity", "match", str(source), "-o", str(answer)])
    assert result.exit_code == 0, result.output
    with answer.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["mention", "entity"], ["m1", "m1"], ["m2", "m1"]]


def test_match_names_the_file_that_is_not_there_or_cannot_be_written(tmp_path: Path) -> None:
    source = tmp_path / "mentions.jsonl"
    result = CliRunner().invoke(cli, ["identity", "match", str(source)])
    assert result.exit_code == 2
    assert "does not exist" in result.output
    source.write_text('{"mention": "m1", "doc": "d1", "date": "2019", "name": "新津县民政局"}', encoding="utf-8")
    for where in ("none/clusters.csv", "."):
        result = CliRunner().invoke(cli, ["identity", "match", str(source), "-o", str(tmp_path / where)])
        assert result.exit_code == 1
        assert "choose" in result.output
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the identity benchmark lies in ../shared, which is not here")
@pytest.mark.parametrize(("kind", "size", "recall"), [("people", 12_000, 0.85), ("organizations", 8_000, 0.85)])
def test_the_benchmark(kind: str, size: int, recall: float, tmp_path: Path) -> None:
    """A small run with a seed of the day's choosing must reach what is asked of the large one."""
    made = [sys.executable, str(SHARED / "eval/identity_benchmark.py"), kind, "--seed", "5", "--mentions", str(size)]
    subprocess.run([*made, "-o", str(tmp_path)], check=True)
    answer = tmp_path / "clusters.csv"
    result = CliRunner().invoke(cli, ["identity", "match", str(tmp_path / "mentions.jsonl"), "-o", str(answer)])
    assert result.exit_code == 0, result.output
    scored = [sys.executable, str(SHARED / "eval/identity_score.py"), str(answer), str(tmp_path / "truth.csv")]
    printed = subprocess.run([*scored, "--json"], check=True, capture_output=True, text=True).stdout
    figures = json.loads(printed)["pairwise"]
    assert figures["precision"] >= 0.97
    assert figures["recall"] >= recall


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("厦门大学公共管理学院", "厦门大学"),
        ("西安财经学院法学院", "西安财经学院"),
        ("石狮市民政局办公室", "石狮市民政局"),
        ("民政部社会组织管理司", "民政部"),
        ("厦门大学", "厦门大学"),
        ("石狮鼎新科技有限公司", "石狮鼎新科技有限公司"),
    ],
)
def test_the_house_of_a_part_is_what_it_is_a_part_of(part: str, whole: str) -> None:
    where = setting(2022, None, None)
    assert house(body_of(part, where)) == body_of(whole, where)


SURNAMES, FIRST, SECOND = "赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕", "建志文晓海永", "华军明平强峰林"
TEACHERS = [f"{surname}{FIRST[n % 6]}{SECOND[n % 7]}" for n, surname in enumerate(SURNAMES * 6)]
UNIVERSITIES = ["厦门大学", "福州大学", "南昌大学", "湖南大学"]


def teachers() -> list[Record]:
    """Each teacher twice, with the institute and without it, so that the matcher learns that articles do so."""
    names = list(dict.fromkeys(TEACHERS))
    return [
        person(2 * n + half, name, (UNIVERSITIES[n % 4] + ("法学院" if half else ""), "教授"))
        for n, name in enumerate(names)
        for half in (0, 1)
    ]


def test_a_teacher_told_with_the_institute_and_without_it_is_one_person() -> None:
    found = match(
        [*teachers(), person(901, "欧阳立", ("厦门大学法学院", "教授")), person(902, "欧阳立", ("厦门大学", "教授"))]
    )
    assert found["m901"] == found["m902"]


def test_namesakes_of_a_frequent_name_at_two_universities_are_two() -> None:
    towns = ("石狮市", "昆山市", "义乌市", "浏阳市", "荔浦市", "延吉市", "敦煌市", "都江堰市", "仁怀市", "大理市")
    others = [person(800 + n, "王伟", (f"{town}民政局", "局长")) for n, town in enumerate(towns)]
    here, there = person(901, "王伟", ("厦门大学法学院", "教授")), person(902, "王伟", ("湖南大学", "教授"))
    found = match([*teachers(), *others, here, there])
    assert found["m901"] != found["m902"]


def test_an_official_and_a_head_of_a_company_of_one_name_are_two() -> None:
    found = match(
        [
            *teachers(),
            person(901, "欧阳立", ("石狮市民政局", "局长")),
            person(902, "欧阳立", ("石狮鼎新科技有限公司", "总经理")),
        ]
    )
    assert found["m901"] != found["m902"]
