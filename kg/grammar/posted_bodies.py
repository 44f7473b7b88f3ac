"""Bodies that another has elsewhere: 某省人民政府驻某市办事处, 某国驻某市总领事馆."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.elided_bodies import Body
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_POSTED = ("办事处", "领事馆", "总领事馆", "代表处")
_AT = "驻"
_COUNTRY = re.compile(r"(?:^|[^一-龥])(?P<name>[一-龥]{1,8}(?:国|利亚|西亚|大|坡|本|兰|斯|尔|拉|亚|南|朝))驻$")
_LONGEST_COUNTRY = 10  # characters before 驻, that one among them


def posted(text: str, found: Sequence[Body]) -> Iterator[Body]:
    """The bodies, an office elsewhere with the body or country that has it there: 某省人民政府驻|某市办事处."""
    ends = {body.span.end: body for body in found}
    for body in found:
        start = body.span.start
        sender = ends.get(start - 1)
        if not body.name.endswith(_POSTED) or text[start - 1 : start] != _AT:
            yield body
        elif sender:
            yield Body(Span(sender.span.start, body.span.end), f"{sender.name}{_AT}{body.name}", "body_within_body")
        elif country := _COUNTRY.search(text, max(0, start - _LONGEST_COUNTRY), start):
            span = Span(country.start("name"), body.span.end)
            yield Body(span, span.of(text), "body_within_body")
        else:
            yield body
