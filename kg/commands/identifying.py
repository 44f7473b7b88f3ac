"""The verbs about who is who: identity match."""

from __future__ import annotations

import csv
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from kg.commands.group import warn

if TYPE_CHECKING:
    from collections.abc import Mapping


@click.group()
def identity() -> None:
    """Who is who: which records are one person, which are one body."""


@identity.command()
@click.argument("mentions", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default=Path("-"),
    help="The CSV file to write; the standard output without it.",
)
def match(mentions: Path, output: Path) -> None:
    """Resolve a list of mentions without articles: people by name, posts, events and places, or organizations.

    MENTIONS is a file of JSON lines. Each has `mention` (its id), `doc`, `date`, `name`, and where known `publisher`
    and `place` (the code of the division that the article is about). People have `posts`, a list of {"organization",
    "title", "status"} that may be empty, and where known `event` and `byline`. The answer is mention,entity: equal
    entities are one person or body.
    """
    from kg.export.writing import replaced
    from kg.matching import match as resolved
    from kg.matching.mentions import records

    with click.open_file(str(mentions), "rb") as file:
        given = list(records(file, str(mentions)))
    found = resolved(given)
    if str(output) == "-":
        _write(sys.stdout, found)
    else:
        with replaced(output) as stream, TextIOWrapper(stream, encoding="utf-8", newline="") as answer:
            _write(answer, found)
    warn(f"{len(found):,} mentions, {len(set(found.values())):,} people or bodies")


def _write(file: TextIO, found: Mapping[str, str]) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("mention", "entity"))
    writer.writerows(found.items())
