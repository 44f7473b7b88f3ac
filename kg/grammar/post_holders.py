"""The body of a title that stands without one: that of the title before it, the body around, the nearest that fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar import bodies
from kg.grammar.post_context import association_of_page, nearest
from kg.grammar.titles import body_of, endings_of, is_never_carried, is_party_title, seat_of
from kg.model import Post, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.grammar.post_context import Context
    from kg.grammar.titles import TitleWord

_PARTY_GROUP = re.compile(r"(?:党组|党委|党工委|(?:街道|区)工委|党总支|党支部|纪委|纪工委)$")
_LEAGUE = re.compile(r"(?<=[学院系校])(?:团委|团总支|工会|学生会)$")
_OF_ASSOCIATIONS = ("秘书长", "理事长", "监事长")
_TEACHING = ("教授", "讲师", "教师", "辅导员", "研究员")


def holder_of(context: Context, previous: str | None, title: TitleWord, read: Sequence[Post]) -> str | None:
    """The body of a title that names none: that of the title before; beside a party group, the body it is in.

    A title that only some bodies have (副局长, 校长) goes to the nearest one before it.
    """
    if body := body_of(title.title):
        return body
    if seat_of(title.title) or is_never_carried(title.title):
        return None
    if previous and _is_held_around(previous, title):
        around = _LEAGUE.sub("", _PARTY_GROUP.sub("", previous))
        around = previous if around.endswith("自治区") else around
        previous = around + "办事处" if around.endswith("街道") else around
        previous = around + "居委会" if around.endswith("社区") else previous
    if previous is None and title.title.endswith(_OF_ASSOCIATIONS):
        return association_of_page(context)
    endings = endings_of(title.title)
    is_like_the_last = any(post.organization == previous and endings_of(post.title) == endings for post in read)
    if previous in context.short_names or is_like_the_last:
        return previous
    if endings and title.is_post and not (previous and _has(previous, endings)):
        return nearest(context, title.span.start, endings)
    return previous


def _is_held_around(group: str, title: TitleWord) -> bool:
    """Whether a title named after a party group is one of the body around it: 局党组成员、副局长、二级巡视员."""
    if (title.title.endswith(_TEACHING) or endings_of(title.title)) and _LEAGUE.search(group):
        return True  # 某学院工会主席、副院长
    match = _PARTY_GROUP.search(group)
    if not match or not title.is_post or is_party_title(title.title):
        return False
    return match.group() == "党组" or not title.title.endswith("员")


def rank_behind(post: Post, rank: TitleWord) -> Post:
    """The rank that stands behind a name, in the body of the post before it: 某大学党委书记甲|教授 is one of 某大学."""
    around = _LEAGUE.sub("", _PARTY_GROUP.sub("", post.organization))
    is_whole = around and not around.endswith((*bodies.LEVELS, "街道", "社区"))
    return Post(around if is_whole else post.organization, rank.title, Status.CURRENT, rank.span)


def _has(body: str, endings: tuple[str, ...]) -> bool:
    """Whether the body, or the institution that it is part of, ends so."""
    return any(ending in body for ending in endings)
