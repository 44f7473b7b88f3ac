"""The verbs that ask the graph: query, search and ask."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

import click

from kg.commands.building import counter
from kg.commands.group import CSV, JSON, STORE, line, warn
from kg.model import QueryError

if TYPE_CHECKING:
    from kg.asking import Answer
    from kg.fulltext import Hit


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("name", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED, metavar="[--PARAMETER VALUE]…")
@click.option("--list", "is_list", is_flag=True, help="Say which questions there are, and what each asks.")
@STORE
@JSON
@CSV
def query(name: str | None, parameters: tuple[str, ...], is_list: bool, store: Path, form: str | None) -> None:
    """Answer a named question, such as: who-spoke --event 论坛 --after 2024."""
    from kg.printing import Form, show
    from kg.questions import ask_named, names
    from kg.store import Store

    if is_list or name is None:
        show(("question", "asks"), list(names().items()), Form(form or Form.TABLE), longest=None)
        return
    if name.startswith("--"):
        raise QueryError(f"write first the question, then {name} and its value; see `kg query --list`")
    with Store(store, read_only=True) as graph:
        table = ask_named(graph, name, _pairs(parameters))
        show(table.columns, table.rows, Form(form or Form.TABLE))
    if not table.rows:
        warn("nothing in the graph answers this; leave out a parameter, or widen one")


@click.command()
@click.argument("text", nargs=-1, required=True, metavar="TEXT…")
@click.option("--kind", "kinds", multiple=True, help="Only hits of this kind; may be given several times.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many hits at most.")
@STORE
@JSON
@CSV
def search(text: tuple[str, ...], kinds: tuple[str, ...], limit: int, store: Path, form: str | None) -> None:
    """Find things by name, pinyin or initials, and statements, sentences and articles by their words: ccg, 社区治理."""
    from kg.fulltext import find, refresh
    from kg.printing import Form, show
    from kg.store import Store

    with Store(store, read_only=True) as graph:
        with counter("articles indexed") as watch:
            refresh(graph, watch)
        hits = find(graph, " ".join(text), kinds, limit)
    shown = 5 if form is None else len(_COLUMNS)
    show(_COLUMNS[:shown], [_cells(hit)[:shown] for hit in hits], Form(form or Form.TABLE))
    if not hits:
        warn("nothing is called so, and no text has these words; try a part of the name, or other words")


_COLUMNS: Final = ("label", "kind", "names", "snippet", "doc", "start", "end", "score", "iri")


def _cells(hit: Hit) -> tuple[str, ...]:
    place = (str(hit.start), str(hit.end)) if hit.end else ("", "")
    names = "、".join(hit.names)
    return (hit.label, hit.kind, names, hit.snippet, hit.doc, *place, f"{hit.score:.2f}", hit.iri)


def _pairs(arguments: tuple[str, ...]) -> dict[str, str | None]:
    """`--event 论坛 --after=2024` as names and values."""
    split = [part for word in arguments for part in (word.split("=", 1) if word.startswith("--") else [word])]
    names, values = split[::2], split[1::2]
    if len(names) != len(values) or not all(name.startswith("--") for name in names):
        raise QueryError(f"parameters are written --name VALUE, not {' '.join(arguments)}; see `kg query --list`")
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        raise QueryError(f"{twice[0]} is given twice; ask once for each value")
    return {name[2:]: value for name, value in zip(names, values, strict=True)}


@click.command()
@click.argument("question", nargs=-1, metavar="QUESTION")
@click.option("--sparql", "is_sparql", is_flag=True, help="Only the query that the question means, to read or to edit.")
@click.option("--file", type=click.File(encoding="utf-8"), help="Answer this query instead, such as an edited one.")
@STORE
@JSON
@CSV
def ask(question: tuple[str, ...], is_sparql: bool, file: TextIO | None, store: Path, form: str | None) -> None:
    """Answer a question in Chinese or English, such as: 谁在长春现场会上发过言?"""
    from kg.asking import ask as asked
    from kg.asking import run
    from kg.store import Store

    asked_for = " ".join(question).strip()
    if bool(asked_for) == bool(file):
        raise QueryError("ask one question, such as: kg ask 谁在长春现场会上发过言?, or give a query with --file")
    with Store(store, read_only=True) as graph:
        answer = run(graph, _text(file)) if file else asked(graph, asked_for)
    if form == "json":
        click.echo(json.dumps(asdict(answer), ensure_ascii=False, indent=1))
    elif not answer.is_understood:
        _explain(answer)
    elif is_sparql:
        click.echo(answer.sparql, nl=False)
    else:
        _print(answer, form)
    if not answer.is_understood:
        sys.exit(1)


def _text(file: TextIO) -> str:
    try:
        return file.read()
    except UnicodeDecodeError:
        raise QueryError(f"{file.name} is not in UTF-8") from None


def _explain(answer: Answer) -> None:
    """Why there is no answer, and what can be asked."""
    if answer.unknown:
        warn("not understood: " + "、".join(answer.unknown))
    for note in answer.notes:
        warn(note)
    for question in answer.nearest:
        warn(f"this can be asked: {question}")


def _print(answer: Answer, form: str | None) -> None:
    from kg.printing import Form, show

    is_table = form is None
    kept = [
        at for at, column in enumerate(answer.columns) if not is_table or column in answer.asked or _tells(answer, at)
    ]
    rows = []
    for row in answer.rows:
        first = row.evidence[0] if row.evidence else None
        found = (first.sentence, first.doc) if first else ("", "")
        rows.append((*(row.values[at] for at in kept), str(row.sources), *found))
    columns = (*(answer.columns[at] for at in kept), "sources", "evidence", "doc")
    show(columns, rows, Form(form or Form.TABLE))
    for note in answer.notes:
        click.echo(line(note), err=True)
    if not rows:
        for part in answer.understood:
            warn(part)
        warn("nothing in the graph answers this; ask for less, or see `kg ask --sparql`")


def _tells(answer: Answer, column: int) -> bool:
    """Whether a table needs a column that was not asked for: not an empty one, nor one that is the same everywhere."""
    values = {row.values[column] for row in answer.rows}
    return len(values) > 1 or (len(answer.rows) == 1 and values != {""})
