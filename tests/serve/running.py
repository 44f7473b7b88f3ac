"""A real server for tests: started as a user starts it, asked over 127.0.0.1, stopped at the end."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

import httpx

from kg.rdf import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "kg" / "samples"
_TOLD = re.compile(r"served at (http://\S+?)/ ")


@dataclass
class Server:
    """A server that runs."""

    url: str
    program: subprocess.Popen[str]
    client: httpx.Client

    def get(self, path: str, accept: str = "*/*", **parameters: str) -> httpx.Response:
        """The answer to a request."""
        return self.client.get(path, params=parameters or None, headers={"Accept": accept})

    def query(self, text: str, accept: str = "application/sparql-results+json") -> httpx.Response:
        """The answer to a SPARQL query."""
        return self.client.post("/sparql", data={"query": text}, headers={"Accept": accept})

    def values(self, text: str) -> list[str]:
        """The values of the only column of a query."""
        told = self.query(text).json()
        (column,) = told["head"]["vars"]
        return [row[column]["value"] for row in told["results"]["bindings"]]

    def iri(self, label: str) -> str:
        """The IRI of the thing of this name."""
        label_of = "http://www.w3.org/2000/01/rdf-schema#label"
        return self.values(f'SELECT DISTINCT ?thing {{ ?thing <{label_of}> "{label}"@zh }} ORDER BY ?thing')[0]

    def page_of(self, label: str) -> str:
        """The path of the page of the thing of this name."""
        return "/id/" + self.iri(label).removeprefix(BASE)


def until(is_so: Callable[[], object]) -> None:
    """Wait until something is so; an AssertionError where it is not in half a minute."""
    end = monotonic() + 30
    while not is_so():
        assert monotonic() < end
        sleep(0.1)


@contextmanager
def served(store: Path, *options: str) -> Iterator[Server]:
    """A server for a store, at a port that is free."""
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", "0", "--store", str(store), *options]
    program = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert program.stdout is not None
    told = _TOLD.search(program.stdout.readline())
    assert told, program.communicate(timeout=30)
    with httpx.Client(base_url=told[1], timeout=60) as client:
        try:
            yield Server(told[1], program, client)
        finally:
            program.send_signal(signal.SIGTERM)
            _, complaints = program.communicate(timeout=30)
    assert "Traceback" not in complaints, complaints
    assert program.returncode == 0
