"""Copies of one article: forty reprints are one witness, and two articles on one matter are two."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from kg.copies import are_copies, bands, runs
from kg.questions import ask_named
from kg.rdf import article_iri
from kg.rdf import vocabulary as v
from kg.store import Store
from tests.samples import sample
from tests.test_identity import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model import Reading

FORUM = "第三届湖畔社区治理论坛"
BODY = (
    "5月6日,第三届湖畔社区治理论坛在湖州大剧院举行,来自各地的社区工作者和居民代表参加。"
    "湖州市民政局局长王宁在致辞中表示,社区治理要依靠居民,也要依靠社会组织,好办法都是从院坝里商量出来的。"
    "论坛期间,与会者走访了三个老旧小区,看了加装电梯、停车管理和养老食堂的做法,并同楼组长座谈。"
    "主办方介绍,今年将把居民议事的经验编成手册,送到每一个社区,下半年再请大家回来评一评做得怎么样。"
    "湖州大学教授赵敏作了题为《邻里之间》的主旨演讲,她认为邻里相识是治理的起点,数字工具只是帮手。"
)
OTHER = (
    "湖畔论坛昨天落幕,我们跟着一位楼组长走了一圈。她家住在六楼,为电梯的事开过十一次会,"
    "最难的不是钱,是一楼两户人家怕挡光。后来大家把图纸贴在单元门口,谁有话都写在上面,一个月写满三张。"
    "王宁局长来看的时候,只问了一句:那两户现在说什么?楼组长答:他们先签的字。"
    "这样的故事,在论坛上讲了二十几个,没有一个是顺顺当当办成的,也没有一个是谁下命令办成的。"
)


def article(doc: str, text: str = BODY, published: str | None = None) -> Reading:
    whole = sample(doc, people={"王宁": (HEAD,)}, events={FORUM: "2023-05-06"}, at={"王宁": FORUM}, raw=text)
    return replace(whole, published=published)


def reprint(number: int) -> str:
    """The text with another headline, without or with another byline, and now and then a sentence more."""
    chance = random.Random(number)
    title = f"湖畔论坛{'热议' * chance.randrange(3)}社区治理{number}\n"
    byline = chance.choice(["", "(记者 李芳)\n", f"来源:某网{number}\n"])
    more = chance.choice(["", f"据悉,下一届论坛将在第{number}个城市举行,时间另行通知。", "本报将继续关注。"])
    return f"{title}{byline}{BODY}{more}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "graph") as opened:
        yield opened


def firsts(store: Store) -> dict[str, str]:
    return {doc: store.copies.first(doc) for doc in store.docs()}


def in_graph(store: Store) -> dict[str, str]:
    quads = store.dataset.quads_for_pattern(None, v.VERSION_OF, None)
    return {str(quad.subject): str(quad.object) for quad in quads}


def test_forty_reprints_are_one_witness(store: Store) -> None:
    list(store.add_all(article(f"文{n:02}", reprint(n), f"2023-05-{7 + n % 20:02}") for n in range(40)))
    store.add(article("他", OTHER))
    assert set(firsts(store).values()) == {"文00", "他"}
    rows = ask_named(store, "sources", {}).rows
    assert {row[-2:] for row in rows} == {("2", "41")}
    table = ask_named(store, "who-spoke", {"person": "王宁"})
    assert [row[-1] for row in table.rows] == ["他", "文00"]


def test_each_copy_points_at_the_first_by_date_and_the_first_at_nothing(store: Store) -> None:
    days = {"甲": "2023-05-08", "乙": "2023-05-07", "丙": None}
    list(store.add_all(article(doc, f"{doc}报\n{BODY}", day) for doc, day in days.items()))
    assert in_graph(store) == {str(article_iri(doc)): str(article_iri("乙")) for doc in "甲丙"}
    store.add(article("丁", f"丁报\n{BODY}", "2023-05-06"))
    assert in_graph(store) == {str(article_iri(doc)): str(article_iri("丁")) for doc in "甲乙丙"}
    store.remove("丁")
    assert set(in_graph(store).values()) == {str(article_iri("乙"))}


def test_an_article_that_says_something_else_is_no_copy_any_more(store: Store) -> None:
    list(store.add_all(article(doc, f"{doc}报\n{BODY}") for doc in "甲乙"))
    assert len(set(firsts(store).values())) == 1
    store.add(article("乙", OTHER))
    assert firsts(store) == {"甲": "甲", "乙": "乙"}
    assert in_graph(store) == {}


def test_a_chain_holds_without_the_article_in_its_middle_only_where_its_ends_are_near(store: Store) -> None:
    list(store.add_all(article(f"文{n}", reprint(n)) for n in range(6)))
    assert len(set(firsts(store).values())) == 1
    store.remove("文0")
    assert set(firsts(store).values()) == {"文1"}


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_the_order_of_articles_does_not_matter(store: Store, order: tuple[int, ...]) -> None:
    texts = [*(reprint(n) for n in range(3)), OTHER]
    list(store.add_all(article(f"文{n}", texts[n]) for n in order))
    assert firsts(store) == {"文0": "文0", "文1": "文0", "文2": "文0", "文3": "文3"}


def test_a_copy_in_traditional_script_is_a_copy() -> None:
    from opencc import OpenCC

    assert are_copies(runs(BODY), runs(OpenCC("s2tw").convert(BODY)))


@pytest.mark.parametrize("text", ["", "短讯。", "照片" * 9])
def test_what_is_too_short_is_nobodys_copy(text: str) -> None:
    assert bands(runs(text)) == []
    assert not are_copies(runs(text), runs(text))


def test_two_notices_of_one_form_are_two() -> None:
    def notice(name: str, post: str, year: str) -> str:
        return (
            f"{name},男,汉族,{year}年生,大学学历,中共党员,现任{post},拟任上一级职务。公示期为五个工作日,受理电话见下。"
        )

    one = notice("王建军", "湖州市民政局办公室主任科员兼机关党委委员", "1979")
    other = notice("李明", "长兴县夹浦镇人民政府副镇长、三级主任科员", "1985")
    assert not are_copies(runs(one * 1 + "张三"), runs(other))


def test_near_texts_share_a_band_and_far_ones_do_not() -> None:
    own = set(bands(runs(BODY)))
    assert all(own & set(bands(runs(reprint(number)))) for number in range(40))
    assert not own & set(bands(runs(OTHER)))


def test_signatures_are_those_that_stores_hold() -> None:
    """Where this fails after an upgrade of the library, the tables of stores need a new version."""
    assert bands(runs(BODY))[:2] == [4533488680901655296, -2927535383498357957]
