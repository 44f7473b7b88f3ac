"""Posts in sentences that are composed of bodies, titles and names: every body with each of its titles, and lists.

What a person of the genre holds is told by a body and a title of it; the reader must join them whatever division stands
before, whatever name behind, and whoever is listed beside.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.article import article_from_text
from kg.finders import find
from kg.readers import read

NAMES = (
    "李明远",
    "王建国",
    "张晓红",
    "欧阳华",
    "高健",
    "方强",
    "石磊",
    "何文",
    "常乐",
    "管平",
    "安娜",
    "于洋",
    "司马文",
    "余胜利",
)
DIVISIONS = (
    "合肥市",
    "安徽省合肥市庐阳区",
    "永嘉县",
    "内蒙古自治区包头市",
    "浦东新区",
    "达拉特旗",
    "都江堰市",
    "恩施州",
)
SITES = ("玉泉街道", "桃花镇", "三河镇", "石板滩街道")
OF_DIVISIONS = {
    "委": ("书记", "副书记", "常委", "副秘书长"),
    "委组织部": ("部长", "常务副部长", "四级调研员"),
    "委社会工作部": ("部长", "一级主任科员"),
    "委政法委": ("书记", "常务副书记"),
    "委党校": ("常务副校长", "副教授"),
    "委老干部局": ("局长",),
    "人大常委会": ("主任", "党组书记"),
    "政协": ("主席", "秘书长"),
    "民政局": ("局长", "副局长", "四级调研员"),
    "民政局基层政权和社区治理科": ("科长", "负责人"),
    "城市管理局": ("党委书记", "副局长"),
    "数据局": ("局长",),
    "公安局治安大队": ("大队长",),
    "人民法院民事审判庭": ("庭长",),
    "人民检察院": ("检察长", "检察官"),
    "妇联": ("主席",),
    "慈善总会": ("会长",),
    "物业管理协会": ("会长", "秘书长"),
    "消防救援大队": ("大队长", "教导员"),
    "融媒体中心": ("主任", "总编辑"),
    "第一中学": ("校长", "党委书记"),
    "人民医院": ("院长",),
    "城投集团": ("董事长",),
}
OF_SITES = {
    "党工委": ("书记", "宣传委员"),
    "办事处": ("主任", "副主任"),
    "人大工委": ("主任",),
    "综合执法队": ("队长",),
    "社区治理办公室": ("主任",),
    "党群服务中心": ("主任",),
    "司法所": ("所长",),
    "派出所": ("教导员", "民警"),
    "红星社区党委": ("书记",),
    "红星社区居委会": ("主任", "委员"),
    "红星社区": ("党委书记", "网格员"),
    "长安村": ("第一书记", "村委会主任"),
}
WHOLE = {
    "民政部基层政权建设和社区治理司": ("司长", "处长"),
    "中国社会科学院社会发展战略研究院": ("院长", "研究员"),
    "清华大学社会学系": ("教授", "主任"),
    "中国社区发展协会": ("会长", "秘书长"),
    "北京市协作者社会工作发展中心": ("总干事",),
    "万科物业发展股份有限公司": ("副总裁",),
    "北京大成(合肥)律师事务所": ("高级合伙人",),
    "人民网安徽频道": ("总编辑",),
}
ENDS = ("出席活动。", "说,要为居民服务。", "介绍了相关情况。", "主持会议。")


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, str, str]:
    """What stands before a body, the body, and one of its titles."""
    before, kinds = draw(st.sampled_from(((DIVISIONS, OF_DIVISIONS), (SITES, OF_SITES), (("",), WHOLE))))
    division = draw(st.sampled_from(DIVISIONS)) if before is SITES else ""
    body = draw(st.sampled_from(sorted(kinds)))
    return division + draw(st.sampled_from(before)), body, draw(st.sampled_from(kinds[body]))


def held(text: str) -> dict[str, str]:
    """Body and title together by the name of who holds the post: 党委|书记 and |党委书记 are one."""
    article = article_from_text("composed", text)
    found = read(article, find(article))
    names = {person.key: person.name for person in found.persons}
    return {names[post.person]: f"{post.organization}{post.title}" for post in found.memberships}


@given(bodies(), st.sampled_from(NAMES), st.sampled_from(ENDS))
@settings(max_examples=150, deadline=None)
def test_a_title_is_held_in_the_body_before_it(body: tuple[str, str, str], name: str, end: str) -> None:
    post = "".join(body)
    assert held(f"{post}{name}{end}") == {name: post}


@given(
    st.lists(bodies(), min_size=2, max_size=4, unique_by=lambda body: body[1]),
    st.permutations(NAMES),
    st.sampled_from("、,"),
    st.sampled_from(("", "(女)", "(回族)")),
)
@settings(max_examples=100, deadline=None)
def test_everybody_in_a_list_holds_what_stands_before_the_name(
    listed: list[tuple[str, str, str]], names: list[str], mark: str, note: str
) -> None:
    posts = {name: "".join(body) for name, body in zip(names, listed, strict=False)}
    text = mark.join(f"{post}{name}{note}" for name, post in posts.items())
    assert held(f"会上,{text}等参加座谈。") == posts
