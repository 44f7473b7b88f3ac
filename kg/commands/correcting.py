"""The verb by which people correct facts: correct."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.commands.group import CSV, JSON, STORE, line
from kg.commands.ruling import BECAUSE, WHO, opened, said_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.corrections import Correction
    from kg.model import Fact, Reading
    from kg.store import Store

_OPENING: Final = (
    "# What people said of facts: `kg correct FACT wrong|right|FIELD=VALUE`. The readings keep what was read.\n"
)
_FILE: Final = "corrections.yaml"


@click.command()
@click.argument("fact", required=False)
@click.argument("verdict", nargs=-1, metavar="[wrong|right|undo|FIELD=VALUE…]")
@BECAUSE
@WHO
@click.option("--list", "is_list", is_flag=True, help="Show what was said, and whether it holds.")
@click.option(
    "--corrections", type=click.Path(path_type=Path, dir_okay=False), help="File of the corrections, from now on."
)
@STORE
@JSON
@CSV
def correct(
    fact: str | None,
    verdict: tuple[str, ...],
    because: str,
    who: str | None,
    is_list: bool,
    corrections: Path | None,
    store: Path,
    form: str | None,
) -> None:
    """Say that a fact is wrong or right, or what is so instead, such as: title=局长.

    FACT is its id, as `kg explain` and `kg sample` show it. A wrong fact leaves the graph and stays in the reading;
    `undo` takes back what was said.
    """
    if is_list or fact is None:
        _show(store, corrections, form)
        return
    if not verdict:
        raise click.UsageError("say wrong, right, undo, or what is so instead, such as title=局长")
    with opened(store, corrections=corrections) as graph:
        if verdict == ("undo",):
            click.echo(line(f"taken back: {_taken_back(graph, fact)}"))
        else:
            click.echo(line(_corrected(graph, fact, verdict, because, said_by(who))))
        click.echo(line(f"kept in {graph.files[_FILE]}"))


def _show(store: Path, corrections: Path | None, form: str | None) -> None:
    from kg.printing import Form, show
    from kg.store import Store

    with Store(store, read_only=True, corrections=corrections) as graph:
        told = graph.decided.corrections().all
        rows = [_row(one, _state(graph, one)) for one in told]
        gone = (one for one in graph.corrections.all if one not in told)
        rows += [_row(one, "not in the file; in force until the next `kg build`") for one in gone]
    show(("fact", "is", "says", "article", "because", "who", "when", "state"), rows, Form(form or Form.TABLE))


def _state(graph: Store, one: Correction) -> str:
    if one not in graph.corrections.all:
        return "waits for the next `kg build`"
    held = any(note.correction == one for doc in graph.lookup.docs_of(one.fact) for note in graph.corrected(doc).notes)
    return "in force" if held else "no such fact is read now"


def _row(one: Correction, state: str) -> tuple[str, ...]:
    said = "; ".join(f"{name}={value}" for name, value in one.instead) or one.verdict
    return one.fact, said, one.says, one.article, one.because, one.who, one.when, state


def _taken_back(graph: Store, fact: str) -> Correction:
    from kg import ledger
    from kg.model import RulingError

    told = graph.corrections.all
    places = [at for at, one in enumerate(told) if one.fact == fact]
    if not places:
        raise RulingError(f"nothing was said of {fact}; see `kg correct --list`")
    ledger.remove(graph.files[_FILE], places[-1])
    graph.adopt()
    return told[places[-1]]


def _corrected(graph: Store, name: str, verdict: tuple[str, ...], because: str, who: str) -> str:
    """Put a correction into the file and the graph, in place of what was said of the fact before."""
    from kg import ledger
    from kg.corrections import CHANGED, RIGHT, WRONG, Correction, changed, entry_of
    from kg.model import RulingError
    from kg.telling import plain

    fact, reading = _found(graph, name)
    is_plain = verdict in ((WRONG,), (RIGHT,))
    instead = () if is_plain else tuple(_field(part) for part in verdict)
    correction = Correction(
        *(name, verdict[0] if is_plain else CHANGED, instead, _kind(fact), plain(fact, reading), reading.doc),
        *(because, who, date.today().isoformat()),
    )
    now, changed_reading = changed(fact, correction, reading)
    if instead and now == fact:
        raise RulingError(f"{name} says so already: {correction.says}")
    before = [at for at, one in enumerate(graph.corrections.all) if one.fact == name]
    ledger.append(graph.files[_FILE], entry_of(correction), _OPENING, instead_of=before)
    graph.adopt()
    return f"{correction.says}: {plain(now, changed_reading) if now and instead else verdict[0]}"


def _field(part: str) -> tuple[str, str]:
    from kg.model import RulingError

    name, sign, value = part.partition("=")
    if not sign:
        raise RulingError(f"{part!r} is neither wrong nor right nor FIELD=VALUE; write for example title=局长")
    return name.strip(), value.strip()


def _found(graph: Store, name: str) -> tuple[Fact, Reading]:
    """The fact of an id, as it was read, with its reading."""
    from kg.corrections import fact_id
    from kg.model import QueryError

    readings: Iterable[Reading] = map(graph.reading, sorted(graph.lookup.docs_of(name)))
    found = [(fact, reading) for reading in readings for fact in reading.facts() if fact_id(fact, reading) == name]
    if not found:
        raise QueryError(f"there is no fact {name}; `kg explain` and `kg sample` show the ids of facts")
    return found[0]


def _kind(fact: Fact) -> str:
    from kg.confidence import kind_of

    return kind_of(fact)
