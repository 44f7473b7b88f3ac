"""Rulings on who is who: they win, they hang together, they can be taken back, and they outlive a rebuild."""

from __future__ import annotations

import random
import shutil
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import ledger
from kg.identity.rulings import Ruling, Verdict, entry_of, together
from kg.model import BylineRole, Kind, RulingError, StoreError
from kg.store import Store
from kg.store.folder import RULINGS
from tests.ruling import different, rule, same, take_back, thing
from tests.samples import sample
from tests.test_identity import CHAIR, HEAD, division, person, replacements, scribble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyoxigraph

    from kg.model import Reading

ALONE = [sample(doc, people={"王宁": ()}) for doc in "甲乙丙丁"]
HEADS = [sample(doc, people={"王宁": (HEAD,)}) for doc in "甲乙丙"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "graph") as opened:
        yield opened


def content(store: Store) -> list[str]:
    return sorted(map(str, store.dataset))


def filled(store: Store, *readings: Reading) -> Store:
    list(store.add_all(readings))
    return store


def afresh(store: Store, folder: Path, order: list[str] | None = None) -> Iterator[Store]:
    """A store built from scratch with the same articles and rulings."""
    folder.mkdir()
    if store.files[RULINGS].exists():
        shutil.copy(store.files[RULINGS], folder / RULINGS)
    with Store(folder) as rebuilt:
        list(rebuilt.add_all([store.reading(doc) for doc in order or store.docs()]))
        yield rebuilt


# What rulings do


def test_what_is_ruled_the_same_is_one_and_the_older_iri_stays(store: Store) -> None:
    filled(store, *ALONE)
    older, younger = person(store, "甲"), person(store, "乙")
    rule(store, same(thing("甲"), thing("乙")))
    assert person(store, "甲") == person(store, "乙") == older
    assert replacements(store) == {younger: older}
    assert person(store, "丙") != older


def test_what_is_ruled_the_same_is_the_same_all_of_it(store: Store) -> None:
    filled(store, *ALONE)
    rule(store, same(thing("甲"), thing("乙")), same(thing("丙"), thing("丁")), same(thing("丁"), thing("乙")))
    assert len({person(store, doc) for doc in "甲乙丙丁"}) == 1


def test_what_is_ruled_different_is_two_whatever_it_shares(store: Store) -> None:
    filled(store, *HEADS)
    kept = person(store, "甲")
    rule(store, different(thing("甲"), thing("乙")))
    assert person(store, "甲") != person(store, "乙")
    assert kept in {person(store, "甲"), person(store, "乙")}
    assert person(store, "丙") in {person(store, "甲"), person(store, "乙")}


def test_no_article_joins_what_is_ruled_different(store: Store) -> None:
    filled(store, sample("甲", people={"王宁": (HEAD,)}), sample("乙", people={"王宁": (CHAIR,)}))
    rule(store, different(thing("甲"), thing("乙")))
    store.add(sample("丙", people={"王宁": (HEAD, CHAIR)}))
    assert person(store, "甲") != person(store, "乙")
    assert person(store, "丙") in {person(store, "甲"), person(store, "乙")}


def test_no_chain_of_articles_joins_what_is_ruled_different(store: Store) -> None:
    far = ("湖州大学", "教授")
    filled(store, sample("甲", people={"王宁": (HEAD,)}), sample("乙", people={"王宁": (CHAIR,)}))
    rule(store, different(thing("甲"), thing("乙")))
    middle = sample("丙", people={"王宁": (far,)})
    filled(store, middle, sample("丁", people={"王宁": (HEAD, far)}), sample("戊", people={"王宁": (CHAIR, far)}))
    assert person(store, "甲") != person(store, "乙")


def test_a_ruling_wins_over_a_journalist_being_no_official(store: Store) -> None:
    maker = sample("甲", makers={"王宁": BylineRole.REPORTER}, publisher="湖州日报")
    filled(store, maker, sample("乙", people={"王宁": (HEAD,)}))
    rule(store, same(thing("甲"), thing("乙")))
    assert person(store, "甲") == person(store, "乙")


def test_two_of_one_article_can_be_ruled_one(store: Store) -> None:
    filled(store, sample("甲", people={"李洋": (HEAD,), "李洋#2": (CHAIR,)}))
    rule(store, same(thing("甲", "李洋"), thing("甲", "李洋#2")))
    assert len({iri for (kind, _), iri in store.iris("甲").items() if kind == Kind.PERSON}) == 1


def test_bodies_ruled_one_make_one_of_the_people_in_them(store: Store) -> None:
    bodies = {"甲": "湖州市民政局", "乙": "湖州民政"}
    filled(store, *(sample(doc, people={"王宁": ((body, "局长"),)}) for doc, body in bodies.items()))
    assert person(store, "甲") != person(store, "乙")
    ends = [thing(doc, body, Kind.ORGANIZATION) for doc, body in bodies.items()]
    rule(store, same(ends[0], ends[1]))
    assert person(store, "甲") == person(store, "乙")
    take_back(store, 0)
    assert person(store, "甲") != person(store, "乙")


