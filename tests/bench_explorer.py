"""The explorer beside pyvis in one Chromium, on the same graphs in the same places; and expansions on a large store.

pyvis as it comes, with positions given and physics off, and the page that `kg view` makes with it. All pages are opened
from the disk, without a network, and drawn by the processor. A page counts as drawn two frames after it says so. Times
are medians of some runs, taken in turn; a redraw is one picture in a frame of its own, as in panning.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from kg.exploring import neighbourhood
from kg.exploring.overview import provinces, words
from kg.exploring.records import Article, Fact, Picture, Quote, Thing
from kg.exploring.single import page_of
from kg.exploring.whole import scripts, sound
from kg.model import Kind
from tests.bench_reading import line
from tests.browsing import WEBGL

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx
    from playwright.sync_api import Browser, Page

_QUADS: Final = 1_000_000
_EXPANDED: Final = 60  # things, the best connected among them
_TEXT: Final = "会议听取了各社区开展工作的情况,与会人员围绕议题作了交流,并到现场察看。" * 40
_WATCH: Final = """
new MutationObserver((_, observer) => {
    if (!document.body?.dataset.drawn) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => { globalThis.drawnAt = performance.now(); }));
}).observe(document, {subtree: true, attributes: true, childList: true});
"""


def made_up(size: int) -> Picture:
    """A picture of so many things with twice as many facts, one article to twenty things, each in its place."""
    chance = Random(size)
    kinds = [Kind.PERSON] * 10 + [Kind.ORGANIZATION] * 5 + [Kind.EVENT] * 3 + [Kind.PLACE] + [Kind.INITIATIVE]
    width = int(size**0.5) + 1
    things = []
    for number in range(size):
        kind = kinds[number % len(kinds)]
        label = f"第{number}号{'王某' if kind is Kind.PERSON else '县社区治理经验交流会'}"
        x, y = (number % width) * 90 + chance.randrange(40), number // width * 90 + chance.randrange(40)
        date = f"20{10 + number % 15}-{1 + number % 12:02}" if kind is Kind.EVENT else ""
        things.append(Thing(f"urn:{number}", kind, label, date=date, sound=sound((label,)), x=x, y=y))
    events = [thing.iri for thing in things if thing.kind is Kind.EVENT]
    bodies = [thing.iri for thing in things if thing.kind is Kind.ORGANIZATION]
    people = [thing.iri for thing in things if thing.kind is Kind.PERSON]
    pairs = [(person, chance.choice(events), "participation", "participation-speech") for person in people * 3]
    pairs += [(person, chance.choice(bodies), "membership", "主任") for person in people]
    articles = tuple(
        Article(f"文{n}", f"第{n}次交流会举行", "某报", "2023-05-01", text=_TEXT) for n in range(size // 20)
    )
    facts = tuple(
        Fact(
            kind=kind,
            source=source,
            target=target,
            role=role,
            confidence=0.9,
            sources=1,
            quotes=(Quote(chance.choice(articles).doc, 100, 130, "a_rule", 0.9),),
        )
        for source, target, kind, role in dict.fromkeys(pairs)
    )
    counts = {kind.value: sum(thing.kind is kind for thing in things) for kind in list(Kind)[:5]}
    return Picture(
        counts, words(), provinces(), scripts(thing.label for thing in things), tuple(things), facts, articles
    )


def drawn_by_pyvis(picture: Picture) -> str:
    """The page that pyvis makes of the same things and facts, in the same places."""
    import networkx as nx

    from kg import view

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for thing in picture.things:
        graph.add_node(thing.iri, kind=thing.kind.value, label=thing.label, names=[], detail=[], facts=[])
    for fact in picture.facts:
        told = {"kind": fact.kind, "role": fact.role, "topic": None, "quote": _TEXT[:30], "rule": "a_rule"}
        graph.add_edge(fact.source, fact.target, **told, doc=fact.quotes[0].doc, article="交流会")
    places = {thing.iri: (thing.x, thing.y) for thing in picture.things}
    with patch.object(view, "positions", lambda _graph, _boxes: places):
        page, _ = view.page_of(graph, limit=len(picture.things))
    return page


_SAYS_SO: Final = (
    "<script>document.body.dataset.drawn = 'true';</script>"  # vis has put its first picture on the next frame
)


def drawn_by_plain_pyvis(picture: Picture) -> str:
    """The page that pyvis makes by itself, with positions given and physics off."""
    from pyvis.network import Network

    network = Network(height="800px", width="100%", directed=True, cdn_resources="in_line")
    network.toggle_physics(False)
    for thing in picture.things:
        network.add_node(thing.iri, label=thing.label, x=thing.x, y=thing.y)
    for source, target in dict.fromkeys((fact.source, fact.target) for fact in picture.facts):
        network.add_edge(source, target)
    page: str = network.generate_html()
    return page.replace("</body>", f"{_SAYS_SO}</body>")


def exploring() -> Iterator[str]:
    """Every figure, each as soon as it is there."""
    yield from _pages()
    yield from _expanding()


def _pages() -> Iterator[str]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        yield line("explorer", "there is no Chromium here")
        return
    from playwright.sync_api import sync_playwright

    size = len(page_of(made_up(5000)).encode())
    yield line("file of 5,000 things", f"{size / 1e6:.1f} MB, with 250 articles of {len(_TEXT):,} characters")
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", *WEBGL])
        yield from _drawing(browser, Path(folder))
        yield from _redrawing(browser, Path(folder))
        yield from _panning(browser, Path(folder))
        browser.close()


def _drawing(browser: Browser, folder: Path) -> Iterator[str]:
    pages = _written(folder, 2000)
    taken: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(5):
        for name, (path, _) in pages.items():
            page = _opened(browser, path)
            taken[name].append(page.evaluate("drawnAt"))
            page.context.close()
    times = {name: median(found) for name, found in taken.items()}
    told = "; ".join(
        f"{name} {taken_by:.0f} ms: {taken_by / times['explorer']:.1f} times as long"
        for name, taken_by in times.items()
        if name != "explorer"
    )
    yield line("2,000 things, first drawn", f"{times['explorer']:.0f} ms; {told}")


_REDRAW: Final = """async draw => {
    const picture = new Function('turn', draw);
    const times = [];
    for (let turn = 0; turn < 9; turn += 1) {
        await new Promise(frame => requestAnimationFrame(frame));
        const start = performance.now();
        picture(turn);
        times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[4];
}"""


def _redrawing(browser: Browser, folder: Path) -> Iterator[str]:
    times = {}
    for name, (path, redraw) in _written(folder, 10_000).items():
        page = _opened(browser, path, bypass_csp=True)
        times[name] = page.evaluate(_REDRAW, redraw)
        page.context.close()
    told = "; ".join(
        f"{name} {taken:.0f} ms: 1/{taken / times['explorer']:.0f}"
        for name, taken in times.items()
        if name != "explorer"
    )
    yield line("10,000 things, a redraw", f"{times['explorer']:.1f} ms of the main thread; {told}")


def _panning(browser: Browser, folder: Path) -> Iterator[str]:
    path = folder / "large.html"
    path.write_text(page_of(made_up(20_000)), encoding="utf-8")
    page = _opened(browser, path)
    page.evaluate("""() => {
        globalThis.gaps = [];
        globalThis.frames = 0;
        let last = performance.now();
        const tick = () => { const now = performance.now(); gaps.push(now - last); last = now; setTimeout(tick, 0); };
        const frame = () => { frames += 1; requestAnimationFrame(frame); };
        tick();
        frame();
    }""")
    page.mouse.move(640, 400)
    page.mouse.down()
    started = perf_counter()
    for step in range(60):
        page.mouse.move(640 - 5 * step, 400 + 2 * step)
    page.mouse.up()
    seconds = perf_counter() - started
    longest, frames = page.evaluate("[Math.max(...gaps), frames]")
    page.context.close()
    told = f"the main thread was never busy for more than {longest:.0f} ms; {frames / seconds:.0f} frames a second"
    yield line("20,000 things, panned", told)


def _written(folder: Path, size: int) -> dict[str, tuple[Path, str]]:
    """The pages, each with the script that moves its picture a little and draws it."""
    picture = made_up(size)
    pages = {
        "explorer": (
            page_of(picture),
            "explorer.renderer.getCamera().setState({x: 0.5 + turn / 100}); explorer.renderer.render()",
        ),
        "plain pyvis": (
            drawn_by_plain_pyvis(picture),
            "network.moveTo({offset: {x: turn, y: 0}, animation: false}); network.redraw()",
        ),
        "kg view": (
            drawn_by_pyvis(picture),
            "kgView.network.moveTo({offset: {x: turn, y: 0}, animation: false}); kgView.network.redraw()",
        ),
    }
    for name, (text, _) in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: (folder / f"{name}.html", redraw) for name, (_, redraw) in pages.items()}


def _opened(browser: Browser, path: Path, **settings: Any) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True, **settings).new_page()
    page.add_init_script(_WATCH)
    page.goto(path.as_uri())
    page.wait_for_function("() => globalThis.drawnAt", timeout=180_000)
    return page


def _expanding() -> Iterator[str]:
    """Expansions of the best connected people, bodies, places and events, and of others by chance."""
    from kg.store import Store
    from tests.bench import copies, run

    with TemporaryDirectory() as name:
        file = copies(_QUADS, Path(name))
        run("import", str(file), "--store", f"{name}/graph")
        file.unlink()
        with Store(f"{name}/graph", read_only=True) as store:
            things = _connected(store)
            chosen = [*things[: _EXPANDED // 2], *Random(1).sample(things, _EXPANDED // 2)]
            clock, processor = [], []
            for iri in chosen:
                start, worked = perf_counter(), process_time()
                neighbourhood(store, iri)
                clock.append(1000 * (perf_counter() - start))
                processor.append(1000 * (process_time() - worked))
    told = f"{median(clock):.0f} ms, at the worst {max(clock):.0f} ms"
    worked_for = f"of the processor {median(processor):.0f} and {max(processor):.0f} ms"
    yield line(f"an expansion, {_QUADS:,} quads", f"{told}; {worked_for}; {_EXPANDED} things, half of them the hubs")


def _connected(store: Any) -> list[str]:
    """Things, those with most facts first."""
    ontology = "https://w3id.org/governance-kg/ontology#"
    links = (
        f"<{ontology}agent>",
        f"<{ontology}event>",
        f"<{ontology}division>",
        "<http://www.w3.org/ns/org#organization>",
    )
    query = f"SELECT ?thing (COUNT(*) AS ?n) {{ ?fact {'|'.join(links)} ?thing }} GROUP BY ?thing ORDER BY DESC(?n)"
    return [solution["thing"].value for solution in store.query(query)]
