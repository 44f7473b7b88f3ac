"""The verbs that read without a graph: read and explain."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.group import DOC, PATHS, SECOND_VOICE, STORE, line, warn
from kg.model import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.corrections import Corrections
    from kg.model import Article


@click.command()
@PATHS
@DOC
@SECOND_VOICE
def read(paths: tuple[str, ...], doc: str | None, second_voice: bool) -> None:
    """Read articles without a graph: one reading a line, as JSON."""
    import msgspec

    from kg.pipeline import read_article

    for article in articles(paths, doc):
        click.echo(msgspec.json.encode(read_article(article, second_voice=second_voice)))


@click.command()
@PATHS
@DOC
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write one HTML page, a section an article.")
@SECOND_VOICE
@STORE
def explain(paths: tuple[str, ...], doc: str | None, output: Path | None, second_voice: bool, store: Path) -> None:
    """Show articles with every mention marked, every fact with its rule and id, and what was left unread.

    What people said of the facts (`kg correct`) stands beside them, where --store has it.
    """
    from shutil import get_terminal_size

    from kg.annotation import annotate
    from kg.explanation import explain as explanation
    from kg.finders import find
    from kg.pipeline import read_article

    readings = ((article, read_article(article, second_voice=second_voice)) for article in articles(paths, doc))
    if output is not None:
        annotate(readings, output, second_voice=second_voice, notice=lambda told: click.echo(line(told)))
        return
    width, said = get_terminal_size((100, 24)).columns, _corrections(store)
    for article, reading in readings:
        mentions = find(article, second_voice=second_voice)
        told = explanation(article, reading, mentions, colour=sys.stdout.isatty(), width=width, corrections=said)
        click.echo(told)


def _corrections(store: Path) -> Corrections:
    """What people said of the facts of a graph, where they did."""
    from kg.store.decisions import corrections_of

    return corrections_of(store)


def articles(paths: tuple[str, ...], doc: str | None) -> Iterator[Article]:
    """The articles that can be read; the others are told on the standard error, and end the command with 1."""
    from kg.article import load_all

    failed = False
    for outcome in load_all(paths, doc=doc, notice=warn):
        if isinstance(outcome, KgError):
            failed = True
            warn(outcome)
        else:
            yield outcome
    if failed:
        sys.exit(1)