def test_bodies_of_one_name_can_be_ruled_two(store: Store) -> None:
    filled(store, *HEADS)
    body = HEAD[0]
    rule(store, different(thing("甲", body, Kind.ORGANIZATION), thing("乙", body, Kind.ORGANIZATION)))
    assert store.iris("甲")[Kind.ORGANIZATION, body] != store.iris("乙")[Kind.ORGANIZATION, body]
    assert person(store, "甲") != person(store, "乙")


# Conflicts


def test_a_conflict_is_refused_with_its_chain(store: Store) -> None:
    filled(store, *ALONE)
    rule(store, same(thing("甲"), thing("乙")), same(thing("乙"), thing("丙")))
    before = content(store)
    with pytest.raises(RulingError, match=r"王宁@丙 = 王宁@乙 .*; 王宁@乙 = 王宁@甲 .*; but 王宁@丙 ≠ 王宁@甲"):
        rule(store, different(thing("丙"), thing("甲")))
    assert content(store) == before


def test_a_conflict_names_the_shortest_chain_only() -> None:
    given_rulings = [same(thing(a), thing(b)) for a, b in combinations("甲乙丙丁", 2)]
    with pytest.raises(RulingError) as error:
        together([*given_rulings, different(thing("甲"), thing("丁"))])
    assert "乙" not in str(error.value)


@pytest.mark.parametrize("ruling", [same(thing("甲"), thing("甲")), same(thing("甲"), thing("乙", "王宁", Kind.EVENT))])
def test_what_no_ruling_can_say_is_refused(ruling: Ruling) -> None:
    with pytest.raises(RulingError):
        together([ruling])


# Undo, rebuild, order


@pytest.mark.parametrize(
    ("readings", "ruling"),
    [
        (ALONE, same(thing("甲"), thing("丙"))),
        (HEADS, different(thing("甲"), thing("乙"))),
        (HEADS, different(thing("甲", HEAD[0], Kind.ORGANIZATION), thing("乙", HEAD[0], Kind.ORGANIZATION))),
    ],
)
def test_undo_restores_what_was_before(store: Store, readings: list[Reading], ruling: Ruling) -> None:
    before = content(filled(store, *readings))
    rule(store, ruling)
    assert content(store) != before
    take_back(store, 0)
    assert content(store) == before


def test_a_rebuild_with_the_same_rulings_is_the_same_graph(store: Store, tmp_path: Path) -> None:
    filled(store, *ALONE[:2], *(sample(f"文{n}", people={"王宁": (HEAD,)}) for n in range(4)))
    rule(store, same(thing("乙"), thing("甲")), different(thing("文1"), thing("文2")), same(thing("文2"), thing("甲")))
    for rebuilt in afresh(store, tmp_path / "afresh"):
        assert content(rebuilt) == content(store)


def test_rulings_hold_in_whatever_order_articles_come(store: Store, tmp_path: Path) -> None:
    filled(store, *ALONE, sample("戊", people={"王宁": (HEAD,)}), sample("己", people={"王宁": (HEAD,)}))
    rule(store, same(thing("甲"), thing("丙")), different(thing("戊"), thing("己")), same(thing("己"), thing("甲")))
    for rebuilt in afresh(store, tmp_path / "afresh", ["己", "丙", "戊", "丁", "乙", "甲"]):
        assert person(rebuilt, "甲") == person(rebuilt, "丙") == person(rebuilt, "己") != person(rebuilt, "戊")


def test_a_ruling_waits_for_its_articles(store: Store) -> None:
    filled(store, *ALONE)
    rule(store, same(thing("甲"), thing("乙")))
    kept = person(store, "甲")
    store.remove("乙")
    store.add(ALONE[1])
    assert person(store, "甲") == person(store, "乙") == kept


def test_a_thing_is_found_by_its_name_where_its_key_is_another(store: Store) -> None:
    filled(store, sample("甲", people={"王宁": (HEAD,)}), ALONE[1])
    rule(store, same(thing("甲", "王宁#2"), thing("乙")))
    assert person(store, "甲") == person(store, "乙")


def test_a_file_that_somebody_edits_holds_when_the_graph_is_next_written(tmp_path: Path) -> None:
    with Store(tmp_path / "graph") as store:
        filled(store, *ALONE)
        first, second = person(store, "甲"), person(store, "乙")
    assert first != second
    ledger.append(tmp_path / "graph" / RULINGS, entry_of(same(thing("甲"), thing("乙"))))
    with Store(tmp_path / "graph") as store:
        assert person(store, "乙") == first


