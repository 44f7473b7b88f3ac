"""Things as the explorer names them: out of the graph, with their dates and divisions."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from kg.exploring.properties import properties
from kg.exploring.records import Thing
from kg.graph.projection import CLASSES, best_label, division_name, rows
from kg.model import Kind, QueryError
from kg.rdf.vocabulary import REPLACED_BY

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from kg.graph.projection import Queryable

_FIELDS: Final = {
    "class": "rdf:type",
    "label": "rdfs:label",
    "other": "skos:altLabel",
    "type": "kg:category",
    "date": "schema:startDate",
    "end": "schema:endDate",
    "theme": "dc:subject",
    "code": "skos:notation",
}
# The codes of the divisions in which things of a kind lie or serve.
_CODES: Final = {
    Kind.PLACE: ("?thing schema:containedInPlace/skos:notation ?code .",),
    Kind.EVENT: ("?thing kg:division/skos:notation ?code .",),
    Kind.ORGANIZATION: ("?thing schema:areaServed/skos:notation ?code .",),
    Kind.PERSON: ("?post org:member ?thing ; org:organization/schema:areaServed/skos:notation ?code .",),
    Kind.INITIATIVE: (
        "?fact kg:initiative ?thing ; kg:proposer/skos:notation ?code .",
        "?fact kg:initiative ?thing ; kg:proposer/schema:areaServed/skos:notation ?code .",
    ),
}


def things_of(store: Queryable, iris: Sequence[str] | None) -> dict[str, Thing]:
    """These things, or all, by their IRIs; what has neither a name nor a known code is none."""
    found = properties(store, _FIELDS, iris) if iris is not None else _everything(store)
    kinds = {iri: kind for iri, told in found.items() for kind in _kinds(told)}
    coded = {iri for iri, told in found.items() if "code" in told}  # divisions, which lie where their codes say
    codes = _codes(store, kinds, coded, everything=iris is None)
    things = {}
    for iri in kinds if iris is None else (iri for iri in iris if iri in kinds):
        if thing := _thing(iri, kinds[iri], found[iri], codes[iri]):
            things[iri] = thing
    return things


def count_of(store: Queryable) -> int:
    """How many things there are."""
    classes = " ".join(f"<{iri}>" for iri in CLASSES)
    query = f"SELECT (COUNT(DISTINCT ?thing) AS ?n) {{ VALUES ?class {{ {classes} }} ?thing a ?class }}"
    return next(int(solution["n"].value) for solution in store.query(query))


def _everything(store: Queryable) -> dict[str, dict[str, Counter[str]]]:
    iris = {row["thing"]: None for iri in CLASSES for row in rows(store, f"?thing a <{iri}> .", "?thing")}
    return properties(store, _FIELDS, sorted(iris))


def _kinds(told: Mapping[str, Counter[str]]) -> list[Kind]:
    return [CLASSES[name] for name in told.get("class", ()) if name in CLASSES]


def _codes(
    store: Queryable, kinds: Mapping[str, Kind], coded: Container[str], *, everything: bool
) -> dict[str, set[str]]:
    codes: dict[str, set[str]] = defaultdict(set)
    for kind, patterns in _CODES.items():
        asked = [iri for iri, its in kinds.items() if its is kind and iri not in coded]
        for where in patterns if asked else ():
            for row in rows(store, where, "?thing ?code", "?thing", None if everything else asked):
                codes[row["thing"]].add(row["code"])
    return codes


def _thing(iri: str, kind: Kind, told: Mapping[str, Counter[str]], codes: set[str]) -> Thing | None:
    values = {name: tuple(sorted(told.get(name, ()))) for name in _FIELDS}
    label = best_label(told.get("label", Counter())) or division_name(values["code"])
    if not label:
        return None
    dates = values["date"] if kind is Kind.EVENT else ()
    codes = codes | set(values["code"])
    return Thing(
        iri=iri,
        kind=kind,
        label=label,
        names=tuple(sorted({*values["label"], *values["other"]} - {label})),
        types=tuple(value.rpartition("#")[2] for value in values["type"]),
        date=_earliest(dates),
        end=max(values["end"], default=""),
        dates=dates if len(dates) > 1 else (),
        themes=values["theme"],
        code=values["code"][0] if values["code"] else "",
        provinces=_provinces(codes),
    )


def _provinces(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes of the provinces of divisions; the country lies in none."""
    return tuple(sorted({f"{code[:2]}0000" for code in codes if code[:2].isdigit() and not code.startswith("10")}))


def _earliest(dates: Sequence[str]) -> str:
    """The earliest date; where one day is told in several precisions, the most precise of these."""
    first = min(dates, default="")
    return max((date for date in dates if date.startswith(first)), key=len, default="")


def one(store: Queryable, iri: str) -> Thing:
    """The thing of an IRI, or of one that was merged into another; QueryError where there is none."""
    if is_iri(iri):
        for candidate in dict.fromkeys((iri, *_successors(store, iri))):
            if found := things_of(store, [candidate]):
                return found[candidate]
    raise QueryError(f"there is no thing {iri[:200]!r} in the graph; search for its name")


def is_iri(text: str) -> bool:
    """Whether a text can stand between < and > in SPARQL."""
    return ":" in text and not any(sign in '<>"{}|^`\\' or sign <= " " for sign in text)


def _successors(store: Queryable, iri: str) -> list[str]:
    """What stands for an IRI that was merged away; written in the default graph."""
    return [solution["new"].value for solution in store.query(f"SELECT ?new {{ <{iri}> {REPLACED_BY} ?new }}")]
