"""Text that may be the name of an event: where it begins before a head word, and where it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.event_names import ORDINAL, YEAR, Head, any_of, edges, heads, is_generic, is_marked, last_head, words_of
from kg.model import EventType
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 70
_QUOTES = {"”": "“", "》": "《", "’": "‘"}
_OPENING = frozenset("“《‘")
_CLAUSE_ENDS = frozenset(",。;:!?()[]{}【】、\n\r\t |_>/△▲▽▼◆◇■□●○★☆→")
_NUMBER_BEHIND = re.compile(rf"\((?:(?:19|20)\d\d|{ORDINAL})\)")
_NUMBER_BEFORE = re.compile(rf"(?:{YEAR}|{ORDINAL}|首届)+“$")
_YEAR_BEHIND = re.compile(r"(?:19|20)\d\d年?(?=”)")  # “…论坛2023”
_COUNTED = re.compile(r"[两二三四五六七八九十\d]{1,3}[届次期场](?![一二三四五六七八九十\d]{1,3}次)")  # 举办五届…论坛
_BRACKET = re.compile(r"\((?:[^()\d、,。;:\n]{1,6}|[省市县区旗州镇乡街道、]{2,8}|(?:以下)?[简统]称[^()。\n]{1,20})\)$")
# “甲”为主题的|端午节活动, 以甲为主题的|研讨会
_THEMED = re.compile(r"“[^“”\n]{2,60}”(?:为(?:活动|年度)?主题)?的$|(?<=以)[^“”\n]{2,24}为(?:活动|年度)?主题的$")
_AS_ATTRIBUTE = re.compile(r"”(?:为(?:活动|年度)?主题)?的")
_BARE_THEME = re.compile(r"(?<=[^“”\n])为(?:活动|年度)?主题的")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Text that may be the name of an event; `opener` is the word before it, empty where its clause begins."""

    span: Span
    head: Head
    content: str  # what stands before the first head
    opener: str
    is_weak: bool  # whether all its heads name habits and tasks as well


def candidate(text: str, first: Span, last: Span, barriers: Iterable[int]) -> Candidate:
    """The name that ends with the head at `last`, read leftwards from the head at `first`.

    A name never reaches over a barrier, the end of a person's name. One that fills a quotation is the whole of it.
    """
    head = heads()[last.of(text)]
    year = _YEAR_BEHIND.match(text, last.end)
    last = Span(last.start, year.end()) if year else last
    is_weak = head.is_weak and heads()[first.of(text)].is_weak
    opened = _quotation(text, first.start, last.end)
    if opened is not None:
        span = _numbered(text, Span(opened, last.end))
        return Candidate(span, head, text[opened : first.start], "“", is_weak)
    region = _region(text, first.start, barriers)
    folded = _without_quotations(region.of(text))
    start, opener = region.start, ""
    starts = [(start, opener)]
    for match in edges().before.finditer(folded + first.of(text)):
        is_noun = folded.startswith(("及", "暨"), match.end())  # 启动暨揭牌仪式
        is_noun = is_noun or (match["before"] in _words("nouns") and match.end() == len(folded))  # 启动|签约仪式
        if match["before"] and match.end() <= len(folded) and not is_noun:
            start, opener = region.start + match.end(), match["before"]
            starts.append((start, opener))
    rest = text[start : first.start]
    is_open = opener == "的" and not is_marked(rest) and (is_weak or is_generic(rest))
    themed = _THEMED.search(text, region.start, start) if is_open else None
    calling = next((word for at, word in reversed(starts) if themed and at <= themed.start()), "")
    if themed and calling not in _words("talked_of"):
        start, opener = themed.start(), calling
    elif opener == "的" and is_generic(rest):
        start, opener = _with_attribute(text, starts, first.start)
    elif opener == "在" and _is_in_name(text, starts):
        start, opener = starts[-2]
    start, opener = _with_cause(text, starts, (start, opener))
    if opener in edges().words["naming"] and "精神" in text[start : first.start]:
        start -= len(opener)
    if opener.endswith(_words("holding_names")) and (counted := _COUNTED.match(text, start, first.start)):
        start = counted.end()
    start = _past_host(text, _with_own(text, start, opener), first.start)
    name = text[start : last.end]
    if name.count("”") > name.count("“") and text[start - 1 : start] == "“":
        number = _NUMBER_BEFORE.search(text, max(start - 20, 0), start)  # 2019年“…论坛”工作部署会议
        start = number.start() if number else start - 1
    stop = _NUMBER_BEHIND.match(text, last.end)
    end = stop.end() if stop else last.end
    return Candidate(Span(start, end), head, text[start : first.start], opener, is_weak)


def _with_cause(text: str, starts: list[tuple[int, str]], found: tuple[int, str]) -> tuple[int, str]:
    """Where a name begins with a verb just behind the one that holds it: 召开了|践行“枫桥经验”工作座谈会."""
    start, opener = found
    verb = text[: start - len(opener)]
    is_cause = opener in edges().words["citing_before"] or opener in edges().words["inner"]
    is_held = verb.removesuffix("了").endswith(_words("holding_names")) and starts[-1] == found
    return (start - len(opener), starts[-2][1]) if is_cause and is_held and len(starts) > 1 else found


def _with_own(text: str, start: int, opener: str) -> int:
    """Where a name begins that our own side opens: 我校|与某县…签约仪式."""
    is_own = opener.startswith("我") and len(opener) == len("我校")
    return start - len(opener) if is_own and text.startswith(("与", "和", "同"), start) else start


