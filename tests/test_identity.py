"""Who is who, across articles: what merges, what never does, and that IRIs stay."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity import components, resolve
from kg.identity.marks import normal
from kg.model import BylineRole, Kind
from kg.rdf import quads
from kg.store import Store
from tests.gold import gold_readings, needs_shared
from tests.samples import sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.model import Reading

FORUM = "第三届湖畔社区治理论坛"
HEAD, SECRETARY = ("湖州市民政局", "局长"), ("湖州市民政局", "党组书记")
CHAIR = ("湖州市社会工作协会", "会长")
MEMBER, EDITOR = ("湖州市委", "委员"), ("湖州日报", "编辑")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "graph") as opened:
        yield opened


def iri(store: Store, doc: str, kind: Kind, key: str) -> str:
    return store.iris(doc)[kind, key]


def is_one(store: Store, readings: Sequence[Reading], kind: Kind, *keys: str) -> bool:
    """Whether the things of these keys, one an article, got one IRI."""
    for reading in readings:
        store.add(reading)
    return len({iri(store, reading.doc, kind, key) for reading, key in zip(readings, keys, strict=True)}) == 1


# Names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中共湖州市委", "湖州市委"),
        ("国家行政学院（筹）", "国家行政学院(筹)"),
        ("《湖畔》杂志社", "湖畔杂志社"),
        ("ＡＢＣ协会", "abc协会"),
        ("古丽·买买提", "古丽•买买提"),
    ],
)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert normal(one) == normal(other)


def test_the_central_committee_keeps_its_name() -> None:
    assert normal("中共中央组织部") == "中共中央组织部"


@given(st.text(min_size=1))
def test_no_name_vanishes(name: str) -> None:
    assert normal(name)


# People


@pytest.mark.parametrize(
    "readings",
    [
        [sample(doc, people={"王宁": (HEAD,)}) for doc in "甲乙"],
        [sample("甲", people={"王宁": (HEAD,)}), sample("乙", people={"王宁": (SECRETARY,)})],
        [sample(doc, people={"王宁": ()}, events={FORUM: "2023-05-06"}, at={"王宁": FORUM}) for doc in "甲乙"],
        [sample(doc, makers={"王宁": BylineRole.REPORTER}, publisher="湖州日报") for doc in "甲乙"],
    ],
    ids=["post", "organization", "event", "byline and publisher"],
)
def test_a_name_with_support_is_one_person(store: Store, readings: list[Reading]) -> None:
    assert is_one(store, readings, Kind.PERSON, "王宁", "王宁")


@pytest.mark.parametrize(
    "readings",
    [
        [sample(doc, people={"王宁": ()}) for doc in "甲乙"],
        [sample("甲", people={"王宁": (HEAD,)}), sample("乙", people={"王宁": (("衢州市民政局", "局长"),)})],
        [sample(doc, makers={"王宁": BylineRole.REPORTER}, publisher=f"{doc}州日报") for doc in "甲乙"],
        [sample(doc, makers={"王宁": BylineRole.REPORTER}) for doc in "甲乙"],
    ],
    ids=["name alone", "other organization", "other publisher", "no publisher"],
)
def test_a_name_alone_is_not(store: Store, readings: list[Reading]) -> None:
    assert not is_one(store, readings, Kind.PERSON, "王宁", "王宁")


def test_a_journalist_and_an_official_of_one_name_never_merge(store: Store) -> None:
    paper = ("湖州日报", "记者")
    maker = sample("甲", people={"王宁": (paper,)}, makers={"王宁": BylineRole.REPORTER}, publisher="湖州日报")
    assert not is_one(store, [maker, sample("乙", people={"王宁": (paper,)})], Kind.PERSON, "王宁", "王宁")


def test_two_of_one_name_in_an_article_stay_two(store: Store) -> None:
    both = sample("甲", people={"李洋": (MEMBER,), "李洋#2": (EDITOR,)})
    bridge = sample("乙", people={"李洋": (MEMBER,)})
    store.add(bridge)
    store.add(both)
    store.add(sample("丙", people={"李洋": (EDITOR,)}))
    assert iri(store, "甲", Kind.PERSON, "李洋") == iri(store, "乙", Kind.PERSON, "李洋")
    assert iri(store, "甲", Kind.PERSON, "李洋#2") == iri(store, "丙", Kind.PERSON, "李洋")
    assert iri(store, "甲", Kind.PERSON, "李洋") != iri(store, "甲", Kind.PERSON, "李洋#2")


# Organizations and events


def test_organizations_are_one_by_name_and_division(store: Store) -> None:
    beijing = sample("甲", serves={"朝阳区委": "110105"})
    changchun = sample("乙", serves={"朝阳区委": "220104"})
    again = sample("丙", serves={"中共朝阳区委": "220104"})
    for reading in (beijing, changchun, again):
        store.add(reading)
    assert iri(store, "甲", Kind.ORGANIZATION, "朝阳区委") != iri(store, "乙", Kind.ORGANIZATION, "朝阳区委")
    assert iri(store, "乙", Kind.ORGANIZATION, "朝阳区委") == iri(store, "丙", Kind.ORGANIZATION, "中共朝阳区委")


@pytest.mark.parametrize(
    ("name", "other", "code"),
    [
        ("中共安徽省委社会工作部", "安徽省委社工部", "340000"),
        ("安徽省合肥市民政局", "合肥市民政局", "340100"),
        ("合肥市人力资源和社会保障局", "合肥市人社局", "340100"),
        ("合肥市人民政府", "合肥市政府", "340100"),
        ("合肥市环境保护局", "合肥市生态环境局", "340100"),  # renamed by the reform of 2018
        ("中共中央组织部", "中组部", None),
        ("人民日报社", "人民日报", None),
    ],
)
def test_a_body_is_one_under_its_names(store: Store, name: str, other: str, code: str | None) -> None:
    readings = [
        sample(doc, serves={key: code} if code else None, people=None if code else {"王宁": ((key, "部长"),)})
        for doc, key in (("甲", name), ("乙", other))
    ]
    assert is_one(store, readings, Kind.ORGANIZATION, name, other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("合肥市委", "合肥市政府"),
        ("合肥市民政局", "合肥市民政局党组"),
        ("合肥市文化局", "合肥市文化和旅游局"),  # made of several by the reform of 2018
        ("合肥市民政局", "安徽省民政厅"),
    ],
)
def test_other_bodies_stay_others(store: Store, name: str, other: str) -> None:
    readings = [sample(doc, people={"王宁": ((key, "主任"),)}) for doc, key in (("甲", name), ("乙", other))]
    assert not is_one(store, readings, Kind.ORGANIZATION, name, other)


def test_a_body_that_nothing_settles_is_one_in_its_article_only(store: Store) -> None:
    readings = [sample(doc, people={"王宁": (("区民政局", "局长"),)}) for doc in "甲乙"]
    assert not is_one(store, readings, Kind.ORGANIZATION, "区民政局", "区民政局")


def test_a_body_goes_on_when_its_division_is_renamed(store: Store) -> None:
    county = sample("甲", serves={"新津县民政局": "510132"})
    assert is_one(
        store,
        [county, sample("乙", serves={"新津区民政局": "510118"})],
        Kind.ORGANIZATION,
        "新津县民政局",
        "新津区民政局",
    )


@pytest.mark.parametrize(
    ("name", "date", "other", "day", "expected"),
    [
        (FORUM, "2023-05-06", FORUM, "2023-05-06", True),
        (FORUM, "2023-05-06", FORUM, "2023", True),
        (FORUM, "2023-05-06", FORUM, None, True),
        (FORUM, "2023-05-06", FORUM, "2023-06-06", False),
        ("座谈会", "2023-05-06", "座谈会", "2023-05-06", False),
        ("湖州市志愿服务交流大会", "2023-05-06", "湖州市志愿服务交流大会", None, False),
        ("2023年社区治理经验交流会暨湖州现场会", "2023-05-06", "社区治理经验交流会", "2023-05-06", True),
        ("2023年社区治理经验交流会暨湖州现场会", "2023-05-06", "社区治理经验交流会", "2023-05-07", False),
    ],
)
def test_events_are_one_by_name_and_date(
    store: Store, name: str, date: str, other: str, day: str | None, expected: bool
) -> None:
    readings = [sample("甲", events={name: date}), sample("乙", events={other: day})]
    assert is_one(store, readings, Kind.EVENT, name, other) is expected


def test_a_common_name_needs_the_place_too(store: Store) -> None:
    readings = [sample(doc, events={"座谈会": "2023-05-06"}, code="330500") for doc in "甲乙"]
    assert is_one(store, readings, Kind.EVENT, "座谈会", "座谈会")


@needs_shared
def test_two_reports_of_one_meeting_have_one_event_and_each_panelist_once(store: Store) -> None:
    for reading in gold_readings():
        store.add(reading)
    long, short = (store.iris(reading.doc) for reading in (gold_readings()[1], gold_readings()[3]))
    shared_events = set(long.values()) & {thing for (kind, _), thing in short.items() if kind == Kind.EVENT}
    assert len(shared_events) == 1
    for key in ("陶建群", "毛寿龙", "马福云", "雷强", "庞德良"):
        assert long[Kind.PERSON, key] == short[Kind.PERSON, key]
    assert long[Kind.PERSON, "李洋"] != long[Kind.PERSON, "李洋#2"] == short[Kind.PERSON, "李洋"]


# IRIs in time


FIRST, SECOND = sample("甲", people={"王宁": (HEAD,)}), sample("乙", people={"王宁": (CHAIR,)})
BRIDGE = sample("丙", people={"王宁": (HEAD, CHAIR)})


def person(store: Store, doc: str) -> str:
    return iri(store, doc, Kind.PERSON, "王宁")


def replacements(store: Store) -> dict[str, str]:
    predicate = pyoxigraph.NamedNode("http://purl.org/dc/terms/isReplacedBy")
    found = store.dataset.quads_for_pattern(None, predicate, None, pyoxigraph.DefaultGraph())
    return {str(quad.subject)[1:-1]: str(quad.object)[1:-1] for quad in found}


def test_an_article_that_joins_two_merges_them_and_the_older_iri_stays(store: Store) -> None:
    store.add(FIRST)
    store.add(SECOND)
    older, younger = person(store, "甲"), person(store, "乙")
    assert older != younger
    store.add(BRIDGE)
    assert {person(store, doc) for doc in "甲乙丙"} == {older}
    assert replacements(store) == {younger: older}
    assert not store.query(f"ASK {{ GRAPH ?article {{ <{younger}> ?relation ?value }} }}")


def test_a_merge_ends_with_the_article_that_it_rests_on(store: Store) -> None:
    store.add(FIRST)
    store.add(SECOND)
    before = sorted(map(str, store.dataset))
    store.add(BRIDGE)
    store.remove("丙")
    assert sorted(map(str, store.dataset)) == before


def test_what_was_only_joined_by_an_article_parts_without_it(store: Store) -> None:
    for reading in (FIRST, BRIDGE, SECOND):
        store.add(reading)
    kept = person(store, "甲")
    assert person(store, "乙") == kept
    store.remove("丙")
    assert person(store, "甲") == kept != person(store, "乙")


def test_an_iri_stays_when_its_first_article_is_read_again_or_goes(store: Store) -> None:
    store.add(FIRST)
    store.add(sample("丁", people={"王宁": (HEAD,)}))
    kept = person(store, "甲")
    store.add(sample("甲", people={"王宁": (HEAD, SECRETARY)}))
    assert person(store, "甲") == kept
    store.remove("甲")
    assert person(store, "丁") == kept
    store.add(sample("甲", people={"王宁": (CHAIR,)}))
    assert person(store, "甲") != kept == person(store, "丁")


def test_people_hang_on_events_that_turn_out_to_be_one(store: Store) -> None:
    parts = {"甲": "社区治理经验交流大会", "乙": "湖州现场推进会议"}
    for doc, name in parts.items():
        store.add(sample(doc, people={"王宁": ()}, events={name: "2023-05-06"}, at={"王宁": name}, code="330500"))
    apart = {person(store, doc) for doc in parts}
    store.add(sample("丙", events={"社区治理经验交流大会暨湖州现场推进会议": "2023-05-06"}, code="330500"))
    assert len(apart) == 2
    assert len({person(store, doc) for doc in parts}) == 1
    store.remove("丙")
    assert {person(store, doc) for doc in parts} == apart


@pytest.mark.parametrize("order", list(permutations((FIRST, SECOND, BRIDGE))))
def test_who_is_one_does_not_hang_on_the_order_of_articles(store: Store, order: tuple[Reading, ...]) -> None:
    for reading in order:
        store.add(reading)
    assert len({person(store, doc) for doc in "甲乙丙"}) == 1


def test_every_decision_has_its_reason(store: Store) -> None:
    store.add(FIRST)
    store.add(sample("丁", people={"王宁": (HEAD,)}))
    reasons = {(decision.kind, decision.key): decision for decision in store.decisions("丁")}
    assert reasons[Kind.PERSON, "王宁"].rule == "same_name_and_post"
    assert any("局长" in mark for mark in reasons[Kind.PERSON, "王宁"].shared)
    assert {decision.rule for decision in store.decisions("甲")} == {"first_sight"}


def test_resolving_is_pure_and_iris_can_be_read() -> None:
    reading = sample("甲", people={"王宁": (HEAD,)}, serves={"湖州市委": "330500"})
    iris = resolve(reading).iris
    assert iris == resolve(reading).iris
    assert iris[Kind.ORGANIZATION, "湖州市委"].endswith("/organization/湖州市委-330500")
    assert "/person/王宁-" in iris[Kind.PERSON, "王宁"]


POSTS = (HEAD, CHAIR, ("湖州大学", "教授"))
MEETINGS = ("社区治理经验交流大会", "湖州现场推进会议", "社区治理经验交流大会暨湖州现场推进会议")


def scribble(store: Store, chance: random.Random, step: int) -> None:
    """Add, replace or remove one of eight articles about a man of changing posts at meetings that may be one."""
    doc = f"文{chance.randrange(8)}"
    if chance.random() < 0.2 and doc in store.docs():
        store.remove(doc)
        return
    posts, meeting = tuple(chance.sample(POSTS, chance.randrange(4))), chance.choice((*MEETINGS, None))
    at = {"王宁": meeting} if meeting and chance.random() < 0.7 else {}
    events = {meeting: "2023-05-06"} if meeting else {}
    store.add(sample(doc, people={"王宁": posts}, events=events, at=at, code="330500", raw=f"第{step}稿"))


def division(store: Store) -> set[frozenset[tuple[str, str]]]:
    """Which things are one, whatever their IRIs."""
    together: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for doc in store.docs():
        for (_, key), named in store.iris(doc).items():
            together[named].add((doc, key))
    return set(map(frozenset, together.values()))


def check_scribbled(folder: Path, seed: int, steps: int) -> None:
    chance = random.Random(seed)
    with Store(folder / "graph") as store:
        for step in range(steps):
            scribble(store, chance, step)
            derived = pyoxigraph.Store()
            for reading in store.readings():
                derived.extend(quads(reading, store.iris(reading.doc)))
            named = {str(quad) for quad in store.dataset if quad.graph_name != pyoxigraph.DefaultGraph()}
            assert named == set(map(str, derived))
            assert replacements(store) == dict(store.register.aliases())
        with Store(folder / "afresh") as afresh:
            list(afresh.add_all(list(store.readings())))
            assert division(store) == division(afresh)
        with Store(folder / "shuffled") as shuffled:
            list(shuffled.add_all(chance.sample(list(store.readings()), len(store.docs()))))
            assert division(store) == division(shuffled)


@pytest.mark.parametrize("seed", [7, 16, 19, 20])
def test_whatever_comes_and_goes_the_graph_is_that_of_a_fresh_build(tmp_path: Path, seed: int) -> None:
    check_scribbled(tmp_path, seed, steps=31)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 140))
def test_whatever_comes_and_goes_for_long(tmp_path: Path, seed: int) -> None:
    check_scribbled(tmp_path, seed, steps=60)


@given(st.dictionaries(st.text("abc", min_size=1), st.sets(st.text("xy", min_size=1), max_size=3)))
def test_components_divide_everything_and_share_no_mark(marks: dict[str, set[str]]) -> None:
    found = components(marks)
    assert sorted(name for group in found for name in group) == sorted(marks)
    borne = [set().union(*(marks[name] for name in group)) for group in found]
    assert sum(map(len, borne)) == len(set().union(*borne))
