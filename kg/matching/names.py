"""How rare a person's name is among those met, and in one province of them (floor 4).

The expected number of namesakes is what a shared name is worth: nearly nothing for 王伟, nearly all for a name that is
met once in a million. Shares of surname and given name are multiplied; a name met in many prefectures counts at least
as often as that. Frequencies of the records themselves are used, as in the term-frequency adjustment of Fellegi-Sunter
matchers (Winkler 1989; Splink does the same).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.matching.bodies import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

_FEWEST = 1e-7  # no name is rarer than that
_REPEATED = 0.6  # how many of the places where a name is met are other people's
_DOTS = re.compile(r"[·•・‧.\-]")


@cache
def letters(name: str) -> str:
    """A person's name without spaces and dots, in Simplified characters: what a spelling leaves unchanged."""
    return _DOTS.sub("", plain(name))


@cache
def parts(name: str) -> tuple[str, str]:
    """Surname and given name."""
    at = 2 if len(name) > 2 and name[:2] in _compound() else 1
    return name[:at], name[at:]


@cache
def _compound() -> frozenset[str]:
    words = (files("kg.lexicon") / "surnames.txt").read_text(encoding="utf-8").split()
    return frozenset(word for word in words if len(word) == 2)


@dataclass(slots=True)
class Namesakes:
    """Names with the regions where they are met, each pair once."""

    total: int = 0
    _surnames: Counter[str] = field(default_factory=Counter)
    _given: Counter[str] = field(default_factory=Counter)
    _names: Counter[str] = field(default_factory=Counter)

    def add(self, names: Iterable[str]) -> None:
        """Count names, each once for a region."""
        for name in names:
            surname, given = parts(name)
            self.total += 1
            self._surnames[surname] += 1
            self._given[given] += 1
            self._names[name] += 1

    def share(self, name: str) -> float:
        """The share of people who bear this name, in (0, 1]."""
        surname, given = parts(name)
        joint = self._surnames[surname] * self._given[given] / self.total**2 if self.total else 0.0
        met = (self._names[name] - 1) / self.total * _REPEATED if self.total else 0.0
        return max(joint, met, _FEWEST)
