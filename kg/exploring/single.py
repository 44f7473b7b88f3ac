"""The explorer with a whole graph in it: one HTML file that opens from the disk, without a network."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from kg.exploring.whole import MOST, whole
from kg.export.writing import write_page
from kg.model import KgError
from kg.view import hashed

if TYPE_CHECKING:
    from pathlib import Path

    from kg.exploring.records import Picture
    from kg.store import Store

_PAGE: Final = """<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>治理图谱 · Governance graph</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<div id="explorer"></div>
<noscript>这个页面需要 JavaScript。This page needs JavaScript.</noscript>
<script type="application/json" id="picture">{picture}</script>
<script type="module">{script}</script>
</body>
</html>
"""
_POLICY: Final = (
    "default-src 'none'; script-src {script}; style-src {style}; img-src data: blob:; base-uri 'none'; "
    "form-action 'none'"
)
_CLOSING: Final = re.compile(r"<(?=/script|!--)", re.IGNORECASE)
_ESCAPES: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


class AppReport(NamedTuple):
    """What a file shows: numbers of things, facts and articles; and its size in bytes."""

    things: int
    facts: int
    articles: int
    size: int


def write_app(store: Store, destination: Path, most: int = MOST) -> AppReport:
    """Write the explorer with the whole graph, or nothing.

    KgError where the graph has more than `most` things or the explorer was not built; StoreError where the file cannot
    be written.
    """
    picture = whole(store, most)
    page = page_of(picture)
    write_page(destination, page)
    return AppReport(len(picture.things), len(picture.facts), len(picture.articles), len(page.encode()))


def page_of(picture: Picture) -> str:
    """The file's text; equal pictures give equal files. What articles say stands in it as escaped JSON alone."""
    script, style = _CLOSING.sub(r"\\x3c", asset("explorer.js")), asset("explorer.css")
    return _PAGE.format(
        policy=_POLICY.format(script=hashed(script), style=hashed(style)),
        style=style,
        script=script,
        picture=msgspec.json.encode(picture).decode("utf-8").translate(_ESCAPES),
    )


@cache
def asset(name: str) -> str:
    """A file of the built explorer; KgError where it was not built."""
    file = files("kg") / "explorer" / "assets" / name
    if not file.is_file():
        raise KgError(
            "the explorer was not built; `make explorer` builds it in a checkout, `pip install .` with the package"
        )
    return file.read_text(encoding="utf-8")
