"""A real browser for tests of pages, and what a page did in it that it should not."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page


@dataclass
class Opened:
    """A page in the browser, with what it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def texts(self, selector: str) -> list[str]:
        """What is seen of the elements."""
        return self.page.locator(selector).all_inner_texts()

    def refuse(self, dialog: Dialog) -> None:
        """Notes that a script asked something."""
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def watch(self) -> None:
        """Notes from now on what the page asks for and complains of."""
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self.refuse)

    def open(self, path: Path) -> None:
        """Opens a file, watching."""
        self.watch()
        self.page.goto(path.as_uri())


WEBGL = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")  # drawn by the processor


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """The browser, with more switches perhaps; without one on this machine the tests are skipped."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        pytest.skip("no Chromium on this machine; `make test` run by root installs Debian's, or install it yourself")
    from playwright.sync_api import sync_playwright

    switches = ["--no-sandbox", *(more or ("--disable-gpu",)), "--disable-background-networking"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=switches)
        yield opened
        opened.close()
