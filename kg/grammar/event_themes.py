"""The themes of events, and events called by their theme: with the theme “甲”, “甲研讨会” is meant too."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.cues import either
from kg.grammar.event_names import ACT, CITED, NAME, any_of, last_head, type_of
from kg.grammar.event_subjects import subject
from kg.grammar.named_themes import is_name, themes_in_name
from kg.lexicon import load
from kg.model import EventType, Kind
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Mention
    from kg.page import Page

_MOTTO = re.compile(r"(?:^|(?<=[,。\n“]))(?P<a>[一-龥\s]{5,24})——[“]?$")  # 甲乙——2025年某周启动仪式
_REACH = 60  # characters behind an event in which its theme is told right away


def called_by_theme(text: str, names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Names that are a theme told in the text with a head word behind it, and where that theme is told."""
    themes = {match[1] or match[2]: match.start() for match in _naming().finditer(text)}
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
    places |= {match.start() for match in _word().finditer(text)}
    for sentence in sorted({page.sentence_at(place) for place in places}):
        mentions = [m for m in page.inside(sentence, Kind.EVENT) if m.rule not in (CITED, ACT)]
        told = [*_told(page, sentence, mentions), *(pair for one in mentions for pair in _beside(page, sentence, one))]
        for thing, span in told:
            found.setdefault(thing, []).append(span)
    return found


def subjects_of_dispatch(text: str) -> list[str]:
    """The subject that a news agency puts behind its dateline: 某地5月6日电 题:甲如何乙?."""
    match = _dispatch().search(text)
    return [match["a"]] if match else []


def _told(page: Page, sentence: Span, mentions: list[Mention]) -> Iterator[tuple[str, Span]]:
    """What a sentence calls a theme, with the event that it was named of last, or is about."""
    text = page.article.text
    for match in _theme().finditer(text, *sentence) if _word().search(text, *sentence) else ():
        before = [m for m in mentions if m.span.end <= match.start()]
        beside = before[-1:] or mentions[:1]
        thing = beside[0].thing if beside else page.event_at(match.start())
        is_of_part = _part().search(text, sentence.start, match.start()) or _of_others().search(
            text, sentence.start, match.start()
        )
        is_slogan = _theme_span(match).of(text) in _words("slogans")
        if thing and not is_of_part and not is_slogan and not _is_of_a_talk(page, match):
            yield thing, _theme_span(match)


def _beside(page: Page, sentence: Span, mention: Mention) -> Iterator[tuple[str, Span]]:
    """The themes that stand in an event's name, right before or right behind it."""
    text = page.article.text
    motto = _MOTTO.search(text, sentence.start, mention.span.start)
    if motto and mention.rule == NAME and not is_name(motto["a"]):
        yield mention.thing, _theme_span(motto)
    kind = type_of(mention.thing)
    if mention.rule == NAME:
        yield from ((mention.thing, span) for span in themes_in_name(text, mention.span, kind))
    pattern = _talked_of() if kind is EventType.INTERVIEW else _under()
    said = pattern.search(text, mention.span.end, min(mention.span.end + _REACH, sentence.end))
    if kind is EventType.VISIT and (told := subject(text, sentence.start, mention.span.start)):
        yield mention.thing, _theme_span(told)
    if said and said.start() - mention.span.end <= 1 and not _part().search(page.text_of(mention)):
        yield mention.thing, _theme_span(said)


def _is_of_a_talk(page: Page, match: re.Match[str]) -> bool:
    """Whether a theme is what one person spoke about: “‹甲›…,以《…》为主题开展讲座”."""
    sentence = page.sentence_at(match.start())
    start = page.article.text.rfind(")", sentence.start, match.start()) + 1 or sentence.start  # behind a byline
    kinds = (Kind.PERSON, Kind.EVENT, Kind.ORGANIZATION)
    before = page.inside(Span(start, match.start()), *kinds)
    last = before[-1] if before else None
    is_person = last is not None and last.kind is Kind.PERSON
    is_named = is_person and match[0].startswith(_words("under"))
    if is_person and _given().match(page.article.text, match.end(), sentence.end):
        return True
    return is_named or _talk().match(page.article.text, match.end(), sentence.end) is not None


