"""The log of first contacts, the confidence made of it, and the page that shows both."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.confidence import Like
from kg.judgements import Judgement, append_judgements
from scripts.accuracy_log import SCORED, Count, read_log, write_log
from scripts.accuracy_page import PAGE, renewed
from scripts.calibrate import (
    TABLE,
    WEIGHTS,
    Outcome,
    best_weight,
    by_halves,
    judged,
    left_out,
    outcomes,
    shares,
    write_table,
)
from scripts.first_contact import SCORER, contact, merged, scorer
from tests.gold import SHARED, needs_shared

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTCOMES = st.lists(
    st.builds(
        lambda text, fact, rule, completed, right, wrong: Outcome(
            text, Like(fact, rule, completed), right, right + wrong
        ),
        st.sampled_from("甲乙丙"),
        st.sampled_from(["statement", "byline"]),
        st.sampled_from(["r", "s"]),
        st.sampled_from(["0", "1"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=12,
)


def count(fact: str, rule: str, right: int, found: int, contact: str = "first", text: str = "0a") -> Count:
    asked = None if rule else found
    return Count(4, contact, "2026-01-01", "", text, "论坛", fact, rule, "0" if rule else "", asked, right, found)


# Counting


@needs_shared
def test_every_scored_fact_leads_back_to_its_rules(tmp_path: Path) -> None:
    """On the five articles that the scorer comes with: what it found is what stands behind rules."""
    (tmp_path / "text").mkdir()
    (tmp_path / "gold").mkdir()
    lines = ["name,address,kind,date"]
    for gold in sorted((SHARED / "eval" / "gold").glob("*.yaml")):
        shutil.copy(gold, tmp_path / "gold")
        shutil.copy(SHARED / "corpus" / f"{gold.stem}.txt", tmp_path / "text")
        lines.append(f"{gold.stem},somewhere,论坛,2024")
    (tmp_path / "sources.csv").write_text("\n".join(lines), encoding="utf-8")
    counts = contact(tmp_path, 9, "near", "2026-01-01")
    assert len({one.text for one in counts}) == len(lines) - 1
    whole: Counter[tuple[str, str]] = Counter()
    ruled: Counter[tuple[str, str]] = Counter()
    for one in counts:
        (ruled if one.rule else whole).update({(one.text, one.fact): one.found})
        assert one.right <= one.found
        assert (one.asked is None) == bool(one.rule)
        assert one.address == ""
    judged_kinds = {*SCORED.values(), "person", "organization", "place", "event", "initiative", "topic", "spoke-at"}
    for key, found in whole.items():
        if key[1] in judged_kinds:
            assert ruled[key] >= found, key
    alone = {key for key in whole if key[1] in ("position", "statement", "jurisdiction", "author")}
    assert all(ruled[key] == whole[key] for key in alone)


def test_a_scorer_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"shared/eval/score\.py"):
        scorer(tmp_path / SCORER.name)


def test_the_log_comes_back_as_it_was_and_a_text_met_again_is_counted_anew(tmp_path: Path) -> None:
    old = [count("position", "", 1, 2), count("position", "r", 1, 2), count("position", "", 3, 4, "after")]
    write_log(old, tmp_path / "log.csv")
    assert read_log(tmp_path / "log.csv") == old
    fresh = [count("position", "", 2, 2)]
    assert merged(old, fresh) == [old[2], *fresh]
    assert read_log(tmp_path / "none.csv") == []


# Confidence


@given(OUTCOMES, st.sampled_from(WEIGHTS))
def test_a_share_lies_between_its_own_count_and_that_of_the_wider_group(found: list[Outcome], weight: float) -> None:
    table = shares(found, weight)
    for group, share in table.items():
        assert 0 < share.confidence < 1
        wider = next((table[one].confidence for one in group.wider()[1:] if one in table), 0.5)
        own = share.right / share.found if share.found else wider
        assert min(own, wider) - 1e-9 <= share.confidence <= max(own, wider) + 1e-9


@given(OUTCOMES, st.sampled_from(WEIGHTS))
def test_an_article_left_out_says_nothing_of_itself(found: list[Outcome], weight: float) -> None:
    told = [said for said, outcome in left_out(found, weight) if outcome.text == "甲"]
    others: Sequence[Outcome] = [one for one in found if one.text != "甲"]
    turned = [one._replace(right=one.found - one.right) for one in found if one.text == "甲"]
    assert told == [said for said, outcome in left_out([*turned, *others], weight) if outcome.text == "甲"]


def test_each_half_of_the_articles_is_foretold_by_the_other() -> None:
    group = Like("membership", "r", "0")
    found = [Outcome("0a", group, 9, 10), Outcome("0b", group, 1, 10), Outcome("0c", group, 9, 10)]
    even, odd = shares([found[0], found[2]], 4.0)[group], shares([found[1]], 4.0)[group]
    told = [(said, outcome.text) for said, outcome in by_halves(found, 4.0)]
    assert told == [(odd.confidence, "0a"), (odd.confidence, "0c"), (even.confidence, "0b")]


def test_only_first_contacts_count_and_rules_before_kinds() -> None:
    log = [
        count("position", "", 1, 2),
        count("position", "r", 1, 2),
        count("statement", "", 4, 5),
        count("position", "r", 9, 9, "after"),
        count("position", "", 9, 9, "near"),
        count("person", "r", 9, 9),
    ]
    expected = [Outcome("0a", Like("membership", "r", "0"), 1, 2), Outcome("0a", Like("statement", "", ""), 4, 5)]
    assert outcomes(log) == expected


def test_judgements_are_counted_too(tmp_path: Path) -> None:
    one = Judgement("right", "0.90", "statement", "甲 说", "a", "r", "0", "sha256:0", "0", "1")
    said = [one, one._replace(says="乙 说", judgement="wrong"), one._replace(says="丙 说", judgement="unsure")]
    append_judgements(tmp_path / "log.csv", said, "2026-01-01")
    assert [(found.right, found.found) for found in judged(tmp_path / "log.csv")] == [(1, 1), (0, 1)]


# What is in the repository


def test_the_confidence_of_the_package_is_that_of_the_log(tmp_path: Path) -> None:
    found = outcomes(read_log())
    write_table(shares(found, best_weight(found)), tmp_path / "table.csv")
    assert (tmp_path / "table.csv").read_text(encoding="utf-8") == TABLE.read_text(encoding="utf-8"), (
        "the log has changed: run `python -m scripts.calibrate`"
    )


def test_the_page_is_that_of_the_log() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert renewed(page, read_log()) == page, "the log has changed: run `python -m scripts.accuracy_page`"


def test_the_log_has_addresses_and_hashes_and_no_text() -> None:
    for one in read_log():
        assert one.address == "" or one.address.startswith("http")
        assert len(one.text) == 12
        assert set(one.text) <= set("0123456789abcdef")
        assert one.right <= one.found
        assert one.contact in ("first", "near", "after")


def test_a_page_that_asks_for_no_such_table() -> None:
    with pytest.raises(SystemExit, match="there are latest"):
        renewed("<!-- fame -->\n<!-- end of fame -->", [])
