"""What a question costs: the questions of `tests/examples/questions/samples.yaml`, asked of the sample articles.

`python -m tests.bench asking` measures them alone.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from importlib.resources import files
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING

import yaml

from tests.bench_reading import line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

QUESTIONS = Path(__file__).parent / "examples" / "questions" / "samples.yaml"
TODAY = date(2024, 12, 31)


def asking() -> Iterator[str]:
    """Processor time of understanding and of answering, beside that of a named question about the same graph."""
    from kg.asking import ask
    from kg.asking.hearing import hear, plain
    from kg.asking.labels import labels_of
    from kg.pipeline import build
    from kg.questions import ask_named
    from kg.store import Store

    groups = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    questions = [question for group in groups for question in group["questions"]]
    with TemporaryDirectory() as folder:
        build([str(files("kg") / "samples")], folder)
        with Store(folder, read_only=True) as store:
            labels = labels_of(store)
            ask(store, questions[0], today=TODAY, labels=labels)  # words, phrases and pinyin are read once
            hear(plain("who is Luo Hua?"), labels, TODAY)
            names = _milliseconds(lambda: labels_of(store))
            named = median(_milliseconds(lambda: ask_named(store, "who-spoke", {"event": "现场会"})) for _ in range(9))
            heard = [_milliseconds(partial(hear, plain(one), labels, TODAY)) for one in questions]
            whole = [_milliseconds(partial(ask, store, one, today=TODAY, labels=labels)) for one in questions]
    yield line(
        f"{len(questions)} questions", f"{median(whole):.0f} ms each, {quantiles(whole, n=20)[-1]:.0f} ms at p95"
    )
    yield line("of that, understanding", f"{median(heard):.1f} ms, {median(heard) / median(whole):.2f} x the whole")
    yield line("beside kg query who-spoke", f"{median(whole) / named:.2f} x its {named:.0f} ms")
    yield line("reading the names", f"{names:.0f} ms once a generation, {names / median(whole):.2f} x a question")


def _milliseconds(action: Callable[[], object]) -> float:
    start = process_time()
    action()
    return 1000 * (process_time() - start)
