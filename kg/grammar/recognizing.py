"""How shadow text says that an initiative is put on a roll or given an award."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.cues import either
from kg.grammar.initiative_words import ROSTERED
from kg.grammar.proposing import groups, is_subject, last_verb
from kg.lexicon import load
from kg.model import InitiativeType, Kind, Recognition
from kg.pattern import FOLDED
from kg.text import Span, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Fact, Mention
    from kg.page import Page
    from kg.shadow import Shadow

_INITIATIVE, _PERSON = FOLDED[Kind.INITIATIVE], FOLDED[Kind.PERSON]
_WON = {"roll_won"}  # the rule by which a roll without marks is found behind a verb of winning
_CONTEXT = 12  # characters behind a name in which it may prove a mere setting
_CLAUSE = 80  # characters behind a verb of recognition in which its roll may stand
_ROSTER = 4000  # characters between the name of a roll and the last that is on it
_LOOK_BACK = 400  # characters before a verb in which its roll may stand


def recognized(
    shadow: Shadow, sentence: Span, types: Mapping[str, InitiativeType]
) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of what a sentence puts on a roll, and the roll."""
    text = shadow.text
    start = sentence.start
    if _INITIATIVE not in sentence.of(text):
        return
    for verb in _recognizing().finditer(text, sentence.start, sentence.end):
        if text[verb.start() - 1 : verb.start()] == _PERSON:  # an honour of somebody, and of no initiative
            start = verb.end()
            continue
        behind = _named(shadow, verb.end(), _clause_end(text, verb.end(), min(sentence.end, verb.end() + _CLAUSE)))
        if verb.group() in load("recognitions")["giving"] and len(behind) > 1:
            yield behind[0], behind[-1]
            continue
        if verb.group() in (*load("recognitions")["loose"], "为"):
            behind = [mention for mention in behind if types[mention.thing] is InitiativeType.LIST]
        roll = behind[0] if behind else _roll_before(shadow, sentence, verb, types)
        if roll:
            if roll.thing.endswith(load("recognitions")["rolls_of_bodies"]):  # who runs the initiatives named before
                continue
            first = start if behind else max(start, _behind(shadow, roll, start, verb.start()))
            subjects = list(_subjects(shadow, first, verb.start(), types)) or _listed_behind(shadow, roll, sentence)
            yield from ((subject, roll) for subject in subjects)
            start = verb.end()


def behind_colon(
    shadow: Shadow, sentence: Span, types: Mapping[str, InitiativeType]
) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of what a sentence lists behind the name of a roll and a colon, without a verb: 十大公益项目是:……."""
    place = shadow.text.find(":", *sentence)
    rolls = _named(shadow, sentence.start, place) if place >= 0 else []
    if rolls and types[rolls[-1].thing] is InitiativeType.LIST:
        yield from ((mention, rolls[-1]) for mention in _listed_behind(shadow, rolls[-1], sentence))


def mere_honours(page: Page, facts: Sequence[Fact]) -> set[str]:
    """Rolls that are named, without marks, only because somebody is on them who is no initiative: 获评某省文明单位."""
    rolls = {fact.roll for fact in facts if isinstance(fact, Recognition)}
    rules: dict[str, set[str]] = {}
    for mention in page.of(Kind.INITIATIVE):
        rules.setdefault(mention.thing, set()).add(mention.rule)
    return {thing for thing, told in rules.items() if told <= _WON and thing not in rolls}


def _behind(shadow: Shadow, roll: Mention, start: int, end: int) -> int:
    """Where what a roll lists begins, between the roll and the verb: 发布某省十大案例,“甲”“乙”等入选."""
    places = [start + match.start() for match in re.finditer(_INITIATIVE, shadow.text[start:end])]
    own = [place for place in places if shadow.mentions_in(place, place + 1)[0] is roll]
    return own[-1] + 1 if own and places[-1] > own[-1] else start


def _listed_behind(shadow: Shadow, roll: Mention, sentence: Span) -> list[Mention]:
    """The cases that a sentence lists behind their roll: “荣获某奖的项目是:……”."""
    text = shadow.text
    place = text.find(":", sentence.start, sentence.end)
    named = _named(shadow, place, sentence.end) if place >= 0 else []
    before = place >= 0 and roll in shadow.mentions_in(sentence.start, place, Kind.INITIATIVE)
    return [mention for mention in named if before and mention.rule == "case_in_list"]


def on_rosters(mentions: Sequence[Mention], types: Mapping[str, InitiativeType]) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of what stands in lines of its own below the name of a roll, and that roll."""
    roll: Mention | None = None
    for mention in mentions:
        if types[mention.thing] is InitiativeType.LIST:
            roll = mention
        elif mention.rule in ROSTERED and roll and mention.span.start - roll.span.end < _ROSTER:
            yield mention, roll


