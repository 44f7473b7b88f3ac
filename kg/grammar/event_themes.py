"""The themes of events, and events called by their theme: with the theme “甲”, “甲研讨会” is meant too."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.event_names import ACT, CITED, NAME, any_of, last_head, type_of
from kg.grammar.event_subjects import subject
from kg.lexicon import load
from kg.model import EventType, Kind
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.page import Page

_TOLD_THEME = re.compile(r"主题(?:为|是|:)“([^“”\n]{4,50})”|以“([^“”\n]{4,50})”为(?:大会|会议|论坛)?主题")
_QUOTED_THEME = r"“(?P<{}>[^“”\n]{{2,80}})”"
_THEME = re.compile(
    rf"主题(?:为|是|:|系){_QUOTED_THEME.format('a')}|以{_QUOTED_THEME.format('b')}为(?:年度|活动|大会|会议|论坛)?主题"
    rf"|{_QUOTED_THEME.format('e')}为(?:年度|活动|大会|会议|论坛)?主题"
    rf"|(?:围绕|紧扣|聚焦){_QUOTED_THEME.format('f')}(?:这一|的|这个)主题"
    rf"|主题(?:为|是)(?P<c>[^,。;:!?“”\n]{{4,50}})|以(?P<d>[^,。;:!?“”\n]{{4,50}})为主题"
)
_SUBJECT_THEME = re.compile(rf"(?:以|紧扣|围绕|聚焦)(?:着)?{_QUOTED_THEME.format('a')}(?:的|这一)?(?:为)?主题")
_TALKED_OF = re.compile(r"(?:畅谈|围绕|聚焦)“?(?P<a>[^,。;:!?“”\n]{4,50}?)”?(?:进行|展开|接受|这一|话题|[,。;]|$)")
_DISPATCH = re.compile(r"[电讯][\s]{0,3}题:(?P<a>[^\n]{4,50}?)[?!。]?(?=\s*(?:\n|$))")
_MOTTO = re.compile(r"(?:^|(?<=[,。\n“]))(?P<a>[一-龥\s]{5,24})——[“]?$")  # 甲乙——2025年某周启动仪式
_PART = re.compile(r"圆桌|环节|分论坛|板块|对话")


def called_by_theme(text: str, names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Names that are a theme told in the text with a head word behind it, and where that theme is told."""
    themes = {match[1] or match[2]: match.start() for match in _TOLD_THEME.finditer(text)}
    for name in names if themes else ():
        head = last_head(name.strip("“”"))
        topic = name.strip("“”").removesuffix(head.word).strip("“”") if head else ""
        if topic in themes:
            yield name, themes[topic]


def themes_of(page: Page) -> dict[str, list[Span]]:
    """The wordings of each event's themes, where they stand."""
    found: dict[str, list[Span]] = {}
    text = page.article.text
    places = {mention.span.start for mention in page.of(Kind.EVENT)}
    places |= {match.start() for match in re.finditer("主题", text)}
    for sentence in sorted({page.sentence_at(place) for place in places}):
        mentions = [m for m in page.inside(sentence, Kind.EVENT) if m.rule not in (CITED, ACT)]
        for match in _THEME.finditer(text, *sentence) if text.find("主题", *sentence) >= 0 else ():
            before = [m for m in mentions if m.span.end <= match.start()]
            beside = before[-1:] or mentions[:1]
            thing = beside[0].thing if beside else page.event_at(match.start())
            if thing and not _PART.search(text, sentence.start, match.start()) and not _is_of_a_talk(page, match):
                found.setdefault(thing, []).append(_theme_span(match))
        for mention in mentions:
            motto = _MOTTO.search(text, sentence.start, mention.span.start)
            if motto and mention.rule == NAME and last_head(motto["a"]) is None:
                found.setdefault(mention.thing, []).append(_theme_span(motto))
            kind = type_of(mention.thing)
            pattern = _TALKED_OF if kind is EventType.INTERVIEW else _SUBJECT_THEME
            said = pattern.search(text, mention.span.end, min(mention.span.end + 60, sentence.end))
            if kind is EventType.VISIT and (told := subject(text, sentence.start, mention.span.start)):
                found.setdefault(mention.thing, []).append(_theme_span(told))
            if said and said.start() - mention.span.end <= 1 and not _PART.search(page.text_of(mention)):
                found.setdefault(mention.thing, []).append(_theme_span(said))
    return found


def subjects_of_dispatch(text: str) -> list[str]:
    """The subject that a news agency puts behind its dateline: 某地5月6日电 题:甲如何乙?."""
    match = _DISPATCH.search(text)
    return [match["a"]] if match else []


def _is_of_a_talk(page: Page, match: re.Match[str]) -> bool:
    """Whether a theme is what one person spoke about: “‹甲›…,以《…》为主题开展讲座”."""
    sentence = page.sentence_at(match.start())
    before = page.inside(Span(sentence.start, match.start()), Kind.PERSON, Kind.EVENT)
    is_named = bool(before) and before[-1].kind is Kind.PERSON and match[0][0] in "以围紧聚"
    return is_named or _talk().match(page.article.text, match.end(), sentence.end) is not None


@cache
def _talk() -> re.Pattern[str]:
    roles = load("person_roles")
    talks = any_of((*roles["keynote"]["words"]["acts"], *roles["keynote"]["words"]["bare"], "发言", "分享"))
    return re.compile(rf",?(?:为[^,。;:]{{0,8}})?{any_of(roles['words']['doing'])}[^,。;:、]{{0,8}}{talks}")


def _theme_span(match: re.Match[str]) -> Span:
    return Span(*match.span(match.lastgroup or 0))
