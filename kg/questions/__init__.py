"""Named questions with parameters: each is a SPARQL file in `ontology/queries/`, and answers with a table.

    names()                                             the questions, each with what it asks
    ask_named(store, "who-spoke", {"event": "论坛"})         a Table

The comments at the top of a file say what it asks (in Chinese, in English), what its parameters are, and how its
columns are shown. A parameter that names a thing is matched with every label of the things of that kind; the graphs in
which those stand are then the only ones asked (but for a question that compares articles: `graphs: all`), and of the
rows those about them are kept. So nothing that a user types ever becomes part of a query.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.model import Kind, QueryError
from kg.questions.days import is_date, is_ordered, may_hold
from kg.questions.evidence import Sources
from kg.questions.matching import divisions_within, graphs_of, is_part, is_same, matching, rows_of
from kg.rdf import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.questions.matching import Row
    from kg.store import Store

_KINDS: Final = {
    "person": Kind.PERSON,
    "organization": Kind.ORGANIZATION,
    "event": Kind.EVENT,
    "place": Kind.PLACE,
}
_DATES: Final = ("after", "before", "on")
_WORDS: Final = ("title", "topic", "list")  # text that the column of this name holds, in part
_HEADER: Final = re.compile(r"#\s*(.*)")


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: the names of the columns, and rows of as many values; what is not known is empty."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A file of `ontology/queries/`, with what its comments say."""

    name: str
    sparql: str
    chinese: str
    english: str
    parameters: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]  # as shown, and the variable behind; none: all variables as they are
    compares: bool = False  # what articles say with what others do


def names() -> dict[str, str]:
    """The questions, each with one line that says what it asks."""
    files = sorted(ontology_folder().joinpath("queries").glob("*.rq"))
    return {file.stem: _described(load_question(file.stem)) for file in files}


def _described(question: Question) -> str:
    options = "".join(f" [--{parameter} …]" for parameter in question.parameters)
    return f"{question.english} {question.chinese}{options}"


def load_question(name: str) -> Question:
    """The question of this name; a QueryError names the nearest ones where there is none."""
    from difflib import get_close_matches

    files = {file.stem: file for file in ontology_folder().joinpath("queries").glob("*.rq")}
    if name not in files:
        near = get_close_matches(name, files, n=3, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}?" if near else "see `kg query --list`"
        raise QueryError(f"there is no question {name!r}; {hint}")
    sparql = files[name].read_text(encoding="utf-8")
    comments = [match[1] for line in sparql.splitlines() if (match := _HEADER.match(line))]
    marked = dict(line.split(": ", 1) for line in comments[2:] if ": " in line)
    columns = [column.partition("=") for column in marked.get("columns", "").split()]
    parameters = tuple(marked["parameters"].split(", ")) if "parameters" in marked else ()
    shown = tuple((column, variable or column) for column, _, variable in columns)
    return Question(name, sparql, comments[0], comments[1], parameters, shown, marked.get("graphs") == "all")


def ask_named(store: Store, name: str, parameters: Mapping[str, str | None]) -> Table:
    """The answer to a named question; parameters that are None or empty do not count.

    QueryError: no such question or parameter, a date that is none, or a name that nothing in the graph bears.
    """
    question = load_question(name)
    given = {key: value.strip() for key, value in parameters.items() if value and value.strip()}
    _check(question, given)
    things = {key: _things(store, question, key, text) for key, text in given.items() if key not in _DATES + _WORDS}
    rows = [row for row in _solutions(store, question, things.values()) if _fits(row, question, things, given)]
    for key in given.keys() & set(_WORDS):
        rows = [row for row in rows if is_same(given[key], row[key])] or rows
    return _table(store, question, rows)


def _check(question: Question, given: Mapping[str, str]) -> None:
    for key, value in given.items():
        if key not in question.parameters:
            takes = " ".join(f"--{parameter}" for parameter in question.parameters) or "no parameters"
            raise QueryError(f"{question.name} has no parameter {key!r}; it takes {takes}")
        if key in _DATES and not is_date(value):
            raise QueryError(f"--{key} {value} is not a date; write 2024, 2024-11 or 2024-11-30")
    if question.parameters == ("name",) and not given:
        raise QueryError(f"{question.name} asks about one thing; say which with --name")


def _variable(question: Question, parameter: str) -> str:
    return question.name if parameter == "name" else parameter


def _things(store: Store, question: Question, parameter: str, text: str) -> frozenset[str]:
    """The IRIs of what a parameter names; a place stands for the divisions in it, too, unless it is the question."""
    found = matching(store, _KINDS[_variable(question, parameter)], text)
    return found | divisions_within(store, found) if parameter == "place" else found


def _solutions(store: Store, question: Question, things: Iterable[frozenset[str]]) -> Iterator[Row]:
    """The rows of the query, asked only of the graphs in which every parameter occurs."""
    graphs = [graphs_of(store, iris) for iris in things]
    if question.compares or not graphs:
        yield from rows_of(store, question.sparql)
    elif shared := set.intersection(*graphs):
        yield from rows_of(store, question.sparql, sorted(shared))


def _fits(row: Row, question: Question, things: Mapping[str, frozenset[str]], given: Mapping[str, str]) -> bool:
    day = row.get("date", "")
    return (
        all(row.get(_variable(question, key)) in iris for key, iris in things.items())
        and ("after" not in given or is_ordered(given["after"], day))
        and ("before" not in given or is_ordered(day, given["before"]))
        and ("on" not in given or may_hold(row, given["on"]))
        and all(is_part(given[key], row[key]) for key in _WORDS if key in given)
    )


def _table(store: Store, question: Question, rows: Sequence[Row]) -> Table:
    if not question.columns:
        columns = tuple(rows[0]) if rows else ()
        return Table(columns, tuple(tuple(row.values()) for row in rows))
    columns = tuple(column for column, _ in question.columns)
    sources = Sources(store)
    ordered = sorted(rows, key=lambda row: _order(question, row, sources))
    return Table((*columns, "evidence", "doc"), tuple(_folded(question, ordered, sources)))


def _order(question: Question, row: Row, sources: Sources) -> tuple[object, ...]:
    """By date, unknown ones last, then event, article, place in the text; each thing asked about stays together."""
    asked = (row["name"], row[question.name]) if question.parameters == ("name",) else ()
    place = sources.position(row["doc"], int(row["start"]), int(row["end"]), row.get("value") or row["name"])
    return (*asked, not row["date"], row["date"], row.get("eventName", ""), row["doc"], place)


def _folded(question: Question, rows: Sequence[Row], sources: Sources) -> Iterator[tuple[str, ...]]:
    """Rows that differ only in a post, in the place in the text, or in which of several copies of an article they stand
    in, as one; with the sentence of the first."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    variables = [variable for _, variable in question.columns]
    for row in rows:
        key = tuple("" if variable == "post" else row[variable] for variable in variables)
        groups.setdefault((*key, sources.first(row["doc"])), []).append(row)
    for group in groups.values():
        group.sort(key=lambda row: row["doc"] != sources.first(row["doc"]))
        first = group[0]
        posts = "、".join(dict.fromkeys(row["post"] for row in group if row.get("post")))
        shown = (posts if variable == "post" else first[variable] for variable in variables)
        yield (*shown, sources.sentence(first["doc"], int(first["start"]), int(first["end"])), first["doc"])
