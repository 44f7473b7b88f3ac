"""Who may have proposed an initiative: whom its name or sentence opens with, words that point back, who speaks."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.cues import either
from kg.grammar.initiative_ground import bare_name
from kg.grammar.initiative_words import initiative_words, type_of, won
from kg.grammar.proposing import (
    groups,
    idle,
    is_of_another,
    is_of_gathering,
    is_setting,
    is_subject,
    last_verb,
    named_body,
    referring,
    used,
)
from kg.model import InitiativeType, Kind
from kg.pattern import FOLDED, Shadow
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Mention
    from kg.page import Page

_PERSON = FOLDED[Kind.PERSON]
_OPENING = 12  # characters of a sentence before its subject
_REFERRED = 1500  # characters before “该基金会” in which it was named
_LOOK_BACK = 400  # characters before a name in which its proposer may stand
_CONTEXT = 12  # characters behind a name that tell its type
_MARKS = "《》“”"
_CLOSING = re.compile(rf"[^“”\n]*”,?{_PERSON}")
_DONE = (InitiativeType.PROGRAMME, InitiativeType.METHOD, InitiativeType.MODEL, InitiativeType.PLATFORM)


class Body(NamedTuple):
    """A proposer, where it is named, and the rule that tells it."""

    thing: str
    kind: Kind
    span: Span
    rule: str


def in_name(page: Page, initiative: Mention) -> Iterator[Body]:
    """The body that a name opens with, or the place that issues it: 《某县政府关于某事的报告》, 《某协会章程》."""
    start = initiative.span.start + (initiative.span.of(page.article.text)[0] in _MARKS)
    if type_of(initiative.thing, "", initiative.rule) is InitiativeType.LIST:
        return
    first = [body for body in page.inside(initiative.span, Kind.ORGANIZATION, Kind.PLACE) if body.span.start == start]
    issuing = [body for body in first if _issues().match(page.article.text, body.span.end)]
    is_written = initiative.rule in ("title_in_marks", "title_passed", "recommended_title")
    bodies = [body for body in first if body.kind is Kind.ORGANIZATION and is_written]
    if is_written and not bodies and (named := _named_in(page, initiative)):
        yield named
        return
    for body in (*issuing, *bodies)[:1]:
        rest = page.article.text[body.span.end : initiative.span.end]
        if len(rest) > 1 and not named_body().search(rest):
            yield body_at(body, "body_in_name")


def _named_in(page: Page, initiative: Mention) -> Body | None:
    """A body of the page with whose name that of a paper begins: 《某市某商会章程修正案》."""
    name = bare_name(initiative.thing)
    bodies = (one for one in page.of(Kind.ORGANIZATION) if name.startswith((one.thing, page.text_of(one))))
    longest = max(bodies, key=lambda one: len(page.text_of(one)), default=None)
    return body_at(longest, "body_in_name") if longest and len(page.text_of(longest)) < len(name) - 1 else None


def opening(shadow: Shadow, sentence: Span, place: int, initiative: Mention) -> Iterator[Body]:
    """The bodies that a sentence opens with, for what they work by: 某社区以“某某”工作法."""
    before = shadow.text[sentence.start : place]
    is_won = before.endswith((",", "、", ";")) and won().match(shadow.text, place + 1, sentence.end) is not None
    is_won = is_won and not any(shadow.mentions_in(sentence.start, place, Kind.INITIATIVE))  # 启动“甲”,“乙”获评
    if not is_won and not before.endswith(initiative_words("means")):
        return
    if not is_done(initiative) or _PERSON in before or is_of_another(before):
        return
    behind = used().match(shadow.text, place + 1, sentence.end)
    if behind and len(before) <= _OPENING and not idle().match(shadow.text, behind.end()):
        yield from group(shadow, behind.start("bodies"), behind.end("bodies"), "proposer_opens_sentence")
        return
    match = groups().search(shadow.text, sentence.start, min(place, sentence.start + _OPENING + 1))
    nearer = [one for one in groups().finditer(shadow.text, sentence.start, place) if is_subject(shadow.text, one)]
    match = nearer[-1] if match and nearer else match
    if is_won and match and is_of_gathering(shadow.text, match):
        return
    if match and not is_setting(shadow.text, match) and not idle().search(shadow.text, match.end(), place):
        yield from group(shadow, match.start(), match.end(), "proposer_opens_sentence")


def referred_to(page: Page, shadow: Shadow, place: int) -> Iterator[Body]:
    """For what somebody does, where nothing else tells: who is meant by words that point back: 该基金会."""
    text = shadow.text
    initiative = shadow.mentions_in(place, place + 1)[0]
    if not is_done(initiative) or type_of(initiative.thing, text[place + 1 :][:_CONTEXT]) is InitiativeType.LIST:
        return
    start = max(text.rfind("\n", 0, place) + 1, place - _LOOK_BACK)
    if not is_of_another(text[start:place]) and (referred := list(referring().finditer(text, start, place))[-1:]):
        yield from meant(page, shadow, referred[0], initiative)


def meant(page: Page, shadow: Shadow, referred: re.Match[str], initiative: Mention) -> Iterator[Body]:
    """The body or place named last before words that point back to one of its kind: 该基金会, 该区."""
    before = shadow.span(referred.start(), referred.end()).start
    named = page.inside(Span(max(0, before - _REFERRED), before), Kind.ORGANIZATION, Kind.PLACE)
    noun = referred["noun"]
    other = tuple(longer for longer in initiative_words("nouns") if longer.endswith(noun) and longer != noun)
    alike = [one for one in named if one.thing.endswith(noun) and not one.thing.endswith(other)]
    if (
        referred[0][0] in initiative_words("ours") and alike
    ):  # 我市 is that of the name, else the one that the page is about
        own = page.inside(initiative.span, Kind.PLACE)[:1]
        often = Counter(one.thing for one in page.of(alike[0].kind) if one.thing.endswith(noun)).most_common(1)
        alike = [one for one in own if one.thing.endswith(noun)] or [one for one in alike if one.thing == often[0][0]]
    yield from (body_at(mention, "proposer_referred_to") for mention in alike[-1:])


def own_work(shadow: Shadow, sentence: Span, place: int, posts: Mapping[str, str]) -> list[Body]:
    """The organization of the person who tells what “we” do, under a label or in words that the name stands behind."""
    text = shadow.text
    start = text.rfind("\n", 0, sentence.start) + 1
    before = text[start : start + 2] + text[max(start + 2, place - _LOOK_BACK) : place]
    if not any(word in text[sentence.start : place] for word in initiative_words("we")):
        return []
    is_labelled = before.startswith((f"{_PERSON}:", f"{_PERSON}“"))
    named = start if is_labelled else _named_behind(text, start, place)
    if named is None:
        return []
    speaker = shadow.mentions_in(named, named + 1)[0]
    is_acting = last_verb(before) is not None or before.endswith(initiative_words("means"))
    if not is_acting or speaker.thing not in posts:
        return []
    return [Body(posts[speaker.thing], Kind.ORGANIZATION, speaker.span, "organization_of_speaker")]


def _named_behind(text: str, start: int, place: int) -> int | None:
    """Where the speaker stands right behind the quotation around a place of a line."""
    if text.rfind("“", start, place) <= text.rfind("”", start, place):
        return None
    spoken = _CLOSING.match(text, place)
    return spoken.end() - 1 if spoken else None


def is_done(initiative: Mention) -> bool:
    """Whether it is something that is done, not written or awarded."""
    return type_of(initiative.thing, "", initiative.rule) in _DONE


def group(shadow: Shadow, start: int, end: int, rule: str) -> Iterator[Body]:
    """The organizations and places of a stretch of the shadow text."""
    for mention in shadow.mentions_in(start, end):
        if mention.kind in (Kind.ORGANIZATION, Kind.PLACE):
            yield body_at(mention, rule)


def body_at(mention: Mention, rule: str) -> Body:
    """A mention as a proposer that a rule tells."""
    return Body(mention.thing, mention.kind, mention.span, rule)


@cache
def _issues() -> re.Pattern[str]:
    """《某市|人民政府关于某事的意见》: the place that it opens with issues it."""
    return re.compile(rf"[^的“”《》]{{0,8}}(?:{either(initiative_words('concerning'))})")
