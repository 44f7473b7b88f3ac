"""Sites in a list of what somebody visits (floor 1): 先后来到某镇柑橘产业基地、月牙湾、老街历史文化街区等地.

Their endings are too common to tell a site elsewhere. In such a list they do, where at least two of its entries are
names: sites that are known, behind one, or of words that no dictionary has.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.cues import either
from kg.grammar.dictionary import is_common_word
from kg.grammar.zones import Site
from kg.lexicon import load
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.grammar.zones import Anchor

_LONGEST_LIST = 400  # characters
_LONGEST_NAME = 14
_LONGEST_SHORT = 5  # characters of a name whose ending is one character
_NAMES = 2  # entries that must be names, for the others to be
_COMMON = 2000  # how often the dictionary has an ordinary word that is no name of a site
_MARK = re.compile(r"[、,]|和|及|与")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_CONJUNCTION = re.compile(r"^(?:以及|及|和|与)")


class _Entry(NamedTuple):
    """What stands between two marks of a list, the place before it, and its own name behind that."""

    span: Span
    anchor: Anchor | None
    own: Span


def visited_sites(text: str, anchors: Mapping[int, Anchor], known: Sequence[Span]) -> Iterator[Site]:
    """The sites of such lists that are not among those known, in the order of the text."""
    ends = {span.end for span in known}
    for trigger in _triggers().finditer(text):
        entries = list(_entries(text, trigger.end(), anchors))
        if len(entries) < _NAMES:
            continue
        named = [entry.span.end in ends or _is_name(text, entry) for entry in entries]
        if sum(named) < _NAMES and not _are_all_alike(text, entries):
            continue
        for entry, is_named in zip(entries, named, strict=True):
            if entry.span.end not in ends and (is_named or _may_be_name(text, entry)):
                anchor = entry.anchor
                is_joined = anchor is not None and anchor.span.end == entry.own.start
                start = anchor.span.start if anchor and is_joined else entry.own.start
                ends.add(entry.own.end)
                yield Site(Span(start, entry.own.end), entry.own.of(text), anchor.code if anchor else None)


@cache
def _triggers() -> re.Pattern[str]:
    words = load("places")["sites"]["tours"]
    verbs, goes, tasks = (either(words[entry]) for entry in ("verbs", "goes", "tasks"))
    listed = r"(?=[\u4e00-\u9fff“][^。;!?:\n]{2,80}?[、和及])"
    behind = rf"(?=[\u4e00-\u9fff“][^。;!?:,\n]{{1,40}}?、[^。;!?:,\n]{{2,90}}?(?:{tasks}))"
    return re.compile(rf"(?:{verbs})了?{listed}|(?:{goes}){behind}")


@cache
def _rest() -> re.Pattern[str]:
    """What stands behind the last site of a list: 等地, 实地考察."""
    return re.compile(rf"(?<=.)等$|(?<=..)(?:等\d|{either(load('places')['sites']['tours']['tasks'])}).*$")


@cache
def _endings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("places")["sites"]
    long = (*words["tours"]["endings"], *words["alone"])
    short = words["tours"]["short_endings"]
    return re.compile(rf"(?:{either(long)})$"), re.compile(rf"[{''.join(short)}]$")


@cache
def _generic() -> re.Pattern[str]:
    words = load("places")["sites"]
    return re.compile(rf"(?:{either((*words['generic'], *words['tours']['generic']))})*")


def _entries(text: str, start: int, anchors: Mapping[int, Anchor]) -> Iterator[_Entry]:
    """What a list holds, up to a comma that no place stands behind."""
    stop = re.compile(r"[。;!?:\n]").search(text, start, start + _LONGEST_LIST)
    last = stop.start() if stop else min(len(text), start + _LONGEST_LIST)
    while start < last:
        end = _end_of_entry(text, start, last, anchors)
        start += len((_CONJUNCTION.match(text[start:end]) or [""])[0])
        rest = _rest().search(text[start:end])
        if entry := _entry(text, Span(start, start + rest.start() if rest else end), anchors):
            yield entry
        if rest and end < last and text[end] == ",":
            return
        if end < last and text[end] == "," and not _place_follows(text, end + 1, last, anchors):
            return
        start = end + (end < last and text[end] in "、,")
        if end >= last:
            return


def _end_of_entry(text: str, start: int, last: int, anchors: Mapping[int, Anchor]) -> int:
    """Where an entry ends: at a comma, or at a conjunction behind what ends as a site does."""
    for mark in _MARK.finditer(text, start + 1, last):
        at = mark.start()
        if mark.group() in "、," or at in anchors or _endings()[0].search(text, start, at):
            return at
    return last


def _place_follows(text: str, start: int, last: int, anchors: Mapping[int, Anchor]) -> bool:
    """Whether a place begins right there, perhaps behind a conjunction."""
    start += len((_CONJUNCTION.match(text[start : start + 2]) or [""])[0])
    return any(anchors[end].span.start == start for end in range(start + 2, min(start + 20, last)) if end in anchors)


def _entry(text: str, span: Span, anchors: Mapping[int, Anchor]) -> _Entry | None:
    if span.end - span.start < _NAMES:
        return None
    inner = [end for end in range(span.start + 2, span.end) if end in anchors and anchors[end].span.start >= span.start]
    anchor = anchors[inner[-1]] if inner else None
    own = anchor.span.end if anchor else span.start
    own += text.startswith("的", own)
    return _Entry(span, anchor, Span(own, span.end))


def _is_name(text: str, entry: _Entry) -> bool:
    """Whether an entry ends as a site does, and is one by the place before it, or by words that are not common."""
    own = entry.own.of(text)
    ending = _endings()[0].search(own)
    if ending is None or not _HAN.fullmatch(own) or len(own) > _LONGEST_NAME:
        return False
    stem = own[: ending.start()]
    if entry.anchor is not None:
        return True
    return len(stem) >= _NAMES and _generic().fullmatch(stem) is None and not is_common_word(stem)


def _are_all_alike(text: str, entries: Sequence[_Entry]) -> bool:
    """Whether each of several entries may be a name, two of them by a longer ending."""
    long = sum(_endings()[0].search(entry.own.of(text)) is not None for entry in entries)
    return len(entries) > _NAMES <= long and all(_may_be_name(text, entry) for entry in entries)


def _may_be_name(text: str, entry: _Entry) -> bool:
    """Whether an entry beside names of sites is one too: it ends as they do, and says more than a kind."""
    own = entry.own.of(text)
    if not _HAN.fullmatch(own) or _generic().fullmatch(own) or is_common_word(own, _COMMON):
        return False
    if own.endswith(tuple(load("places")["sites"]["tours"]["bodies"])):
        return False
    ending = _endings()[0].search(own)
    if ending:
        stem = own[: ending.start()]
        return len(own) <= _LONGEST_NAME and (stem.startswith("第") or _generic().fullmatch(stem) is None)
    is_short = _NAMES <= len(own) <= _LONGEST_SHORT
    return is_short and _endings()[1].search(own) is not None and not own.startswith(("了", "在", "有", "为", "以"))
