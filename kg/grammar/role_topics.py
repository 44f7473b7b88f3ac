"""The subjects that a phrase tells of a talk, without their quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.event_lectures import lecture_in
from kg.grammar.roles import words
from kg.lexicon import load
from kg.model import Kind, PersonRole
from kg.text import Span

if TYPE_CHECKING:
    from kg.grammar.roles import Told
    from kg.page import Page

_PIECE = re.compile(r"“([^“”]+)”|《([^《》]+)》")
_QUOTED_ONLY = re.compile(r"(?:(?:“[^“”]+”|《[^《》]+》)[、,和与及]?)+")
_STORY = re.compile(r"[^“”《》,。:;]{0,12}(《[^《》]+》)")  # 红色经典故事《…》
_LAST_QUOTED = re.compile(r"(?:,并?以|就|围绕)(“[^“”]+”|《[^《》]+》)$")  # 结合实际,以《…》为题
_LEAD = re.compile(r"(?:了|一场|一堂|一次|题为|题目为|题目是|主题为|主题是|名为|以|关于|有关|围绕|就|的)*")
_ENTITLED = re.compile(r"(“[^“”]{4,}”|《[^《》]{4,}》)(?=[为的,、]|专题|主题|主旨|学术|一文|一课|$)")
_FRAME = re.compile(
    r"^[^“”《》]{0,12}(?:发言|讲话|致辞|交流|分享)[中时](?:就|围绕|对|从)"
    r"|^[^“”《》,。]{1,20}(?:层面|角度|方面|视角|维度|出发),?(?:就|围绕|对)"
)
_LAST_MATTER = re.compile(r"^[^“”《》]*,(?:(?:并|还|同时|又)(?:就|围绕|针对|聚焦|对)|围绕|聚焦)([^“”《》]{4,})$")
_APART = re.compile(r",(?:尤其|特别)是?(?:就|围绕|针对|对)")
_WAY = re.compile(r"^[^“”《》,。]{1,8}(?:方式|形式|身份|名义)")  # 以视频方式|出席论坛并作讲话
_THIS = re.compile(r"[本此这该][次届场期个][^“”《》,、]{0,5}$")  # 就本次会议|议题作了报告
_TIME = re.compile(r"(?:\d{4}年(?:度|以来)?|今年以来|今年|去年|近年来|上半年)")
_COUNT_ONLY = re.compile(r"[几两二三四五六七八九十多数]大?$")  # 从乡村振兴的五大|方面谈了体会
_LISTENERS = re.compile(
    r"[与和同向为](?:大家|在场|与会|各位|现场|居民|学员|党员|干部|师生|参会|同学|嘉宾)[^,。]{0,10}$"
)
_IN_TURN = re.compile(r"(?:分别|先后|依次|一一|逐一)$")
_LAST_TWO = re.compile("以及|和|及")
_SPLIT = "工作"  # a word whose last character is a verb of doing, too
_SHORT = 8  # characters of what is only somebody's own
_SHORTEST = 4  # characters; less is a pronoun: 就此


def topics(page: Page, file: str, told: Told) -> list[str]:
    """The subjects that a phrase names."""
    text = page.article.text
    span = told.match.texts.get("topic")
    lectures = told.match.slots.get("lecture", ())
    if lectures:
        return [title for one in lectures if (title := lecture_in(page.text_of(one)))]
    if span is None:
        initiatives = told.match.slots.get(Kind.INITIATIVE, ())
        return [subject_in(mention.span.of(text)) for mention in initiatives]
    span, topic = _chosen(text, span, words(file, told.role, "subject"))
    if _QUOTED_ONLY.fullmatch(topic):
        return [a or b for a, b in _PIECE.findall(topic)]
    if len(topic) <= _SHORT and topic.startswith(words(file, PersonRole.SPEECH, "own")):  # 结合自身经历分享了
        return []
    if _THIS.match(topic) or _COUNT_ONLY.search(topic) or (text.startswith("以", span.start - 1) and _WAY.match(topic)):
        return []
    barred = topic.endswith(words(file, told.role, "no_topics")) or _is_mere_object(file, told, topic)
    if barred and not _is_of_a_place(page, file, told, span):
        return []
    return [subject_in(topic)] if len(topic) >= _SHORTEST else []


def _chosen(text: str, span: Span, closing: tuple[str, ...]) -> tuple[Span, str]:
    """Where the words for a subject stand, with a noun that closes them, and what they say without their frame."""
    for word in closing:
        if text.startswith(word, span.end):
            span = Span(span.start, span.end + len(word))
    if text.startswith(_SPLIT, span.end - 1):  # 就培训工|作作了交流
        span = Span(span.start, span.end + 1)
    topic = span.of(text)
    topic = topic.partition(":")[0] if ":“" in topic else topic
    if _APART.search(topic):  # 围绕教材展开讨论,尤其对…提出建议
        return span, ""
    further = _LAST_MATTER.match(topic)  # 从三方面介绍了情况,并就下一步打算|作了说明
    topic = (further[1] if further else topic).strip()
    inner = _LAST_QUOTED.search(topic) or _STORY.fullmatch(topic)
    return span, inner[1] if inner else _bare(topic)


def in_parts(page: Page, told: Told, topic: str, speakers: int) -> list[str]:
    """A subject in as many parts as there are speakers, who treat them in turn; one fewer where it ends in 等.

    “‹甲›、‹乙›分别就楼栋自治、老楼改造等方面授课”; the subject itself where it has not so many parts.
    """
    span = told.match.texts.get("topic")
    if span is None or set(topic) & set("“”《》()"):
        return [topic]
    pieces = topic.split("、")
    if len(pieces) > 1:
        pieces[-1:] = _LAST_TWO.split(pieces[-1], maxsplit=1)
    goes_on = page.article.text.startswith("等", span.end)
    is_told = len(pieces) == speakers or (goes_on and len(pieces) == speakers - 1 > 1)
    return pieces if is_told and all(len(piece) >= _SHORTEST for piece in pieces) else [topic]


def lecture_of(event: str) -> list[str]:
    """The subject of the one talk that a lecture by its title is: “乡村善治”讲座."""
    title = lecture_in(event) if event.endswith(load("event_telling")["given_alone"]) else None
    return [title] if title else []


def _is_mere_object(file: str, told: Told, topic: str) -> bool:
    """Whether free text is only what somebody introduces or reads out, and no subject: 通报了征集情况."""
    subjects = words(file, told.role, "subjects")
    is_told = any(slot in told.match.phrase for slot in ("{about}", "对{topic}"))
    return bool(subjects) and not is_told and not topic.endswith(subjects)


def _is_of_a_place(page: Page, file: str, told: Told, span: Span) -> bool:
    """Whether what somebody introduces is how a place or an initiative by name fares: 介绍了‹某市›经济社会发展情况."""
    named = page.inside(span, Kind.PLACE, Kind.INITIATIVE)
    is_state = page.article.text.endswith(words(file, told.role, "states"), span.start, span.end)
    time = _TIME.match(page.article.text, *span)
    start = time.end() if time else span.start  # 2024年|全市养老服务情况
    if is_state and page.article.text.startswith(words(file, told.role, "wholes"), start):
        return True
    return is_state and any(mention.span.start == start for mention in named)


def _bare(topic: str) -> str:
    """A subject without the words around it: 题为“…”的, 关于…的, …与大家."""
    topic = _FRAME.sub("", topic)
    if _QUOTED_ONLY.fullmatch(topic):
        return topic
    lead = _LEAD.match(topic)
    rest = topic[lead.end() :] if lead else topic
    entitled = _ENTITLED.match(rest)
    if entitled:
        return entitled[1]
    return _LISTENERS.sub("", _IN_TURN.sub("", rest.removesuffix("的")))


def subject_in(name: str) -> str:
    """What a name says between its quotation marks; all of it where it has none."""
    whole = _PIECE.fullmatch(name)
    return whole[1] or whole[2] if whole else name
