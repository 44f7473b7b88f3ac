"""How long a search takes, in a store of very many made-up articles; `python -m tests.bench search 100000`.

The articles are put together from the sentences of the sample articles, the names of divisions, and words of jieba's
dictionary as often as it says that they are used; who is who is decided by name, without the store's own matching,
which would take an hour.
"""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from importlib.resources import files
from itertools import accumulate
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Final

import msgspec

from kg.divisions import Level, all_divisions
from kg.fulltext import find, refresh
from kg.identity.marks import mint
from kg.model import (
    Event,
    EventType,
    Evidence,
    Involvement,
    Kind,
    Membership,
    Organization,
    OrganizationRole,
    Participation,
    Person,
    PersonRole,
    Reading,
    Statement,
    Status,
)
from kg.rdf import quads
from kg.store import Store
from kg.store.generations import advance
from kg.text import Span, narrow, sentences
from tests.bench_reading import line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyoxigraph import Quad

_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕单仇解"
_GIVEN: Final = "明华建国丽芳伟敏静强存根晓东志勇秀英海燕俊杰文博雪梅春生玉兰德才永福家宝子涵宇航思远欣怡"
_ORGANS: Final = ("民政局", "社会工作部", "组织部", "教育局", "司法局", "财政局", "人民政府", "卫生健康委员会")
_TITLES: Final = ("局长", "部长", "副部长", "主任", "书记", "处长")
_MEETINGS: Final = ("社区治理论坛", "基层治理现场会", "社会工作推进会", "党建引领座谈会", "案例发布会", "工作培训班")
_BATCH: Final = 2000

QUESTIONS: Final = {
    "name": ("陈存根", "單明華", "王伟", "民政局", "海淀区民政局", "社区治理论坛"),
    "pinyin": ("chencungen", "chen cungen", "cungen", "shan minghua", "minzhengju", "wang"),
    "initials": ("ccg", "wmh", "hdq", "lw", "zjm", "w"),
    "text": ("社区治理", "征集典型案例", "基层治理 经验", "党建引领", "的", "群众的意见要听进去，办法就在群众中"),
}


class Maker:
    """Made-up articles, the same every time."""

    def __init__(self) -> None:
        from kg.grammar.dictionary import frequencies

        common = sorted((word, count) for word, count in frequencies().items() if len(word) > 1 and count > 3)
        self._words = [word for word, _ in common]
        self._weights = list(accumulate(count for _, count in common))
        texts = [
            file.read_text(encoding="utf-8") for file in (files("kg") / "samples").iterdir() if ".txt" in file.name
        ]
        spans = [(text, span) for text in texts for span in sentences(narrow(text))]
        self._sentences = [part for text, span in spans if len(part := span.of(text).strip()) > 15]
        self._counties = [division.name for division in all_divisions() if division.level is Level.COUNTY]

    def reading(self, number: int) -> Reading:
        """An article with four people, three bodies, a meeting and three statements."""
        chance = Random(number)
        doc = f"文{number}"
        county = chance.choice(self._counties)
        bodies = [f"{place}{chance.choice(_ORGANS)}" for place in (county, county, chance.choice(self._counties))]
        seldom = {"陈存根"} if number % 97 == 0 else set()
        people = sorted(seldom | {chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=2)) for _ in range(4)})
        meeting = f"{county}第{chance.randrange(1, 9)}届{chance.choice(_MEETINGS)}"
        parts: list[str] = []
        spans: list[Span] = []
        length = 0

        def add(text: str) -> Span:
            nonlocal length
            parts.append(text)
            length += len(text)
            spans.append(Span(length - len(text), length))
            return spans[-1]

        held = add(f"日前，由{bodies[0]}主办的{meeting}举行。")
        posts = [(name, chance.choice(bodies), chance.choice(_TITLES)) for name in people]
        told = [add(f"{body}{title}{name}参加会议。") for name, body, title in posts]
        said = [(name, self._filler(chance)) for name in people[:3]]
        spoken = [add(f"{name}说，{text}") for name, text in said]
        for _ in range(10):
            add(self._filler(chance))
        raw = "".join(parts)

        def proof(span: Span) -> Evidence:
            return Evidence(doc, span, "made_up")

        return Reading(
            doc=doc,
            raw=raw,
            raw_hash=sha256(raw.encode()).hexdigest(),
            reader_hash="made-up",
            title=f"{meeting}举行",
            publisher=f"{county}报",
            persons=tuple(Person(name, name, (), (proof(span),)) for name, span in zip(people, told, strict=True)),
            organizations=tuple(Organization(body, body, (), (proof(held),)) for body in dict.fromkeys(bodies)),
            events=(Event(meeting, meeting, (), (proof(held),), EventType.MEETING, "2024-05-06"),),
            memberships=tuple(
                Membership(name, body, title, Status.CURRENT, proof(span))
                for (name, body, title), span in zip(posts, told, strict=True)
            ),
            participations=tuple(
                Participation(name, meeting, PersonRole.ATTENDEE, proof(span))
                for name, span in zip(people, told, strict=True)
            ),
            involvements=(Involvement(bodies[0], meeting, OrganizationRole.HOST, proof(held)),),
            statements=tuple(
                Statement(name, text, proof(span), meeting) for (name, text), span in zip(said, spoken, strict=True)
            ),
        )

    def _filler(self, chance: Random) -> str:
        """A sentence of the samples with some words behind it."""
        added = chance.choices(self._words, cum_weights=self._weights, k=8)
        return f"{chance.choice(self._sentences).rstrip('。')}，{''.join(added)}。"


