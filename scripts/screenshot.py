"""Photographs the view of the sample for the README: exports/sample.html, with one event chosen, as docs/view.png.

    python scripts/screenshot.py [--page exports/sample.html] [--name 长春现场会] [-o docs/view.png]

Needs Chromium and a Chinese font; `make browser` installs Debian's where root may.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[1]
WIDTH, HEIGHT = 1360, 820
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--force-color-profile=srgb"]


def photograph(page: Path, name: str, destination: Path) -> None:
    """The page as somebody sees it who has searched for a name, as PNG. Raises SystemExit without a browser."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("There is no Chromium on this machine; install it, or run `make browser` as root on Debian.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        opened = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1.5, offline=True)
        opened.goto(page.resolve().as_uri())
        opened.wait_for_selector("body[data-drawn]")
        _choose(opened, name)
        destination.parent.mkdir(parents=True, exist_ok=True)
        opened.screenshot(path=destination)
        browser.close()


def _choose(page: Page, name: str) -> None:
    """Searches for a name, takes the first hit, and waits until the picture rests."""
    page.fill("#search", name)
    page.keyboard.press("Enter")
    page.fill("#search", "")
    page.locator("#search").blur()
    page.mouse.move(WIDTH - 4, 4)
    page.wait_for_timeout(1500)


def main() -> None:
    """Reads the arguments and takes the picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--page", type=Path, default=ROOT / "exports" / "sample.html")
    parser.add_argument("--name", default="长春现场会")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "docs" / "view.png")
    given = parser.parse_args()
    photograph(given.page, given.name, given.output)


if __name__ == "__main__":
    main()
