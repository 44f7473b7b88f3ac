"""Chinese news about governance in, a sourced knowledge graph of people, institutions and initiatives out.

    load ─▶ find ─▶ read ─▶ resolve     one article, step by step; `explain` shows what was read, and why
    build                               files into a graph; `Store` opens it
    ask                                 a question in Chinese or English into an `Answer`, with its query and evidence
    spoke_at, posts_of, held, met, …    what a graph says, as typed rows: see `kg.relations`

The names below are imported on first use; importing the package itself reads nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.article import load
    from kg.asking import Answer, ask
    from kg.explanation import explain
    from kg.finders import find
    from kg.identity import resolve
    from kg.model import KgError
    from kg.pipeline import build
    from kg.readers import read
    from kg.relations import (
        central,
        co_speakers,
        communities,
        held,
        hosted_by,
        hosts,
        met,
        path,
        posts_of,
        spoke_at,
        timeline,
    )
    from kg.store import Store

__version__ = "0.1.0"

_HOMES = {
    "load": "kg.article",
    "find": "kg.finders",
    "read": "kg.readers",
    "resolve": "kg.identity",
    "build": "kg.pipeline",
    "Store": "kg.store",
    "ask": "kg.asking",
    "Answer": "kg.asking",
    "explain": "kg.explanation",
    "KgError": "kg.model",
    "central": "kg.relations",
    "co_speakers": "kg.relations",
    "communities": "kg.relations",
    "held": "kg.relations",
    "hosted_by": "kg.relations",
    "hosts": "kg.relations",
    "met": "kg.relations",
    "path": "kg.relations",
    "posts_of": "kg.relations",
    "spoke_at": "kg.relations",
    "timeline": "kg.relations",
}

__all__ = [
    "Answer",
    "KgError",
    "Store",
    "__version__",
    "ask",
    "build",
    "central",
    "co_speakers",
    "communities",
    "explain",
    "find",
    "held",
    "hosted_by",
    "hosts",
    "load",
    "met",
    "path",
    "posts_of",
    "read",
    "resolve",
    "spoke_at",
    "timeline",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