def _theme_span(match: re.Match[str]) -> Span:
    return Span(*match.span(match.lastgroup or 0))


# --- words -----------------------------------------------------------------------------------


def _words(entry: str) -> tuple[str, ...]:
    return tuple(load("event_telling")["themes"][entry])


@cache
def _word() -> re.Pattern[str]:
    return re.compile(either(_words("word")))


@cache
def _naming() -> re.Pattern[str]:
    """主题为“甲”, 以“甲”为主题."""
    word, told, kinds, under = (any_of(_words(entry)) for entry in ("word", "told", "kinds", "under"))
    return re.compile(rf"{word}{told}“([^“”\n]{{4,50}})”|{under}“([^“”\n]{{4,50}})”为{kinds}?{word}")


@cache
def _theme() -> re.Pattern[str]:
    """主题为“甲”, 以“甲”为大会主题, 围绕“甲”这一主题; without marks 以甲为主题."""
    entries = ("word", "told", "kinds", "under", "about", "pointing")
    word, told, kinds, under, about, this = (any_of(_words(entry)) for entry in entries)
    quoted = r"“(?P<{}>(?:[^“”\n]|“[^“”\n]*”){{2,80}})”"
    plain = r"[^,。;:!?“”\n]{4,50}"
    return re.compile(
        rf"{word}{told}{quoted.format('a')}|{under}{quoted.format('b')}(?:{this}|为{kinds}?){word}"
        rf"|{about}{quoted.format('f')}{word}|{quoted.format('e')}为{kinds}?{word}|{word}(?:为|是)(?P<c>{plain})|以(?P<d>{plain})为{word}|{about}(?P<g>{plain}?)这一{word}"
    )


@cache
def _under() -> re.Pattern[str]:
    """Right behind an event: 围绕“甲”主题, 以“甲”为主题."""
    word, under, this = (any_of(_words(entry)) for entry in ("word", "under", "pointing"))
    return re.compile(rf"{under}“(?P<a>[^“”\n]{{2,80}})”{this}?(?:为)?{word}")


@cache
def _talked_of() -> re.Pattern[str]:
    """What an interview is about, right behind it: 围绕甲进行, 畅谈甲."""
    about, acts = any_of(_words("talked_of")), any_of(_words("talking"))
    return re.compile(rf"{about}“?(?P<a>[^,。;:!?“”\n]{{4,50}}?)”?(?:{acts}|[,。;]|$)")


@cache
def _dispatch() -> re.Pattern[str]:
    reported, subject_ = any_of(_words("reported")), any_of(_words("subject"))
    return re.compile(rf"{reported}[\s]{{0,3}}{subject_}:(?P<a>[^\n]{{4,50}}?)[?!。]?(?=\s*(?:\n|$))")


@cache
def _part() -> re.Pattern[str]:
    """A part of an event, whose theme is its own."""
    return re.compile(either(_words("parts")))


@cache
def _of_others() -> re.Pattern[str]:
    """The rounds before this one, in the clause that tells a theme: 前五届论坛分别以“甲”为主题."""
    return re.compile(rf"(?:{either(_words('earlier'))})[^,。;“”]{{0,16}}(?:(?:、|和|,)?“[^“”\n]*”)*(?:、|和|,)?$")


def _talks() -> str:
    keynote = load("person_roles")["keynote"]["words"]
    return any_of((*keynote["acts"], *keynote["bare"], *_words("talks")))


@cache
def _talk() -> re.Pattern[str]:
    doing = any_of(load("person_roles")["words"]["doing"])
    return re.compile(rf",?(?:为[^,。;:]{{0,8}})?{doing}[^,。;:、]{{0,8}}{_talks()}")


@cache
def _given() -> re.Pattern[str]:
    """What one person gives under a theme: ‹甲›发表了主题为“乙”的|演讲."""
    return re.compile(rf"的[^,。;:、“”]{{0,6}}{_talks()}")
