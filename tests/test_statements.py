"""Who says what: an entry for each uninterrupted paragraph or quotation, from its first character."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Evidence, Kind, Mention, Participation, PersonRole, Statement
from kg.page import Page
from kg.readers.speeches import read_speeches
from kg.readers.statements import read_statements
from kg.text import OffsetMap, Span, narrow
from tests.notation import page_of

if TYPE_CHECKING:
    from kg.model import Fact

JIA = "‹甲市委书记张文远|人物=张文远›"
YI = "‹乙区民政局局长李思齐|人物=李思齐›"
FORUM = "‹首届社区治理论坛|活动›"


def said(notation: str, *facts: Fact) -> list[tuple[str, str]]:
    return [(statement.person, statement.said) for statement in read_statements(page_of(notation), facts)]


def part(person: str, event: str, role: PersonRole, start: int = 0) -> Participation:
    return Participation(person, event, role, Evidence("example", Span(start, start + 1), "example"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # attribution before: reported, behind a colon, in quotation marks, with a frame
        (f"{JIA}表示，基层稳则全局稳。", [("张文远", "基层稳则全局稳。")]),
        (f"{JIA}指出：要把资源沉到社区。", [("张文远", "要把资源沉到社区。")]),
        (f"{JIA}强调要把资源沉到社区。", [("张文远", "要把资源沉到社区。")]),
        (f"{JIA}在致辞中表示：“欢迎来到甲市。”", [("张文远", "欢迎来到甲市。")]),
        (f"{JIA}说：“居民的事居民议。”会议还研究了其他事项。", [("张文远", "居民的事居民议。")]),
        (f"{JIA}在接受本报记者采访时说，网格员人手仍然不足。", [("张文远", "网格员人手仍然不足。")]),
        (f"{JIA}主持会议并强调，要压实责任。", [("张文远", "要压实责任。")]),
        (f"{JIA}出席座谈会，强调，要压实责任。", [("张文远", "要压实责任。")]),
        (f"{JIA}从法治的角度作了分析，认为，调解应当在先。", [("张文远", "调解应当在先。")]),
        (f"{JIA}告诉记者，小区已经装上电梯。", [("张文远", "小区已经装上电梯。")]),
        (f"{JIA}向各位来宾讲解，“这里原是一片荒地。”", [("张文远", "这里原是一片荒地。")]),
        (f"{JIA}深有感触地说，这条路走对了。", [("张文远", "这条路走对了。")]),
        (f"据{JIA}介绍，全市有三百个社区。", [("张文远", "全市有三百个社区。")]),
        (f"在{JIA}看来，居民参与才是根本。", [("张文远", "居民参与才是根本。")]),
        (f"{JIA}教授认为，数据要用起来。", [("张文远", "数据要用起来。")]),
        (f"{JIA}（左二）介绍，服务站全年无休。", [("张文远", "服务站全年无休。")]),
        (f"{JIA}以“让社区更有温度”为题发言时提出，邻里要多走动。", [("张文远", "邻里要多走动。")]),
        (f"{JIA}提出三点建议：一是学，二是干。", [("张文远", "一是学,二是干。")]),
        (f"{JIA}打了个比方：“社区好比一个大家庭。”", [("张文远", "社区好比一个大家庭。")]),
        (f"{JIA}、{YI}一致认为，试点成效明显。", [("张文远", "试点成效明显。"), ("李思齐", "试点成效明显。")]),
        # a term in quotation marks opens reported words and is no quotation
        (f"{JIA}认为，“一网通办”平台还不够好用。", [("张文远", "“一网通办”平台还不够好用。")]),
        # attribution behind, and inside
        (f"“社区的门要常开。”{JIA}说。", [("张文远", "社区的门要常开。")]),
        (f"“社区的门要常开，”{JIA}说，“灯要常亮。”", [("张文远", "社区的门要常开,"), ("张文远", "灯要常亮。")]),
        (
            f"“社区的门要常开。”{JIA}在致辞中表示，服务要跟上。",
            [("张文远", "社区的门要常开。"), ("张文远", "服务要跟上。")],
        ),
        (f"“社区的门要常开。”谈起这几年的变化，{JIA}笑着说。", [("张文远", "社区的门要常开。")]),
        (f"目前老旧小区改造已经完成八成，{JIA}介绍。", [("张文远", "目前老旧小区改造已经完成八成")]),
        (
            f"{JIA}说，“社区的门要常开。”{YI}告诉记者，灯也常亮。",
            [("张文远", "社区的门要常开。"), ("李思齐", "灯也常亮。")],
        ),
        # what goes on in the paragraph, and what interrupts it
        (f"{JIA}表示，任务很重。要一步一步来。", [("张文远", "任务很重。要一步一步来。")]),
        (f"{JIA}表示，任务很重。他希望，各部门配合。", [("张文远", "任务很重。"), ("张文远", "各部门配合。")]),
        (f"{JIA}表示，任务很重。{YI}认为，办法总会有。", [("张文远", "任务很重。"), ("李思齐", "办法总会有。")]),
        (
            f"{JIA}坦言，起步很难。“没有人手，也没有场地。”",
            [("张文远", "起步很难。"), ("张文远", "没有人手,也没有场地。")],
        ),
        (f"{JIA}表示，任务很重。会上，三家单位签约。", [("张文远", "任务很重。")]),
        (f"{JIA}表示，任务很重。‹论坛上|活动=首届社区治理论坛›，三家单位签约。", [("张文远", "任务很重。")]),
        (
            f"{JIA}表示，‹王国强|人物›强调过要守住底线，我们要做到。",
            [("张文远", "王国强强调过要守住底线,我们要做到。")],
        ),
        (f"“我常对‹王国强|人物›说，要耐心。”{JIA}说。", [("张文远", "我常对王国强说,要耐心。")]),
        # pronouns: who was named last
        (f"{JIA}推介了甲市的做法。他介绍，去年以来成效明显。", [("张文远", "去年以来成效明显。")]),
        (f"{JIA}表示，任务很重。\n她提出，要有耐心。", [("张文远", "任务很重。"), ("张文远", "要有耐心。")]),
        (f"如何破题，{JIA}提出了自己的看法。他表示，先理顺关系。", [("张文远", "先理顺关系。")]),
        # paragraphs under one attribution
        (
            f"{JIA}提出三点意见：\n一是加强学习。\n二是狠抓落实。\n会议由李某主持。",
            [("张文远", "一是加强学习。"), ("张文远", "二是狠抓落实。")],
        ),
        (
            f"{JIA}表示，首先要统一思想。\n其次，要形成合力。\n图书馆新馆同日开放。",
            [("张文远", "首先要统一思想。"), ("张文远", "其次,要形成合力。")],
        ),
        (
            f"{JIA}说：“第一段没有说完。\n“第二段说完了。”\n此后无话。",
            [("张文远", "第一段没有说完。"), ("张文远", "第二段说完了。")],
        ),
        (
            f"“第一段没有说完。\n“第二段说完了。”{JIA}说。",
            [("张文远", "第一段没有说完。"), ("张文远", "第二段说完了。")],
        ),
    ],
)
def test_somebody_says_something(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "该局相关负责人表示，工作仍在推进。",
        "会议强调，要压实责任。",
        "与会专家认为，经验值得推广。",
        f"{JIA}走访社区，居民们纷纷表示，日子越来越好。",
        f"{JIA}出席会议，会议强调，要压实责任。",
        f"{JIA}对各位来宾表示热烈欢迎。",
        f"{JIA}介绍了甲市的做法。",
        f"{JIA}提出了自己的看法。",
        f"{JIA}被授予先进称号，名称、职称不变。",
        f"{JIA}知道，事情没有那么简单。",
        "“日子越过越好。”一位居民说。",
        f"“最后一公里”问题由{JIA}牵头解决。",
        f"{JIA}接受采访。他们表示，会继续努力。",
        "主持人：请介绍一下情况。",
    ],
)
def test_nobody_by_name_says_anything(text: str) -> None:
    assert said(text) == []


INTERVIEW = """访谈嘉宾
甲市民政局局长：‹张文远|人物›
丙大学教授：‹赵启明|人物›
主持人：请问局长，下一步怎么做？
‹张文远|人物›：先把队伍建起来。
其次，把制度建起来。
主持人：教授怎么看？
赵：制度要管用。
也要简便易行。
一问到底
居民议事会上的掌声一直没有停。
记者：谢谢两位。
谈话到此结束。"""


def test_turns_of_an_interview_belong_to_their_label() -> None:
    assert said(INTERVIEW) == [
        ("张文远", "先把队伍建起来。"),
        ("张文远", "其次,把制度建起来。"),
        ("赵启明", "制度要管用。"),
        ("赵启明", "也要简便易行。"),
    ]


def test_turns_may_stand_in_brackets_or_below_their_label() -> None:
    assert said("[‹张文远|人物›]先把队伍建起来。\n[主持人]好。\n[‹赵启明|人物›]再把制度建起来。") == [
        ("张文远", "先把队伍建起来。"),
        ("赵启明", "再把制度建起来。"),
    ]
    assert said("问：下一步呢？\n‹张文远|人物›：\n先把队伍建起来。\n问：谢谢。") == [("张文远", "先把队伍建起来。")]


def test_the_only_guest_answers() -> None:
    page = "问：下一步呢？\n答：先把队伍建起来。"
    guest = part("张文远", "专访", PersonRole.INTERVIEWEE)
    assert [(s.person, s.event) for s in read_statements(page_of(page), [guest])] == [("张文远", "专访")]
    assert said(page) == []


def test_a_single_label_claims_no_paragraph_but_its_own() -> None:
    text = "‹张文远|人物›：社区的门要常开。\n图书馆新馆同日开放。"
    assert said(text) == [("张文远", "社区的门要常开。")]


COMMENT = """专家点评
把重心放到群众身边
‹‹丙大学|机构›教授赵启明|人物=赵启明›
社区的目标是化解矛盾。
服务站是一项创新。
延伸阅读"""


def test_a_signed_comment_is_its_authors_and_at_no_event() -> None:
    facts = [part("赵启明", "某论坛", PersonRole.PANELIST)]
    found = list(read_statements(page_of(COMMENT), facts))
    assert [(s.person, s.said, s.event) for s in found] == [
        ("赵启明", "社区的目标是化解矛盾。", None),
        ("赵启明", "服务站是一项创新。", None),
    ]


def test_a_comment_may_be_signed_below() -> None:
    text = "【专家点评】\n社区的目标是化解矛盾。\n——‹丙大学|机构›教授 ‹赵启明|人物›".replace("教授 ", "")
    assert said(text) == [("赵启明", "社区的目标是化解矛盾。")]


def test_the_event_is_the_one_the_speaker_takes_part_in() -> None:
    facts = [
        part("张文远", "首届社区治理论坛", PersonRole.OPENING_ADDRESS),
        part("李思齐", "别的会", PersonRole.ATTENDEE),
    ]
    found = list(read_statements(page_of(f"{FORUM}开幕。{JIA}表示，任务很重。"), facts))
    assert [s.event for s in found] == ["首届社区治理论坛"]


def test_of_several_events_the_last_told_before_the_words_counts() -> None:
    text = f"甲论坛上他致辞。乙论坛上他发言。{JIA}表示，任务很重。"
    facts = [part("张文远", "甲论坛", PersonRole.SPEECH, 0), part("张文远", "乙论坛", PersonRole.SPEECH, 9)]
    assert [s.event for s in read_statements(page_of(text), facts)] == ["乙论坛"]


def test_words_tied_to_an_event_are_said_there_and_others_nowhere() -> None:
    tied, untied = f"{FORUM}开幕，{JIA}在致辞中表示，任务很重。", f"{FORUM}开幕。{JIA}坦言，任务很重。"
    assert [s.event for s in read_statements(page_of(tied), [])] == ["首届社区治理论坛"]
    assert [s.event for s in read_statements(page_of(untied), [])] == [None]


def test_who_is_quoted_at_an_event_without_a_speaking_role_speaks_there() -> None:
    evidence = Evidence("example", Span(0, 4), "example")
    words = [Statement(person, "……", evidence, event) for person, event in [("甲", "会"), ("乙", "会"), ("丙", None)]]
    roles = [part("甲", "会", PersonRole.ATTENDEE), part("乙", "会", PersonRole.KEYNOTE)]
    found = list(read_speeches(page_of("……"), [*roles, *words, words[0]]))
    assert found == [Participation("甲", "会", PersonRole.SPEECH, evidence)]


PIECES = [
    "表示，",
    "说：“",
    "。”",
    "“",
    "”",
    "。",
    "\n",
    "他",
    "认为",
    "在致辞中",
    "：",
    "社区治理",
    "、",
    "张三",
    "李四",
    "(",
    ")",
    "会上，",
    "一是",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.integers(0, 7))
def test_every_statement_is_the_text_at_its_evidence(pieces: list[str], dropped: int) -> None:
    text = narrow("".join(pieces))
    raw = "#" * dropped + text
    mentions = [Mention(Kind.PERSON, Span(*m.span()), m.group(), "example") for m in re.finditer("张三|李四", text)]
    page = Page(Article("example", raw, text, OffsetMap((0,), (dropped,))), mentions)
    for statement in read_statements(page, []):
        assert statement.evidence.span.of(raw) == statement.said
        assert statement.said == statement.said.strip()
        assert "\n" not in statement.said
