"""Questions in Chinese and English, each with its rows: of the samples, of made-up articles, and of the shared ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

from kg.asking import ask
from kg.asking.labels import labels_of
from kg.pipeline import build
from kg.store import Store
from tests.asking_graph import readings
from tests.gold import SHARED, needs_shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.asking import Answer
    from kg.asking.labels import Labels

EXAMPLES = Path(__file__).parent / "examples" / "questions"
TODAY = date(2024, 12, 31)


class Graph(NamedTuple):
    store: Store
    labels: Labels

    def ask(self, question: str) -> Answer:
        return ask(self.store, question, today=TODAY, labels=self.labels)


def examples(name: str) -> list[tuple[str, list[str | list[str]]]]:
    groups = yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [(question, group["rows"]) for group in groups for question in group["questions"]]


def rows(answer: Answer) -> set[tuple[str, ...]]:
    """What was asked for, of every row."""
    return {row.values[: len(answer.asked)] for row in answer.rows}


def expected(values: list[str | list[str]]) -> set[tuple[str, ...]]:
    return {(value,) if isinstance(value, str) else tuple(value) for value in values}


def holds(graph: Graph, question: str, values: list[str | list[str]]) -> None:
    answer = graph.ask(question)
    assert answer.is_understood, (answer.unknown, answer.notes)
    assert rows(answer) == expected(values), answer.understood
    for row in answer.rows:
        assert row.sources > 0
        assert all(quotation.sentence for quotation in row.evidence)
        assert row.evidence


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    folder = tmp_path_factory.mktemp("asking") / "graph"
    build([Path(__file__).parent.parent / "kg" / "samples"], folder)
    with Store(folder, read_only=True) as store:
        yield Graph(store, labels_of(store))


@pytest.mark.parametrize(("question", "values"), examples("samples"))
def test_a_question_about_the_samples(samples: Graph, question: str, values: list[str | list[str]]) -> None:
    holds(samples, question, values)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with Store(tmp_path_factory.mktemp("asking") / "made") as store:
        for reading in readings():
            store.add(reading)
        yield Graph(store, labels_of(store))


@pytest.mark.parametrize(("question", "values"), examples("made"))
def test_a_question_about_made_up_articles(made: Graph, question: str, values: list[str | list[str]]) -> None:
    holds(made, question, values)


def test_facts_beside_the_first_are_grouped_before_they_are_joined(made: Graph) -> None:
    """So that two facts which a hundred articles tell each are a hundred rows, not ten thousand."""
    answer = made.ask("王龙与谁同台发过言?")
    assert {row.values[0] for row in answer.rows} == {"赵虎"}
    assert "} GROUP BY ?person2 ?event }\n  GRAPH ?g {" in answer.sparql
    assert all(row.evidence for row in answer.rows)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    folder = tmp_path_factory.mktemp("asking") / "corpus"
    build([SHARED / "corpus"], folder)
    with Store(folder, read_only=True) as store:
        yield Graph(store, labels_of(store))


@needs_shared
@pytest.mark.parametrize(("question", "values"), examples("corpus"))
def test_a_question_about_the_shared_articles(corpus: Graph, question: str, values: list[str | list[str]]) -> None:
    holds(corpus, question, values)
