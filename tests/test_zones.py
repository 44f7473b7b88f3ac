"""Development zones and new areas without a code: one under its names, in its county or prefecture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.divisions import by_code
from kg.identity.marks import profiles
from kg.model import Article, Kind, Reading
from kg.pipeline import read_article
from kg.rdf.nodes import COUNTRY
from kg.text import OffsetMap, narrow
from kg.zones import Zone, all_zones, called, zone_of
from tests.test_misheard import upward
from tests.test_places import found


def reading(text: str, publisher: str | None = None) -> Reading:
    return read_article(Article("甲", text, narrow(text), OffsetMap(), publisher=publisher, published="2023-06-28"))


@pytest.mark.parametrize(
    ("name", "around", "full"),
    [
        ("合肥高新区", "340100", "合肥高新技术产业开发区"),
        ("合肥市高新区", "340100", "合肥高新技术产业开发区"),
        ("高新技术产业开发区", "340100", "合肥高新技术产业开发区"),  # behind its division
        ("净月高新区", "220100", "长春净月高新技术产业开发区"),
        ("净月开发区", "220100", None),  # of another kind
        ("昭山示范区", "430000", "湘潭昭山示范区"),  # the only one of that name in the province
        ("惠山经开区", "320206", "无锡惠山经济开发区"),
        ("焦作市示范区", "410800", "焦作城乡一体化示范区"),
        ("北京经开区", "110000", "北京经济技术开发区"),
        ("加格达奇区", "232700", "加格达奇区"),
        ("高新区", "340000", None),
    ],
)
def test_a_zone_is_known_by_its_short_names(name: str, around: str, full: str | None) -> None:
    zone = zone_of(name, around)
    assert (zone.name if zone else None) == full


@given(st.sampled_from(all_zones()))
def test_every_zone_lies_in_a_division_and_is_known_by_its_own_name(zone: Zone) -> None:
    assert by_code(zone.within) is not None
    assert zone.stem in zone.name
    assert all(zone in called(name) for name in zone.calls)


ZONES = {
    "合肥高新区管委会": "合肥高新区 <340100, 合肥 340100",
    "合肥高新区长宁社区": "合肥高新区长宁社区 <340100, 合肥高新区 <340100, 合肥 340100",
    "无锡惠山经济开发区": "无锡惠山经济开发区 <320206, 无锡惠山 320206, 无锡 320200",
    "焦作市城乡一体化示范区": "焦作市城乡一体化示范区 <410800, 焦作市 410800",
    "大兴安岭地区加格达奇区": "大兴安岭地区加格达奇区 <232700, 大兴安岭地区 232700",
    # by its own name, where the text tells of its city
    "长春市的净月高新区": "长春市 220100, 净月高新区 <220100",
    "五台山风景名胜区在山西忻州": "五台山风景名胜区 <140900, 山西忻州 140900, 山西 140000",
    # cities of the production corps have codes
    "石河子市": "石河子市 659001",
    "合肥市创建示范区": "合肥市 340100",
    "大兴安岭创新林区管理": "大兴安岭 232700",
}


@pytest.mark.parametrize(("text", "places"), ZONES.items())
def test_zones_of_a_sentence(text: str, places: str) -> None:
    assert found(text, published="2023-06-28") == places.split(", ")


def test_a_zone_alone_is_settled_by_the_publisher_or_is_none() -> None:
    assert found("净月高新区的做法", publisher="长春日报") == ["净月高新区 <220100"]
    assert found("净月高新区的做法") == []


def test_a_zone_lies_in_its_prefecture_and_so_on_up_to_the_country() -> None:
    assert upward("合肥市高新区的做法。") == ["合肥市高新区", "合肥市", "安徽省", COUNTRY]


def test_a_zone_is_one_under_all_its_names() -> None:
    page = reading("合肥高新区召开会议。合肥市高新区的做法。合肥高新技术产业开发区介绍经验。")
    (zone,) = (place for place in page.places if not place.code)
    assert {zone.name, *zone.other_names} == {"合肥高新区", "合肥市高新区", "合肥高新技术产业开发区"}
    assert zone.own == "合肥高新技术产业开发区"


def test_a_zone_is_one_across_articles_and_another_of_another_city() -> None:
    texts = ("合肥高新区的做法。", "合肥市高新技术产业开发区的做法。", "吉林市高新区的做法。")
    one, same, other = (
        [place.stem for place in profiles(reading(text)) if place.kind is Kind.PLACE and "division" not in place.stem]
        for text in texts
    )
    assert one == same != other
