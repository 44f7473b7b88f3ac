"""What the things of a graph are called, read once from it, and how those names sound."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import normalize

from kg.divisions import by_code, spellings
from kg.model import Kind
from kg.questions.matching import rows_of
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.divisions import Division
    from kg.store import Store

_NAMES: Final = "SELECT DISTINCT ?thing ?name { VALUES ?label { %s } GRAPH ?g { ?thing a %s ; ?label ?name } }"
_CODES: Final = f"SELECT DISTINCT ?thing ?code {{ GRAPH ?g {{ ?thing {v.CODE} ?code }} }}"
_CLASSES: Final = {**v.CLASSES, Kind.TITLE: v.TITLE}
_READINGS: Final = 8  # ways in which a person's name may be read aloud
_SHORT: Final = 4  # characters; longer names are read in one way


class Label(NamedTuple):
    """One name of one thing."""

    kind: Kind
    iri: str
    name: str


@dataclass(frozen=True)
class Labels:
    """The names of all things of a graph, and the codes of its divisions."""

    all: tuple[Label, ...]
    codes: Mapping[str, str]  # IRI → GB/T 2260

    @cached_property
    def divisions(self) -> dict[str, list[str]]:
        """Names of divisions in the graph, or of those around them, each with the codes that it may mean."""
        found: dict[str, list[str]] = defaultdict(list)
        for code in sorted({around for one in self.codes.values() for around in _around(one)}):
            for spelling in _spellings(by_code(code)):
                if code not in found[spelling]:
                    found[spelling].append(code)
        return dict(found)

    @cached_property
    def main(self) -> dict[str, str]:
        """The longest name of each thing."""
        longest: dict[str, str] = {}
        for label in self.all:
            longest[label.iri] = max(longest.get(label.iri, ""), label.name, key=lambda name: (len(name), name))
        return longest

    def of(self, kind: Kind) -> Iterator[Label]:
        """The names of one kind of thing."""
        return (label for label in self.all if label.kind is kind)


def labels_of(store: Store) -> Labels:
    """The names in a graph, by kind, name and IRI."""
    labels = [
        Label(kind, row["thing"], row["name"])
        for kind, sort in _CLASSES.items()
        for row in rows_of(store, _NAMES % (f"{v.LABEL} {v.OTHER_LABEL}", sort))
    ]
    codes = {row["thing"]: row["code"] for row in rows_of(store, _CODES)}
    return Labels(tuple(sorted(labels, key=lambda label: (label.kind, label.name, label.iri))), codes)


def prefix(code: str) -> str:
    """What the codes of all parts of a division begin with: 35 of 350000, 3505 of 350500."""
    return code.removesuffix("00").removesuffix("00")


def called(code: str) -> str:
    """The name of a division with that of the one around it; its code where there is none."""
    division = by_code(code)
    if division is None:
        return code
    parent = by_code(division.parent) if division.parent else None
    return (parent.name if parent and parent.name not in division.name else "") + division.name


def _around(code: str) -> set[str]:
    return {code, code[:4] + "00", code[:2] + "0000"}


def _spellings(division: Division | None) -> tuple[str, ...]:
    return tuple(name for name in spellings(division) if len(name) > 1) if division else ()


@lru_cache(maxsize=1 << 18)
def syllables(name: str) -> tuple[str, ...]:
    """The sound of each character in pinyin without tones, ü as v; what is no Chinese character stands for itself."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(name))


@lru_cache(maxsize=1 << 18)
def spelled(name: str) -> frozenset[str]:
    """The ways to write a person's name in Latin letters, without spaces: chencungen, cungenchen."""
    from pypinyin import Style, pinyin

    plain = [syllables(name)]
    if len(name) <= _SHORT:
        readings = pinyin(name, style=Style.NORMAL, heteronym=True)
        plain += islice(product(*readings), _READINGS)
    joined = set()
    for sounds in plain:
        if len(sounds) == len(name):
            joined |= {"".join(sounds[cut:] + sounds[:cut]) for cut in (0, 1, 2) if cut < len(sounds)}
    return frozenset(sounds_alike for one in joined for sounds_alike in (one, one.replace("v", "u")))


def plain_letters(word: str) -> str:
    """A word in Latin letters without tones, hyphens and apostrophes: Chén Cún-gēn is chen cungen; ü is v."""
    apart = normalize("NFD", word.lower().replace("lyu", "lv").replace("nyu", "nv"))
    return "".join(c for c in apart.replace("u\u0308", "v") if c.isascii() and c.isalnum())
