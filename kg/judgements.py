"""What people said of facts: right, wrong, or that one cannot tell; sheets to fill in, the log, and the precision.

    GRAPH.judgements.csv   the log beside the folder of a graph: a row a judgement, the last on a fact is the one that
                           counts; `python -m scripts.calibrate --judgements FILE` adds it to the counts of the rules

Cells that a spreadsheet would take for a formula begin with an apostrophe, in a sheet and in the log.
"""

from __future__ import annotations

import csv
import io
from math import sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.model import FACT_KINDS, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

RIGHT, WRONG, UNSURE = "right", "wrong", "unsure"
ANSWERS: Final = {
    **dict.fromkeys(("right", "r", "yes", "y", "对"), RIGHT),
    **dict.fromkeys(("wrong", "w", "no", "n", "错"), WRONG),
    **dict.fromkeys(("unsure", "u", "?", "不确定"), UNSURE),
}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # https://owasp.org/www-community/attacks/CSV_Injection
_Z: Final = 1.959964  # standard deviations around the mean that hold 95 % of a normal distribution


class Judgement(NamedTuple):
    """A fact, and what somebody said of it; nothing as long as nobody has. The first columns of a sheet."""

    judgement: str
    confidence: str
    fact: str  # a key of FACT_KINDS
    says: str  # the fact in words
    article: str
    rule: str
    completed: str  # 1 where something was taken from elsewhere in the article, else 0
    text: (
        str  # sha256: and the first twelve digits of the hash of the raw text, which no spreadsheet takes for a number
    )
    start: str  # in the raw text
    end: str
    date: str = ""  # of the judgement


class Precision(NamedTuple):
    """How many of the judged facts are right, and how many nobody could tell."""

    right: int
    judged: int
    unsure: int

    def __str__(self) -> str:
        unsure = f"; {self.unsure} unsure, not counted" if self.unsure else ""
        if not self.judged:
            return f"no fact was judged{unsure}"
        low, high = wilson(self.right, self.judged)
        share = f"precision {self.right / self.judged:.3f} (95 % interval {low:.3f}–{high:.3f})"
        return f"{self.right} of {self.judged} right: {share}{unsure}"


def wilson(right: int, judged: int) -> tuple[float, float]:
    """The 95 % interval of a proportion by E. B. Wilson, “Probable inference, the law of succession, and statistical
    inference”, Journal of the American Statistical Association 22 (1927), pp. 209–212; [0, 1] of no facts.
    """
    if not judged:
        return 0.0, 1.0
    share, square = right / judged, _Z**2
    middle = (share + square / (2 * judged)) / (1 + square / judged)
    half = _Z / (1 + square / judged) * sqrt(share * (1 - share) / judged + square / (4 * judged**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def precision(judgements: Iterable[Judgement]) -> Precision:
    """The share of right ones among those that were judged right or wrong."""
    said = [one.judgement for one in judgements]
    return Precision(said.count(RIGHT), said.count(RIGHT) + said.count(WRONG), said.count(UNSURE))


def log_beside(store: Path) -> Path:
    """Where the judgements on facts of a graph are kept."""
    return store.resolve().with_name(f"{store.resolve().name}.judgements.csv")


def append_judgements(path: Path, judgements: Sequence[Judgement], day: str) -> None:
    """Add what was said on a day to the log, but for what it says already; the log is made where it is missing.

    Raises StoreError where it cannot be written.
    """
    known = {one._replace(date="") for one in read_judgements(path)} if path.exists() else set()
    fresh = [one for one in judgements if one.judgement and one._replace(date="") not in known]
    try:
        is_new = not path.exists() or path.stat().st_size == 0
        with path.open("a", encoding="utf-8-sig" if is_new else "utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            if is_new:
                writer.writerow(Judgement._fields)
            writer.writerows([cell(value) for value in one._replace(date=day)] for one in fresh)
    except OSError as error:
        raise StoreError(f"{path} cannot be written ({error.strerror}); give the folder to write to") from error


def read_judgements(path: Path) -> list[Judgement]:
    """The judgements of a sheet or a log, the last one on each fact; rows without a judgement are left out.

    Raises StoreError with file, line and what was expected.
    """
    last: dict[tuple[str, ...], Judgement] = {}
    for place, row in _rows(path):
        fields = {name: uncelled(row.get(name) or "") for name in Judgement._fields}
        answer = fields["judgement"].strip().lower()
        if not answer:
            continue
        if answer not in ANSWERS:
            raise StoreError(f"{place}: “{answer[:20]}” is no judgement; write right, wrong or unsure")
        if fields["fact"] not in FACT_KINDS or fields["completed"] not in ("0", "1"):
            raise StoreError(f"{place}: the fact is not told; fill in the column judgement and leave the others alone")
        one = Judgement(**{**fields, "judgement": ANSWERS[answer]})
        last[one.article, one.text, one.fact, one.says, one.rule, one.start, one.end] = one
    return list(last.values())


def cell(text: str) -> str:
    """The text as no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def uncelled(text: str) -> str:
    """What `cell` was given."""
    return text[1:] if text.startswith("'") else text


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a table with their places, as spreadsheets save it: with commas, semicolons or tabs."""
    text = _text(path)
    header, _, _ = text.partition("\n")
    separator = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    if missing := set(Judgement._fields[:-1]) - set(reader.fieldnames or ()):
        raise StoreError(
            f"{path}, line 1: the columns {', '.join(sorted(missing))} are missing; is it one of `kg sample`?"
        )
    try:
        for row in reader:
            yield f"{path}, line {reader.line_num}", row
    except csv.Error as error:
        raise StoreError(f"{path}, line {reader.line_num}: {error}; save it as comma-separated values") from None


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise StoreError(f"{path} is no text in UTF-8 or GB18030; save it as comma-separated values in UTF-8")
