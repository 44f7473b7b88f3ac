"""Bodies that another has elsewhere: 某省纪委监委驻某厅纪检监察组, 某省人民政府驻某市办事处, 某国驻某市总领事馆."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.alternatives import alternatives
from kg.grammar.elided_bodies import Body
from kg.lexicon import load
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_AT = "驻"
_LONGEST_COUNTRY = 10  # characters before 驻, that one among them
STATIONED = "stationed_at_body"


def stationed(text: str, found: Sequence[Body]) -> list[Body]:
    """The bodies, those that send a group to another one with the group's whole name, without those within it."""
    if _AT not in text or not any(ending in text for ending in load("organizations")["stationed"]):
        return list(found)
    whole: list[Body] = []
    for body in found:
        group = _group().match(text, body.span.end)
        if group and not any(one.span.start < body.span.end and body.span.start < one.span.end for one in whole):
            span = Span(body.span.start, group.end())
            whole.append(body._replace(span=span, name=body.name + group.group(), rule=STATIONED))
    inside = [Span(one.span.start + 1, one.span.end) for one in whole]
    kept = [body for body in found if not any(span.contains(body.span) for span in inside)]
    kept = [body for body in kept if not any(one.span.start == body.span.start for one in whole)]
    return sorted([*kept, *whole], key=lambda body: body.span)


def posted(text: str, found: Sequence[Body]) -> Iterator[Body]:
    """The bodies, an office elsewhere with the body or country that has it there: 某省人民政府驻|某市办事处."""
    ends = {body.span.end: body for body in found}
    for body in found:
        start = body.span.start
        sender = ends.get(start - 1)
        if not body.name.endswith(tuple(load("organizations")["posted"])) or text[start - 1 : start] != _AT:
            yield body
        elif sender:
            yield Body(Span(sender.span.start, body.span.end), f"{sender.name}{_AT}{body.name}", "body_within_body")
        elif country := _country().search(text, max(0, start - _LONGEST_COUNTRY), start):
            span = Span(country.start("name"), body.span.end)
            yield Body(span, span.of(text), "body_within_body")
        else:
            yield body


@cache
def _group() -> re.Pattern[str]:
    return re.compile(rf"{_AT}[^,。;:!?、\n“”]{{2,30}}?(?:{alternatives(load('organizations')['stationed'])})")


@cache
def _country() -> re.Pattern[str]:
    ends = alternatives(load("organizations")["countries"])
    return re.compile(rf"(?:^|[^一-龥])(?P<name>[一-龥]{{1,8}}(?:{ends})){_AT}$")
