"""The day of the event that an article reports, where its own sentence tells none: the dateline's, or the lead's."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.event_acts import act_verbs
from kg.grammar.event_names import NAME, TOLD, any_of, edges
from kg.grammar.venues import Setting, placed
from kg.lexicon import load
from kg.model import Kind
from kg.text import Span

if TYPE_CHECKING:
    from kg.dates import DateMention
    from kg.page import Page

_LEAD = 600  # characters in which a report tells when it was
_WIRED = ("电", "讯")  # behind the day on which a dispatch was written


def from_lead(page: Page, dates: list[DateMention]) -> Setting:
    """The first day that the lead tells together with a verb of being held."""
    for date in dates:
        sentence = page.sentence_at(date.span.start)
        is_day = date.start is not None and len(date.start) == len("2024-11-30")
        if date.span.start < _LEAD and is_day and _takes_place().search(page.article.text, *sentence):
            return Setting(date.start, date.end, details=(page.evidence(date.span, "event_date"),))
    return Setting()


@cache
def _takes_place() -> re.Pattern[str]:
    """The verbs of being held, and of what is done at a ceremony: 签署, 揭牌."""
    return re.compile(any_of((*edges().words["holding"], *act_verbs())))


def is_vague(page: Page, sentence: Span) -> bool:
    """Whether a sentence tells that something was some day of late: 近日,某论坛举行."""
    words = sentence.of(page.article.text)
    return any(word in words for word in load("event_telling")["vague_days"])


def is_wired(page: Page, date: DateMention) -> bool:
    """Whether a date is that of a dispatch: 11月10日讯."""
    return page.article.text.startswith(_WIRED, date.span.end)


def is_main_vague(page: Page) -> bool:
    """Whether the sentence that first names the main event tells no better day than 近日."""
    first = next((m for m in page.of(Kind.EVENT) if m.thing == page.main_event and m.rule in (NAME, TOLD)), None)
    return first is not None and is_vague(page, page.sentence_at(first.span.start))


def from_dateline(page: Page, own: Setting, dates: list[DateMention], *, is_vague: bool) -> Setting:
    """The setting of the main event, its gaps filled from the dateline: “…长春6月27日电”."""
    for date in dates:
        if is_wired(page, date):
            towns = [m for m in page.of(Kind.PLACE) if m.span.end == date.span.start]
            town = placed(page, towns[-1].span) if towns else Setting()
            told = Setting(date.start, details=(page.evidence(date.span, "event_dateline"),))
            if own.venue and own.code is None:
                own = Setting(own.date, own.end, own.venue, own.place, town.code, own.details)
            return own.completed_by(told if own.date is None and not is_vague else Setting()).completed_by(
                town if own.venue is None else Setting()
            )
    return own
