"""The verbs that take graphs to others and back: export, import and diff."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.commands.group import CSV, JSON, STORE, fail, line, warn
from kg.model import KgError

FORMATS = (
    *("ttl", "trig", "nq", "nt", "jsonld", "rdfxml", "ttl12"),
    *("csv", "parquet", "xlsx", "graphml", "gexf", "edges", "ftm"),
)
KINDS = (
    *("person", "organization", "place", "event", "initiative", "byline", "membership", "jurisdiction"),
    *("participation", "involvement", "statement", "proposal", "recognition"),
)
_FILE = click.Path(path_type=Path)


@click.command()
@click.option("--to", "form", type=click.Choice(FORMATS), required=True, help="The format; see docs/exports.md.")
@click.option("-o", "--output", type=_FILE, required=True, help="The file, or for csv, parquet and edges the folder.")
@click.option("--only", multiple=True, type=click.Choice(KINDS), help="Only things or facts of this kind; repeatable.")
@click.option("--article", "articles", multiple=True, metavar="DOC", help="Only what this article says; repeatable.")
@click.option("--since", default="", metavar="DATE", help="Only articles published then or later.")
@click.option("--least", type=click.FloatRange(0, 1), default=0.0, help="Only facts as sure as this.")
@click.option(
    *("--evidence", "level"),
    type=click.Choice(["none", "quote", "full"]),
    default="full",
    show_default=True,
    help="How much of what facts rest on.",
)
@click.option("--base", metavar="IRI", help="What the IRIs of things, facts and articles begin with.")
@click.option("--spreadsheet", is_flag=True, help="Tables whose cells no spreadsheet takes for formulas.")
@click.option("--describe", type=_FILE, help="Write a description of the export as well (DCAT and VoID, in Turtle).")
@click.option("--licence", metavar="IRI", help="Under which licence the description says that the export is.")
@STORE
def export(
    form: str,
    output: Path,
    only: tuple[str, ...],
    articles: tuple[str, ...],
    since: str,
    least: float,
    level: str,
    base: str | None,
    spreadsheet: bool,
    describe: Path | None,
    licence: str | None,
    store: Path,
) -> None:
    """Write the graph, or a part of it, to a file or folder, or - for the standard output."""
    from kg.export import EvidenceLevel, Selection, describe_export, undated
    from kg.export import export as written
    from kg.rdf import BASE
    from kg.store import Store

    if describe and str(output) == "-":
        raise click.UsageError("--describe needs a file or folder to describe; give one with -o")
    evidence = EvidenceLevel(level)
    chosen = Selection(frozenset(only), articles, since, least, evidence, base or BASE, spreadsheet)
    with Store(store, read_only=True) as graph:
        written(graph, form, sys.stdout.buffer if str(output) == "-" else output, chosen)
        if describe:
            describe_export(graph, form, output, describe, chosen, licence)
        if left := undated(graph, chosen):
            warn(f"{left} articles are left out, since nobody knows when they were published")
    if str(output) != "-":
        click.echo(line(f"{output} written"))


@click.command("import")
@click.argument("file", type=_FILE)
@STORE
def import_(file: Path, store: Path) -> None:
    """Make a graph of an export: N-Quads (.nq) or TriG (.trig), with all its evidence.

    The new graph can be asked, drawn, compared and exported as RDF. The texts of the articles are not in an export.
    """
    from kg.importing import import_graph

    told = import_graph(file, store)
    click.echo(line(f"{told.articles} articles, {told.quads} quads; the graph is in {store}"))


@click.command()
@click.argument("one", type=_FILE)
@click.argument("other", type=_FILE)
@JSON
@CSV
def diff(one: Path, other: Path, form: str | None) -> None:
    """Say what facts were added, are gone or have changed from ONE to OTHER.

    Each is the folder of a graph, or an export of one in N-Quads (.nq) or TriG (.trig). The exit status is 0 where
    they say the same, 1 where they do not, and 2 where they cannot be compared.
    """
    from kg.comparison import COLUMNS, differences
    from kg.printing import Form, show

    try:
        found = list(differences(one, other))
    except KgError as error:
        fail(str(error), status=2)
    if found or form:
        show(COLUMNS, found, Form(form or Form.TABLE))
    sys.exit(1 if found else 0)
