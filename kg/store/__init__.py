"""The store: readings in SQLite, which are the truth, and the graph derived from them, one named graph per article.

    graph/readings.sqlite   articles, their readings, the register of identities, and how sure a fact of the graph is
    graph/quads/            the pyoxigraph dataset
    graph/fulltext/         the index of `kg.fulltext`, once somebody searched
    graph/rulings.yaml      what people ruled on who is who, and
    graph/corrections.yaml  what they said of single facts; both may lie elsewhere, and are read when a writer opens

Two stores cannot change in one transaction. So SQLite commits first, together with a mark on every article and IRI
whose quads are now out of date (`stale`); then the quads are written, one transaction an article; then the marks go.
Killed in between, the store opens with each article as it was or as it will be, and the next writer completes it.
"""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from kg.confidence import at_least
from kg.model import KgError, QueryError, Reading, StoreError
from kg.store import generations
from kg.store.copies import Copies
from kg.store.decisions import Decisions
from kg.store.folder import CORRECTIONS, QUADS, RULINGS, connect, faults, imported_from, prepare
from kg.store.graphs import compare, replace_alias, replace_graph
from kg.store.identities import Identities
from kg.store.lookup import Lookup
from kg.store.readings import decoded, docs_in, enter, raw_of, reading_of
from kg.store.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyoxigraph

    from kg.corrections import Corrected
    from kg.identity.rulings import Rulings
    from kg.model import Kind
    from kg.store.generations import Generation
    from kg.store.lookup import Decision

_BATCH: Final = 32  # articles a transaction


