"""What reforms made of the bodies that an article names, as `org:ChangeEvent`: known from the words, not read.

The node of a change is the same in every article, so that 国土资源局 of one leads to 自然资源局 of another. It rests on
the first place where the article names the body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.matching.reforms import parts
from kg.model import Kind
from kg.rdf import vocabulary as v
from kg.rdf.nodes import Scope, Triple, date_literal, rests, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.matching.reforms import Part
    from kg.model import Organization

_COUNTRY: Final = "100000"  # GB/T 2260 for the whole


def change_triples(scope: Scope) -> Iterator[Triple]:
    """The changes that the bodies of a reading came from, or went into; none of a body whose place nobody tells."""
    codes = {served.organization: served.code for served in scope.reading.jurisdictions}
    for body in scope.reading.organizations:
        for part in parts(body.name):
            code = _COUNTRY if part.is_of_country else codes.get(body.key)
            if code and body.mentions:
                yield from _change(scope, body, part, code)


def _change(scope: Scope, body: Organization, part: Part, code: str) -> Iterator[Triple]:
    reform = part.reform
    node = scope.minted("change", code, reform.became, reform.year)
    yield node, v.TYPE, v.CHANGE
    yield node, v.LABEL, words(reform.name)
    yield node, v.START, date_literal(str(reform.year))
    if code != _COUNTRY:
        yield node, v.END, date_literal(str(reform.year + 1))  # the levels below followed within a year
    yield node, v.ORIGINAL if part.is_original else v.RESULTING, scope.thing(Kind.ORGANIZATION, body.key)
    yield from rests(scope, node, body.mentions[0])
