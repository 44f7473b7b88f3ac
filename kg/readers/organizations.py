"""Organizations as the graph knows them: their names, and the body that each is a part of."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.finders.places import REPAIRED
from kg.grammar.bodies import short_forms
from kg.grammar.paired_bodies import PAIRED
from kg.grammar.shared_endings import SHARED
from kg.lexicon import load
from kg.model import Involvement, Kind, Membership, Organization

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from kg.model import Evidence, Fact, Mention
    from kg.page import Page

_NO_PART = ("城", "区", "员会", "们", "院士")  # 某大学|城, 某社|区, 某市委|员会 are other words


class Part(NamedTuple):
    """The body that another is a part of, by its key, and whether the part has no standing of its own."""

    whole: str
    is_unit: bool


def describe_organizations(page: Page, facts: Iterable[Fact]) -> Iterator[Organization]:
    """One record for each body named, in the order of the text, then for those that only facts tell."""
    things: dict[str, list[Mention]] = defaultdict(list)
    for mention in page.of(Kind.ORGANIZATION):
        things[mention.thing].append(mention)
    implied = _implied(facts, things)
    names = frozenset(key for key in (*things, *implied) if "#" not in key)
    for key, mentions in things.items():
        name = key.partition("#")[0]
        own = (mention for mention in mentions if mention.rule not in (PAIRED, SHARED))
        surfaces = dict.fromkeys([mention.name_span.of(page.article.text) for mention in own])
        others = dict.fromkeys((*surfaces, *short_forms(name), *_repaired(page, name, mentions)))
        evidence = tuple([page.evidence(mention.name_span, mention.rule) for mention in mentions])
        yield _organization(key, tuple([other for other in others if other != name]), evidence, names)
    for key, evidence in implied.items():
        yield _organization(key, (), evidence, names)


def _organization(
    key: str, others: tuple[str, ...], evidence: tuple[Evidence, ...], names: frozenset[str]
) -> Organization:
    part = part_of(key, names)
    whole, is_unit = part or (None, False)
    return Organization(key, key.partition("#")[0], others, evidence, whole=whole, is_unit=is_unit)


def _repaired(page: Page, name: str, mentions: Iterable[Mention]) -> Iterator[str]:
    """The name with a division as it is truly called, where the article writes a misheard one."""
    for mention in mentions:
        for place in page.inside(mention.span, Kind.PLACE):
            written = place.span.of(page.article.text)
            if place.rule == REPAIRED and written in name:
                yield name.replace(written, place.thing.partition("#")[0], 1)


def _implied(facts: Iterable[Fact], named: Container[str]) -> dict[str, tuple[Evidence, ...]]:
    """Bodies that no words name, but a post or a part at an event tells.

    A 某区副区长 is of 某区人民政府; a street or community that hosts an event is a body of that name.
    """
    told: dict[str, dict[Evidence, None]] = defaultdict(dict)
    for fact in facts:
        if isinstance(fact, Membership | Involvement) and fact.organization not in named:
            told[fact.organization][fact.evidence] = None
    return {name: tuple(evidence) for name, evidence in told.items()}


def part_of(name: str, names: frozenset[str]) -> Part | None:
    """The smallest of these bodies that a body is a part of by its name, if it is one of any.

    某大学某学院 is a unit of 某大学, 某报社某杂志社 an organization of its own within 某报社.
    """
    for end in range(len(name) - 1, 1, -1):
        whole, rest = name[:end], name[end:]
        if whole in names and not rest.startswith(_NO_PART):
            if rest.endswith(_endings("subsidiaries")):
                return Part(whole, is_unit=False)
            if rest.endswith(_endings("units")):
                return Part(whole, is_unit=True)
    return None


@cache
def _endings(group: str) -> tuple[str, ...]:
    return tuple(load("organs")[group])
