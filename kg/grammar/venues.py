"""Where an event is: the place that its own sentences name, as it is written, with the division around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.divisions import named
from kg.grammar.bodies import LEVELS
from kg.grammar.event_names import ACT, TOLD, any_of, edges, type_of, words_of
from kg.grammar.home import Home
from kg.lexicon import load
from kg.model import EventType, Kind
from kg.text import Span

if TYPE_CHECKING:
    from kg.model import Evidence, Mention
    from kg.page import Page

_NEAR = 200  # characters before a ceremony in which its opening is told
_MENTIONS = 8  # mentions of an event whose sentences may tell its venue
_POINTING = re.compile(r"该(街道|社区|[省市区县州镇乡村])")
_OF_LEVEL = re.compile(r"[省市区县州旗](?=[^区县镇乡街直属级内外]{2})")  # 县|会展中心
_OWN = ("我", "本", "该")


@dataclass(frozen=True, slots=True)
class Setting:
    """When and where, as far as told, and the characters that tell it."""

    date: str | None = None
    end: str | None = None
    venue: str | None = None
    place: str | None = None
    code: str | None = None
    details: tuple[Evidence, ...] = ()

    def completed_by(self, other: Setting) -> Setting:
        """This setting, its missing half taken from another."""
        timed, placed = (self if self.date else other), (self if self.venue else other)
        details = tuple(dict.fromkeys((*self.details, *other.details)))
        return Setting(timed.date, timed.end, placed.venue, placed.place, placed.code, details)


@cache
def _venues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """“在…举行” behind a name, and “在…举行的” before one."""
    words = edges().words
    place = r"(?:在|于(?!\d|[^,。;:!?\n]{0,24}在))(?P<venue>[^,。;:!?\n]{1,40}?)"
    held = rf",?{any_of(words['adverbs'])}*{any_of((*words['holding'], '开展'))}"
    signed = any_of(words_of(EventType.SIGNING, "verbs"))
    whither = r"(?:来到|深入|走进|前往|[赴到])(?P<site>[^,。;:!?\n]{2,40}?)(?:集中|联合|组织)*(?:开展|举行|举办)"
    return (
        re.compile(rf"{place}{held}"),
        re.compile(rf"(?:{place}(?:{held}|{signed})|{whither})(?:的|了)?以?[“《\"]?$"),
    )


def own_venue(page: Page, mentions: list[Mention]) -> Setting:
    """The place that a sentence about the event names behind 在."""
    text = page.article.text
    behind, before = _venues()
    found: list[Span] = []
    for mention in mentions[:_MENTIONS]:
        sentence = page.sentence_at(mention.span.start)
        following = [
            m.span.start
            for m in page.inside(sentence, Kind.EVENT)
            if m.span.start > mention.span.start and page.text_of(m) not in edges().words["halls"]
        ]
        match = behind.search(text, mention.span.end, min([sentence.end, *following])) or before.search(
            text, sentence.start, mention.span.start
        )
        span = match and _site(page, match)
        if span and _is_place(span.of(text)) and not (match and _is_task(page, match, span)):
            found.append(span)
    if found:
        told = edges().words["towns"].get(found[0].of(text), found[0].of(text))
        fuller = [span for span in found if told in span.of(text) or _is_inside(page, span, found[0])] or found
        if all(_is_division(page, span) for span in fuller):
            fuller = [span for span in found if _is_site(page, span)] or fuller
        return placed(page, max(fuller, key=lambda span: span.end - span.start))
    return _opened(page, mentions) or _visited(page, mentions)


def _opened(page: Page, mentions: list[Mention]) -> Setting | None:
    """Where something is opened: 在某餐厅正式揭牌, behind its name or in the sentence before its ceremony."""
    first = mentions[0]
    if not {m.rule for m in mentions} & {TOLD, ACT} or type_of(first.thing) is not EventType.LAUNCH:
        return None
    end = page.sentence_at(first.span.start).end
    start = first.span.end if first.rule == ACT else max(first.span.start - _NEAR, 0)
    for match in _opening().finditer(page.article.text, start, end):
        span = Span(*match.span("venue"))
        if _is_place(span.of(page.article.text)):
            return placed(page, span)
    return None


@cache
def _opening() -> re.Pattern[str]:
    adverbs, words = any_of(edges().words["adverbs"]), any_of(words_of(EventType.LAUNCH, "opening"))
    return re.compile(rf"[在于](?P<venue>[^,。;:!?\n在]{{2,30}}?){adverbs}*{words}")


def _is_task(page: Page, match: re.Match[str], span: Span) -> bool:
    """Whether what stands between 在 and 开展 is something that is done, and no place: 在部署开展党建工作."""
    sites = page.inside(span, Kind.PLACE, Kind.ORGANIZATION)
    is_bare = match[0].endswith("开展") and not sites
    return is_bare and not span.of(page.article.text).endswith(tuple(edges().words["site_ends"]))


def _site(page: Page, match: re.Match[str]) -> Span:
    """The words for a venue; of those behind 到 only the place: 到‹结对联系的›某街道某社区开展."""
    if match.lastgroup != "site":
        venue = Span(*match.span("venue"))
        hall = next((hall for hall in edges().words["halls"] if match["venue"].endswith(hall)), "")
        if about := _about().search(match["venue"]):
            return Span(venue.start, venue.start + about.start())  # 在某市|围绕…开展调研
        return Span(venue.start, venue.end - len(hall)) if hall != match["venue"] else venue
    site = Span(*match.span("site"))
    starts = [place.span.start for place in page.inside(site, Kind.PLACE, Kind.ORGANIZATION)]
    return Span(min(starts, default=site.start), site.end)


def _is_division(page: Page, span: Span) -> bool:
    """Whether a venue is only the town around it: 在西安举行."""
    words = span.of(page.article.text)
    return words in edges().words["towns"] or any(m.span == span and m.code for m in page.inside(span, Kind.PLACE))


def _is_site(page: Page, span: Span) -> bool:
    """Whether a venue is surely a site or a body's seat, and no town."""
    if _is_division(page, span):
        return False
    is_named = any(m.span.end == span.end for m in page.inside(span, Kind.PLACE, Kind.ORGANIZATION))
    return is_named or span.of(page.article.text).endswith(tuple(edges().words["site_ends"]))


