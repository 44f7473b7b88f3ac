"""Articles that are copies of one another: the same text but for a headline, a byline, a sentence more or less.

Texts are compared by the runs of four letters in them, cleaned and in Simplified script: two are copies where at least
`LEAST` of all their runs are in both (Jaccard). What may be a copy is found by MinHash (Broder 1997): articles that
share a band of signatures are candidates, and only those are compared.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

LEAST: Final = 0.65
_RUN: Final = 4
_FEWEST: Final = 60  # runs below which an article is too short to be anybody's copy
_BANDS: Final = 24  # with these, two texts that share 0.65 of their runs miss each other once in a hundred times,
_ROWS: Final = 4  # and two that share 0.3 meet once in five
_SEED: Final = 42


def runs(raw: str) -> frozenset[str]:
    """The runs of four letters of a raw text; none where it is too short to tell."""
    from kg.intake.cleaning import clean

    letters = "".join(filter(str.isalnum, clean(raw).text))
    found = frozenset(letters[at : at + _RUN] for at in range(len(letters) - _RUN + 1))
    return found if len(found) >= _FEWEST else frozenset()


def bands(found: AbstractSet[str]) -> list[int]:
    """Numbers of which near-identical texts share at least one, nearly always; others hardly ever."""
    from rensa import RMinHash

    if not found:
        return []
    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    sketch.update(list(found))
    digest = sketch.digest()
    return [_number(band, digest[band * _ROWS : (band + 1) * _ROWS]) for band in range(_BANDS)]


def _number(band: int, values: list[int]) -> int:
    """One number for a band's place and values, as SQLite keeps it."""
    text = f"{band}:{values}".encode("ascii")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big", signed=True)


def are_copies(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Whether two texts share so many of their runs."""
    shared = len(one & other)
    return shared > 0 and shared >= LEAST * (len(one) + len(other) - shared)