def _subjects(shadow: Shadow, start: int, end: int, types: Mapping[str, InitiativeType]) -> Iterator[Mention]:
    """The initiatives before a verb of recognition, without rolls and without the competition they were entered for."""
    text = shadow.text
    places = [start + match.start() for match in re.finditer(_INITIATIVE, text[start:end])]
    acting = [
        match for match in groups().finditer(text, start, places[-1] if places else start) if is_subject(text, match)
    ]
    told = text[acting[-1].start() : places[-1]] if len(acting) > 1 else ""
    if last_verb(told) is not None and not told.endswith("的"):  # 甲县推行“乙”,丙县推行“丁”,入选
        start = acting[-1].end()
    clause = max(text.rfind(mark, start, end) for mark in ",;")
    own = clause if places and places[-1] > clause else start  # the verb's clause, where it names what won
    for match in re.finditer(_INITIATIVE, text[start:end]):
        mention = shadow.mentions_in(start + match.start(), start + match.end())[0]
        is_setting = re.match(r"[^,。、]{0,8}[中里上],", text[start + match.end() : end][:_CONTEXT])
        is_past = start + match.start() < own and _is_object(text, start + match.start())
        if types[mention.thing] is not InitiativeType.LIST and not is_setting and not is_past:
            yield mention


def _is_object(text: str, place: int) -> bool:
    """Whether its clause tells that somebody runs the initiative at a place: 启动“甲”机制,“乙”项目获评."""
    clause = text[max(text.rfind(mark, 0, place) for mark in ",。;:\n") + 1 : place]
    return last_verb(clause) is not None and not clause.endswith("的")


def _roll_before(
    shadow: Shadow, sentence: Span, verb: re.Match[str], types: Mapping[str, InitiativeType]
) -> Mention | None:
    """The roll named before a verb that names none, in its sentence or as published in the sentence before."""
    if verb.group() not in load("recognitions")["after_roll"]:
        return None
    text = shadow.text
    line = max(text.rfind("\n", 0, sentence.start) + 1, sentence.start - _LOOK_BACK)
    earlier = list(sentences(text, Span(line, sentence.start)))[-1:]
    spans = [
        Span(max(sentence.start, verb.start() - _LOOK_BACK), verb.start()),
        *(s for s in earlier if _announcing().search(s.of(text))),
    ]
    for span in spans:
        named = [m for m in _named(shadow, span.start, span.end) if types[m.thing] is InitiativeType.LIST]
        if named:
            return named[-1]
    return None


def _named(shadow: Shadow, start: int, end: int) -> list[Mention]:
    return shadow.mentions_in(start, end, Kind.INITIATIVE)


def _clause_end(text: str, start: int, end: int) -> int:
    """Where the first clause between two places ends."""
    places = [place for place in (text.find(mark, start, end) for mark in ",。;!?") if place >= 0]
    return min(places, default=end)


@cache
def _recognizing() -> re.Pattern[str]:
    """Verbs by which something is put on a roll."""
    words = load("recognitions")
    chosen = rf"(?<=[个项篇条例目法式])为(?={_INITIATIVE})"  # 确认某某等10个案例为……
    return re.compile(
        rf"(?<![收捕])(?:{either((*words['before_roll'], *words['after_roll'], *words['giving']))})|{chosen}"
    )


@cache
def _announcing() -> re.Pattern[str]:
    """Verbs by which a roll is made known."""
    return re.compile(either(load("recognitions")["announcing"]))
