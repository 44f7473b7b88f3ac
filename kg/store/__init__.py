"""The store: readings in SQLite, which are the truth, and the graph derived from them, one named graph per article.

    graph/readings.sqlite   articles, their readings, and the register of identities
    graph/quads/            the pyoxigraph dataset

Two stores cannot change in one transaction. So SQLite commits first, together with a mark on every article and IRI
whose quads are now out of date (`stale`); then the quads are written, one transaction an article; then the marks go.
Killed in between, the store opens with each article as it was or as it will be, and the next writer completes it.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from kg.identity import resolve
from kg.model import KgError, QueryError, Reading, StoreError
from kg.store.folder import QUADS, connect, faults, prepare
from kg.store.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyoxigraph

    from kg.model import Kind
    from kg.store.register import Decision

_BATCH: Final = 32  # articles a transaction
_ROUNDS: Final = 4  # of settling others, each of which may touch further ones
_REPLACED_BY: Final = "http://purl.org/dc/terms/isReplacedBy"


class Store:
    """A folder with the readings of articles and the graph of what they say. A context manager.

    Opening to write makes the folder where it is missing, keeps other writers out, completes what a killed one left,
    and derives the graph anew where its folder `quads` was deleted. Every fault of folder, disk and file is a
    StoreError.
    """

    def __init__(self, folder: Path | str, *, read_only: bool = False) -> None:
        self.folder = Path(folder)
        self.read_only = read_only
        prepare(self.folder, read_only=read_only)
        with faults(self.folder):
            self._graph: pyoxigraph.Store | None = None if read_only else self.dataset  # a writer's lock is this one
            self._connection = connect(self.folder, read_only=read_only)
            self.register = Register(self._connection)
            if not read_only:
                self._compare()
                self._derive()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the folder; the store is not to be used afterwards."""
        self._connection.close()
        self._graph = None
        self.__dict__.pop("dataset", None)

    # What is in it

    def docs(self) -> list[str]:
        """The articles in the order in which they came."""
        with faults(self.folder):
            return [doc for (doc,) in self._connection.execute("SELECT doc FROM article ORDER BY id")]

    def is_current(self, doc: str, raw_hash: str, reader_hash: str) -> bool:
        """Whether the article is here with this text as read by these words and rules."""
        query = "SELECT 1 FROM article WHERE doc = ? AND raw_hash = ? AND reader_hash = ?"
        with faults(self.folder):
            return self._connection.execute(query, (doc, raw_hash, reader_hash)).fetchone() is not None

    def reading(self, doc: str) -> Reading:
        """The reading of an article; StoreError where there is none."""
        with faults(self.folder):
            row = self._connection.execute("SELECT reading FROM article WHERE doc = ?", (doc,)).fetchone()
        if row is None:
            near = get_close_matches(doc, self.docs(), n=3)
            hint = f"did you mean {' or '.join(near)}?" if near else "the articles there have other names"
            raise StoreError(f"there is no article {doc!r} in {self.folder}; {hint}")
        return self._decode(row[0])

    def readings(self) -> Iterator[Reading]:
        """Every reading, in the order in which the articles came."""
        for doc in self.docs():
            yield self.reading(doc)

    def iris(self, doc: str) -> Mapping[tuple[Kind, str], str]:
        """The IRI of each thing of an article, by kind and key."""
        with faults(self.folder):
            return self.register.iris(doc)

    def decisions(self, doc: str) -> list[Decision]:
        """Why each thing of an article has its identity."""
        with faults(self.folder):
            return self.register.decisions(doc)

    def query(self, sparql: str) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
        """The answer to a SPARQL query over all named graphs; QueryError where it is not SPARQL."""
        with faults(self.folder):
            try:
                return self.dataset.query(sparql, use_default_graph_as_union=True)
            except SyntaxError as error:
                raise QueryError(f"this is not a SPARQL 1.1 query: {error}") from None

    @cached_property
    def dataset(self) -> pyoxigraph.Store:
        """The quads: one named graph an article, and in the default graph which IRI replaces which."""
        import pyoxigraph

        path = str(self.folder / QUADS)
        with faults(self.folder):
            return pyoxigraph.Store.read_only(path) if self.read_only else pyoxigraph.Store(path)

    # Changing it

    def add(self, reading: Reading) -> None:
        """Put an article in, in place of what it said before; KgError where its facts do not fit together."""
        for outcome in self.add_all((reading,)):
            if isinstance(outcome, KgError):
                raise outcome

    def add_all(self, readings: Iterable[Reading]) -> Iterator[Reading | KgError]:
        """Put articles in, some at a time: each once it is safe on the disk, or why it could not be put in."""
        rest = iter(readings)
        while batch := list(islice(rest, _BATCH)):
            yield from self._add(batch)

    def _add(self, batch: list[Reading]) -> Iterator[Reading | KgError]:
        try:
            with faults(self.folder):
                with self._connection:
                    for reading in batch:
                        self._put(reading)
                    graphs = {
                        reading.doc: self._quads(reading) for reading in batch
                    }  # may refuse one, so before commit
                self._derive(graphs)
        except StoreError:
            raise
        except KgError as error:
            if len(batch) == 1:
                yield error
                return
            for reading in batch:
                yield from self._add([reading])
        else:
            yield from batch

    def remove(self, doc: str) -> None:
        """Take an article out, with every merge that rests on it alone; StoreError where it is not there."""
        self.reading(doc)
        with faults(self.folder):
            with self._connection:
                touched = self.register.withdraw(doc)
                self._connection.execute("DELETE FROM article WHERE doc = ?", (doc,))
                self._mend(touched)
            self._derive()

    def _put(self, reading: Reading) -> None:
        import msgspec

        touched = self.register.withdraw(reading.doc)
        self._connection.execute(
            """INSERT INTO article (doc, raw_hash, reader_hash, reading) VALUES (?, ?, ?, ?) ON CONFLICT (doc) DO
            UPDATE SET raw_hash = excluded.raw_hash, reader_hash = excluded.reader_hash, reading = excluded.reading""",
            (reading.doc, reading.raw_hash, reading.reader_hash, msgspec.json.encode(reading)),
        )
        self._mend(touched | self._identify(reading))

    def _identify(self, reading: Reading) -> set[int]:
        return self.register.enter(reading.doc, resolve(reading, self.register))

    def _mend(self, touched: set[int]) -> None:
        """Settle what an article's coming or going did to the identities of things in others."""
        for _ in range(_ROUNDS):
            again = self.register.mend(touched)
            if not again:
                return
            query = "SELECT doc FROM article ORDER BY id"
            docs = [doc for (doc,) in self._connection.execute(query) if doc in again]
            touched = {identity for doc in docs for identity in self.register.withdraw(doc)}
            touched |= {identity for doc in docs for identity in self._identify(self.reading(doc))}
        self.register.mend(touched)

    # The derived graph

    def _compare(self) -> None:
        """Readings without any graph have lost it, graphs without any reading are nobody's: derive all of it anew."""
        has_graphs = next(iter(self.dataset.named_graphs()), None) is not None
        has_readings = self._connection.execute("SELECT 1 FROM article LIMIT 1").fetchone() is not None
        if has_graphs and not has_readings:
            self.dataset.clear()
        elif has_readings and not has_graphs:
            with self._connection:
                self._connection.execute("INSERT OR IGNORE INTO stale SELECT doc FROM article")
                self._connection.execute(
                    "INSERT OR IGNORE INTO stale_iri SELECT iri FROM identity WHERE canonical <> id"
                )

    def _derive(self, ready: Mapping[str, list[pyoxigraph.Quad]] | None = None) -> None:
        """Write the quads of all that is stale; of some articles they are ready."""
        query = "SELECT stale.doc, article.reading FROM stale LEFT JOIN article USING (doc) ORDER BY stale.doc"
        graphs = ready or {}
        for doc, text in self._connection.execute(query):
            self._write(doc, graphs[doc] if doc in graphs else self._quads(self._decode(text)) if text else [])
        for (iri,) in self._connection.execute("SELECT iri FROM stale_iri ORDER BY iri"):
            self._alias(iri)
        if self._connection.execute("SELECT 1 FROM stale UNION SELECT 1 FROM stale_iri").fetchone():
            self.dataset.flush()  # so that the marks never go before the quads are safe
            with self._connection:
                self._connection.execute("DELETE FROM stale")
                self._connection.execute("DELETE FROM stale_iri")

    def _quads(self, reading: Reading) -> list[pyoxigraph.Quad]:
        from kg.rdf import quads

        return list(quads(reading, self.register.iris(reading.doc)))

    def _write(self, doc: str, content: list[pyoxigraph.Quad]) -> None:
        """Replace the graph of an article, in one transaction."""
        from kg.rdf import article_iri

        graph = article_iri(doc)
        if not self.dataset.contains_named_graph(graph):
            self.dataset.extend(content)
            return
        triples = "\n".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in content)
        self.dataset.update(f"DROP SILENT GRAPH {graph}; INSERT DATA {{ GRAPH {graph} {{ {triples} }} }}")

    def _alias(self, iri: str) -> None:
        """Say which IRI stands for this one, if another does."""
        now = "".join(f"<{old}> <{_REPLACED_BY}> <{new}> ." for old, new in self.register.aliases(iri))
        self.dataset.update(f"DELETE WHERE {{ <{iri}> <{_REPLACED_BY}> ?new }}; INSERT DATA {{ {now} }}")

    def _decode(self, text: bytes) -> Reading:
        import msgspec

        try:
            return msgspec.json.decode(text, type=Reading)
        except msgspec.MsgspecError as error:
            raise StoreError(f"{self.folder} holds a reading that this version of kg cannot use ({error})") from None
