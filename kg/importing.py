"""A graph out of an export: what N-Quads or TriG with all evidence say, they say in the new graph, and nothing else.

Readings are not in an export, so such a graph is asked, drawn, compared and exported as RDF, but it stays as it is.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.export.writing import is_around
from kg.model import StoreError
from kg.rdf import vocabulary as v
from kg.store.folder import QUADS, connect, faults

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph

FORMATS: Final = (".nq", ".trig")
_BATCH: Final = 100_000  # quads that are loaded at once: pyoxigraph keeps all of a bulk load in memory


class Imported(NamedTuple):
    """How much a graph holds."""

    articles: int
    quads: int


def import_graph(file: Path, folder: Path) -> Imported:
    """Make a new graph of an export. StoreError where the folder is not free, or the file is no export."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise StoreError(f"{folder} is there already, and an import makes a new graph; give another --store")
    if is_around(folder):
        raise StoreError(f"{folder} is the folder you are in, and an import makes a new one; give another --store")
    draft = folder.with_name(f".{folder.name[:40]}.{os.getpid()}.part")
    try:
        with faults(folder):
            draft.mkdir(parents=True)
            told = _filled(file, draft)
            draft.replace(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return told


def _filled(file: Path, folder: Path) -> Imported:
    import pyoxigraph

    dataset = pyoxigraph.Store(str(folder / QUADS))
    load_quads(file, dataset)
    articles = sum(1 for _ in dataset.quads_for_pattern(None, v.TYPE, v.ARTICLE, None))
    if not articles and len(dataset):
        raise StoreError(f"{file} holds no articles, so `kg export` did not write it; import an export of a graph")
    dataset.flush()
    with closing(connect(folder, read_only=False)) as connection, connection:
        connection.execute("CREATE TABLE imported (source TEXT NOT NULL)")
        connection.execute("INSERT INTO imported VALUES (?)", (file.name,))
    return Imported(articles, len(dataset))


def load_quads(file: Path, dataset: pyoxigraph.Store) -> None:
    """Put the quads of an export into a dataset. StoreError where the file is no N-Quads or TriG, or cannot be read."""
    import pyoxigraph
    from pyoxigraph import RdfFormat

    if file.suffix.lower() not in FORMATS:
        raise StoreError(f"{file} is neither N-Quads (.nq) nor TriG (.trig); only these carry the whole graph")
    form = RdfFormat.N_QUADS if file.suffix.lower() == ".nq" else RdfFormat.TRIG
    try:
        with file.open("rb") as stream:
            quads = pyoxigraph.parse(stream, form)
            for first in quads:
                dataset.bulk_extend(chain((first,), islice(quads, _BATCH - 1)))
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{file} cannot be read as {form.name}: {' '.join(str(error).split())}") from None
    except OSError as error:
        raise StoreError(f"{file} cannot be read: {error.strerror or error}") from None
