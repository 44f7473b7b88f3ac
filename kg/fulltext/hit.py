"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.model import Kind

NAMED: Final = (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.EVENT, Kind.INITIATIVE)  # found by their names
STATEMENT, EVIDENCE, ARTICLE = WORDED = ("statement", "evidence", "article")  # found by their words
KINDS: Final = (*(kind.value for kind in NAMED), *WORDED)


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing, a statement, a sentence that facts rest on, or an article.

    `iri` is that of the thing, the statement, the first fact that rests on the sentence, or the article; `start` and
    `end` are code points of the raw text of `doc`, and of things empty. `score` falls from the first hit to the last:
    3 and more for a whole name, 2 for the beginning of one, 1 for a part of one, less for words of a text.
    """

    iri: str
    kind: str  # one of KINDS
    label: str  # the name; of a statement who said it; of evidence and articles the headline
    names: tuple[str, ...]  # other names
    snippet: str  # of a thing what tells it from its namesakes, else the words around what was found
    doc: str
    start: int
    end: int
    score: float
