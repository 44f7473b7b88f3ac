"""Names of divisions in a text (floor 1): found, held against their surroundings, and read as of a year.

A full name (长春市) counts wherever it does not straddle other words; a short one (长春) where it is no ordinary word;
short names of counties only behind the division above them, or where the article has the full name too.
"""

from __future__ import annotations

import csv
from bisect import bisect_left, insort
from functools import cache, lru_cache
from importlib.resources import files
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from kg import divisions
from kg.divisions import Division, Level
from kg.grammar.dictionary import frequency, is_word_at
from kg.grammar.names import guess_names
from kg.lexicon import load
from kg.lineage import line_of
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import ahocorasick_rs

_LEVEL_WORDS = "区县镇乡旗"
_AFTER_LEVEL_WORDS = "域级村镇城街县区"  # 吉林县域, 浙江乡村: the level word belongs to what follows
_NOT_THE_CITY = "民场面值容井"  # 长春市民, 上海市场
_YET_THE_CITY = ("民政", "民族", "民宗", "民革", "民盟", "民建", "民进", "容环", "场监")


_start, _end = attrgetter("span.start"), attrgetter("span.end")


class Named(Struct, frozen=True):
    """A name of a division in a text, with those that bear it."""

    span: Span
    text: str
    bearers: tuple[Division, ...]
    full: bool
    is_strong: bool = False  # a short name that stands for a division by itself


@lru_cache(maxsize=8192)
def _borne(name: str, year: int | None) -> tuple[tuple[Division, ...], bool, bool]:
    """Who bears a name in a year, whether it is a full one, and whether as a short one it is strong."""
    bearers = divisions.named(name, year)
    full = any(division.short != name for division in bearers)
    bearers = bearers if full else tuple(d for d in bearers if d.distance(year)[0] == 0)
    return tuple(dict.fromkeys(_in_force(d, year) for d in bearers)), full, _is_strong(name, bearers)


def _in_force(division: Division, year: int | None) -> Division:
    """The division as it is in a year, where the text has its name of another time: 新津县 in 2021 is 新津区."""
    now = line_of(division).at(year)
    return now if now.distance(year)[0] < division.distance(year)[0] else division


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    import ahocorasick_rs

    names = sorted(divisions.known_names())
    return ahocorasick_rs.AhoCorasick(names), names


@cache
def _swallowers() -> ahocorasick_rs.AhoCorasick:
    import ahocorasick_rs

    return ahocorasick_rs.AhoCorasick(load("places")["not_places"])


@cache
def _straddles() -> dict[str, tuple[str, str]]:
    text = (files("kg.lexicon") / "straddles.csv").read_text(encoding="utf-8")
    return {character: (before, after) for character, before, after in csv.reader(text.splitlines())}


def divisions_in(text: str, year: int | None = None) -> list[Named]:
    """The names of divisions in narrowed text, in its order, none over another; bearers are those of the year."""
    return names_in(text, year)[0]


def names_in(text: str, year: int | None = None) -> tuple[list[Named], list[Named]]:
    """The names of divisions in narrowed text, and the short ones that may as well be words, from left to right."""
    found = list(_candidates(text, year))
    chosen = _full_names(text, [named for named in found if named.full])
    shorts = [named for named in found if not named.full and not _is_word_piece(text, named)]
    shorts.sort(key=lambda n: (n.span.start, -n.span.end))  # from the left, so that a chain grows
    for named in shorts:
        if named.is_strong and (is_free_short(text, named) or _follows_its_parent(named, chosen)):
            add(chosen, named)
    known = {division.short for named in chosen if named.full for division in named.bearers}
    for named in shorts:
        is_known = _is_known(named, known) and is_free_short(text, named)
        if is_known or _follows_its_parent(named, chosen) or _heads_a_body(text, named):
            add(chosen, named)
    return chosen, shorts


