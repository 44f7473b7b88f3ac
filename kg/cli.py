"""The verbs of the command `kg`. Each reads its arguments, calls one public function, and prints what comes out.

Modules are imported inside the commands, so that help is there at once. A KgError is one line on the standard error
and exit status 1; so are a closed pipe, a full disk and a missing permission.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg import __version__
from kg.model import KgError, QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.model import Article

_PATHS: Final = click.argument("paths", nargs=-1, required=True, metavar="PATHS…")
_STORE: Final = click.option(
    "--store", type=click.Path(path_type=Path), default=Path("graph"), show_default=True, help="Folder of the graph."
)
_DOC: Final = click.option("--doc", metavar="NAME", help="The id of the article that `-` gives.")
_OUTPUT: Final = click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write."
)
_JSON: Final = click.option("--json", "form", flag_value="json", help="JSON instead of a table.")
_CSV: Final = click.option("--csv", "form", flag_value="csv", help="CSV instead of a table.")


class Verbs(click.Group):
    """Commands whose faults are one line."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; KgError and faults of the machine end it with one line and status 1, Ctrl-C with 130."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KgError as error:
            _fail(str(error))
        except KeyboardInterrupt:
            _fail("stopped; what was already built is kept", status=130)
        except OSError as error:
            if error.errno == errno.EPIPE:
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody listens any more
                sys.exit(1)
            name = f"{error.filename}: " if error.filename else ""
            _fail(f"{name}{error.strerror or error}")
        return result

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of use, not of the alphabet."""
        return list(self.commands)


def _fail(message: str, status: int = 1) -> None:
    _warn(message)
    sys.exit(status)


def _warn(message: object) -> None:
    click.echo(_line(f"kg: {message}"), err=True)


def _line(message: str) -> str:
    """A message as one line, whatever the names of files and articles in it hold; what does not show is escaped."""
    shown = (sign if sign.isprintable() or sign == "\u3000" else ascii(sign)[1:-1] for sign in message)
    return "".join(shown)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """Chinese news about governance in, a sourced knowledge graph out."""


@cli.command()
@_PATHS
@_STORE
@_DOC
@click.option("--workers", type=click.IntRange(1), help="Processes that read; as many as there are cores.")
def build(paths: tuple[str, ...], store: Path, doc: str | None, workers: int | None) -> None:
    """Read articles into the graph: files and folders of .txt, .html and .jsonl, or - for the standard input."""
    from kg import pipeline

    with _counter("articles") as count:
        report = pipeline.build(
            paths, store, doc=doc, workers=workers or os.cpu_count() or 1, progress=count, notice=_warn
        )
    for error in report.errors:
        _warn(error)
    click.echo(
        f"{len(report.read)} read, {len(report.unchanged)} unchanged, {len(report.errors)} could not be read; "
        f"the graph is in {_line(str(store))}"
    )
    if report.errors:
        sys.exit(1)


@cli.command()
@click.argument("docs", nargs=-1, required=True, metavar="DOC…")
@_STORE
def remove(docs: tuple[str, ...], store: Path) -> None:
    """Take articles out of the graph, with all that rests on them alone."""
    from kg import pipeline

    for doc in docs:
        pipeline.remove(doc, store)
        click.echo(_line(f"{doc} removed from {store}"))


@cli.command()
@_PATHS
@_DOC
def read(paths: tuple[str, ...], doc: str | None) -> None:
    """Read articles without a graph: one reading a line, as JSON."""
    import msgspec

    from kg.pipeline import read_article

    for article in _articles(paths, doc):
        click.echo(msgspec.json.encode(read_article(article)))


@cli.command()
@_PATHS
@_DOC
def explain(paths: tuple[str, ...], doc: str | None) -> None:
    """Show articles with every mention marked, every fact with its rule, and what was left unread."""
    from shutil import get_terminal_size

    from kg.explanation import explain as explanation
    from kg.pipeline import read_article

    width = get_terminal_size((100, 24)).columns
    for article in _articles(paths, doc):
        click.echo(explanation(article, read_article(article), colour=sys.stdout.isatty(), width=width))


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("name", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED, metavar="[--PARAMETER VALUE]…")
@click.option("--list", "is_list", is_flag=True, help="Say which questions there are, and what each asks.")
@_STORE
@_JSON
@_CSV
def query(name: str | None, parameters: tuple[str, ...], is_list: bool, store: Path, form: str | None) -> None:
    """Answer a named question, such as: who-spoke --event 论坛 --after 2024."""
    from kg.printing import Form, show
    from kg.questions import ask_named, names
    from kg.store import Store

    if is_list or name is None:
        show(("question", "asks"), list(names().items()), Form(form or Form.TABLE), longest=None)
        return
    with Store(store, read_only=True) as graph:
        table = ask_named(graph, name, _pairs(parameters))
        show(table.columns, table.rows, Form(form or Form.TABLE))
    if not table.rows:
        _warn("nothing in the graph answers this; leave out a parameter, or widen one")


@cli.command()
@click.option("--to", "form", type=click.Choice(["trig", "nq", "ttl", "jsonld", "graphml"]), required=True)
@_OUTPUT
@_STORE
def export(form: str, output: Path, store: Path) -> None:
    """Write the graph to a file, or - for the standard output: RDF with a named graph an article, or GraphML."""
    from kg.export import export as written
    from kg.store import Store

    with Store(store, read_only=True) as graph:
        written(graph, form, sys.stdout.buffer if str(output) == "-" else output)
    if str(output) != "-":
        click.echo(_line(f"{output} written"))


@cli.command()
@click.option("--around", metavar="NAME", help="Only what is near the thing of this name.")
@click.option("--depth", type=click.IntRange(1), default=1, show_default=True, help="How many steps count as near.")
@_OUTPUT
@_STORE
def view(around: str | None, depth: int, output: Path, store: Path) -> None:
    """Draw the graph as one HTML page that needs no network."""
    from kg.store import Store
    from kg.view import view as drawn

    with Store(store, read_only=True) as graph:
        report = drawn(graph, output, around, depth)
    left = f"; {report.left_out} less connected ones left out, see --around" if report.left_out else ""
    click.echo(_line(f"{output} shows {report.nodes} things out of {report.articles} articles{left}"))


@cli.command()
def words() -> None:
    """Check the word files: every phrase against its examples."""
    from kg.lexicon.check import check

    problems = check()
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{len(problems)} problems in the word files")
    if problems:
        sys.exit(1)


@cli.command()
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
    click.echo("\n" + _line("written: " + ", ".join(str(path) for path in shown.written)))
    click.echo(_line(f"Open {shown.page} in a browser to see the graph."))


def main() -> None:
    """The command `kg`. What it writes into files and pipes is UTF-8; a terminal may have any encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            is_chosen = stream.isatty() or "PYTHONIOENCODING" in os.environ
            stream.reconfigure(encoding=None if is_chosen else "utf-8", errors="backslashreplace")
    cli()


def _articles(paths: tuple[str, ...], doc: str | None) -> Iterator[Article]:
    """The articles that can be read; the others are told on the standard error, and end the command with 1."""
    from kg.article import load_all

    failed = False
    for outcome in load_all(paths, doc=doc, notice=_warn):
        if isinstance(outcome, KgError):
            failed = True
            _warn(outcome)
        else:
            yield outcome
    if failed:
        sys.exit(1)


def _pairs(arguments: tuple[str, ...]) -> dict[str, str | None]:
    """`--event 论坛 --after=2024` as names and values."""
    split = [part for word in arguments for part in (word.split("=", 1) if word.startswith("--") else [word])]
    names, values = split[::2], split[1::2]
    if len(names) != len(values) or not all(name.startswith("--") for name in names):
        raise QueryError(f"parameters are written --name VALUE, not {' '.join(arguments)}; see `kg query --list`")
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        raise QueryError(f"{twice[0]} is given twice; ask once for each value")
    return {name[2:]: value for name, value in zip(names, values, strict=True)}


@contextmanager
def _counter(what: str) -> Iterator[Callable[[str], None] | None]:
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
            status.update(Text(_line(f"{done} {what}, last {doc[:60]}")))

        yield count


if __name__ == "__main__":
    main()