@cache
def _about() -> re.Pattern[str]:
    """What tells, behind a venue, what something there is about: 围绕, 聚焦."""
    return re.compile(rf"(?<=[一-龥]{{2}}){any_of(word for word in load('event_telling')['about'] if len(word) > 1)}")


def _is_inside(page: Page, span: Span, other: Span) -> bool:
    """Whether a venue is told to lie in the division that another names alone: 在某市某街道某村, 在某市."""
    codes = [{m.code for m in page.inside(place, Kind.PLACE) if m.code} for place in (span, other)]
    whole = any(m.span == other for m in page.inside(other, Kind.PLACE))
    return whole and bool(codes[1]) and any(a.startswith(b.rstrip("0")) for a in codes[0] for b in codes[1])


def _is_place(words: str) -> bool:
    return not re.match(r"[\d这此]|.*了|当地|该(?!街道.|社区.|[省市区县州镇乡村][^,]{2})", words) and not any(
        words.endswith(end) for end in edges().words["not_places"]
    )


def placed(page: Page, span: Span) -> Setting:
    """A venue with the key of the place that it is, and the code of the smallest division that it names."""
    words = span.of(page.article.text)
    places = page.inside(span, Kind.PLACE)
    whole = next((m for m in places if m.span == span), None)
    if (back := _POINTING.match(words)) and (near := _last_of_level(page, back[1], span.start)):
        words = near + words[back.end() :]
    if words.startswith(_OWN):  # 我校: by its name
        if words[1:] in LEVELS:
            return _home(page, span)
        own = [m for m in page.inside(span, Kind.ORGANIZATION, Kind.PLACE) if m.span.start == span.start]
        if not own or own[0].thing.startswith(_OWN):
            return Setting()
        words = own[0].thing + page.article.text[own[0].span.end : span.end]
    codes = [m.code for m in places if m.code]
    codes = codes or _codes_of_level(page, words)
    code = max(codes, key=lambda code: len(code.rstrip("0")), default=None)
    venue = edges().words["towns"].get(words, words)
    evidence = page.evidence(span, "event_venue")
    return Setting(venue=venue, place=whole.thing if whole else None, code=code, details=(evidence,))


def _codes_of_level(page: Page, words: str) -> list[str]:
    """The code of our own division where a venue begins with its level alone: 县|会展中心."""
    level = _OF_LEVEL.match(words)
    division = Home(page.article, page.of(Kind.PLACE)).name(level[0]) if level else None
    bearers = named(division) if division else ()
    known = {place.code for place in page.of(Kind.PLACE) if place.code}
    here = [bearer.code for bearer in bearers if len(bearers) == 1 or bearer.code in known]
    return here if len(here) == 1 else []


