"""Bylines: who made the article. Never an official, never a reporter without a name."""

from __future__ import annotations

import pytest

from kg.article import article_from_text
from kg.finders.bylines import find_bylines, signatures
from kg.model import Kind
from kg.page import Page
from kg.readers.bylines import read_bylines

R, P, E, C = "reporter", "photographer", "editor", "correspondent"


def bylines(text: str) -> set[tuple[str, str]]:
    return {
        (byline.mention.thing, str(byline.role)) for byline in signatures(article_from_text("a", text)) if byline.role
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # datelines
        ("某某网长春6月27日电 (李明、王小红)6月27日,会议举行。", {("李明", R), ("王小红", R)}),
        ("某某社北京2月27日电(记者李明、王小红)随着会议召开。", {("李明", R), ("王小红", R)}),
        ("本报泰州11月7日讯 (特派记者 李明 王小红) 大会举行。", {("李明", R), ("王小红", R)}),
        ("某某日报讯(见习记者 李明 通讯员 王小红)日前,会议举行。", {("李明", R), ("王小红", C)}),
        ("本网讯通讯员:李明、王小红3月26日,活动启动。", {("李明", C), ("王小红", C)}),
        # lines
        ("本报记者 李明 王小红", {("李明", R), ("王小红", R)}),
        ("某某日报全媒记者李明通讯员王小红", {("李明", R), ("王小红", C)}),
        ("□晚报记者 李明 文/图 通讯员 王小红", {("李明", R), ("李明", P), ("王小红", C)}),
        ("●本报记者 李明/文 本报记者 王小红 实习记者 赵强/图", {("李明", R), ("王小红", R), ("赵强", P)}),
        ("本报编辑李明", {("李明", E)}),
        ("文/李明 图/王小红", {("李明", R), ("王小红", P)}),
        ("记者李明文/图", {("李明", R), ("李明", P)}),
        ("本报记者李明摄影报道", {("李明", R), ("李明", P)}),
        ("作者:李明 王小红 来源:某某新闻网 2023-09-08", {("李明", R), ("王小红", R)}),
        ("发表于:2023-03-21 16:05  作者:李明  来源:某某网  责任编辑:王小红", {("李明", R), ("王小红", E)}),
        ("编辑 | 李明 校对 | 王小红", {("李明", E)}),
        ("责编/李明", {("李明", E)}),
        # brackets
        ("(责编:李明、王小红)", {("李明", E), ("王小红", E)}),
        ("责任编辑:李明 校对:王小红 审核:赵强", {("李明", E)}),
        ("会议取得成果。(某某日报北京记者站 李明)", {("李明", R)}),
        ("会议取得成果。 (李明 王小红)", {("李明", R), ("王小红", R)}),
        ("【本报记者李明】", {("李明", R)}),
        # captions
        ("图为活动现场。某某网记者李明 摄", {("李明", P)}),
        ("某领导致辞。某某网李明 摄", {("李明", P)}),
        ("活动现场。(某某日报全媒记者 李明 摄)", {("李明", P)}),
        ("新华网/中国政府网 李明摄", {("李明", P)}),
        ("居民议事。李明 摄", {("李明", P)}),
        ("排练现场。由本报编辑安·德拍摄", {("安·德", P)}),
        ("摄影:古丽娜·买买提", {("古丽娜·买买提", P)}),
        # names written with a space inside, and rare ones
        ("本报记者 张 翼 李明明", {("张翼", R), ("李明明", R)}),
        ("(责任编辑:昂莹莹)", {("昂莹莹", E)}),
        ("通讯员 王报国 摄", {("王报国", P)}),
        ("(记者 祝文 摄像 谭志强 一审 陈丽 审核 聂晶)", {("祝文", R), ("谭志强", P)}),
        ("关键词:民政,社会工作责任编辑:王日成", {("王日成", E)}),
    ],
)
def test_bylines_of_many_layouts(text: str, expected: set[tuple[str, str]]) -> None:
    assert bylines(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "本报记者",
        "本报记者 摄",
        "新华社发",
        "(本报评论员)",
        "(完)",
        "(图片由社区提供)",
        "图为活动现场。受访者供图",
        "记者看到,居民们都来了。",
        "据记者了解,本报记者从会上获悉,试点已经启动。",
        "记者:张局长,您好。",
        "某某杂志社编辑部执行主编李明在接受采访时说:“很好。”",
        "市委宣传部部长李明表示,要加强领导。",
        "来源:某某新闻网 编辑:某某新闻网",
        "校对:李明",
        "志愿者在广场进行拍摄",
    ],
)
def test_no_byline_without_a_name_in_a_place_for_it(text: str) -> None:
    assert bylines(text) == set()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("校对:李明", ["李明"]),
        ("编辑:赵强 审核:李明 王小红", ["赵强", "李明", "王小红"]),
        ("一审:李明 二审:王小红 三审:赵强", ["李明", "王小红", "赵强"]),
        ("责编:赵强监制:李明", ["赵强", "李明"]),
        ("审核:办公室", []),
    ],
)
def test_people_named_beside_the_authors_are_persons_and_no_authors(text: str, named: list[str]) -> None:
    article = article_from_text("a", text)
    assert [mention.thing for mention in find_bylines(article)] == named
    authors = {byline.person for byline in read_bylines(Page(article, list(find_bylines(article))))}
    assert authors == set(named) & {"赵强"} - ({"赵强"} if "三审" in text else set())


def test_a_byline_knows_its_medium_but_not_one_s_own_paper() -> None:
    article = article_from_text("a", "现场。某某网记者李明 摄\n现场。本报记者王小红 摄")
    media = {byline.mention.thing: byline.organization for byline in signatures(article)}
    assert media["李明"] is not None
    assert media["李明"].of(article.text) == "某某网"
    assert media["王小红"] is None


def test_the_mention_is_the_name_alone_and_the_key_leaves_out_the_space() -> None:
    article = article_from_text("a", "(记者 张 翼)")
    (mention,) = find_bylines(article)
    assert (mention.kind, mention.span.of(article.text), mention.thing, mention.rule) == (
        Kind.PERSON,
        "张 翼",
        "张翼",
        "byline",
    )


def test_the_reader_gives_each_role_once_with_the_raw_characters_of_the_byline() -> None:
    raw = "現場。某某網記者李明 攝\n現場。某某網記者李明 攝\n(責編:趙強)\n與會專家圍繞基層治理進行討論。"
    article = article_from_text("a", raw)
    found = list(read_bylines(Page(article, list(find_bylines(article)))))
    assert [(byline.person, byline.role) for byline in found] == [("李明", P), ("赵强", E)]
    assert found[0].evidence.span.of(raw) == "某某網記者李明 攝"


def test_many_reporters_in_a_row_take_no_time_worth_telling() -> None:
    signatures(article_from_text("a", "记者" * 5_000 + "摄"))
    signatures(article_from_text("a", "(记者 " + "李明、" * 5_000 + "摄"))
    signatures(article_from_text("a", "某某网" * 3_000 + "记者"))
