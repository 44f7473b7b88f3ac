"""What the explorer is told: neighbourhoods, pages and evidence, as records out of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from kg.exploring import evidence, neighbourhood, overview, thing, whole
from kg.exploring.things import is_iri
from kg.exploring.whole import scripts, sound
from kg.graph import named
from kg.model import KgError, Kind, QueryError
from kg.store import Store
from tests import exports
from tests.samples import sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.exploring.records import Fact

ASTRAL = "\N{CJK UNIFIED IDEOGRAPH-20000}完"  # one code point, of which browsers make two
POSTS = {"王明": (("某县委", "书记"),), "李芳": (("某县委", "副书记"),)}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A forum of two people that three articles tell of, two of them copies; and an article of everything hostile."""
    with Store(tmp_path_factory.mktemp("exploring") / "graph") as opened:
        long = "".join(f"第{number}位代表谈到第{number * 7}件事。" for number in range(60))
        for doc, raw in (("甲", f"{long}{ASTRAL}"), ("乙", f"{long}{ASTRAL}。"), ("丙", "另一篇报道说法相同")):
            opened.add(
                sample(
                    doc,
                    people=POSTS,
                    events={"某论坛": "2024-06-01"},
                    at={"王明": "某论坛", "李芳": "某论坛"},
                    serves={"某县委": "360735"},
                    publisher=f"{doc}报",
                    raw=raw,
                    code="360735",
                )
            )
        opened.add(exports.reading("丁"))
        yield opened


def iri(store: Store, name: str) -> str:
    return named(store, name)[0]


def told(facts: tuple[Fact, ...], kind: str) -> list[Fact]:
    return [fact for fact in facts if fact.kind == kind]


def test_a_neighbourhood_has_what_is_next_to_a_thing_and_the_facts_among_these(store: Store) -> None:
    near = neighbourhood(store, iri(store, "王明"))
    assert near.things[0].label == "王明"
    assert {one.label for one in near.things} == {"王明", "某县委", "某论坛"}
    assert {fact.kind for fact in near.facts} == {"membership", "participation"}
    around = neighbourhood(store, iri(store, "某论坛"))
    assert {one.label for one in around.things} >= {"王明", "李芳", "石城县"}
    assert around.more == 0


def test_equal_facts_of_several_articles_are_one_whose_copies_count_once(store: Store) -> None:
    (post,) = told(neighbourhood(store, iri(store, "王明")).facts, "membership")
    assert (post.role, post.status, post.sources) == ("书记", "current", 2)
    (post,) = told(evidence(store, "丙", 0, 9).facts, "membership")[:1]
    assert {quote.doc for quote in post.quotes} == {"甲", "乙", "丙"}


def test_what_lies_further_is_left_out_and_counted(store: Store) -> None:
    near = neighbourhood(store, iri(store, "某论坛"), limit=1)
    assert (len(near.things), near.more > 0) == (2, True)


def test_a_persons_page_tells_who_else_was_there(store: Store) -> None:
    page = thing(store, iri(store, "王明"))
    assert page.thing.kind is Kind.PERSON
    shared = [fact for fact in told(page.facts, "participation") if fact.source != page.thing.iri]
    assert [one.label for one in page.things if one.iri == shared[0].source] == ["李芳"]
    assert page.thing.provinces == ("360000",)


def test_an_events_page_tells_the_posts_of_those_who_took_part(store: Store) -> None:
    page = thing(store, iri(store, "某论坛"))
    assert (page.thing.date, page.thing.types) == ("2024", ("event-forum",)) or page.thing.date == "2024-06-01"
    assert {fact.role for fact in told(page.facts, "membership")} == {"书记", "副书记"}
    assert {article.publisher for article in page.articles} >= {"甲报", "丙报"}


def test_a_places_page_tells_of_what_is_below(store: Store) -> None:
    prefecture = "https://w3id.org/governance-kg/id/division/360700"
    page = thing(store, prefecture)
    assert page.thing.label == "赣州市"
    names = {one.iri: one.label for one in page.things}
    assert "石城县" in {names[below] for below in page.below}
    assert {"jurisdiction", "location", "proposal"} <= {fact.kind for fact in page.facts}


