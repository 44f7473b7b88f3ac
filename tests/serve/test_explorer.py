"""The explorer with a server behind it: the same steps as out of a file, and nobody else is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.store import Store
from tests.browsing import WEBGL, chromium
from tests.exploration import AUTUMN, FORUM, HOSTILE, SPRING, explore, readings
from tests.serve.running import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.serve.running import Server


@pytest.fixture(scope="module")
def forums(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for the two forums."""
    folder = tmp_path_factory.mktemp("forums") / "graph"
    with Store(folder) as store:
        for reading in readings():
            store.add(reading)
    with served(folder) as running:
        yield running


def test_one_gets_from_pinyin_to_the_sentence_and_back(forums: Server) -> None:
    with chromium(*WEBGL) as browser:
        opened = explore(browser, f"{forums.url}/")
        opened.find("wangming")
        opened.await_seen("王明", "石城县委", FORUM, AUTUMN)
        opened.click(AUTUMN)
        opened.await_seen("王明", "石城县委", FORUM, AUTUMN, HOSTILE)
        opened.page.locator("#to").fill("4")
        opened.await_seen("王明", "石城县委", FORUM, AUTUMN)  # what was unfolded stays
        opened.page.click(".filters .clear")
        opened.click("王明", FORUM)
        opened.page.wait_for_selector("mark")
        assert opened.texts("mark") == ["王明作主旨演讲"]
        assert opened.page.locator(".evidence .text").inner_text() == SPRING
        opened.page.get_by_role("button", name="English").click()
        opened.page.wait_for_selector("html[lang=en]")
        assert opened.texts(".rules")[0].split() == ["Rule", "a_rule"]
        again = explore(browser, opened.page.url)
        again.page.wait_for_selector("mark")
        assert again.texts("mark") == opened.texts("mark")
        again.await_seen("王明", "石城县委", FORUM, AUTUMN, HOSTILE)
        assert opened.complaints == again.complaints == []
        assert all(asked.startswith((f"{forums.url}/", "data:")) for asked in (*opened.requests, *again.requests))
