"""How names sound: all readings of their characters in pinyin, and what people type for them.

Readings are pypinyin's, with heteronyms: of a person's name those of every character (单 is dan, shan and chan, as a
surname shan), of other names those of the words that pypinyin knows (重庆 is chongqing alone).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice, product
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST: Final = 32  # ways to say one name; names with many heteronyms have hundreds that nobody uses
_LONGEST: Final = 40  # characters of a name that are spelled
_SHORT: Final = 6  # syllables of a name that people type partly in whole
_TONES: Final = re.compile("[\u0300-\u0307\u0309-\u036f]")  # combining marks but for the two dots of ü
_BETWEEN: Final = re.compile(r"[\s'’`·.\-]+")
_LETTERS: Final = re.compile("[a-z]+")
_HAN: Final = re.compile("[\u3400-\u9fff]")


def spellings(name: str, *, is_person: bool) -> tuple[tuple[str, ...], ...]:
    """The ways to say a name, each as its syllables; none for a name without Chinese characters."""
    if not _HAN.search(name):
        return ()
    choices = _by_character(name[:_LONGEST]) if is_person else _by_word(name[:_LONGEST])
    return tuple(dict.fromkeys(islice(product(*choices), _MOST)))


def keys(syllables: Sequence[str], *, is_person: bool) -> tuple[str, ...]:
    """What people type for a name said so: the syllables in a row, of a person the given name first as well."""
    whole = "".join(syllables)
    return (whole, "".join((*syllables[1:], syllables[0]))) if is_person and len(syllables) > 1 else (whole,)


def shortened(syllables: Sequence[str]) -> tuple[str, ...]:
    """What people type for short: the first letters (ccg), of short names also behind whole syllables (chencg)."""
    wholes = len(syllables) if len(syllables) <= _SHORT else 1
    return tuple(
        "".join((*syllables[:whole], *(syllable[0] for syllable in syllables[whole:]))) for whole in range(wholes)
    )


def typed(text: str) -> tuple[str, ...]:
    """What somebody typed as letters of pinyin, without tones and what stands between syllables; none if it is not.

    ü may be written ü, u:, v, yu or u: more than one form where that can be meant.
    """
    toneless = _TONES.sub("", normalize("NFD", text.lower())).replace("u\u0308", "v").replace("u:", "v")
    letters = _BETWEEN.sub("", toneless)
    if not _LETTERS.fullmatch(letters):
        return ()
    return tuple(dict.fromkeys((letters, letters.replace("lyu", "lv").replace("nyu", "nv"))))


def _by_character(name: str) -> list[tuple[str, ...]]:
    return [_readings(character) for character in name if _readings(character)]


def _by_word(name: str) -> list[tuple[str, ...]]:
    from pypinyin import Style, pinyin

    said = pinyin(name, style=Style.NORMAL, heteronym=True, errors=str.lower)
    return [tuple(letters) for found in said if (letters := [one for one in found if _LETTERS.fullmatch(one)])]


@cache
def _readings(character: str) -> tuple[str, ...]:
    """The readings of one character, the usual one first; a Latin letter is its own."""
    from pypinyin import Style, pinyin

    if _LETTERS.fullmatch(character.lower()):
        return (character.lower(),)
    if not _HAN.fullmatch(character):
        return ()
    found = [one for one in pinyin(character, style=Style.NORMAL, heteronym=True)[0] if _LETTERS.fullmatch(one)]
    return tuple(dict.fromkeys(found + [one.replace("v", "u") for one in found]))
