"""Speed, printed: `make bench`. Ratios of one run carry over to other machines; seconds and megabytes do not.

Reads the five annotated articles of ../shared/corpus where they are beside the repository, else the sample articles.
`python -m tests.bench export 5000000` measures exports alone: of a graph of so many quads, copies of exports/sample.nq.
`python -m tests.bench search 100000` measures full text in a store of so many made-up articles.
`python -m tests.bench asking` measures what a question costs.
`python -m tests.bench network` measures the algorithms alone.
`python -m tests.bench explorer` measures the explorer beside pyvis, and its expansions on a million quads.
`python -m tests.bench identity` measures one article more in a graph of 100,000, which takes minutes to fill.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache, partial
from importlib.resources import files
from itertools import chain
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from kg.divisions import Level, all_divisions
from tests.bench_asking import asking
from tests.bench_explorer import exploring
from tests.bench_network import networks
from tests.bench_reading import growing, line, reading
from tests.bench_search import searching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.divisions import Division
    from kg.model import Reading

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "corpus"
NODES = 300
ARTICLES = 100_000  # in a register
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


def run(*arguments: str, program: tuple[str, ...] = ("-m", "kg.cli")) -> Run:
    """One run of `kg`, or of another program in Python, in a process of its own."""
    start = perf_counter()
    child = subprocess.Popen([sys.executable, *program, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    taken = perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"kg {' '.join(arguments)} ended with status {child.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(taken, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / _MEGABYTE)


def seconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    action()
    return perf_counter() - start


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


def copies(quads: int, folder: Path) -> Path:
    """N-Quads of about so many quads: other articles and facts in each copy, people and events of fifty casts."""
    sample = (ROOT / "exports" / "sample.nq").read_bytes()
    file = folder / "copies.nq"
    with file.open("wb") as stream:
        for number in range(max(1, round(quads / sample.count(b"\n")))):
            part = re.sub(rb"/id/(person|event)/", rb"/id/\g<1>/%d-" % (number % 50), sample)
            part = part.replace(b'/identifier> "', b'/identifier> "%d-' % number)
            stream.write(re.sub(rb"/id/(article|[a-z]+/(?=[0-9a-f]{20}))", rb"/id/%d-\g<1>" % number, part))
    return file


DUMP: Final = """import sys, pyoxigraph
pyoxigraph.Store.read_only(sys.argv[1]).dump(sys.argv[2], getattr(pyoxigraph.RdfFormat, sys.argv[3]))"""


def exporting(quads: int) -> Iterator[str]:
    """Each RDF format against pyoxigraph's own dump of the same graph as N-Quads, made just before it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = copies(quads, folder)
        store = str(folder / "graph")
        yield line("import", _cost(run("import", str(file), "--store", store)))
        file.unlink()
        target = str(folder / "target")
        for to in ("nq", "trig", "nt", "ttl", "ttl12", "rdfxml", "jsonld"):
            own = run(f"{store}/quads", target, "N_QUADS", program=("-c", DUMP))
            taken = run("export", "--to", to, "-o", target, "--store", store)
            clock, processor = taken.seconds / own.seconds, taken.processor / own.processor
            told = f"{clock:.2f} x the time, {processor:.2f} x the processor of pyoxigraph's dump ({_cost(own)})"
            yield line(to, f"{told}: {_cost(taken)}")


def _cost(taken: Run) -> str:
    return f"{taken.seconds:.1f} s, {taken.processor:.1f} s of the processor, {taken.memory:.0f} MB"


def identifying() -> Iterator[str]:
    """Who is who, for one article more in a register of very many; without reading it and without its quads."""
    from kg.store import Store

    chance = Random(1)
    with TemporaryDirectory() as folder, Store(f"{folder}/graph") as store:

        def add(number: int) -> None:
            one = _made_up(number, chance)
            row = (one.doc, one.raw_hash, one.reader_hash, msgspec.json.encode(one))
            store._connection.execute(
                "INSERT INTO article (doc, raw_hash, reader_hash, reading) VALUES (?, ?, ?, ?)", row
            )
            store._identities.put(one)

        with store._connection:
            for number in range(ARTICLES):
                add(number)
        with store._connection:
            taken = sorted(seconds(partial(add, ARTICLES + number)) for number in range(200))
    worst, middle = 1000 * taken[-1], 1000 * median(taken)
    yield line(f"one article to {ARTICLES:,}", f"{middle:.1f} ms for who is who, {worst:.1f} ms at the worst of 200")


def _made_up(number: int, chance: Random) -> Reading:
    """A small reading: three of 2,000 names, bodies of 3,000 places, one of many meetings."""
    from tests.samples import sample

    surnames, given = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "明华建国丽芳伟敏静强"

    def name() -> str:
        return chance.choice(surnames) + "".join(chance.choices(given, k=2))

    county = chance.choice(_counties())
    place = county.name
    people = {name(): ((f"{place}{chance.choice(('民政局', '教育局', '委员会'))}", "局长"),) for _ in range(3)}
    meeting = f"{place}社区治理第{chance.randrange(20)}次座谈会"
    day = f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return sample(
        f"文{number}",
        people=people,
        events={meeting: day},
        at=dict.fromkeys(people, meeting),
        serves={body: county.code for held in people.values() for body, _ in held},
        publisher=f"{place}报",
    )


@cache
def _counties() -> list[Division]:
    """The counties of today, some 2,900."""
    return [one for one in all_divisions() if one.level is Level.COUNTY and one.last is None]


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


def everything() -> Iterator[str]:
    """The figures that are soon there."""
    paths = articles()
    version = sys.version.split()[0]
    yield f"{len(paths)} articles of {paths[0].parent.name}, Python {version}, {os.cpu_count()} cores\n"
    yield from chain(starting(paths), drawing(), reading(paths), growing(paths), networks(), asking())


def main() -> None:
    """Prints the figures, each as soon as it is there."""
    alone: dict[str, Callable[..., Iterator[str]]] = {
        "export": exporting,
        "search": searching,
        "asking": asking,
        "explorer": exploring,
        "network": networks,
        "identity": identifying,
    }
    what, sizes = sys.argv[1:2], map(int, sys.argv[2:3])
    for figure in alone[what[0]](*sizes) if what else everything():
        sys.stdout.write(figure)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
