"""The text in which initiatives are read, and their bare names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Kind
from kg.shadow import Shadow
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Mention

_MARKS = "《》“”"


def open_shadow(text: str, mentions: Iterable[Mention]) -> Shadow:
    """The text with mentions folded, but what an event's name holds left open."""
    return Shadow(text, [mention for mention in mentions if mention.kind is not Kind.EVENT])


def bare_name(surface: str) -> str:
    """A name without the marks around it."""
    is_whole = surface[0] in _MARKS and surface[-1] in _MARKS and not set(surface[1:-1]) & set(_MARKS)
    return surface[1:-1] if is_whole or surface.startswith("《") else surface


def joined(one: Span, other: Span) -> Span:
    """The span from where the first of two begins to where the last ends."""
    return Span(min(one.start, other.start), max(one.end, other.end))
