"""Full text: what people type finds the thing or the sentence, and the index follows the graph."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import jieba
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.cli import cli
from kg.export import export
from kg.fulltext import KINDS, Hit, find, refresh
from kg.fulltext.pronunciation import shortened, spellings, typed
from kg.fulltext.words import plain, words
from kg.importing import import_graph
from kg.model import QueryError, StoreError
from tests.samples import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = Path(str(files("kg") / "samples"))
QUESTIONS = ("陈存根", "ccg", "chen", "民政", "社区治理", "征集典型案例", "长春现场会", "chengdu", "基层 经验")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kg.Store]:
    folder = tmp_path_factory.mktemp("search") / "graph"
    kg.build([SAMPLES], folder)
    with kg.Store(folder, read_only=True) as opened:
        yield opened


@pytest.fixture
def own(tmp_path: Path) -> Iterator[kg.Store]:
    """A small store of the test's own."""
    with kg.Store(tmp_path / "graph") as opened:
        opened.add(
            sample("甲", people={"王宁": (("湖州市民政局", "局长"),)}, events={"湖畔社区治理论坛": "2023-05-06"})
        )
        opened.add(sample("乙", people={"王宁涛": (("湖州大学", "教授"),), "赵敏": (("湖州大学", "教授"),)}))
        yield opened


def first(store: kg.Store, text: str) -> Hit:
    return find(store, text)[0]


def labels(store: kg.Store, text: str, *kinds: str) -> list[str]:
    return [hit.label for hit in find(store, text, kinds)]


# Names


@pytest.mark.parametrize(
    "asked",
    [
        *("陈存根", "陳存根", "陈 存根", "陈存"),
        *(
            "chencungen",
            "chen cungen",
            "Chen Cungen",
            "Chén Cúngēn",
            "CHEN CUN-GEN",
            "Cungen Chen",
            "cungen",
            "chencun",
        ),
        *("ccg", "CCG"),
        *("chencg", "chen cg", "chenc", "Chen CunG"),
    ],
)
def test_a_person_is_found_in_either_script_by_pinyin_and_by_initials(store: kg.Store, asked: str) -> None:
    hit = first(store, asked)
    assert (hit.kind, hit.label) == ("person", "陈存根")
    assert "中国社会工作联合会会长" in hit.snippet


@pytest.mark.parametrize(
    ("asked", "kind", "label"),
    [
        ("长春现场会", "event", "2023年创新党建引领城市基层治理经验分享交流暨长春现场会"),
        ("changchun shi", "place", "长春市"),
        ("minzhengju", "organization", "安徽省合肥市民政局"),
        ("星凯模式", "initiative", "星凯模式"),
    ],
)
def test_so_is_everything_that_has_a_name(store: kg.Store, asked: str, kind: str, label: str) -> None:
    assert label in labels(store, asked, kind)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("单田芳", "shantianfang"),
        ("仇和", "qiuhe"),
        ("区向明", "ouxiangming"),
        ("解缙", "xiejin"),
        ("曾子墨", "zengzimo"),
        ("万俟卨", "moqixie"),
        ("尉迟恭", "yuchigong"),
        ("乐嘉", "yuejia"),
        ("吕忠梅", "lvzhongmei"),
        ("吕忠梅", "luzhongmei"),
    ],
)
def test_surnames_are_read_as_surnames(name: str, said: str) -> None:
    assert said in {"".join(syllables) for syllables in spellings(name, is_person=True)}


def test_first_letters_follow_whole_syllables_in_short_names_only() -> None:
    assert shortened(("chen", "cun", "gen")) == ("ccg", "chencg", "chencung")
    assert shortened(("zhong", "yang", "dang", "xiao", "guo", "xing", "yuan")) == ("zydxgxy",)


def test_of_other_names_the_words_decide_how_they_are_read() -> None:
    assert {syllables[0] for syllables in spellings("重庆市民政局", is_person=False)} == {"chong"}


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Lǚ Zhōngméi", "lvzhongmei"),
        ("lyu zhongmei", "lvzhongmei"),
        ("lu:", "lv"),
        ("Xi'an", "xian"),
        ("an yu", "anyu"),
    ],
)
def test_tones_apostrophes_and_spaces_do_not_matter(text: str, letters: str) -> None:
    assert letters in typed(text)


def test_what_is_not_pinyin_is_not_taken_for_it() -> None:
    assert typed("陈 cun gen") == typed("2024") == typed("") == ()


def test_whole_names_come_before_openings_and_these_before_parts(own: kg.Store) -> None:
    own.add(sample("丙", people={"小王宁": (("湖州市教育局", "局长"),)}))
    found = find(own, "王宁", ("person",))
    assert [hit.label for hit in found] == ["王宁", "王宁涛", "小王宁"]
    assert [int(hit.score) for hit in found] == [3, 2, 1]


