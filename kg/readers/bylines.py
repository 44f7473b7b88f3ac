"""Who made the article, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.finders.bylines import RULE, signatures
from kg.model import Byline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Fact
    from kg.page import Page


def read_bylines(page: Page, facts: Sequence[Fact] = ()) -> Iterator[Byline]:
    """Each person of the bylines with each role there, once, resting on the first byline that gives it."""
    things = {mention.span: mention.thing for mention in page.mentions if mention.rule == RULE}
    seen: set[tuple[str, str]] = set()
    for signature in signatures(page.article):
        person = things.get(signature.mention.span)
        if person is not None and signature.role and (person, signature.role) not in seen:
            seen.add((person, signature.role))
            yield Byline(person, signature.role, page.evidence(signature.span, RULE))
