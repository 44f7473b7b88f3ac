"""What a server is told when it starts: where the graph lies, who may ask, and what one question may cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.rdf.nodes import BASE

MEGABYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may cost, and how many there may be at a time. Times are wall-clock seconds."""

    seconds: float = 30.0  # a query runs no longer
    patience: float = 1.0  # after which it counts as long, and needs one of the places for long ones
    memory: int = 1024  # megabytes that a worker may take beyond what it starts with
    rows: int = 100_000  # solutions or triples of an answer; it says so where there were more
    size: int = 64  # megabytes of an answer
    text: int = 256 * 1024  # bytes of a request's body
    workers: int = 2  # queries that are answered at a time, and
    long: int = 2  # long ones beside them
    waiting: int = 32  # requests that wait for a worker; further ones are sent away
    wait: float = 10.0  # seconds for which one waits


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the graph lies, where the server listens, whom it answers."""

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000
    base: str = BASE  # what the IRIs begin with that have a page here
    hosts: tuple[str, ...] = ()  # further names by which a browser may call this server
    origins: tuple[str, ...] = ()  # whose pages may read the answers
    limits: Limits = field(default_factory=Limits)
