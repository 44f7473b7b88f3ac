"""Where in a text the names of bodies may stand: the runs that hold an ending, what stops a name, what opens one."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache
from itertools import chain
from typing import NamedTuple

from kg.cues import Cued
from kg.grammar.alternatives import alternatives
from kg.grammar.bodies import LEVELS
from kg.lexicon import load
from kg.text import Span

# A name does not reach over these; brackets and 《》 may stand within one.
_STRETCH = re.compile(
    r"(?:[一-龥〇A-Za-z0-9·+&_-]|(?<![一-龥])/|/(?![一-龥])|《[^《》。\n]{1,16}》"
    r"|(?<=[一-龥])\([^()。,;\n]{1,14}\)(?=[一-龥])|(?<=届)、(?=第?[一二三四五六七八九十]{1,3}届)|(?<=[局部处办])\(筹\)"
    r"|(?<=[省市区县州旗镇乡委])“[^“”。,;:\n]{2,12}”(?=[一-龥]{0,8}(?:领导小组|指挥部|专班|联席会议|工委|专案组))"
    r"|(?<=[一-龥])“[^“”。,;:\n]{2,8}”(?=专项(?:工作组|工作专班|领导小组)))+"
)


@cache
def _endings() -> Cued:
    words = load("organizations")
    groups = (words["never"], words["national"], words["duties"], words["peers"], *words["endings"].values())
    duties, duty_endings = alternatives(words["duties"]), alternatives(words["duty_endings"])
    return Cued(
        rf"(?P<never>(?:{alternatives(words['never'])})(?!(?<=数据)(?:发展)?(?:管理)?局))"
        rf"|(?P<national>(?:{alternatives(words['national'])})(?![门区]))"
        rf"|(?P<duty>(?:{duties})[一二三四五六七八九十]?(?:{duty_endings})(?![门署委员分]|(?<=科)[技学研普创]|(?<=城管委)会))"
        rf"|(?P<office>(?:(?<=[{LEVELS}]委)|(?<=政府)|(?<=人大)|(?<=政协))办"
        rf"(?=[^一-龥]|[等和与及]|$|副?主任|相关|有关|负责|领导|党))"
        rf"|(?P<committee>(?<=[{LEVELS}])委(?:会(?![议同见上场谈计客诊员])|(?![员派托任屈])))"
        rf"|(?P<bound>{alternatives(words['endings']['state'][:8], words['peers'])})"
        rf"|(?P<free>{alternatives(*words['endings'].values())})(?!们)(?!(?<=会)场)(?!(?<=基金)会)(?!(?<=委)员)(?!(?<=总会)长)(?!(?<=联)合)(?!(?<=[律作美书记音剧摄消]协)[会同助作调商定议])(?!(?<=智库)(?:研究|机构|评价|建设|发展|型|联盟))(?!(?<=府办)[事公学班])"
        rf"(?![东西南北中]?路(?!演))",
        cues=("委", "办", *chain(*groups)),
    )


class Stretch(NamedTuple):
    """A run of characters within which names may stand, with the endings found in it."""

    span: Span
    endings: list[tuple[str, Span]]  # national | duty | office | committee | bound | free


def stretches(text: str) -> list[Stretch]:
    """The runs of the text that hold at least one ending of a body's name, from left to right."""
    found: list[Stretch] = []
    ends = [(match.lastgroup or "", Span(*match.span())) for match in _endings().finditer(text)]
    ends = [entry for entry in ends if entry[0] != "never"]
    position = 0
    for match in _STRETCH.finditer(text) if ends else ():
        end = match.end()
        if ends[position][1].start >= end:
            continue
        start, inside = match.start(), []
        while position < len(ends) and ends[position][1].start < end:
            if ends[position][1].start >= start:
                inside.append(ends[position])
            position += 1
        if inside:
            found.append(Stretch(Span(start, end), inside))
        if position == len(ends):
            break
    return found


@cache
def _stops() -> tuple[re.Pattern[str], ...]:
    stops = load("organizations")["stops"]
    no_stops = alternatives(load("organizations")["duties"], load("organizations")["inside"])
    strong, weak = stops["strong"], (*stops["strong"], *stops["weak"])
    return tuple(
        re.compile(rf"(?:{no_stops})|(?P<stop>{alternatives(words)})")
        for words in (strong, weak, (*weak, *stops["conjunctions"]))
    )


class Stop(IntEnum):
    """Words that a name does not reach over, from those in no name to those that stand within many."""

    VERB = 0
    PREPOSITION = 1
    CONJUNCTION = 2


def last_stop(text: str, start: int, end: int, upto: Stop) -> int:
    """Where the last stop of these kinds ends in [start, end); `start` where there is none."""
    position = start
    for match in _stops()[upto].finditer(text, start, end):
        if match.lastgroup:
            position = match.end()
    return position


@cache
def _openings() -> re.Pattern[str]:
    words = load("organizations")
    return re.compile(alternatives(words["national"], words["openings"]))


def openings(text: str, start: int, end: int) -> list[Span]:
    """The words that names of bodies begin with (中国, 国家, 人民日报社) in [start, end)."""
    return [Span(*match.span()) for match in _openings().finditer(text, start, end)]


def starts_weakly(text: str, start: int, end: int) -> bool:
    """Whether a conjunction or preposition stands at the start of [start, end)."""
    match = _stops()[Stop.CONJUNCTION].match(text, start, end)
    return bool(match and match.lastgroup)


@cache
def quoted_bodies() -> re.Pattern[str]:
    """One or more names in quotes before a word that calls them bodies."""
    kinds = alternatives(load("organizations")["quoted"])
    return re.compile(
        rf"(?:“[^“” \n]{{2,16}}”[、,和]?)+(?=等[一-龥]{{0,4}}(?:{kinds})|[^\W{LEVELS}]{{0,4}}(?:{kinds}))"
    )
