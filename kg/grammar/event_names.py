"""The names of gatherings and acts: the words they are made of, which names mean one thing, which type they tell."""

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
_UNNUMBERED = re.compile(rf"{YEAR}|{ORDINAL}|首届")
_JOINED = re.compile(
    rf"[”》]?[^,。;:!?\n在由于的]{{0,8}}暨[^,。;:!?\n]{{0,45}}|{ORDINAL}(?:[^,。;:!?\n]{{0,8}}{ORDINAL})?|首[届次期场]"
    rf"|(?:{YEAR})?”"
)
WITHIN = re.compile(r"“(?P<theme>[^“”\n]{6,60})”")  # 某学会年会“甲”研讨会
_SCOPE = re.compile(r"^(?:全国|[全我本][省市区县州旗镇校院])(?=.{5})")
_SESSION = r"[一二三四五六七八九十]{1,3}届[一二三四五六七八九十]{1,3}次"
_QUOTATION = re.compile(r"“[^“”]{4,}”")
_YEAR_AT_END = re.compile(r"(?:19|20)\d\d年?$")
_SHORT_CORE = 2  # characters of a short form before its general word: 评审会议 for …项目评审工作会议
_HALF = 5  # characters of one half of a name with 暨 that tell it
_STATION = 6  # characters behind a name that tell which of its rounds is meant
_ALIKE = 0.8  # share of characters that two names of one tour have in common
_ROUNDS = ("站", "专场")
_ROUND_AT_END = re.compile(r"(?<=[动讲播演赛])(?!行动)[一-龥]{2,4}(?:站|专场)$")
_LONG_CORE = 8  # characters that names must share to be one but for their last word
_NUMBERS = re.compile(rf"(?P<year>(?:19|20)\d\d(?!年度(?!第)))|(?P<ordinal>{ORDINAL}|首届)")


@dataclass(frozen=True, slots=True)
class Head:
    """A word that ends the names of events."""

    word: str
    type: EventType
    is_series: bool = False
    is_weak: bool = False
    is_dated: bool = False  # weak, but a name where it is held on a day


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
    return found


