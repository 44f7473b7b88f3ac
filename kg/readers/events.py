"""Events: type, date, venue, division and themes of every event that the article mentions."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from kg.dates import DateMention, find_dates
from kg.grammar.announcements import announced
from kg.grammar.event_acts import act_verbs
from kg.grammar.event_days import from_dateline, from_lead, is_main_vague, is_vague, is_wired
from kg.grammar.event_lectures import lecture_in
from kg.grammar.event_names import (
    ACT,
    CITED,
    POINTING,
    SERIES,
    TOLD,
    any_of,
    core,
    edges,
    last_head,
    type_of,
    words_of,
    year_in,
)
from kg.grammar.event_subjects import names_of_interview, short_names
from kg.grammar.event_themes import subjects_of_dispatch, themes_of
from kg.grammar.event_told import headline
from kg.grammar.venues import Setting, own_venue, placed
from kg.lexicon import load
from kg.model import Event, EventType, Kind
from kg.text import Span, narrow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Fact, Mention
    from kg.page import Page

_YEAR_AT_ONCE = 12  # characters between a year and the name that it dates
_DAY_BEFORE = 200  # characters between a day and the sentence that goes on with it
_ROUND = re.compile(
    r"[”》]?(?:系列[一-龥]{0,4}活动)?(?:第[一二三四五六七八九十\d]{1,3}[期场讲站次]|之|专场)?(?:——|:)?[“《]?"
)


def describe_events(page: Page, facts: Sequence[Fact]) -> Iterator[Event]:
    """One record for every event mentioned, in the order of their first mentions."""
    del facts
    by_thing: dict[str, list[Mention]] = {}
    for mention in page.of(Kind.EVENT):
        by_thing.setdefault(mention.thing, []).append(mention)
    dates = _dates(page)
    settings: dict[str, Setting] = {}
    for acts in (False, True):
        for thing, mentions in sorted(by_thing.items(), key=lambda entry: entry[0] != page.main_event):
            if (mentions[0].rule == ACT) == acts:
                settings[thing] = _setting(page, mentions, dates, settings)
    themes = themes_of(page)
    if page.main_event in settings:
        settings[page.main_event] = _announced(page, settings[page.main_event], dates, themes)
    for thing, mentions in by_thing.items():
        yield _event(page, thing, mentions, settings[thing], themes.get(thing, []))


def _announced(page: Page, own: Setting, dates: list[DateMention], themes: dict[str, list[Span]]) -> Setting:
    """The setting of the main event, its gaps filled from lines such as “地点:…”; its theme is noted as well."""
    for kind, span in announced(page.article.text):
        if kind == "theme" and page.main_event and page.main_event not in themes:
            themes[page.main_event] = [span]
        elif kind == "venue":
            told_place = placed(page, span)
            own = Setting(
                own.date, own.end, told_place.venue, told_place.place, told_place.code or own.code, own.details
            )
            own = own.completed_by(Setting(details=told_place.details))
        elif kind == "time":
            told = next((date for date in dates if span.contains(date.span) and date.start), None)
            evidence = (page.evidence(told.span, "event_date"),) if told else ()
            own = own.completed_by(Setting(told.start, told.end, details=evidence)) if told else own
    return own


def _event(page: Page, thing: str, mentions: list[Mention], setting: Setting, themes: list[Span]) -> Event:
    names = dict.fromkeys(page.text_of(m) for m in mentions if m.rule not in (POINTING, ACT, TOLD))
    if any(m.rule == TOLD for m in mentions):
        names |= dict.fromkeys(_told_names(page, thing, themes))
    wordings = [span.of(page.article.text) for span in themes]
    kind = EventType.MEETING if mentions[0].rule == CITED and last_head(thing) is None else type_of(thing)
    title = narrow(page.article.title or "")
    is_called = any(head in title for head in words_of(EventType.INTERVIEW, "heads"))
    wordings = wordings or [lecture for name in names if (lecture := lecture_in(name))]
    is_told = all(m.rule in (TOLD, POINTING) for m in mentions)
    if kind is EventType.INTERVIEW and is_told:
        wordings += subjects_of_dispatch(page.article.text)
    elif kind is EventType.INTERVIEW and title and thing == page.main_event and not is_called:
        wordings.append(title)
    return Event(
        key=thing,
        name=thing.partition("#")[0],
        other_names=tuple(name for name in names if core(name) != core(thing)),
        mentions=tuple(page.evidence(m.span, m.rule) for m in mentions),
        type=kind,
        date=setting.date,
        end=setting.end,
        venue=setting.venue,
        place=setting.place,
        code=setting.code,
        themes=tuple(dict.fromkeys(wordings)),
        details=setting.details + tuple(page.evidence(span, "event_theme") for span in themes),
    )


def _told_names(page: Page, thing: str, themes: list[Span]) -> Iterator[str]:
    """Further names of an event that has none: its clause without the posts of who goes, and the headline."""
    name = thing
    for person in page.of(Kind.PERSON):
        surface = re.sub(r"[\s,]", "", page.text_of(person))
        name = name.replace(surface, person.name_span.of(page.article.text), 1) if surface in name else name
    yield name
    if type_of(thing) is EventType.INTERVIEW:
        yield from names_of_interview(thing, name)
    if type_of(thing) is EventType.VISIT:
        yield from short_names(name, themes[0].of(page.article.text) if themes else None)
    title = headline(page.article.title)
    opening = words_of(EventType.LAUNCH, "opening")
    if thing.endswith(opening):  # without the division around it
        around = {page.text_of(place) for place in page.of(Kind.PLACE) if place.code}
        yield from sorted({name.removeprefix(words) for words in around if name.startswith(words)})
    is_headline = not thing.endswith(opening) or any(word in title for word in opening)
    if title and is_headline and thing == page.main_event:
        yield title


def _dates(page: Page) -> list[DateMention]:
    """The dates of the text that are no part of an event's name, the missing year taken from the main event's."""
    names = [page.main_event or "", page.article.title or "", *dict.fromkeys(m.thing for m in page.of(Kind.EVENT))]
    year = next((year for name in names if (year := year_in(name))), None)
    found = find_dates(page.article.text, page.article.published, year)
    return [date for date in found if not _is_in_name(page, date.span)]


def _is_in_name(page: Page, span: Span) -> bool:
    return any(
        mention.span.contains(span) for mention in page.inside(Span(span.start - 100, span.end + 100), Kind.EVENT)
    )


def _setting(page: Page, mentions: list[Mention], dates: list[DateMention], known: dict[str, Setting]) -> Setting:
    """When and where an event is, from its own sentences; an act's, and a launched round's, from its gathering."""
    first = mentions[0]
    if all(mention.rule == CITED for mention in mentions):
        return _in_year(first.thing)
    launched = next((m for m in mentions if m.rule == SERIES and _is_launched(page, m)), None)
    if first.rule == ACT or launched:
        gathering = known.get(_gathering(page, launched or first) or "", Setting())
        own = _own_date(page, mentions, dates) if gathering.date is None else Setting()
        own = own.completed_by(own_venue(page, mentions)) if gathering.venue is None else own
        if first.thing == page.main_event and own.date is None:
            own = own.completed_by(from_lead(page, dates))
        return gathering.completed_by(own)
    own = _own_date(page, mentions, dates)
    if first.rule == SERIES and not first.thing.endswith("赛"):
        return own.completed_by(_in_year(first.thing))
    own = own.completed_by(own_venue(page, mentions))
    if first.rule == TOLD and type_of(first.thing) is EventType.INTERVIEW:
        return own  # a dateline tells when it was written
    if first.thing == page.main_event:
        is_vague = is_main_vague(page)
        own = from_dateline(page, own, dates, is_vague=is_vague)
        return own if own.date or is_vague else own.completed_by(from_lead(page, dates))
    main = known.get(page.main_event or "", Setting())
    if own.date is None and page.is_at_main(first):
        return own.completed_by(main)
    if own.date is None and page.main_event and type_of(page.main_event) is EventType.VISIT and main.date:
        own = own.completed_by(Setting(main.date, main.end, details=main.details))  # a meeting on a visit
    return own


def _in_year(name: str) -> Setting:
    """The year that the name of a coming or cited event, or of a round of a campaign, tells."""
    year = year_in(name)
    return Setting(date=str(year)) if year else Setting()


def _gathering(page: Page, mention: Mention) -> str | None:
    """The gathering at which an act takes place: the last one before it in its paragraph, else the main event."""
    line = page.article.text.rfind("\n", 0, mention.span.start)
    for other in reversed(page.inside(Span(line + 1, mention.span.start), Kind.EVENT)):
        if other.rule not in (CITED, ACT, SERIES):
            return other.thing
    return page.main_event


def _is_launched(page: Page, mention: Mention) -> bool:
    """Whether a round of a campaign is started at a gathering: “论坛上启动了2025…征集活动”."""
    if page.main_event is None or page.main_event == mention.thing:
        return False
    text, start = page.article.text, mention.span.start
    return _launching().search(text[max(start - 8, 0) : start]) is not None


@cache
def _launching() -> re.Pattern[str]:
    verbs = any_of(word for word, kind in act_verbs().items() if kind is EventType.LAUNCH)
    return re.compile(rf"{verbs}了?[“”]?$")


def _own_date(page: Page, mentions: list[Mention], dates: list[DateMention]) -> Setting:
    """The date nearest to a mention in its sentence, with no other event between; full dates before years."""
    named = [mention for mention in mentions if mention.rule != CITED] or mentions
    ordered = sorted(named, key=lambda m: m.rule == POINTING)
    for mention in ordered:
        if mention.rule == POINTING and not _tells_holding(page, mention):
            continue
        sentence = page.sentence_at(mention.span.start)
        first = bisect_left(dates, sentence.start, key=lambda date: date.span.start)
        last = bisect_left(dates, sentence.end, key=lambda date: date.span.start)
        near = [date for date in dates[first:last] if date.start and _is_of(page, date, mention)]
        if near and is_vague(page, sentence):
            near = [date for date in near if not is_wired(page, date)]
        if near:
            best = min(near, key=lambda d: (len(d.start or "") == len("2024"), _distance(d.span, mention.span)))
            return Setting(best.start, best.end, details=(page.evidence(best.span, "event_date"),))
    return _day_before(page, ordered[0], dates)


def _day_before(page: Page, mention: Mention, dates: list[DateMention]) -> Setting:
    """The day told in the sentence before one that goes on with it: 5月6日,…来访。上午,…座谈会召开."""
    sentence = page.sentence_at(mention.span.start)
    is_here = _here().match(page.article.text, mention.span.end, sentence.end) is not None
    is_next = is_here or _then().match(page.article.text, *sentence) is not None
    if not is_next or mention.rule == POINTING:
        return Setting()
    last = bisect_left(dates, sentence.start, key=lambda date: date.span.start)
    for date in reversed(dates[max(last - 1, 0) : last]):
        is_near = sentence.start - date.span.end <= _DAY_BEFORE
        if is_near and date.start and len(date.start) == len("2024-11-30"):
            return Setting(date.start, date.end, details=(page.evidence(date.span, "event_date"),))
    return Setting()


@cache
def _here() -> re.Pattern[str]:
    """Behind an event, what places it in the sentence before: 6月13日,某会堂高朋满座。某典礼|在此举行."""
    words = edges().words
    held = rf"{any_of(words['adverbs'])}*{any_of(words['holding'])}"
    return re.compile(rf"[”》]?{any_of(load('event_telling')['here'])}{held}")


@cache
def _then() -> re.Pattern[str]:
    words = load("event_telling")
    return re.compile(
        rf"[\s(]*(?:{any_of(words['then'])}[,、]?|在?这个?[^,。;:!?\n]{{0,12}}{any_of(words['this_day'])},)"
    )


def _is_of(page: Page, date: DateMention, mention: Mention) -> bool:
    """Whether a date may be that of the mention beside it."""
    between = Span(min(date.span.end, mention.span.end), max(date.span.start, mention.span.start))
    others = [m for m in page.inside(between, Kind.EVENT) if m.thing != mention.thing and m.rule != CITED]
    others = [m for m in others if not _leads_to(page, m, mention)]
    if others:
        return False
    if date.start and len(date.start) > len("2024"):
        return True
    gap = page.article.text[date.span.end : mention.span.start]
    is_start = page.article.text.startswith(("起", "以"), date.span.end)
    if is_start and mention.rule != SERIES:
        return False  # 自2010年以来
    return is_start or (date.span.end <= mention.span.start and len(gap) <= _YEAR_AT_ONCE)


def _leads_to(page: Page, other: Mention, mention: Mention) -> bool:
    """Whether a series stands only before the name of its round: “…系列活动第二期|全过程民主座谈会”."""
    gap = page.article.text[other.span.end : mention.span.start]
    return other.span.end <= mention.span.start and _ROUND.fullmatch(gap) is not None


def _distance(left: Span, right: Span) -> int:
    return max(right.start - left.end, left.start - right.end, 0)


def _tells_holding(page: Page, mention: Mention) -> bool:
    """Whether the sentence tells that the event is held, so that its date and place are the event's."""
    if type_of(mention.thing) is EventType.VISIT:
        return True
    sentence = page.sentence_at(mention.span.start)
    return _held().search(page.article.text, sentence.start, sentence.end) is not None


@cache
def _held() -> re.Pattern[str]:
    return re.compile(any_of(edges().words["holding"]))
