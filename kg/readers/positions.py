"""Who holds which post: the posts that stand before a name, and those that a sentence behind it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Kind, Membership

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Fact
    from kg.page import Page


def read_positions(page: Page, facts: Sequence[Fact]) -> Iterator[Membership]:
    """One membership for each person, body, title and status, where it is told first."""
    seen = set()
    for person in page.of(Kind.PERSON):
        for post in person.posts:
            key = (person.thing, post.organization, post.title, post.status)
            if key not in seen:
                seen.add(key)
                rule = "posts_behind_name" if post.span.start >= person.name_span.end else "posts_before_name"
                evidence = page.evidence(post.span, rule)
                yield Membership(
                    person.thing, post.organization, post.title, post.status, evidence, post.start, post.end
                )
