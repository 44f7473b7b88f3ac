"""Groups of a discipline commission that are stationed at another body: 某省纪委监委驻某厅纪检监察组 is one name."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.alternatives import alternatives
from kg.lexicon import load
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.grammar.elided_bodies import Body

_AT = "驻"
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


@cache
def _group() -> re.Pattern[str]:
    return re.compile(rf"{_AT}[^,。;:!?、\n“”]{{2,30}}?(?:{alternatives(load('organizations')['stationed'])})")
