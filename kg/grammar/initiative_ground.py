"""The text in which initiatives are read, and their bare names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kg.model import Kind
from kg.shadow import Shadow
from kg.text import Span

if TYPE_CHECKING:
    from kg.page import Page

_MARKS = "《》“”"


@lru_cache(maxsize=2)  # the readers of proposals and of recognitions ask for the same page
def open_shadow(page: Page) -> Shadow:
    """The text of a page with mentions folded, but what an event's name holds left open."""
    return Shadow(page.article.text, [mention for mention in page.mentions if mention.kind is not Kind.EVENT])


def bare_name(surface: str) -> str:
    """A name without the marks around it."""
    is_whole = surface[0] in _MARKS and surface[-1] in _MARKS and not set(surface[1:-1]) & set(_MARKS)
    return surface[1:-1] if is_whole or surface.startswith("《") else surface


def joined(one: Span, other: Span) -> Span:
    """The span from where the first of two begins to where the last ends."""
    return Span(min(one.start, other.start), max(one.end, other.end))
