"""A meaning as a SPARQL query that one can read, edit, and run as it stands.

Things stand in it as IRIs and words as literals, both written by the RDF library; so nothing that a question or an
article says can become part of the query. Each row leads to the places that it rests on (`doc#start-end`, a line each)
and tells how many articles that are no copies of one another say it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.asking.blocks import Block, bindings, blocks_of, lines_of
from kg.asking.conditions import held_then
from kg.asking.facts import UNTOLD, Fact
from kg.asking.terms import comment, prefixes
from kg.model import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.asking.meaning import Meaning

_SOURCES: Final = "COUNT(DISTINCT ?g{0}) - COUNT(DISTINCT ?copy{0})"
_EVIDENCE: Final = 'GROUP_CONCAT(DISTINCT ?quote{0}; separator="\\n")'


class Column(NamedTuple):
    """A column of the answer: its name, the variable that holds it, and its value over the rows of a group."""

    name: str
    variable: str
    expression: str
    number: str = ""  # of the block that tells it


@dataclass(frozen=True, slots=True)
class Compiled:
    """A query, and which of its variables are the columns of the answer."""

    sparql: str
    columns: tuple[tuple[str, str], ...]  # as shown, and the variable
    asked: tuple[str, ...]
    things: tuple[str, ...]  # variables that hold IRIs
    blocks: tuple[str, ...]  # numbers of the blocks: what stands behind ?sources and ?evidence


def compiled(meaning: Meaning, question: str, limit: int = 0) -> Compiled:
    """The query for a meaning; QueryError where its parts do not go together. `limit` is the number of rows, 0 all."""
    blocks = blocks_of(meaning)
    chosen = list(_columns(meaning, blocks))
    keys = _keys(meaning, blocks)
    body, selected = _joined(meaning, blocks, chosen, keys)
    select = [f"?{key}" for key in keys] + [f"({expression} AS ?{variable})" for expression, variable in selected]
    lines = ["SELECT " + "\n    ".join(select), "WHERE {", *(f"  {line}" for line in body), "}"]
    lines += _tail(meaning, keys, chosen, limit)
    text = "\n".join(lines)
    heading = [f"# {comment(question)}", *(f"# {comment(line)}" for line in meaning.described())]
    things = tuple(key for key in keys if key.rstrip("23456789") in _IRIS)
    columns = tuple((column.name, column.variable) for column in chosen)
    wanted = (_column(column, blocks[0].fact) for column in meaning.asked)
    asked = ("count",) if meaning.count else tuple(column for column in wanted if column in dict(columns))
    return Compiled(
        "\n".join([*heading, *prefixes(text), text]) + "\n", columns, asked, things, tuple(b.number for b in blocks)
    )


def _joined(
    meaning: Meaning, blocks: Sequence[Block], chosen: Sequence[Column], keys: Sequence[str]
) -> tuple[list[str], list[tuple[str, str]]]:
    """The patterns of all blocks, and the expressions that are selected, each with its variable: the columns first."""
    body: list[str] = []
    selected: list[tuple[str, str]] = []
    for block in blocks:
        told = [column for column in chosen if column.number == block.number]
        values = [(column.expression, column.variable) for column in told] + _rests(block.number)
        lines = lines_of(block, meaning, {column.name for column in told})
        if _is_grouped_first(block, keys):
            body[:0] = _grouped(block, lines, values)
            values = [(f"MIN(?{variable}_)", variable) for _, variable in values]
        else:
            body += lines
        selected += values
    if meaning.companion:
        other = blocks[0].fact.keys[0]
        body += [f"FILTER(?{other}{block.number} != ?{other})" for block in blocks[1:]]
    order = [column.variable for column in chosen]
    return body, sorted(selected, key=lambda one: order.index(one[1]) if one[1] in order else len(order))


def _rests(number: str) -> list[tuple[str, str]]:
    """How many independent articles tell the fact of a block, and where."""
    return [(_SOURCES.format(number), f"sources{number}"), (_EVIDENCE.format(number), f"evidence{number}")]


def _is_grouped_first(block: Block, keys: Sequence[str]) -> bool:
    """Whether the facts beside the first are few, as names bind them, and all of one row are in one group.

    Joined fact by fact, two facts that a hundred articles tell each would be ten thousand rows.
    """
    return bool(block.number and any(bindings(block))) and set(block.keys) <= set(keys)


def _grouped(block: Block, lines: Iterable[str], values: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What a block tells, one row for each of its facts."""
    keys = " ".join(f"?{key}" for key in block.keys)
    yield f"{{ SELECT {keys}"
    yield from (f"    ({expression} AS ?{variable}_)" for expression, variable in values)
    yield "  WHERE {"
    yield from (f"    {line}" for line in lines)
    yield f"  }} GROUP BY {keys} }}"


