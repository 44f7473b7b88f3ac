"""Bodies by names that only their text tells.

Short ones (某航, 某邮), those before a title of companies (某某物业董事长), and those in quotes (“甲”“乙”等社会组织).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.cues import occurrences
from kg.grammar.aliases import declared
from kg.grammar.body_stretches import quoted_bodies
from kg.grammar.companies import companies
from kg.grammar.post_context import SHORT_NAME
from kg.grammar.short_bodies import short_bodies
from kg.grammar.shortened_bodies import shortened
from kg.model import Kind, Mention
from kg.text import Span, narrow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Article

_QUOTED_NAME = re.compile(r"“([^“”]{2,16})”")
_TEAM = re.compile(r"“([^“”]{2,16})”")  # one name, right before what calls it a team
_OF_TEAM = re.compile(r"[一-龥]{0,4}?志愿者?(?:服务)?[大中总]?队(?!伍|员|友|列)")


def find_short_names(article: Article, found: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions of bodies under short names, where no body or place is found yet, and under names in quotes."""
    yield from _quoted(article.text)
    aliased = list(_declared(article.text, found))
    yield from aliased
    known = [mention.span for mention in (*found, *aliased) if mention.kind in (Kind.ORGANIZATION, Kind.PLACE)]
    named = [mention.thing for mention in found if mention.kind is Kind.ORGANIZATION]
    divisions = {mention.thing for mention in found if mention.kind is Kind.PLACE and mention.code}
    for span, name in short_bodies(article.text, narrow(article.title or ""), known):
        full = shortened((*named, name), divisions).get(name, name)
        yield Mention(Kind.ORGANIZATION, span, full, SHORT_NAME)
    for span in companies(article.text, [m.span for m in found if m.kind is not Kind.EVENT]):
        yield Mention(Kind.ORGANIZATION, span, span.of(article.text), "name_before_title_of_companies")


def _declared(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Bodies by a short name that the article gave them: 某协会(以下简称某协)."""
    named = [mention for mention in found if mention.kind is Kind.ORGANIZATION]
    aliases = declared(text, ((mention.span, mention.thing) for mention in named))
    taken = bytearray(len(text))
    for mention in found:
        taken[mention.span.start : mention.span.end] = b"\1" * (mention.span.end - mention.span.start)
    for alias, start, end in occurrences(text, aliases):
        if 1 not in taken[start:end] or _holds_places_only(Span(start, end), found):
            yield Mention(Kind.ORGANIZATION, Span(start, end), aliases[alias], "declared_short_name")


def _holds_places_only(span: Span, found: Sequence[Mention]) -> bool:
    """Whether what is found over a short name is a place within it: 湖州 in 湖州民政."""
    over = [mention for mention in found if mention.span.start < span.end and span.start < mention.span.end]
    return all(one.kind is Kind.PLACE and one.span != span and span.contains(one.span) for one in over)


def _quoted(text: str) -> Iterator[Mention]:
    """Names in quotes that the words behind them call bodies: “甲”“乙”等社会组织."""
    for names in quoted_bodies().finditer(text):
        if team := _TEAM.fullmatch(names.group()):
            rest = _OF_TEAM.match(text, names.end())
            if rest:  # “银发”志愿者服务队 is the whole name
                span = Span(names.start(), rest.end())
                yield Mention(Kind.ORGANIZATION, span, team.group(1) + rest.group(), "names_in_quotes_before_kind")
                continue
        for name in _QUOTED_NAME.finditer(text, names.start(), names.end()):
            yield Mention(Kind.ORGANIZATION, Span(*name.span(1)), name.group(1), "names_in_quotes_before_kind")
