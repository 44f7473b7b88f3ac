"""Names of places that were misheard or translated back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import divisions, townships
from kg.repair import repaired_division, repaired_township, sounds_like

CHENGDU, JINNIU, BEIJING = "510100", "510106", "110000"


def test_a_division_that_is_nowhere_is_the_one_read_like_it() -> None:
    repair = repaired_division("庆阳区", CHENGDU, 2021)
    assert repair is not None
    assert (repair.written, repair.name, repair.code) == ("庆阳区", "青羊区", "510105")
    assert repair.reason == "no division is called 庆阳区, and 青羊区 of 成都市 is read like it"


@pytest.mark.parametrize(
    ("written", "around"),
    [
        ("青羊区", CHENGDU),  # it is there
        ("朝阳区", CHENGDU),  # it is elsewhere
        ("庆阳区", BEIJING),  # nothing there is read like it
        ("庆阳区", "999999"),  # no such code
        ("", CHENGDU),
    ],
)
def test_what_needs_no_repair_or_has_none_is_left(written: str, around: str) -> None:
    assert repaired_division(written, around, 2021) is None


def test_a_street_is_repaired_within_its_county() -> None:
    repair = repaired_township("英门口街", JINNIU)
    assert repair is not None
    assert (repair.name, repair.code) == ("营门口街道", "510106038")
    assert repaired_township("营门口街道", JINNIU) is None
    assert repaired_township("营门口街", JINNIU) is None  # a shorter form, not a wrong one
    assert repaired_township("英门口街", "510105") is None
    assert repaired_township("某社区", JINNIU) is None


@settings(deadline=None)  # the first one reads the tables
@given(st.sampled_from(townships.of_county(JINNIU)))
def test_a_true_name_is_never_repaired(township: townships.Township) -> None:
    assert repaired_township(township.name, township.county) is None
    assert township in townships.named(township.name)


@given(st.sampled_from(divisions.all_divisions()))
def test_a_name_does_not_sound_like_itself(division: divisions.Division) -> None:
    assert not sounds_like(division.name, division.name)
