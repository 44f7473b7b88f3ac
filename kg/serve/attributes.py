"""What the reconciliation service knows of things besides their names: properties, their values, and how these compare.

A property is a pattern of SPARQL for each kind of thing that has it. Its values are texts, dates, or other things.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

from kg.graph.projection import rows
from kg.model import Kind
from kg.questions.matching import folded, simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.store import Store

PERSON, ORGANIZATION, PLACE, EVENT = Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.EVENT
KINDS: Final = (PERSON, ORGANIZATION, PLACE, EVENT)
TYPES: Final = {
    PERSON: "人物 person",
    ORGANIZATION: "机构 organization",
    PLACE: "地点 place",
    EVENT: "活动 event",
}


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property: its name, and by kind of thing the pattern that binds ?value, with ?label where that is a thing."""

    id: str
    name: str
    patterns: Mapping[Kind, str]
    leads_to: Kind | None = None
    is_date: bool = False
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property: its words, and the IRI where it is a thing."""

    text: str
    iri: str = ""


_SERVED: Final = "?post org:member ?thing ; org:organization/schema:areaServed"
_HELD: Final = "?post org:member ?thing ; kg:post/"

ATTRIBUTES: Final = {
    attribute.id: attribute
    for attribute in (
        Attribute("name", "名称 name", dict.fromkeys(KINDS, "?thing rdfs:label|skos:altLabel ?value .")),
        Attribute("post", "职务 post, held or formerly", {PERSON: _HELD + "rdfs:label ?value ."}),
        Attribute("title", "职衔 title", {PERSON: _HELD + "org:role/rdfs:label ?value ."}),
        Attribute(
            "organization",
            "机构 organization",
            {
                PERSON: "?post org:member ?thing ; org:organization ?value . ?value rdfs:label ?label .",
                EVENT: "?part a kg:Involvement ; kg:event ?thing ; kg:agent ?value . ?value rdfs:label ?label .",
            },
            ORGANIZATION,
        ),
        Attribute(
            "event",
            "活动 event",
            dict.fromkeys(
                (PERSON, ORGANIZATION), "?part kg:agent ?thing ; kg:event ?value . ?value rdfs:label ?label ."
            ),
            EVENT,
        ),
        Attribute(
            "person",
            "人物 person",
            {
                ORGANIZATION: "?post org:organization ?thing ; org:member ?value . ?value rdfs:label ?label .",
                EVENT: "?part a kg:Participation ; kg:event ?thing ; kg:agent ?value . ?value rdfs:label ?label .",
            },
            PERSON,
        ),
        Attribute(
            "place",
            "地点 place",
            {
                PLACE: "?thing schema:containedInPlace ?value . ?value rdfs:label ?label .",
                EVENT: "?thing schema:location|kg:division ?value . ?value rdfs:label ?label .",
                ORGANIZATION: "?thing schema:areaServed ?value . ?value rdfs:label ?label .",
                PERSON: f"{_SERVED} ?value . ?value rdfs:label ?label .",
            },
            PLACE,
        ),
        Attribute(
            "code",
            "区划代码 division code (GB/T 2260)",
            {
                PLACE: "?thing skos:notation ?value .",
                EVENT: "?thing kg:division/skos:notation ?value .",
                ORGANIZATION: "?thing schema:areaServed/skos:notation ?value .",
                PERSON: f"{_SERVED}/skos:notation ?value .",
            },
            is_code=True,
        ),
        Attribute("date", "日期 date", {EVENT: "?thing schema:startDate ?value ."}, is_date=True),
        Attribute("end", "结束日期 end", {EVENT: "?thing schema:endDate ?value ."}, is_date=True),
        Attribute("theme", "主题 theme", {EVENT: "?thing dc:subject ?value ."}),
        Attribute(
            "article", "文章 article", dict.fromkeys(KINDS, "?g schema:mentions ?thing ; schema:identifier ?value .")
        ),
    )
}


def values_of(store: Store, attribute: Attribute, kinds: Mapping[str, Kind]) -> dict[str, list[Value]]:
    """The values of a property of these things, in order; things without any are left out."""
    found: dict[str, dict[Value, None]] = {}
    for kind, pattern in attribute.patterns.items():
        among = [iri for iri, its in kinds.items() if its is kind]
        columns = "?thing ?value ?label" if attribute.leads_to else "?thing ?value"
        for row in rows(store, pattern, columns, "?thing", among) if among else ():
            value = Value(row.get("label", row["value"]), row["value"] if attribute.leads_to else "")
            found.setdefault(row["thing"], {})[value] = None
    return {iri: sorted(values, key=lambda value: (value.text, value.iri)) for iri, values in found.items()}


def likeness(attribute: Attribute, asked: Iterable[Any], values: Sequence[Value], base: str) -> float:
    """How well the best of the values fits any of those asked for, from 0 to 1."""
    return max((_fit(attribute, one, value, base) for one in asked for value in values), default=0.0)


def _fit(attribute: Attribute, asked: Any, value: Value, base: str) -> float:
    if isinstance(asked, dict):
        iri = str(asked.get("id", ""))
        if value.iri and value.iri in (iri, base + iri):
            return 1.0
        asked = asked.get("name") or iri
    text = str(asked).strip()
    if value.iri and value.iri in (text, base + text):
        return 1.0
    if attribute.is_code:
        return _fit_of_codes(text, value.text)
    if attribute.is_date:
        return _fit_of_dates(text, value.text)
    return alike(text, value.text)


def _fit_of_codes(asked: str, code: str) -> float:
    """One division in another fits nearly as well as the same; in the same province a little."""
    one, other = (text.removesuffix("00").removesuffix("00") for text in (asked, code))
    if asked == code:
        return 1.0
    if one and other and (one.startswith(other) or other.startswith(one)):
        return 0.8
    return 0.3 if one[:2] and one[:2] == other[:2] else 0.0


def _fit_of_dates(asked: str, date: str) -> float:
    """A day within the month or the year that is told fits; the same year a little."""
    one, other = asked[:10], date[:10]
    if one and (one.startswith(other) or other.startswith(one)):
        return 1.0
    return 0.4 if one[:4] and one[:4] == other[:4] else 0.0


def alike(asked: str, name: str) -> float:
    """How alike two names are, from 0 to 1: in either script, without regard to width, case and quotation marks."""
    one, other = folded(simplified(asked)), folded(name)
    if one == other:
        return 1.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    within = bool(one) and bool(other) and (one in other or other in one)
    return max(ratio, 0.75) if within else ratio
