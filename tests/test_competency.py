"""What the graph can answer: each question with a sample of articles, and the answer that it must give."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import pytest

from kg.model import (
    Byline,
    BylineRole,
    Event,
    EventType,
    Evidence,
    Initiative,
    InitiativeType,
    Involvement,
    Jurisdiction,
    Kind,
    Membership,
    Organization,
    OrganizationRole,
    Participation,
    Person,
    PersonRole,
    Place,
    Proposal,
    Reading,
    Recognition,
    Statement,
    Status,
)
from kg.questions import ask_named, load_question, names
from kg.store import Store
from tests.samples import proven

if TYPE_CHECKING:
    from collections.abc import Iterator

CURRENT, FORMER, DESIGNATED = Status.CURRENT, Status.FORMER, Status.DESIGNATED
# Invented articles: what they say is told in full below them.
TEXTS: Final = {
    "early": "石城县民政局局长王建军在湖畔论坛上致辞，石城县民政局副局长李明、湖州大学教授赵敏作主旨演讲。",
    "later": "石城县民政局局长李明介绍院坝会。原局长王建军退休。拟任石城县民政局副局长的孙宁出席。",
    "other": "石城县民政局局长王建军说：“院坝会要开下去。”",
}
FORUM: Final = "2022湖畔论坛"
BUREAU: Final = "石城县民政局"


def proof(doc: str, words: str) -> Evidence:
    return proven(words, TEXTS[doc], doc)


def article(doc: str, published: str, **content: Any) -> Reading:
    raw = TEXTS[doc]
    return Reading(doc, raw, sha256(raw.encode()).hexdigest(), "by-hand", published=published, **content)


def people(doc: str, *names: str) -> tuple[Person, ...]:
    return tuple(Person(name, name, (), (proof(doc, name),)) for name in names)


def bodies(doc: str, *names: str) -> tuple[Organization, ...]:
    return tuple(Organization(name, name, (), (proof(doc, TEXTS[doc][:2]),)) for name in names)


def readings() -> tuple[Reading, ...]:
    early = article(
        "early",
        "2022-06-02",
        title="湖畔论坛举行",
        persons=people("early", "王建军", "李明", "赵敏"),
        organizations=bodies("early", BUREAU, "湖州大学", "石城县妇联"),
        places=(Place("石城县", "石城县", (), (proof("early", "石城县"),), "360735"),),
        events=(
            Event(
                FORUM, FORUM, ("湖畔论坛",), (proof("early", "湖畔论坛"),), EventType.FORUM, "2022-06-01", code="360735"
            ),
        ),
        bylines=(Byline("赵敏", BylineRole.REPORTER, proof("early", "赵敏")),),
        memberships=(
            Membership("王建军", BUREAU, "局长", CURRENT, proof("early", "石城县民政局局长王建军"), "2019-03"),
            Membership("李明", BUREAU, "副局长", CURRENT, proof("early", "石城县民政局副局长李明")),
            Membership("赵敏", "湖州大学", "教授", CURRENT, proof("early", "湖州大学教授赵敏")),
        ),
        jurisdictions=(Jurisdiction(BUREAU, "360735", proof("early", "石城县民政局")),),
        participations=(
            Participation("王建军", FORUM, PersonRole.OPENING_ADDRESS, proof("early", "王建军在湖畔论坛上致辞")),
            Participation("赵敏", FORUM, PersonRole.KEYNOTE, proof("early", "赵敏作主旨演讲"), "邻里之间"),
            Participation("李明", FORUM, PersonRole.ATTENDEE, proof("early", "李明")),
        ),
        involvements=(
            Involvement(BUREAU, FORUM, OrganizationRole.HOST, proof("early", "石城县民政局")),
            Involvement("石城县妇联", FORUM, OrganizationRole.ORGANIZER, proof("early", "湖畔论坛")),
        ),
    )
    later = article(
        "later",
        "2024-01-05",
        persons=people("later", "李明", "王建军", "孙宁"),
        organizations=bodies("later", BUREAU),
        places=(Place("石城县", "石城县", (), (proof("later", "石城县"),), "360735"),),
        initiatives=(
            Initiative("院坝会", "院坝会", (), (proof("later", "院坝会"),), InitiativeType.METHOD),
            Initiative("十佳工作法", "十佳工作法", (), (proof("later", "院坝会"),), InitiativeType.LIST),
        ),
        memberships=(
            Membership("李明", BUREAU, "局长", CURRENT, proof("later", "石城县民政局局长李明")),
            Membership("王建军", BUREAU, "局长", FORMER, proof("later", "原局长王建军"), end="2023-11"),
            Membership("孙宁", BUREAU, "副局长", DESIGNATED, proof("later", "拟任石城县民政局副局长的孙宁")),
        ),
        jurisdictions=(Jurisdiction(BUREAU, "360735", proof("later", "石城县民政局")),),
        statements=(Statement("李明", "介绍院坝会", proof("later", "介绍院坝会")),),
        proposals=(Proposal("院坝会", BUREAU, Kind.ORGANIZATION, proof("later", "院坝会")),),
        recognitions=(Recognition("院坝会", "十佳工作法", proof("later", "院坝会")),),
    )
    other = article(
        "other",
        "2024-01-05",
        persons=people("other", "王建军"),
        organizations=bodies("other", BUREAU),
        memberships=(Membership("王建军", BUREAU, "局长", CURRENT, proof("other", "石城县民政局局长王建军")),),
        statements=(Statement("王建军", "院坝会要开下去。", proof("other", "院坝会要开下去。")),),
    )
    return early, later, other


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("competency") / "graph") as opened:
        for reading in readings():
            opened.add(reading)
        yield opened


def told(store: Store, name: str, columns: str, /, **given: str) -> set[tuple[str, ...]]:
    """Some columns of an answer."""
    table = ask_named(store, name, given)
    places = [table.columns.index(column) for column in columns.split()]
    return {tuple(row[place] for place in places) for row in table.rows}


# question, parameters, columns, answer
ANSWERS: Final[dict[str, tuple[str, dict[str, str], str, set[tuple[str, ...]]]]] = {
    "who spoke where": (
        "who-spoke",
        {"place": "石城县"},
        "person event role",
        {("王建军", FORUM, "opening-address"), ("赵敏", FORUM, "keynote")},
    ),
    "who held the post then": (
        "held-post",
        {"organization": BUREAU, "title": "局长", "on": "2020-05-01"},
        "person title status since",
        {
            ("王建军", "局长", "current", "2019-03"),
            ("王建军", "局长", "former", ""),
            ("王建军", "局长", "current", ""),
            ("李明", "局长", "current", ""),
        },
    ),
    "who held the post before anybody is known to": (
        "held-post",
        {"person": "王建军", "on": "2018"},
        "person status since",
        {("王建军", "former", ""), ("王建军", "current", "")},
    ),
    "who held the post when it was over": (
        "held-post",
        {"person": "王建军", "on": "2023-12"},
        "status doc",
        {("current", "early"), ("current", "other")},
    ),
    "who succeeded whom": (
        "succession",
        {"organization": BUREAU},
        "person predecessor title",
        {("李明", "王建军", "局长")},
    ),
    "who shared a stage": ("shared-stage", {"person": "赵敏"}, "with event date", {("王建军", FORUM, "2022-06-01")}),
    "which bodies host together": (
        "hosts-together",
        {"organization": "妇联"},
        "organization with role withRole",
        {("石城县妇联", BUREAU, "organizer", "host")},
    ),
    "which initiatives of a place won which list": (
        "honours",
        {"place": "石城县"},
        "initiative list proposer speaker",
        {("院坝会", "十佳工作法", BUREAU, "李明")},
    ),
    "what was said on a topic": (
        "said-on",
        {"person": "王建军", "topic": "院壩會"},
        "said date",
        {("院坝会要开下去。", "2024-01-05")},
    ),
    "what rests on one source": (
        "single-source",
        {"person": "王建军"},
        "fact what where doc",
        {
            ("post-former", "局长", BUREAU, "later"),
            ("participation", "opening-address", FORUM, "early"),
            ("statement", "院坝会要开下去。", "", "other"),
        },
    ),
    "about which posts articles disagree": (
        "disagreements",
        {},
        "title person says with otherSays",
        {
            ("局长", "李明", "current", "王建军", "current"),
            ("局长", "王建军", "current", "李明", "current"),
        },
    ),
    "what somebody attended": ("attended", {"person": "李明"}, "event role date", {(FORUM, "attendee", "2022-06-01")}),
    "what was held where": (
        "events-held",
        {"place": "石城县", "after": "2022"},
        "event organization role",
        {(FORUM, BUREAU, "host"), (FORUM, "石城县妇联", "organizer")},
    ),
    "who holds posts in a place": (
        "officials",
        {"place": "石城县", "title": "副局长"},
        "person title status",
        {("李明", "副局长", "current"), ("孙宁", "副局长", "designated")},
    ),
    "who is intended for a post": ("designated", {}, "person organization title", {("孙宁", BUREAU, "副局长")}),
    "who spoke on a topic": ("topics", {"topic": "邻里"}, "topic person event", {("邻里之间", "赵敏", FORUM)}),
    "which posts somebody held": (
        "career",
        {"person": "王建军"},
        "title status since until",
        {("局长", "current", "2019-03", ""), ("局长", "former", "", "2023-11"), ("局长", "current", "", "")},
    ),
    "who reported on an event": (
        "coverage",
        {"event": FORUM},
        "person role headline",
        {("赵敏", "reporter", "湖畔论坛举行")},
    ),
    "a person": ("person", {"name": "孙宁"}, "fact value detail", {("post-designated", BUREAU, "副局长")}),
    "an organization": (
        "organization",
        {"name": "石城县妇联"},
        "fact value",
        {("organizer", FORUM)},
    ),
    "an event": (
        "event",
        {"name": FORUM},
        "fact value",
        {
            ("type", "forum"),
            ("host", BUREAU),
            ("organizer", "石城县妇联"),
            ("opening-address", "王建军"),
            ("keynote", "赵敏"),
            ("attendee", "李明"),
        },
    ),
    "a place": ("place", {"name": "石城县"}, "fact value", {("event", FORUM), ("organization", BUREAU)}),
    "who is named": (
        "persons",
        {},
        "doc name",
        {
            ("early", "王建军"),
            ("early", "李明"),
            ("early", "赵敏"),
            ("later", "李明"),
            ("later", "王建军"),
            ("later", "孙宁"),
            ("other", "王建军"),
        },
    ),
    "who proposed what": ("proposers", {}, "name organizationName", {("院坝会", BUREAU)}),
    "what is on which list": ("recognitions", {}, "name listName", {("院坝会", "十佳工作法")}),
    "who serves which division": ("jurisdictions", {}, "name code", {(BUREAU, "360735")}),
    "who said what": ("statements", {}, "name text", {("李明", "介绍院坝会"), ("王建军", "院坝会要开下去。")}),
    "who wrote": ("authors", {}, "doc name role", {("early", "赵敏", "reporter")}),
}


@pytest.mark.parametrize("asked", ANSWERS)
def test_a_question_is_answered(store: Store, asked: str) -> None:
    name, given, columns, answer = ANSWERS[asked]
    assert told(store, name, columns, **given) == answer


def test_there_are_answers_to_many_questions() -> None:
    assert len({name for name, *_ in ANSWERS.values()}) >= 25


def test_every_question_with_parameters_has_a_sample_answer() -> None:
    assert {name for name in names() if load_question(name).parameters} <= {name for name, *_ in ANSWERS.values()}


def test_answers_lead_to_the_sentence(store: Store) -> None:
    for name in ("succession", "shared-stage", "single-source", "honours"):
        for row in ask_named(store, name, {}).rows:
            assert row[-2] in TEXTS[row[-1]]
            assert row[-2]
