"""Which division a body governs or serves: the innermost one in its name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kg.finders.places import REPAIRED, within
from kg.grammar.bodies import is_of_each_division, is_part, serves_no_division
from kg.grammar.home import code_in_name, codes_of
from kg.grammar.zones import zones
from kg.model import Jurisdiction, Kind, Membership
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from kg.model import Fact, Mention
    from kg.page import Page

REPAIRED_NAME = "repaired_division_in_name"

# Schools of higher learning bear the name of a division and serve none; 学院街道 is no school.
_UNIVERSITY = re.compile(
    r".*?(?:大学|师专|医专|高专|专科学校|(?<!行政)(?<!干部)(?<!社会主义)(?<!科)学院(?!\)))(?!路|街|里|巷|城(?![市乡])|村)"
)


def read_jurisdictions(page: Page, facts: Sequence[Fact]) -> Iterator[Jurisdiction]:
    """One jurisdiction for each body whose name holds a division with a code."""
    codes: dict[str, str] = {}
    around = within(page.article, page.mentions)
    known = codes_of(page.of(Kind.PLACE))
    for organization in page.of(Kind.ORGANIZATION):
        if organization.thing in codes or _serves_none(organization.thing):
            continue
        code = _code(page, organization, around, known) or _of_whole(organization.thing, codes)
        if code:
            codes[organization.thing] = code
            rule = REPAIRED_NAME if _is_repaired(page, organization, code) else "division_in_name"
            yield Jurisdiction(organization.thing, code, page.evidence(organization.span, rule))
    seen = {organization.thing for organization in page.of(Kind.ORGANIZATION)} | codes.keys()
    for post in (fact for fact in facts if isinstance(fact, Membership)):
        name = post.organization
        code = None if name in seen else _of_name(name, known, around) or _of_whole(name, codes)
        if code and not _serves_none(post.organization):
            seen.add(post.organization)
            yield Jurisdiction(post.organization, code, replace(post.evidence, rule="division_in_name"))


def _is_repaired(page: Page, organization: Mention, code: str) -> bool:
    """Whether the division is there under a name that was misheard."""
    places = page.inside(organization.span, Kind.PLACE)
    return any(place.rule == REPAIRED and place.code == code for place in places)


@lru_cache(maxsize=8192)  # names of bodies come again and again, within an article and from one to the next
def _serves_none(name: str) -> bool:
    return bool(_UNIVERSITY.match(name)) or serves_no_division(name)


def _code(page: Page, organization: Mention, around: Mapping[str, str], known: Set[str]) -> str | None:
    """The code of the innermost division within the name, as the text or the completed name gives it.

    A street or community has the code of the county around it, a new area that of the county or prefecture which the
    page names; that of a province would say too little.
    """
    places = sorted(page.inside(organization.span, Kind.PLACE), key=lambda place: place.span.end)
    if organization.rule == "names_in_quotes_before_kind":
        places = places or _places_before(page, organization)
    if organization.thing.endswith("商会"):
        places = places[:1]  # 海南省江苏商会 is in the first
    whole = next((place for place in places if place.code and _is_its_institution(organization.thing, place)), None)
    if whole:
        return whole.code
    if not places:
        return _of_name(organization.thing, known, around)
    last = places[-1]
    code = last.code or around.get(last.thing)
    if code in known or (code and not last.thing.endswith(zones())):
        return code
    codes = [place.code for place in places if place.code and not place.code.endswith("0000")]
    return codes[-1] if codes else None


def _is_its_institution(name: str, place: Mention) -> bool:
    """Whether it is an institution of which a division has one: 某市|博物馆, wherever in it the building stands."""
    return name.startswith(place.thing) and is_of_each_division(name[len(place.thing) :])


def _of_name(name: str, known: Set[str], around: Mapping[str, str]) -> str | None:
    return code_in_name(name, known) or _of_site(name, around)


def _of_whole(name: str, codes: Mapping[str, str]) -> str | None:
    """The code of the body that this one is a part of by its name: 某市某公司|工会."""
    wholes = [whole for whole in codes if name.startswith(whole) and is_part(name[len(whole) :])]
    return codes[max(wholes, key=len)] if wholes else None


def _of_site(name: str, around: Mapping[str, str]) -> str | None:
    """The county around the site that the completed name of a body begins with: 某街道|办事处."""
    site = next((name[:end] for end in range(len(name), 1, -1) if name[:end] in around), None)
    return around[site] if site and not site.endswith(zones()) else None


def _places_before(page: Page, organization: Mention) -> list[Mention]:
    """The places that the paragraph names before a group with a name in quotes: the last is the one it serves."""
    paragraph = next((span for span in page.paragraphs if span.contains(organization.span)), organization.span)
    return page.inside(Span(paragraph.start, organization.span.start), Kind.PLACE)
