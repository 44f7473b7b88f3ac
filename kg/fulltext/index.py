"""The index of a store: a folder within the store's, made when somebody searches, and mended when the graph changed.

What changed since is told by the store's generations: the texts of those articles, and the things that they name or
named, are written anew in one commit together with the generation. Killed in between, the index is as it was.

One process writes at a time, by the lock of tantivy's writer; another waits for it, and readers read on. A store that
was opened to read is asked anew for what changed, since its graph is that of its opening. Where the folder may not be
written, a copy in the temporary directory serves as long as the process lives.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final, NamedTuple
from weakref import WeakKeyDictionary

import msgspec

from kg.fulltext.entries import (
    FORMAT,
    GENERATION,
    Told,
    generation_entry,
    passage_entry,
    register_tokenizers,
    schema,
    thing_entry,
)
from kg.fulltext.hit import ARTICLE
from kg.fulltext.passages import passages
from kg.fulltext.things import all_things, named, things_of
from kg.graph.projection import articles
from kg.model import StoreError
from kg.rdf import article_iri
from kg.store import Store
from kg.store.folder import FULLTEXT, READINGS
from kg.store.generations import Generation

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    import tantivy

_HEAP: Final = 64_000_000  # bytes that a writer gathers before it writes
_PATIENCE: Final = 60.0  # seconds to wait for another writer
_PAUSE: Final = 0.05


class Opened(NamedTuple):
    """An index as it was when it was opened."""

    searcher: tantivy.Searcher
    generation: Generation | None  # None: nothing is in it yet


_OPEN: WeakKeyDictionary[Store, tuple[tantivy.Index, Opened]] = WeakKeyDictionary()
_COPIES: dict[Path, TemporaryDirectory[str]] = {}


def opened(store: Store, watch: Callable[[str], None] | None = None) -> Opened:
    """The index of a store as its graph is now; made or mended first where it is not. `watch` gets each article's id.

    Raises StoreError where the index cannot be used, or another process has been writing it for a minute.
    """
    now = store.generation
    if store in _OPEN and _OPEN[store][1].generation == now:
        return _OPEN[store][1]
    with _faults(store):
        index = _OPEN[store][0] if store in _OPEN else _index(_folder(store))
        found = _reloaded(index)
        if found.generation != now:
            found = _brought_up(index, store, now, watch)
    _OPEN[store] = index, found
    return found


def _folder(store: Store) -> Path:
    """Where the index is; for a folder that may not be written, a copy of it."""
    place = store.folder / FULLTEXT
    if os.access(place if place.exists() else store.folder, os.W_OK):
        return place
    if store.folder not in _COPIES:
        _COPIES[store.folder] = TemporaryDirectory(prefix="kg-fulltext-", ignore_cleanup_errors=True)
        if place.exists():
            shutil.copytree(place, _COPIES[store.folder].name, dirs_exist_ok=True, copy_function=shutil.copyfile)
    return Path(_COPIES[store.folder].name)


def _index(folder: Path) -> tantivy.Index:
    """The index in a folder, each format in one of its own, so that another version of kg finds its own."""
    from tantivy import Index

    place = folder / str(FORMAT)
    place.mkdir(parents=True, exist_ok=True)
    index = Index(schema(), str(place), reuse=True)
    register_tokenizers(index)
    return index


def _reloaded(index: tantivy.Index) -> Opened:
    """The index as it was last committed."""
    from tantivy import Query

    index.reload()
    searcher = index.searcher()
    found = searcher.search(Query.term_query(schema(), "kind", GENERATION), 1, count=False).hits
    if not found:
        return Opened(searcher, None)
    told = told_of(searcher.doc(found[0][1]))
    return Opened(searcher, Generation(told.origin, told.number))


def told_of(entry: tantivy.Document) -> Told:
    """What an entry tells."""
    return msgspec.json.decode(bytes(entry.get_first("told") or b"{}"), type=Told)


def _brought_up(index: tantivy.Index, store: Store, now: Generation, watch: Callable[[str], None] | None) -> Opened:
    """The index once this process, or another, has brought it to the generation of now."""
    writer = _writer(index)
    end = monotonic() + _PATIENCE
    while writer is None:
        found = _reloaded(index)
        if found.generation == now:
            return found
        if monotonic() > end:
            raise StoreError(f"the index of {store.folder} is being made by another kg; search again when it is done")
        sleep(_PAUSE)
        writer = _writer(index)
    found = _reloaded(index)  # the other may have done it
    if found.generation != now:
        with _current(store) as source:
            _mend(writer, source, found, watch)
    writer.wait_merging_threads()  # gives the lock back
    _share(store)
    return _reloaded(index)


def _share(store: Store) -> None:
    """Let those read the index who may read the store; tantivy keeps two of its files for their owner."""
    mode = (store.folder / READINGS).stat().st_mode & 0o666
    for file in (store.folder / FULLTEXT / str(FORMAT)).glob("*.json"):
        file.chmod(mode)


def _writer(index: tantivy.Index) -> tantivy.IndexWriter | None:
    """The one writer, or nothing where another process has it."""
    try:
        return index.writer(_HEAP, 1)
    except ValueError as error:
        if "LockBusy" in str(error):
            return None
        raise


@contextmanager
def _current(store: Store) -> Iterator[Store]:
    """The store with its graph of now. Its generation is read before the graph is opened, which is never older."""
    if not store.read_only:
        yield store
    else:
        with Store(store.folder, read_only=True) as now:
            yield now


def _mend(writer: tantivy.IndexWriter, store: Store, found: Opened, watch: Callable[[str], None] | None) -> None:
    """Write what is new, or everything, and commit."""
    now, before = store.generation, found.generation
    if before is None or before.origin != now.origin or before.number > now.number:
        writer.delete_all_documents()
        docs = _docs(store)
        touched: Collection[str] = all_things(store)
    else:
        changed = store.changed_since(before.number)
        there = set(_docs(store))
        docs = [doc for doc in changed if doc in there]
        touched = _touched(found.searcher, store, changed)
        for doc in changed:
            writer.delete_documents_by_term("doc", doc)
        for iri in touched:
            writer.delete_documents_by_term("iri", iri)
        writer.delete_documents_by_term("kind", GENERATION)
    for doc in docs:
        things = tuple(things_of(store, article_iri(doc).value))
        for passage in passages(store, doc):
            writer.add_document(passage_entry(passage, doc, things))
        if watch:
            watch(doc)
    for thing in named(store, touched):
        writer.add_document(thing_entry(thing))
    writer.add_document(generation_entry(now))
    writer.commit()


def _touched(searcher: tantivy.Searcher, store: Store, changed: Collection[str]) -> set[str]:
    """The things that articles name, or named when they were indexed."""
    from tantivy import Occur, Query

    touched: set[str] = set()
    for doc in changed:
        touched.update(things_of(store, article_iri(doc).value))
        both = [
            (Occur.Must, Query.term_query(schema(), field, value)) for field, value in (("doc", doc), ("kind", ARTICLE))
        ]
        for _, address in searcher.search(Query.boolean_query(both), 1, count=False).hits:
            touched.update(told_of(searcher.doc(address)).things)
    return touched


def _docs(store: Store) -> list[str]:
    """The articles of a store, also of an imported one."""
    return sorted(doc for doc, _ in articles(store).values()) if store.imported else store.docs()


@contextmanager
def _faults(store: Store) -> Iterator[None]:
    """Faults of the index as StoreErrors with a remedy; it can always be made anew."""
    try:
        yield
    except (ValueError, OSError, msgspec.MsgspecError) as error:
        text = " ".join(str(error).split())
        place = store.folder / FULLTEXT
        raise StoreError(
            f"{place} cannot be used ({text}); delete that folder, the next search makes it anew"
        ) from error
