"""Divisions in time: codes, names, short names, parents, years in force."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.divisions import Division, Level, all_divisions, by_code, chain, known_names, named, spellings

DIVISIONS = st.sampled_from(all_divisions())
YEARS = st.one_of(st.none(), st.integers(1950, 2050))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("长春市", "长春"),
        ("安徽省", "安徽"),
        ("广西壮族自治区", "广西"),
        ("内蒙古自治区", "内蒙古"),
        ("香港特别行政区", "香港"),
        ("延边朝鲜族自治州", "延边"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("大兴安岭地区", "大兴安岭"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("神农架林区", "神农架"),
        ("东乡族自治县", "东乡"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("龙胜各族自治县", "龙胜"),
        ("管城回族区", "管城"),
        ("浦东新区", "浦东"),
        ("津市市", "津市"),
        ("雄县", ""),  # one character names nothing
        ("科尔沁左翼中旗", ""),
    ],
)
def test_short_names_leave_out_level_and_peoples(name: str, short: str) -> None:
    assert {division.short for division in named(name)} == {short}


@pytest.mark.parametrize(
    ("name", "year", "codes"),
    [
        ("新津县", 2019, ["510132"]),
        ("新津区", 2021, ["510118"]),
        ("新津", 2019, ["510132"]),
        ("新津", 2022, ["510118"]),
        ("新津", 2020, ["510118", "510132"]),  # the year of the change belongs to both
        ("新津县", 2024, ["510132"]),  # nothing of that name then: the nearest in time
        ("新津县", None, ["510132"]),
        ("襄樊市", 2009, ["420600"]),
        ("襄阳市", 2023, ["420600"]),
        ("巢湖市", 2009, ["341400"]),
        ("巢湖市", 2015, ["340181"]),
        ("重庆市", 1990, ["510200"]),
        ("重庆市", 2000, ["500000"]),
        ("鼓楼区", 2023, ["320106", "320302", "350102", "410204"]),
        ("吉林", 2023, ["220000", "220200"]),  # the province first
        ("南昌", 2023, ["360100", "360121"]),
        ("延边州", 2023, ["222400"]),
        ("三江县", 2023, ["450226"]),
        ("乌有县", 2023, []),
    ],
)
def test_a_name_means_what_it_meant_in_that_year(name: str, year: int | None, codes: list[str]) -> None:
    assert [division.code for division in named(name, year)] == codes


@pytest.mark.parametrize(
    ("code", "around"),
    [
        ("320114", ["江苏省", "南京市"]),
        ("110105", ["北京市"]),
        ("350581", ["福建省", "泉州市"]),
        ("469002", ["海南省"]),
        ("659001", ["新疆维吾尔自治区"]),
        ("222401", ["吉林省", "延边朝鲜族自治州"]),
        ("440000", []),
        ("999999", []),
    ],
)
def test_chain_names_the_divisions_around_one(code: str, around: list[str]) -> None:
    assert [division.name for division in chain(code)] == around


def test_a_code_keeps_its_names_in_time() -> None:
    older, newer = by_code("420600", 2005), by_code("420600", 2020)
    assert older is not None
    assert newer is not None
    assert (older.name, newer.name) == ("襄樊市", "襄阳市")
    assert by_code("420600") == newer
    assert [division.name for division in chain("420602", 2005)] == ["湖北省", "襄樊市"]


def test_one_that_ended_names_its_successor() -> None:
    (xinjin,) = named("新津县", 2019)
    assert xinjin.successors == ("510118",)
    assert (xinjin.first, xinjin.last) == (1983, 2020)


@given(DIVISIONS)
def test_codes_are_six_digits_and_levels_show_in_them(division: Division) -> None:
    assert len(division.code) == 6
    assert division.code.isdecimal()
    assert (division.level is Level.PROVINCE) == division.code.endswith("0000")
    assert division.last is None or division.first <= division.last


@given(DIVISIONS)
def test_parents_exist_and_stand_higher(division: Division) -> None:
    order = list(Level)
    assert (division.parent is None) == (division.level is Level.PROVINCE)
    if division.parent:
        parent = by_code(division.parent, division.first)
        assert parent is not None
        assert order.index(parent.level) < order.index(division.level)


@given(DIVISIONS, YEARS)
def test_a_chain_descends_level_by_level(division: Division, year: int | None) -> None:
    levels = [list(Level).index(above.level) for above in chain(division.code, year)]
    assert levels == sorted(set(levels))
    assert list(Level).index(division.level) not in levels


@given(DIVISIONS)
def test_every_spelling_finds_its_division(division: Division) -> None:
    for spelling in spellings(division):
        assert spelling in known_names()
        if division.name == spelling:
            assert division.code in {found.code for found in named(spelling, division.first)}


@given(st.text(max_size=6), YEARS)
def test_unknown_names_are_no_error(text: str, year: int | None) -> None:
    assert bool(named(text, year)) == (text in known_names())
