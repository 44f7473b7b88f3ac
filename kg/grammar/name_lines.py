"""Names in lines of their own, below a line that announces them: 十大公益人物名单: / 甲某某 乙某某 丙某某."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.alternatives import alternatives
from kg.grammar.dictionary import VERY_COMMON, frequency, is_common_word
from kg.grammar.names import CERTAIN, NameGuess, guess_names
from kg.grammar.titles import has_title
from kg.lexicon import load
from kg.text import Span, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ENTRY = re.compile(r"[一-龥]{1,5}(?:·[一-龥]{1,8}){1,3}|[一-龥]{2,6}|[一-龥] {1,4}[一-龥](?![一-龥])")
_NOTE = r"(?:\([^()\n]{1,6}\))?"  # (女)
_LINE = re.compile(rf" *(?:(?:{_ENTRY.pattern}){_NOTE}(?:[ 、,;]+|$))+")
_LONGEST_HEADING = 60  # characters
_FEWEST = 3  # names
_SURE_SHARE = 0.7  # of the names that have a known surname
_LONGEST_SURE = 4  # characters of a name without dots


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(alternatives(load("names")["announcing_names"]))


def name_lines(text: str) -> Iterator[NameGuess]:
    """The names of each group of lines that hold nothing else, three or more, below a line that says who they are."""
    heading: Span | None = None
    group: list[Span] = []
    for line in (*paragraphs(text), Span(len(text), len(text))):
        if _LINE.fullmatch(line.of(text)) and not _heading().search(line.of(text)):
            group.append(line)
            continue
        yield from _names(text, heading, group)
        heading, group = line, []


def _names(text: str, heading: Span | None, lines: Sequence[Span]) -> list[NameGuess]:
    """What the lines name, if the heading announces names and nearly all have a known surname."""
    if heading is None or heading.end - heading.start > _LONGEST_HEADING or not _heading().search(heading.of(text)):
        return []
    entries = [match for line in lines for match in _ENTRY.finditer(text, line.start, line.end)]
    sure = [match for match in entries if _is_name(text, match)]
    is_list = len(entries) >= _FEWEST and len(sure) >= _SURE_SHARE * len(entries)
    if not is_list or any(is_common_word(match.group(), VERY_COMMON) for match in entries):
        return []
    return [NameGuess(Span(*match.span()), match.group().replace(" ", ""), CERTAIN) for match in entries]


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether a known surname begins what stands here, and it is neither word nor title."""
    end = match.end()
    guess = next((guess for guess in guess_names(text, match.start()) if guess.span.end == end), None)
    is_word = frequency(match.group()) > 0 or has_title(text, match.start(), end)
    return (guess is not None and not is_word and len(guess.name) <= _LONGEST_SURE) or "·" in match.group()
