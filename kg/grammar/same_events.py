"""Which names of gatherings and acts mean one: short forms, halves, rounds, the same in other words."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.grammar.event_names import (
    NUMBERS,
    UNNUMBERED,
    any_of,
    core,
    edges,
    heads,
    is_marked,
    is_series,
    last_head,
    words_of,
)
from kg.model import EventType

_SCOPE = re.compile(r"^(?:全国|[全我本][省市区县州旗镇校院])(?=.{5})")
_QUOTATION = re.compile(r"“[^“”]{3,}”")
_SHORT_CORE = 2  # characters of a short form before its general word: 评审会议 for …项目评审工作会议
_HALF = 5  # characters of one half of a name with 暨 that tell it
_STATION = 6  # characters behind a name that tell which of its rounds is meant
_ALIKE = 0.8  # share of characters that two names of one tour have in common
_MUCH = 0.55  # of the pairs of characters of a headline's name and the text's
_YEARS = re.compile(r"(?:19|20)\d\d")
_ROUNDS = ("站", "专场")
_ROUND_AT_END = re.compile(r"(?<=[动讲播演赛])(?!行动)[一-龥]{2,4}(?:站|专场)$")
QUOTED_ROUND = re.compile(r"(?<=[一-龥])“[^“”]{4,}”专场$")
_LONG_CORE = 8  # characters that names must share to be one but for their last word


def is_same_event(short: str, long: str) -> bool:
    """Whether one name is a short form of the other, or the same in other marks.

    A year or an ordinal may be missing, so may leading words, or the other half of a name with 暨. A series (征集活动)
    without a year is another thing than one of its rounds, unless more is missing than the year.
    """
    if core(short) == core(long) or _is_told_otherwise(short, long):
        return True
    if _is_same_round(short, long) or _is_same_series(short, long):
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


def _is_same_series(one: str, other: str) -> bool:
    """Whether two names of a round differ in a word: 2023年度某市人物评选, 2023年度某市十大人物评选活动."""
    if not (is_series(core(one)) and is_series(core(other))):
        return False
    years = _YEARS.findall(one)
    return bool(years) and years == _YEARS.findall(other) and is_much_alike(one, other)


def is_much_alike(one: str, other: str) -> bool:
    """Whether two names have most of their pairs of characters in common, and no number against another."""
    if _numbers(one) and _numbers(other) and not (_numbers(one) <= _numbers(other) or _numbers(other) <= _numbers(one)):
        return False
    left, right = _pairs(core(one)), _pairs(core(other))
    return 2 * len(left & right) >= _MUCH * (len(left) + len(right))


def _pairs(words: str) -> frozenset[str]:
    return frozenset(words[at : at + 2] for at in range(len(words) - 1))


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
    for name, whole in ((one, other), (other, one)):
        called = QUOTED_ROUND.search(whole)
        if called and name.startswith(called.group()):  # “甲”专场发布会: “乙”系列发布会“甲”专场
            return True
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
    return tuple(core(UNNUMBERED.sub("", part)) for part in (name, *name.split("暨")))


@lru_cache(maxsize=4096)
def _numbers(name: str) -> frozenset[str]:
    return frozenset(match[0] for match in NUMBERS.finditer(name))
