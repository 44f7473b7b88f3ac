"""Which names are initiatives, of what type, who proposes them, and the rolls they are put on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.finders.works import find_works
from kg.grammar.initiative_words import type_of
from kg.model import Article, Evidence, InitiativeType, Kind, Membership, Mention, Status
from kg.page import Page
from kg.readers.initiatives import describe_initiatives, read_recognitions
from kg.readers.proposals import read_proposals
from kg.text import OffsetMap, Span, narrow
from tests.notation import marked

L, R, P, M, W = (
    InitiativeType.LIST,
    InitiativeType.REPORT,
    InitiativeType.POLICY,
    InitiativeType.MODEL,
    InitiativeType.METHOD,
)
PROGRAMME, PLATFORM, CASE, RESEARCH = (
    InitiativeType.PROGRAMME,
    InitiativeType.PLATFORM,
    InitiativeType.CASE,
    InitiativeType.RESEARCH,
)


def page_of(notation: str) -> Page:
    """A page with the marked mentions, and the initiatives that are found among them."""
    text, mentions = marked(notation)
    article = Article("example", text, text, OffsetMap())
    return Page(article, [*mentions, *find_works(article, mentions)])


def initiatives(notation: str) -> list[tuple[str, InitiativeType]]:
    page = page_of(notation)
    facts = list(read_recognitions(page, []))
    return [(initiative.name, initiative.type) for initiative in describe_initiatives(page, facts)]


def proposals(notation: str) -> list[tuple[str, str]]:
    return [(proposal.proposer, proposal.initiative) for proposal in read_proposals(page_of(notation), [])]


def recognitions(notation: str) -> list[tuple[str, str]]:
    return [(found.initiative, found.roll) for found in read_recognitions(page_of(notation), [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # in 《》
        ("发布了《2023年度社区服务优秀案例名单》。", [("2023年度社区服务优秀案例名单", L)]),
        ("发布《甲市社区治理蓝皮书》。", [("甲市社区治理蓝皮书", R)]),
        ("印发《关于加强社区工作者队伍建设的意见》。", [("关于加强社区工作者队伍建设的意见", P)]),
        ("落实《甲市养犬管理条例》。", [("甲市养犬管理条例", P)]),
        ("乙区推荐的《小巷里的议事桌》入选。", [("小巷里的议事桌", CASE)]),
        ("案例《“微网格”激活大治理》引人注目。", [("“微网格”激活大治理", CASE)]),
        ("印发《甲市落实〈社区服务规划〉实施方案》。", [("甲市落实〈社区服务规划〉实施方案", P)]),
        # in “”, with the type word inside or behind
        ("总结出“四步走访工作法”。", [("四步走访工作法", W)]),
        ("形成“枫林模式”。", [("枫林模式", M)]),
        ("启动“暖冬行动”。", [("暖冬行动", PROGRAMME)]),
        ("实施“青苗计划”。", [("青苗计划", PROGRAMME)]),
        ("市民可在“民声留言板”提问。", [("民声留言板", PLATFORM)]),
        ("承担“超大社区分类治理研究课题”。", [("超大社区分类治理研究课题", RESEARCH)]),
        ("推行“板凳会”工作法。", [("“板凳会”工作法", W)]),
        ("擦亮“邻里红”党建品牌。", [("“邻里红”党建品牌", PROGRAMME)]),
        ("上线“随手办”小程序。", [("“随手办”小程序", PLATFORM)]),
        ("以“党建+物业”的模式推进。", [("党建+物业", M)]),
        ("开展“邻里守望”活动。", [("邻里守望", PROGRAMME)]),
        ("提出“三步走”战略。", [("“三步走”战略", P)]),
        ("高居“最美乡村”榜首。", [("最美乡村", L)]),
        ("获“全国文明村”称号。", [("全国文明村", L)]),
        ("公布“2025年全省社区治理典型案例”名单。", [("2025年全省社区治理典型案例", L)]),
        ("推出“红管家”、“蓝管家”等服务品牌。", [("红管家", PROGRAMME), ("蓝管家", PROGRAMME)]),
        ("近日，甲市首创“民情地图”。", [("民情地图", PROGRAMME)]),
        # without marks
        ("“小巷议事”模式入选2025全国社区治理创新案例。", [("“小巷议事”模式", M), ("2025全国社区治理创新案例", L)]),
        ("“青苗计划”荣获第三届地方政府创新奖。", [("青苗计划", PROGRAMME), ("第三届地方政府创新奖", L)]),
        # … but not where who is on the roll is no initiative
        ("社区获评全国民主法治示范社区。", []),
        ("出台了全省首部社区养老服务促进条例。", [("社区养老服务促进条例", P)]),
        ("总结提炼了板凳议事工作法。", [("板凳议事工作法", W)]),
        ("开展了美丽楼道创建活动。", [("美丽楼道创建活动", PROGRAMME)]),
        ("有甲市推行楼栋微自治破解停车难、乙县搭建乡村议事厅办好身边事等十个案例入选。",
         [("甲市推行楼栋微自治破解停车难", CASE), ("乙县搭建乡村议事厅办好身边事", CASE)]),
    ],
)  # fmt: skip
def test_a_name_is_an_initiative_of_its_type(text: str, expected: list[tuple[str, InitiativeType]]) -> None:
    assert initiatives(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "打通服务群众的“最后一公里”。",
        "把“小马拉大车”的问题治好。",
        "坚持“共建共治共享”原则。",
        "既要“做好”，也要“讲好”。",
        "主题为“党建引领，打造社区治理新模式”。",
        "就“探索社区治理新路径”进行分享。",
        "以“让群众满意的工作机制”为题作主旨演讲。",
        "作题为《社区治理的中国经验》的报告。",
        "《甲市日报》记者李思齐摄影。",
        "《社区》杂志社副总编辑主持。",
        "合唱歌曲《明天会更好》响起。",
        "双方签订《社区共建合作协议》。",
        "启动“2025年典型案例征集活动”。",
        "“首届邻里文化论坛”开幕。",
        "开展各类志愿服务活动。",
        "制定了相关实施方案。",
        "获得居民一致好评。",
        "探索治理模式，建立长效机制。",
        "吃“大锅饭”的日子过去了。",
    ],
)
def test_other_names_and_words_are_none(text: str) -> None:
    assert initiatives(text) == []


def test_names_that_differ_in_marks_are_one_initiative() -> None:
    text = "公布“甲市社区治理十佳案例”名单。小巷议事会入选甲市社区治理十佳案例。后又提到《甲市社区治理十佳案例》。"
    found = list(describe_initiatives(page_of(text), []))
    assert [(initiative.name, len(initiative.mentions)) for initiative in found] == [("甲市社区治理十佳案例", 3)]


def test_a_longer_name_that_ends_in_the_shorter_one_is_the_same() -> None:
    text = "甲市开展了党建引领美丽楼道创建活动。“美丽楼道”创建活动深入人心。"
    found = list(describe_initiatives(page_of(text), []))
    assert [(i.name, i.other_names) for i in found] == [("党建引领美丽楼道创建活动", ("“美丽楼道”创建活动",))]


def test_names_inside_organizations_and_persons_are_left_alone() -> None:
    assert initiatives("‹甲报社《城乡平台》编辑部|机构›举办。‹“红色行动”服务队|机构›成立。") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‹乙区民政局|机构›推荐的《小巷议事》获好评。", [("乙区民政局", "小巷议事")]),
        ("‹乙区|地点›申报的《小巷议》、‹丙县|地点›选送的《大院管》。", [("乙区", "小巷议"), ("丙县", "大院管")]),
        ("‹乙区委|机构›、‹乙区政府|机构›报送的《小巷议事》。", [("乙区委", "小巷议事"), ("乙区政府", "小巷议事")]),
        ("‹甲网|机构›“民声留言板”开通。", [("甲网", "民声留言板")]),
        ("‹甲市|地点›的“暖冬行动”持续推进。", [("甲市", "暖冬行动")]),
        ("‹甲协会|机构›与‹乙杂志社|机构›联合发布《社区服务报告》。",
         [("甲协会", "社区服务报告"), ("乙杂志社", "社区服务报告")]),
        ("‹甲网|机构›发布了《社区名单》和《社区服务报告》。", [("甲网", "社区名单"), ("甲网", "社区服务报告")]),
        ("去年，‹甲市|地点›率先推出了“板凳会”工作法。", [("甲市", "“板凳会”工作法")]),
        ("在‹甲省民政厅|机构›指导下，‹乙区|地点›开展了美丽楼道创建活动。", [("乙区", "美丽楼道创建活动")]),
        ("‹乙区|地点›在‹甲省民政厅|机构›指导下开展了美丽楼道创建活动。", [("乙区", "美丽楼道创建活动")]),
        ("《社区服务报告》由‹甲大学|机构›编制。", [("甲大学", "社区服务报告")]),
        ("‹甲市|地点›出台《甲市社工站建设实施方案》。‹乙县|地点›到我市学习“板凳会”工作法。‹甲市|地点›很大。",
         [("甲市", "甲市社工站建设实施方案"), ("甲市", "“板凳会”工作法")]),
        ("‹甲社区|地点›干部群众一起以“板凳会”工作法解难题。", [("甲社区", "“板凳会”工作法")]),
        ("‹甲社区|地点›成功创建“全国和谐示范社区”。", []),
        # a person's own, or told of nobody; the sentence before is no subject, nor the place where a law holds
        ("‹甲市|地点›人口众多。为此创新推行“板凳会”工作法。", []),
        ("随着《‹甲市|地点›物业管理条例》的施行，邻里少了纠纷。", []),
        ("‹张文远|人物›提出板凳议事工作法。", []),
        ("学者们总结了“枫林模式”。", []),
        ("‹乙区|地点›入选“全国文明村”名单。", []),
    ],
)  # fmt: skip
def test_who_proposes(text: str, expected: list[tuple[str, str]]) -> None:
    assert proposals(text) == expected


def test_a_place_is_a_proposer_of_its_own_kind() -> None:
    found = list(read_proposals(page_of("‹甲市|地点›实施“青苗计划”，‹甲网|机构›发布《社区名单》。"), []))
    assert [proposal.proposer_kind for proposal in found] == [Kind.PLACE, Kind.ORGANIZATION]


def test_what_has_no_subject_is_nobodys_not_the_places_that_the_article_is_about() -> None:
    text = "‹甲市|地点›有社区。‹甲市|地点›有老人。‹甲市|地点›有孩子。\n实施“青苗计划”，成效初显。"
    assert proposals(text) == []


def test_what_we_do_is_the_speakers_organizations() -> None:
    page = page_of("‹周一鸣|人物›：进门问需求，我们社区以“互联网+议事”的模式开会。")
    post = Membership("周一鸣", "甲社区党委", "书记", Status.CURRENT, Evidence("example", Span(0, 1), "example"))
    assert [p.proposer for p in read_proposals(page, [post])] == ["甲社区党委"]
    assert list(read_proposals(page, [])) == []


def test_a_listed_case_is_that_of_the_place_it_opens_with() -> None:
    text = "其中‹甲市|地点›推行楼栋微自治破解停车难、‹乙县|地点›搭建乡村议事厅办好身边事等案例入选。"
    assert proposals(text) == [("甲市", "甲市推行楼栋微自治破解停车难"), ("乙县", "乙县搭建乡村议事厅办好身边事")]


ROLL = "2025全国社区治理典型案例"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"《小巷议事》入选{ROLL}。", [("小巷议事", ROLL)]),
        (f"甲区推荐的《小巷议事》，乙区推荐的《大院管家》等100个案例入选{ROLL}。",
         [("小巷议事", ROLL), ("大院管家", ROLL)]),
        (f"“板凳会”工作法被评为“{ROLL}”。", [("“板凳会”工作法", ROLL)]),
        ("“青苗计划”荣获第三届地方政府创新奖。", [("青苗计划", "第三届地方政府创新奖")]),
        ("“板凳会”工作法获“全国创新案例”称号。", [("“板凳会”工作法", "全国创新案例")]),
        (f"“{ROLL}”名单公布，《小巷议事》榜上有名。", [("小巷议事", ROLL)]),
        (f"近日，“{ROLL}”名单公布。甲区《小巷议事》入选。", [("小巷议事", ROLL)]),
        (f"会议授予“板凳会”工作法“{ROLL}”称号。", [("“板凳会”工作法", ROLL)]),
        (f"在“暖冬行动”评比中，《小巷议事》入选{ROLL}。", [("小巷议事", ROLL)]),
        (f"甲市推行楼栋微自治破解停车难、乙县搭建乡村议事厅办好身边事等案例获得{ROLL}。",
         [("甲市推行楼栋微自治破解停车难", ROLL), ("乙县搭建乡村议事厅办好身边事", ROLL)]),
        # a community on a roll is no initiative; a roll is put on none
        ("甲社区获评全国民主法治示范社区。", []),
        (f"《小巷议事》发布，“{ROLL}”名单公布。", []),
        ("《小巷议事》获得居民一致好评。", []),
    ],
)  # fmt: skip
def test_what_is_put_on_which_roll(text: str, expected: list[tuple[str, str]]) -> None:
    assert recognitions(text) == expected


def test_the_longest_word_at_the_end_tells_the_type() -> None:
    assert type_of("社区服务行动计划") is P
    assert type_of("暖冬计划") is PROGRAMME
    assert type_of("民声", "”小程序上线") is PLATFORM
    assert type_of("民声") is PROGRAMME


PIECES = [
    "“",
    "”",
    "《",
    "》",
    "工作法",
    "社区",
    "入选",
    "案例",
    "、",
    "等",
    "，",
    "。",
    "\n",
    "行动",
    "甲市",
    "推荐的",
    "发布",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_mentions_nest_and_map_back(pieces: list[str]) -> None:
    text = narrow("".join(pieces))
    article = Article("example", text, text, OffsetMap())
    places = [
        Mention(Kind.PLACE, Span(i, i + 2), "甲市", "example") for i in range(len(text)) if text[i : i + 2] == "甲市"
    ]
    found = [*places, *find_works(article, places)]
    for one in found:
        assert one.span.of(text)
        for other in found:
            first, second = sorted((one.span, other.span))
            assert second.end <= first.end or second.start >= first.end or first.start == second.start
    page = Page(article, found)
    for proposal in read_proposals(page, []):
        assert proposal.evidence.span.of(text)
    assert {found.initiative for found in read_recognitions(page, [])} <= {m.thing for m in found}
