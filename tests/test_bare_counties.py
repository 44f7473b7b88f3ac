"""Counties by their short name alone: 朝阳、海淀等区, 来自青羊的; and the words that are no places."""

from __future__ import annotations

import pytest

from tests.test_places import found

ROWS = {
    "来自朝阳、海淀等区的代表": "朝阳 110105, 海淀 110108",
    "朝阳、海淀等地": "朝阳 110105, 海淀 110108",
    "青羊、武侯两区": "青羊 510105, 武侯 510107",
    "安吉、德清等县": "安吉 330523, 德清 330521",
    "延吉、图们等地": "延吉 222401, 图们 222402",
    "长春市的二道、宽城、朝阳等城区": "长春市 220100, 二道 220105, 宽城 220103, 朝阳 220104",
    # of four 鼓楼区 that of the city which has the others, or which is told
    "鼓楼、玄武等区": "鼓楼 320106, 玄武 320102",
    "鼓楼、台江等5个区": "鼓楼 350102, 台江 350103",
    "徐州市的鼓楼、云龙两区": "徐州市 320300, 鼓楼 320302, 云龙 320303",
    "天津的和平、河西等区": "天津 120000, 和平 120101, 河西 120103",
}

ALONE = {
    "来自青羊的志愿者": "青羊 510105",  # the only one of China
    "成都的做法。在武侯召开会议": "成都 510100, 武侯 510107",
    "石家庄市召开会议,来自桥西的代表": "石家庄市 130100, 桥西 130104",  # of two that of the city told
    "青羊1月3日电": "青羊 510105",
}

NOT_PLACES = [
    "光明、和平等区",  # of two cities
    "光明、和平等区域",
    "推动公平、和平等区",
    "富裕、文明、和谐等地",
    "公安、城管等地",
    "朝阳和海淀",  # nothing calls them counties
    "走进清新的乡村",
    "在朝阳下奔跑",
    "走进大方的校园",
    "来自朝阳的光",
    "来自鼓楼的钟声",
    "在海棠的花下",
    "来自桥西的代表",  # of two cities
    "在武侯召开会议",  # a weak word, and no city told
]


@pytest.mark.parametrize(("text", "places"), [*ROWS.items(), *ALONE.items()])
def test_what_stands_around_a_bare_name_settles_it(text: str, places: str) -> None:
    assert found(text, published="2023-06-28") == places.split(", ")


def test_the_publisher_settles_a_bare_name() -> None:
    assert found("在新津的经验", published="2023-06-28", publisher="成都日报") == ["新津 510118"]
    assert found("来自桥西的代表", published="2023-06-28", publisher="张家口日报") == ["桥西 130703"]


@pytest.mark.parametrize("text", NOT_PLACES)
def test_words_and_names_that_nothing_settles_are_no_places(text: str) -> None:
    assert found(text, published="2023-06-28") == []
