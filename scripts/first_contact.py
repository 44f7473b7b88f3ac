"""Reads articles that nobody has looked at, holds every fact against its annotation, and counts per rule.

    python -m scripts.first_contact FOLDER --series 4 [--contact first|near|after]

FOLDER has `text/NAME.txt`, the annotation `gold/NAME.yaml` in the form of the scorer, and `sources.csv` with the
columns name, address, kind, date. The counts go to the end of `docs/first-contact.csv`, in place of those of the same
texts in the same series and contact, and `docs/accuracy.md` is written anew. The comparison is the scorer's own,
`../shared/eval/score.py`: what it pairs and what it calls spurious is watched while it scores.

A scored tuple is counted for every rule that read a fact behind it; a thing (person, event, …) for the rule of its
first mention. What the annotation calls optional counts neither way, as in the scorer.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from kg.pipeline import build
from kg.store import Store
from scripts import accuracy_page
from scripts.accuracy_log import CONTACTS, LOG, ROOT, Count, read_log, write_log
from scripts.scored_facts import Source, sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


SCORER = ROOT.parent / "shared" / "eval" / "score.py"
UNRULED = frozenset({"article", "event-date", "event-place", "event-theme"})  # what no single rule tells


class Judged(NamedTuple):
    """A scored tuple that counts, and whether it is right."""

    kind: str
    fact: Mapping[str, Any]
    is_right: bool


def scorer(path: Path = SCORER) -> Any:
    """The scorer as a module. Ends the program where it is not there."""
    spec = spec_from_file_location("score", path)
    if not path.is_file() or spec is None or spec.loader is None:
        sys.exit(f"{path.name} is not there; it belongs beside the repository, as ../shared/eval/score.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(score: Any, gold: Any, found: Any) -> tuple[dict[str, tuple[int, int, int]], list[Judged]]:
    """Right, asked for and found of each kind, and every tuple that the scorer counted as right or as spurious."""
    watched: dict[str, Any] = {}
    original = score.pair

    def pair(kind: str, left: Any, right: Any) -> Any:
        watched[kind] = original(kind, left, right)
        return watched[kind]

    score.pair = pair
    try:
        result = score.score_document(gold, found)
    finally:
        score.pair = original
    told = []
    for kind, (pairs, spurious) in watched.items():
        told += [Judged(kind, fact, True) for _, is_optional, fact in pairs if not is_optional]
        told += [Judged(kind, fact, False) for fact in spurious]
    return {kind: tuple(counts[:3]) for kind, counts in result.items()}, told


def per_rule(told: Iterable[Judged], found: Iterable[Source], events: Mapping[str, str]) -> Counter[tuple[str, ...]]:
    """How many tuples each rule told, by kind, rule, completed, and whether it is right.

    `events` are the annotation's ids of the events that were paired, by IRI. Ends the program where nothing is behind
    a tuple, for then the counts would be wrong.
    """
    behind: dict[Any, set[tuple[str, str]]] = defaultdict(set)
    for source in found:
        behind[_key(source.kind, source.fact, events)].add((source.rule, source.completed))
    counts: Counter[tuple[str, ...]] = Counter()
    for one in told:
        rules = behind.get(_key(one.kind, one.fact, {}), set())
        if not rules and one.kind not in UNRULED:
            sys.exit(f"nothing that was read stands behind a scored {one.kind}; scripts/scored_facts.py must be mended")
        counts.update((one.kind, *rule, "right" if one.is_right else "wrong") for rule in rules)
    return counts


def _key(kind: str, fact: Mapping[str, Any], events: Mapping[str, str]) -> Any:
    """A tuple of the scorer as something that can be looked up."""
    values = dict(fact)
    if kind == "event":
        return kind, values["id"]
    if "event" in values:
        values["event"] = events.get(values["event"], values["event"])
    return kind, tuple(sorted((k, frozenset(v) if isinstance(v, set) else v) for k, v in values.items()))


def counted(score: Any, store: Store, doc: str, gold: Any, found: Any) -> Iterator[tuple[Any, ...]]:
    """The last six fields of the rows of one article."""
    totals, told = judged(score, gold, found)
    reading = store.reading(doc)
    events = _paired_events(score, gold, found)
    rules = per_rule(told, sources(score, reading, store.iris(doc)), events)
    for kind, (right, asked, number) in totals.items():
        if asked or number:
            yield kind, "", "", asked, right, number
        for rule, completed in sorted({key[1:3] for key in rules if key[0] == kind}):
            well, badly = (rules[kind, rule, completed, end] for end in ("right", "wrong"))
            yield kind, rule, completed, None, well, well + badly
    whole = [sum(counts[at] for counts in totals.values()) for at in range(3)]
    yield "all", "", "", whole[1], whole[0], whole[2]


def _paired_events(score: Any, gold: Any, found: Any) -> dict[str, str]:
    """The annotation's id of each event that was found, by IRI."""
    asked = [(fact, bool(optional)) for kind, fact, optional in score.gold_facts(gold) if kind == "event"]
    pairs, _ = score.pair("event", asked, found.get("event", []))
    return {candidate["id"]: fact["id"] for fact, _, candidate in pairs}


