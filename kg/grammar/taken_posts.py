"""Posts that somebody named before them takes: ‹甲›担任某会主席,|某会会长乙 has no part in that."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.alternatives import alternatives
from kg.lexicon import load

if TYPE_CHECKING:
    from kg.grammar.post_context import Context
    from kg.grammar.titles import TitleWord


def is_taken(context: Context, start: int, title: TitleWord) -> bool:
    """Whether a name and a verb before a title, in the segment that begins at `start`, make it that person's."""
    text = context.article.text
    by_verb = start in context.person_ends and _taking().match(text, start) is not None
    return by_verb or _given().search(text, start, title.span.start) is not None


@cache
def _taking() -> re.Pattern[str]:
    """Behind a name, that somebody takes the post that follows: 当选, 现场被聘为."""
    words = load("titles")["taking"]
    return re.compile(rf"(?:{alternatives(words['adverbs'])})?(?:{alternatives(words['verbs'])})")


@cache
def _given() -> re.Pattern[str]:
    """That somebody is given the post that follows: 被推举."""
    return re.compile(alternatives(load("titles")["taking"]["given"]))
