"""Which files hold articles: single ones, and those in folders."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from kg.intake.table import TABLE
from kg.model import ArticleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Notice = Callable[[str], None]

SUFFIXES = (".txt", ".html", ".htm", ".jsonl")
STANDARD_INPUT = "-"


def list_files(paths: Iterable[Path | str], notice: Notice) -> tuple[list[Path | None], list[ArticleError]]:
    """The files to read, sorted, each once; None stands for standard input."""
    files: dict[Path, Path] = {}
    errors: list[ArticleError] = []
    reads_input = False
    for name in paths:
        path = Path(name)
        try:
            if str(name) == STANDARD_INPUT:
                reads_input = True
            elif not str(name):
                raise ArticleError("One of the paths is empty; name a file or a folder, or . for this folder.")
            elif path.is_dir():
                files |= {file.resolve(): file for file in _folder(path, notice, errors)}
            else:
                single = _single(path)
                files.setdefault(path.resolve(), single)
        except ArticleError as error:
            errors.append(error)
        except OSError as error:
            errors.append(ArticleError(f"{path} cannot be read: {error.strerror}."))
    ordered: list[Path | None] = [*sorted(files.values(), key=lambda file: file.as_posix())]
    return [*ordered, None] if reads_input else ordered, errors


def _single(path: Path) -> Path:
    if path.is_symlink() and not path.exists():
        raise ArticleError(f"{path} is a link that leads nowhere; expected a file or a folder.")
    if not path.exists():
        raise ArticleError(f"{path} does not exist; expected a file or a folder.")
    if not path.is_file() and path.suffix.lower() in SUFFIXES:
        raise ArticleError(f"{path} is no regular file; give what it holds to the standard input, as -.")
    if path.suffix.lower() not in SUFFIXES:
        raise ArticleError(f"{path} is of an unknown kind; expected {', '.join(SUFFIXES)} or a folder of such files.")
    return path


def _folder(folder: Path, notice: Notice, errors: list[ArticleError]) -> list[Path]:
    """The articles' files in a folder and below it; hidden ones do not count, others are told of in one line."""
    files: list[Path] = []
    others: Counter[str] = Counter()
    for file in _walk(folder, errors):
        if file.is_dir():
            notice(f"{file} is a link to a folder, which is not followed; name it as a path of its own.")
        elif file.suffix.lower() in SUFFIXES:
            try:
                files.append(_single(file))
            except ArticleError as error:
                errors.append(error)
        elif file.name != TABLE:
            others[file.suffix.lower() or file.name] += 1
    if others:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(others.items()))
        notice(f"{folder}: left out {kinds}; articles are {', '.join(SUFFIXES)}.")
    if not files:
        raise ArticleError(f"{folder} holds no articles; expected {', '.join(SUFFIXES)}.")
    return files


def _walk(folder: Path, errors: list[ArticleError]) -> Iterator[Path]:
    """The files in a folder and below it, except hidden ones, and the links to folders, which are not followed."""

    def unreadable(error: OSError) -> None:
        errors.append(ArticleError(f"{error.filename} cannot be read: {error.strerror}."))

    for parent, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in sorted([*links, *names]) if not name.startswith("."))