def contact(folder: Path, series: int, kind: str, day: str) -> list[Count]:
    """The rows of all annotated articles of a folder, read now."""
    score = scorer()
    golds = {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((folder / "gold").glob("*.yaml"))
    }
    if not golds:
        sys.exit(f"{folder} has no gold/*.yaml; annotate the texts first")
    origins = _origins(folder / "sources.csv")
    counts = []
    with TemporaryDirectory() as temporary:
        report = build([folder / "text" / f"{name}.txt" for name in golds], Path(temporary) / "graph")
        if report.errors:
            sys.exit(f"{report.errors[0]}")
        with Store(Path(temporary) / "graph", read_only=True) as store:
            facts = score.graph_facts(store.dataset, ROOT / "ontology" / "queries")
            for name, gold in golds.items():
                reading = store.reading(name)
                address, article = origins.get(name, ("", ""))
                shown = address if address.startswith("http") else ""
                head = (series, kind, day, shown, reading.raw_hash[:12], article)
                rows = counted(score, store, name, gold, facts.get(name, {}))
                counts += [Count(*head, *row) for row in rows]
    return counts


def _origins(path: Path) -> dict[str, tuple[str, str]]:
    """Address and kind of each article, by name."""
    if not path.exists():
        sys.exit(f"{path} is missing; it says where each text comes from: name,address,kind,date")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["name"]: (row["address"].strip(), row["kind"].strip()) for row in csv.DictReader(file)}


def merged(log: Sequence[Count], fresh: Sequence[Count]) -> list[Count]:
    """The log with fresh rows at its end, in place of older ones of the same texts, series and contact."""
    replaced = {(count.series, count.contact, count.text) for count in fresh}
    return [count for count in log if (count.series, count.contact, count.text) not in replaced] + list(fresh)


def main() -> None:
    """Count a folder and write log and page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--series", type=int, required=True, help="the number of the series that the folder is")
    parser.add_argument("--contact", choices=CONTACTS, default="first")
    parser.add_argument("--date", default=date.today().isoformat(), help="the day of the contact")
    options = parser.parse_args()
    fresh = contact(options.folder, options.series, options.contact, options.date)
    write_log(merged(read_log(), fresh), LOG)
    accuracy_page.main()
    whole = [count for count in fresh if count.fact == "all"]
    right, asked, found = (sum(getattr(count, name) or 0 for count in whole) for name in ("right", "asked", "found"))
    sys.stdout.write(f"{len(whole)} articles: {right} right, {asked} asked for, {found} found\n")


if __name__ == "__main__":
    main()
