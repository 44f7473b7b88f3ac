"""Initiatives with their types and names, and the rolls they are put on."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kg.grammar.initiative_ground import bare_name, joined, open_shadow
from kg.grammar.initiative_words import type_of
from kg.grammar.recognizing import behind_colon, mere_honours, on_rosters, recognized
from kg.model import Initiative, InitiativeType, Kind, Recognition
from kg.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Fact, Mention
    from kg.page import Page

_CONTEXT = 12  # characters beside a name that tell its type


def describe_initiatives(page: Page, facts: Sequence[Fact]) -> Iterator[Initiative]:
    """Every initiative of the page with its type, other names and mentions, in the order of its first mention.

    An award that no initiative won is none.
    """
    text = page.article.text
    types = _types(page)
    honours = mere_honours(page, facts)
    mentions: dict[str, list[Mention]] = {}
    for mention in page.of(Kind.INITIATIVE):
        if mention.thing not in honours:
            mentions.setdefault(mention.thing, []).append(mention)
    for key, group in mentions.items():
        surfaces = dict.fromkeys(bare_name(mention.name_span.of(text)) for mention in group)
        others = tuple(surface for surface in surfaces if surface != key)
        evidence = tuple(page.evidence(mention.span, mention.rule) for mention in group)
        yield Initiative(key, key.partition("#")[0], others, evidence, types[key])


def _types(page: Page) -> dict[str, InitiativeType]:
    """The type of each initiative: what its name tells, else the first word behind a mention that tells."""
    text = page.article.text
    types: dict[str, InitiativeType] = {}
    for mention in page.of(Kind.INITIATIVE):
        is_before = mention.rule == "name_behind_type_word"
        start = max(0, mention.span.start - _CONTEXT) if is_before else mention.span.end
        context = text[start : mention.span.start if is_before else start + _CONTEXT]
        told = type_of(mention.thing, context, mention.rule)
        if types.get(mention.thing, InitiativeType.PROGRAMME) is InitiativeType.PROGRAMME:
            types[mention.thing] = told
    return types


# --- what is recognized ----------------------------------------------------------------------


def read_recognitions(page: Page, facts: Sequence[Fact]) -> Iterator[Recognition]:
    """Each initiative that is put on a named roll or given a named award, once a pair."""
    del facts
    if not page.of(Kind.INITIATIVE):
        return
    shadow = open_shadow(page)
    types = _types(page)
    seen: set[tuple[str, str]] = set()
    told = (
        pair
        for sentence in sentences(shadow.text)
        for pair in chain(recognized(shadow, sentence, types), behind_colon(shadow, sentence, types))
    )
    for subject, roll in chain(told, on_rosters(page.of(Kind.INITIATIVE), types)):
        if subject.thing != roll.thing and (subject.thing, roll.thing) not in seen:
            seen.add((subject.thing, roll.thing))
            evidence = page.evidence(joined(subject.span, roll.span), "recognition")
            yield Recognition(subject.thing, roll.thing, evidence)
