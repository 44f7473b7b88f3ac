"""The facts that a question joins, each as a pattern in the graph of one article, in variables of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.asking.conditions import Apart, conditions
from kg.asking.facts import FACTS, OFFICES, Fact
from kg.asking.terms import comment, values
from kg.model import Kind, QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.asking.meaning import Meaning, Told
    from kg.asking.named import Named

_VARIABLE: Final = re.compile(r"\?(\w+)")
_SHARED: Final = ("person", "event", "organization", "initiative", "proposer", "predecessor", "title")


@dataclass(frozen=True, slots=True)
class Block:
    """What is asked of the graph of one article."""

    fact: Fact
    told: Told
    number: str  # behind the variables that it does not share with the first one; empty for the first
    shared: tuple[str, ...] = ()
    names: tuple[Named, ...] = ()  # whom or what this one is about

    @property
    def keys(self) -> tuple[str, ...]:
        """The variables of which each combination is one fact, with those that join it to others."""
        own = (self.own(f"?{key}")[1:] for key in self.fact.keys)
        return tuple(dict.fromkeys((*own, *self.shared)))

    def own(self, text: str) -> str:
        """A pattern with the variables of this block."""
        if not self.number:
            return text
        return _VARIABLE.sub(lambda m: m[0] if m[1] in self.shared else f"{m[0]}{self.number}", text)


def blocks_of(meaning: Meaning) -> list[Block]:
    """The facts that a question joins, the one that it asks about first; QueryError where nothing joins them."""
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


def lines_of(block: Block, meaning: Meaning, columns: set[str]) -> Iterator[str]:
    """The pattern of a block, line by line, with what else is told for these columns."""
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