def test_of_equal_names_the_better_known_comes_first(own: kg.Store) -> None:
    for doc in "丙丁":
        own.add(sample(doc, people={"王宁": (("湖州大学", "教授"),)}))
    found = find(own, "王宁", ("person",))
    assert [hit.snippet for hit in found[:2]] == ["湖州大学教授", "湖州市民政局局长"]


# Texts


def test_statements_and_evidence_are_found_by_their_words_at_their_place(store: kg.Store) -> None:
    for kind in ("statement", "evidence"):
        hit = find(store, "征集典型案例", (kind,))[0]
        assert hit.doc == "forum-opening"
        assert "征集典型案例" in store.reading(hit.doc).raw[hit.start : hit.end]
        assert "征集典型案例" in hit.snippet


def test_articles_are_found_by_headline_and_text_and_point_at_the_sentence(store: kg.Store) -> None:
    hit = find(store, "居民議事會", ("article",))[0]
    assert (hit.doc, hit.label) == ("hubei-interview", "做客访谈 畅谈社区治理")
    assert "居民议事会" in store.reading(hit.doc).raw[hit.start : hit.end]


def test_texts_with_the_very_words_come_first_and_all_words_are_wanted(store: kg.Store) -> None:
    found = find(store, "社区治理", ("article",))
    raw = [store.reading(hit.doc).raw for hit in found]
    assert ["社区治理" in text for text in raw] == sorted(("社区治理" in text for text in raw), reverse=True)
    assert all("社区" in text and "治理" in text for text in raw)


def test_where_no_text_has_all_words_some_are_enough(store: kg.Store) -> None:
    found = find(store, "征集典型案例 火星车", ("statement",))
    assert found[0].doc == "forum-opening"
    assert found[0].score < 1 / 3


def test_a_name_that_its_sentence_cuts_otherwise_is_found(own: kg.Store) -> None:
    own.add(sample("丙", people={"刘存": (("湖州大学", "教授"),)}, raw="刘存根据计划介绍了情况。"))
    assert "丙" in {hit.doc for hit in find(own, "刘存", ("evidence",))}


def test_names_and_texts_share_the_places(store: kg.Store) -> None:
    found = find(store, "社区", limit=9)
    scores = [hit.score for hit in found]
    assert len(found) == 9
    assert scores == sorted(scores, reverse=True)
    assert sum(hit.doc != "" for hit in found) >= 3


def test_words_are_those_of_jieba() -> None:
    for file in SAMPLES.glob("*.txt"):
        text = plain(file.read_text(encoding="utf-8"))
        known = [word for word in jieba.cut_for_search(text, HMM=False) if any(map(str.isalnum, word))]
        assert list(words(text)) == known


# What people type


def test_no_text_no_hits(store: kg.Store) -> None:
    assert find(store, "") == find(store, " \n") == find(store, "陈存根", limit=0) == ()
    assert find(store, "zzzz") == ()


def test_an_unknown_kind_is_told_with_those_there_are(store: kg.Store) -> None:
    with pytest.raises(QueryError, match="there are person, organization"):
        find(store, "陈存根", ("people",))


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(max_size=40) | st.sampled_from(['"', "a AND (", "key:陈*", "'; DROP TABLE article; --", "陈" * 300])
)
def test_any_text_is_only_text(store: kg.Store, text: str) -> None:
    for hit in find(store, text, limit=5):
        assert hit.kind in KINDS


# The index follows the graph


def test_a_removed_article_is_forgotten_with_what_it_alone_names(own: kg.Store) -> None:
    assert labels(own, "zhaomin") == ["赵敏"]
    own.remove("乙")
    assert find(own, "zhaomin") == find(own, "乙") == ()
    assert labels(own, "王宁", "person") == ["王宁"]


def test_only_what_changed_is_indexed_again(own: kg.Store) -> None:
    seen: list[str] = []
    refresh(own, seen.append)
    assert sorted(seen) == ["乙", "甲"]
    own.add(sample("丙", people={"钱进": (("湖州大学", "校长"),)}))
    refresh(own, seen.append)
    refresh(own, seen.append)
    assert seen[2:] == ["丙"]
    assert labels(own, "qj") == ["钱进"]


def test_a_changed_article_is_found_by_what_it_says_now(own: kg.Store) -> None:
    refresh(own)
    own.add(sample("乙", people={"孙立": (("湖州大学", "教授"),)}))
    assert labels(own, "sunli") == ["孙立"]
    assert find(own, "赵敏") == ()


def test_mended_or_made_anew_the_index_answers_alike(tmp_path: Path) -> None:
    paths = sorted(SAMPLES.glob("*.txt"))
    with kg.Store(tmp_path / "mended") as mended, kg.Store(tmp_path / "anew") as anew:
        readings = [kg.read(article, kg.find(article)) for path in paths for article in kg.load(path)]
        for reading in readings:
            mended.add(reading)
            refresh(mended)
        mended.remove(readings[0].doc)
        for reading in readings:
            anew.add(reading)
        anew.remove(readings[0].doc)
        for text in QUESTIONS:
            found = [[(hit.label, hit.kind, hit.doc, hit.start) for hit in find(one, text)] for one in (mended, anew)]
            assert sorted(found[0]) == sorted(found[1])


