"""Why words of a question were not understood, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.asking.hearing import is_title
from kg.asking.parts import parts_of
from kg.asking.times import dates_in
from kg.divisions import named
from kg.questions.matching import nearest

if TYPE_CHECKING:
    from datetime import date

    from kg.asking.labels import Labels

_LONGEST: Final = 40  # characters of a word that are repeated


def why(word: str, labels: Labels, today: date) -> str:
    """One sentence about words that were not understood."""
    shown = word if len(word) <= _LONGEST else f"{word[:_LONGEST]}…"
    if any(told.period is None for told in dates_in(word, today)):
        return f"“{shown}” may be of any year; say which, such as {today.year}年{shown}"
    if named(word):
        return f"“{shown}” is a place, but nothing in this graph lies there"
    whole = {part.does: str(part.says("because")) for part in parts_of(word, ()) if part.text == word}
    if is_title(word) or "title" in whole:
        return f"“{shown}” is a title, but nobody in this graph holds such a post"
    if "beyond" in whole:
        return f"“{shown}” asks for what is not answered here: {whole['beyond'] or _ANSWERED}"
    near = nearest(word, {label.name for label in labels.all})
    hint = f"the nearest names are {'、'.join(near)}" if near else "and no name is like it"
    return f"“{shown}” is no word of a question that is known here, and no name in this graph; {hint}"


_ANSWERED: Final = "ask who, what, when, where, which, with whom or how many"
