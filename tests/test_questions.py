"""Named questions: who is meant, what comes back, and what is said where nothing is found."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kg.model import (
    Event,
    EventType,
    Evidence,
    Membership,
    Organization,
    Participation,
    Person,
    PersonRole,
    Place,
    QueryError,
    Reading,
    Statement,
    Status,
)
from kg.questions import ask_named, load_question, names
from kg.questions.matching import divisions_within, nearest
from kg.rdf import ontology_folder
from kg.store import Store
from tests.gold import gold_readings, needs_shared
from tests.samples import proven

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RAW = "6月1日,石城论坛举行。\n石城县委书记、县长王龙作题为“院坝会”的演讲。王龙说:“要议而有决!”\n"
EARLIER = "石城論壇去年舉行。石城县原副县长王龙飞致辞。"


def at(words: str, raw: str = RAW) -> Evidence:
    return proven(words, raw, "a" if raw is RAW else "b", "a_rule")


FORUM = Event(
    "2024石城论坛", "2024石城论坛", ("石城论坛",), (at("石城论坛"),), EventType.FORUM, "2024-06-01", code="360735"
)
READING = Reading(
    doc="a",
    raw=RAW,
    raw_hash="a",
    reader_hash="1",
    published="2024-06-02",
    persons=(Person("王龙", "王龙", (), (at("王龙"),)),),
    organizations=(Organization("石城县委", "石城县委"), Organization("石城县政府", "石城县政府")),
    places=(Place("石城县", "石城县", ("石城",), (at("石城"),), "360735"), Place("江西省", "江西省", code="360000")),
    events=(FORUM,),
    memberships=(
        Membership("王龙", "石城县委", "书记", Status.CURRENT, at("石城县委书记、县长王龙")),
        Membership("王龙", "石城县政府", "县长", Status.CURRENT, at("石城县委书记、县长王龙")),
    ),
    participations=(Participation("王龙", "2024石城论坛", PersonRole.KEYNOTE, at("作题为“院坝会”的演讲"), "院坝会"),),
    statements=(Statement("王龙", "要议而有决!", at("要议而有决!"), "2024石城论坛"),),
)

OTHER = Reading(
    doc="b",
    raw=EARLIER,
    raw_hash="b",
    reader_hash="1",
    persons=(Person("王龙飞", "王龙飞", (), (at("王龙飞", EARLIER),)),),
    organizations=(Organization("石城县政府", "石城县政府"),),
    events=(Event("2023石城论坛", "2023石城论坛", (), (at("石城論壇", EARLIER),), EventType.FORUM, "2023"),),
    memberships=(Membership("王龙飞", "石城县政府", "副县长", Status.FORMER, at("石城县原副县长王龙飞", EARLIER)),),
    participations=(
        Participation("王龙飞", "2023石城论坛", PersonRole.OPENING_ADDRESS, at("致辞", EARLIER)),
        Participation("王龙飞", "2023石城论坛", PersonRole.ATTENDEE, at("致辞", EARLIER)),
    ),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("questions") / "graph") as opened:
        assert list(opened.add_all([READING, OTHER])) == [READING, OTHER]
        yield opened


def spoke(store: Store, **parameters: str) -> list[str]:
    """Who spoke, by the first column."""
    return [row[0] for row in ask_named(store, "who-spoke", parameters).rows]


def test_who_spoke_tells_posts_event_role_topic_and_the_sentence(store: Store) -> None:
    table = ask_named(store, "who-spoke", {"person": "王龙"})
    assert table.columns == ("person", "posts", "event", "date", "place", "role", "topic", "evidence", "doc")
    assert table.rows == (
        (
            "王龙",
            "石城县委书记、石城县政府县长",
            "2024石城论坛",
            "2024-06-01",
            "",
            "keynote",
            "院坝会",
            "石城县委书记、县长王龙作题为“院坝会”的演讲。",
            "a",
        ),
    )


def test_former_posts_are_told_as_such(store: Store) -> None:
    assert ask_named(store, "who-spoke", {"event": "2023石城论坛"}).rows[0][1] == "石城县政府原副县长"


def test_attending_is_not_speaking(store: Store) -> None:
    assert {row[5] for row in ask_named(store, "who-spoke", {}).rows} == {"keynote", "opening-address"}


def test_an_exact_name_goes_before_one_that_contains_it(store: Store) -> None:
    assert spoke(store, person="王龙") == ["王龙"]
    assert spoke(store, person="龙") == ["王龙飞", "王龙"]


@pytest.mark.parametrize("text", ["王龍", " 王 龙 ", "《王龙》", "王龙"])
def test_names_match_in_either_script_and_without_ornament(store: Store, text: str) -> None:
    assert spoke(store, person=text) == ["王龙"]


def test_any_label_will_do(store: Store) -> None:
    assert spoke(store, event="石城论坛") == ["王龙"]


def test_a_province_holds_what_happens_in_its_counties(store: Store) -> None:
    assert spoke(store, place="江西省") == spoke(store, place="石城") == ["王龙"]
    assert divisions_within(store, ()) == frozenset()


@pytest.mark.parametrize(
    ("after", "before", "found"),
    [
        ("2024", "", ["王龙"]),
        ("", "2023", ["王龙飞"]),
        ("2023-05", "2024-05", ["王龙飞"]),
        ("2024-06-01", "2024-06-01", ["王龙"]),
        ("2025", "", []),
    ],
)
def test_dates_count_as_far_as_both_tell(store: Store, after: str, before: str, found: list[str]) -> None:
    assert spoke(store, after=after, before=before) == found


def test_parameters_narrow_each_other(store: Store) -> None:
    assert spoke(store, person="龙", event="2023石城论坛") == ["王龙飞"]
    assert spoke(store, person="王龙", event="2023石城论坛") == []


def test_rows_go_by_date_and_then_by_the_place_in_the_text(tmp_path: Path) -> None:
    raw = "石城论坛上,张三、李四、王五发言。会后的座谈会日期不明,王五主持。去年的论坛由赵六致辞。"
    said = {
        ("王五", "石城论坛"): "张三、李四、王五发言",
        ("李四", "石城论坛"): "张三、李四、王五发言",
        ("张三", "石城论坛"): "张三、李四、王五发言",
        ("王五", "座谈会"): "王五主持",
        ("赵六", "去年的论坛"): "赵六致辞",
    }
    dates = {"石城论坛": "2024-06-01", "座谈会": None, "去年的论坛": "2023"}
    reading = Reading(
        doc="c",
        raw=raw,
        raw_hash="c",
        reader_hash="1",
        persons=tuple(Person(name, name) for name in ("王五", "李四", "张三", "赵六")),
        events=tuple(Event(name, name, type=EventType.MEETING, date=date) for name, date in dates.items()),
        participations=tuple(
            Participation(who, what, PersonRole.SPEECH, replace(at(words, raw), article="c"))
            for (who, what), words in said.items()
        ),
    )
    with Store(tmp_path / "graph") as opened:
        opened.add(reading)
        answer = [(row[0], row[2]) for row in ask_named(opened, "who-spoke", {}).rows]
    first = [(name, "石城论坛") for name in ("张三", "李四", "王五")]
    assert answer == [("赵六", "去年的论坛"), *first, ("王五", "座谈会")]


def test_a_person_with_posts_events_and_statements(store: Store) -> None:
    table = ask_named(store, "person", {"name": "王龙"})
    facts = {(row[1], row[2], row[3]) for row in table.rows}
    assert facts == {
        ("post-current", "石城县委", "书记"),
        ("post-current", "石城县政府", "县长"),
        ("keynote", "2024石城论坛", "院坝会"),
        ("statement", "要议而有决!", "2024石城论坛"),
    }
    assert "王龙说:“要议而有决!”" in {row[5] for row in table.rows}


def test_an_organization_and_its_people(store: Store) -> None:
    rows = ask_named(store, "organization", {"name": "石城县政府"}).rows
    assert {(row[1], row[2], row[3]) for row in rows} == {
        ("post-current", "王龙", "县长"),
        ("post-former", "王龙飞", "副县长"),
    }


def test_an_event_and_a_place(store: Store) -> None:
    event = ask_named(store, "event", {"name": "2024石城论坛"}).rows
    assert {row[1] for row in event} == {"type", "keynote", "statement"}
    place = ask_named(store, "place", {"name": "石城县"}).rows
    assert {(row[1], row[2], row[4]) for row in place} == {("event", "2024石城论坛", "2024-06-01")}


def test_every_query_file_is_a_question_with_a_line_of_its_own(store: Store) -> None:
    assert set(names()) == {file.stem for file in (ontology_folder() / "queries").glob("*.rq")}
    for name, line in names().items():
        assert "\n" not in line
        if load_question(name).parameters != ("name",):
            ask_named(store, name, {})
    assert ("a", "王龙") in {(row[0], row[2]) for row in ask_named(store, "persons", {}).rows}


@pytest.mark.parametrize(
    ("name", "parameters", "words"),
    [
        ("whospoke", {}, "did you mean who-spoke"),
        ("量子", {}, "--list"),
        ("../../kg", {}, "no question"),
        ("who-spoke", {"colour": "red"}, "--person --event --place --after --before"),
        ("persons", {"name": "王龙"}, "no parameters"),
        ("who-spoke", {"after": "June"}, "2024-11-30"),
        ("person", {}, "--name"),
        ("person", {"name": "王龙非"}, "nearest names are 王龙、王龙飞"),
        ("person", {"name": "Ω"}, "no name in the graph is like it"),
        ("person", {"name": "《》"}, "no person is called"),
    ],
)
def test_what_cannot_be_answered_says_why(store: Store, name: str, parameters: dict[str, str], words: str) -> None:
    with pytest.raises(QueryError) as caught:
        ask_named(store, name, parameters)
    assert words in str(caught.value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(st.one_of(st.text(min_size=1), st.sampled_from(['" . } DROP ALL #', "<x>", "\\", "王龙\n#", "?person", "$0"])))
def test_what_a_user_types_is_never_a_query(store: Store, text: str) -> None:
    before = len(store.dataset)
    with suppress(QueryError):
        ask_named(store, "who-spoke", {"person": text, "event": text, "place": text})
    assert len(store.dataset) == before


def test_nearest_names_share_characters() -> None:
    assert nearest("石城县委", ["石城县政府", "石城县委", "人民网"])[0] == "石城县委"
    assert nearest("Ω", ["人民网"]) == []


@needs_shared
def test_questions_on_real_articles(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Store(tmp_path_factory.mktemp("real") / "graph") as opened:
        assert len(list(opened.add_all(gold_readings()))) == len(gold_readings())
        table = ask_named(opened, "who-spoke", {"event": "长春现场会", "after": "2023"})
        people = {row[0] for row in table.rows}
        assert {"陈存根", "毛寿龙"} <= people
        assert all(row[7] for row in table.rows if row[0] == "陈存根")
