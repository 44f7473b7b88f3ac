"""Laws that a session passes or approves, named one after the other with or without marks, and whose they are."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.cues import Cued, either
from kg.grammar.initiative_words import initiative_words
from kg.grammar.unmarked import Draft
from kg.model import Kind
from kg.pattern import FOLDED
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Mention
    from kg.page import Page
    from kg.shadow import Shadow

_SHORTEST = 6  # characters of the name of a law
_LIST = 400  # characters behind a verb in which the last law of its list may stand
_MARKS = "《“"


def passed(text: str) -> Iterator[Draft]:
    """Laws without marks behind a verb of passing: 表决通过了某市物业管理条例、修订后的某市消防条例."""
    for verb in _passing().finditer(text):
        end = min(len(text), verb.end() + _LIST)
        stop = _stop().search(text, verb.end(), end)
        for law in _law().finditer(text, verb.start(), stop.start() if stop else end):
            if len(law["name"]) >= _SHORTEST and not law["name"].startswith(initiative_words("no_laws")):
                yield Draft(Span(*law.span("name")), law["name"], law["name"], "law_passed")


def lawgivers(page: Page, shadow: Shadow, sentence: Span, place: int) -> list[Mention]:
    """Whose the law at a place of the shadow text is: of the place that it names, else of the body in session."""
    law = shadow.mentions_in(place, place + 1)[0]
    verbs = list(_verbs().finditer(shadow.text, sentence.start, place))
    is_passed = law.rule == "title_passed" or law.thing.endswith(initiative_words("laws"))
    if not verbs or not is_passed or not _leads_up().fullmatch(shadow.text, verbs[-1].end(), place):
        return []
    start = law.span.start + (page.article.text[law.span.start] in _MARKS)
    own = [one for one in page.inside(law.span, Kind.PLACE) if one.span.start == start][:1]
    sitting = _in_session(page, shadow, sentence, verbs[-1].start())
    if verbs[-1].group().endswith(initiative_words("approving")):
        return own
    if own and not any(body.thing.startswith(own[0].thing) for body in sitting):
        return own
    return sitting


def _in_session(page: Page, shadow: Shadow, sentence: Span, verb: int) -> list[Mention]:
    """The body that passes: the last one named before the verb, else the one that the session is called after."""
    named = shadow.mentions_in(sentence.start, verb, Kind.ORGANIZATION)[-1:]
    sessions = dict.fromkeys((page.event_at(shadow.span(verb, verb + 1).start), page.main_event))
    return named or next((bodies for session in sessions if (bodies := _called_after(page, session))), [])


def _called_after(page: Page, session: str | None) -> list[Mention]:
    """The body that the name of a session opens with."""
    names = (event for event in page.of(Kind.EVENT) if event.thing == session)
    bodies = (body for event in names for body in page.inside(event.span, Kind.ORGANIZATION))
    return [body for body in bodies if session and session.startswith(page.text_of(body))][:1]


@cache
def _passing() -> Cued:
    words = (*initiative_words("passing"), *initiative_words("approving"))
    return Cued(rf"(?:{either(words)})(?=了?[^\W的])", words)


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(either((*initiative_words("passing"), *initiative_words("approving"))))


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(r"[,。;!?\n]")


@cache
def _leads_up() -> re.Pattern[str]:
    """What stands between the verb and a law of its list: those before it, 修订后的, 关于修改."""
    deciding = rf"(?:[{FOLDED[Kind.ORGANIZATION]}{FOLDED[Kind.PLACE]}]?(?:{either(initiative_words('deciding'))}))"
    return re.compile(
        rf"了?(?:[^。;!?\n]*[、,和及与》{FOLDED[Kind.INITIATIVE]}])?(?:{either(initiative_words('amended'))}|{deciding})*"
    )


@cache
def _law() -> re.Pattern[str]:
    """One law of a list: behind the verb, 、 or 和, with 修订后的 before it."""
    laws, amended = either(initiative_words("laws")), either(initiative_words("amended"))
    verbs = either((*initiative_words("passing"), *initiative_words("approving")))
    before = rf"(?:(?:{verbs})了?|、|(?<=[{''.join(sorted({law[-1] for law in initiative_words('laws')}))}])[和及与])"
    name = r"(?:[^\W的]|[·—-]){2,36}?"
    return re.compile(
        rf"{before}(?:{amended})*(?P<name>{name}(?:{laws}))(?=(?:\(?(?:修订)?草案\)?)?(?:[、,。;和及与]|等[^,。;]{{2,12}}法规|$))"
    )
