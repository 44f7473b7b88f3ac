"""The verb that puts the graph on the web: serve."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.group import STORE, line


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 is all.")
@click.option("--base", metavar="IRI", help="What the IRIs begin with that have a page here.")
@click.option(
    "--cors", "origins", multiple=True, metavar="ORIGIN", help="Whose pages may read the answers; repeatable."
)
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="A name this server has; repeatable.")
@click.option("--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Seconds of a query.")
@click.option("--memory", type=click.IntRange(64), default=1024, show_default=True, help="Megabytes of a query.")
@click.option("--rows", type=click.IntRange(1), default=100_000, show_default=True, help="Rows of an answer.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Queries at a time.")
@STORE
def serve(
    port: int,
    host: str,
    base: str | None,
    origins: tuple[str, ...],
    hosts: tuple[str, ...],
    timeout: float,
    memory: int,
    rows: int,
    workers: int,
    store: Path,
) -> None:
    """Serve the graph, read-only: the explorer, SPARQL, a page for each thing, reconciliation and JSON."""
    from kg.rdf import BASE
    from kg.serve.running import run
    from kg.serve.settings import Limits, Settings

    limits = Limits(seconds=timeout, memory=memory, rows=rows, workers=workers, long=workers)
    settings = Settings(store, host, port, base or BASE, hosts, origins, limits)
    run(settings, lambda told: click.echo(line(told)))