def _is_in_name(text: str, starts: list[tuple[int, str]]) -> bool:
    """Whether the last 在 belongs to a name that a verb of holding opens: 召开|协商议事在身边活动."""
    (begin, verb), (end, _) = starts[-2:] if len(starts) > 1 else [(0, ""), (0, "")]
    gap = text[begin : end - 1]
    return verb.endswith(_words("holding_names")) and len(gap) > 1 and last_head(gap) is None


def name_of(words: str) -> str:
    """The name that a candidate's words are, without what makes of a theme an attribute: “甲”为主题的端午节活动."""
    if words.startswith("“"):
        return _AS_ATTRIBUTE.sub("”", words, count=1)
    return _BARE_THEME.sub("", words, count=1)


def is_held_with_attribute(text: str, found: Candidate) -> bool:
    """Whether a verb of holding stands before a name with an attribute between: 举办了为期三天的…培训班."""
    near = max(found.span.start - 24, 0), found.span.start
    if found.opener in ("以", *_words("calling")) and _held_under().search(text, *near):
        return True
    return found.opener == "的" and _held_so().search(text, *near) is not None


@cache
def _held_under() -> re.Pattern[str]:
    once, calling = any_of(_words("once")), any_of(_words("calling"))
    return re.compile(rf"{any_of(_words('held_under_theme'))}了?{once}?(?:以|{calling})$")


@cache
def _held_so() -> re.Pattern[str]:
    return re.compile(rf"{any_of(_words('held_with_attribute'))}了?[^,。;:、“”的]{{1,14}}的$")


def _with_attribute(text: str, starts: list[tuple[int, str]], head: int) -> tuple[int, str]:
    """Where a name begins that 的 is part of, behind the verb that holds it: 举行第二批“…”社区的揭牌仪式."""
    for start, opener in reversed(starts[:-1]):
        is_holding = opener.startswith(tuple(edges().words["held_by"])) or opener.endswith(
            (*_words("holding_names"), *_words("calling"))
        )
        if is_holding:
            content = text[start:head]
            if is_marked(content) and len(content) <= _LONGEST // 2:
                return start, opener
    return starts[-1]


def _numbered(text: str, quoted: Span) -> Span:
    """A name in quotation marks with the ordinal or year that stands before them: 第二届“…论坛”."""
    number = _NUMBER_BEFORE.search(text, max(quoted.start - 20, 0), quoted.start)
    return Span(number.start(), quoted.end + 1) if number else quoted


def _quotation(text: str, start: int, end: int) -> int | None:
    """Where the quotation begins that a head ends; None where the head ends none."""
    if not text.startswith("”", end):
        return None
    least = max(start - _LONGEST, 0)
    opened = text.rfind("“", least, start)
    return opened + 1 if opened > text.rfind("”", least, start) and "。" not in text[opened:start] else None


def _region(text: str, position: int, barriers: Iterable[int]) -> Span:
    """The text before a head in which its name can begin: the clause, where quotations count as a whole."""
    least = max([position - _LONGEST, 0, *(barrier for barrier in barriers if barrier <= position)])
    start = position
    while start > least:
        character = text[start - 1]
        if character in _QUOTES:
            opened = text.rfind(_QUOTES[character], least, start - 1)
            if opened < 0:
                break
            start = opened
        elif character == ")" and (bracket := _BRACKET.search(text, max(start - 30, least), start)):
            start = bracket.start()  # 乡镇(街道), 执委(扩大)
        elif character == "、" and _is_within(text, least, start - 1):
            start -= 1
        elif character in _CLAUSE_ENDS or character in _OPENING or text.startswith("——", start - 2):
            break
        else:
            start -= 1
    return Span(start, position)


def _is_within(text: str, least: int, comma: int) -> bool:
    """Whether a 、 stands within one name, behind a verb of holding and no other event: 举行甲、乙捐赠仪式."""
    if text.endswith(words_of(EventType.SIGNING, "objects"), least, comma):
        return True  # 甲与乙战略合作协议、|共建协议签约仪式
    clause = text[max(least, comma - _LONGEST // 2) : comma]
    clause = clause[max(clause.rfind(mark) for mark in ",。;:!?\n") + 1 :]
    held = [match.end() for match in _held_by().finditer(clause)]
    return bool(held) and len(clause) - held[-1] > 1 and last_head(clause) is None


@cache
def _held_by() -> re.Pattern[str]:
    return re.compile(any_of(_words("holding_lists")))


def _without_quotations(text: str) -> str:
    """The text with quotations blanked out, in equal length."""
    return re.sub(r"“[^”]*”|《[^》]*》", lambda match: "□" * len(match[0]), text)


@cache
def _words(field: str) -> tuple[str, ...]:
    words: tuple[str, ...] = tuple(edges().words[field])
    return words


@cache
def _cause() -> re.Pattern[str]:
    return re.compile(any_of(_words("causes")))


def _past_host(text: str, start: int, head: int) -> int:
    """Where a name begins behind words that are only its host or a loose beginning, else `start`."""
    content = text[start:head]
    quoted = re.search("[“《]", content)
    is_joined = quoted and content.endswith(_words("before_quotation"), 0, quoted.start())
    if quoted and not is_joined and quoted.start() and not edges().prefix.fullmatch(content, 0, quoted.start()):
        before = edges().opening.search(content, 0, quoted.start())
        return start + (before.start() if before else quoted.start())
    cause = _cause().search(content)
    if cause and cause.start() and content.endswith(_words("host_ends"), 0, cause.start()):
        return start + cause.start()
    opening = edges().opening.search(content)
    if opening and opening.start() and content.endswith(_words("host_ends"), 0, opening.start()):
        rest = content[opening.end() :]
        return start + opening.start() if not is_generic(rest) else start
    return start
