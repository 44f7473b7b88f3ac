"""Sentences and the parts that persons and organizations have in events.

Each example is a text with its mentions marked (see `notation.py`) and the facts it tells, one a line:
person · role · event · topic, or organization · role · event.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from kg.article import article_from_text
from kg.finders import find
from kg.model import Byline, BylineRole, Kind
from kg.page import Page
from kg.readers import read
from kg.readers.involvements import read_involvements
from kg.readers.participations import read_participations
from tests.notation import page_of


def parts(notation: str) -> list[str]:
    facts = read_participations(page_of(notation), ())
    return [" · ".join(filter(None, (f.person, f.role, f.event, f.topic))) for f in facts]


def involvements(notation: str) -> list[str]:
    return [f"{f.organization} · {f.role} · {f.event}" for f in read_involvements(page_of(notation), ())]


HELD = "‹基层治理论坛|活动›11月30日举行。"

PARTS = {
    # opening addresses
    "‹张三|人物›、‹李四|人物›分别致辞。": [
        "张三 · opening-address · 基层治理论坛",
        "李四 · opening-address · 基层治理论坛",
    ],
    "‹张三|人物›在致辞中表示,要做好服务。": ["张三 · opening-address · 基层治理论坛"],
    "‹‹民政部|机构›原‹部长|职衔›张三|人物=张三›致辞。‹人民网|机构›‹王五|人物› 摄": [
        "张三 · opening-address · 基层治理论坛"
    ],
    "‹张三|人物›出席活动并致欢迎辞。": ["张三 · attendee · 基层治理论坛", "张三 · opening-address · 基层治理论坛"],
    "‹李四|人物›宣读了‹张三|人物›的致辞稿。": ["李四 · presenter · 基层治理论坛"],
    # keynotes
    "‹张三|人物›、‹李四|人物›分别就“甲的治理”“乙的治理”等话题作了主旨演讲。": [
        "张三 · keynote · 基层治理论坛 · 甲的治理",
        "李四 · keynote · 基层治理论坛 · 乙的治理",
    ],
    "‹张三|人物›、‹李四|人物›和‹王五|人物›分别以‹《甲的治理》|举措›《乙的治理》‹《丙的治理》|举措›为题作主题报告。": [
        "张三 · keynote · 基层治理论坛 · 甲的治理",
        "李四 · keynote · 基层治理论坛 · 乙的治理",
        "王五 · keynote · 基层治理论坛 · 丙的治理",
    ],
    "‹张三|人物›作了题为“甲的治理”的主旨演讲。": ["张三 · keynote · 基层治理论坛 · 甲的治理"],
    "‹张三|人物›围绕新时代基层治理作专题讲座。": ["张三 · keynote · 基层治理论坛 · 新时代基层治理"],
    "‹张三|人物›应邀作学术报告。": ["张三 · keynote · 基层治理论坛"],
    "主讲人:‹张三|人物›": ["张三 · keynote · 基层治理论坛"],
    # speeches
    "‹张三|人物›、‹李四|人物›就垃圾分类的成效与难点进行了交流发言。": [
        "张三 · speech · 基层治理论坛 · 垃圾分类的成效与难点",
        "李四 · speech · 基层治理论坛 · 垃圾分类的成效与难点",
    ],
    "‹张三|人物›就“党建引领,全域治理”进行分享。‹李四|人物›就“四融治理”进行探讨。": [
        "张三 · speech · 基层治理论坛 · 党建引领,全域治理",
        "李四 · speech · 基层治理论坛 · 四融治理",
    ],
    "‹张三|人物›主持会议并作总结讲话。": ["张三 · moderator · 基层治理论坛", "张三 · speech · 基层治理论坛"],
    "会议由‹张三|人物›主持,‹李四|人物›作经验介绍。": [
        "张三 · moderator · 基层治理论坛",
        "李四 · speech · 基层治理论坛",
    ],
    "会议传达学习了‹张三|人物›重要讲话精神。": [],
    # presenters
    "‹张三|人物›介绍了当地的治理做法,嘉宾进行交流。": ["张三 · presenter · 基层治理论坛 · 当地的治理做法"],
    "‹张三|人物›对《治理条例》进行了解读。": ["张三 · presenter · 基层治理论坛 · 治理条例"],
    "‹张三|人物›发布了‹某网|机构›‹‹《治理报告》|活动=《治理报告》发布›|举措=治理报告›。": [
        "张三 · presenter · 《治理报告》发布 · 治理报告"
    ],
    # who is quoted in the report of a gathering spoke there; 据…介绍 may be anywhere
    "据‹张三|人物›介绍,社区去年建成。": [],
    "‹张三|人物›介绍,今年还要扩建。": ["张三 · speech · 基层治理论坛"],
    "‹张三|人物›宣读了表彰决定。": ["张三 · presenter · 基层治理论坛"],
    # panels
    "‹张三|人物›、‹李四|人物›等嘉宾围绕“老旧小区谁来管”的主题展开交流与对话。": [
        "张三 · panelist · 基层治理论坛 · 老旧小区谁来管",
        "李四 · panelist · 基层治理论坛 · 老旧小区谁来管",
    ],
    "研讨环节由‹王五|人物›主持,‹张三|人物›、‹李四|人物›围绕“治理能力”进行了交流分享。": [
        "王五 · moderator · 基层治理论坛",
        "张三 · panelist · 基层治理论坛 · 治理能力",
        "李四 · panelist · 基层治理论坛 · 治理能力",
    ],
    "对话嘉宾:‹张三|人物›、‹李四|人物›": ["张三 · panelist · 基层治理论坛", "李四 · panelist · 基层治理论坛"],
    # moderators
    "主持人:‹张三|人物›": ["张三 · moderator · 基层治理论坛"],
    "在‹张三|人物›的主持下,会议开始。": ["张三 · moderator · 基层治理论坛"],
    "‹张三|人物›主持市政府全面工作。": [],
    # launchers, at what they launch or else at the gathering
    "‹张三|人物›、‹李四|人物›共同启动了‹“创新”调研活动|活动›。": [
        "张三 · launcher · “创新”调研活动",
        "李四 · launcher · “创新”调研活动",
    ],
    "‹张三|人物›、‹李四|人物›共同按下启动键。": ["张三 · launcher · 基层治理论坛", "李四 · launcher · 基层治理论坛"],
    "‹张三|人物›为首批共建单位授牌。": ["张三 · launcher · 基层治理论坛"],
    "‹张三|人物›为获奖者颁发证书,‹李四|人物›共同见证签约。": [
        "张三 · launcher · 基层治理论坛",
        "李四 · attendee · 基层治理论坛",
    ],
    # attendees
    "‹张三|人物›,‹李四|人物›等专家学者出席。": ["张三 · attendee · 基层治理论坛", "李四 · attendee · 基层治理论坛"],
    "出席论坛的嘉宾还有:‹张三|人物›、‹李四|人物›。": [
        "张三 · attendee · 基层治理论坛",
        "李四 · attendee · 基层治理论坛",
    ],
    "‹张三|人物›参加‹签约仪式|活动›。": ["张三 · attendee · 签约仪式"],
    "‹张三|人物›1985年7月参加工作,现任某职。": [],
    "‹张三|人物›、‹李四|人物›等数十位领导出席,‹王五|人物›主持。": [
        "张三 · attendee · 基层治理论坛",
        "李四 · attendee · 基层治理论坛",
        "王五 · moderator · 基层治理论坛",
    ],
    "‹张三|人物›,‹某厅|机构›副处长某某某,‹李四|人物›等专家学者,分别作了主旨演讲。": [
        "张三 · keynote · 基层治理论坛",
        "李四 · keynote · 基层治理论坛",
    ],
    "‹张三|人物›主持召开‹专题座谈会|活动›。": ["张三 · moderator · 专题座谈会"],
    "‹张三|人物›向‹李四|人物›颁发特聘专家聘书。": ["张三 · launcher · 基层治理论坛"],
    "‹张三|人物›总结了全年工作,并宣读了表彰通报。": ["张三 · presenter · 基层治理论坛"],
    "与会嘉宾\n‹张三|人物›\n某单位主任:‹李四|人物›\n会议认为,治理重在基层。": [
        "张三 · attendee · 基层治理论坛",
        "李四 · attendee · 基层治理论坛",
    ],
}

INTERVIEWS = {
    "‹张三|人物›、‹李四|人物›做客‹某报全媒体访谈|活动›,畅谈学习全会精神。": [
        "张三 · interviewee · 某报全媒体访谈 · 学习全会精神",
        "李四 · interviewee · 某报全媒体访谈 · 学习全会精神",
    ],
    "‹某报全媒体访谈|活动›今日推出。\n访谈嘉宾\n某厅副厅长:‹张三|人物›\n某大学教授:‹李四|人物›": [
        "张三 · interviewee · 某报全媒体访谈",
        "李四 · interviewee · 某报全媒体访谈",
    ],
    HELD + "‹张三|人物›接受记者采访。": [],
}

INVOLVEMENTS = {
    "论坛由‹甲社|机构›、‹乙会|机构›联合主办,‹丙校|机构›承办,‹丁公司|机构›协办。": [
        "甲社 · host · 基层治理论坛",
        "乙会 · host · 基层治理论坛",
        "丙校 · organizer · 基层治理论坛",
        "丁公司 · co-organizer · 基层治理论坛",
    ],
    "主办单位:‹甲社|机构›\n承办单位:‹乙会|机构›、‹丙校|机构›\n支持单位:‹丁公司|机构›\n指导单位:‹戊部|机构›": [
        "甲社 · host · 基层治理论坛",
        "乙会 · organizer · 基层治理论坛",
        "丙校 · organizer · 基层治理论坛",
        "丁公司 · supporter · 基层治理论坛",
        "戊部 · guide · 基层治理论坛",
    ],
    "‹案例征集活动|活动›是在‹甲社|机构›的支持下,由‹乙会|机构›、‹丙刊|机构›联合发起。": [
        "甲社 · supporter · 案例征集活动",
        "乙会 · launcher · 案例征集活动",
        "丙刊 · launcher · 案例征集活动",
    ],
    "论坛在‹戊部|机构›指导下举办。": ["戊部 · guide · 基层治理论坛"],
    "‹甲社|机构›与‹乙会|机构›还联合启动了‹2025案例征集活动|活动›。": [
        "甲社 · launcher · 2025案例征集活动",
        "乙会 · launcher · 2025案例征集活动",
    ],
    "‹甲社|机构›发布了‹《名单》|活动=《名单》发布›和‹《报告》|活动=《报告》发布›。": [
        "甲社 · publisher · 《名单》发布",
        "甲社 · publisher · 《报告》发布",
    ],
    "‹甲社|机构›与‹丙校|机构›签订了‹治理中心合作协议|活动=治理中心合作协议签订›。": [
        "甲社 · party · 治理中心合作协议签订",
        "丙校 · party · 治理中心合作协议签订",
    ],
    "‹甲社|机构›分别与‹乙会|机构›、‹丙校|机构›签署战略合作协议。": [
        "甲社 · party · 基层治理论坛",
        "乙会 · party · 基层治理论坛",
        "丙校 · party · 基层治理论坛",
    ],
    "‹甲社|机构›,‹乙会|机构›成为省级示范基地。": [
        "甲社 · recipient · 基层治理论坛",
        "乙会 · recipient · 基层治理论坛",
    ],
    "‹甲社|机构›的代表,以及各县区养老机构的院长共80人参加论坛。": ["甲社 · participant · 基层治理论坛"],
    "‹甲社|机构›支持小微企业发展。": [],
}


@pytest.mark.parametrize("sentence", PARTS)
def test_parts_of_persons_at_a_gathering(sentence: str) -> None:
    assert parts(HELD + "\n" + sentence) == PARTS[sentence]


@pytest.mark.parametrize("text", INTERVIEWS)
def test_parts_in_interviews(text: str) -> None:
    assert parts(text) == INTERVIEWS[text]


@pytest.mark.parametrize("sentence", INVOLVEMENTS)
def test_roles_of_organizations(sentence: str) -> None:
    assert involvements(HELD + "\n" + sentence) == INVOLVEMENTS[sentence]


def test_an_event_named_in_the_sentence_wins() -> None:
    text = HELD + "\n会前,‹张三|人物›在‹专题座谈会|活动›上讲话。‹李四|人物›在‹基层治理论坛|活动›上致辞。"
    assert parts(text) == ["张三 · speech · 专题座谈会", "李四 · opening-address · 基层治理论坛"]


def test_without_an_event_there_is_no_part() -> None:
    assert parts("‹张三|人物›致辞。") == []
    assert involvements("‹甲社|机构›主办。") == []


def test_the_first_wording_of_a_subject_is_kept() -> None:
    text = (
        HELD + "‹张三|人物›作主旨演讲。‹张三|人物›作题为“甲的治理”的主旨演讲。‹张三|人物›以“乙的治理”为题作主旨演讲。"
    )
    assert parts(text) == ["张三 · keynote · 基层治理论坛 · 甲的治理"]


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        ("‹‹某报|机构›全媒体访谈|活动›", ["某报 · host · 某报全媒体访谈"]),
        (
            "‹‹甲校|机构›与‹乙公司|机构›签约仪式|活动›",
            ["甲校 · party · 甲校与乙公司签约仪式", "乙公司 · party · 甲校与乙公司签约仪式"],
        ),
        ("‹‹某研究院|机构›成立仪式|活动›", []),
    ],
)
def test_the_organization_that_opens_the_name_of_an_event_has_a_role_there(notation: str, expected: list[str]) -> None:
    page = page_of(notation)
    named = [replace(m, rule="event_name") if m.kind is Kind.EVENT else m for m in page.mentions]
    facts = read_involvements(Page(page.article, named), ())
    assert [f"{f.organization} · {f.role} · {f.event}" for f in facts] == expected


def test_evidence_runs_from_the_persons_through_the_words_that_tell_the_role() -> None:
    page = page_of(HELD + "\n会上,‹张三|人物›、‹李四|人物›分别致辞。")
    facts = list(read_participations(page, ()))
    assert [fact.evidence.span.of(page.article.raw) for fact in facts] == ["张三、李四分别致辞"] * 2
    assert {fact.evidence.rule for fact in facts} == {"person_roles/opening-address"}


def test_who_signs_the_article_takes_no_part_there() -> None:
    page = page_of(HELD + "‹王五|人物›报道,‹张三|人物›致辞。‹王五|人物›主持。")
    signed = Byline("王五", BylineRole.REPORTER, page.evidence(page.of(Kind.PERSON)[0].span, "byline"))
    assert [fact.person for fact in read_participations(page, (signed,))] == ["张三", "王五"]


EXAMPLES = Path(__file__).parent / "examples" / "facts" / "participations.yaml"


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(entry, id=entry["text"][:24])
        for entry in yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
        if "events" in entry
    ],
)
def test_the_examples_that_give_the_event_as_well(entry: dict[str, Any]) -> None:
    article = article_from_text("example", entry["text"], **entry.get("about", {}))
    found = read(article, find(article)).events
    told = [[event.name, event.type.value, event.date, event.venue] for event in found]
    assert sorted(told, key=str) == sorted(([*event, None, None, None][:4] for event in entry["events"]), key=str)


@pytest.mark.parametrize(
    "text",
    [
        "‹张三|人物›会见了调研组组长‹李四|人物›,并介绍了全市的做法。",
        "‹张三|人物›向‹李四|人物›一行介绍了全市的做法。",
    ],
)
def test_who_is_met_introduces_nothing(text: str) -> None:
    told = parts(HELD + text)
    assert any(part.startswith("张三 · presenter") for part in told)
    assert not any(part.startswith("李四 · presenter") for part in told)


def test_a_role_told_of_a_list_holds_for_all_of_it() -> None:
    told = parts(HELD + "‹张三|人物›、“长江学者”‹李四|人物›、‹王五|人物›等参加‹论坛|活动›并作主旨演讲。")
    keynotes = {part.split(" · ")[0] for part in told if "keynote" in part}
    assert keynotes == {"张三", "李四", "王五"}


def test_bodies_in_whose_name_somebody_speaks_take_no_part() -> None:
    assert involvements(HELD + "‹张三|人物›代表‹市委|机构›、‹市政府|机构›对项目的签约表示祝贺。") == []


def test_bodies_under_a_heading_of_their_own() -> None:
    told = involvements(HELD + "\n主办单位\n‹某学会|机构›、‹某网|机构›\n承办单位:\n‹某党校|机构›\n")
    assert told == ["某学会 · host · 基层治理论坛", "某网 · host · 基层治理论坛", "某党校 · organizer · 基层治理论坛"]
