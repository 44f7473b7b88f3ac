"""What pieces of evidence weigh: shares counted among people of whom the truth is known."""

from __future__ import annotations

import pytest

from kg.weighing import shares


@pytest.mark.parametrize("people", ["same", "different"])
def test_every_share_is_one(people: str) -> None:
    assert all(0 < share < 1 for share in shares(people).values())
    assert sum(shares(people)[level] for level in ("county", "prefecture", "province")) < 1


def test_what_sightings_of_one_person_share_speaks_for_one() -> None:
    assert shares("same").keys() == shares("different").keys()
    for evidence, share in shares("same").items():
        assert share > shares("different")[evidence]


def test_the_nearer_the_more_it_tells() -> None:
    told = [shares("same")[level] / shares("different")[level] for level in ("county", "prefecture", "province")]
    assert told == sorted(told, reverse=True)
