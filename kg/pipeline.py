"""The whole method: files in, a graph out.

    load_all ─▶ Article ─ find ─▶ mentions ─ read ─▶ Reading ─ Store.add_all ─▶ resolve ─▶ quads

An article whose text, whose title, publisher, date and address as given, and whose words and rules are those of the
reading in the store is left alone. Inputs that cannot be read are collected, and the others are built.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from kg import __version__
from kg.article import load_all
from kg.finders import find
from kg.model import Article, KgError, Reading
from kg.readers import read
from kg.store import Store
from kg.tagger import identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

_MANY: Final = 64  # articles from which further processes pay for their start
_NO_RULES: Final = frozenset(
    f"{name}.py"
    for name in (
        *("cli", "printing", "demo", "__init__", "pipeline", "view", "explanation", "questions", "graph"),
        *("projection", "layout", "matching", "evidence", "annotation", "marking", "telling", "sampling", "judgements"),
        *("naming", "weighing"),
    )
)
_NO_RULE_FOLDERS: Final = ("checking", "commands", "export", "graph", "questions", "serve", "templates", "samples")

Progress: TypeAlias = Callable[[str], None]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did, article by article."""

    read: tuple[str, ...]
    unchanged: tuple[str, ...]
    errors: tuple[KgError, ...]
    least: float = 0.0  # confidence of the facts that the graph keeps
    left_out: int = 0  # facts of all readings that are less sure


def build(
    paths: Iterable[Path | str],
    store: Path | str = "graph",
    *,
    doc: str | None = None,
    workers: int = 1,
    least: float | None = None,
    second_voice: bool = False,
    rulings: Path | None = None,
    corrections: Path | None = None,
    progress: Progress | None = None,
    notice: Progress = _log.warning,
) -> Report:
    """Read articles into the graph in a folder, made where it is missing; `-` is the standard input, named by `doc`.

    `least` is the confidence below which facts are left out of the graph, from now on; readings keep all of them. Where
    it is not given, that of the builds before holds. `rulings` and `corrections` are files of what people decided,
    where these are not in the folder. With `second_voice` a statistical tagger (the extra of this name) is asked for
    persons where the grammar finds nothing; articles that were read without it are read again. `progress` is told each
    article that is done, `notice` what is left out without being an error.
    Inputs that cannot be read are in the report. With more than one worker a script must be guarded by
    `if __name__ == "__main__":`. Raises StoreError where the folder cannot be used.
    """
    inputs = list(paths)
    tell = progress or (lambda doc: None)
    done: list[str] = []
    unchanged: list[str] = []
    errors: list[KgError] = []

    def changed(graph: Store) -> Iterator[Article]:
        for outcome in load_all(inputs, doc=doc, notice=notice):
            if isinstance(outcome, KgError):
                errors.append(outcome)
            elif graph.is_current(outcome.doc, raw_hash(outcome), reader_hash(outcome, second_voice=second_voice)):
                unchanged.append(outcome.doc)
                tell(outcome.doc)
            else:
                yield outcome

    with Store(store, rulings=rulings, corrections=corrections) as graph:
        if least is not None:
            graph.leave_out_below(least)
        for result in graph.add_all(read_all(changed(graph), workers, second_voice=second_voice)):
            if isinstance(result, KgError):
                errors.append(result)
            else:
                done.append(result.doc)
                tell(result.doc)
        return Report(tuple(done), tuple(unchanged), tuple(errors), graph.least, graph.left_out())


def remove(doc: str, store: Path | str = "graph") -> None:
    """Take an article out of the graph, with all that rests on it alone. Raises StoreError where it is not there."""
    Store(store, read_only=True).close()  # which says so where there is none, instead of making one
    with Store(store) as graph:
        graph.remove(doc)


def read_article(article: Article, *, second_voice: bool = False) -> Reading:
    """All that an article says. Pure: the same article, words and rules give the same reading in any process.

    `second_voice` asks the statistical tagger, too; KgError where it is not installed.
    """
    mentions = find(article, second_voice=second_voice)
    return read(article, mentions, reader_hash(article, second_voice=second_voice))


def read_all(articles: Iterable[Article], workers: int = 1, *, second_voice: bool = False) -> Iterator[Reading]:
    """Readings in the order of the articles, by several processes where there are many articles."""
    rest = iter(articles)
    read_one = partial(read_article, second_voice=second_voice)
    first = list(islice(rest, _MANY)) if workers > 1 else []
    if len(first) < _MANY:
        yield from map(read_one, chain(first, rest))
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    try:
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            batch = first
            while batch:
                yield from pool.map(read_one, batch, chunksize=8)
                batch = list(islice(rest, 4 * _MANY))
    except BrokenProcessPool:
        raise KgError("a process that read articles was ended from outside; try again with --workers 1") from None


def raw_hash(article: Article) -> str:
    """SHA-256 of the raw text."""
    return sha256(article.raw.encode()).hexdigest()


def reader_hash(article: Article | None = None, *, second_voice: bool = False) -> str:
    """SHA-256 of version, words and rules, of the tagger if it is asked, and of what was given beside the text."""
    if article is None:
        return _rules_hash()
    given = (article.title, article.publisher, article.published, article.url)
    voice = identity() if second_voice else ""
    return sha256(f"{_rules_hash()}{voice}{given!r}".encode("utf-8", "backslashreplace")).hexdigest()


@cache
def _rules_hash() -> str:
    from kg.lexicon import fingerprint

    digest = sha256(f"{__version__} {fingerprint()}".encode())
    for name, source in sorted(_sources(files("kg"))):
        digest.update(f"\n{name} ".encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _sources(folder: Traversable, path: str = "") -> Iterator[tuple[str, Traversable]]:
    """The source files that a reading or its quads depend on: all but those above the store."""
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name not in _NO_RULE_FOLDERS:
            yield from _sources(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(".py") and f"{path}{entry.name}" not in _NO_RULES:
            yield f"{path}{entry.name}", entry
