"""The store: what goes in comes out, articles replace and leave without a trace, and no kill leaves it broken."""

from __future__ import annotations

import errno
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from kg.model import Evidence, KgError, Kind, Participation, PersonRole, QueryError, StoreError
from kg.rdf import article_iri
from kg.store import Store
from kg.store.folder import faults
from kg.text import Span
from tests.gold import gold_readings, needs_shared
from tests.samples import sample

if TYPE_CHECKING:
    from kg.model import Reading

ROOT = Path(__file__).resolve().parent.parent
ONE = sample("甲", people={"王宁": (("湖州市民政局", "局长"),)}, serves={"湖州市民政局": "330500"}, raw='王宁\n<b>&\\"')
TWO = sample(
    "乙", people={"王宁": (("湖州市民政局", "局长"),)}, events={"湖畔论坛": "2023-05-06"}, at={"王宁": "湖畔论坛"}
)


def content(folder: Path) -> list[str]:
    with Store(folder, read_only=True) as store:
        return sorted(map(str, store.dataset))


def test_a_reading_comes_back_as_it_was(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.add(ONE)
        store.add(TWO)
    with Store(tmp_path, read_only=True) as store:
        assert store.docs() == ["甲", "乙"]
        assert list(store.readings()) == [ONE, TWO]


@needs_shared
def test_annotated_readings_come_back_as_they_were(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        assert list(store.add_all(gold_readings())) == list(gold_readings())
        assert tuple(store.readings()) == gold_readings()


def test_an_article_is_current_with_the_same_text_and_the_same_rules_only(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.add(ONE)
        assert store.is_current("甲", ONE.raw_hash, ONE.reader_hash)
        assert not store.is_current("甲", ONE.raw_hash, "other words")
        assert not store.is_current("甲", "other text", ONE.reader_hash)
        assert not store.is_current("丙", ONE.raw_hash, ONE.reader_hash)


def test_each_article_has_a_graph_of_its_own(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        list(store.add_all((ONE, TWO)))
        assert set(store.dataset.named_graphs()) == {article_iri("甲"), article_iri("乙")}
        assert store.query("ASK { GRAPH ?g { ?article <https://schema.org/identifier> '甲' } }")


def test_adding_again_changes_nothing_and_a_new_text_replaces(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        list(store.add_all((ONE, TWO)))
        before = sorted(map(str, store.dataset))
        store.add(ONE)
        assert sorted(map(str, store.dataset)) == before
        store.add(sample("甲", people={"赵敏": ()}))
        assert not store.query(f"ASK {{ GRAPH {article_iri('甲')} {{ ?thing ?relation '湖州市民政局'@zh }} }}")
        assert store.query(f"ASK {{ GRAPH {article_iri('甲')} {{ ?thing ?relation '赵敏'@zh }} }}")
        assert store.docs() == ["甲", "乙"]


def test_removing_leaves_what_was_there_before(tmp_path: Path) -> None:
    with Store(tmp_path / "one") as store:
        store.add(ONE)
        before = sorted(map(str, store.dataset))
        store.add(TWO)
        store.remove("乙")
        assert sorted(map(str, store.dataset)) == before
        with pytest.raises(StoreError, match="there is no article '乙'"):
            store.remove("乙")


def test_one_reading_that_makes_no_graph_is_refused_alone(tmp_path: Path) -> None:
    proof = Evidence("丙", Span(0, 1), "by_hand")
    nobody = replace(sample("丙"), participations=(Participation("无名", "无会", PersonRole.SPEECH, proof),))
    with Store(tmp_path) as store:
        outcomes = list(store.add_all((ONE, nobody, TWO)))
        assert [isinstance(outcome, KgError) for outcome in outcomes] == [False, True, False]
        assert store.docs() == ["甲", "乙"]
        with pytest.raises(KgError, match="无名"):
            store.add(nobody)
    with Store(tmp_path) as store:
        assert store.docs() == ["甲", "乙"]


# A threshold


def unsure(one: Reading, confidence: float) -> Reading:
    return replace(one, memberships=tuple(replace(post, confidence=confidence) for post in one.memberships))


def test_a_threshold_leaves_facts_out_of_the_graph_and_of_no_reading(tmp_path: Path) -> None:
    held = "ASK { ?post a <http://www.w3.org/ns/org#Membership> }"
    with Store(tmp_path / "graph") as store:
        list(store.add_all((unsure(ONE, 0.7), TWO)))
        before = sorted(map(str, store.dataset))
        store.leave_out_below(0.8)
        assert list(store.readings()) == [unsure(ONE, 0.7), TWO]
        assert store.left_out() == 1
        assert store.kept("甲").memberships == ()
        assert not store.query(
            f"ASK {{ GRAPH {article_iri('甲')} {{ ?post a <http://www.w3.org/ns/org#Membership> }} }}"
        )
        assert store.query(held)
    with Store(tmp_path / "graph") as store:
        assert store.least == 0.8
        store.add(unsure(TWO, 0.79))
        assert not store.query(held)
        store.leave_out_below(0)
        store.add(TWO)
        assert sorted(map(str, store.dataset)) == before
        assert store.left_out() == 0


def test_a_graph_with_a_threshold_is_derived_anew_with_it(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.leave_out_below(0.8)
        list(store.add_all((unsure(ONE, 0.7), TWO)))
    before = content(tmp_path)
    shutil.rmtree(tmp_path / "quads")
    Store(tmp_path).close()
    assert content(tmp_path) == before


@pytest.mark.parametrize("least", [-0.1, 1.1, float("nan")])
def test_a_threshold_is_a_share(tmp_path: Path, least: float) -> None:
    with Store(tmp_path) as store, pytest.raises(StoreError, match="from 0 to 1"):
        store.leave_out_below(least)


# Faults


def test_a_missing_graph_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        Store(tmp_path / "none", read_only=True)
    assert not (tmp_path / "none").exists()


def test_a_file_or_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("dear", encoding="utf-8")
    for place in (file, tmp_path):
        for read_only in (True, False):
            with pytest.raises(StoreError, match=r"give another --store"):
                Store(place, read_only=read_only)
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


def test_the_graph_is_derived_anew_where_its_folder_is_gone(tmp_path: Path) -> None:
    """Readings are the truth: without its quads a store has lost nothing."""
    bridge = sample("丙", people={"王宁": (("湖州市民政局", "局长"), ("湖州市慈善会", "会长"))})
    with Store(tmp_path) as store:
        list(store.add_all((ONE, sample("丁", people={"王宁": (("湖州市慈善会", "会长"),)}), bridge)))
    before = content(tmp_path)
    shutil.rmtree(tmp_path / "quads")
    with pytest.raises(StoreError, match=r"quads is missing; run `kg build` again"):
        Store(tmp_path, read_only=True).query("ASK {}")
    Store(tmp_path).close()
    assert content(tmp_path) == before


def test_a_graph_without_its_readings_is_nobodys(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.add(ONE)
    (tmp_path / "readings.sqlite").unlink()
    with Store(tmp_path) as store:
        store.add(TWO)
        assert list(store.dataset.named_graphs()) == [article_iri("乙")]


@pytest.mark.parametrize("name", ["readings.sqlite", "quads/CURRENT"])
def test_damage_says_what_to_do(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "clock"  # a name that speaks of locks is no lock
    with Store(folder) as store:
        store.add(ONE)
    (folder / name).write_bytes(b"nothing of the kind" * 99)
    with pytest.raises(StoreError, match=r"is damaged \(.*(build the graph again|run `kg build` again)"):
        Store(folder)


@pytest.mark.parametrize(
    "error",
    [
        OSError("IO error: While open a file for lock: clock/quads/LOCK: Permission denied"),
        OSError("IO error: While open a file for appending: clock/quads/LOG: Read-only file system"),
        OSError(errno.EROFS, "Read-only file system"),
        sqlite3.OperationalError("attempt to write a readonly database"),
    ],
)
def test_what_may_not_be_written_is_a_matter_of_permission(error: Exception) -> None:
    with pytest.raises(StoreError, match="there is no permission to use clock"), faults(Path("clock")):
        raise error


def test_removing_what_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.add(sample("论坛报道-1"))
        with pytest.raises(StoreError, match="did you mean 论坛报道-1"):
            store.remove("论坛报道")


def test_a_place_where_nothing_can_be_written() -> None:
    with pytest.raises(StoreError, match="/proc/graph"):
        Store("/proc/graph")


def test_only_one_writes_at_a_time(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.add(ONE)
        with pytest.raises(StoreError, match="being written by another kg"):
            Store(tmp_path)
    with Store(tmp_path) as store:
        assert store.docs() == ["甲"]


def test_a_graph_of_another_version_is_not_touched(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.add(ONE)
    connection = sqlite3.connect(tmp_path / "readings.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="another version"):
        Store(tmp_path)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "readings.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match=r"is damaged \(file is not a database\)"):
        Store(tmp_path, read_only=True)


def test_what_is_no_sparql_is_a_query_error(tmp_path: Path) -> None:
    with Store(tmp_path) as store, pytest.raises(QueryError, match="not a SPARQL"):
        store.query("SELEKT * WHERE")


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.add(ONE)
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {pages}")
        big = sample("丁", raw="湖州" * 500_000)
        with pytest.raises(StoreError, match="the disk is full"):
            store.add(big)
    with Store(tmp_path) as store:
        assert store.docs() == ["甲"]


# Killed

WRITER = """
import sys
from kg.store import Store
from tests.test_store import crowd
with Store(sys.argv[1]) as store:
    print("ready", flush=True)
    for number in range(int(sys.argv[2]), 1000):
        store.add(crowd(number))
        print(number, flush=True)
"""


def crowd(number: int) -> Reading:
    """Articles over and over about ten documents, whose people and events merge and part."""
    head, chair = ("湖州市民政局", "局长"), ("湖州市社会工作协会", "会长")
    posts = ((head,), (chair,), (head, chair))[number % 3]
    return sample(
        f"文{number % 10}",
        people={"王宁": posts, f"赵{number}": ()},
        events={"第三届湖畔社区治理论坛": "2023-05-06"},
        at={f"赵{number}": "第三届湖畔社区治理论坛"},
        raw=f"第{number}稿",
    )


def kill_while_writing(folder: Path, first: int, after: float) -> int:
    """Write articles in a process of its own, kill it after some seconds, and give the last one it reported."""
    command = [sys.executable, "-c", WRITER, str(folder), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(after)
        writer.send_signal(signal.SIGKILL)
        return max(map(int, writer.stdout.read().split()), default=first - 1)


def check_whole(folder: Path, last: int) -> None:
    """What was reported is there, and the graph is that of the readings, as if nobody had been killed."""
    with Store(folder) as store:
        readings = list(store.readings())
        graphs = {graph.value for graph in store.dataset.named_graphs()}
        assert graphs == {article_iri(reading.doc).value for reading in readings}
        for number in range(max(0, last - 9), last + 1):
            assert store.reading(f"文{number % 10}").raw in {f"第{number}稿", f"第{number + 10}稿"}
        derived = pyoxigraph.Store()
        for reading in readings:
            derived.extend(store._quads(reading))
        assert {str(quad) for quad in store.dataset if quad.graph_name != pyoxigraph.DefaultGraph()} == set(
            map(str, derived)
        )
        assert store._connection.execute("SELECT count(*) FROM stale").fetchone() == (0,)


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_moment_the_next_run_completes_it(tmp_path: Path, seed: int) -> None:
    survive(tmp_path, random.Random(seed), rounds=2)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_killed_many_times_over(tmp_path: Path, seed: int) -> None:
    survive(tmp_path, random.Random(seed), rounds=8)


def survive(folder: Path, chance: random.Random, rounds: int) -> None:
    first = 0
    for _ in range(rounds):
        last = kill_while_writing(folder / "graph", first, chance.uniform(0.0, 0.5))
        check_whole(folder / "graph", last)
        first = last + 1


HALF_WAY = """
import os, sys
from kg.store import Store

store = Store(sys.argv[1])
store._connection.execute("PRAGMA cache_size = 1")  # so that what is written reaches the disk before the end
store._connection.execute("BEGIN")
store._connection.execute("UPDATE article SET reading = randomblob(100000)")
os.kill(os.getpid(), 9)
"""


def test_killed_in_a_transaction_it_is_read_as_it_was(tmp_path: Path) -> None:
    """SQLite rolls back only where it may write: a reader that comes first lets it."""
    with Store(tmp_path / "graph") as store:
        store.add(ONE)
    subprocess.run([sys.executable, "-c", HALF_WAY, str(tmp_path / "graph")], cwd=ROOT, check=False)
    assert (tmp_path / "graph" / "readings.sqlite-journal").exists()
    with Store(tmp_path / "graph", read_only=True) as store:
        assert list(store.readings()) == [ONE]


def test_who_may_not_mend_it_is_told_who_may(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("attempt to write a readonly database")
    error.sqlite_errorcode = sqlite3.SQLITE_READONLY_ROLLBACK
    with (
        pytest.raises(StoreError, match="ended half-way; let one who may write there run `kg check`"),
        faults(tmp_path),
    ):
        raise error


class Ended(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("step", ["_derive", "_write", "_alias"])
def test_ended_between_the_two_stores(tmp_path: Path, step: str) -> None:
    """At each step after SQLite has committed and before the graph has: the next writer completes it."""

    class Interrupted(Store):
        armed = False

    def end(store: Interrupted, *arguments: object) -> object:
        if store.armed:
            raise Ended
        return getattr(Store, step)(store, *arguments)

    setattr(Interrupted, step, end)
    first, second = (
        sample("甲", people={"王宁": (("湖州市民政局", "局长"),)}),
        sample("乙", people={"王宁": (("湖州市慈善会", "会长"),)}),
    )
    bridge = sample("丙", people={"王宁": (("湖州市民政局", "局长"), ("湖州市慈善会", "会长"))})
    with Interrupted(tmp_path / "ended") as store:
        list(store.add_all((first, second)))
        store.armed = True
        with pytest.raises(Ended):
            store.add(bridge)
    with Store(tmp_path / "whole") as finished:
        list(finished.add_all((first, second)))
        finished.add(bridge)
    with Store(tmp_path / "ended") as finished:
        assert finished.iris("乙")[Kind.PERSON, "王宁"] == finished.iris("甲")[Kind.PERSON, "王宁"]
    assert content(tmp_path / "ended") == content(tmp_path / "whole")
