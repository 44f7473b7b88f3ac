"""Facts that start from or lead to things, out of the graph: their ends first, then what the kept ones rest on."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.exploring.articles import articles_of
from kg.exploring.properties import of_facts
from kg.exploring.records import Fact, Quote
from kg.graph import FACT_KINDS
from kg.graph.projection import PATTERNS, rows
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from kg.exploring.records import Article
    from kg.graph.projection import Pattern, Queryable, Row

MOST: Final = 2000  # rows that are read of one pattern and end, so that no hub takes long
# Between which kinds of things facts of a kind stand; an end that cannot be need not be asked about.
_ENDS: Final[Mapping[str, tuple[frozenset[Kind], frozenset[Kind]]]] = {
    "membership": (frozenset({Kind.PERSON}), frozenset({Kind.ORGANIZATION})),
    "participation": (frozenset({Kind.PERSON}), frozenset({Kind.EVENT})),
    "involvement": (frozenset({Kind.ORGANIZATION}), frozenset({Kind.EVENT})),
    "statement": (frozenset({Kind.PERSON}), frozenset({Kind.EVENT})),
    "proposal": (frozenset({Kind.ORGANIZATION, Kind.PLACE}), frozenset({Kind.INITIATIVE})),
    "recognition": (frozenset({Kind.INITIATIVE}), frozenset({Kind.INITIATIVE})),
    "location": (frozenset({Kind.EVENT}), frozenset({Kind.PLACE})),
    "jurisdiction": (frozenset({Kind.ORGANIZATION}), frozenset({Kind.PLACE})),
    "within": (frozenset({Kind.PLACE}), frozenset({Kind.PLACE})),
    "byline": (frozenset({Kind.PERSON}), frozenset()),
}
_ANY: Final = (frozenset(Kind), frozenset(Kind))
_TO_ONE: Final = ("location", "jurisdiction", "within")  # what leads a thing to one place, which every article repeats
_REPEATED: Final = 8  # rows of these for each thing where rows are limited
_QUOTES: Final = 3  # that one article gives for one fact; where the fact is its thing itself, one


class Told(NamedTuple):
    """What makes the facts of several articles one."""

    kind: str
    source: str
    target: str
    role: str
    status: str


class Telling(NamedTuple):
    """Facts, and the articles that tell them."""

    facts: tuple[Fact, ...]
    articles: tuple[Article, ...]


def ends(
    store: Queryable,
    kinds: Mapping[str, Kind] | None,
    *,
    only: Iterable[str] = (),
    sides: Sequence[str] = ("?source", "?target"),
    most: int | None = MOST,
    divisions: Container[str] | None = None,
) -> dict[Told, list[Row]]:
    """Facts with one of these things at one of the `sides`, or all there are; each with the rows that tell it.

    `kinds` are the things with their kinds, `only` the kinds of facts that are wanted, `divisions` the divisions among
    the things, where that is known: what only sites or only divisions can begin is not asked of the others.
    """
    wanted = frozenset(only) or frozenset(pattern.kind for pattern in PATTERNS)
    found: dict[Told, list[Row]] = defaultdict(list)
    seen: set[tuple[str, ...]] = set()
    for pattern in PATTERNS:
        if pattern.kind in wanted:
            for row in _matching(store, pattern, kinds, sides, most, divisions):
                fact = (pattern.kind, row["g"], row["fact"])
                whole = (*fact, row["source"], row.get("target", ""))
                if whole not in seen and not (pattern.is_alone and fact in seen):
                    seen |= {fact, whole}
                    found[_told(pattern, row)].append(row)
    return found


def _matching(
    store: Queryable,
    pattern: Pattern,
    kinds: Mapping[str, Kind] | None,
    sides: Sequence[str],
    most: int | None,
    divisions: Container[str] | None,
) -> Iterator[Row]:
    columns = "?g ?fact ?source ?target ?role ?status"
    if kinds is None:
        yield from rows(store, pattern.where, columns)
        return
    at_source, at_target = _ENDS.get(pattern.kind, _ANY)
    for side in ("?source",) if pattern.is_alone else sides:
        possible = at_source if side == "?source" else at_target
        among = [iri for iri, kind in kinds.items() if kind in possible]
        if side == "?source" and divisions is not None and pattern.of_divisions is not None:
            among = [iri for iri in among if (iri in divisions) is pattern.of_divisions]
        if among:
            wanted = most
            if most is not None and side == "?source" and pattern.kind in _TO_ONE:
                wanted = min(most, _REPEATED * len(among))
            yield from islice(rows(store, pattern.where, columns, side, among), wanted)


def _told(pattern: Pattern, row: Row) -> Told:
    role = row.get("role", "").rpartition("#")[2] or pattern.role
    status = row.get("status", "").partition("#status-")[2]
    return Told(pattern.kind, row["source"], row.get("target", ""), role, status)


def detailed(
    store: Queryable, found: Mapping[Told, Sequence[Row]], articles: int | None, *, with_text: bool = False
) -> Telling:
    """The facts with all that is told of them, of each what so many articles tell; `with_text` quotes the characters.

    A talk with two topics, a term with two beginnings and every statement are facts of their own.
    """
    graphs = list(dict.fromkeys(row["g"] for group in found.values() for row in group))
    copies = {
        row["g"]: row["first"] for row in rows(store, "?g dcterms:isVersionOf ?first .", "?g ?first", "?g", graphs)
    }
    kept = {told: _several(group, 1 if told.kind in _THEMSELVES else articles, copies) for told, group in found.items()}
    details, quotes = _details(store, kept), _quotes(store, kept, with_text)
    docs = articles_of(store, list(dict.fromkeys(row["g"] for group in kept.values() for row in group)))
    facts: list[Fact] = []
    for told, group in found.items():
        parts: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in kept[told]:
            parts[tuple(details.get(row["fact"], {}).get(name, "") for name in _PARTED)].append(row)
        for wording, part in parts.items():
            sources = len({copies.get(row["g"], row["g"]) for row in (group if len(parts) == 1 else part)})
            shown = tuple(_shown(part, quotes, details, docs))
            surest = max((quote.confidence for quote in shown), default=1.0)
            facts.append(
                Fact(
                    **told._asdict(),
                    **dict(zip(_PARTED, wording, strict=True)),
                    confidence=surest,
                    sources=sources,
                    quotes=shown,
                )
            )
    facts.sort(key=_order)
    return Telling(tuple(facts), tuple(sorted(docs.values(), key=lambda article: article.doc)))


ACT: Final = "act"  # the kind of a row that only a page has: of what was done at an event, and that event
_THEMSELVES: Final = ("location", "within", ACT)  # the fact is a thing, which rests on all its mentions
_DETAILS: Final = {  # by the kinds of facts that have them
    "topic": ("dc:subject", {"participation"}),
    "said": ("schema:text", {"statement"}),
    "start": ("schema:startDate", {"membership"}),
    "end": ("schema:endDate", {"membership"}),
    "confidence": ("kg:confidence", set(FACT_KINDS) - {"location", "within"}),
}
_PARTED: Final = ("topic", "said", "start", "end")
EVIDENCE: Final = (
    "?fact prov:wasDerivedFrom ?place . ?place kg:rule ?rule ; oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end ."
)
_QUOTE: Final = " ?place oa:hasSelector ?words . ?words oa:exact ?text ."


def _order(fact: Fact) -> tuple[str, ...]:
    return (fact.kind, fact.source, fact.target, fact.role, fact.status, fact.topic, fact.start, fact.end, fact.said)


def _several(group: Sequence[Row], most: int | None, copies: Mapping[str, str]) -> list[Row]:
    """Some of the rows, those of articles that are nobody's copies first."""
    return sorted(group, key=lambda row: (row["g"] in copies, row["g"], row["fact"]))[:most]


