"""Things that a name may mean, each with a score from 0 to 100 and what that is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from kg.exploring.things import is_iri, things_of
from kg.fulltext import find
from kg.graph.projection import rows
from kg.model import Kind
from kg.serve.attributes import ATTRIBUTES, KINDS, alike, likeness, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.fulltext import Hit
    from kg.graph.projection import Row
    from kg.serve.site import Site
    from kg.store import Store

_LOOKED_AT: Final = 40  # candidates that are compared, of which the best are told
_SPELLED: Final = 0.85  # how alike a name is that was found by pinyin or initials
_LEAST: Final = 0.4  # how alike a name must be
_SHARE: Final = 0.4  # of a score that properties have, and
_UNKNOWN: Final = 0.4  # what one counts of which nothing is known
_CERTAIN: Final = 85.0  # the score of a match, and
_AHEAD: Final = 10.0  # how far it must be ahead of the next
_FITTING: Final = 0.75  # how alike a value must be where no name is given
_NAMED: Final = " ?thing rdfs:label ?name ."
_SCANNED: Final = 20_000  # things that are looked through where no name is given


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant. `features` are likenesses from 0 to 1, of the name and of each property."""

    iri: str
    kind: Kind
    name: str
    description: str
    score: float
    features: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for: a name, kinds, values of properties."""

    text: str
    kinds: tuple[Kind, ...] = KINDS
    properties: tuple[tuple[str, tuple[Any, ...]], ...] = ()


def candidates(site: Site, asked: Asked, limit: int) -> list[Candidate]:
    """The best candidates, the best first. A name that is an IRI, or the end of one, means that thing."""
    store = site.store()
    found = (
        _by_identifier(store, site.base, asked.text) or _by_name(store, asked) or _by_property(store, site.base, asked)
    )
    kinds = {one.iri: one.kind for one in found}
    told = {name: values_of(store, ATTRIBUTES[name], kinds) for name, _ in asked.properties if name in ATTRIBUTES}
    scored = [_weighed(one, asked, told, site.base) for one in found]
    return sorted(scored, key=lambda one: (-one.score, one.name, one.iri))[:limit]


def is_certain(best: Sequence[Candidate], asked: Asked) -> bool:
    """Whether the first candidate is surely meant: far ahead, and no person by the name alone."""
    if not best or best[0].score < _CERTAIN:
        return False
    if len(best) > 1 and best[0].score - best[1].score < _AHEAD:
        return False
    others = [value for name, value in best[0].features.items() if name != "name"]
    return best[0].features.get("id") == 1.0 or best[0].kind is not Kind.PERSON or max(others, default=0.0) >= 0.75


def _by_identifier(store: Store, base: str, text: str) -> list[Candidate]:
    iris = [iri for iri in (text, base + text) if is_iri(iri)]
    return [
        Candidate(thing.iri, thing.kind, thing.label, "", 100.0, {"id": 1.0})
        for thing in things_of(store, iris).values()
        if thing.kind in KINDS
    ][:1]


def _by_name(store: Store, asked: Asked) -> list[Candidate]:
    kinds = [kind.value for kind in asked.kinds]
    hits: dict[str, Hit] = {}
    for text in _spellings(asked.text):
        hits |= {hit.iri: hit for hit in find(store, text, kinds, _LOOKED_AT) if hit.iri not in hits}
        if hits:
            break
    named = [
        Candidate(hit.iri, Kind(hit.kind), hit.label, hit.snippet, 0.0, {"name": _name_likeness(asked.text, hit)})
        for hit in hits.values()
    ]
    return [one for one in named if one.features["name"] >= _LEAST]


def _spellings(text: str) -> list[str]:
    """A name, and where it is long shorter ones: what stands before or behind a name is often added."""
    length = len(text)
    shorter = [text[: length * 3 // 4], text[length // 4 :], text[: length // 2], text[length // 2 :]]
    return list(dict.fromkeys([text, *(part for part in shorter if len(part) >= 4)])) if text else []


def _name_likeness(text: str, hit: Hit) -> float:
    names = max(0.97 * alike(text, name) for name in hit.names) if hit.names else 0.0
    spelled = _SPELLED if hit.score >= 3 else 0.0
    return max(alike(text, hit.label), names, spelled)


def _by_property(store: Store, base: str, asked: Asked) -> list[Candidate]:
    """Where no name is given: whatever has the values."""
    if asked.text or not asked.properties:
        return []
    found: dict[str, Candidate] = {}
    for kind in asked.kinds:
        if all(name in ATTRIBUTES and kind in ATTRIBUTES[name].patterns for name, _ in asked.properties):
            for row in islice(_possible(store, base, asked, kind), _SCANNED):
                found.setdefault(row["thing"], Candidate(row["thing"], kind, row["name"], "", 0.0))
    kinds = {one.iri: one.kind for one in found.values()}
    for name, values in asked.properties:
        told = values_of(store, ATTRIBUTES[name], kinds) if kinds else {}
        fits = {iri for iri, its in told.items() if likeness(ATTRIBUTES[name], values, its, base) >= _FITTING}
        kinds = {iri: kind for iri, kind in kinds.items() if iri in fits}
    return [found[iri] for iri in kinds][:_LOOKED_AT]


def _possible(store: Store, base: str, asked: Asked, kind: Kind) -> Iterator[Row]:
    """Things of a kind with their names: those next to a thing that was given as a value, else all."""
    from kg.rdf.vocabulary import CLASSES

    for name, values in asked.properties:
        attribute = ATTRIBUTES[name]
        if attribute.leads_to:
            among = _meant(store, base, attribute.leads_to, values)
            return rows(store, attribute.patterns[kind] + _NAMED, "?thing ?name", "?value", among)
    return rows(store, f"?thing a {CLASSES[kind]} ." + _NAMED, "?thing ?name")


def _meant(store: Store, base: str, kind: Kind, values: Sequence[Any]) -> list[str]:
    """The IRIs of the things that values name."""
    told = [
        (value.get("id", ""), value.get("name", "")) if isinstance(value, dict) else (value, value) for value in values
    ]
    iris = [iri for one, _ in told for iri in (str(one), f"{base}{one}") if is_iri(iri)]
    for _, text in told:
        hits = find(store, str(text), [kind.value], _LOOKED_AT)
        iris += [hit.iri for hit in hits if _name_likeness(str(text), hit) >= _FITTING]
    return list(dict.fromkeys(iris))


def _weighed(one: Candidate, asked: Asked, told: Mapping[str, Mapping[str, Sequence[Any]]], base: str) -> Candidate:
    """A candidate with its score: the name, and for a part the properties that were given."""
    fits = {
        name: likeness(ATTRIBUTES[name], values, told[name][one.iri], base)
        for name, values in asked.properties
        if one.iri in told.get(name, {})
    }
    unknown = len(asked.properties) - len(fits)
    name = one.features.get("id", one.features.get("name"))
    mean = (sum(fits.values()) + _UNKNOWN * unknown) / len(asked.properties) if asked.properties else 0.0
    share = 0.0 if not asked.properties or "id" in one.features else _SHARE if name is not None else 1.0
    score = 100 * ((1 - share) * (name or 0.0) + share * mean)
    rounded = {key: round(value, 3) for key, value in (one.features | fits).items()}
    return Candidate(one.iri, one.kind, one.name, one.description, round(score, 1), rounded)
