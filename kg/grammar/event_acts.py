"""Acts that have a name of their own: a list is released, a campaign launched, an agreement signed, a sign unveiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.event_names import ACTS, any_of, edges, heads, is_generic, is_marked, iter_words, words_of
from kg.model import EventType
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTED = r"(?:《[^《》\n]{2,60}》|“[^“”\n]{2,60}”)"
_YEAR = r"(?:(?:19|20)\d\d年?度?)?"
_PLAIN = r"[^,。;:!?、“”《》()\s]"
_PLANNED = 4  # characters before a verb that tell of an act to come
_COUNT = r"(?:了)?(?:首[批份个]|最新|一[批份项系列]+|一系列|全[国省市]首[个份])?"
_CALLED = re.compile(r"(?:题为|名为|的)$")
_LOOSE = re.compile(r"[了的]")


@dataclass(frozen=True, slots=True)
class Act:
    """An act by the span of its object; `name` is its own name, as in 《…报告》发布."""

    span: Span
    name: str
    type: EventType


@dataclass(frozen=True, slots=True)
class _Forms:
    """What may stand behind and before the verbs of one type of act."""

    behind: re.Pattern[str]
    more: re.Pattern[str]
    before: re.Pattern[str]
    plain_before: re.Pattern[str]
    tail: re.Pattern[str]
    nouns: tuple[str, ...]


@cache
def act_verbs() -> dict[str, EventType]:
    """The verbs of acts; those of unveiling are launches."""
    return {word: kind for kind, _, word in iter_words("verbs", "unveiling")}


@cache
def _forms(kind: EventType) -> _Forms:
    nouns = words_of(kind, "objects")
    noun = any_of(nouns)
    quoted = rf"{_YEAR}{_QUOTED}(?:{_PLAIN}{{0,22}}{noun})?"
    adverb = f"{any_of(edges().words['act_adverbs'])}*"
    return _Forms(
        behind=re.compile(rf"{_COUNT}(?:{_PLAIN}{{0,12}}?(?P<quoted>{quoted})|(?P<plain>{_PLAIN}{{3,40}}{noun}))"),
        more=re.compile(rf"(?:和|、|及|以及|与)(?P<quoted>{_QUOTED})"),
        before=re.compile(rf"(?P<quoted>{quoted})(?:在{_PLAIN}{{1,16}})?{adverb}$"),
        plain_before=re.compile(rf"(?<![^,。;:!?\s])(?P<plain>{_PLAIN}{{3,40}}{noun}){adverb}$"),
        tail=re.compile(rf"”{_PLAIN}{{0,12}}{noun}"),
        nouns=nouns,
    )


def acts_at(text: str, verb: Span) -> Iterator[Act]:
    """The acts of a verb: its objects behind it, else the one before it (《…报告》正式发布)."""
    kind = act_verbs()[verb.of(text)]
    if text.startswith(tuple(edges().words["no_acts"]), verb.end) or _only_planned().search(
        text, max(verb.start - _PLANNED, 0), verb.start
    ):
        return
    forms = _forms(kind)
    match = forms.behind.match(text, verb.end)
    if match is None:
        match = forms.before.search(text, max(verb.start - 100, 0), verb.start)
        if match is None:
            yield from _plain_before(text, verb, forms, kind)
            return
    elif match["plain"] is not None and not _is_particular(match["plain"], forms.nouns):
        return
    while match is not None:
        group = "quoted" if match["quoted"] is not None else "plain"
        span = Span(*match.span(group))
        if not _is_event_name(span.of(text)) and not _is_time(text, span.end):
            ending = "揭牌" if verb.of(text).endswith("揭牌") else ACTS[kind]
            yield Act(span, span.of(text) + ending, kind)
        match = forms.more.match(text, span.end) if group == "quoted" else None


@cache
def _only_planned() -> re.Pattern[str]:
    """Before a verb, what tells that the act is only talked of or still to come: 就|签订…协议进行座谈."""
    return re.compile(rf"{any_of(edges().words['planned'])}$")


def _is_time(text: str, end: int) -> bool:
    """Whether what stands behind a quotation makes of it a time: “十三五”期间."""
    return text.startswith(tuple(edges().words["periods"]), end + text.startswith("”", end))


def _plain_before(text: str, verb: Span, forms: _Forms, kind: EventType) -> Iterator[Act]:
    """The object before its verb that a year or an ordinal tells from all others: 第三届优秀案例名单公布."""
    match = forms.plain_before.search(text, max(verb.start - 60, 0), verb.start)
    if match and is_marked(match["plain"]) and _is_particular(match["plain"], forms.nouns):
        span = Span(*match.span("plain"))
        yield Act(span, match["plain"] + ACTS[kind], kind)


def is_object(text: str, end: int) -> bool:
    """Whether a quotation that closes at `end` goes on to be what is released: “…征集活动”入选名单."""
    return _forms(EventType.RELEASE).tail.match(text, end) is not None


def _is_particular(words: str, nouns: tuple[str, ...]) -> bool:
    """Whether an object without quotation marks names one thing: not “合作协议”, not “一份报告”."""
    noun = next(noun for noun in sorted(nouns, key=len, reverse=True) if words.endswith(noun))
    content = words.removesuffix(noun)
    return not is_generic(content) and not _LOOSE.search(content)


def _is_event_name(words: str) -> bool:
    """Whether the object is an event itself: 启动“…”征集活动 starts that campaign."""
    return words.endswith(_strong_heads())


@cache
def _strong_heads() -> tuple[str, ...]:
    return tuple(word for word, head in heads().items() if not head.is_weak)
