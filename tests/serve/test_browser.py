"""The pages in a real browser: what the policy forbids is not needed, and a page of others cannot reach the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.serve.rendering import has_explorer
from tests.browsing import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.serve.running import Server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what it complains of."""
    complaints: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page, complaints
    page.close()


def test_the_start_needs_nothing_that_the_policy_forbids(server: Server, watched: tuple[Page, list[str]]) -> None:
    page, complaints = watched
    page.goto(server.url)
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first.wait_for()
    if has_explorer():
        page.get_by_text("罗华").first.wait_for()
    assert complaints == []


def test_one_gets_from_a_search_to_the_sentence(server: Server, watched: tuple[Page, list[str]]) -> None:
    page, complaints = watched
    page.goto(f"{server.url}/search?q=ccg")
    page.get_by_role("link", name="陈存根").click()
    page.get_by_role("link", name="党建引领城市基层治理").first.click()
    assert page.locator("mark").inner_text() in ("中国社会工作联合会会长", "中央国家机关工委原副书记")
    assert page.locator("mark").evaluate("mark => getComputedStyle(mark).backgroundColor") != "rgba(0, 0, 0, 0)"
    assert complaints == []


def test_a_query_is_asked_in_the_form(server: Server, watched: tuple[Page, list[str]]) -> None:
    page, complaints = watched
    page.goto(f"{server.url}/sparql")
    page.get_by_role("combobox").select_option("json")
    with page.expect_navigation():
        page.get_by_role("button", name="Run").click()
    assert "陈存根" in page.content()
    assert complaints == []
