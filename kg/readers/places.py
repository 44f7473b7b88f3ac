"""Places as the graph knows them: code, and the division around a site."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.finders.places import Told, told
from kg.model import Kind, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Mention
    from kg.page import Page


def describe_places(page: Page) -> Iterator[Place]:
    """One record for each place named, in the order of the text; sites carry the code of the county around them."""
    known = told(page.article)
    things: dict[str, list[Mention]] = defaultdict(list)
    for mention in page.of(Kind.PLACE):
        things[mention.thing].append(mention)
    for key, mentions in things.items():
        here = known.get(key, Told())
        surfaces = dict.fromkeys([mention.span.of(page.article.text) for mention in mentions])
        yield Place(
            key,
            key.partition("#")[0],
            tuple([surface for surface in surfaces if surface != key]),
            tuple([page.evidence(mention.span, mention.rule) for mention in mentions]),
            code=next((mention.code for mention in mentions if mention.code), None),
            within=here.within,
            inside=here.inside if here.inside in things and here.inside != key else None,
            own=here.own,
            repair=here.repair,
        )