def _details(store: Queryable, kept: Mapping[Told, Sequence[Row]]) -> dict[str, dict[str, str]]:
    """What facts say besides their ends."""
    details: dict[str, dict[str, str]] = defaultdict(dict)
    for name, (predicate, kinds) in _DETAILS.items():
        asked = _asked(group for told, group in kept.items() if told.kind in kinds)
        for row in of_facts(store, f"?fact {predicate} ?value", "?fact ?value", asked):
            details[row["fact"]][name] = row["value"]
    return details


def _asked(groups: Iterable[Sequence[Row]]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((row["g"], row["fact"]) for group in groups for row in group))


def _quotes(store: Queryable, kept: Mapping[Told, Sequence[Row]], with_text: bool) -> dict[tuple[str, str], list[Row]]:
    """What facts rest on, by article and fact, in the order of the text."""
    where, columns = (EVIDENCE + _QUOTE, " ?text") if with_text else (EVIDENCE, "")
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in of_facts(store, where, f"?g ?fact ?rule ?start ?end{columns}", _asked(kept.values())):
        found[row["g"], row["fact"]].append(row)
    for places in found.values():
        places.sort(key=lambda row: (int(row["start"]), int(row["end"]), row["rule"]))
    return found


def _shown(
    part: Iterable[Row],
    quotes: Mapping[tuple[str, str], Sequence[Row]],
    details: Mapping[str, Mapping[str, str]],
    docs: Mapping[str, Article],
) -> Iterator[Quote]:
    """The quotes of a fact, the surest first."""
    shown: dict[Quote, None] = {}
    for row in part:
        confidence = float(details.get(row["fact"], {}).get("confidence", "1"))
        places = quotes.get((row["g"], row["fact"]), ())
        for at in places[: 1 if row["fact"] == row["source"] else _QUOTES]:
            span = int(at["start"]), int(at["end"])
            shown[Quote(docs[row["g"]].doc, *span, at["rule"], confidence, at.get("text", ""))] = None
    yield from sorted(shown, key=lambda quote: (-quote.confidence, quote.doc, quote.start))
