"""The graph of the sample articles, built once, and a server for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.pipeline import build
from tests.serve.running import SAMPLES, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.serve.running import Server


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a graph of the sample articles. Not to be changed."""
    folder = tmp_path_factory.mktemp("served") / "graph"
    build([SAMPLES], folder)
    return folder


@pytest.fixture(scope="session")
def server(store: Path) -> Iterator[Server]:
    """A server for the sample articles."""
    with served(store) as running:
        yield running
