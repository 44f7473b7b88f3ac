"""Pictures of the explorer for the README, of the sample articles: `python -m scripts.explorer_pictures`, in Chromium.

Each is taken as a person gets there: by a search, a click on a node, a click on what a fact rests on.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from kg.exploring.single import write_app
from kg.pipeline import build
from kg.store import Store
from tests.browsing import WEBGL, chromium
from tests.exploration import Explored, explore

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True}


def main() -> None:
    """Write docs/explorer-*.png."""
    with TemporaryDirectory() as name, chromium(*WEBGL) as browser:
        build([ROOT / "kg" / "samples"], Path(name) / "graph")
        with Store(Path(name) / "graph", read_only=True) as store:
            write_app(store, Path(name) / "graph.html")
        address = (Path(name) / "graph.html").as_uri()
        _take(browser, address, "event", color_scheme="light")
        _take(browser, address, "evidence", color_scheme="dark", locale="en-GB")
        _take(browser, address, "phone", **PHONE)


def _take(browser: Browser, address: str, picture: str, **settings: Any) -> None:
    opened: Explored = explore(browser, address, **settings)
    opened.find("ccg")
    if picture == "event":
        opened.page.locator(".fact .name").first.click()
        opened.page.wait_for_selector(".programme")
    elif picture == "evidence":
        opened.page.locator(".proof").first.click()
        opened.page.wait_for_selector("mark")
    opened.places()
    opened.page.screenshot(path=DOCS / f"explorer-{picture}.png")
    opened.page.context.close()


if __name__ == "__main__":
    main()
