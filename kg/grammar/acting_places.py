"""Streets, towns and communities that act as bodies do: “由‹梅山街道›主办”, “‹湖滨社区›联合某协会举办”.

The words for a place then stand for whoever governs it. Phrases about bodies see such places as organizations.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kg.cues import either
from kg.lexicon import load
from kg.model import Kind
from kg.shadow import Shadow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Mention
    from kg.page import Page

_JOINER = re.compile(r"以及|联合|携手|会同|[、,和与及同]")
_WHERE = (
    r"在[^,。;:“]{1,20}?(?=举办|举行|召开|开展)|[以结][^,。;:]{1,24}?(?:为契机|为抓手|为主题|为载体|为依托|合实际),?"
)
_BEFORE = 3  # characters of the preposition before a venue


def with_acting_places(page: Page) -> Shadow:
    """The shadow of a page with the places that act folded as organizations; the page's own where none acts."""
    acting = acting_places(page)
    if not acting:
        return page.shadow
    return Shadow(page.article.text, [acting.get(id(mention), mention) for mention in page.shadow.mentions])


def acting_places(page: Page) -> dict[int, Mention]:
    """The outermost places that do what only a body can do, as organizations, by the identity of the mention."""
    mentions, text = page.shadow.mentions, page.article.text
    ahead = [False] * (len(mentions) + 1)  # whether a mention acts, or leads to a body that may
    for index in range(len(mentions) - 1, -1, -1):
        ahead[index] = _may_act(mentions[index], text) and _goes_on(mentions, index, ahead, text)
    sharing = {one.span: one.thing for one in page.of(Kind.ORGANIZATION)}  # 甲区 of 甲区、乙区民政局
    found: dict[int, Mention] = {}
    if True not in ahead:
        return found
    is_setting = False
    for index, mention in enumerate(mentions):
        is_joined = index > 0 and _joins(mentions[index - 1], mention, text)
        is_setting = _is_setting(text, mention.span.start) or (is_joined and is_setting)
        if ahead[index] and not is_setting:
            found[id(mention)] = replace(
                mention, kind=Kind.ORGANIZATION, thing=sharing.get(mention.span, mention.thing)
            )
    return found


def offices() -> tuple[str, ...]:
    """How the names of places end that have an office of their own."""
    return _words("offices")


def _may_act(mention: Mention, text: str) -> bool:
    """Whether a mention is a place that has an office of its own."""
    return mention.kind is Kind.PLACE and mention.span.of(text).endswith(
        _words("offices") + _words("divisions") + _words("halls")
    )


def _goes_on(mentions: Sequence[Mention], index: int, ahead: Sequence[bool], text: str) -> bool:
    """Whether the words behind a place are what a body does, or join it to a body or to a place that acts."""
    is_division = not mentions[index].span.of(text).endswith(_words("offices"))
    if _acts("done_by_divisions" if is_division else "done_by_places").match(text, mentions[index].span.end):
        return True
    if index + 1 == len(mentions) or not _joins(mentions[index], mentions[index + 1], text):
        return False
    return ahead[index + 1] or mentions[index + 1].kind is Kind.ORGANIZATION


def _joins(left: Mention, right: Mention, text: str) -> bool:
    return _JOINER.fullmatch(text, left.span.end, right.span.start) is not None


def _is_setting(text: str, start: int) -> bool:
    before = text[max(start - _BEFORE, 0) : start]
    return before.endswith(_words("settings")) or before[:-1].endswith(_words("settings"))


@cache
def _acts(entry: str) -> re.Pattern[str]:
    """What places do that only a body can do, behind their names."""
    adverbs = either(word for word in _words("jointly") if word)
    return re.compile(rf"(?:等[^,。;:、]{{0,8}}?)?(?:{_WHERE})?(?:{adverbs})*(?:{either(_words(entry))})")


@cache
def _words(entry: str) -> tuple[str, ...]:
    words: tuple[str, ...] = tuple(load("organization_roles")["words"][entry])
    return words
