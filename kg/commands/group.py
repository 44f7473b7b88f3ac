"""What all verbs share: faults that are one line, the options that several have."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any, Final

import click

from kg.model import KgError

PATHS: Final = click.argument("paths", nargs=-1, required=True, metavar="PATHS…")
STORE: Final = click.option(
    "--store", type=click.Path(path_type=Path), default=Path("graph"), show_default=True, help="Folder of the graph."
)
DOC: Final = click.option("--doc", metavar="NAME", help="The id of the article that `-` gives.")
SECOND_VOICE: Final = click.option(
    "--second-voice", is_flag=True, help="Ask a statistical tagger for persons where the grammar finds nothing."
)
OUTPUT: Final = click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write."
)
JSON: Final = click.option("--json", "form", flag_value="json", help="JSON instead of a table.")
CSV: Final = click.option("--csv", "form", flag_value="csv", help="CSV instead of a table.")


class Verbs(click.Group):
    """Commands whose faults are one line."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; KgError and faults of the machine end it with one line and status 1, Ctrl-C with 130."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KgError as error:
            fail(str(error))
        except KeyboardInterrupt:
            fail("stopped; what was already built is kept", status=130)
        except OSError as error:
            if error.errno == errno.EPIPE:
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody listens any more
                sys.exit(1)
            name = f"{error.filename}: " if error.filename else ""
            fail(f"{name}{error.strerror or error}")
        return result

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of use, not of the alphabet."""
        return list(self.commands)


def fail(message: str, status: int = 1) -> None:
    """End the command with a message."""
    warn(message)
    sys.exit(status)


def warn(message: object) -> None:
    """Say something on the standard error."""
    click.echo(line(f"kg: {message}"), err=True)


def line(message: str) -> str:
    """A message as one line, whatever the names of files and articles in it hold; what does not show is escaped."""
    shown = (sign if sign.isprintable() or sign == "\u3000" else ascii(sign)[1:-1] for sign in message)
    return "".join(shown)
