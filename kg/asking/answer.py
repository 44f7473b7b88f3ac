"""What comes back: rows, the sentences that they rest on, the query behind them, and what was not understood."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quotation:
    """The sentence that a row rests on, in one article; `start` and `end` are of its raw text."""

    sentence: str
    doc: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an answer: a value for each column, and what it rests on."""

    values: tuple[str, ...]
    evidence: tuple[Quotation, ...]  # one for each article that is no copy of another, the most telling first
    sources: int  # articles that tell it, copies of one another counted as one; of two facts, those of the lesser
    things: tuple[str, ...] = ()  # the IRIs behind the row


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question, or why there is none.

    Where the question was not understood, `unknown` holds the words that were not, `nearest` questions that can be
    answered, and there is no query. `asked` are the columns that the question is about; they stand first.
    """

    question: str
    sparql: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    asked: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()  # how the question was taken, part by part
    notes: tuple[str, ...] = ()  # names that several things bear, and what else to know
    unknown: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()

    @property
    def is_understood(self) -> bool:
        """Whether there is a query for the question; its rows may be none."""
        return bool(self.sparql)
