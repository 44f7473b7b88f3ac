"""Bodies by a short name that no dictionary knows: “某航与某市政府签署协议”, later “某航董事长‹甲›”.

A word of two to four characters, unknown or rare, is one where it is joined to a body that signs or acts with it,
where a visit goes to it, or where it stands in the headline and before two different titles; and only where the text
comes back to it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar import bodies
from kg.grammar.dictionary import is_common_word
from kg.grammar.event_names import any_of, words_of
from kg.grammar.names import surname_at
from kg.grammar.titles import find_titles
from kg.lexicon import load
from kg.model import EventType
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEAD = 600  # characters in which a report names whom it is about
_LEAST = 3  # times that the text names it
_SHORTEST = 2
_COMMON = 200  # how often the dictionary has an ordinary word
_WORD = r"(?P<word>[一-龥]{2,4})"
_BEFORE = r"(?:(?<=[\n。,;:!?日 ])|^)"
_JOINS = r"(?:与|和|同|携手|联合)"
_BEFORE_TITLE = re.compile(rf"(?:(?<=[\n。,;:、 和与及由])|会见|^){_WORD}$")
_LEVEL = re.compile(rf"[{bodies.LEVELS}]|街道|社区|[我本该各全某]")


@cache
def _beside() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A word before a body that it acts with, one behind such a body, and one that a visit goes to."""
    acts = any_of((*words_of(EventType.SIGNING, "verbs"), *load("titles")["short_names"]["acts"]))
    goes, tasks = (any_of(words_of(EventType.VISIT, field)) for field in ("goes", "tasks"))
    ends = "".join(load("titles")["short_names"]["ends"])
    return (
        re.compile(rf"{_BEFORE}{_WORD}{_JOINS}$"),
        re.compile(rf"{_JOINS}{_WORD}(?={acts})"),
        re.compile(rf"{goes}(?P<word>[一-龥]{{1,3}}[{ends}])(?={tasks})"),
    )


def short_bodies(text: str, title: str, known: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """Every place of a text that names a body by such a short name, with the name; none within a known name.

    Before a title the first two characters of a longer one stand for it: 某联总监, of 某联重工.
    """
    words = {*_joined(text, known), *_visited(text), *_titled(text, title)}
    taken = sorted(known)
    for word in sorted(words, key=len, reverse=True):
        if text.count(word) < _LEAST or _is_known(word):
            continue
        shorter = rf"|{word[:2]}(?={_title_ahead()})" if len(word) > _SHORTEST + 1 else ""
        for match in re.finditer(word + shorter, text):
            span = Span(*match.span())
            if not any(one.start < span.end and span.start < one.end for one in taken):
                taken.append(span)
                yield span, word


@cache
def _title_ahead() -> str:
    return any_of(("总监", "总经理", "董事长", "总裁", "副总", "党委", "校长", "院长", *load("titles")["modifiers"]))


def _is_known(word: str) -> bool:
    """Whether a word is one of the language, or made of words for bodies in general."""
    return is_common_word(word, _COMMON) or _LEVEL.search(word) is not None or bodies.is_generic(word)


def _joined(text: str, known: Sequence[Span]) -> Iterator[str]:
    """Words joined to a body that acts with them; one that may be a person's name is none."""
    before, behind, _ = _beside()
    for body in known:
        if body.start < _LEAD:
            for match in (before.search(text, max(body.start - 8, 0), body.start), behind.match(text, body.end)):
                if match and (not surname_at(match["word"], 0) or _heads_posts(text, match["word"])):
                    yield match["word"]


def _heads_posts(text: str, word: str) -> bool:
    """Whether a word that may be a name stands before a title and a name, or two titles: 某航董事长、党委书记‹甲›."""
    found = re.finditer(rf"{word}{_title_ahead()}(?P<more>、(?:党委|总|副|首席|董事))?", text)
    return any(match["more"] or surname_at(text, match.end()) for match in found)


def _visited(text: str) -> Iterator[str]:
    for match in _beside()[2].finditer(text, 0, _LEAD):
        yield match["word"]


def _titled(text: str, title: str) -> Iterator[str]:
    """Words of the headline before two different titles."""
    found: dict[str, set[str]] = defaultdict(set)
    for post in find_titles(text):
        match = _BEFORE_TITLE.search(text, max(post.span.start - 6, 0), post.span.start) if post.is_post else None
        if match and match["word"] in title:
            found[match["word"]].add(post.title)
    yield from (word for word, titles in found.items() if len(titles) > 1)
