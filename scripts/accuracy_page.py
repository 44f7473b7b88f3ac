"""Writes the tables of docs/accuracy.md from docs/first-contact.csv; the words around them are written by hand.

    python -m scripts.accuracy_page

Each table stands between `<!-- NAME -->` and `<!-- end of NAME -->`, and only that is written anew.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.judgements import wilson
from scripts.accuracy_log import ROOT, SCORED, read_log
from scripts.calibrate import best_weight, by_halves, outcomes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from scripts.accuracy_log import Count

PAGE = ROOT / "docs" / "accuracy.md"
LATEST: Final = 20  # first contacts that the mean is taken over
SHOWN: Final = {
    "person": "persons",
    "position": "posts",
    "participation": "roles at events",
    "statement": "statements",
    "all": "all kinds",
}
SERIES: Final = {
    1: (
        "First series, {date}, while the reader was being built",
        "Not quite a first contact: the output on the first thirteen articles had been looked at, and some of it "
        "mended, before the facts were counted.",
    ),
    2: (
        "Second series, {date}, after learning from the first",
        "Nearly a first contact: the rules for events and roles had been tried on these texts, without their "
        "annotations.",
    ),
}
OTHERWISE: Final = (
    "Series {number}, {date}, after learning from those before",
    "A first contact in full: nobody who wrote rules or words had seen these texts.",
)
BINS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
_BLOCK: Final = re.compile(r"(<!-- ([a-z-]+) -->\n).*?(<!-- end of \2 -->)", re.DOTALL)


def renewed(page: str, log: Sequence[Count]) -> str:
    """The page with the tables of now. Ends the program where it asks for a table that there is not."""

    def table(block: re.Match[str]) -> str:
        if block[2] not in TABLES:
            sys.exit(f"docs/accuracy.md asks for a table {block[2]}; there are {', '.join(TABLES)}")
        return f"{block[1]}\n" + "\n".join(TABLES[block[2]](log)) + f"\n\n{block[3]}"

    return _BLOCK.sub(table, page)


def series(log: Sequence[Count]) -> Iterator[str]:
    """Every series at its contact: the sums, then article by article."""
    met = [count for count in log if count.contact != "after" and not count.rule]
    for number in sorted({count.series for count in met}):
        own = [count for count in met if count.series == number]
        title, remark = SERIES.get(number, OTHERWISE)
        yield from (f"### {title.format(number=number, date=own[0].date)}", "", remark, "")
        yield from _sums(own)
        yield ""
        yield from _articles(own)
        yield ""


def latest(log: Sequence[Count]) -> Iterator[str]:
    """The mean F1 of the last first contacts."""
    met = [count for count in log if count.contact == "first" and count.fact == "all"][-LATEST:]
    scores = [_ratios(count.right, count.asked or 0, count.found)[2] for count in met]
    if scores:
        yield f"Mean F1 of the last {len(scores)} first contacts: **{sum(scores) / len(scores):.3f}**."


def rules(log: Sequence[Count]) -> Iterator[str]:
    """How often what each rule read was right: at first contact, and when it was read again."""
    kinds = {scored: kind for kind, scored in SCORED.items()}
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for count in log:
        if count.rule and count.fact in kinds and count.contact in ("first", "after"):
            key = (kinds[count.fact], count.rule, count.completed)
            counts[key].update({f"{count.contact} right": count.right, f"{count.contact} found": count.found})
    yield "| fact | rule | completed | right at first contact | read again, after learning |"
    yield "|---|---|---|---|---|"
    for (fact, rule, completed), told in sorted(counts.items()):
        first, after = (_share(told[f"{when} right"], told[f"{when} found"]) for when in ("first", "after"))
        yield f"| {fact} | `{rule}` | {'yes' if completed == '1' else 'no'} | {first} | {after} |"


def reliability(log: Sequence[Count]) -> Iterator[str]:
    """What was said of facts against what they were, each half of the articles by the shares of the other half."""
    found = outcomes(log)
    weight = best_weight(found)
    told = list(by_halves(found, weight))
    number = sum(outcome.found for _, outcome in told)
    gap = 0.0
    yield "| said | facts | said on average | right | 95 % interval |"
    yield "|---|---|---|---|---|"
    for low, high in pairwise(BINS):
        inside = [(said, outcome) for said, outcome in told if low <= said < high]
        facts, right = (sum(getattr(outcome, name) for _, outcome in inside) for name in ("found", "right"))
        if facts:
            said = sum(said * outcome.found for said, outcome in inside) / facts
            least, most = wilson(right, facts)
            gap += abs(said - right / facts) * facts / number
            interval = f"{least:.3f}–{most:.3f}"
            yield f"| {low:.2f}–{min(high, 1):.2f} | {facts} | {said:.3f} | {right / facts:.3f} | {interval} |"
    texts = len({outcome.text for outcome in found})
    yield ""
    yield f"{number} facts of {texts} articles. Mean distance between said and right: {gap:.3f}."


TABLES: Final[dict[str, Callable[[Sequence[Count]], Iterable[str]]]] = {
    "latest": latest,
    "series": series,
    "rules": rules,
    "reliability": reliability,
}


def _sums(counts: Sequence[Count]) -> Iterator[str]:
    whole = [count for count in counts if count.fact == "all"]
    mean = sum(_ratios(count.right, count.asked or 0, count.found)[2] for count in whole) / max(len(whole), 1)
    yield from (f"{len(whole)} articles; mean F1 {mean:.3f}.", "")
    yield "| | asked for | found | right | precision | recall | F1 |"
    yield "|---|---|---|---|---|---|---|"
    for fact, name in SHOWN.items():
        own = [count for count in counts if count.fact == fact]
        right, asked, found = (
            sum(getattr(count, field) or 0 for count in own) for field in ("right", "asked", "found")
        )
        precision, recall, f1 = _ratios(right, asked, found)
        yield f"| {name} | {asked} | {found} | {right} | {precision:.3f} | {recall:.3f} | {f1:.3f} |"


def _articles(counts: Sequence[Count]) -> Iterator[str]:
    yield "| address | text | kind | persons | posts | roles | statements | F1 |"
    yield "|---|---|---|---|---|---|---|---|"
    for text in dict.fromkeys(count.text for count in counts):
        own = {count.fact: count for count in counts if count.text == text}
        cells = [
            f"{one.right}/{one.asked}/{one.found}" if (one := own.get(fact)) else "0/0/0" for fact in list(SHOWN)[:-1]
        ]
        whole = own["all"]
        score = _ratios(whole.right, whole.asked or 0, whole.found)[2]
        address, kind = whole.address or "(address not known)", whole.article.replace("|", "/")
        yield f"| {address} | {text} | {kind} | {' | '.join(cells)} | {score:.2f} |"


def _share(right: int, found: int) -> str:
    return f"{right} of {found}" if found else "—"


def _ratios(right: int, asked: int, found: int) -> tuple[float, float, float]:
    """Precision, recall and F1 as the scorer has them."""
    precision, recall = right / found if found else 1.0, right / asked if asked else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> None:
    """Write the page."""
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), read_log()), encoding="utf-8")


if __name__ == "__main__":
    main()
