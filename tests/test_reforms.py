"""What reforms made of organs: told by their names, where a decision for the whole country made them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import NamedNode, Quad

from kg.article import article_from_text
from kg.finders import find
from kg.matching.reforms import parts, reforms
from kg.model import Jurisdiction, Organization
from kg.rdf import quads
from kg.rdf import vocabulary as v
from kg.readers import read
from tests.gold import gold_iris
from tests.test_rdf import content, evidence, reading, values


@pytest.mark.parametrize(
    ("name", "became"),
    [
        ("石城县国土资源局", "自然资源"),
        ("市环保局", "生态环境"),
        ("石城县工商局", "市场监督管理"),
        ("四川省地税局", "税务"),
        ("县扶贫办", "乡村振兴"),
        ("农业部", "农业农村"),
        ("文化局", "文化和旅游"),
    ],
)
def test_an_organ_that_went_into_another(name: str, became: str) -> None:
    assert [(part.reform.became, part.is_original) for part in parts(name)] == [(became, True)]


@pytest.mark.parametrize("name", ["石城县自然资源局", "沿滩区市场监管局", "省卫健委", "石城县税务局", "应急管理部"])
def test_an_organ_that_came_out_of_others(name: str) -> None:
    assert [part.is_original for part in parts(name)] == [False]


@pytest.mark.parametrize(
    "name",
    [
        "石城县民政局",
        "市国资委",  # not 国土资源
        "石城县文化中心",  # no organ
        "应急办",  # older than the reform of 2018
        "国家税务总局",  # went on
        "市政务服务局",  # no decision for the whole country
        "石城银行",
        "",
    ],
)
def test_other_bodies_had_no_part(name: str) -> None:
    assert parts(name) == ()


def test_one_may_come_out_of_a_reform_and_go_into_the_next() -> None:
    found = {(part.reform.year, part.is_original) for part in parts("市卫生和计划生育委员会")}
    assert found == {(2013, False), (2018, True)}


def test_only_the_ministry_is_of_the_country() -> None:
    assert [part.is_of_country for name in ("农业部", "国家市场监督管理总局", "省农业厅") for part in parts(name)] == [
        *(True, True, False)
    ]


def test_every_reform_has_a_name() -> None:
    names = [reform.name for reform in reforms()]
    assert "2018年国务院机构改革:文化、旅游→文化和旅游" in names
    assert len(names) == len(set(names))


def named(*bodies: str, codes: tuple[str, ...]) -> list[Quad]:
    """The graph of an article that names bodies of divisions."""
    there = (evidence("县委"),)
    return content(
        reading(
            organizations=(*reading().organizations, *(Organization(body, body, (), there) for body in bodies)),
            jurisdictions=tuple(
                Jurisdiction(body, code, evidence()) for body, code in zip(bodies, codes, strict=False)
            ),
        )
    )


def test_what_was_and_what_became_meet_in_one_change() -> None:
    before = named("石城县国土资源局", codes=("360735",))
    after = named("石城县自然资源局", codes=("360735",))
    ((old, body),) = [(quad.subject, quad.object) for quad in before if quad.predicate == v.ORIGINAL]
    ((new, other),) = [(quad.subject, quad.object) for quad in after if quad.predicate == v.RESULTING]
    assert isinstance(old, NamedNode)
    assert old == new
    assert body != other
    assert values(before, old, v.START) == ["2018"]
    assert values(before, old, v.END) == ["2019"]
    assert len(values(before, old, v.DERIVED_FROM)) == 1


def test_the_same_organ_of_another_county_is_another_change() -> None:
    found = named("石城县国土资源局", "寻乌县国土资源局", codes=("360735", "360734"))
    assert len({quad.subject for quad in found if quad.predicate == v.ORIGINAL}) == 2


def test_a_body_of_which_nobody_tells_the_place_has_no_change() -> None:
    assert not [quad for quad in named("国土资源局", codes=()) if quad.predicate == v.ORIGINAL]


# How long a post was held


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2019", "2024-07", {(v.BEGINNING, v.IN_YEAR, "2019"), (v.ENDING, v.IN_MONTH, "2024-07")}),
        ("2019-03-01", None, {(v.BEGINNING, v.IN_DATE, "2019-03-01")}),
        (None, "2021", {(v.ENDING, v.IN_YEAR, "2021")}),
        (None, None, set()),
        ("去年", None, set()),
    ],
)
def test_a_post_is_held_during_an_interval(start: str | None, end: str | None, told: set[object]) -> None:
    found = content(reading(memberships=(replace(reading().memberships[0], start=start, end=end),)))
    intervals = [quad.object for quad in found if quad.predicate == v.MEMBER_DURING]
    assert len(intervals) == bool(told)
    bounds = {(quad.predicate, quad.object) for quad in found if quad.subject in intervals}
    assert told == {
        (bound, quad.predicate, getattr(quad.object, "value", ""))
        for bound, instant in bounds
        for quad in found
        if quad.subject == instant and quad.predicate != v.TYPE
    }


def test_a_beginning_that_an_article_tells_is_in_the_graph() -> None:
    article = article_from_text("x", "2019年8月，王建军当选为湖州市慈善总会会长。")
    found = list(quads(whole := read(article, find(article)), gold_iris(whole)))
    assert values(found, None, v.IN_MONTH) == ["2019-08"]
