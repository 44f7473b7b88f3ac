"""Nothing crashes the reader: mutated articles give facts or none, and every span lies in the raw text.

`make test` reads 2,000 of them, `make verify` 100,000 more. What is mutated: the sample articles, the examples'
sentences, and pages made of several of these.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.article import article_from_text
from kg.finders import find
from kg.model import Evidence, Reading
from kg.readers import read

FACTS = Path(__file__).parent / "examples" / "facts"
STRAY = [
    *'\n“”‘’"「」《》()（）、,，。:：;；!?… \t·●|0九',
    *(
        "",
        "\u202e",
        "\u2067",
        "\u200b",
        "\ufeff",
        "\ufffd",
        "\x00",
        "\x07",
        "\r",
        "\u2028",
        "\ud800",
        "\udfff",
        "\ufdd0",
    ),
    *("\U00020000", "e\u0301", "<script>", "&nbsp;", "记者", "某市委书记", "2024年13月32日", "等", "在会上表示:“"),
]
KINDS = ["delete", "double", "swap", "shuffle", "stray", "cut", "repeat"]
MANY = 100_000
BATCH = 500


@cache
def texts() -> list[str]:
    """The sample articles and the sentences of the examples, in a fixed order."""
    folder = files("kg") / "samples"
    samples = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".txt")), key=lambda entry: entry.name)
    entries = [entry for path in sorted(FACTS.glob("*.yaml")) for entry in yaml.safe_load(path.read_text("utf-8"))]
    return [sample.read_text(encoding="utf-8") for sample in samples] + [entry["text"] for entry in entries]


def mutated(text: str, random: Random) -> str:
    """The text, or a page of several, after up to twelve changes."""
    if random.random() < 0.3:
        text = "\n".join([text, *random.choices(texts(), k=random.randint(1, 4))])
    for _ in range(random.randint(1, 12)):
        text = changed(text, random.choice(KINDS), random)
    return text


def changed(text: str, kind: str, random: Random) -> str:
    """The text after one change at a random place."""
    at = random.randint(0, len(text))
    piece = text[at : at + random.randint(0, 12)]
    rest = text[at + len(piece) :]
    match kind:
        case "delete":
            piece = ""
        case "double":
            piece += piece
        case "swap":
            piece = piece[::-1]
        case "shuffle":
            piece = "".join(random.sample(piece, len(piece)))
        case "stray":
            piece += random.choice(STRAY)
        case "repeat":
            piece *= random.randint(2, 60)
        case "cut":
            rest = rest if random.random() < 0.8 else ""
    return text[:at] + piece + rest


def evidence_of(reading: Reading) -> list[Evidence]:
    """Every place in the text that a fact or a thing of the reading rests on."""
    facts = [fact.evidence for fact in reading.facts()]
    return facts + [evidence for _, thing in reading.things() for evidence in thing.mentions]


def check(text: str) -> None:
    """Read a text and hold what came out against it."""
    article = article_from_text("mutated", text)
    reading = read(article, find(article))
    named = {thing.key for _, thing in reading.things()}
    assert all(0 <= e.span.start < e.span.end <= len(article.raw) for e in evidence_of(reading))
    assert {m.organization for m in reading.memberships} <= named
    assert {p.event for p in reading.participations} <= named
    assert all(0 <= fact.confidence <= 1 for fact in reading.facts())


def check_batch(seed: int) -> None:
    """Read mutated texts of one seed; a fault names the text that made it."""
    random = Random(seed)
    for number in range(BATCH):
        text = mutated(random.choice(texts()), random)
        try:
            check(text)
        except Exception as error:
            error.add_note(f"seed {seed}, text {number}: {text!r}")
            raise


@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_mutated_articles(seed: int) -> None:
    random = Random(seed)
    check(mutated(random.choice(texts()), random))


@pytest.mark.slow
def test_many_mutated_articles() -> None:
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as workers:
        assert sum(1 for _ in workers.map(check_batch, range(MANY // BATCH))) == MANY // BATCH