def test_evidence_is_the_raw_text_with_the_characters_in_code_points(store: Store) -> None:
    found = evidence(store, "甲", 0, len(store.reading("甲").raw))
    assert found.text[found.start : found.end].endswith(ASTRAL)
    assert {fact.kind for fact in found.facts} == {"membership", "participation", "jurisdiction"}
    assert found.article.publisher == "甲报"
    assert {article.doc for article in found.articles} == {"乙", "丙", "丁"}


def test_an_article_is_shown_without_any_place_in_it(store: Store) -> None:
    found = evidence(store, "丙", 0, 0)
    assert (found.text, found.facts) == (store.reading("丙").raw, ())


@pytest.mark.parametrize(("doc", "start", "end"), [("没有", 0, 1), ("甲", 6, 5), ("甲", 0, 10**6), ('"} x', 0, 1)])
def test_evidence_that_is_not_there_is_refused(store: Store, doc: str, start: int, end: int) -> None:
    with pytest.raises(QueryError, match="open it from one of its facts"):
        evidence(store, doc, start, end)


@pytest.mark.parametrize("asked", ["", "王明", "urn:none", "urn:x> } DROP ALL #", "urn:a b", "urn:\n"])
def test_a_thing_that_is_not_there_is_refused_and_never_becomes_part_of_a_query(store: Store, asked: str) -> None:
    for read in (thing, neighbourhood):
        with pytest.raises(QueryError, match="there is no thing"):
            read(store, asked)
    assert not is_iri("urn:<x>")


def test_every_thing_has_a_page_and_every_quote_is_evidence(store: Store) -> None:
    picture = whole(store)
    for one in picture.things:
        page = thing(store, one.iri)
        assert page.thing.label == one.label
    for fact in picture.facts:
        for quote in fact.quotes:
            found = evidence(store, quote.doc, quote.start, quote.end)
            assert found.text == store.reading(quote.doc).raw


def test_the_whole_graph_has_places_sounds_and_texts(store: Store) -> None:
    picture = whole(store)
    by_label = {one.label: one for one in picture.things}
    assert by_label["王明"].sound == "wang'ming"
    assert all(one.x is not None and one.y is not None for one in picture.things)
    assert {article.text for article in picture.articles} == {store.reading(doc).raw for doc in store.docs()}
    assert picture.counts[Kind.PERSON] == 3


def test_a_graph_that_is_too_large_for_one_file_is_refused_with_what_to_do(store: Store) -> None:
    with pytest.raises(KgError, match="kg serve"):
        whole(store, most=3)


def test_names_are_spelled_in_syllables_by_which_they_are_found() -> None:
    assert sound(("陈存根", "Chen", "O'Neil 市")) == "chen'cun'gen chen oneil'shi"


def test_traditional_characters_stand_beside_the_simplified_of_names() -> None:
    typed, plain = scripts(("陈存根", "村里"))
    assert dict(zip(typed, plain, strict=True)) == {"陳": "陈", "裏": "里", "裡": "里"}
    assert scripts(()) == ("", "")


def test_the_overview_counts_and_begins_with_the_largest_event(store: Store) -> None:
    first = overview(store)
    assert first.articles == 4
    assert first.counts["person"] == 3
    assert first.words["participation-keynote"] == ("主旨演讲", "keynote")
    assert first.provinces["360000"] == ("江西省", "江西")
    assert first.first.things[0].label == "某论坛"


def test_records_survive_json(store: Store) -> None:
    person = iri(store, "王明")
    records = neighbourhood(store, person), thing(store, person), whole(store)
    for record in records:
        assert msgspec.json.decode(msgspec.json.encode(record), type=type(record)) == record


def test_an_imported_graph_shows_quotes_where_it_has_no_texts(store: Store, tmp_path: Path) -> None:
    from kg.export import export
    from kg.importing import import_graph

    export(store, "nq", tmp_path / "graph.nq")
    import_graph(tmp_path / "graph.nq", tmp_path / "imported")
    with Store(tmp_path / "imported", read_only=True) as imported:
        whole_text = store.reading("丙").raw
        found = evidence(imported, "丙", 0, len(whole_text))
        assert (found.text, found.offset) == (whole_text, 0)
        assert all(quote.text for fact in whole(imported).facts for quote in fact.quotes)
