"""How long a post was held, in OWL-Time: an interval whose ends are as precise as they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.rdf import vocabulary as v
from kg.rdf.nodes import Triple, date_literal

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROPERTIES: Final = {v.XSD_DATE: v.IN_DATE, v.XSD_MONTH: v.IN_MONTH, v.XSD_YEAR: v.IN_YEAR}


def during(node: NamedNode, start: str | None, end: str | None) -> Iterator[Triple]:
    """The interval of a membership; nothing where neither end is told as a date."""
    told = {"beginning": (v.BEGINNING, start), "end": (v.ENDING, end)}
    dates = {name: (link, date_literal(day)) for name, (link, day) in told.items() if day}
    known = {name: pair for name, pair in dates.items() if pair[1].datatype in _PROPERTIES}
    if not known:
        return
    interval = NamedNode(f"{node.value}#interval")
    yield node, v.MEMBER_DURING, interval
    yield interval, v.TYPE, v.INTERVAL
    for name, (link, day) in known.items():
        instant = NamedNode(f"{node.value}#{name}")
        yield interval, link, instant
        yield instant, v.TYPE, v.INSTANT
        yield instant, _PROPERTIES[day.datatype], day
