"""Which form of an answer a request wants, by its `Accept` header (RFC 9110, 12.5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class _Range:
    """A media range with its weight."""

    kind: str
    weight: float

    def rank(self, media: str) -> int:
        """How closely it names a media type: 3 exactly, 2 its main type, 1 as any, 0 not at all."""
        if self.kind == media:
            return 3
        if self.kind == "*/*":
            return 1
        return 2 if self.kind == f"{media.partition('/')[0]}/*" else 0


def preferred(accept: str, offered: Sequence[str], aliases: Mapping[str, str] | None = None) -> str:
    """The media type to answer with: the one with the greatest weight, of equal ones the first offered; or nothing.

    `aliases` are further names for what is offered, such as application/json for application/ld+json.
    """
    ranges = list(_ranges(accept)) or [_Range("*/*", 1.0)]
    weights = {media: _weight(ranges, media) for media in offered}
    for one in ranges:
        media = (aliases or {}).get(one.kind, "")
        if media in weights:
            weights[media] = max(weights[media], one.weight)
    best = max(weights.values(), default=0.0)
    return next((media for media in offered if weights[media] == best), "") if best > 0 else ""


def _weight(ranges: Sequence[_Range], media: str) -> float:
    """The weight of the range that names a media type most closely."""
    closest = max(ranges, key=lambda one: one.rank(media))
    return closest.weight if closest.rank(media) else 0.0


def _ranges(accept: str) -> Iterator[_Range]:
    for part in accept.split(","):
        kind, *parameters = (word.strip().lower() for word in part.split(";"))
        if kind:
            weights = [word.partition("=")[2].strip() for word in parameters if word.partition("=")[0].strip() == "q"]
            yield _Range(kind, _number(weights[0]) if weights else 1.0)


def _number(text: str) -> float:
    """A weight from 0 to 1; one that is no number counts as 1."""
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 1.0
