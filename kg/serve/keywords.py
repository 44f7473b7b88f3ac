"""Whether a query uses a keyword as such, by the word of the parser that will run it.

The letters may stand in a literal, a comment, an IRI or a name just as well. So they are exchanged for a word that is
no keyword, and the query is parsed again: where the grammar needed the keyword, it now fails. Another parser, or
reading the text by ourselves, would differ from pyoxigraph at some place, and somebody would find it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_LETTERS: Final = "xqzjkv"
_PLACE: Final = re.compile(r"error at (\d+):(\d+)")
_NEAR: Final = 10  # characters behind a word at which the parser may say that it did not expect it


def exchanged(query: str, word: str) -> str:
    """The query with another word of the same length, which nothing in it is called, for every occurrence of this."""
    lowered = query.lower()
    second = next((letter for letter in _LETTERS if word[0] + letter + word[2:] not in lowered), _LETTERS[0])
    return re.sub(word, _exchange(second), query, flags=re.IGNORECASE)


def _exchange(second: str) -> Callable[[re.Match[str]], str]:
    def other(found: re.Match[str]) -> str:
        letters = found[0]
        return letters[0] + (second.upper() if letters[1].isupper() else second) + letters[2:]

    return other


def fault_without(query: str, word: str) -> str:
    """What the parser says of the query without this keyword; empty where it does not miss it."""
    from pyoxigraph import Store

    if word not in query.lower():
        return ""
    try:
        Store().query(exchanged(query, word))
    except SyntaxError as error:
        return str(error)
    except (OSError, RuntimeError, ValueError):
        pass  # it was parsed, and could not be evaluated over an empty store
    return ""


def is_missed(query: str, word: str) -> bool:
    """Whether the query is not SPARQL without this keyword."""
    return bool(fault_without(query, word))


def names_the_word(query: str, word: str, fault: str) -> bool:
    """Whether what the parser says is about this word: it points at or a little behind one."""
    found = _PLACE.search(fault)
    if not found:
        return True
    lines = query.splitlines(keepends=True)
    line, column = int(found[1]), int(found[2])
    position = sum(map(len, lines[: line - 1])) + column - 1
    starts = (match.start() for match in re.finditer(word, query, re.IGNORECASE))
    return any(start <= position <= start + _NEAR for start in starts)
