"""Everything at once, for the single file: things with where they stand and how they sound, facts, texts."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from kg.exploring.acts import acts, is_act
from kg.exploring.facts import ACT, detailed, ends
from kg.exploring.overview import provinces, words
from kg.exploring.placing import placed
from kg.exploring.records import Picture
from kg.exploring.things import count_of, things_of
from kg.model import KgError, Kind
from kg.questions.matching import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.exploring.records import Article, Fact, Thing
    from kg.store import Store

_UNSPOKEN: Final = re.compile(r"[\s']+")
MOST: Final = 20_000  # things that one file can show


def whole(store: Store, most: int = MOST) -> Picture:
    """The whole graph; KgError where it has more than `most` things, for it is then better served."""
    if (count := count_of(store)) > most:
        raise KgError(
            f"the graph has {count:,} things, and one file shows at most {most:,}; open the graph with `kg serve`, "
            "which has no such limit, or draw a part of it with `kg view --around NAME`"
        )
    things = things_of(store, None)
    found = ends(store, None, most=None) | acts(store, None)
    kept = {told: group for told, group in found.items() if told.source in things and told.target in {"", *things}}
    telling = detailed(store, kept, None, with_text=bool(store.imported))
    facts = tuple(fact for fact in telling.facts if fact.kind != ACT)
    counts = {kind.value: sum(thing.kind is kind for thing in things.values()) for kind in list(Kind)[:5]}
    names = (name for thing in things.values() for name in (thing.label, *thing.names))
    return Picture(
        counts,
        words(),
        provinces(),
        scripts((*names, *(fact.said for fact in facts))),
        tuple(_placed(things, facts)),
        facts,
        tuple(_with_texts(store, telling.articles)),
        tuple(fact for fact in telling.facts if fact.kind == ACT or is_act(fact)),
    )


def _with_texts(store: Store, articles: Iterable[Article]) -> Iterator[Article]:
    for article in articles:
        yield article if store.imported else replace(article, text=store.reading(article.doc).raw)


def _placed(things: Mapping[str, Thing], facts: Iterable[Fact]) -> Iterator[Thing]:
    """The things with a place in the picture and the sound of their names."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(sorted(things))
    graph.add_edges_from(sorted({(fact.source, fact.target) for fact in facts if fact.target}))
    places = placed(graph, {iri: _box(things[iri].label, graph.degree(iri)) for iri in graph})
    for iri, thing in things.items():
        x, y = places[iri]
        yield replace(thing, sound=sound((thing.label, *thing.names)), x=round(x), y=round(y))


def _box(label: str, degree: int) -> tuple[float, float]:
    """Width and height of a thing with its name in two lines."""
    size = 16.0 + 5.0 * math.sqrt(degree)
    return max(size, 11.0 * min(len(label), 10)) + 22.0, size + 40.0


def sound(names: Iterable[str]) -> str:
    """The names in pinyin without tones, an apostrophe between syllables, for one who types no Chinese."""
    from pypinyin import lazy_pinyin

    heard: dict[str, None] = {}
    for name in names:
        syllables = ["".join(_UNSPOKEN.split(syllable.lower())) for syllable in lazy_pinyin(name)]
        heard["'".join(filter(None, syllables))] = None
    return " ".join(heard)


def scripts(texts: Iterable[str]) -> tuple[str, str]:
    """The Traditional characters that may be typed for those of the texts, and in the same order the Simplified."""
    written = set().union(*texts)
    pairs = [(typed, plain) for typed, plain in _conversions() if plain in written]
    return "".join(typed for typed, _ in pairs), "".join(plain for _, plain in pairs)


@cache
def _conversions() -> tuple[tuple[str, str], ...]:
    """Every character that is another one in Simplified script, as OpenCC converts it by itself."""
    characters = [chr(code) for code in range(0x3400, 0xA000)]
    found = zip(characters, simplified("\n".join(characters)).split("\n"), strict=True)
    return tuple((typed, plain) for typed, plain in found if typed != plain)