def fill(store: Store, count: int) -> None:
    """Put articles into the tables and the graph, each person of a body and each body by its name."""
    maker = Maker()
    connection, dataset = store._connection, store.dataset
    identities: dict[str, int] = {}
    for first in range(0, count, _BATCH):
        content: list[Quad] = []
        with connection:
            for number in range(first, min(first + _BATCH, count)):
                one = maker.reading(number)
                row = (one.doc, one.raw_hash, one.reader_hash, msgspec.json.encode(one))
                connection.execute("INSERT INTO article (doc, raw_hash, reader_hash, reading) VALUES (?, ?, ?, ?)", row)
                bodies = {fact.person: fact.organization for fact in one.memberships}
                iris = {}
                for kind, thing in one.things():
                    iris[kind, thing.key] = iri = mint(kind, thing.key, bodies.get(thing.key, ""))
                    if iri not in identities:
                        identities[iri] = len(identities) + 1
                        values = (identities[iri], iri, kind, identities[iri])
                        connection.execute("INSERT INTO identity VALUES (?, ?, ?, ?)", values)
                    seen = (one.doc, kind, thing.key, identities[iri], "[]", "made_up", "[]", None)
                    connection.execute("INSERT INTO sighting VALUES (?, ?, ?, ?, ?, ?, ?, ?)", seen)
                content.extend(quads(one, iris))
            dataset.bulk_extend(content)
            advance(connection)
            connection.execute("DELETE FROM stale")
            connection.execute("DELETE FROM stale_iri")


def searching(count: int) -> Iterator[str]:
    """Searches by name, pinyin, initials and text; making the index, and mending it for one article more."""
    with TemporaryDirectory() as folder:
        start = perf_counter()
        with Store(f"{folder}/graph") as store:
            fill(store, count)
        yield line(f"{count:,} articles", f"{perf_counter() - start:.0f} s to make them up")
        with Store(f"{folder}/graph", read_only=True) as store:
            start, worked = perf_counter(), process_time()
            refresh(store)
            size = sum(file.stat().st_size for file in (store.folder / "fulltext").rglob("*"))
            taken = (
                f"{perf_counter() - start:.0f} s, {process_time() - worked:.0f} s of the processor, {size / 1e6:.0f} MB"
            )
            yield line("the index", taken)
            yield from asking(store)
        with Store(f"{folder}/graph") as store:
            store.add(Maker().reading(count + 1))
            start = perf_counter()
            refresh(store)
            yield line("one article more", f"{1000 * (perf_counter() - start):.0f} ms to mend the index")


def asking(store: Store) -> Iterator[str]:
    """The questions of each kind, each asked 31 times, after a first search that loads what searches need."""
    find(store, "陳存根")
    for kind, questions in QUESTIONS.items():
        taken = {text: sorted(1000 * _seconds(partial(find, store, text)) for _ in range(31)) for text in questions}
        every = sorted(one for times in taken.values() for one in times)
        slowest = max(taken, key=lambda text: median(taken[text]))
        figures = f"median {median(every):.1f} ms, worst {every[-1]:.1f} ms of {len(every)} (of the processor)"
        yield line(f"find by {kind}", f"{figures}; slowest {slowest}, median {median(taken[slowest]):.1f} ms")
        for person in questions[:1] if kind != "text" else ():
            found = find(store, person, (Kind.PERSON,), 1)
            assert found, person


def _seconds(action: Callable[[], object]) -> float:
    start = process_time()
    action()
    return process_time() - start