class Store:
    """A folder with the readings of articles and the graph of what they say. A context manager.

    Opening to write makes the folder where it is missing, keeps other writers out, completes what a killed one left,
    and derives the graph anew where its folder `quads` was deleted. `rulings` and `corrections` are the files of what
    people decided, where they are not in the folder; the graph remembers them. Every fault of folder, disk and file is
    a StoreError, rulings that conflict are a RulingError.
    """

    def __init__(
        self,
        folder: Path | str,
        *,
        read_only: bool = False,
        rulings: Path | None = None,
        corrections: Path | None = None,
    ) -> None:
        self.folder = Path(folder)
        self.read_only = read_only
        prepare(self.folder, read_only=read_only)
        with faults(self.folder):
            self._graph: pyoxigraph.Store | None = None if read_only else self.dataset  # a writer's lock is this one
            self._connection = connect(self.folder, read_only=read_only)
            self.register, self.lookup = Register(self._connection), Lookup(self._connection)
            self._identities = Identities(self._connection, self.register, lambda doc: self.corrected(doc).reading)
            self.decided = Decisions(self.folder, self._connection, {RULINGS: rulings, CORRECTIONS: corrections})
            self.files, self.copies = self.decided.files, Copies(self._connection, self.reading)
            self._identities.rulings, self.corrections = self.decided.applied()
            if not read_only:
                compare(self._connection, self.dataset)
                self.adopt()
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

    @property
    def imported(self) -> str:
        """The file that the graph was imported from; empty where it was built from articles."""
        return imported_from(self._connection)

    @property
    def generation(self) -> Generation:
        """Which state of the graph this is: what is derived from it remembers it."""
        with faults(self.folder):
            return generations.current(self._connection)

    def changed_since(self, number: int) -> list[str]:
        """The articles whose graph came, changed or went after this generation."""
        with faults(self.folder):
            return generations.changed_since(self._connection, number)

    def docs(self) -> list[str]:
        """The articles in the order in which they came; StoreError where the graph was imported without them."""
        with faults(self.folder):
            return docs_in(self._connection, self.folder)

    def is_current(self, doc: str, raw_hash: str, reader_hash: str) -> bool:
        """Whether the article is here with this text as read by these words and rules."""
        query = "SELECT 1 FROM article WHERE doc = ? AND raw_hash = ? AND reader_hash = ?"
        with faults(self.folder):
            return self._connection.execute(query, (doc, raw_hash, reader_hash)).fetchone() is not None

    def reading(self, doc: str) -> Reading:
        """The reading of an article; StoreError where there is none."""
        with faults(self.folder):
            return reading_of(self._connection, self.folder, doc)

    def raw(self, doc: str) -> str | None:
        """The raw text of an article; None where there is no such article, or it was imported without text."""
        with faults(self.folder):
            return raw_of(self._connection, doc)

    def kept(self, doc: str) -> Reading:
        """The reading of an article without the facts that the graph leaves out; StoreError where there is none."""
        return at_least(self.corrected(doc).reading, self.least)

    def corrected(self, doc: str) -> Corrected:
        """The reading of an article with what people said of its facts; StoreError where there is none."""
        return self.corrections.applied(self.reading(doc))

    @property
    def rulings(self) -> Rulings:
        """What people ruled on who is who."""
        return self._identities.rulings

    @property
    def least(self) -> float:
        """The least confidence of a fact of the graph; readings keep all of them."""
        with faults(self.folder):
            return float(self._connection.execute("SELECT least FROM threshold").fetchone()[0])

    def left_out(self) -> int:
        """How many facts of the readings the graph leaves out."""
        least = self.least
        return sum(fact.confidence < least for reading in self.readings() for fact in reading.facts()) if least else 0

    def readings(self) -> Iterator[Reading]:
        """Every reading, in the order in which the articles came."""
        yield from map(self.reading, self.docs())

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

    def adopt(self) -> None:
        """Let what the files of rulings and corrections say hold in the graph. RulingError where it cannot."""
        if self.decided.are_kept():
            return
        with faults(self.folder):
            with self._connection:
                rulings, corrections = self.decided.told()
                differing = set(self.corrections.all) ^ set(corrections.all)
                changed = {doc for one in differing for doc in self.lookup.docs_of(one.fact)}
                self.corrections = corrections
                self._identities.settle(changed)
                self._connection.executemany("INSERT OR IGNORE INTO stale VALUES (?)", ((doc,) for doc in changed))
                self._identities.rule(rulings)
                self.decided.keep()
            self._derive()

    def leave_out_below(self, least: float) -> None:
        """Keep in the graph only facts that are as sure as this, now and later; where it is new, derive all anew."""
        if not 0 <= least <= 1:
            raise StoreError(f"{least} is no confidence; give one from 0 to 1")
        if least != self.least:
            with faults(self.folder):
                with self._connection:
                    self._connection.execute("UPDATE threshold SET least = ?", (least,))
                    self._connection.execute("INSERT OR IGNORE INTO stale SELECT doc FROM article")
                self._derive()

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
                self.copies.drop(doc)
                self._connection.execute("DELETE FROM article WHERE doc = ?", (doc,))
                self._identities.drop(doc)
            self._derive()

    def _put(self, reading: Reading) -> None:
        enter(self._connection, reading)
        self._identities.put(self.corrections.applied(reading).reading)
        self.copies.put(reading)

    # The derived graph

    def _derive(self, ready: Mapping[str, list[pyoxigraph.Quad]] | None = None) -> None:
        """Write the quads of all that is stale; of some articles they are ready."""
        query = "SELECT stale.doc, article.reading FROM stale LEFT JOIN article USING (doc) ORDER BY stale.doc"
        graphs = ready or {}
        for doc, text in self._connection.execute(query):
            self._write(doc, graphs[doc] if doc in graphs else self._quads(decoded(text, self.folder)) if text else [])
        for (iri,) in self._connection.execute("SELECT iri FROM stale_iri ORDER BY iri"):
            self._alias(iri)
        if self._connection.execute("SELECT 1 FROM stale UNION SELECT 1 FROM stale_iri").fetchone():
            self.dataset.flush()  # so that the marks never go before the quads are safe
            with self._connection:
                generations.advance(self._connection)
                self._connection.execute("DELETE FROM stale")
                self._connection.execute("DELETE FROM stale_iri")

    def _quads(self, reading: Reading) -> list[pyoxigraph.Quad]:
        from kg.rdf import quads

        corrected = self.corrections.applied(reading)
        iris, first = self.register.iris(reading.doc), self.copies.first(reading.doc)
        return list(quads(at_least(corrected.reading, self.least), iris, notes=corrected.notes, first=first))

    def _write(self, doc: str, content: list[pyoxigraph.Quad]) -> bool:
        """Replace the graph of an article, unless it is so already; whether it was another."""
        return replace_graph(self.dataset, doc, content)

    def _alias(self, iri: str) -> None:
        """Say which IRI stands for this one, if another does."""
        replace_alias(self.dataset, iri, self.register.aliases(iri))
