"""Sites as the grammar has them, and the new areas and zones that are known by their own name (floor 1)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from kg.cues import Cued, either
from kg.lexicon import load
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Anchor(Struct, frozen=True):
    """Where a name of a division or site ends, and where the chain that it closes begins."""

    span: Span
    code: str | None
    is_bare: bool = False  # a short name by itself, which may be the name of a site: 武侯区玉林街道


class Site(Struct, frozen=True):
    """A named site: its span with the divisions right before it, its own name, the code of the division around it."""

    span: Span
    name: str  # without the divisions and sites before it
    within: str | None


@cache
def zones() -> tuple[str, ...]:
    """The new areas and zones that are known by their own name."""
    return tuple(load("places")["zones"])


@cache
def _zone_names() -> Cued:
    zones = load("places")["zones"]
    return Cued(either(zones), zones)


def zones_in(text: str, anchors: Mapping[int, Anchor]) -> Iterator[Site]:
    """The zones known by their own name, with the division right before them."""
    zones = load("places")["zones"]
    for match in _zone_names().finditer(text):
        anchor = anchors.get(match.start())
        start = anchor.span.start if anchor else match.start()
        yield Site(Span(start, match.end()), match.group(), zones[match.group()])
