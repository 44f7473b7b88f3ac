"""Speed, printed: `make bench`. Ratios of one run carry over to other machines; seconds and megabytes do not.

Reads the five annotated articles of ../shared/corpus where they are beside the repository, else the sample articles.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from itertools import chain
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "corpus"
SIZE = 2_000_000  # bytes of text to read
NODES = 300
_MEGABYTE = 1_000_000


class Run(NamedTuple):
    """What a command took: seconds on the clock and of the processor, and megabytes of memory at its peak."""

    seconds: float
    processor: float
    memory: float


def articles() -> list[Path]:
    """The files that are read: the annotated articles, or else the samples."""
    folder = SHARED if SHARED.is_dir() else Path(str(files("kg") / "samples"))
    return sorted(folder.glob("*.txt"))


def run(*arguments: str) -> Run:
    """One run of `kg` in a process of its own."""
    start = perf_counter()
    child = subprocess.Popen([sys.executable, "-m", "kg.cli", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    taken = perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"kg {' '.join(arguments)} ended with status {child.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(taken, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / _MEGABYTE)


def line(what: str, figure: str) -> str:
    """One line of the print."""
    return f"{what:<26}{figure}\n"


def seconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    action()
    return perf_counter() - start


def reading(paths: list[Path]) -> Iterator[str]:
    """Articles to facts, against jieba cutting the same characters into words; both warm, in one process."""
    import jieba

    from kg.article import load
    from kg.pipeline import read_article

    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    size = sum(path.stat().st_size for path in paths)
    times = max(1, round(SIZE / size))

    def read_once() -> int:
        return sum(len(list(read_article(article).facts())) for path in paths for article in load(path))

    jieba.setLogLevel("WARNING")
    jieba.lcut(texts[0])
    read_once()
    ours = seconds(lambda: [read_once() for _ in range(times)])
    theirs = seconds(lambda: [jieba.lcut(text) for _ in range(times) for text in texts])
    megabytes = size * times / _MEGABYTE
    yield line("reading, file to facts", f"{ours / theirs:.1f} x the time of jieba.lcut on the same {megabytes:.1f} MB")
    yield line("", f"{megabytes / ours:.2f} MB/s on one core; jieba.lcut {megabytes / theirs:.2f} MB/s")


def starting(paths: list[Path]) -> Iterator[str]:
    """A build from a cold start, and the same again, where nothing has changed."""
    with TemporaryDirectory() as folder:
        arguments = ("build", *map(str, paths), "--store", f"{folder}/graph")
        first, again = run(*arguments), run(*arguments)
    many = f"kg build, {len(paths)} articles"
    cost = f"{first.processor:.2f} s of the processor, {first.memory:.0f} MB at the peak"
    yield line(many, f"{first.seconds:.2f} s from a cold start, {cost}")
    yield line("the same, unchanged", f"{again.seconds:.2f} s, {again.seconds / first.seconds:.2f} x the first build")
    yield line("kg --help", f"{median(run('--help').seconds for _ in range(5)):.2f} s, median of five")


def drawing() -> Iterator[str]:
    """A picture in the browser, from the address to the first drawing."""
    from kg.view import page_of
    from tests.test_view import make_graph

    page, report = page_of(make_graph(NODES))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "view.html"
        path.write_text(page, encoding="utf-8")
        taken = _first_drawn(path)
    shown = f"{taken:.2f} s to the first drawing in Chromium" if taken else "there is no Chromium here"
    yield line(f"view of {report.nodes} nodes", shown)


def _first_drawn(path: Path) -> float | None:
    """Seconds until the page is drawn, the median of three; None without a browser."""
    from shutil import which

    chromium = which("chromium") or which("chromium-browser") or which("google-chrome")
    if not chromium:
        return None
    from playwright.sync_api import sync_playwright

    def open_once() -> None:
        opened = browser.new_page(offline=True)
        opened.goto(path.as_uri())
        opened.wait_for_selector("body[data-drawn]")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        taken = median(seconds(open_once) for _ in range(3))
        browser.close()
    return taken


def main() -> None:
    """Prints the figures, each as soon as it is there."""
    paths = articles()
    version = sys.version.split()[0]
    sys.stdout.write(f"{len(paths)} articles of {paths[0].parent.name}, Python {version}, {os.cpu_count()} cores\n")
    for figure in chain(starting(paths), drawing(), reading(paths)):
        sys.stdout.write(figure)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
