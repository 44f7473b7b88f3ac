"""The verbs that change the graph: build and remove."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.commands.group import DOC, PATHS, SECOND_VOICE, STORE, line, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_DECIDED: Final = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@PATHS
@STORE
@DOC
@click.option("--workers", type=click.IntRange(1), help="Processes that read; as many as there are cores.")
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    help="Keep only facts as sure as this in the graph, now and in later builds.",
)
@SECOND_VOICE
@click.option("--rulings", type=_DECIDED, help="File of rulings on who is who, now and in later builds.")
@click.option("--corrections", type=_DECIDED, help="File of corrections of facts, now and in later builds.")
def build(
    paths: tuple[str, ...],
    store: Path,
    doc: str | None,
    workers: int | None,
    least: float | None,
    second_voice: bool,
    rulings: Path | None,
    corrections: Path | None,
) -> None:
    """Read articles into the graph: files and folders of .txt, .html and .jsonl, or - for the standard input."""
    from kg import pipeline

    with counter("articles") as count:
        report = pipeline.build(
            paths,
            store,
            doc=doc,
            workers=workers or os.cpu_count() or 1,
            least=least,
            second_voice=second_voice,
            rulings=rulings,
            corrections=corrections,
            progress=count,
            notice=warn,
        )
    for error in report.errors:
        warn(error)
    click.echo(
        f"{len(report.read)} read, {len(report.unchanged)} unchanged, {len(report.errors)} could not be read; "
        f"the graph is in {line(str(store))}"
    )
    if report.least:
        click.echo(
            f"{report.left_out} facts less sure than {report.least:g} are left out of it; --least 0 puts them back"
        )
    if report.errors:
        sys.exit(1)


@click.command()
@click.argument("docs", nargs=-1, required=True, metavar="DOC…")
@STORE
def remove(docs: tuple[str, ...], store: Path) -> None:
    """Take articles out of the graph, with all that rests on them alone."""
    from kg import pipeline

    for doc in docs:
        pipeline.remove(doc, store)
        click.echo(line(f"{doc} removed from {store}"))


@contextmanager
def counter(what: str) -> Iterator[Callable[[str], None] | None]:
    """A running count on the standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(f"0 {what}") as status:
        done = 0

        def count(doc: str) -> None:
            nonlocal done
            done += 1
            status.update(Text(line(f"{done} {what}, last {doc[:60]}")))

        yield count
