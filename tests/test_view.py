"""The picture: one page that opens without a network, shows what it should, and runs nothing that an article says."""

from __future__ import annotations

import errno
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from kg.model import Kind, Person, QueryError, StoreError
from kg.store import Store
from kg.view import LOOKS, embedded, page_of, view, wrapped
from tests.browsing import Opened, chromium
from tests.test_graph import at, reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

HOSTILE = "<script>alert(1)</script>王某"
IMAGE = "<img src=x onerror=alert(2)>"


def make_graph(size: int = 12) -> nx.MultiDiGraph[str]:
    """People who speak at one forum, its host, and things of the other kinds; the texts are as hostile as can be."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    kinds = [Kind.EVENT, Kind.ORGANIZATION, Kind.PLACE, Kind.INITIATIVE]
    for number in range(size):
        kind = kinds[number] if number < len(kinds) else Kind.PERSON
        label = HOSTILE if number == 4 else f"{LOOKS[kind].zh}{number}号"
        graph.add_node(f"urn:{number}", kind=kind.value, label=label, names=[], detail=[f"职务{number}"], facts=[])
    for number in range(1, size):
        role = "主旨演讲" if number == 4 else "出席"
        quote = f"第{number}人{IMAGE}\u2028出席论坛</script>"
        fact = {"topic": IMAGE, "quote": quote, "doc": "a", "article": f"题{IMAGE}", "rule": "a_rule"}
        graph.add_edge(f"urn:{number}", "urn:0", kind="participation", role=role, **fact)
    return graph


class Drawing(Opened):
    """The opened page of a graph."""

    def click_node(self, node: str) -> None:
        """Clicks where the node is drawn."""
        where = "id => kgView.network.canvasToDOM(kgView.network.getPosition(id))"
        point = self.page.evaluate(where, node)
        self.page.locator("#graph canvas").click(position=point)

    def opacities(self) -> dict[str, float]:
        dims: dict[str, float] = self.page.evaluate(
            "Object.fromEntries(kgView.nodes.get().map(node => [node.id, node.opacity ?? 1]))"
        )
        return dims


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def open_page(browser: Browser, path: Path) -> Drawing:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    opened = Drawing(context.new_page())
    opened.open(path)
    opened.page.wait_for_selector("body[data-drawn]")
    return opened


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Drawing]:
    path = tmp_path / "graph.html"
    path.write_text(page_of(make_graph())[0], encoding="utf-8")
    opened = open_page(browser, path)
    yield opened
    assert opened.complaints == []
    assert opened.requests == [path.as_uri()]
    opened.page.context.close()


def test_the_page_draws_the_graph_and_asks_for_nothing(opened: Drawing) -> None:
    colours = """() => {
        const canvas = document.querySelector('#graph canvas');
        const image = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(image.data.buffer)).size;
    }"""
    assert opened.page.evaluate(colours) > 20
    assert opened.texts(".counts") == ["12 个节点 · 11 条事实 · 1 篇文章"]
    assert opened.page.evaluate("kgView.network.physics.physicsEnabled") is False


def test_each_kind_has_a_colour_and_a_shape_of_its_own(opened: Drawing) -> None:
    assert [text.split()[0] for text in opened.texts("#legend label")] == ["人物", "机构", "地点", "活动", "举措"]
    assert opened.page.locator("#legend svg").count() == 5
    assert len({look.color for look in LOOKS.values()}) == len({look.shape for look in LOOKS.values()}) == 5


def test_edges_are_named_by_role(opened: Drawing) -> None:
    assert set(opened.page.evaluate("kgView.edges.get().map(edge => edge.label)")) == {"主旨演讲", "出席"}


def test_search_lists_hits_and_leads_to_the_node(opened: Drawing) -> None:
    opened.page.fill("#search", "职务7")
    assert opened.texts("#hits button") == ["人物7号"]
    opened.page.keyboard.press("Enter")
    assert opened.texts("#panel h2") == ["人物7号"]
    assert opened.page.evaluate("kgView.network.getSelectedNodes()") == ["urn:7"]
    opened.page.fill("#search", "没有此人")
    assert "没有这样的节点" in opened.texts("#hits")[0]


def test_a_kind_can_be_hidden_and_shown(opened: Drawing) -> None:
    hidden = "kgView.nodes.get().filter(node => node.hidden).length"
    opened.page.uncheck("#legend input[value=person]")
    assert opened.page.evaluate(hidden) == 8
    assert opened.page.evaluate("kgView.edges.get().filter(edge => edge.hidden).length") == 8
    opened.page.check("#legend input[value=person]")
    assert opened.page.evaluate(hidden) == 0


def test_a_click_highlights_the_neighbours_and_lists_the_facts(opened: Drawing) -> None:
    opened.click_node("urn:7")
    bright = {node for node, opacity in opened.opacities().items() if opacity == 1}
    assert bright == {"urn:7", "urn:0"}
    assert opened.texts("#panel h2") == ["人物7号"]
    assert opened.texts("#panel .role") == ["出席"]
    assert opened.texts("#panel .name") == ["活动0号"]
    assert "第7人" in opened.texts("#panel blockquote")[0]
    assert opened.texts("#panel cite") == [f"题{IMAGE} · 规则 a_rule"]
    opened.page.click("#panel .name")
    assert opened.texts("#panel h2") == ["活动0号"]
    assert set(opened.opacities().values()) == {1}
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#panel h2").count() == 0


def test_facts_are_told_posts_first_and_bylines_last(browser: Browser, tmp_path: Path) -> None:
    with Store(tmp_path / "graph") as store:
        store.add(reading())
        view(store, tmp_path / "graph.html")
    opened = open_page(browser, tmp_path / "graph.html")
    opened.page.fill("#search", "王明")
    opened.page.keyboard.press("Enter")
    assert opened.texts("#panel h3") == ["任职 · 1", "参与活动 · 1"]
    assert opened.texts("#panel .role") == ["原书记", "主旨演讲"]
    assert opened.texts("#panel .topic") == ["题目：小院议事"]
    opened.page.context.close()


def test_a_tooltip_shows_posts_sentence_and_article(opened: Drawing) -> None:
    box = opened.page.locator("#graph").bounding_box() or {"x": 0, "y": 0}
    where = "id => kgView.network.canvasToDOM(kgView.network.getPosition(id))"
    point = opened.page.evaluate(where, "urn:7")
    opened.page.mouse.move(box["x"] + point["x"] + 1, box["y"] + point["y"] + 1)
    tooltip = opened.page.locator(".vis-tooltip")
    tooltip.get_by_text("职务7").wait_for()
    assert "第7人" in tooltip.inner_text()
    assert f"——题{IMAGE}" in tooltip.inner_text()


def test_a_hostile_name_is_text_and_runs_nothing(opened: Drawing) -> None:
    opened.page.evaluate("kgView.select('urn:4', true)")
    assert opened.texts("#panel h2") == [HOSTILE]
    assert opened.page.locator("#panel script, #panel img, .vis-tooltip img").count() == 0
    opened.page.fill("#search", "<script>")
    assert opened.texts("#hits button") == [HOSTILE]
    opened.page.wait_for_timeout(200)


def test_injected_markup_would_not_run_either(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text(page_of(make_graph())[0], encoding="utf-8")
    opened = open_page(browser, path)
    opened.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\" onerror=\"window.ran = 1\">')"
    )
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.ran === undefined")
    assert any("Content Security Policy" in complaint for complaint in opened.complaints)
    opened.page.context.close()


def test_a_large_graph_keeps_the_best_connected_and_says_so(browser: Browser, tmp_path: Path) -> None:
    page, report = page_of(make_graph(1010))
    assert (report.nodes, report.left_out) == (1000, 10)
    path = tmp_path / "graph.html"
    path.write_text(page, encoding="utf-8")
    opened = open_page(browser, path)
    (message,) = opened.texts("#left-out")
    assert "略去 10 个" in message
    assert "kg view --around NAME --depth 1" in message
    assert opened.page.evaluate("kgView.nodes.length") == 1000
    assert opened.complaints == []
    opened.page.context.close()


def test_a_store_is_drawn_whole_or_around_a_name(tmp_path: Path) -> None:
    hostile = replace(reading(), persons=(*reading().persons, Person(HOSTILE, HOSTILE, (), (at("王明"),))))
    with Store(tmp_path / "graph") as store:
        store.add(hostile)
        whole = view(store, tmp_path / "out" / "whole.html")
        part = view(store, tmp_path / "part.html", around="李清")
        with pytest.raises(QueryError, match="李青"):
            view(store, tmp_path / "none.html", around="李青")
    assert (whole.nodes, part.nodes, whole.left_out) == (7, 2, 0)
    assert not (tmp_path / "none.html").exists()
    page = (tmp_path / "out" / "whole.html").read_text(encoding="utf-8")
    assert "alert(1)" in page
    assert "<script>alert" not in page


def test_equal_graphs_give_equal_pages() -> None:
    assert page_of(make_graph(60)) == page_of(make_graph(60))


def test_the_page_names_no_address_to_load_from() -> None:
    page, _ = page_of(make_graph())
    assert not re.findall(r"<(?:link|iframe|img|script[^>]*\ssrc)\b", page.partition("<script")[0])
    assert page.count("</script>") == 3
    assert "sourceMappingURL" not in page


def test_a_page_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Store(tmp_path / "graph") as store, pytest.raises(StoreError, match="cannot be written"):
        view(store, tmp_path / "file" / "graph.html")


def test_a_page_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "graph.html"
    file.write_text("old")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left")))
    with Store(tmp_path / "graph") as store, pytest.raises(StoreError, match="disk is full"):
        view(store, file)
    assert file.read_text() == "old"


def test_an_empty_graph_is_an_empty_page() -> None:
    _, report = page_of(nx.MultiDiGraph())
    assert report.nodes == 0


@pytest.mark.parametrize("hostile", ["</script>", "<!--", "&lt;", "\u2028", "\u2029"])
def test_no_text_can_leave_the_json(hostile: str) -> None:
    assert not set("<>&\u2028\u2029") & set(embedded({"name": hostile}))


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("王明", "王明"),
        ("石城县社会工作部", "石城县社会工作部"),
        ("石城县第三届基层治理论坛", "石城县第三届\n基层治理论坛"),
        ("第二届城乡社区治理创新发展论坛暨典型案例发布会", "第二届城乡社区治理\n创新发…案例发布会"),
    ],
)
def test_long_labels_keep_their_beginning_and_end(label: str, shown: str) -> None:
    assert wrapped(label) == shown
