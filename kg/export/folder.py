"""Exports of several files: a folder that is replaced whole or not at all, and its Frictionless descriptor."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from hashlib import file_digest
from typing import TYPE_CHECKING, Any, Final

from kg.export.writing import is_around
from kg.model import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.export.tables import Column, Table

DESCRIPTOR: Final = "datapackage.json"
_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_MEDIA: Final = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@contextmanager
def replaced_folder(path: Path) -> Iterator[Path]:
    """A folder that takes the place of another when the block ends, and leaves it alone when it fails.

    Only a folder that such an export made is replaced; StoreError where another stands there, or none can be made.
    """
    if path.exists() and not (path.is_dir() and ((path / DESCRIPTOR).is_file() or not any(path.iterdir()))):
        raise StoreError(f"{path} is not a folder that an export made; choose another with -o")
    if is_around(path):
        raise StoreError(f"{path} is the folder you are in, which an export would replace; name another with -o")
    if not path.parent.is_dir():
        raise StoreError(f"the folder {path.parent} does not exist; make it, or choose another with -o")
    draft = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    old = draft.with_suffix(".old")
    try:
        draft.mkdir()
        yield draft
        if path.exists():
            path.rename(old)
        draft.rename(path)
    except OSError as error:
        raise StoreError(
            f"the folder {path} could not be written: {error.strerror or error}; choose another with -o"
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def describe(tables: Iterable[tuple[Table, Path]], *, is_workbook: bool = False) -> bytes:
    """The descriptor of a data package whose tables stand in these files, or all as sheets of one."""
    resources = [_resource(table, file, is_workbook) for table, file in tables]
    names = {resource["name"] for resource in resources}
    for resource in resources:
        keys = resource["schema"]["foreignKeys"]
        resource["schema"]["foreignKeys"] = [key for key in keys if key["reference"]["resource"] in names]
    package = {"$schema": _PROFILE, "name": "governance-kg", "resources": resources}
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(table: Table, file: Path, is_sheet: bool) -> dict[str, Any]:
    form = "xlsx" if is_sheet else file.suffix[1:]
    with file.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    about: dict[str, Any] = {"name": table.name, "type": "table", "path": file.name, "description": table.description}
    about |= {"format": form, "mediatype": _MEDIA[form], "bytes": file.stat().st_size, "hash": f"sha256:{digest}"}
    if form == "csv":
        about["encoding"] = "utf-8"
    if is_sheet:
        about["dialect"] = {"sheetName": table.name}
    return about | {"schema": _schema(table)}


def _schema(table: Table) -> dict[str, Any]:
    """Fields, key, and what refers to other tables."""
    key = {"primaryKey": [table.key]} if table.key else {}
    references = [_reference(column) for column in table.columns if column.refers]
    return {"fields": [_field(column) for column in table.columns], **key, "foreignKeys": references}


def _field(column: Column) -> dict[str, str]:
    return {"name": column.name, "type": column.type, "description": column.description}


def _reference(column: Column) -> dict[str, Any]:
    return {"fields": [column.name], "reference": {"resource": column.refers, "fields": ["id"]}}