def is_above(upper: Division, lower: Division) -> bool:
    """Whether one division holds the other, at any time: by the code's digits, or by the parents of record."""
    if upper.level is Level.PROVINCE:
        return lower.level is not Level.PROVINCE and upper.code[:2] == lower.code[:2]
    if upper.level is Level.PREFECTURE and lower.level is Level.COUNTY:
        return upper.code == lower.parent or (upper.code[:4] == lower.code[:4] and upper.code[4:] == "00")
    return False


def _candidates(text: str, year: int | None) -> Iterator[Named]:
    automaton, names = _automaton()
    swallowed = bytearray(len(text))
    for _, start, end in _swallowers().find_matches_as_indexes(text):
        swallowed[start:end] = b"\1" * (end - start)
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        span = Span(start, end)
        if 0 in swallowed[start:end]:
            bearers, full, is_strong = _borne(names[index], year)
            if bearers:
                yield Named(span, names[index], bearers, full, is_strong)


def _full_names(text: str, found: Sequence[Named]) -> list[Named]:
    chosen: list[Named] = []
    for named in sorted(found, key=lambda n: (n.span.start, -n.span.end)):
        taken = chosen[-1].span.end if chosen else 0
        if named.span.start < taken:
            continue
        if _behind(named, chosen) or _stands_alone(text, named):
            chosen.append(named)
    return chosen


def _behind(named: Named, chosen: Sequence[Named]) -> bool:
    """Whether a full name follows one of a division that holds it."""
    before = _ending_at(chosen, named.span.start)
    return before is not None and bool(_narrowed(before, named))


def _narrowed(before: Named, named: Named) -> tuple[Division, ...]:
    return tuple(lower for lower in named.bearers if any(is_above(upper, lower) for upper in before.bearers))


def _stands_alone(text: str, named: Named) -> bool:
    """Whether a full name is a name by itself, and no piece of other words."""
    start, end = named.span
    words = load("places")
    if _follows_short_parent(text, named):
        return True
    if named.text in words["only_in_chain"]:
        return False
    if len(named.text) == 2:
        edge = start == 0 or not is_han(text[start - 1]) or text[start - 1] in words["before_short_full"]
        return edge and (
            text[end : end + 1] not in tuple(_AFTER_LEVEL_WORDS)
            or text.startswith(tuple(words["behind_counties"]), end)
        )
    follower = text[end : end + 1]
    if named.text[-1] == "市" and follower and follower in _NOT_THE_CITY and not text.startswith(_YET_THE_CITY, end):
        return False
    if named.text[-1] == "区" and follower and follower in "域间":
        return False
    if named.text.endswith("地区") and text.startswith("生产", end):
        return False  # 宜昌|地区生产总值
    return not (_straddles_words(text, start, named.text[:-1], named.text[-1]) or _straddles_a_short(text, named))


def _straddles_a_short(text: str, named: Named) -> bool:
    """Whether a province or prefecture begins right before and a common word takes the rest: 上海|城市."""
    overlapping = divisions.named(text[max(0, named.span.start - 1) : named.span.start + 1])
    _, after = _straddles().get(named.text[-2], ("", ""))
    return named.text[-1] in after and any(division.level is not Level.COUNTY for division in overlapping)


def _follows_short_parent(text: str, named: Named) -> bool:
    """Whether the short name of a division that holds it stands right before: 山东济南."""
    start = named.span.start
    return any(
        upper.short and text.endswith(upper.short, 0, start)
        for division in named.bearers
        for upper in divisions.chain(division.code)
        if upper.level is not Level.COUNTY
    )


def _straddles_words(text: str, start: int, name: str, follower: str) -> bool:
    """Whether its first character ends a common word and its last one begins another: 隆重|庆祝."""
    before, _ = _straddles().get(name[0], ("", ""))
    _, after = _straddles().get(name[-1], ("", ""))
    return bool(start and follower) and text[start - 1] in before and follower in after


def _is_word_piece(text: str, named: Named) -> bool:
    """Whether a short name makes a road, another division or a person's name with what stands around it."""
    end = named.span.end
    rest = text[end : end + 2]
    if rest.startswith(load("places")["roads"]):
        return not rest.startswith(("街道", "站起", "站在", "街区", "路径", "路线"))
    if rest[:1] and rest[0] in _LEVEL_WORDS and not (rest[1:] and rest[1] in _AFTER_LEVEL_WORDS):
        return True
    return _ends_a_persons_name(text, named.span) or _begins_behind_a_title(text, named.span)


