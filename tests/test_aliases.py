"""Short names that an article gives to bodies, and what a body is a part of by its name."""

from __future__ import annotations

import pytest

from kg.grammar.aliases import declared, end_of_alias, in_full, is_shortened
from kg.model import Article, Reading
from kg.pipeline import read_article
from kg.readers.organizations import part_of
from kg.text import OffsetMap, Span, narrow


def reading(text: str) -> Reading:
    return read_article(Article("甲", text, narrow(text), OffsetMap()))


@pytest.mark.parametrize(
    ("behind", "alias"),
    [
        ("(以下简称“湖社协”)", "湖社协"),
        ("(以下简称湖社协)", "湖社协"),
        ("(下称湖社协)", "湖社协"),
        ("(简称:湖社协)", "湖社协"),
        ("(湖社协)", "湖社协"),
        ("(HSX)", "HSX"),
        (",以下简称湖社协。", "湖社协"),
    ],
)
def test_a_name_in_brackets_or_after_such_words_is_a_short_one(behind: str, alias: str) -> None:
    name = "湖州市社会工作协会"
    assert declared(f"{name}{behind}会长", [(Span(0, len(name)), name)]) == {alias: name}


@pytest.mark.parametrize("behind", ["(以下简称协会)", "(筹)", "(张建国)", "会长", "(下同)", "(共三家)", "()"])
def test_what_could_be_anyones_or_is_no_name_is_none(behind: str) -> None:
    name = "湖州市社会工作协会"
    assert declared(f"{name}{behind}", [(Span(0, len(name)), name)]) == {}


def test_a_short_name_of_two_bodies_is_nobodys() -> None:
    text = "甲州社会工作协会(简称社协)和乙州社会工作协会(简称社协)"
    assert declared(text, [(Span(0, 8), "甲州社会工作协会"), (Span(15, 23), "乙州社会工作协会")]) == {}


def test_the_short_name_means_the_body_in_that_article() -> None:
    found = reading("湖州市社会工作协会(以下简称湖社协)会长张明致辞。湖社协秘书长李红介绍了情况。")
    assert [(one.name, one.other_names) for one in found.organizations] == [("湖州市社会工作协会", ("湖社协",))]
    posts = [(held.person, held.organization, held.title) for held in found.memberships]
    assert posts == [("张明", "湖州市社会工作协会", "会长"), ("李红", "湖州市社会工作协会", "秘书长")]


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        # a short name that is a body's by itself
        ("国家发展和改革委员会(以下简称国家发改委)主任张明", "国家发展和改革委员会", "国家发改委"),
        ("国家发展和改革委员会(以下简称“国家发改委”)主任张明", "国家发展和改革委员会", "国家发改委"),
        # one that leaves the division out
        ("湖州市人力资源和社会保障局(以下简称市人社局)局长张明", "湖州市人力资源和社会保障局", "市人社局"),
        # one that holds the name of a place
        ("湖州市民政局(简称“湖州民政”)局长张明", "湖州市民政局", "湖州民政"),
        ("湖州市社会工作协会(湖社协)会长张明", "湖州市社会工作协会", "湖社协"),
    ],
)
def test_a_title_behind_the_short_name_is_held_in_the_body(text: str, full: str, short: str) -> None:
    found = reading(f"{text}出席会议。{short}副主任李红介绍了情况。")
    assert [(one.name, one.other_names) for one in found.organizations] == [(full, (short,))]
    assert {held.organization for held in found.memberships} == {full}
    assert {held.person for held in found.memberships} == {"张明", "李红"}


def test_a_part_behind_the_brackets_is_named_without_them() -> None:
    found = reading("国家发展和改革委员会(以下简称国家发改委)党组书记、主任张明出席会议。")
    whole = "国家发展和改革委员会"
    posts = [(held.organization, held.title) for held in found.memberships]
    assert posts == [(f"{whole}党组", "书记"), (whole, "主任")]


def test_brackets_that_give_no_short_name_keep_a_title_as_it_was() -> None:
    assert [end_of_alias(f"湖州市民政局{rest}", 6, "湖州市民政局") for rest in ("(老龄办)局长", "局长", "(")] == [
        None
    ] * 3


def test_a_part_under_the_short_name_is_a_part_of_the_body() -> None:
    aliases = {"国家发改委": "国家发展和改革委员会"}
    assert in_full("国家发改委社会司", aliases) == "国家发展和改革委员会社会司"
    assert in_full("民政部", aliases) is None


@pytest.mark.parametrize(
    ("name", "whole", "is_unit"),
    [
        ("湖州大学法学院", "湖州大学", True),
        ("湖州市委组织部", "湖州市委", True),
        ("湖州市民政局党组", "湖州市民政局", True),
        ("湖州市民政局基层政权处", "湖州市民政局", True),
        ("湖州日报社《湖畔》杂志社", "湖州日报社", False),
        ("湖州大学附属医院", "湖州大学", False),
        ("湖州市委党校", "湖州市委", False),
    ],
)
def test_a_body_is_a_part_of_the_one_that_its_name_begins_with(name: str, whole: str, is_unit: bool) -> None:
    names = frozenset({name, whole, "湖州市", "湖州"})
    assert part_of(name, names) == (whole, is_unit)


@pytest.mark.parametrize("name", ["湖州大学城管委会", "湖州市委员会", "湖州大学", "新华社区居委会"])
def test_a_longer_word_is_no_part(name: str) -> None:
    assert part_of(name, frozenset({name, "湖州大学", "湖州市委", "新华社"} - {name} | {name})) is None


def test_the_smallest_whole_is_told() -> None:
    names = frozenset({"湖州大学", "湖州大学法学院", "湖州大学法学院民法教研室"})
    assert part_of("湖州大学法学院民法教研室", names) == ("湖州大学法学院", True)


def test_shortened() -> None:
    assert is_shortened("人社局", "人力资源和社会保障局")
    assert not is_shortened("社人局", "人力资源和社会保障局")
