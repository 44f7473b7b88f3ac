"""The sample that comes with the package: built, asked, exported and drawn."""

from __future__ import annotations

from collections import Counter
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.questions import Table
    from kg.store import Store

QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("who-spoke", {"event": "长春现场会"}),
    ("person", {"name": "陈存根"}),
    ("organization", {"name": "中国社区发展协会"}),
)
FORMATS = ("trig", "nq", "ttl", "jsonld", "graphml")


class Answer(NamedTuple):
    """A question as one types it, and its answer."""

    command: str
    table: Table


class Demonstration(NamedTuple):
    """What the sample holds, three answers, and the files that were written."""

    counts: dict[str, int]  # things and facts by kind
    answers: tuple[Answer, ...]
    written: tuple[Path, ...]
    page: Path


def demonstrate(folder: Path) -> Demonstration:
    """Build the sample in a store of its own, and write its exports and its picture into a folder.

    Equal words and rules give equal files. Raises StoreError where the folder cannot be written.
    """
    from kg.export import export
    from kg.pipeline import build
    from kg.questions import ask_named
    from kg.store import Store
    from kg.view import view

    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary, as_file(files("kg") / "samples") as samples:
        build([samples], Path(temporary) / "graph")
        with Store(Path(temporary) / "graph", read_only=True) as store:
            answers = tuple(Answer(_command(name, given), ask_named(store, name, given)) for name, given in QUESTIONS)
            written = tuple(folder / f"sample.{form}" for form in FORMATS)
            for form, path in zip(FORMATS, written, strict=True):
                export(store, form, path)
            page = folder / "sample.html"
            view(store, page)
            return Demonstration(_counts(store), answers, written, page)


def _command(name: str, given: dict[str, str]) -> str:
    return " ".join(["kg query", name, *(f"--{key} {value}" for key, value in given.items())])


def _counts(store: Store) -> dict[str, int]:
    """How many articles, things of each kind and facts of each kind the graph holds."""
    counts: Counter[str] = Counter()
    things: set[tuple[str, str]] = set()
    for doc in store.docs():
        reading = store.reading(doc)
        counts["articles"] += 1
        things |= {(f"{kind.value}s", iri) for (kind, _), iri in store.iris(doc).items()}
        counts.update(f"{type(fact).__name__.lower()}s" for fact in reading.facts())
    return {"articles": counts.pop("articles"), **Counter(kind for kind, _ in sorted(things)), **counts}
