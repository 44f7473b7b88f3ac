"""What was done at an event, as its page tells it: launches, releases, signings of its day, and what they launched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.exploring import thing, whole
from kg.exploring.single import write_app
from kg.graph import named
from kg.model import (
    Event,
    EventType,
    Evidence,
    Initiative,
    InitiativeType,
    Involvement,
    Kind,
    OrganizationRole,
    Participation,
    PersonRole,
    Proposal,
)
from kg.rdf import BASE
from kg.serve.portraits import portrait
from kg.serve.site import Site
from kg.store import Store
from tests.browsing import WEBGL, chromium
from tests.exploration import explore
from tests.samples import proven, sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.exploring.records import Fact
    from kg.model import Reading

RAW = "某论坛开幕。某座谈会召开。王明、李芳揭牌。某网发布《某报告》。某网与某大学签约。另有《旧规划》。次日某评选启动。"
DATED = {
    "某论坛": (EventType.FORUM, "2024-06-01"),
    "某报告发布": (EventType.RELEASE, "2024-06-01"),
    "某签约": (EventType.SIGNING, "2024-06-01"),
    "某座谈会": (EventType.MEETING, "2024-06-01"),
    "某评选": (EventType.CAMPAIGN, "2024-06-02"),
    "某月启动": (EventType.LAUNCH, "2024-06"),
    "某无期启动": (EventType.LAUNCH, None),
}
MENTIONED = {
    "某报告发布": "发布《某报告》",
    "某签约": "签约",
    "某评选": "某评选启动",
    "某月启动": "启动",
    "某无期启动": "启动",
}


def proof(words: str, doc: str = "甲") -> Evidence:
    return proven(words, RAW, doc)


def a_day(doc: str = "甲") -> Reading:
    """A forum, a release and a signing of its day, a campaign of the next; who did what, and what was published."""
    people = {"王明": (("某网", "主任"),), "李芳": (("某大学", "校长"),)}
    told = sample(doc, people=people, raw=RAW)
    events = (
        Event(name, name, mentions=(proof(MENTIONED.get(name, name), doc),), type=type_, date=day)
        for name, (type_, day) in DATED.items()
    )
    published = proof("某网发布《某报告》", doc)
    return replace(
        told,
        events=tuple(events),
        initiatives=tuple(
            Initiative(name, name, mentions=(proof(name, doc),), type=InitiativeType.REPORT)
            for name in ("某报告", "旧规划")
        ),
        participations=(
            Participation("王明", "某论坛", PersonRole.LAUNCHER, proof("王明、李芳揭牌", doc)),
            Participation("李芳", "某论坛", PersonRole.ATTENDEE, proof("王明、李芳揭牌", doc)),
        ),
        involvements=(
            Involvement("某网", "某论坛", OrganizationRole.HOST, proof("某论坛开幕", doc)),
            Involvement("某大学", "某论坛", OrganizationRole.PARTY, proof("某网与某大学签约", doc)),
            Involvement("某网", "某报告发布", OrganizationRole.PUBLISHER, published),
        ),
        proposals=(
            Proposal("某报告", "某网", Kind.ORGANIZATION, proof("发布《某报告》", doc)),
            Proposal("旧规划", "某网", Kind.ORGANIZATION, proof("另有《旧规划》", doc)),
        ),
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("acts") / "graph") as opened:
        opened.add(a_day())
        opened.add(sample("乙", events={"某会议": "2024-06-01"}, raw="另一篇报道的某会议"))
        yield opened


def told(store: Store, event: str) -> list[tuple[str, str]]:
    """What was done at an event: who or what, and as what."""
    page = thing(store, named(store, event)[0])
    names = {one.iri: one.label for one in page.things}
    return sorted((names[fact.source], fact.role.partition("-")[2]) for fact in page.acts)


def test_a_forum_leads_to_what_was_launched_published_and_signed_on_its_day(store: Store) -> None:
    assert told(store, "某论坛") == sorted(
        [
            ("王明", "launcher"),
            ("某大学", "party"),
            ("某报告发布", "release"),
            ("某签约", "signing"),
            ("某报告", "publisher"),
        ]
    )


def test_a_release_tells_what_it_published_and_by_whom(store: Store) -> None:
    assert {("某网", "publisher"), ("某报告", "publisher"), ("某签约", "signing")} == set(told(store, "某报告发布"))


@pytest.mark.parametrize("event", ["某评选", "某月启动", "某无期启动", "某会议"])
def test_another_day_half_a_date_and_another_article_lead_nowhere(store: Store, event: str) -> None:
    assert told(store, event) == []


def test_what_was_done_rests_on_the_sentence_and_is_no_fact_of_the_graph(store: Store) -> None:
    page = thing(store, named(store, "某论坛")[0])
    words = {fact.source: [RAW[at.start : at.end] for at in fact.quotes] for fact in page.acts}
    assert all(words.values())
    assert words[named(store, "某报告")[0]] == ["发布《某报告》"]
    assert all(fact.kind != "act" for fact in page.facts)
    assert {fact.kind for fact in page.acts} == {"act", "participation", "involvement"}
    assert thing(store, named(store, "王明")[0]).acts == ()


def test_the_single_file_tells_the_same_acts(store: Store) -> None:
    picture = whole(store)
    assert all(fact.kind != "act" for fact in picture.facts)
    for one in picture.things:
        if one.kind is Kind.EVENT:
            own = thing(store, one.iri).acts
            assert _ends(own) == _ends(tuple(fact for fact in picture.acts if fact.target == one.iri))


def _ends(facts: tuple[Fact, ...]) -> set[tuple[str, ...]]:
    return {(fact.kind, fact.source, fact.target, fact.role) for fact in facts}


def test_the_explorer_shows_the_acts_each_with_its_sentence(store: Store, tmp_path: Path) -> None:
    write_app(store, tmp_path / "graph.html")
    with chromium(*WEBGL) as browser:
        opened = explore(browser, (tmp_path / "graph.html").as_uri())
        opened.find("某论坛")
        section = opened.page.locator("section.part", has=opened.page.get_by_role("heading", name="启动、发布、签约"))
        lines = section.locator("li").all_inner_texts()
        assert ["2024-06-01 发布" in line for line in lines if "某报告发布" in line] == [True]
        section.locator("li", has_text="某大学").locator("button.proof").click()
        opened.page.wait_for_selector("mark")
        assert opened.texts("mark") == ["某网与某大学签约"]
        assert opened.complaints == []


def test_a_served_page_lists_the_acts_with_their_sources(tmp_path: Path) -> None:
    with Store(tmp_path / "graph") as opened:
        opened.add(a_day())
        forum = named(opened, "某论坛")[0]
    site = Site(tmp_path / "graph", BASE)
    (acts,) = [one for one in portrait(site, forum, 0, 0).sections if one.heading.endswith("acts")]
    site.store().close()
    lines = {line.links[0].text: line for line in acts.lines}
    assert lines["某报告发布"].notes[0] == "发布 release"
    assert lines["某大学"].notes[0] == "签约方 party"
    assert all("start=" in line.evidence[0].address for line in acts.lines)


def test_the_same_act_in_two_articles_is_one_row(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Store(tmp_path_factory.mktemp("twice") / "graph") as opened:
        opened.add(a_day())
        once = told(opened, "某论坛")
        opened.add(a_day("丙"))
        assert told(opened, "某论坛") == once
