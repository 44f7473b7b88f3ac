"""The command `kg`, put together from its verbs.

A verb reads its arguments, calls one public function, and prints what comes out. Modules are imported inside the verbs,
so that help is there at once. A KgError is one line on the standard error and exit status 1; so are a closed pipe, a
full disk and a missing permission.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

import click

from kg import __version__
from kg.commands.asking import ask, query, search
from kg.commands.building import build, remove
from kg.commands.checking import check
from kg.commands.correcting import correct
from kg.commands.exchanging import diff, export, import_
from kg.commands.group import Verbs
from kg.commands.judging import sample
from kg.commands.reading import explain, read
from kg.commands.ruling import identity
from kg.commands.serving import serve
from kg.commands.showing import demo, view, words


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """Chinese news about governance in, a sourced knowledge graph out."""


for verb in (
    build,
    remove,
    read,
    explain,
    query,
    search,
    ask,
    sample,
    correct,
    identity,
    export,
    import_,
    diff,
    view,
    serve,
    check,
    words,
    demo,
):
    cli.add_command(verb)


def main() -> None:
    """The command `kg`. What it writes into files and pipes is UTF-8; a terminal may have any encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            is_chosen = stream.isatty() or "PYTHONIOENCODING" in os.environ
            stream.reconfigure(encoding=None if is_chosen else "utf-8", errors="backslashreplace")
    cli()


if __name__ == "__main__":
    main()
