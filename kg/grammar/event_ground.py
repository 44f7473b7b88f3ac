"""What the search for events stands on: the hits of one automaton, and the article around each of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kg.grammar.event_acts import act_verbs
from kg.grammar.event_names import any_of, core, edges, heads
from kg.lexicon import load
from kg.model import Kind
from kg.text import Span, narrow, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Article, Mention

_NEAR = 400
_LEAD = 6  # sentences that may tell what the article is about
_TOLD_LEAST = 2  # of them sentences with a full stop, however many headlines and bylines stand before
_MOST_LINES = 60  # lines in which the lead is looked for
_FURNITURE = 14  # characters of a line such as “上一主题 下一主题”, where no full stop ends it
_LONGEST_BODY = 150  # characters of the name of an organization
_SITE_AT = 12  # characters between a verb of going and the name of the place
_SITE = re.compile(
    r"[^,。;:、!?\n]{2,12}?(?:街道|社区|小区|[村镇乡县市区]|中心|驿站|敬老院|学校|学院|大学|公司|集团|企业|基地|园区)"
)
_CLOSED = r"[”》]?"
_OPENS = ("“", "《")
_DAY = re.compile(r"近日|日前|近期|\d月|\d{1,2}日|[一二三四五六七八九十]月|今[天日]|昨[天日]")
_STATION = re.compile(r"(?:站|专场|分会场)(?![点长台])")
_UNFOUND_STATION = re.compile(
    r"(?!服务|走进|[^站专]*[在于到进])[一-龥]{2,3}(?:站|专场)(?=(?:正式|成功|顺利|圆满|隆重)*(?:启动|举[行办]|开[展启幕营]|在|落幕|收官))"
)
_QUOTED_STATION = re.compile(r"“[^“”\n]{2,40}”专场")
_NO_HEAD = re.compile(r"(?:社|协|学|商|机|工|委员|联合|基金|理事|常委|居委|村委|董事)$")
_CLAUSE_ENDS = frozenset(",。;:!?()\n\r\t ")


class Hit(Struct, frozen=True):
    """A head word, verb or pointing word in the text."""

    span: Span
    word: str


class Ground:
    """The article with what earlier finders found, as the work around a hit needs it."""

    def __init__(self, article: Article, found: Sequence[Mention]) -> None:
        self.text = article.text
        self.title = core(narrow(article.title or ""))
        self._parts = narrow(article.title or "").split()
        ordered = sorted(found, key=lambda m: (m.span.start, -m.span.end))
        self.ordered = ordered
        self.spans = [m.span for m in ordered]
        self.solid = [m.span for m in ordered if m.kind in (Kind.ORGANIZATION, Kind.PERSON, Kind.TITLE, Kind.PLACE)]
        self.sites = [m for m in ordered if m.kind in (Kind.ORGANIZATION, Kind.PLACE)]
        self._opens = {site.span.start for site in self.sites}
        self._ends = {site.span.end: site.span.start for site in reversed(self.sites)}
        self._site_starts = [site.span.start for site in self.sites]
        self._ending: dict[int, list[Mention]] = {}
        for site in self.sites:
            self._ending.setdefault(site.span.end, []).append(site)
        self.persons = sorted(m.name_span.end for m in ordered if m.kind is Kind.PERSON)
        self.sentences = sentences(article.text)
        self._starts = [span.start for span in self.sentences]

    @cached_property
    def headlines(self) -> tuple[str, ...]:
        """The headline, its parts, and the lines beneath it that are no sentences, all without marks."""
        lines = (line.of(self.text).strip() for line in self.lead)
        beneath = (core(narrow(line)) for line in lines if not line.endswith(("。", "!", "?", ";", ":", ",")))
        return (self.title, *(core(part) for part in self._parts), *beneath)

    @cached_property
    def lead(self) -> tuple[Span, ...]:
        """The first sentences, not counting the short lines that a page puts before its text."""
        text = self.text
        whole = [s for s in self.sentences[:_MOST_LINES] if s.end - s.start > _FURNITURE or text[s.end - 1] in "。!?"]
        finished = [index for index, s in enumerate(whole) if text[s.end - 1] in "。!?"]
        return tuple(whole[: max(_LEAD, finished[:_TOLD_LEAST][-1] + 1 if finished else 0)])

    def barrier(self, position: int) -> int:
        """Where the last person before a position ends; 0 for none."""
        index = bisect_right(self.persons, position)
        return self.persons[index - 1] if index else 0

    def first_person(self, span: Span) -> int:
        """Where the first person named within a span ends; 0 for none."""
        index = bisect_right(self.persons, span.start)
        return self.persons[index] if index < len(self.persons) and self.persons[index] <= span.end else 0

    def is_taken(self, span: Span) -> bool:
        """Whether a word belongs to the name of an organization, a person, a title or a place."""
        last = bisect_right(self.solid, span)
        return any(known.contains(span) for known in self.solid[max(last - 8, 0) : last + 1])

    def is_named(self, span: Span) -> bool:
        """Whether a person or an organization is named within a span."""
        first = bisect_right(self.spans, Span(span.start, span.start))
        last = bisect_right(self.spans, Span(span.end, span.end))
        return any(
            mention.kind in (Kind.PERSON, Kind.ORGANIZATION) and span.contains(mention.span)
            for mention in self.ordered[first:last]
        )

    def is_named_person(self, span: Span) -> bool:
        """Whether the name of a person ends within a span."""
        return span.start < self.barrier(span.end)

    def is_sited(self, span: Span) -> bool:
        """Whether a span begins with a place or an organization, or with words such as 我市, 兰陵街道, 敬老院."""
        words = span.of(self.text)
        if words.startswith(("我", "该", "本")) or _SITE.match(words):
            return True
        return any(site.span.end <= span.end for site in self._sites_from(span.start, span.start + _SITE_AT + 1))

    def _sites_from(self, start: int, end: int) -> list[Mention]:
        """The organizations and places that begin in [start, end)."""
        return self.sites[bisect_left(self._site_starts, start) : bisect_left(self._site_starts, end)]

    def with_bodies(self, name: Span, *, is_session: bool) -> Span:
        """A name that begins with one of several bodies from the first of them on: “甲、乙第一次联席会议”.

        That of a session, 第三次会议, begins with the body before it.
        """
        if is_session and name.start in self._ends:
            name = Span(self._ends[name.start], name.end)
        while name.start in self._opens and self.text[name.start - 1] == "、" and name.start - 1 in self._ends:
            name = Span(self._ends[name.start - 1], name.end)
        return name

    def with_whole_body(self, name: Span, head: int) -> Span:
        """A name that begins within that of a body from the body's start on: “某会第五届理事会|第三次会议”."""
        near = self._sites_from(name.start - _LONGEST_BODY, name.start)
        bodies = (site.span for site in near if site.kind is Kind.ORGANIZATION)
        crossed = [body.start for body in bodies if name.start < body.end <= head]
        return Span(min(crossed), name.end) if crossed else name

    def named_before(self, position: int) -> str | None:
        """The organization or place that ends at a position, as written."""
        return next((site.span.of(self.text) for site in self.sites_before(position)), None)

    def bodies_before(self, position: int) -> str | None:
        """The organizations or places, joined by 与 or 和, that end at a position, as written."""
        site = next(iter(self.sites_before(position)), None)
        if site is None:
            return None
        start = site.span.start
        while self.text[start - 1] in "与和、" and start - 1 in self._ends:
            start = self._ends[start - 1]
        return self.text[start:position]

    def sites_before(self, position: int) -> Sequence[Mention]:
        """The organizations and places that end at a position, in their order."""
        return self._ending.get(position, ())

    def fits(self, span: Span) -> bool:
        """Whether a mention would cross no other one."""
        first = bisect_right(self.spans, span) - 1
        return not any(
            known.start < span.start < known.end < span.end or span.start < known.start < span.end < known.end
            for known in self.spans[max(first - 12, 0) : bisect_right(self.spans, Span(span.end, span.end))]
        )

    def sentence(self, position: int) -> Span:
        """The sentence at a position."""
        return self.sentences[max(bisect_right(self._starts, position) - 1, 0)]

    def is_title(self, position: int) -> bool:
        """Whether a position stands in a line that is the headline."""
        return bool(self.title) and core(self.sentence(position).of(self.text)) == self.title

    def is_dated(self, position: int) -> bool:
        """Whether a month or day stands near a position in its sentence."""
        span = self.sentence(position)
        start, end = max(span.start, position - _NEAR), min(span.end, position + _NEAR)
        return _DAY.search(self.text, start, end) is not None

    def is_on_a_day(self, position: int) -> bool:
        """Whether the sentence at a position tells a day, be it only a feast: 重阳节当日, 周六上午, 在这个日子里."""
        return self.is_dated(position) or _feast().search(self.text, *self.sentence(position)) is not None

    def is_ceremony_next(self, position: int) -> bool:
        """Whether the next sentence tells of a ceremony on a day: …募捐活动。启动仪式9月5日举行."""
        following = self.sentence(min(self.sentence(position).end + 1, len(self.text)))
        opening = _ceremony().match(self.text, *following)
        return opening is not None and self.is_dated(following.start) and is_held(self.text, opening.end())

    def with_station(self, name: Span) -> Span:
        """A name with the place of one of its rounds behind it: “…宣讲行动随州站”."""
        for site in self._sites_from(name.end, name.end + 2):
            station = _STATION.match(self.text, site.span.end)
            if station and site.kind is Kind.PLACE:
                return Span(name.start, station.end())
        unfound = _UNFOUND_STATION.match(self.text, name.end) or _QUOTED_STATION.match(self.text, name.end)
        return Span(name.start, unfound.end()) if unfound else name

    def with_headline(self, name: Span) -> Span:
        """A name with the words before it that open the headline too: 全区“议事向基层延伸现场会”, cut at its 向."""
        words, start = core(name.of(self.text)), name.start
        for line in self.headlines:
            before = line.find(words)
            if before <= 0 or not (is_held(line, before + len(words)) or before + len(words) == len(line)):
                continue
            least = self.sentence(name.start).start
            while start > least and len(core(self.text[start : name.start])) < before:
                start -= 1
            if core(self.text[start : name.start]) == line[:before]:
                return Span(start - (self.text[start - 1 : start] in _OPENS), name.end)
            start = name.start
        return name

    def is_headline(self, name: str) -> bool:
        """Whether the headline holds a name."""
        return bool(self.title) and core(name) in self.title


