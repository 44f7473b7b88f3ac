"""A page: an article with its mentions, as readers see it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from kg.grammar.briefs import briefs
from kg.grammar.event_names import ACT, CITED, POINTING, SERIES, SHORT
from kg.model import Evidence, Kind
from kg.pattern import Shadow
from kg.text import Span, narrow, paragraphs, sentences

_NEAR = 400
_LEAD = 600  # characters in which a report tells what it reports
_DAY = re.compile(r"\d月|\d日|[一二三四五六七八九十]月")

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Article, Mention


class Page:
    """An article with its mentions in the order of the text (an outer one before those within it)."""

    def __init__(self, article: Article, mentions: list[Mention]) -> None:
        self.article = article
        self.mentions = sorted(mentions, key=lambda m: (m.span.start, -m.span.end))
        self._of: dict[tuple[Kind, ...], tuple[tuple[Mention, ...], list[int]]] = {}

    @cached_property
    def shadow(self) -> Shadow:
        """The text with its outermost mentions folded."""
        return Shadow(self.article.text, self.mentions)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of the cleaned text."""
        return sentences(self.article.text)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs of the cleaned text."""
        return paragraphs(self.article.text)

    def evidence(self, span: Span, rule: str) -> Evidence:
        """Evidence for a span of the cleaned text, placed in the raw text."""
        return Evidence(self.article.doc, self.article.offsets.to_raw(span), rule)

    def of(self, *kinds: Kind) -> Sequence[Mention]:
        """The mentions of these kinds, nested ones too."""
        return self._indexed(kinds)[0]

    def inside(self, span: Span, *kinds: Kind) -> list[Mention]:
        """The mentions of these kinds that lie wholly in a span, nested ones too."""
        mentions, starts = self._indexed(kinds or tuple(Kind))
        start, end = span
        first, last = bisect_left(starts, start), bisect_right(starts, end)
        return [mention for mention in mentions[first:last] if mention.span.end <= end]

    def _indexed(self, kinds: tuple[Kind, ...]) -> tuple[tuple[Mention, ...], list[int]]:
        """The mentions of these kinds, and where they begin."""
        known = self._of.get(kinds)
        if known is None:
            mentions = tuple([mention for mention in self.mentions if mention.kind in kinds])
            known = self._of[kinds] = mentions, [mention.span.start for mention in mentions]
        return known

    def sentence_at(self, position: int) -> Span:
        """The sentence that holds a position of the cleaned text, or the last one before it."""
        return self.sentences[max(bisect_right(self._sentence_starts, position) - 1, 0)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def event_at(self, position: int) -> str | None:
        """The event that the text at a position is about; None where it is about none.

        It is the last one mentioned before it in the same paragraph, else the article's main event; an act (a release,
        a launch) only in its own sentence, a congress that is only cited never. In a column of briefs each has its own.
        """
        brief = next((span for span in self.briefs if span.start <= position <= span.end), None)
        if brief:
            return self._event_of_brief(brief, position)
        if not self.paragraphs or not self.sentences:
            return self.main_event
        index = bisect_right(self.paragraphs, position, key=lambda span: span.start) - 1
        paragraph = self.paragraphs[max(index, 0)]
        sentence = self.sentence_at(position)
        for mention in self._events_before(position, paragraph):
            if mention.rule in (CITED, SERIES):
                continue
            is_own = self.sentence_at(mention.span.start) == sentence
            if is_own or not (mention.rule == ACT or self.is_at_main(mention)):
                return mention.thing
        return self.main_event

    @cached_property
    def briefs(self) -> tuple[Span, ...]:
        """The briefs of a column; empty where the article is no column."""
        return briefs(self.article.text)

    def _event_of_brief(self, brief: Span, position: int) -> str | None:
        """The last event of a brief that is named before a position, else its first; nothing from another brief."""
        own = [mention for mention in self.inside(brief, Kind.EVENT) if mention.rule not in (CITED, SERIES)]
        before = [mention for mention in own if mention.span.start <= position]
        return before[-1].thing if before else own[0].thing if own else None

    def _events_before(self, position: int, paragraph: Span) -> Iterator[Mention]:
        """The events of a paragraph that are named before a position, the last first."""
        mentions, starts = self._indexed((Kind.EVENT,))
        for index in range(bisect_right(starts, min(position, paragraph.end)) - 1, -1, -1):
            if starts[index] < paragraph.start:
                return
            if mentions[index].span.end <= paragraph.end:
                yield mentions[index]

    @cached_property
    def main_event(self) -> str | None:
        """The event that the article reports; None where it reports none.

        The first one in the headline, else the first with a day beside it, else one that the text comes back to, else
        its only one; a gathering before the rounds of a campaign.
        """
        for passed in ((CITED, ACT, SERIES), (CITED, ACT), (CITED,)):
            mentions = [mention for mention in self.of(Kind.EVENT) if mention.rule not in passed]
            for test in (self._is_in_headline, self._is_dated):
                told = next((mention.thing for mention in mentions if test(mention)), None)
                if told:
                    return told
            counts = Counter(mention.thing for mention in mentions)
            repeated = next((thing for thing, count in counts.items() if count > 1), None)
            if repeated:
                return repeated
        things = {mention.thing for mention in self.of(Kind.EVENT) if mention.rule not in (CITED, ACT, SERIES)}
        return things.pop() if len(things) == 1 else None

    def is_at_main(self, mention: Mention) -> bool:
        """Whether a sentence puts an event at the main one: “论坛上,举行了…启动仪式”."""
        before = self.inside(Span(self.sentence_at(mention.span.start).start, mention.span.start), Kind.EVENT)
        return any(other.thing == self.main_event and other.rule == POINTING for other in before)

    @cached_property
    def reported_event(self) -> str | None:
        """The main event where the article is a report of it: the lead tells its day; None elsewhere."""
        for mention in self.of(Kind.EVENT):
            if mention.span.start > _LEAD:
                return None
            if mention.thing == self.main_event and mention.rule != CITED and self._is_dated(mention):
                return mention.thing
        return None

    def _is_in_headline(self, mention: Mention) -> bool:
        title = narrow(self.article.title or "")
        return mention.thing in title or (mention.rule == SHORT and self.text_of(mention) in title)

    def _is_dated(self, mention: Mention) -> bool:
        span = self.sentence_at(mention.span.start)
        near = max(span.start, mention.span.start - _NEAR), min(span.end, mention.span.end + _NEAR)
        return _DAY.search(self.article.text, *near) is not None

    def text_of(self, mention: Mention) -> str:
        """The characters of a mention."""
        return mention.span.of(self.article.text)
