"""The README's examples: found, run, and written anew with what comes out now.

    python -m tests.readme      after a change of what the commands print

In a ```console block a line that begins with `$ ` is a command, what follows is its output; a last line `…` says that
more follows, and then as many lines as stand there are shown. A block like ```json news/more.jsonl is a file. The
commands run in a folder that holds nothing but `news`, a copy of the sample articles, and those files.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
MORE: Final = "…"
_WIDTH: Final = "120"
_LONGEST: Final = 300  # seconds; a command that does not end by itself, like a server, belongs into a text block
_BLOCK: Final = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXAMPLE: Final = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """A command as the README shows it, with the output that stands below it."""

    command: str
    output: tuple[str, ...]

    def shows(self, output: list[str]) -> list[str]:
        """Of an output, the lines that the README shows."""
        if self.output[-1:] != (MORE,) or len(output) < len(self.output):
            return output
        return [*output[: len(self.output) - 1], MORE]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command of the README ended."""

    example: Example
    status: int
    output: tuple[str, ...]
    complaint: str


def blocks(text: str, *languages: str) -> list[tuple[str, str]]:
    """The fenced blocks in one of these languages: the word behind the language, and the lines within."""
    return [(match[2] or "", match[3]) for match in _BLOCK.finditer(text) if match[1] in languages]


def examples(text: str) -> list[Example]:
    """The commands of the README that are `kg`, in its order, each with its output."""
    shown = [
        Example(match[1], tuple(match[2].splitlines()))
        for _, block in blocks(text, "console")
        for match in _EXAMPLE.finditer(block)
    ]
    plain = [
        Example(line.partition("  #")[0].strip(), (MORE,))
        for _, block in blocks(text, "sh")
        for line in block.splitlines()
        if line.startswith("kg ")
    ]
    return [*(example for example in shown if example.command.startswith("kg ")), *plain]


@cache
def outcomes() -> tuple[Outcome, ...]:
    """What comes of the commands of the README now."""
    text = README.read_text(encoding="utf-8")
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "kg" / "samples", folder / "news")
        for language in ("json", "csv", "text"):
            for file, content in blocks(text, language):
                if file:
                    (folder / file).write_text(content, encoding="utf-8")
        return tuple(_outcome(example, folder) for example in examples(text))


def _outcome(example: Example, folder: Path) -> Outcome:
    done = subprocess.run(
        [sys.executable, "-m", "kg.cli", *shlex.split(example.command)[1:]],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": _WIDTH, "PYTHONUTF8": "1"},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=_LONGEST,
        encoding="utf-8",
        check=False,
    )
    output = tuple(line.rstrip() for line in done.stdout.rstrip().splitlines())
    return Outcome(example, done.returncode, tuple(example.shows(list(output))), done.stderr)


def renewed(text: str) -> str:
    """The README with the outputs of now. Raises SystemExit where a command fails."""
    now = iter(outcomes())

    def output(match: re.Match[str]) -> str:
        if not match[1].startswith("kg "):
            return match[0]
        outcome = next(now)
        if outcome.status:
            sys.exit(f"{outcome.example.command}: {outcome.complaint}")
        return "".join(f"{line}\n" for line in (f"$ {match[1]}", *outcome.output))

    return _BLOCK.sub(lambda block: _EXAMPLE.sub(output, block[0]) if block[1] == "console" else block[0], text)


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
