"""The verb that checks the graph: check."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.group import CSV, JSON, STORE, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.checking import Violation

_COLUMNS = ("problem", "article", "place", "words", "shape")
_MOST = 100  # rows of the table
_LONGEST = 120  # characters of what is wrong
_WORDS = 40  # and of any other cell


@click.command()
@STORE
@JSON
@CSV
def check(store: Path, form: str | None) -> None:
    """Check the graph against its shapes, and every quote against the raw text; status 1 where something is wrong."""
    from kg.checking import Violation
    from kg.checking import check as checked
    from kg.printing import Form, show
    from kg.store import Store

    with Store(store, read_only=True) as graph:
        found = list(checked(graph))
        articles, quads = sum(1 for _ in graph.dataset.named_graphs()), len(graph.dataset)
        texts = (
            "; quotes were not compared, as there are no texts here"
            if graph.imported
            else ", and every quote is in its text"
        )
    if form is not None:
        columns = tuple(Violation.__dataclass_fields__)
        show(columns, [tuple(getattr(one, column) for column in columns) for one in found], Form(form))
    elif found:
        _tell(found)
    else:
        click.echo(f"all is well: {quads} quads of {articles} articles keep every shape{texts}")
    if found:
        sys.exit(1)


def _tell(found: Sequence[Violation]) -> None:
    """The violations as a table, and below it what to do about them."""
    from kg.printing import shortened, show

    rows = [
        (
            shortened(one.problem, "", _LONGEST),
            *(shortened(cell, "", _WORDS) for cell in (one.doc, one.place, one.words, one.shape)),
        )
        for one in found
    ]
    show(_COLUMNS, rows, most=_MOST, longest=None)
    click.echo(f"\n{len(found)} violation{'s' if len(found) > 1 else ''}. What to do:")
    for remedy in dict.fromkeys(one.remedy for one in found):
        shapes = "、".join(dict.fromkeys(one.shape for one in found if one.remedy == remedy))
        click.echo(line(f"  {shapes}: {remedy}"))
