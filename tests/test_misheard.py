"""Places under names that were misheard, of another time, or without their county: what is made of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal

from kg.divisions import Division, Level, all_divisions, by_code, chain
from kg.lineage import lasting_code, line_of
from kg.model import Article, Place, Reading
from kg.pipeline import read_article
from kg.rdf import quads
from kg.rdf import vocabulary as v
from kg.rdf.nodes import COUNTRY, division_iri, words
from kg.store import Store
from kg.text import OffsetMap, narrow


def reading(text: str, published: str | None = "2021-06-28", doc: str = "甲") -> Reading:
    return read_article(Article(doc, text, narrow(text), OffsetMap(), published=published))


def place(text: str, name: str, published: str | None = "2021-06-28") -> Place:
    return next(one for one in reading(text, published).places if name in (one.name, *one.other_names))


CHENGDU = "成都的社区治理有了新做法。庆阳区委书记王建国在金牛区英门口街花照社区说,庆阳区要学习。"


def test_a_misheard_county_is_the_one_of_the_articles_city_that_is_read_like_it() -> None:
    found = place(CHENGDU, "庆阳区")
    assert (found.name, found.code, found.other_names) == ("青羊区", "510105", ("庆阳区",))
    assert found.repair is not None
    assert found.repair.written == "庆阳区"
    assert found.repair.confidence < 1
    assert found.repair.reason == "no division is called 庆阳区, and 青羊区 of 成都市 is read like it"


def test_a_misheard_street_is_one_of_its_county() -> None:
    found = place(CHENGDU, "金牛区英门口街")
    assert (found.name, found.own, found.within) == ("金牛区营门口街道", "营门口街道", "510106")
    community = place(CHENGDU, "金牛区英门口街花照社区")
    assert (community.inside, community.own, community.repair) == ("金牛区营门口街道", "花照社区", None)


def test_what_rests_on_a_repair_is_less_sure() -> None:
    repaired, plain = (reading(f"成都{name}委书记王建国出席会议。") for name in ("庆阳区", "青羊区"))
    (less,), (sure,) = repaired.jurisdictions, plain.jurisdictions
    assert less.code == sure.code == "510105"
    assert less.confidence < sure.confidence
    assert less.evidence.rule == "repaired_division_in_name"


def test_a_body_in_a_misheard_county_has_its_true_name_beside_the_written_one() -> None:
    body = next(one for one in reading(CHENGDU).organizations if one.name == "庆阳区委")
    assert "青羊区委" in body.other_names


@pytest.mark.parametrize(
    "text",
    [
        "兰州的社区。庆阳区委书记说。",  # nothing in 兰州 is read like it
        "成都的社区。朝阳区委书记说。",  # a division elsewhere is called so
        "庆阳区委书记说。",  # no city is told
        "成都的老旧小区和城市社区。",
    ],
)
def test_what_nothing_settles_is_left_as_written(text: str) -> None:
    assert all(one.repair is None for one in reading(text).places)


@settings(deadline=None)  # the first one reads the tables
@given(st.sampled_from([d for d in all_divisions() if d.level is Level.COUNTY and d.last is None]))
def test_a_true_name_is_never_taken_for_another(county: Division) -> None:
    upper = chain(county.code, 2021)
    text = f"{upper[-1].name if upper else ''}{county.name}的社区。"
    assert all(one.repair is None for one in reading(text).places)


# Divisions in time


def test_a_name_of_another_time_means_the_division_in_force() -> None:
    assert place("新津县的做法。", "新津县", "2019-05-01").code == "510132"
    assert place("新津区的做法。", "新津区", "2021-05-01").code == "510118"
    assert place("新津县的做法。", "新津县", "2021-05-01").code == "510118"


def test_one_place_through_its_renamings_has_one_iri_and_both_names(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Store(tmp_path_factory.mktemp("graph") / "graph") as store:
        store.add(reading("新津县的做法。", "2019-05-01", "旧"))
        store.add(reading("新津区的做法。", "2021-05-01", "新"))
        node = division_iri("510118")
        facts = {(q.predicate, q.object) for q in store.dataset.quads_for_pattern(node, None, None, None)}
    assert {value for predicate, value in facts if predicate == v.LABEL} == {words("新津县"), words("新津区")}
    assert {value for predicate, value in facts if predicate == v.CODE} == {Literal("510132"), Literal("510118")}


def test_lasting_codes() -> None:
    assert lasting_code("510132", 2019) == lasting_code("510118", 2021) == "510118"
    assert lasting_code("999999") == "999999"
    older, newer = by_code("150105", 1990), by_code("150105", 2010)  # a code that another division has by now
    assert older is not None
    assert newer is not None
    assert line_of(older) != line_of(newer)
    assert lasting_code("150105", 1990) != lasting_code("150105", 2010) == "150105"


def test_a_code_with_another_name_goes_on() -> None:
    city = by_code("211400", 1990)
    assert city is not None
    assert [period.name for period in line_of(city).periods] == ["锦西市", "葫芦岛市"]


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["思茅地区", "思茅市", "普洱市"], "530800"),  # the source tells no heir of a prefecture: its counties do
        (["思茅县", "思茅市", "翠云区", "思茅区"], "530802"),
        (["哲里木盟", "通辽市"], "150500"),
        (["襄樊市", "襄阳市"], "420600"),
        (["重庆市", "重庆市"], "500000"),  # of 四川, then a province
        (["徽州地区"], "342700"),  # its counties went to two prefectures
        (["崇文区"], "110103"),  # one of two that 东城区 was made of
    ],
)
def test_a_division_is_one_under_the_names_that_reforms_gave_it(names: list[str], code: str) -> None:
    lines = (line for line in {line_of(division) for division in all_divisions()} if line.code == code)
    assert names in [[period.name for period in line.periods[-len(names) :]] for line in lines]


@pytest.mark.parametrize(("year", "name"), [("2001", "思茅地区"), ("2005", "思茅市"), ("2020", "普洱市")])
def test_the_graph_of_each_year_has_the_name_of_that_year(year: str, name: str) -> None:
    page = reading(f"{name}召开会议。", published=f"{year}-05-01")
    assert [(place.name, lasting_code(place.code or "", page.as_of)) for place in page.places] == [(name, "530800")]


# Where a place lies


def upward(text: str) -> list[str]:
    """The labels or codes of a place and all that it lies in."""
    page = reading(text)
    iris = {(kind, thing.key): f"https://example.org/{thing.key}" for kind, thing in page.things()}
    found = list(quads(page, iris))
    names = {str(quad.subject): str(quad.object)[1:-4] for quad in found if quad.predicate == v.LABEL}
    around = {str(quad.subject): str(quad.object) for quad in found if quad.predicate == v.CONTAINED_IN}
    node = next(subject for subject, name in names.items() if name == page.places[0].name)
    chained = [names[node]]
    while node in around:
        node = around[node]
        chained.append(names[node])
    return chained


def test_a_community_lies_in_its_street_and_so_on_up_to_the_country() -> None:
    community = "武昌区南湖街道华锦社区"
    assert upward(f"{community}的做法。") == [community, "武昌区南湖街道", "武昌区", "武汉市", "湖北省", COUNTRY]


def test_a_county_right_below_a_province_lies_in_that() -> None:
    assert upward("石河子市的做法。") == ["石河子市", "新疆维吾尔自治区", COUNTRY]


@pytest.mark.parametrize(
    ("text", "name", "county"),
    [
        ("营门口街道的做法。", "营门口街道", "510106"),  # the only one of that name
        ("成都的玉林街道很热闹。", "玉林街道", "510107"),  # the only one in the city told
        ("城关镇党委书记王建国说。", "城关镇", None),  # in many counties
    ],
)
def test_a_street_without_its_county_is_settled_by_its_name_or_left_open(
    text: str, name: str, county: str | None
) -> None:
    assert place(text, name).within == county
