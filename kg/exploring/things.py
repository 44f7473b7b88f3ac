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
# The way from things of a kind to the divisions in which they lie or serve (None), or to other things that have one.
_WAYS: Final[Mapping[Kind, tuple[str, tuple[Kind | None, ...]]]] = {
    Kind.PERSON: ("?post org:member ?thing ; org:organization ?next .", (Kind.ORGANIZATION,)),
    Kind.INITIATIVE: ("?fact kg:initiative ?thing ; kg:proposer ?next .", (Kind.ORGANIZATION, None)),
    Kind.ORGANIZATION: ("?thing schema:areaServed ?next .", (None,)),
    Kind.EVENT: ("?thing kg:division ?next .", (None,)),
    Kind.PLACE: ("?thing schema:containedInPlace ?next .", (None,)),
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
    """The codes of the divisions of things, one way after another: each article repeats each of them."""
    reached: dict[Kind | None, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))  # from where, by kind
    for iri, kind in kinds.items():
        if iri not in coded:
            reached[kind][iri].add(iri)
    for kind, (way, leads_to) in _WAYS.items():
        begun = reached.pop(kind, {})
        for row in rows(store, way, "?thing ?next", "?thing", None if everything else list(begun)) if begun else ():
            for end in leads_to:
                reached[end][row["next"]] |= begun.get(row["thing"], set())
    ends = reached.pop(None, {})
    codes: dict[str, set[str]] = defaultdict(set)
    for row in rows(
        store, "?thing skos:notation ?code .", "?thing ?code", "?thing", None if everything else list(ends)
    ):
        for iri in ends.get(row["thing"], ()):
            codes[iri].add(row["code"])
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
