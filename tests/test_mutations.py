"""Nothing crashes the reader: mutated articles give facts or none, and every span lies in the raw text."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.article import article_from_text
from kg.finders import find
from kg.model import Evidence, Reading
from kg.readers import read

TEXTS = [
    entry.read_text(encoding="utf-8")
    for entry in sorted((files("kg") / "samples").iterdir(), key=lambda entry: entry.name)
    if entry.name.endswith(".txt")
]
STRAY = [
    "",
    "\n",
    "“",
    "”",
    "《",
    "》",
    "(",
    ")",
    "、",
    ",",
    "。",
    ":",
    " ",
    "\u202e",
    "\u200b",
    "\ufffd",
    "\x00",
    "\ud800",
]
EDITS = st.lists(
    st.tuples(
        st.integers(0, 2000),
        st.integers(0, 12),
        st.sampled_from(["delete", "double", "swap", "stray"]),
        st.sampled_from(STRAY),
    ),
    min_size=1,
    max_size=12,
)


def mutated(text: str, edits: list[tuple[int, int, str, str]]) -> str:
    for position, length, kind, stray in edits:
        at = position % (len(text) + 1)
        piece = text[at : at + length]
        if kind == "delete":
            text = text[:at] + text[at + length :]
        elif kind == "double":
            text = text[:at] + piece + text[at:]
        elif kind == "swap":
            text = text[:at] + piece[::-1] + text[at + length :]
        else:
            text = text[:at] + stray + text[at:]
    return text


def evidence_of(reading: Reading) -> list[Evidence]:
    facts = [fact.evidence for fact in reading.facts()]
    return facts + [evidence for _, thing in reading.things() for evidence in thing.mentions]


def check(text: str) -> None:
    article = article_from_text("mutated", text)
    reading = read(article, find(article))
    named = {thing.key for _, thing in reading.things()}
    assert all(0 <= e.span.start <= e.span.end <= len(article.raw) for e in evidence_of(reading))
    assert {m.organization for m in reading.memberships} <= named
    assert {p.event for p in reading.participations} <= named


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(TEXTS), EDITS)
def test_mutated_articles(text: str, edits: list[tuple[int, int, str, str]]) -> None:
    check(mutated(text, edits))


@pytest.mark.slow
@settings(max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(TEXTS), EDITS)
def test_many_mutated_articles(text: str, edits: list[tuple[int, int, str, str]]) -> None:
    check(mutated(text, edits))
