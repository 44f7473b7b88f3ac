"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from kg.model import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """A stream whose content takes the place of a file when the block ends, and leaves it alone when it fails.

    What the system refuses is a StoreError; a reader of the file sees the old content or the new. A link stays a link,
    and a device or pipe (/dev/stdout) is written to.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        with _straight(path) as stream:
            yield stream
        return
    if path.is_dir():
        raise StoreError(_refusal(path, IsADirectoryError()))
    path = path.resolve() if path.is_symlink() and path.exists() else path
    draft = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    try:
        with draft.open("wb") as stream:
            yield cast("BinaryIO", stream)
        draft.replace(path)
    except OSError as error:
        raise StoreError(_refusal(path, error)) from error
    finally:
        with suppress(OSError):  # where nothing can be written there is nothing to take away
            draft.unlink(missing_ok=True)


def write_page(path: Path, page: str) -> None:
    """Write an HTML page whole or not at all, into a folder that is made where it is missing; StoreError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path} cannot be written ({error.strerror}); name another file with -o") from error
    with replaced(path) as stream:
        stream.write(page.encode())


def is_around(path: Path) -> bool:
    """Whether a folder is the one that the command runs in, or one around that: none that can be replaced."""
    return Path.cwd().is_relative_to(path.resolve())


@contextmanager
def _straight(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("wb") as stream:
            yield cast("BinaryIO", stream)
    except BrokenPipeError:  # nobody listens any more: no fault of the file's
        raise
    except OSError as error:
        raise StoreError(_refusal(path, error)) from error


def _refusal(path: Path, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"the disk is full, so {path} was not written; make room and run the command again"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"there is no permission to write {path}; choose another file with -o"
    if isinstance(error, FileNotFoundError):
        return f"the folder {path.parent} does not exist; make it, or choose another file with -o"
    if isinstance(error, IsADirectoryError):
        return f"{path} is a folder; choose a file with -o"
    return f"{path} could not be written: {error.strerror or error}"
