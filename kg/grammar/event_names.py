"""The names of gatherings and acts: the words they are made of, and which type they tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from kg.cues import either
from kg.lexicon import load
from kg.model import EventType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# The rules of event mentions. A round of a campaign, an act at a gathering and a congress that is only cited make no
# context for what the text says next.
NAME, SHORT, TOLD, POINTING = "event_name", "event_short_form", "event_told", "event_pointed_at"
SERIES, ACT, CITED = "event_series", "event_act", "event_cited"

YEAR = r"(?:19|20)\d\d(?:[—–-](?:19|20)\d\d)?(?:年度|年)?"
ORDINAL = r"第[一二三四五六七八九十百零〇\d]{1,5}[届次期季场批轮]"
_DATE = r"\d{1,2}月\d{1,2}日|(?<!\d)\d{1,2}[月日]份?(?!\d)"
_LOOSE = re.compile(r"[\s\"'“”‘’《》〈〉,。.、:;!?\-—–…·]|(?<=\d{4})年度?")
UNNUMBERED = re.compile(rf"{YEAR}|{ORDINAL}|首届")
_JOINED = re.compile(
    rf"[”》]?[^,。;:!?\n在由于的]{{0,8}}暨[^,。;:!?\n]{{0,45}}|{ORDINAL}(?:[^,。;:!?\n]{{0,8}}{ORDINAL})?|首[届次期场]"
    rf"|(?:{YEAR})?”|——[^,。;:!?\n“”《》—访记]{{4,24}}"
)
WITHIN = re.compile(r"“(?P<theme>[^“”\n]{6,60})”")  # 某学会年会“甲”研讨会
_SESSION = r"第?[一二三四五六七八九十]{1,3}届第?[一二三四五六七八九十]{1,3}次"
_YEAR_AT_END = re.compile(r"(?:19|20)\d\d年?$")
NUMBERS = re.compile(rf"(?P<year>(?:19|20)\d\d(?!年度(?!第)))|(?P<ordinal>{ORDINAL}|首届)")


@dataclass(frozen=True, slots=True)
class Head:
    """A word that ends the names of events."""

    word: str
    type: EventType
    is_series: bool = False
    is_weak: bool = False
    is_dated: bool = False  # weak, but a name where it is held on a day
    is_verbal: bool = False  # a verb as well: 评选


@dataclass(frozen=True, slots=True)
class Edges:
    """The words around and within names, compiled."""

    words: Mapping[str, Any]
    before: re.Pattern[str]  # ends what is before a name; the words that only look like it are in no group
    generic: re.Pattern[str]
    opening: re.Pattern[str]
    marks: re.Pattern[str]
    prefix: re.Pattern[str]


@cache
def heads() -> dict[str, Head]:
    """Every head word."""
    found: dict[str, Head] = {}
    for name, entry in load("events").items():
        for word in entry.get("heads", ()):
            found[word] = Head(
                word, EventType(name), is_weak=bool(entry.get("weak")), is_dated=word in entry.get("dated", ())
            )
        for word in entry.get("series", ()):
            found[word] = Head(word, EventType(name), is_series=True)
        for word in entry.get("verbal", ()):
            found[word] = Head(word, EventType(name), is_series=True, is_verbal=True)
    return found


@cache
def edges() -> Edges:
    """The words of event_edges.yaml, compiled on first use."""
    words = load("event_edges")
    marks = any_of(words["marks"])
    return Edges(
        words=words,
        before=re.compile(
            rf"{_SESSION}|{ORDINAL}|{any_of(words['within'])}|(?P<before>{any_of(words['before'])}|{_DATE})"
        ),
        generic=re.compile(rf"(?>{any_of(words['generic'])}|[两二三四五六七八九十一\d]++[次场个]?)*+"),
        opening=re.compile(rf"{YEAR}|{ORDINAL}|{any_of(words['openings'])}"),
        marks=re.compile(rf"{YEAR}|{ORDINAL}|{_SESSION}|首届|[“《]|{marks}"),
        prefix=re.compile(
            rf"(?>{YEAR}|{ORDINAL}|首届|{marks}|{any_of(words['leading'])}|·"
            r"|[^“”]{1,10}?(?:[省市区县镇乡村旗州]|街道|社区))*+"
        ),
    )


def any_of(words: Iterable[str]) -> str:
    """An expression for any of these words, the longest first."""
    return f"(?:{either(words)})"


def is_generic(content: str) -> bool:
    """Whether the words before a head name nothing in particular: 居民代表, 专题工作."""
    return edges().generic.fullmatch(content) is not None


def is_marked(name: str) -> bool:
    """Whether a year, an ordinal, a quotation or a word such as 全国 vouches for a name."""
    return edges().marks.search(name) is not None


def is_numbered(name: str) -> bool:
    """Whether a year or an ordinal tells one event from others of its kind: 2020年…活动, 第三届…活动."""
    return UNNUMBERED.search(name) is not None


def is_joined(gap: str) -> bool:
    """Whether two heads with this text between them end one name: 论坛暨…发布会, 征集活动启动仪式."""
    is_task_of = gap[:1] == "”" and gap[1:3] != "系列" and is_generic(gap[1:])  # “…论坛”工作部署会议
    is_task_of = is_task_of or gap in edges().words["tasks_of"]  # …文化节筹备工作会议
    return not gap or is_task_of or bool(_JOINED.fullmatch(gap) or WITHIN.fullmatch(gap))


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """What distinguishes one name from another: no marks, no spaces, 2024 for 2024年."""
    return re.sub(r"((?:19|20)\d\d)年度?", r"\1", _LOOSE.sub("", name))


def is_series(name: str) -> bool:
    """Whether a name ends as those of events that are held in rounds do."""
    head = last_head(name)
    return head is not None and head.is_series


@lru_cache(maxsize=4096)
def last_head(name: str) -> Head | None:
    """The longest head that ends a name."""
    name = _YEAR_AT_END.sub("", name.rstrip("”’》"))
    found = (heads()[name[start:]] for start in range(max(len(name) - 12, 0), len(name)) if name[start:] in heads())
    return next(found, None)


@lru_cache(maxsize=4096)
def type_of(name: str) -> EventType:
    """The type of an event by its name: an act by the verb at its end, else by its first head before 暨."""
    for act, ending in ACTS.items():
        if name.endswith(ending):
            return act
    if name.endswith(words_of(EventType.LAUNCH, "unveiling")):
        return EventType.LAUNCH
    first = re.split("[暨及]", name)[0]
    if first != name and first.endswith(words_of(EventType.LAUNCH, "verbs") + words_of(EventType.LAUNCH, "unveiling")):
        return EventType.LAUNCH
    if first != name and first.endswith(words_of(EventType.SIGNING, "telling")):
        return EventType.SIGNING
    for part in (name.split("暨")[0], name):
        head = last_head(part)
        if head:
            inner = last_head(part.removesuffix(head.word)) if head.is_weak else None  # …论坛活动
            return inner.type if inner else head.type
    return _type_without_head(name)


def _type_without_head(name: str) -> EventType:
    """The type of what is only told: by the word of interviewing at its start, by the verb at its end or within."""
    if name.startswith(words_of(EventType.INTERVIEW, "telling")):
        return EventType.INTERVIEW
    if name.endswith(words_of(EventType.LAUNCH, "opening")):
        return EventType.LAUNCH
    if _signing().search(name) or name.endswith(words_of(EventType.SIGNING, "telling")):
        return EventType.SIGNING
    inside = [word for word in heads() if word in name]
    if inside:
        return heads()[max(inside, key=len)].type
    return EventType.VISIT if any(word in name for word in words_of(EventType.VISIT, "tasks")) else EventType.OTHER


@cache
def _signing() -> re.Pattern[str]:
    """What tells of a signing that has no name: 甲与乙签署合作协议."""
    verbs, objects = (any_of(words_of(EventType.SIGNING, field)) for field in ("verbs", "objects"))
    return re.compile(rf"{verbs}了?[^,。《》]{{0,16}}?{objects}")


# How an act is named: its object, and this.
ACTS: Mapping[EventType, str] = {EventType.RELEASE: "发布", EventType.LAUNCH: "启动", EventType.SIGNING: "签订"}


_FOUNDED = {
    "中国共产党成立": 1921,
    "建党": 1921,
    "建军": 1927,
    "新中国成立": 1949,
    "中华人民共和国成立": 1949,
    "改革开放": 1978,
}
_ANNIVERSARY = re.compile(rf"(?P<of>{'|'.join(_FOUNDED)})(?P<count>\d{{1,3}})周年")


def year_in(name: str) -> int | None:
    """The one year in a name, or that of the anniversary that it tells: 庆祝中国共产党成立100周年大会."""
    years = {int(match["year"]) for match in NUMBERS.finditer(name) if match["year"]}
    if not years and (anniversary := _ANNIVERSARY.search(name)):
        return _FOUNDED[anniversary["of"]] + int(anniversary["count"])
    return years.pop() if len(years) == 1 else None


def words_of(kind: EventType, field: str) -> tuple[str, ...]:
    """A list of words of an event type; empty where there is none."""
    return tuple(load("events").get(kind, {}).get(field, ()))


def iter_words(*fields: str) -> Iterator[tuple[EventType, str, str]]:
    """The words of these lists of every type: type, field, word."""
    for name, entry in load("events").items():
        for field in fields:
            for word in entry.get(field, ()):
                yield EventType(name), field, word
