"""The verbs that show what the graph holds, view and demo, and words."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.commands.group import OUTPUT, STORE, line


@click.command()
@click.option("--around", metavar="NAME", help="Only what is near the thing of this name.")
@click.option("--depth", type=click.IntRange(1), default=1, show_default=True, help="How many steps count as near.")
@click.option("--app", is_flag=True, help="The explorer with the whole graph in it: search, pages, evidence.")
@OUTPUT
@STORE
def view(around: str | None, depth: int, app: bool, output: Path, store: Path) -> None:
    """Draw the graph as one HTML page that needs no network."""
    from kg.store import Store
    from kg.view import view as drawn

    if app:
        _explorer(around, output, store)
        return
    with Store(store, read_only=True) as graph:
        report = drawn(graph, output, around, depth)
    left = f"; {report.left_out} less connected ones left out, see --around" if report.left_out else ""
    click.echo(line(f"{output} shows {report.nodes} things out of {report.articles} articles{left}"))


def _explorer(around: str | None, output: Path, store: Path) -> None:
    from kg.exploring.single import write_app
    from kg.store import Store

    if around is not None:
        raise click.UsageError("--app holds the whole graph and searches in it; leave out --around")
    with Store(store, read_only=True) as graph:
        report = write_app(graph, output)
    told = f"{report.things} things and {report.facts} facts out of {report.articles} articles"
    click.echo(line(f"{output} explores {told}, in {report.size / 1e6:.1f} MB; open it in a browser"))


@click.command()
def words() -> None:
    """Check the word files: every phrase against its examples."""
    from kg.lexicon.check import check

    problems = check()
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{len(problems)} problems in the word files")
    if problems:
        sys.exit(1)


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("exports"),
    show_default=True,
    help="Folder to fill.",
)
def demo(output: Path) -> None:
    """Build the bundled sample, answer three questions, write the exports and the picture."""
    from kg.demo import demonstrate
    from kg.printing import show

    shown = demonstrate(output)
    click.echo(", ".join(f"{count} {what}" for what, count in shown.counts.items()))
    for command, table in shown.answers:
        click.echo(f"\n$ {command}")
        show(table.columns, table.rows, most=8)
    click.echo("\n" + line("written: " + ", ".join(str(path) for path in shown.written)))
    click.echo(line(f"Open {shown.page} in a browser to see the graph."))
