"""The explorer, as a person uses it: in Chromium, out of a file that asks no network for anything."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.exploring.single import page_of, write_app
from kg.exploring.whole import whole
from kg.model import KgError, Status, StoreError
from kg.store import Store
from tests.bench_explorer import made_up
from tests.browsing import WEBGL, chromium
from tests.exploration import AUTUMN, FORUM, HOSTILE, SPRING, Explored, explore, readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

AXE = Path(__file__).resolve().parents[1] / "explorer" / "node_modules" / "axe-core" / "axe.min.js"
AROUND_WANG = ("王明", "石城县委", FORUM, AUTUMN)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("explorer") / "graph") as opened:
        for reading in readings():
            opened.add(reading)
        yield opened


@pytest.fixture(scope="module")
def file(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("file") / "graph.html"
    write_app(store, path)
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium(*WEBGL) as opened:
        yield opened


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Explored]:
    opened = explore(browser, file.as_uri())
    yield opened
    assert opened.complaints == []
    assert opened.requests == [file.as_uri()]
    opened.page.context.close()


def test_the_file_shows_everything_and_asks_for_nothing(opened: Explored) -> None:
    places = ("石城县", "赣州市", "江西省")
    opened.await_seen("王明", "李清", HOSTILE, "石城县委", *places, FORUM, AUTUMN)
    assert opened.texts(".welcome .counts li")[0].split() == ["3", "人物"]


@pytest.mark.parametrize("typed", ["wangming", "wm", "王明", "WANG ming", "wangm", "wang m"])
def test_a_person_is_found_by_pinyin_initials_and_characters(opened: Explored, typed: str) -> None:
    opened.find(typed)
    assert opened.texts("#page-title") == ["王明"]
    opened.await_seen(*AROUND_WANG)


@pytest.mark.parametrize(("typed", "found"), [("石城縣委", "石城县委"), ("治理論壇", FORUM), ("sczllt", FORUM)])
def test_traditional_characters_and_first_letters_find_what_is_written_in_simplified(
    opened: Explored, typed: str, found: str
) -> None:
    opened.find(typed)
    assert opened.texts("#page-title") == [found]


def test_search_is_used_by_keyboard_alone(opened: Explored) -> None:
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("论坛")
    opened.page.wait_for_selector("#hit-1")
    opened.page.keyboard.press("ArrowDown")
    assert opened.page.get_attribute("#search", "aria-activedescendant") == "hit-1"
    chosen = opened.texts("#hit-1 .label")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_selector("#page-title")
    assert opened.texts("#page-title") == chosen
    opened.page.keyboard.press("Escape")
    opened.page.fill("#search", "查无此人")
    opened.page.wait_for_selector("#hits .none")
    assert "查无此人" in opened.texts("#hits .none")[0]


def test_what_somebody_said_is_found_and_opens_the_sentence(opened: Explored) -> None:
    for typed in ("困难多", "總比困難"):
        opened.page.fill("#search", typed)
        opened.page.click("#hits .hit")
        assert opened.texts("mark") == ["办法总比困难多。"]


def test_a_click_unfolds_what_is_next_and_leaves_the_rest_in_place(opened: Explored) -> None:
    opened.find("wm")
    before = opened.places()
    opened.click(FORUM)
    opened.await_seen(*AROUND_WANG, "李清", "石城县")
    after = opened.places()
    assert {name: after[name] for name in before} == before
    assert opened.texts("#page-title") == [FORUM]


def test_an_event_tells_its_programme_with_posts_and_topics(opened: Explored) -> None:
    opened.find(FORUM)
    told = opened.texts(".programme li")
    assert [line.split()[0] for line in told] == ["主旨演讲", "出席"]
    assert "石城县委书记" in told[0]
    assert "《小院议事》" in told[0]
    assert "石城日报" in opened.texts(".article")[0]


def test_a_programme_prefers_the_post_that_somebody_has_and_marks_one_that_they_had(
    browser: Browser, tmp_path: Path
) -> None:
    spring = readings()[0]
    (post,) = spring.memberships
    had = replace(post, title="县长", status=Status.FORMER)
    for name, posts, told in (("had", (had,), "石城县委原县长"), ("both", (had, post), "石城县委书记")):
        with Store(tmp_path / name) as store:
            store.add(replace(spring, memberships=posts))
            write_app(store, tmp_path / f"{name}.html")
        opened = explore(browser, (tmp_path / f"{name}.html").as_uri())
        opened.find(FORUM)
        assert told in opened.texts(".programme li")[0]
        opened.page.context.close()


def test_a_body_and_a_place_tell_their_people_and_events(opened: Explored) -> None:
    opened.find("石城县委")
    assert "王明" in opened.texts(".posts li")[0]
    opened.find("scx")
    opened.page.get_by_role("heading", name="石城县", exact=True).wait_for()
    assert any(FORUM in line for line in opened.texts(".fact"))


def test_a_link_opens_the_sentence_with_the_right_characters_lit(opened: Explored) -> None:
    opened.find("wm")
    opened.click("王明", FORUM)
    opened.page.wait_for_selector("mark")
    assert opened.texts("mark") == ["王明作主旨演讲"]
    assert opened.page.locator(".evidence .text").inner_text() == SPRING
    assert opened.texts(".masthead h2") == ["石城论坛举行"]
    assert opened.texts(".masthead .source")[0].split() == ["石城日报", "2023-05-20", "原网页"]
    assert opened.texts(".rules code") == ["a_rule"]
    assert "言论" in opened.texts(".claims li")[-1]  # what else links the two


def test_evidence_names_the_other_sources(opened: Explored) -> None:
    opened.find("wm")
    opened.page.locator(".posts .proof").first.click()
    opened.page.wait_for_selector("mark")
    assert opened.texts(".evidence .part .count") == ["3 个独立来源"]
    first = opened.texts(".masthead h2")
    opened.page.click(".evidence .article .link")
    opened.page.wait_for_function("name => document.querySelector('.masthead h2')?.innerText !== name", arg=first[0])
    assert opened.texts("mark") == ["石城县委书记王明"]
    opened.page.keyboard.press("Escape")
    opened.page.wait_for_selector("#page-title")
    assert opened.texts("#page-title") == ["王明"]


def test_the_time_slider_leaves_out_what_was_before(opened: Explored) -> None:
    opened.find("wm")
    opened.await_seen(*AROUND_WANG)
    opened.page.locator("#from").fill("3")
    opened.await_seen("王明", "石城县委", AUTUMN)
    opened.page.click(".filters .clear")
    opened.await_seen(*AROUND_WANG)


def test_kinds_roles_provinces_and_sources_can_be_left_out(opened: Explored) -> None:
    opened.find("wm")
    opened.page.get_by_label("机构").first.uncheck()
    opened.await_seen("王明", FORUM, AUTUMN)
    opened.page.locator(".chip", has_text="致辞").click()
    opened.await_seen("王明", FORUM)
    opened.page.click(".filters .clear")
    opened.page.locator(".filters select").last.select_option("2")
    opened.await_seen("王明", "石城县委")
    opened.page.click(".filters .clear")
    opened.page.locator(".filters select").first.select_option("360000")
    opened.await_seen("王明", FORUM)


def test_what_is_hidden_comes_back_and_every_step_can_be_undone(opened: Explored) -> None:
    opened.find("wm")
    opened.click(AUTUMN)
    opened.await_seen(*AROUND_WANG, HOSTILE)
    opened.page.get_by_role("button", name="隐藏", exact=True).click()
    opened.await_seen("王明", "石城县委", FORUM)
    opened.page.get_by_role("button", name="全部显示").click()
    opened.await_seen(*AROUND_WANG)
    for expected in (("王明", "石城县委", FORUM), (*AROUND_WANG, HOSTILE), AROUND_WANG):
        opened.page.get_by_role("button", name="撤销").click()
        opened.await_seen(*expected)


def test_what_is_dragged_is_pinned_where_it_was_let_go(opened: Explored) -> None:
    opened.find("wm")
    start = opened.point(FORUM)
    box = opened.page.locator(".canvas").bounding_box() or {"x": 0.0, "y": 0.0}
    opened.page.mouse.move(box["x"] + start["x"], box["y"] + start["y"])
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + 200, box["y"] + 600, steps=4)
    opened.page.mouse.up()
    opened.page.wait_for_function("location.hash.includes('pin=')")
    there = opened.places()[FORUM]
    opened.click("石城县委")
    assert opened.places()[FORUM] == there


def test_every_view_has_a_link_that_leads_back_to_it(browser: Browser, opened: Explored) -> None:
    opened.find("wm")
    opened.click(FORUM)
    opened.page.locator("#to").fill("3")
    opened.page.locator(".programme .proof").first.click()
    opened.page.wait_for_selector("mark")
    again = explore(browser, opened.page.url)
    again.await_seen("王明", "石城县委", FORUM, "李清", "石城县")
    assert again.texts("mark") == opened.texts("mark")
    assert again.complaints == []
    again.page.context.close()
    opened.page.go_back()
    opened.page.wait_for_function("!document.querySelector('mark')")
    opened.page.go_forward()
    opened.page.wait_for_selector("mark")


def test_a_link_to_what_is_not_there_says_so(browser: Browser, file: Path) -> None:
    opened = explore(browser, f"{file.as_uri()}#thing=person/nobody&evidence=1,2,none")
    assert "There is no such thing" in opened.texts(".status")[0]
    assert "no such place" in opened.texts(".failed")[0]
    assert opened.complaints == []
    opened.page.context.close()


def test_it_speaks_chinese_and_english(opened: Explored) -> None:
    opened.find("wm")
    opened.page.get_by_role("button", name="English").click()
    opened.page.wait_for_selector("html[lang=en]")
    assert opened.texts(".part h3")[0].startswith("Posts")
    assert "keynote" in opened.texts(".fact .role")
    opened.page.get_by_role("button", name="中文").click()
    opened.page.wait_for_selector("html[lang=zh-Hans]")
    assert "主旨演讲" in opened.texts(".fact .role")


def test_it_follows_the_systems_theme_and_can_be_switched(browser: Browser, file: Path) -> None:
    opened = explore(browser, file.as_uri(), color_scheme="dark", locale="en-GB")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = opened.page.evaluate(ground)
    opened.page.wait_for_selector("html[data-theme=dark]")
    opened.page.get_by_role("button", name="Light or dark").click()
    opened.page.wait_for_selector("html[data-theme=light]")
    assert opened.page.evaluate(ground) != dark
    opened.page.context.close()


def test_a_hostile_name_is_text_everywhere(opened: Explored) -> None:
    opened.find("秋季")
    assert any(HOSTILE in line for line in opened.texts(".programme .told"))
    opened.click(AUTUMN, HOSTILE)
    opened.page.wait_for_selector("mark")
    assert opened.texts("mark") == [HOSTILE]
    assert opened.texts(".masthead h2") == [f"又一次{HOSTILE}"]
    assert opened.page.locator("#explorer img, .text script").count() == 0
    elements = set(re.findall(rb"<(\w+)", downloaded(opened, "下载 SVG")))
    assert elements == {b"svg", b"rect", b"g", b"line", b"text", b"path"}


def downloaded(opened: Explored, way: str) -> bytes:
    """The file that a way of saving gives."""
    opened.page.get_by_role("button", name="保存").click()
    with opened.page.expect_download() as download:
        opened.page.get_by_role("menuitem", name=way).click()
    return Path(download.value.path()).read_bytes()


def test_what_is_seen_can_be_saved(opened: Explored) -> None:
    opened.find("wm")
    opened.await_seen(*AROUND_WANG)
    rows = list(csv.DictReader(io.StringIO(downloaded(opened, "下载 CSV").decode("utf-8-sig"))))
    assert {(row["source"], row["role"], row["target"]) for row in rows} >= {
        ("王明", "书记", "石城县委"),
        ("王明", "主旨演讲", FORUM),
        ("王明", "致辞", AUTUMN),
    }
    assert {row["doc"] for row in rows} == {"spring", "other", "later"}
    assert "石城县委" in downloaded(opened, "下载 SVG").decode("utf-8")
    assert downloaded(opened, "下载 PNG").startswith(b"\x89PNG")


def test_the_list_has_what_the_picture_has(opened: Explored) -> None:
    opened.find("wm")
    opened.await_seen(*AROUND_WANG)
    opened.page.get_by_role("button", name="列表", exact=True).click()
    assert {line.split("\n")[0] for line in opened.texts(".list tbody th")} == set(AROUND_WANG)
    opened.page.get_by_role("button", name="主旨演讲 石城治理论坛: 依据").first.click()
    opened.page.wait_for_selector("mark")
    assert opened.texts("mark") == ["王明作主旨演讲"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "view", ["", "#thing=person/{}", "#thing=person/{}&view=list", "#thing=person/{}&evidence=6,14,spring"]
)
def test_nothing_keeps_anybody_out(browser: Browser, store: Store, file: Path, view: str, theme: str) -> None:
    from kg.graph import named

    wang = named(store, "王明")[0].rpartition("/")[2]
    opened = explore(
        browser, file.as_uri() + view.format(wang), color_scheme=theme, bypass_csp=True, reduced_motion="reduce"
    )
    opened.page.add_script_tag(path=AXE)
    found: Any = opened.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    faults = [
        (fault["id"], [node["html"] for node in fault["nodes"]][:3])
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
    assert faults == []
    opened.page.context.close()


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_it_fits_every_screen(browser: Browser, file: Path, width: int) -> None:
    opened = explore(browser, file.as_uri(), viewport={"width": width, "height": 800}, has_touch=width < 500)
    opened.find("wm")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = opened.page.evaluate(
        "['main', '.right'].map(one => document.querySelector(one).getBoundingClientRect().toJSON())"
    )
    assert all(box["width"] >= min(width, 300) and box["height"] >= 250 for box in boxes)
    opened.page.context.close()


def test_a_large_picture_is_moved_as_a_whole_and_not_asked_what_lies_where(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    path.write_text(page_of(made_up(3200)), encoding="utf-8")
    opened = explore(browser, path.as_uri())
    opened.page.evaluate("""() => {
        globalThis.asked = 0;
        const drawn = WebGL2RenderingContext.prototype;
        const { readPixels } = drawn;
        drawn.readPixels = function (...parts) { globalThis.asked += 1; return readPixels.apply(this, parts); };
    }""")
    before = opened.page.evaluate("explorer.renderer.getCamera().getState().x")
    start = opened.point("第1640号王某")
    box = opened.page.locator(".canvas").bounding_box() or {"x": 0.0, "y": 0.0}
    opened.page.mouse.move(box["x"] + start["x"], box["y"] + start["y"])
    opened.page.mouse.down()
    asked = opened.page.evaluate("asked")
    opened.page.mouse.move(box["x"] + start["x"] - 150, box["y"] + start["y"] + 20, steps=5)
    opened.page.mouse.up()
    assert 0 < asked <= opened.page.evaluate("asked") <= asked + 1  # at the first step, when all is drawn
    opened.places()
    assert opened.page.evaluate("explorer.renderer.getCamera().getState().x") > before
    assert "pin=" not in opened.page.url
    opened.click("第1640号王某")
    opened.page.wait_for_selector("#page-title")
    assert opened.complaints == []
    opened.page.context.close()


def test_equal_graphs_give_equal_files(store: Store) -> None:
    assert page_of(whole(store)) == page_of(whole(store))


def test_a_graph_that_is_too_large_is_refused_and_no_file_is_left(store: Store, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="kg serve"):
        write_app(store, tmp_path / "graph.html", most=3)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreError, match="-o"):
        write_app(store, Path("/dev/null/graph.html"))