_TITLE_ENDS = "长记任授员士官师委席裁编者家生"
_CLOSED = 2.0  # weight of a name that a mark or a verb closes off
_AFTER_PERSONS = ("、", ",", "。", ")", "(", ":", "分别", "表示", "介绍", "指出", "认为", "强调", "说", "\n")


def _ends_a_persons_name(text: str, span: Span) -> bool:
    """Whether title, surname and what follows say that it is a given name: 区长张吉林表示."""
    before = text[max(0, span.start - 2) : span.start]
    return (
        len(before) == 2
        and before[0] in _TITLE_ENDS
        and before[1] in load("places")["surnames"]
        and span.end - span.start == 2
        and text.startswith(_AFTER_PERSONS, span.end)
    )


def _begins_behind_a_title(text: str, span: Span) -> bool:
    """Whether its first character ends a title and a person's name begins with the second: 理事长|葛某某主持."""
    start = span.start + 1
    if text[span.start] not in _TITLE_ENDS or not any(frequency(text[start - n : start]) for n in (2, 3) if n <= start):
        return False
    return any(guess.weight >= _CLOSED and guess.span.end > span.end for guess in guess_names(text, start))


def _is_strong(name: str, bearers: Sequence[Division]) -> bool:
    """Whether a short name stands for a division by itself: provinces, prefectures, cities, long names."""
    if name in ordinary():
        return False
    return len(name) > 2 or any(
        d.level is not Level.COUNTY or (d.last is None and d.name.endswith("市")) for d in bearers
    )


@cache
def ordinary() -> frozenset[str]:
    """Short names that are common words."""
    return frozenset(load("places")["ordinary"])


def _is_known(named: Named, known: set[str]) -> bool:
    return named.text in known and named.text not in ordinary()


def _heads_a_body(text: str, named: Named) -> bool:
    """Whether a body that counties have stands right behind a short name that nothing stands before: 黄浦|公安分局."""
    start, end = named.span
    if not text.startswith(tuple(load("places")["bodies_of_counties"]), end) or named.text in load("places")["seldom"]:
        return False
    return start == 0 or not is_han(text[start - 1]) or text[start - 1] in load("places")["before_short_full"]


def is_free_short(text: str, named: Named) -> bool:
    """Whether a short name is no piece of the words around it."""
    if _straddles_words(text, named.span.start, named.text, text[named.span.end : named.span.end + 1]):
        return False
    is_small = all(division.level is Level.COUNTY for division in named.bearers)
    return not is_small or is_word_at(text, named.span)


def _follows_its_parent(named: Named, chosen: Sequence[Named]) -> bool:
    """Whether a short name stands right behind the division that holds it; an ordinary word behind the next above."""
    before = _ending_at(chosen, named.span.start)
    if before is None:
        return False
    lower = _narrowed(before, named)
    if named.text in ordinary():
        parents = {division.parent for division in lower}
        return any(division.code in parents for division in before.bearers)
    return bool(lower)


def add(chosen: list[Named], new: Named) -> None:
    """Put a name among those chosen, if it lies over none of them; they stay in order."""
    index = bisect_left(chosen, new.span.start, key=_start)
    before_ends = index == 0 or chosen[index - 1].span.end <= new.span.start
    if before_ends and (index == len(chosen) or new.span.end <= chosen[index].span.start):
        insort(chosen, new, key=_start)


def _ending_at(chosen: Sequence[Named], position: int) -> Named | None:
    """The name chosen that ends at a position."""
    index = bisect_left(chosen, position, key=_end)
    return chosen[index] if index < len(chosen) and chosen[index].span.end == position else None


def is_han(character: str) -> bool:
    """Whether it is a Chinese character."""
    return "\u4e00" <= character <= "\u9fff"
