"""Further places where persons are named who are known from elsewhere in the article: by the name, or as 王处长."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.cues import occurrences
from kg.grammar.names import surname_at
from kg.grammar.titles import find_titles
from kg.lexicon import load
from kg.model import Kind, Mention
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.grammar.titles import TitleWord


def named_again(text: str, known: set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    """Where a name stands again, with the title behind it."""
    things = {m.head.of(text).replace(" ", "") if m.head else m.thing: m.thing for m in found if m.kind is Kind.PERSON}
    names = known | set(things)
    taken = mask(text, [m for m in found if m.kind in (Kind.PERSON, Kind.ORGANIZATION)])
    titles = {title.span.start: title.span.end for title in find_titles(text)}
    for name, start, end in occurrences(text, names):
        span = Span(start, end)
        if not overlaps(span, taken):
            thing = things.get(name, name)
            whole = Span(span.start, titles.get(span.end, span.end))  # 甲教授
            yield Mention(Kind.PERSON, whole, thing, "name_known_in_article", head=span)


def by_surname(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """王处长, where just one person of that surname holds a post of that title; else it is left unresolved."""
    holders = _holders(found)
    taken = mask(text, [m for m in found if m.kind in (Kind.PERSON, Kind.ORGANIZATION)])
    for title in find_titles(text) if holders else ():
        span = Span(title.span.start - 1, title.span.end)
        if span.start < 0 or overlaps(span, taken) or surname_at(text, span.start) != 1:
            continue
        bearer = _bearer(title, text[span.start], holders)
        if bearer and not _runs_on(text, span.start):
            yield Mention(Kind.PERSON, span, bearer, "surname_and_title", head=span)


def _holders(found: Sequence[Mention]) -> Mapping[str, Mapping[str, set[str]]]:
    """The titles of the persons of each surname."""
    holders: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for mention in found:
        if mention.kind is Kind.PERSON:
            holders[mention.thing[0]][mention.thing] |= {post.title for post in mention.posts}
    return holders


def _bearer(title: TitleWord, surname: str, holders: Mapping[str, Mapping[str, set[str]]]) -> str | None:
    """The only person of the surname who holds the title; a deputy is called by it without the 副."""
    persons = holders.get(surname, {})
    if title.title in load("names")["of_anybody"]:  # 王老师
        return next(iter(persons)) if len(persons) == 1 else None
    exact = [name for name, titles in persons.items() if title.title in titles]
    nearly = [name for name, titles in persons.items() if any(held.endswith(title.title) for held in titles)]
    fitting = exact or nearly
    return fitting[0] if len(fitting) == 1 else None


def _runs_on(text: str, start: int) -> bool:
    """Whether the surname rather ends a word or a longer name: 李王|书记 is left to others, 由|王书记 not."""
    if start and text[start - 1] in load("names")["word_surnames"]:
        return False
    return start > 0 and surname_at(text, start - 1) == 1 and (start < 2 or not text[start - 2].isalpha())


def mask(text: str, mentions: Iterable[Mention]) -> bytearray:
    """A byte for each character: 1 where a mention stands."""
    taken = bytearray(len(text))
    for mention in mentions:
        taken[mention.span.start : mention.span.end] = b"\1" * (mention.span.end - mention.span.start)
    return taken


def overlaps(span: Span, taken: bytearray) -> bool:
    """Whether a character of the span is taken."""
    return 1 in taken[span.start : span.end]
