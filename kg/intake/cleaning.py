"""Cleaning: raw text without page furniture, Simplified and narrow, with the way back to every raw character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.intake.furniture import furniture
from kg.text import OffsetMap, Span, delete, narrow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What XML, and with it half of the exports, cannot carry; U+FDD0–U+FDEF are the marks of the shadow text.
_UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_FEEDS = re.compile("[\x0b\x0c]")
# Direction marks, joiners, soft hyphens, and the carriage return before a line feed: nothing that anyone sees.
_UNSEEN = r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]+|\r(?=\n)"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿɡ"
# A syllable in brackets behind its character, as mirror sites insert it.
_PINYIN = rf"(?<=[㐀-鿿)])\([a-z]{{0,5}}[{_TONED}][a-z{_TONED}]{{0,5}}\)"
_SYLLABLE = r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:[iu]?[aeo][iou]?(?:ng?|r)?|[iuv](?:[einu]|ng?)?|i[ae]o?)"
_PLAIN_PINYIN = rf"(?<=[㐀-鿿)])\({_SYLLABLE}\)"
_CUT = re.compile(rf"(?P<unseen>{_UNSEEN})|(?P<pinyin>{_PINYIN})")
_PLAIN_CUT = re.compile(rf"(?P<unseen>{_UNSEEN})|(?P<pinyin>{_PINYIN}|{_PLAIN_PINYIN})")
_CUT_CUE = re.compile(r"[(\r\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_ENOUGH_PLAIN = 8  # toneless syllables in brackets are pinyin where a text has so many; (ai), (du) alone may be words
_LINE_BREAKS = re.compile("[\r\x85\u2028\u2029]")
_HAN = re.compile(r"[㐀-鿿]")
_BARS = "｜丨︱│┃❘∣￨"  # between a label and a name, as phones' editors write it
_MANY, _LINE_MANY = 8, 6  # Traditional-only characters that make a text, a line, worth a look


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text, the way back, and what was taken out: raw spans, each with its rule."""

    text: str
    offsets: OffsetMap
    removed: tuple[tuple[Span, str], ...]
    prepared: str  # narrow and Simplified, furniture still there: where a page says who published it and when


def safe(text: str) -> str:
    """The text with lone surrogates, noncharacters and control characters as U+FFFD; equal in length.

    Vertical tabs and form feeds become line feeds.
    """
    return _UNSAFE.sub("\ufffd", _FEEDS.sub("\n", text))


def clean(raw: str) -> Cleaned:
    """The cleaned text of safe raw text. Deletes characters or replaces one by one; the order never changes."""
    narrowed = _narrow(raw)
    inserted = list(_inserted(narrowed))
    shorter, to_raw = delete(narrowed, [span for span, _ in inserted])
    prepared = simplify(_LINE_BREAKS.sub("\n", shorter))
    pieces = furniture(prepared)
    text, to_prepared = delete(prepared, [span for span, _ in pieces])
    removed = [(span, rule) for span, rule in inserted if rule != "unseen"]
    removed += [(to_raw.to_raw(span), rule) for span, rule in pieces]
    return Cleaned(text, to_prepared.then(to_raw), tuple(sorted(removed)), prepared)


def prepare(text: str) -> str:
    """A headline, name or other short text as rules see text: narrow, Simplified, without what nobody sees."""
    narrowed = _narrow(safe(text))
    shorter, _ = delete(narrowed, [span for span, _ in _inserted(narrowed)])
    is_traditional = _count(shorter) * 6 >= len(_HAN.findall(shorter)) > 0
    return " ".join((_convert(shorter) if is_traditional else shorter).split())


def _narrow(text: str) -> str:
    text = narrow(text)
    for bar in _BARS:
        text = text.replace(bar, "|")
    return text


def _inserted(narrowed: str) -> Iterator[tuple[Span, str]]:
    plain = len(re.findall(_PLAIN_PINYIN, narrowed)) if "(" in narrowed else 0
    pattern = _PLAIN_CUT if plain >= _ENOUGH_PLAIN else _CUT
    position = 0
    for cue in _CUT_CUE.finditer(narrowed):
        if cue.start() >= position and (match := pattern.match(narrowed, cue.start())):
            yield Span(*match.span()), str(match.lastgroup)
            position = match.end()


def simplify(text: str) -> str:
    """The text in Simplified script where it, or a line of it, is Traditional; equal in length."""
    foreign = len(text) - len(text.encode("gb2312", "ignore").decode("gb2312"))
    if foreign < _LINE_MANY:
        return text
    found = _count(text)
    if found < _LINE_MANY:
        return text
    if found >= _MANY and found * 20 >= len(_HAN.findall(text)):
        return "".join(map(_convert, text.splitlines(keepends=True)))
    return "".join(_convert(line) if _is_traditional(line) else line for line in text.splitlines(keepends=True))


def _is_traditional(line: str) -> bool:
    found = _count(line)
    return found >= _LINE_MANY and found * 6 >= len(_HAN.findall(line))


def _count(text: str) -> int:
    """How many characters of the text only Traditional script has."""
    return len(text) - len(text.translate(_without_traditional()))


@cache
def _opencc() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("tw2s").convert  # unlike t2s, it tells 著 for 着 from 著
    return convert


@cache
def _without_traditional() -> dict[int, None]:
    return dict.fromkeys(_traditional())


@cache
def _traditional() -> dict[int, str]:
    """The characters that only Traditional script has, with their Simplified ones."""
    simple = _opencc()("\n".join(map(chr, range(0x4E00, 0xA000)))).split("\n")
    pairs = {0x4E00 + index: character for index, character in enumerate(simple)}
    return {code: new for code, new in pairs.items() if new != chr(code) and not chr(code).encode("gb2312", "ignore")}


def _convert(line: str) -> str:
    converted = _opencc()(line)
    return converted if len(converted) == len(line) else line.translate(_traditional())