_IRIS: Final = (
    *("person", "event", "organization", "initiative", "roll", "proposer", "other", "title", "g"),
    *("successor", "predecessor"),
)


def _columns(meaning: Meaning, blocks: Sequence[Block]) -> Iterator[Column]:
    """Column, variable and expression: what is asked for first, then what else the facts tell."""
    if meaning.count:
        yield Column("count", "count", f"COUNT(DISTINCT {_counted(meaning, blocks[0].fact)})")
        return
    given: set[str] = set()
    if meaning.order == "most":
        column = meaning.asked[0]
        tallied = blocks[0].fact.tally.get(column)
        if tallied is None:
            raise QueryError(f"of these facts no {column} can be the one with the most")
        variable, expression = blocks[0].fact.columns[column]
        yield Column(column, variable, expression)
        yield Column("count", "count", f"COUNT(DISTINCT ?{tallied})")
        return
    asked = tuple(_column(column, blocks[0].fact) for column in meaning.asked)
    wanted = [*asked, *(column for block in blocks for column in block.fact.prefer)]
    for column in dict.fromkeys(wanted):
        for block in blocks:
            if column in block.fact.columns and column not in given:
                given.add(column)
                variable, expression = block.fact.columns[column]
                yield Column(column, variable, block.own(expression), block.number)
        if column in asked and column not in given:
            raise QueryError(f"these facts do not tell the {column}")
    yield from _beside(meaning, blocks)


def _column(column: str, fact: Fact) -> str:
    """The companion of a person is a person, that of a body is a body."""
    return fact.keys[0] if column == "companion" else column


def _beside(meaning: Meaning, blocks: Sequence[Block]) -> Iterator[Column]:
    """Of facts that stand beside the first one of their kind: with whom, as what; at which other event."""
    for block in blocks[1:]:
        if block.fact is blocks[0].fact:
            for key in block.fact.keys:
                if key not in block.shared and key in ("person", "event", "organization"):
                    label = f"?{key}Label{block.number}"
                    yield Column(f"and {key}", f"and_{key}{block.number}", f"MIN(STR({label}))", block.number)
            if block.fact.role:
                variable, expression = block.fact.columns["role"]
                yield Column("as", f"{variable}{block.number}", block.own(expression), block.number)


def _counted(meaning: Meaning, fact: Fact) -> str:
    if meaning.count == "times":
        return "?event" if "event" in fact.keys else "?fact"
    special = {"said": "?fact", "article": "?g", "post": "?fact", "place": "?siteLabel", "topic": "?topic"}
    variable = special.get(meaning.count, f"?{meaning.count}")
    if meaning.count not in fact.columns:
        raise QueryError(f"of these facts the {meaning.count} cannot be counted")
    return variable


def _keys(meaning: Meaning, blocks: Sequence[Block]) -> list[str]:
    """The variables of which each combination is one row."""
    if meaning.count:
        return []
    if meaning.order == "most":
        column = meaning.asked[0]
        return ["siteLabel"] if column == "place" else [{"post": "title"}.get(column, column)]
    keys = [block.own(f"?{key}")[1:] for block in blocks for key in _own_keys(block.fact, meaning)]
    if "event" in meaning.asked and blocks[0].told.fact == "statement":
        keys.append("event")
    return list(dict.fromkeys(keys))


def _own_keys(fact: Fact, meaning: Meaning) -> tuple[str, ...]:
    """What one row of a fact is about; where it may be one of the two things alone, that which is asked for."""
    asked = tuple(key for key in fact.keys if key in meaning.asked)
    return asked if fact.may_merge and asked else fact.keys


def _tail(meaning: Meaning, keys: Sequence[str], chosen: Sequence[Column], limit: int) -> Iterator[str]:
    if keys:
        yield "GROUP BY " + " ".join(f"?{key}" for key in keys)
    if meaning.period and meaning.told[0].fact == "membership":
        if meaning.count or meaning.order == "most":
            raise QueryError("posts that were held at a time can be listed, not counted")
        yield f"HAVING({' && '.join(held_then(meaning.period))})"
    if meaning.count:
        return
    variables = {column.name: column.variable for column in chosen}
    if meaning.order in ("first", "last"):
        yield from (f'HAVING({column.expression} != "{UNTOLD}")' for column in chosen if column.name == "date")
    yield "ORDER BY " + " ".join(_order(meaning, variables))
    if limit:
        yield f"LIMIT {limit}"


def _order(meaning: Meaning, variables: dict[str, str]) -> Iterable[str]:
    first = {"last": ["DESC(?{})"], "first": ["?{}"]}.get(meaning.order, [])
    yield from (form.format(variables["date"]) for form in first if "date" in variables)
    if meaning.order == "most":
        yield "DESC(?count)"
    if not first and "date" in variables and meaning.order != "most":
        yield f"?{variables['date']}"
    yield from (f"?{variables[column]}" for column in variables if column not in ("date", "count"))
