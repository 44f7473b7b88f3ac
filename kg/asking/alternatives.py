"""What “or” joins in a question: names of one kind are either of them anyway, and so are ways of taking part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.asking.named import Named
from kg.model import Kind
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.asking.heard import Heard
    from kg.asking.parts import Part

_EITHER: Final = "either"


def alternatives(heard: Heard) -> str:
    """Why what “or” joins cannot be asked for at once; empty where it can, and where there is no “or”."""
    for part in heard.parts:
        if part.says("narrows") != _EITHER:
            continue
        if heard.signs("together"):
            return f"“{part.text}” and “together” cannot both hold; ask about one of them"
        before, after = _beside(heard, part)
        if not _are_alike(before, after, heard):
            return (
                f"“{part.text}” is answered between two names of one kind, or two ways of taking part; "
                "ask two questions instead"
            )
    return ""


def _beside(heard: Heard, part: Part) -> tuple[Named | Part | None, Named | Part | None]:
    """What stands on either side of a part, but for words that say nothing."""
    told: list[Named | Part] = [*heard.names, *(one for one in heard.parts if one.does != "filler" and one is not part)]
    before = max((one for one in told if one.span.end <= part.span.start), key=lambda one: one.span, default=None)
    after = min((one for one in told if one.span.start >= part.span.end), key=lambda one: one.span, default=None)
    fillers = [one.span for one in heard.parts if one.does == "filler"]
    return (
        before if before and _is_empty(heard.text, Span(before.span.end, part.span.start), fillers) else None,
        after if after and _is_empty(heard.text, Span(part.span.end, after.span.start), fillers) else None,
    )


def _is_empty(text: str, between: Span, fillers: Sequence[Span]) -> bool:
    """Whether nothing but words that say nothing stands there."""
    return all(
        text[at].isspace() or any(start <= at < end for start, end in fillers)
        for at in range(between.start, between.end)
    )


def _are_alike(before: Named | Part | None, after: Named | Part | None, heard: Heard) -> bool:
    if isinstance(before, Named) and isinstance(after, Named):
        has_body = heard.has(Kind.ORGANIZATION)  # a second title would be one of any body
        return before.kind is after.kind and not (before.kind is Kind.TITLE and has_body)
    if before is None or after is None or isinstance(before, Named) or isinstance(after, Named):
        return False
    same = before.does == after.does == "happened" and before.says("fact") == after.says("fact")
    return same and bool(before.says("roles") and after.says("roles"))