def test_another_file_is_remembered_and_missed_where_it_is_gone(tmp_path: Path) -> None:
    elsewhere = tmp_path / "who.yaml"
    ledger.append(elsewhere, entry_of(same(thing("甲"), thing("乙"))))
    with Store(tmp_path / "graph", rulings=elsewhere) as store:
        filled(store, *ALONE)
    with Store(tmp_path / "graph") as store:
        assert person(store, "甲") == person(store, "乙")
    elsewhere.unlink()
    with pytest.raises(
        StoreError, match=r"who\.yaml.* is gone; put it back, or give another with `kg build PATHS --rulings"
    ):
        Store(tmp_path / "graph")
    with Store(tmp_path / "graph", read_only=True) as store:
        assert person(store, "甲") == person(store, "乙")


def test_a_ruling_rewrites_only_the_graphs_of_the_articles_it_touches(tmp_path: Path) -> None:
    with Watched(tmp_path / "graph") as store:
        filled(store, *ALONE, sample("戊", people={"王宁": (HEAD,)}), sample("己", people={"赵敏": ()}))
        store.written.clear()
        rule(store, same(thing("甲"), thing("丙")))
        assert store.written == ["丙"]


# Whatever happens


def wanted(rulings: list[Ruling], ruling: Ruling) -> bool:
    """Whether a ruling does not conflict with others."""
    try:
        together([*rulings, ruling])
    except RulingError:
        return False
    return True


def check_rulings(store: Store) -> None:
    """Every ruling holds whose articles are there."""
    docs = set(store.docs())
    for ruling in store.rulings.all:
        if {ruling.one.doc, ruling.other.doc} <= docs:
            is_one = person(store, ruling.one.doc) == person(store, ruling.other.doc)
            assert is_one is (ruling.verdict is Verdict.SAME), ruling


def scribble_rulings(store: Store, chance: random.Random) -> None:
    """Make or take back a ruling on the man of `scribble`."""
    rulings = list(store.rulings.all)
    if rulings and chance.random() < 0.3:
        take_back(store, chance.randrange(len(rulings)))
        return
    one, other = (thing(f"文{number}") for number in chance.sample(range(8), 2))
    ruling = chance.choice((same, different))(one, other)
    if wanted(rulings, ruling):
        rule(store, ruling)


class Watched(Store):
    """A store that remembers which graphs it wrote."""

    def __init__(self, folder: Path) -> None:
        self.written: list[str] = []
        super().__init__(folder)

    def _write(self, doc: str, content: list[pyoxigraph.Quad]) -> bool:
        has_changed = super()._write(doc, content)
        self.written += [doc] if has_changed else []
        return has_changed


def known(store: Store) -> dict[str, dict[tuple[Kind, str], str]]:
    """The IRI of everything, by article."""
    return {doc: dict(store.iris(doc)) for doc in store.docs()}


def check_step(store: Watched, before: dict[str, dict[tuple[Kind, str], str]]) -> None:
    """What a step changed: graphs only where IRIs changed, and where an article came no IRI but for a merge.

    Or but for a ruling that keeps apart what the article would join: then it may be one with the other from now on.
    """
    is_parted = any(ruling.verdict is Verdict.DIFFERENT for ruling in store.rulings.all)
    now, told = known(store), replacements(store)
    changed = {doc for doc in before.keys() & now.keys() if before[doc] != now[doc]}
    fresh = now.keys() - before.keys()
    assert len(set(store.written) - changed - fresh) <= 1  # the article that was replaced
    for doc in before if fresh else ():
        for (kind, key), iri in before[doc].items():
            assert now[doc][kind, key] in (iri, told.get(iri)) or (is_parted and kind == Kind.PERSON)
    assert told == dict(store.register.aliases())


def check_history(folder: Path, chance: random.Random, steps: int) -> None:
    """Rulings hold after every step of a random history, IRIs stay, and all is as if it were built afresh."""
    with Watched(folder / "graph") as store:
        for step in range(steps):
            before = known(store)
            store.written.clear()
            if chance.random() < 0.3:
                scribble_rulings(store, chance)
            else:
                scribble(store, chance, step)
            check_rulings(store)
            check_step(store, before)
        for rebuilt in afresh(store, folder / "afresh"):
            check_rulings(rebuilt)
            assert division(rebuilt) == division(store)
        order = chance.sample(store.docs(), len(store.docs()))
        for rebuilt in afresh(store, folder / "shuffled", order):
            check_rulings(rebuilt)
            assert division(rebuilt) == division(store)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=False), steps=st.integers(1, 14))
def test_rulings_hold_whatever_happens(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random, steps: int
) -> None:
    check_history(tmp_path_factory.mktemp("history"), chance, steps)


@pytest.mark.parametrize("seed", range(4))
def test_rulings_hold_whatever_comes_and_goes(tmp_path: Path, seed: int) -> None:
    check_history(tmp_path, random.Random(seed), steps=25)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200, 240))
def test_rulings_hold_whatever_comes_and_goes_for_long(tmp_path: Path, seed: int) -> None:
    check_history(tmp_path, random.Random(seed), steps=60)
