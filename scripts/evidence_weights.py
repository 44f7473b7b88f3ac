"""Writes kg/lexicon/evidence.csv: how often sightings of one person, and of two, have what in common.

    python identity_benchmark.py people --seed 20261128 --people 60000 --mentions 200000 -o people
    python -m scripts.evidence_weights people

The people are those of an identity benchmark in the format of `kg identity match`, with the truth about who is one
(mentions.jsonl, truth.csv). Pairs of two articles are drawn: of one person, and of two different ones.
"""

from __future__ import annotations

import csv
import random
import sys
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.divisions import Level
from kg.matching.mentions import records
from kg.matching.organizations import settings
from kg.matching.people import add_company
from kg.matching.sightings import sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.matching.mentions import Place, Record
    from kg.matching.sightings import Sighting

TARGET = Path(__file__).parent.parent / "kg" / "lexicon" / "evidence.csv"
PAIRS = 200_000
LEVELS = (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE)


def common(one: Sighting, other: Sighting, posts: tuple[set[object], set[object]]) -> Iterator[tuple[str, bool]]:
    """What two sightings both tell something of, and whether they have it in common."""
    if one.is_maker and other.is_maker:
        if one.papers and other.papers:
            yield "byline", bool(one.papers & other.papers)
        return
    if posts[0] and posts[1]:
        yield "post", bool(posts[0] & posts[1])
    if one.bodies and other.bodies:
        yield "organization", bool(one.bodies & other.bodies)
    if one.events and other.events:
        yield "event", bool(one.events & other.events)
    if one.companions and other.companions:
        yield "company", bool(one.companions & other.companions)
    left, right = one.regions | one.places, other.regions | other.places
    if left and right:
        shared = {line.periods[-1].level for line in left & right}
        nearest = next((level for level in LEVELS if level in shared), None)
        yield from ((level.value, level is nearest) for level in LEVELS)


def main(folder: Path) -> None:
    """Count pairs and write the table."""
    with (folder / "mentions.jsonl").open("rb") as file:
        given = list(records(file, "mentions.jsonl"))
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = {row["mention"]: row["entity"] for row in csv.DictReader(file)}
    articles: dict[Place, list[str]] = defaultdict(list)
    for record in given:
        articles[record.article] += [held.organization for held in record.posts or ()]
    where = settings(articles)
    sightings = [sighting(record, where[record.article]) for record in given]
    add_company(given, sightings)
    people: dict[str, list[int]] = defaultdict(list)
    for number, record in enumerate(given):
        people[truth[record.mention]].append(number)
    chance = random.Random(0)
    rows = []
    for same in (True, False):
        counts: Counter[tuple[str, bool]] = Counter()
        for one, other in islice(_pairs(given, truth, people, chance, same=same), PAIRS):
            if given[one].doc != given[other].doc:
                counts.update(common(sightings[one], sightings[other], (_posts(given[one]), _posts(given[other]))))
        rows += [("same" if same else "different", kind, counts[kind, True], counts[kind, True] + counts[kind, False])
                 for kind in sorted({kind for kind, _ in counts})]  # fmt: skip
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("people", "evidence", "shared", "pairs"), *rows])


def _posts(record: Record) -> set[object]:
    return {(held.organization, held.title) for held in record.posts or ()}


def _pairs(
    given: list[Record], truth: dict[str, str], people: dict[str, list[int]], chance: random.Random, *, same: bool
) -> Iterator[tuple[int, int]]:
    met = [numbers for numbers in people.values() if len(numbers) > 1]
    while True:
        if same:
            one, other = chance.sample(chance.choice(met), 2)
        else:
            one, other = chance.randrange(len(given)), chance.randrange(len(given))
            if truth[given[one].mention] == truth[given[other].mention]:
                continue
        yield one, other


if __name__ == "__main__":
    main(Path(sys.argv[1]))