def _last_of_level(page: Page, level: str, position: int) -> str | None:
    """The last place of a level that is named before a position: 该镇."""
    places = [page.text_of(m) for m in page.of(Kind.PLACE) if m.span.end <= position]
    return next((name for name in reversed(places) if name.endswith(level)), None)


@cache
def _visiting() -> tuple[re.Pattern[str], ...]:
    """Before what is done on a visit, going to what is ours, going to a place, and to one by a name not found."""
    goes, tasks = (any_of(words_of(EventType.VISIT, field)) for field in ("goes", "tasks"))
    own = re.compile(rf"{goes}(?P<own>我[省市区县州旗镇校院])")
    doing = r"(?:实地|现场|专题|(?:开展|进行)(?:[一-龥]{2}){0,2})*"
    goal = rf"{goes}了?(?P<goal>(?![会场位岗任京达期现一基])[一-龥]{{3,10}}?){doing}$"
    return re.compile(rf"(?={tasks})"), own, re.compile(rf"{goes}了?$"), re.compile(goal)


def _visited(page: Page, mentions: list[Mention]) -> Setting:
    """The place that a visit goes to."""
    if type_of(mentions[0].thing) not in (EventType.VISIT, EventType.INTERVIEW):
        return Setting()
    text, name = page.article.text, mentions[0].thing
    before_task, to_own, to_place, to_task = _visiting()
    ends = [match.start() for match in before_task.finditer(name)]
    in_name = [m for m in page.of(Kind.PLACE) if any(name.endswith(page.text_of(m), 0, end) for end in ends)]
    if in_name:
        goal = max(in_name, key=lambda m: len(page.text_of(m)))
        is_second = any(page.text_of(m) + page.text_of(goal) in name for m in page.of(Kind.PLACE))  # 赴贵州重庆调研
        return Setting() if is_second else placed(page, goal.span)
    for mention in mentions:
        sentence = page.sentence_at(mention.span.start)
        whole = {body.span.start for body in page.inside(sentence, Kind.ORGANIZATION)}  # 来某市大学: no 某市
        for place in page.inside(sentence, Kind.PLACE):
            if place.span.start not in whole and to_place.search(
                text[max(place.span.start - 6, sentence.start) : place.span.start]
            ):
                return placed(page, _whole_site(page, place.span))
        for body in page.inside(sentence, Kind.ORGANIZATION):
            is_goal = to_place.search(text[max(body.span.start - 6, sentence.start) : body.span.start])
            behind = _doing().sub("", text[body.span.end : body.span.end + 8], count=1)
            if is_goal and (behind.startswith(",") or before_task.match(behind)):
                return placed(page, body.span)
        own = to_own.search(text, *sentence)
        if own:
            return _home(page, Span(*own.span("own")))
        unfound = to_task.search(text, sentence.start, mention.span.start)
        if unfound and not page.inside(Span(*unfound.span("goal")), Kind.PERSON):
            return placed(page, Span(*unfound.span("goal")))
    return Setting()


@cache
def _doing() -> re.Pattern[str]:
    """What stands between a place and what is done there: 到某法院|进行|调研."""
    words = load("event_telling")
    return re.compile(rf"^{any_of((*words['doing'], *words['on_site']))}+")


def _whole_site(page: Page, place: Span) -> Span:
    """A place with what stands behind it, up to a comma or a verb, where that is a site: 来到青岛|老城核心区,."""
    match = _rest_of_site().match(page.article.text, place.end)
    span = Span(place.start, match.end()) if match else place
    return place if page.inside(Span(place.end, span.end), Kind.PERSON, Kind.ORGANIZATION) else span


@cache
def _rest_of_site() -> re.Pattern[str]:
    words = load("event_telling")
    behind = rf"(?=,|{any_of(words['doing'])}{any_of(words_of(EventType.VISIT, 'tasks'))})"
    return re.compile(rf"[一-龥“”]{{1,12}}?(?:{any_of(edges().words['site_ends'])}|区){behind}")


def _home(page: Page, span: Span) -> Setting:
    """Our own division, 我市, by the name that the page gives it."""
    words = span.of(page.article.text)
    division = Home(page.article, page.of(Kind.PLACE)).name(words[1:])
    if division is None and words[1] in "校院":
        return Setting()
    place = next((m for m in page.of(Kind.PLACE) if division and m.thing.endswith(division)), None)
    if division is None and words[0] != _OWN[0]:
        return Setting()  # 该区: none that the page tells
    evidence = page.evidence(span, "event_venue")
    venue = division or words
    return Setting(
        venue=venue, place=place.thing if place else None, code=place.code if place else None, details=(evidence,)
    )
