"""Persons that a statistical tagger names where the grammar has found nothing, with the posts before their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar import posts
from kg.grammar.dictionary import is_common_word
from kg.grammar.further_names import mask, named_again, overlaps
from kg.grammar.names import is_chinese, surname_at
from kg.grammar.post_context import Context
from kg.model import SECOND_VOICE, Kind, Mention
from kg.tagger import tagged_persons
from kg.text import Span, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Article

_LINK = re.compile(r"[:“\" ]{1,2}$")  # between a title and a name
_SHORTEST, _LONGEST = 2, 4


def find_unexplained(article: Article, found: Sequence[Mention]) -> Iterator[Mention]:
    """Names with a known surname that are no words and lie outside of every mention; KgError without the tagger."""
    text = article.text
    taken = mask(text, found)
    context = Context.of(article, found)
    added: list[Mention] = []
    for sentence in sentences(text):
        if not any(surname_at(text, at) and not taken[at] for at in range(*sentence)):
            continue
        for span in tagged_persons(text, sentence):
            if _is_name(text, span) and not overlaps(span, taken):
                added += _with_posts(context, span)
    yield from added
    yield from named_again(text, {mention.thing for mention in added if mention.head}, [*found, *added])


def _is_name(text: str, span: Span) -> bool:
    name = span.of(text)
    is_long_enough = _SHORTEST <= len(name) <= _LONGEST
    return is_long_enough and is_chinese(name) and surname_at(text, span.start) > 0 and not is_common_word(name)


def _with_posts(context: Context, span: Span) -> Iterator[Mention]:
    """The person, and the bodies of the posts that stand before the name."""
    text = context.article.text
    link = _LINK.search(text, max(0, span.start - 2), span.start)
    title = context.titles.get(link.start() if link else span.start)
    phrase = posts.read_phrase(context, title) if title else None
    context.person_ends.add(span.end)
    if phrase:
        yield from phrase.bodies
    start, held = (phrase.start, phrase.posts) if phrase else (span.start, ())
    yield Mention(Kind.PERSON, Span(start, span.end), span.of(text), SECOND_VOICE, head=span, posts=held)
