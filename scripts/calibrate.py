"""Writes kg/lexicon/confidence.csv: how often facts read by each rule were right in articles met for the first time.

    python -m scripts.calibrate [--judgements FILE]

Counted are the first contacts of `docs/first-contact.csv` (never texts that the reader has learnt from, never examples
that must pass), and what people judged by `kg sample`, where FILE is the log that it keeps.

Few facts say little, so each share is drawn towards that of the wider group: with r right of n, and m the share of the
wider group, it is (r + w·m) / (n + w), the mean of a Beta distribution whose prior has the mean m and the weight of w
facts. This is the m-estimate of B. Cestnik, “Estimating probabilities: a crucial task in machine learning”, ECAI 1990,
pp. 147–149. Rules are drawn towards their kind of fact (with or without completions), kinds towards all facts, and
these towards one half. Of some weights the one is taken that best foretells articles left out, one at a time.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.confidence import COLUMNS, Like
from kg.judgements import RIGHT, WRONG, read_judgements
from scripts.accuracy_log import ROOT, SCORED, read_log

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from scripts.accuracy_log import Count

TABLE = ROOT / "kg" / "lexicon" / "confidence.csv"
WEIGHTS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)
HALF = 0.5


class Outcome(NamedTuple):
    """Facts of one article that are counted together, and how many of them are right."""

    text: str
    like: Like
    right: int
    found: int


class Share(NamedTuple):
    """A line of the table."""

    right: int
    found: int
    confidence: float


def outcomes(log: Iterable[Count]) -> list[Outcome]:
    """What first contacts say: by rule, or where rules were not told apart, by kind."""
    kinds = {scored: kind for kind, scored in SCORED.items()}
    rows = [count for count in log if count.contact == "first" and count.fact in kinds]
    ruled = {(count.text, count.fact) for count in rows if count.rule}
    return [
        Outcome(count.text, Like(kinds[count.fact], count.rule, count.completed), count.right, count.found)
        for count in rows
        if (count.rule or (count.text, count.fact) not in ruled) and count.found
    ]


def judged(path: Path) -> list[Outcome]:
    """What people said of facts that were shown to them; those that they were unsure of are left out."""
    return [
        Outcome(one.text, Like(one.fact, one.rule, one.completed), int(one.judgement == RIGHT), 1)
        for one in read_judgements(path)
        if one.judgement in (RIGHT, WRONG)
    ]


def shares(found: Iterable[Outcome], weight: float) -> dict[Like, Share]:
    """The share of each group that was counted, wider groups first; facts of any kind are always there."""
    counts: dict[Like, list[int]] = defaultdict(lambda: [0, 0])
    for outcome in found:
        for group in outcome.like.wider():
            counts[group][0] += outcome.right
            counts[group][1] += outcome.found
    table: dict[Like, Share] = {}
    for group in sorted({*counts, Like()}, key=lambda one: (len(one.wider()), one)):
        right, number = counts[group]
        wider = next((table[one].confidence for one in group.wider()[1:] if one in table), HALF)
        table[group] = Share(right, number, (right + weight * wider) / (number + weight))
    return table


def foretold(table: Mapping[Like, Share], group: Like) -> float:
    """The confidence that a fact of this group gets."""
    return next(table[one].confidence for one in group.wider() if one in table)


def left_out(found: Sequence[Outcome], weight: float) -> Iterator[tuple[float, Outcome]]:
    """What each article's facts would have been said to be worth by the other articles alone."""
    for text in dict.fromkeys(outcome.text for outcome in found):
        table = shares([outcome for outcome in found if outcome.text != text], weight)
        yield from ((foretold(table, outcome.like), outcome) for outcome in found if outcome.text == text)


def by_halves(found: Sequence[Outcome], weight: float) -> Iterator[tuple[float, Outcome]]:
    """What the facts of each half of the articles would have been said to be worth by the other half, parted by hash.

    Where one article is left out at a time, the share of its rules rises just where that article went wrong, so that
    the surest groups look worse than they are.
    """
    for half in (0, 1):
        table = shares([outcome for outcome in found if int(outcome.text, 16) % 2 != half], weight)
        yield from ((foretold(table, one.like), one) for one in found if int(one.text, 16) % 2 == half)


def surprise(found: Sequence[Outcome], weight: float) -> float:
    """The mean negative logarithm of what was said of facts that came out as they did: the smaller the better."""
    total = number = 0.0
    for said, outcome in left_out(found, weight):
        wrong = outcome.found - outcome.right
        total -= outcome.right * math.log(said) + wrong * math.log(1 - said)
        number += outcome.found
    return total / number if number else 0.0


def best_weight(found: Sequence[Outcome]) -> float:
    """The weight that foretells articles left out best; the smallest of equals."""
    return min(WEIGHTS, key=lambda weight: surprise(found, weight))


def write_table(table: Mapping[Like, Share], path: Path = TABLE) -> None:
    """Write the table, with two digits a share: never 0 or 1, for no count makes certain."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for group, share in sorted(table.items()):
            writer.writerow((*group, share.right, share.found, f"{min(max(share.confidence, 0.01), 0.99):.2f}"))


def main() -> None:
    """Write the table anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judgements", type=Path, metavar="FILE", help="the log of `kg sample`, to be counted too")
    options = parser.parse_args()
    found = outcomes(read_log()) + (judged(options.judgements) if options.judgements else [])
    weight = best_weight(found)
    write_table(shares(found, weight))
    facts = sum(outcome.found for outcome in found)
    texts = len({outcome.text for outcome in found})
    sys.stdout.write(f"{facts} facts of {texts} articles; weight of the wider group: {weight:g} facts\n")


if __name__ == "__main__":
    main()