@cache
def edges() -> Edges:
    """The words of event_edges.yaml, compiled on first use."""
    words = load("event_edges")
    marks = any_of(words["marks"])
    return Edges(
        words=words,
        before=re.compile(
            rf"{ORDINAL}|{_SESSION}|{any_of(words['within'])}|(?P<before>{any_of(words['before'])}|{_DATE})"
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
    return _UNNUMBERED.search(name) is not None


def is_joined(gap: str) -> bool:
    """Whether two heads with this text between them end one name: 论坛暨…发布会, 征集活动启动仪式."""
    is_task_of = gap[:1] == "”" and gap[1:3] != "系列" and is_generic(gap[1:])  # “…论坛”工作部署会议
    is_task_of = is_task_of or gap in edges().words["tasks_of"]  # …文化节筹备工作会议
    return not gap or is_task_of or bool(_JOINED.fullmatch(gap) or WITHIN.fullmatch(gap))


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """What distinguishes one name from another: no marks, no spaces, 2024 for 2024年."""
    return re.sub(r"((?:19|20)\d\d)年度?", r"\1", _LOOSE.sub("", name))


def is_same_event(short: str, long: str) -> bool:
    """Whether one name is a short form of the other, or the same in other marks.

    A year or an ordinal may be missing, so may leading words, or the other half of a name with 暨. A series (征集活动)
    without a year is another thing than one of its rounds, unless more is missing than the year.
    """
    if core(short) == core(long) or _is_told_otherwise(short, long):
        return True
    if _is_same_round(short, long):
        return True
    if not _numbers(short) <= _numbers(long):
        return False
    bare = _plain_halves(short)[0]
    if not bare:
        return False
    if "暨" in long and "暨" not in short and _is_same_signing(short, long):
        return True
    parts = _plain_halves(long)
    if _numbers(short) & _numbers(long):
        bare = _SCOPE.sub("", bare)  # 全省第十届…大会: 某省第十届…大会
        parts = (*parts, _SCOPE.sub("", parts[0]))
    is_numbered_alike = "暨" not in short and bool(_numbers(short)) and _numbers(short) == _numbers(long)
    if is_numbered_alike and any(len(part) >= _HALF and bare.endswith(part) for part in parts[1:]):
        return True  # 某街道首届邻里节: 首届邻里节暨誓师大会
    if is_series(short) and bare == parts[0] and not _numbers(short):
        return False
    if _general_end().sub("", bare) in parts[1:]:
        return True  # 庆祝…周年大会: 庆祝…周年暨…表彰大会
    return any(part.endswith(bare) or (part.startswith(bare) and _is_part(part[len(bare) :])) for part in parts)


def _is_same_signing(short: str, long: str) -> bool:
    """Whether one half of a name is a signing that the other calls a ceremony: …协议签约仪式, …签约暨….

    Only what says what is signed for counts, 战略合作, without 协议 and 仪式.
    """
    signed = _signed_for(short)
    return len(signed) >= _HALF - 1 and any(_signed_for(part).endswith(signed) for part in long.split("暨"))


def _signed_for(name: str) -> str:
    telling = any_of(words_of(EventType.SIGNING, "telling"))
    match = re.fullmatch(rf"(?P<what>.+?)(?:框架)?(?:协议书?)?{telling}(?:仪式)?", core(name))
    return match["what"] if match else ""


def _is_same_round(one: str, other: str) -> bool:
    """Whether one name is that of a round of the other but for a word or two: “2014某省宣讲行动”, “…宣讲行动随州站”."""
    if not (one.endswith(_ROUNDS) or other.endswith(_ROUNDS)):
        return False
    bare = [_ROUND_AT_END.sub("", core(name)) for name in (one, other)]
    heads_of = {head.word if (head := last_head(name)) else name for name in bare}
    if bare == [core(one), core(other)] or len(heads_of) > 1 or _numbers(bare[0]) != _numbers(bare[1]):
        return False
    common = len(set(bare[0]) & set(bare[1]))
    return common >= _ALIKE * min(len(set(name)) for name in bare)


def _is_part(words: str) -> bool:
    """Whether these words behind a name leave it the same event: …论坛年会, but not …论坛新闻发布会."""
    is_round = 0 < len(words) <= _STATION and words.endswith(_ROUNDS)  # …宣讲行动随州站
    return is_round or (words in heads() and heads()[words].type is not EventType.RELEASE)


def _is_told_otherwise(one: str, other: str) -> bool:
    """Whether two names differ only in their last, general word, or hold one quotation: “…”仪式, “…”启动仪式."""
    if one.endswith(_general()) and other.endswith(_general()):
        common = core(_general_end().sub("", one))
        if len(common) >= _LONG_CORE and common == core(_general_end().sub("", other)):
            return True
        if (
            len(common) >= _SHORT_CORE
            and not is_marked(one)
            and _is_at_end(common, _general_end().sub("", core(other)))
        ):
            return True
    quoted = _QUOTATION.search(one)
    if quoted is None or quoted[0] not in other or quoted.end() == len(one):
        return False
    ends = one[quoted.end() :], other[other.index(quoted[0]) + len(quoted[0]) :]
    return bool(min(ends, key=len)) and max(ends, key=len).endswith(min(ends, key=len))


def _is_at_end(words: str, name: str) -> bool:
    return name.endswith((words, words + "工作"))


@cache
def _general() -> tuple[str, ...]:
    return tuple(edges().words["any_gathering"])


@cache
def _general_end() -> re.Pattern[str]:
    return re.compile(any_of(_general()) + "$")


@lru_cache(maxsize=4096)
def _plain_halves(name: str) -> tuple[str, ...]:
    """The core of a name and of its halves around 暨, without years and ordinals."""
    return tuple(core(_UNNUMBERED.sub("", part)) for part in (name, *name.split("暨")))


@lru_cache(maxsize=4096)
def _numbers(name: str) -> frozenset[str]:
    return frozenset(match[0] for match in _NUMBERS.finditer(name))


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
    years = {int(match["year"]) for match in _NUMBERS.finditer(name) if match["year"]}
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
