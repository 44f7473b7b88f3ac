"""Facts of the graph with their names, dates and sentences, as the calls put rows together from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.graph import projection
from kg.questions.evidence import Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.store import Store

    Row = dict[str, str]

_DOC: Final = "?g schema:identifier ?doc ."
PARTICIPATION: Final = f"{_DOC} ?fact a kg:Participation ; kg:agent ?person ; kg:event ?event ; kg:role ?role ."
INVOLVEMENT: Final = f"{_DOC} ?fact a kg:Involvement ; kg:agent ?body ; kg:event ?event ; kg:role ?role ."
MEMBERSHIP: Final = (
    f"{_DOC} ?fact a org:Membership ; org:member ?person ; org:organization ?body ; kg:status ?role ;"
    " kg:post ?post . ?post org:role/rdfs:label ?title ."
)
STATEMENT: Final = f"{_DOC} ?fact a schema:Quotation ; schema:spokenByCharacter ?person ; schema:text ?text ."
BYLINE: Final = f"{_DOC} ?fact a kg:Byline ; kg:agent ?person ; kg:role ?role ."
_COLUMNS: Final = {
    PARTICIPATION: "?g ?doc ?fact ?person ?event ?role",
    INVOLVEMENT: "?g ?doc ?fact ?body ?event ?role",
    MEMBERSHIP: "?g ?doc ?fact ?person ?body ?role ?post ?title",
    STATEMENT: "?g ?doc ?fact ?person ?text",
    BYLINE: "?g ?doc ?fact ?person ?role",
}
_PLACE: Final = "?fact prov:wasDerivedFrom/oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end ."


@dataclass(frozen=True, slots=True)
class Proof:
    """What a claim rests on: the first of its sentences, and how many independent articles say it."""

    sentence: str
    doc: str
    fact: str
    sources: int


class Facts:
    """The facts of a store that a call needs; each property is asked for once for all of them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sources = Sources(store)

    def of(self, pattern: str, variable: str, iris: Iterable[str]) -> list[Row]:
        """The facts of a pattern of which a variable is one of these; what a role or status is called is plain."""
        found = projection.rows(self._store, pattern, _COLUMNS[pattern], f"?{variable}", sorted(set(iris)))
        return [{**row, "role": row.get("role", "").rpartition("#")[2].partition("-")[2]} for row in found]

    def value(self, where: str, variable: str, iris: Iterable[str]) -> dict[str, str]:
        """The first value, by order, that the graph has for each of these; `where` binds the variable and ?value."""
        values: dict[str, str] = {}
        for row in projection.rows(self._store, where, f"?{variable} ?value", f"?{variable}", sorted(set(iris))):
            key, value = row[variable], row["value"]
            values[key] = min(values.get(key, value), value)
        return values

    def dates(self, events: Iterable[str]) -> dict[str, str]:
        """When events began."""
        return self.value("?event schema:startDate ?value .", "event", events)

    def told(self, rows: Sequence[Row]) -> dict[str, str]:
        """When the articles of these facts were published, by graph."""
        return self.value("?g schema:datePublished ?value .", "g", (row["g"] for row in rows))

    def names(self, iris: Iterable[str]) -> dict[str, str]:
        """What most articles call each of these."""
        called: dict[str, Counter[str]] = defaultdict(Counter)
        wanted = sorted(set(iris))
        for row in projection.rows(self._store, "?thing rdfs:label ?name .", "?g ?thing ?name", "?thing", wanted):
            called[row["thing"]][row["name"]] += 1
        best = {iri: min(names, key=lambda name: (-names[name], -len(name), name)) for iri, names in called.items()}
        return {iri: best.get(iri, iri) for iri in wanted}

    def proved(self, rows: Sequence[Row], claim: Callable[[Row], tuple[object, ...]]) -> Iterator[tuple[Row, Proof]]:
        """Each claim once, by the first fact that makes it, with its proof; facts of copies of an article are one."""
        places: dict[tuple[str, str], tuple[int, int]] = {}
        facts = sorted({row["fact"] for row in rows})
        for row in projection.rows(self._store, _PLACE, "?g ?fact ?start ?end", "?fact", facts):
            place, key = (int(row["start"]), int(row["end"])), (row["g"], row["fact"])
            places[key] = min(places.get(key, place), place)
        groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for row in rows:
            groups[claim(row)].append(row)
        for group in groups.values():
            origins = {row["doc"]: self._sources.first(row["doc"]) for row in group}
            first = min(group, key=lambda row: (row["doc"] != origins[row["doc"]], row["doc"], row["fact"]))
            sentence = self._sources.sentence(first["doc"], *places.get((first["g"], first["fact"]), (0, 0)))
            yield first, Proof(sentence, first["doc"], first["fact"], len(set(origins.values())))
