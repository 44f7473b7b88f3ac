"""Events: what counts as one, what it is called, and when and where it was."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.article import load
from kg.finders import find
from kg.finders.events import find_events
from kg.grammar.event_names import type_of
from kg.grammar.event_subjects import names_of_interview
from kg.grammar.same_events import is_same_event
from kg.model import Article, Event, EventType, Kind, Mention
from kg.page import Page
from kg.readers.events import describe_events
from kg.text import OffsetMap, Span, narrow

SHARED = Path(__file__).parents[2] / "shared"


def article(text: str, title: str | None = None, published: str | None = None) -> Article:
    text = narrow(text)
    return Article("doc", text, text, OffsetMap(), title=title, published=published)


def named(text: str, title: str | None = None) -> list[str]:
    """The events of a text, without what is only cited, each once."""
    mentions = find_events(article(text, title), [])
    return list(dict.fromkeys(m.thing for m in mentions if m.rule != "event_cited"))


def described(text: str, title: str | None = None, published: str | None = None, **codes: str) -> list[Event]:
    """The events of a text in which these places are marked."""
    source = article(text, title, published)
    places = [
        Mention(Kind.PLACE, Span(*match.span()), name, "test", code=code)
        for name, code in codes.items()
        for match in re.finditer(name, source.text)
    ]
    page = Page(source, [*places, *find_events(source, places)])
    return list(describe_events(page, ()))


# Gatherings: the name begins behind the verb, the place or the host, and takes in year, ordinal, 暨 and quotations.
GATHERINGS = {
    "5月18日,第六届县域治理创新论坛在昆山举行。": "第六届县域治理创新论坛",
    "日前,由市社科联主办的2022年度城市更新与社区营造论坛落下帷幕": "2022年度城市更新与社区营造论坛",
    "他应邀出席第三届全国网格化治理高峰论坛并作报告。": "第三届全国网格化治理高峰论坛",
    "“第四届乡村善治论坛”在福州举办。": "第四届乡村善治论坛",
    "10月12日，“数字赋能・共治未来”基层治理沙龙在园区举行。": "“数字赋能·共治未来”基层治理沙龙",
    "首届长三角社会治理创新大会暨优秀案例发布会在嘉兴开幕。": "首届长三角社会治理创新大会暨优秀案例发布会",
    "省委召开全省党建引领基层治理工作推进会,部署下一步工作。": "全省党建引领基层治理工作推进会",
    "3月2日下午,全市信访工作联席会议第一次全体会议召开。": "全市信访工作联席会议第一次全体会议",
    "市政府新闻办举行“喜迎新春”系列新闻发布会第三场。": "“喜迎新春”系列新闻发布会",
    "8月9日，市民政局召开养老服务工作座谈会。": "养老服务工作座谈会",
    "中国社区发展协会2021年年会在南昌召开。": "中国社区发展协会2021年年会",
    "全国社会工作者职业能力提升培训班在太原开班。": "全国社会工作者职业能力提升培训班",
    "为期三天的2023年全省社区书记示范培训班圆满结束。": "2023年全省社区书记示范培训班",
    "“红色物业”研修班(第二期)在区委党校开班。": "“红色物业”研修班(第二期)",
    "1月6日,志愿服务中心揭牌仪式在文化广场举行。": "志愿服务中心揭牌仪式",
    "区政府与民政职业大学战略合作签约仪式举行": "区政府与民政职业大学战略合作签约仪式",
    "11月3日,“邻里一家亲”社区文化节启动仪式在社区广场隆重举行。": "“邻里一家亲”社区文化节启动仪式",
    "首届社区邻里节暨志愿服务项目展示活动将于5月举行。": "首届社区邻里节暨志愿服务项目展示活动",
    "2020年度全国社会治理创新案例颁奖典礼在北京大学举办": "2020年度全国社会治理创新案例颁奖典礼",
    "与会人员参加了“平安建设与市域治理”学术研讨会。": "“平安建设与市域治理”学术研讨会",
    "2024城市日主场活动暨第四届可持续发展大会在沪开幕": "2024城市日主场活动暨第四届可持续发展大会",
    "6月1日,2023年社会工作主题宣传周活动正式启动。": "2023年社会工作主题宣传周活动",
    "镇党委书记做客“有事好商量”访谈，与网友交流。": "“有事好商量”访谈",
    "全市优秀社区工作者表彰大会隆重举行": "全市优秀社区工作者表彰大会",
    "在第十届中国慈善年会上,他作了发言。": "第十届中国慈善年会",
    "来自各地的代表共200人参加了第二期社会组织负责人研讨班。": "第二期社会组织负责人研讨班",
    "2019年全国“最美社区工作者”推选活动自3月开展以来反响热烈。": "2019年全国“最美社区工作者”推选活动",
    "昨日，高新区“双报到”工作现场推进会在桂花园社区召开": "高新区“双报到”工作现场推进会",
    "记者从全市民政工作会议上获悉,今年将新建一批服务站。": "全市民政工作会议",
    "市长主持召开市政府第15次常务会议,研究养老工作。": "市政府第15次常务会议",
    "学习贯彻党的二十大精神专题研讨班在省委党校开班。": "学习贯彻党的二十大精神专题研讨班",
    "6月9日,第五届“蓝马甲”助老行动论坛在社区礼堂上演。": "第五届“蓝马甲”助老行动论坛",
    "首届“红管家·物业党建论坛”在青岛举行。": "首届“红管家·物业党建论坛”",
    "8月2日,“社工、义工、居民协商议事大会”在街道举行。": "社工、义工、居民协商议事大会",
    "第三届浙北社区治理年会学术专场暨案例分享会(2021)在湖州举办。": "第三届浙北社区治理年会学术专场暨案例分享会(2021)",
    "全面从严治党工作会议在市委礼堂召开。": "全面从严治党工作会议",
    "第八届“为民服务 向善而行”公益创投大赛决赛举行": "第八届“为民服务 向善而行”公益创投大赛",
}

# No events: kinds of meetings, habits, institutions, plans, what is only a word in another word.
NO_EVENTS = [
    "会议室里坐满了人,大家先后召开多次会议。",
    "进一步完善居民代表会议、民主听证会等制度。",
    "建立联席会议制度,定期召开调度会。",
    "社区经常开展文体活动、志愿服务活动。",
    "通过座谈会、恳谈会等形式听取意见。",
    "全国人民代表大会常务委员会的委员们",
    "这需要全社会议事协商,委员会议定事项要公开。",
    "社会上对此议论纷纷。",
    "他长期从事调研工作,完成调研报告二十篇。",
    "要发布更多便民消息,启动应急预案。",
    "双方签订合作协议。",
    "居民活动中心和会议室免费开放。",
    "组织党员干部参加培训、参观展览。",
    "论坛报记者采访了他。",
    "有关部门将召开新闻发布会。",
    "活动丰富多彩,会议很多。",
]


@pytest.mark.parametrize(("sentence", "name"), GATHERINGS.items())
def test_gathering_is_found_by_its_name(sentence: str, name: str) -> None:
    assert named(sentence) == [name]


@pytest.mark.parametrize("sentence", NO_EVENTS)
def test_kinds_of_meetings_are_no_events(sentence: str) -> None:
    assert named(sentence) == []


# Acts: what is released, launched, signed or unveiled at a gathering, or on a day.
ACTS = {
    "9月4日,研究院发布《中国县域治理报告(2022)》。": "《中国县域治理报告(2022)》发布",
    "9月4日,课题组正式发布了“2022基层治理创新案例”名单。": "“2022基层治理创新案例”名单发布",
    "9月4日,《社区治理蓝皮书》在会上首发。": "《社区治理蓝皮书》发布",
    "9月4日,协会启动“强基工程”三年行动计划。": "“强基工程”三年行动计划启动",
    "9月4日,“社工点亮社区”项目正式启动。": "“社工点亮社区”项目启动",
    "9月4日,区委党校与师范大学签署了基层治理人才培养合作协议。": "基层治理人才培养合作协议签订",
    "9月4日,大会公布2021年度社会组织评估等级名单。": "2021年度社会组织评估等级名单发布",
}


@pytest.mark.parametrize(("sentence", "name"), ACTS.items())
def test_act_is_named_by_its_object_and_verb(sentence: str, name: str) -> None:
    assert name in named(sentence)


def test_two_reports_are_two_releases() -> None:
    text = "6月7日,第五届社区论坛在宁波举行。论坛上,协会发布了《甲地治理报告》和《乙地治理指数》。"
    assert named(text)[1:] == ["《甲地治理报告》发布", "《乙地治理指数》发布"]


def test_what_is_issued_in_passing_is_no_act() -> None:
    assert named("国务院发布的《关于加强社区治理的意见》提出了要求。我国启动“雪亮工程”多年。") == []


def test_act_takes_date_and_venue_from_its_gathering() -> None:
    text = "2021年4月9日,第二届慈善论坛在长沙大剧院举行。论坛上,协会发布《慈善报告》,基金会启动“银龄计划”。"
    events = {event.name: event for event in described(text)}
    for name in ("《慈善报告》发布", "“银龄计划”启动"):
        assert (events[name].date, events[name].venue) == ("2021-04-09", "长沙大剧院")
    assert events["《慈善报告》发布"].type is EventType.RELEASE
    assert events["“银龄计划”启动"].type is EventType.LAUNCH


def test_unveiling_is_an_act_of_the_institution() -> None:
    source = article("5月6日,第三届治理论坛在珠海举行。会上,为湾区治理研究院揭牌。")
    start = source.text.index("湾区")
    body = Mention(Kind.ORGANIZATION, Span(start, start + 7), "湾区治理研究院", "test")
    assert "湾区治理研究院揭牌" in [m.thing for m in find_events(source, [body])]


# Words that point back mean the event that the text was speaking of.
FORUM = "7月1日,第七届社区发展论坛在西安举行。"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("论坛上,专家作了报告。", "论坛"),
        ("本届论坛由协会主办。", "本届论坛"),
        ("会上,李明致辞。", "会"),
        ("活动现场,气氛热烈。", "活动"),
        ("会议指出,要抓好落实。", "会议"),
        ("此次活动吸引了百余人。", "此次活动"),
        ("近百人参加论坛。", "论坛"),
        ("社区发展论坛的召开,意义重大。", "社区发展论坛"),
        ("圆桌对话由张华主持。", "圆桌对话"),
        ("开幕式上,王强讲话。", "开幕式"),
    ],
)
def test_pointing_words_mean_the_event_before(sentence: str, words: str) -> None:
    source = article(FORUM + "\n" + sentence)
    mentions = [m for m in find_events(source, []) if m.span.start > len(FORUM)]
    assert [(m.span.of(source.text), m.thing) for m in mentions] == [(words, "第七届社区发展论坛")]


def test_general_words_do_not_point_back() -> None:
    source = article(FORUM + "\n要用好论坛、会议等平台,办好各类活动。")
    assert [m for m in find_events(source, []) if m.span.start > len(FORUM)] == []


def test_short_form_in_the_headline_means_the_full_name() -> None:
    text = "社区治理论坛在京举行\n3月3日,2021年社区治理论坛暨成果发布会在京举行。"
    events = described(text, title="社区治理论坛在京举行")
    assert [(event.name, event.other_names, event.venue) for event in events] == [
        ("2021年社区治理论坛暨成果发布会", ("社区治理论坛",), "北京")
    ]


def test_series_and_its_rounds_are_events_apart() -> None:
    text = (
        "全国治理案例征集活动由协会于2015年5月发起。\n2021全国治理案例征集活动自2021年2月启动。\n"
        "2022年9月3日,第四届治理论坛在天津举行。会上还启动了2023全国治理案例征集活动。"
    )
    assert {event.name: event.date for event in described(text)} == {
        "全国治理案例征集活动": "2015-05",
        "2021全国治理案例征集活动": "2021-02",
        "第四届治理论坛": "2022-09-03",
        "2023全国治理案例征集活动": "2022-09-03",
    }


@pytest.mark.parametrize(
    ("short", "long", "same"),
    [
        ("社区论坛", "第三届社区论坛", True),
        ("杭州现场会", "2020年经验交流暨杭州现场会", True),
        ("第三届社区论坛", "第四届社区论坛", False),
        ("2021社区论坛", "2021年社区论坛", True),
        ("全国案例征集活动", "2021全国案例征集活动", False),
        ("案例征集活动", "2021全国案例征集活动", True),
        ("社区文化节", "社区文化节启动仪式", True),
        ("乡村论坛", "第三届社区论坛", False),
    ],
)
def test_short_forms(short: str, long: str, same: bool) -> None:
    assert is_same_event(short, long) is same


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("深入学习贯彻党的二十届三中全会精神", ["党的二十届三中全会"]),
        ("中共十九届四中全会提出", ["党的十九届四中全会"]),
        ("党的十八大以来", ["党的十八大"]),
        ("认真落实中央城市工作会议精神", ["中央城市工作会议"]),
        ("传达全国组织部长会议精神", ["全国组织部长会议"]),
    ],
)
def test_congresses_are_cited(text: str, names: list[str]) -> None:
    mentions = list(find_events(article(text), []))
    assert [m.thing for m in mentions] == names
    assert {m.rule for m in mentions} == {"event_cited"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("第三届社区论坛暨案例发布会", EventType.FORUM),
        ("经验交流暨长沙现场会", EventType.MEETING),
        ("慈善年会", EventType.CONFERENCE),
        ("“强基”行动启动", EventType.LAUNCH),
        ("《报告》发布", EventType.RELEASE),
        ("战略合作签约仪式", EventType.SIGNING),
        ("治理研究院揭牌", EventType.LAUNCH),
        ("社工宣传周", EventType.CAMPAIGN),
        ("书记培训班", EventType.TRAINING),
        ("全媒体访谈", EventType.INTERVIEW),
        ("颁奖典礼", EventType.OTHER),
    ],
)
def test_type_is_told_by_the_name(name: str, kind: EventType) -> None:
    assert type_of(name) is kind


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("第二届社区论坛在市民中心举行。", "市民中心"),
        ("第二届社区论坛于5月3日至4日在江苏省苏州市隆重召开。", "江苏省苏州市"),
        ("5月3日,在国家会议中心举行的第二届社区论坛上,他致辞。", "国家会议中心"),
        ("第二届社区论坛在沪举办。", "上海"),
        ("第二届社区论坛在各方支持下举办。", None),
    ],
)
def test_venue_is_what_the_text_names(text: str, venue: str | None) -> None:
    assert [event.venue for event in described(text)] == [venue]


def test_division_of_the_venue_and_the_place_that_it_is() -> None:
    (event,) = described("6月2日,第二届社区论坛在南京市举行。", 南京市="320100")
    assert (event.venue, event.place, event.code) == ("南京市", "南京市", "320100")
    (event,) = described("6月2日,第二届社区论坛在南京市栖霞区举行。", 南京市="320100", 栖霞区="320113")
    assert (event.venue, event.code) == ("南京市栖霞区", "320113")
    (event,) = described("6月2日,第二届社区论坛在南京市民政局举行。", 南京市="320100")
    assert (event.venue, event.place, event.code) == ("南京市民政局", None, "320100")


def test_dateline_fills_what_the_sentence_leaves_out() -> None:
    text = "某某网杭州5月6日电 2020年社区治理年会举行。"
    (event,) = described(text, 杭州="330100")
    assert (event.date, event.venue, event.code) == ("2020-05-06", "杭州", "330100")


def test_year_is_told_by_the_name_or_by_the_publication() -> None:
    text = "5月6日,{}社区治理年会在宜昌举行。"
    assert [e.date for e in described(text.format("2020年"))] == ["2020-05-06"]
    assert [e.date for e in described(text.format("第三届"), published="2019-05-07")] == ["2019-05-06"]
    assert [e.date for e in described(text.format("第三届"))] == [None]


def test_several_days() -> None:
    (event,) = described("2018年11月30日至12月1日,第三届社区论坛在中山举行。")
    assert (event.date, event.end) == ("2018-11-30", "2018-12-01")


@pytest.mark.parametrize(
    "sentence",
    [
        "论坛主题为“共建共享,服务为民”。",
        "本届论坛以“共建共享,服务为民”为主题。",
        "论坛围绕“共建共享,服务为民”的主题展开。",
    ],
)
def test_theme(sentence: str) -> None:
    (event,) = described(FORUM + sentence)
    assert event.themes == ("共建共享,服务为民",)


def test_topic_of_a_panel_is_no_theme_of_the_event() -> None:
    (event,) = described(FORUM + "圆桌对话以“谁来出钱”为主题,由张华主持。")
    assert event.themes == ()


def test_theme_before_the_name() -> None:
    (event,) = described("以“善治”为主题的第三届社区论坛在宜宾举行。")
    assert (event.name, event.themes) == ("第三届社区论坛", ("善治",))


def test_interview_has_its_headline_as_theme() -> None:
    text = "书记做客都市报全媒体访谈,畅谈老旧小区改造的经验。"
    (event,) = described(text + "\n访谈嘉宾\n周林", title="让老旧小区焕发新生")
    assert event.type is EventType.INTERVIEW
    assert event.themes == ("老旧小区改造的经验", "让老旧小区焕发新生")


def test_visit_without_a_name_is_named_by_the_headline() -> None:
    text = "王强调研城市社区治理工作\n8月3日,市委书记王强深入社区调研。调研中,王强指出,要抓好落实。"
    (event,) = described(text, title="王强调研城市社区治理工作", published="2022-08-04")
    assert (event.name, event.type, event.date) == ("王强调研城市社区治理工作", EventType.VISIT, "2022-08-03")


def test_every_fact_shows_where_it_stands() -> None:
    (event,) = described("2018年11月30日,第三届社区论坛在中山举行,主题为“善治”。")
    assert {evidence.rule for evidence in event.details} == {"event_date", "event_venue", "event_theme"}


# Which event a text is about at a position.
def test_event_at_is_the_last_one_in_the_paragraph_else_the_main_one() -> None:
    text = (
        "6月7日,第五届社区论坛在宁波举行。李明出席。\n张华表示,要多办实事。\n"
        "去年的第四届慈善大会上,王强致辞。他说,很好。\n贯彻党的二十大精神,赵云说。"
    )
    source = article(text)
    page = Page(source, list(find_events(source, [])))
    assert page.main_event == "第五届社区论坛"
    assert page.event_at(text.index("张华")) == "第五届社区论坛"
    assert page.event_at(text.index("他说")) == "第四届慈善大会"
    assert page.event_at(text.index("赵云")) == "第五届社区论坛"


def test_event_at_is_an_act_in_its_own_sentence_only() -> None:
    text = "6月7日,第五届社区论坛在宁波举行。会上,协会发布《甲报告》,李明解读。张华表示,要多办实事。"
    source = article(text)
    page = Page(source, list(find_events(source, [])))
    assert page.event_at(text.index("李明")) == "《甲报告》发布"
    assert page.event_at(text.index("张华")) == "第五届社区论坛"


def test_article_about_no_event_has_none() -> None:
    source = article("党的十九届四中全会提出了要求。成都坚持党建引领。")
    page = Page(source, list(find_events(source, [])))
    assert (page.main_event, page.event_at(20)) == (None, None)


def test_empty_text() -> None:
    assert list(find_events(article(""), [])) == []
    assert Page(article(""), []).event_at(0) is None


def test_mentions_never_cross_those_found_before() -> None:
    source = article("5月6日,第三届社区治理论坛在宜昌举行。")
    crossing = Mention(Kind.ORGANIZATION, Span(3, 9), "x", "test")
    assert all(
        m.span.end <= 3 or m.span.start >= 9 or m.span.contains(crossing.span) for m in find_events(source, [crossing])
    )


# Whatever the text is, mentions are in place.
SNIPPETS = [
    "第三届",
    "2021年",
    "论坛",
    "“",
    "”",
    "《",
    "》",
    "暨",
    "发布",
    "会上",
    "启动",
    "社区治理",
    "座谈会",
    "在",
    "举行",
    "活动",
    "。",
    ",",
    "\n",
    "5月6日",
]


@given(st.lists(st.sampled_from(SNIPPETS), max_size=25).map("".join))
def test_any_text_gives_mentions_in_order_and_without_crossing(text: str) -> None:
    source = article(text, title=text[:12])
    mentions = list(find_events(source, []))
    for before, after in pairwise(mentions):
        assert before.span.end <= after.span.start
    assert all(0 <= m.span.start < m.span.end <= len(source.text) and m.thing for m in mentions)
    page = Page(source, mentions)
    assert {event.key for event in describe_events(page, ())} == {m.thing for m in mentions}
    assert page.event_at(len(text) // 2) in {None, *(m.thing for m in mentions)}


# The five articles that are shared with the project, if they stand beside it.
def bare(name: object) -> str:
    return re.sub(r"[\s\"'“”‘’《》,。.、:;!?\-—·]", "", narrow(str(name)))


def gold_events() -> list[tuple[str, dict[str, Any]]]:
    files = sorted((SHARED / "eval" / "gold").glob("*.yaml"))
    documents = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]
    return [(d["document"], event) for d in documents for event in d["events"] if not event.get("optional")]


@cache
def shared_events(document: str) -> list[Event]:
    (source,) = load(SHARED / "corpus" / f"{document}.txt")
    return list(describe_events(Page(source, find(source)), ()))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared articles do not stand beside the repository")
@pytest.mark.parametrize(("document", "expected"), gold_events())
def test_events_of_the_shared_articles(document: str, expected: dict[str, Any]) -> None:
    names = {bare(name) for name in (expected["name"], *(expected.get("alt") or ()))}
    found = [e for e in shared_events(document) if names & {bare(name) for name in (e.name, *e.other_names)}]
    assert len(found) == 1
    assert found[0].date == (expected["date"] and str(expected["date"]))
    assert found[0].venue == expected["place"]


def test_an_interview_that_does_not_begin_with_its_guest_has_no_other_names() -> None:
    assert list(names_of_interview("安阳市政府新闻办公室集体采访", "安阳市政府新闻办公室集体采访")) == []
    assert "周文涛专访" in names_of_interview("专访蚌埠学院院长周文涛", "专访周文涛")