def test_a_merge_is_followed(own: kg.Store) -> None:
    own.add(sample("丙", people={"王宁": (("湖州大学", "教授"),)}))
    assert len(find(own, "王宁", ("person",))) == 3
    runner = CliRunner()
    own.close()
    done = runner.invoke(cli, ["identity", "same", "王宁@甲", "王宁@丙", "--store", str(own.folder)])
    assert done.exit_code == 0, done.output
    with kg.Store(own.folder, read_only=True) as merged:
        assert labels(merged, "王宁", "person") == ["王宁", "王宁涛"]


def test_a_store_opened_to_read_sees_what_another_writes(own: kg.Store) -> None:
    folder = own.folder
    own.close()
    with kg.Store(folder, read_only=True) as reader:
        assert find(reader, "钱进") == ()
        with kg.Store(folder) as writer:
            writer.add(sample("丙", people={"钱进": (("湖州大学", "校长"),)}))
        assert labels(reader, "钱进", "person") == ["钱进"]


SEARCH = """
import os, sys
import kg
from kg.fulltext import find
for folder in sys.argv[2:]:
    with kg.Store(folder, read_only=True) as store:
        print([hit.label for hit in find(store, sys.argv[1])])
    if os.getuid() == 0:
        os.setuid(65534)  # all modules are loaded by now
"""


def searched(text: str, *folders: Path) -> str:
    """What another process finds in the last of these stores; from the second on it is nobody, not root."""
    command = [sys.executable, "-W", "error", "-c", SEARCH, text, *map(str, folders)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="folders are not closed so on this system")
@pytest.mark.parametrize("is_indexed", [True, False])
def test_a_folder_that_may_not_be_written_is_searched_all_the_same(own: kg.Store, is_indexed: bool) -> None:
    with TemporaryDirectory() as outer:
        Path(outer).chmod(0o755)
        folder = Path(outer) / "graph"
        with kg.Store(folder) as opened:
            opened.add(sample("丙", people={"钱进": (("湖州大学", "校长"),)}))
            if is_indexed:
                refresh(opened)
        before = sorted(folder.rglob("*"))
        for path in before:
            path.chmod(0o555 if path.is_dir() else 0o444)
        folder.chmod(0o555)
        own.close()
        assert searched("钱进", own.folder, folder) == "['钱进']"
        assert sorted(folder.rglob("*")) == before
        for path in (folder, *before):
            path.chmod(0o755)


def test_several_processes_may_search_at_once(own: kg.Store) -> None:
    own.close()
    with ThreadPoolExecutor(3) as threads:
        found = list(threads.map(lambda _: searched("wangning", own.folder), range(3)))
    assert found == ["['王宁', '王宁涛']"] * 3


def test_an_imported_graph_is_searched_as_far_as_it_goes(store: kg.Store, tmp_path: Path) -> None:
    export(store, "nq", tmp_path / "all.nq")
    import_graph(tmp_path / "all.nq", tmp_path / "graph")
    with kg.Store(tmp_path / "graph", read_only=True) as imported:
        assert first(imported, "ccg").label == "陈存根"
        for kind, text in (("statement", "征集典型案例"), ("evidence", "陈存根")):
            hit = find(imported, text, (kind,))[0]
            assert text in hit.snippet
            assert text in store.reading(hit.doc).raw[hit.start : hit.end]
        assert find(imported, "畅谈社区治理", ("article",))[0].doc == "hubei-interview"


def test_an_index_that_is_damaged_says_what_to_do(own: kg.Store) -> None:
    refresh(own)
    own.close()
    for file in (own.folder / "fulltext").rglob("meta.json"):
        file.write_text("{", encoding="utf-8")
    with kg.Store(own.folder) as opened, pytest.raises(StoreError, match="delete that folder"):
        find(opened, "王宁")


def test_the_index_does_not_make_a_store_of_another_folder(own: kg.Store) -> None:
    refresh(own)
    own.close()
    (own.folder / "readings.sqlite").unlink()
    with kg.Store(own.folder) as emptied:
        assert find(emptied, "王宁") == ()


# The command


def test_kg_search_shows_hits_as_a_table_and_as_json(store: kg.Store) -> None:
    table = CliRunner().invoke(cli, ["search", "ccg", "--store", str(store.folder)])
    assert table.exit_code == 0
    assert "陈存根" in table.output
    found = CliRunner().invoke(
        cli, ["search", "社区", "治理", "--kind", "statement", "--json", "--store", str(store.folder)]
    )
    hits = json.loads(found.stdout)
    assert hits
    assert {hit["kind"] for hit in hits} == {"statement"}


def test_kg_search_says_when_there_is_nothing(store: kg.Store) -> None:
    done = CliRunner().invoke(cli, ["search", "zzzz", "--store", str(store.folder)])
    assert done.exit_code == 0
    assert "nothing is called so" in done.stderr