@cache
def _ceremony() -> re.Pattern[str]:
    return re.compile(rf"\s*[^,。;:!?\n“”]{{0,4}}{any_of(load('event_telling')['ceremonies'])}")


@cache
def _feast() -> re.Pattern[str]:
    days = any_of(load("event_telling")["this_day"])
    return re.compile(
        rf"当[天日]|[上下]午|[上本]?周[一二三四五六日末]|节(?:期间|前夕|来临之际|到来之际)|在?这个?[^,。;:!?\n]{{0,12}}{days},"
    )


@cache
def _automaton() -> tuple[Any, tuple[str, ...]]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    words = edges().words
    patterns = tuple(
        {**heads(), **act_verbs(), **dict.fromkeys((*words["parts"], *words["at_it"], *words["no_heads"]))}
    )
    return AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest), patterns


def hits_in(text: str) -> Iterator[Hit]:
    """Head words, verbs and pointing words, the longest of those that begin first."""
    automaton, patterns = _automaton()
    for index, start, end in automaton.find_matches_as_indexes(text):
        if patterns[index].endswith("会") and text.startswith("议", end) and "会议" in heads():
            start, end = end - 1, end + 1
        word = text[start:end]
        if word in heads() and _NO_HEAD.search(text, max(start - 2, 0), start) and word[0] == "会":
            continue
        if word.endswith("展") and text.startswith(("开", "示", "现"), end):
            continue
        yield Hit(Span(start, end), word)


def is_held(text: str, end: int) -> bool:
    return _holding().match(text, end) is not None


@cache
def _holding() -> re.Pattern[str]:
    words = edges().words
    adverbs = any_of(words["adverbs"])
    place = r"(?:[于在][^,。;:!?\n]{1,36}?)?"
    return re.compile(
        rf"{_CLOSED}(?:{adverbs}|[\d月日至到—-])*+{place}{adverbs}*"
        rf"(?:{any_of(words['holding'])}|走进(?![^,。;:!?\n]{{0,12}}的))"
    )


@cache
def words_at(field: str, is_before: bool) -> re.Pattern[str]:
    words = any_of(edges().words[field])
    return re.compile(rf"{words}[了过]?[“《]?$" if is_before else rf"{_CLOSED}{words}")


def stands_before(field: str, text: str, position: int) -> bool:
    return words_at(field, True).search(text, max(position - 8, 0), position) is not None


def stands_after(field: str, text: str, position: int) -> bool:
    return words_at(field, False).match(text, position) is not None


def opens_clause(text: str, position: int) -> bool:
    before = text[max(position - 1, 0) : position]
    return not before or before in _CLAUSE_ENDS or before == "在"
