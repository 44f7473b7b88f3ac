"""The log of first contacts, `docs/first-contact.csv`: counts, addresses and hashes, no text and no names.

One row an article, kind of fact and rule. A row without a rule counts all facts of its kind, and alone says how many
the annotation asks for; the kind `all` counts every kind that the scorer knows. `contact` says what the reader knew:

    first   nobody who wrote rules or words had seen the text
    near    some of what was found in it had been looked at before it was counted
    after   read again, after the reader had learnt from it: rules can be told apart, but no confidence comes of it
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / "docs" / "first-contact.csv"
CONTACTS = ("first", "near", "after")
# What the scorer calls the facts that the model has, by the names that the model has for them.
SCORED = {
    "byline": "author",
    "membership": "position",
    "jurisdiction": "jurisdiction",
    "participation": "participation",
    "involvement": "event-role",
    "statement": "statement",
    "proposal": "proposer",
    "recognition": "recognition",
}


class Count(NamedTuple):
    """A row of the log."""

    series: int
    contact: str
    date: str
    address: str
    text: str  # the first twelve digits of the SHA-256 of the text as UTF-8
    article: str  # what kind of article it is
    fact: str  # as the scorer calls it
    rule: str  # empty: all of this kind
    completed: str  # 1 where something was taken from elsewhere in the article, 0 where not, empty with an empty rule
    asked: int | None  # only where the rule is empty
    right: int
    found: int


def read_log(path: Path = LOG) -> list[Count]:
    """The rows of the log, in its order; none where there is no file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [
        Count._make((int(row[0]), *row[1:9], int(row[9]) if row[9] else None, int(row[10]), int(row[11])))
        for row in rows
    ]


def write_log(counts: Iterable[Count], path: Path = LOG) -> None:
    """Write all rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Count._fields)
        writer.writerows(counts)
