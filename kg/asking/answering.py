"""Rows with the sentences that they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.asking.answer import Answer, Quotation, Row
from kg.asking.facts import UNTOLD
from kg.asking.sparql import compiled
from kg.asking.terms import values
from kg.model import Kind, QueryError
from kg.questions.evidence import Sources
from kg.questions.matching import rows_of
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.asking.meaning import Meaning
    from kg.asking.named import Named
    from kg.asking.sparql import Compiled
    from kg.store import Store

_SHOWN: Final = 8  # things of one name that a note tells apart
_LISTED: Final = " | "  # between the values of a list, as `kg.asking.facts` has it
_POSTS: Final = """SELECT DISTINCT ?thing ?body ?title {{ GRAPH ?g {{ VALUES ?thing {things}
    ?m {member} ?thing ; {organization}/{label} ?body ; {post}/{role}/{label} ?title }} }}
    ORDER BY ?thing ?body ?title"""


def answered(store: Store, meaning: Meaning, question: str) -> Answer:
    """The answer to what was understood. The best of a list stand with all that are as good."""
    query = compiled(meaning, question)
    found = list(rows_of(store, query.sparql))
    notes = list(_ambiguities(store, meaning))
    if meaning.limit and len(found) > meaning.limit:
        variable = "count" if meaning.order == "most" else dict(query.columns)["date"]
        last = found[meaning.limit - 1][variable]
        kept = next((n for n in range(meaning.limit, len(found)) if found[n][variable] != last), len(found))
        if kept > meaning.limit:
            notes.append(f"{kept} are listed, because the last of them are equal")
        found = found[:kept]
        query = compiled(meaning, question, kept)
    columns = tuple(column for column, _ in query.columns)
    sources = Sources(store)
    rows = tuple(_row(found_row, query, sources) for found_row in found if _is_row(found_row, query))
    return Answer(question, query.sparql, columns, rows, query.asked, tuple(meaning.described()), tuple(notes))


def _is_row(row: Mapping[str, str], query: Compiled) -> bool:
    """Not the one empty row of an aggregate over nothing; nor one that lacks all that was asked for."""
    variables = [variable for column, variable in query.columns if column in query.asked]
    return any(told(row[variable]) for variable in variables)


def _row(row: Mapping[str, str], query: Compiled, sources: Sources) -> Row:
    shown = tuple(told(row[variable]) for _, variable in query.columns)
    quotations = [quoted(row[f"evidence{number}"], sources, shown) for number in query.blocks]
    all_of_them = tuple(dict.fromkeys(one for block in quotations for one in block))
    return Row(shown, all_of_them, min(map(len, quotations)), tuple(row[thing] for thing in query.things))


def told(value: str) -> str:
    """What a query gives for a column, without its signs for what is not told."""
    if value == UNTOLD:
        return ""
    return "、".join(sorted(part for part in value.split(_LISTED) if part)) if _LISTED in value else value


def quoted(places: str, sources: Sources, shown: Sequence[str] = ()) -> list[Quotation]:
    """The sentences at places such as `doc#12-34`, a line each: one for each independent article, the best first."""
    best: dict[str, tuple[tuple[int, bool, int], Quotation]] = {}
    for place in places.splitlines():
        doc, _, span = place.rpartition("#")
        start, _, end = span.partition("-")
        if not (doc and start.isdigit() and end.isdigit()):
            continue
        sentence = sources.sentence(doc, int(start), int(end))
        first = sources.first(doc)
        rank = (
            -sum(part in sentence for value in shown for part in value.split("、") if part),
            doc != first,
            int(start),
        )
        if first not in best or rank < best[first][0]:
            best[first] = rank, Quotation(sentence, doc, int(start), int(end))
    return [quotation for _, quotation in sorted(best.values(), key=lambda one: (one[0], one[1].doc))]


def run(store: Store, sparql: str) -> Answer:
    """The answer to a query in SPARQL, such as one that `ask` has shown and somebody has edited.

    Its columns are all its variables but those that lead to evidence. QueryError where it is no SELECT query.
    """
    from pyoxigraph import QuerySolutions

    solutions = store.query(sparql)
    if not isinstance(solutions, QuerySolutions):
        raise QueryError("only SELECT queries have rows; begin with SELECT")
    names = [variable.value for variable in solutions.variables]
    columns = [name for name in names if not name.startswith(("evidence", "sources"))]
    sources = Sources(store)
    rows = []
    for solution in solutions:
        value = {name: str(getattr(solution[name], "value", "") or "") for name in names}
        shown = tuple(told(value[column]) for column in columns)
        counts = [int(value[name]) for name in names if name.startswith("sources") and value[name].isdigit()]
        found = [one for name in names if name.startswith("evidence") for one in quoted(value[name], sources, shown)]
        rows.append(Row(shown, tuple(dict.fromkeys(found)), min(counts, default=0)))
    return Answer("", sparql, tuple(columns), tuple(rows), tuple(columns))


def _ambiguities(store: Store, meaning: Meaning) -> Iterator[str]:
    for named in (*meaning.names, *(named for _, named in meaning.around)):
        number = len(named.iris) + len(named.prefixes)
        is_narrowed = named.kind is Kind.ORGANIZATION and not named.is_whole and meaning.of(Kind.PLACE)
        if number > 1 and named.kind is not Kind.TITLE and not is_narrowed:
            told = "; ".join(list(dict.fromkeys(_told_apart(store, named)))[:_SHOWN])
            more = f"; and {number - _SHOWN} more" if number > _SHOWN else ""
            yield f"“{named.text}” may be {number} things, all of which are asked about: {told}{more}"


def _posts_of(people: Iterable[str]) -> str:
    return _POSTS.format(
        things=values(people),
        member=v.MEMBER,
        organization=v.IN_ORGANIZATION,
        label=v.LABEL,
        post=v.OF_POST,
        role=v.TITLE_OF_POST,
    )


def _told_apart(store: Store, named: Named) -> Iterable[str]:
    """The things of one name, persons with their posts and all with the end of their IRI."""
    posts: dict[str, list[str]] = {}
    if named.kind is Kind.PERSON:
        for row in rows_of(store, _posts_of(named.iris)):
            posts.setdefault(row["thing"], []).append(row["body"] + row["title"])
    ends = [iri.rpartition("/id/")[2] for iri in named.iris]
    for iri, end, label in zip((*named.iris, *named.prefixes), (*ends, *named.prefixes), named.labels, strict=True):
        known = "、".join(posts.get(iri, [])[:3])
        yield f"{label} ({known + ', ' if known else ''}{end})"
