"""A meaning as a SPARQL query that one can read, edit, and run as it stands.

Things stand in it as IRIs and words as literals, both written by the RDF library; so nothing that a question or an
article says can become part of the query. Each row leads to the places that it rests on (`doc#start-end`, a line each)
and tells how many articles that are no copies of one another say it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.asking.conditions import Apart, conditions, held_then
from kg.asking.facts import FACTS, OFFICES, UNTOLD, Fact
from kg.asking.terms import comment, prefixes, values
from kg.model import Kind, QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.asking.meaning import Meaning, Told
    from kg.asking.named import Named

_VARIABLE: Final = re.compile(r"\?(\w+)")
_SHARED: Final = ("person", "event", "organization", "initiative", "proposer", "predecessor", "title")
_LOWEST: Final = 'GROUP_CONCAT(DISTINCT ?quote{0}; separator="\\n")'


@dataclass(frozen=True, slots=True)
class Block:
    """What is asked of the graph of one article."""

    fact: Fact
    told: Told
    number: str  # behind the variables that it does not share with the first one; empty for the first
    shared: tuple[str, ...] = ()
    names: tuple[Named, ...] = ()  # whom or what this one is about

    def own(self, text: str) -> str:
        """A pattern with the variables of this block."""
        if not self.number:
            return text
        return _VARIABLE.sub(lambda m: m[0] if m[1] in self.shared else f"{m[0]}{self.number}", text)


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
    blocks = _blocks(meaning)
    chosen = list(_columns(meaning, blocks))
    keys = _keys(meaning, blocks)
    body = [line for block in blocks for line in _body(block, meaning, {column for column, *_ in chosen})]
    select = [f"?{key}" for key in keys] + [f"({expression} AS ?{variable})" for _, variable, expression in chosen]
    for block in blocks:
        number = block.number
        select.append(f"(COUNT(DISTINCT ?g{number}) - COUNT(DISTINCT ?copy{number}) AS ?sources{number})")
        select.append(f"({_LOWEST.format(block.number)} AS ?evidence{block.number})")
    lines = ["SELECT " + "\n    ".join(select), "WHERE {", *(f"  {line}" for line in body), "}"]
    lines += _tail(meaning, keys, chosen, limit)
    text = "\n".join(lines)
    heading = [f"# {comment(question)}", *(f"# {comment(line)}" for line in meaning.described())]
    things = tuple(key for key in keys if key.rstrip("23456789") in _IRIS)
    columns = tuple((column, variable) for column, variable, _ in chosen)
    wanted = (_column(column, blocks[0].fact) for column in meaning.asked)
    asked = ("count",) if meaning.count else tuple(column for column in wanted if column in dict(columns))
    return Compiled(
        "\n".join([*heading, *prefixes(text), text]) + "\n", columns, asked, things, tuple(b.number for b in blocks)
    )


_IRIS: Final = (
    *("person", "event", "organization", "initiative", "roll", "proposer", "other", "title", "g"),
    *("successor", "predecessor"),
)


def _blocks(meaning: Meaning) -> list[Block]:
    first = meaning.told[0]
    fact = FACTS[first.fact]
    is_twice = len(meaning.told) > 1 and meaning.told[1].fact == first.fact
    several = meaning.together and not is_twice and next((kind for kind in _several(meaning, fact)), None)
    split = [named for named in meaning.names if named.kind is several] if several else []
    beside = meaning.of(Kind(fact.keys[0])) if meaning.companion else []
    others = tuple(named for named in meaning.names if named not in split and named not in beside)
    if is_twice:
        others = tuple(named for named in others if named not in meaning.of(Kind.EVENT)[1:])
    blocks = [Block(fact, first, "", (), (*others, *split[:1]))]
    for named in split[1:]:
        shared = tuple(key for key in fact.keys if key != fact.named[str(several)])
        blocks.append(Block(fact, first, str(len(blocks) + 1), shared, (named,)))
    if meaning.companion:
        blocks.append(Block(fact, first, str(len(blocks) + 1), ("event",), tuple(beside)))
    for told in meaning.told[1:]:
        other = FACTS[told.fact]
        if told.fact == first.fact:
            blocks.append(_second(meaning, blocks, told))
            continue
        mine = {*_VARIABLE.findall(fact.pattern), *fact.keys} | ({"event"} if told.fact == "statement" else set())
        shared = tuple(key for key in _SHARED if key in mine and key in (*other.keys, *other.named.values()))
        if not shared:
            raise QueryError(f"a question about {first.fact} and {told.fact} at once is two questions")
        blocks.append(Block(other, told, str(len(blocks) + 1), shared))
    return blocks


def _second(meaning: Meaning, blocks: list[Block], told: Told) -> Block:
    """Another role of the same person; at the other event, where two are named: 既在甲会致辞又在乙会主持."""
    events = meaning.of(Kind.EVENT)
    shared = FACTS[told.fact].keys if len(events) == 1 else FACTS[told.fact].keys[:1]
    return Block(FACTS[told.fact], told, "2", shared, tuple(events[1:]))


def _several(meaning: Meaning, fact: Fact) -> Iterator[Kind]:
    """Kinds of which a question names several things that can be asked for all at once."""
    for kind in (Kind.PERSON, Kind.EVENT, Kind.ORGANIZATION):
        variable = fact.named.get(kind)
        if len(meaning.of(kind)) > 1 and variable in fact.keys and len(fact.keys) == 2 and variable != "text":
            yield kind


def _columns(meaning: Meaning, blocks: Sequence[Block]) -> Iterator[tuple[str, str, str]]:
    """Column, variable and expression: what is asked for first, then what else the facts tell."""
    if meaning.count:
        yield "count", "count", f"COUNT(DISTINCT {_counted(meaning, blocks[0].fact)})"
        return
    given: set[str] = set()
    if meaning.order == "most":
        column = meaning.asked[0]
        tallied = blocks[0].fact.tally.get(column)
        if tallied is None:
            raise QueryError(f"of these facts no {column} can be the one with the most")
        variable, expression = blocks[0].fact.columns[column]
        yield column, variable, expression
        yield "count", "count", f"COUNT(DISTINCT ?{tallied})"
        return
    asked = tuple(_column(column, blocks[0].fact) for column in meaning.asked)
    wanted = [*asked, *(column for block in blocks for column in block.fact.prefer)]
    for column in dict.fromkeys(wanted):
        for block in blocks:
            if column in block.fact.columns and column not in given:
                given.add(column)
                variable, expression = block.fact.columns[column]
                yield column, variable, block.own(expression)
        if column in asked and column not in given:
            raise QueryError(f"these facts do not tell the {column}")
    yield from _beside(meaning, blocks)


def _column(column: str, fact: Fact) -> str:
    """The companion of a person is a person, that of a body is a body."""
    return fact.keys[0] if column == "companion" else column


def _beside(meaning: Meaning, blocks: Sequence[Block]) -> Iterator[tuple[str, str, str]]:
    """Of facts that stand beside the first one of their kind: with whom, as what; at which other event."""
    for block in blocks[1:]:
        if block.fact is blocks[0].fact:
            for key in block.fact.keys:
                if key not in block.shared and key in ("person", "event", "organization"):
                    yield f"and {key}", f"and_{key}{block.number}", f"MIN(STR(?{key}Label{block.number}))"
            if block.fact.role:
                variable, expression = block.fact.columns["role"]
                yield "as", f"{variable}{block.number}", block.own(expression)


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


def _body(block: Block, meaning: Meaning, columns: set[str]) -> Iterator[str]:
    fact, number = block.fact, block.number
    narrowing = list(conditions(meaning, fact, block.told)) if not number else []
    for condition in narrowing:
        if isinstance(condition, Apart):
            yield from condition.lines()
    for variable, iris, said in bindings(block):
        yield block.own(f"VALUES ?{variable} {values(iris)}  # {comment(said)}")
    yield f"GRAPH ?g{number} {{"
    yield "  " + block.own("?g schema:identifier ?doc .")
    yield from ("  " + line.strip() for line in block.own(fact.pattern).splitlines())
    yield "  " + block.own(f"{fact.rests} prov:wasDerivedFrom/oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end .")
    must, may = _details(block, meaning, columns)
    yield from ("  " + block.own(f"{pattern} .") for pattern in must)
    branches = [*may, "?g dcterms:isVersionOf ?original . BIND(?g AS ?copy)"]
    yield from ("  " + block.own(line) for line in ("{ }", *(f"UNION {{ {branch} }}" for branch in branches)))
    yield "}"
    yield block.own('BIND(CONCAT(?doc, "#", STR(?start), "-", STR(?end)) AS ?quote)')
    if block.told.roles:
        roles = ", ".join(f"kg:{fact.role}{role}" for role in block.told.roles)
        yield block.own(f"FILTER(?role IN ({roles}))")
    if meaning.companion and number:
        yield f"FILTER(?{fact.keys[0]}{number} != ?{fact.keys[0]})"
    yield from (condition for condition in narrowing if isinstance(condition, str))


def _details(block: Block, meaning: Meaning, columns: set[str]) -> tuple[list[str], list[str]]:
    """The patterns of the columns: those that must hold, because the question turns on them, and those that may."""
    must: list[str] = []
    may: list[str] = []
    dated = not block.number and (meaning.order in ("first", "last") or (meaning.period and block.fact.may_filter))
    for column, pattern in block.fact.details.items():
        if (column == "date" and dated) or _turns_on(column, block, meaning):
            must.append(pattern)
        elif column in columns:
            may.append(pattern)
    return must, may


def _turns_on(column: str, block: Block, meaning: Meaning) -> bool:
    """Whether a question is about no facts but those that tell this."""
    if column == "event":
        is_named = any(named.kind == Kind.EVENT for named in block.names)
        return is_named or "event" in block.shared or "event" in meaning.asked
    if column == "proposer":
        return bool(meaning.of(Kind.PLACE) or meaning.of(Kind.ORGANIZATION) or meaning.of(Kind.PERSON))
    return column == "place" and meaning.order == "most" and "place" in meaning.asked


def bindings(block: Block) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The variables that names bind, their IRIs, and the names for the reader."""
    by_variable: dict[str, list[Named]] = {}
    for named in block.names:
        variable = block.fact.named.get(named.kind, "")
        if variable and _is_direct(block, named):
            by_variable.setdefault(variable, []).append(named)
    for variable, found in by_variable.items():
        iris = tuple(dict.fromkeys(iri for named in found for iri in named.iris))
        yield variable, iris, ", ".join(named.text for named in found)


def _is_direct(block: Block, named: Named) -> bool:
    """Whether the name is that of a thing of the fact itself, not of one that is joined to it."""
    return not (block.told.fact in OFFICES and named.kind in (Kind.ORGANIZATION, Kind.TITLE))


def _tail(meaning: Meaning, keys: Sequence[str], chosen: Sequence[tuple[str, str, str]], limit: int) -> Iterator[str]:
    if keys:
        yield "GROUP BY " + " ".join(f"?{key}" for key in keys)
    if meaning.period and meaning.told[0].fact == "membership":
        if meaning.count or meaning.order == "most":
            raise QueryError("posts that were held at a time can be listed, not counted")
        yield f"HAVING({' && '.join(held_then(meaning.period))})"
    if meaning.count:
        return
    variables = {column: variable for column, variable, _ in chosen}
    if meaning.order in ("first", "last"):
        yield from (f'HAVING({expression} != "{UNTOLD}")' for column, _, expression in chosen if column == "date")
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
