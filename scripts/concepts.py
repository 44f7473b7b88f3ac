"""Writes the labels of the concepts of `ontology/kg.ttl` in every script, and `ontology/titles.ttl` as a whole.

    python -m scripts.concepts     after a change of a Chinese or English label, of the titles in titles.yaml, or of
                                   titles.csv, which has their English names

Traditional characters are OpenCC's, pinyin is pypinyin's with the words that jieba divides; the Chinese label in
simplified characters and the English one are written by hand. Titles have the IRIs that they have in the graph.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg import lexicon
from kg.rdf.nodes import BASE, safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT: Final = Path(__file__).resolve().parents[1]
ONTOLOGY: Final = ROOT / "ontology" / "kg.ttl"
TITLES: Final = ROOT / "ontology" / "titles.ttl"
_ENGLISH: Final = Path(__file__).with_name("titles.csv")
_LABELS: Final = re.compile(r'skos:prefLabel "([^"]+)"@zh(?:-Hans)?,[^;]*"([^"]+)"@en ;')
_VOWELS: Final = tuple("aāáǎàoōóǒòeēéěè")
_HEADS: Final = "长"  # at the end of a word it is a head of something, never length
_READ_OTHERWISE: Final = {"专干": "zhuāngàn", "街坊长": "jiēfangzhǎng"}
_ONE_WORD: Final = 3  # characters of a name that is written as one word, at most
_GRADE: Final = re.compile(r"(正|副)?[部省厅局处科](长)?级|[一二三四]级.*(巡视员|调研员|科员)")
_GROUPS: Final = {
    "party": ("党内职务", "posts in the party"),
    "state": ("国家机关职务", "posts in organs of the state"),
    "justice": ("政法职务", "posts in justice, police and army"),
    "rank": ("职级与总师", "ranks and chief specialists"),
    "learning": ("教育科研职务", "posts in education and research"),
    "association": ("社团职务", "posts in associations"),
    "company": ("企业职务", "posts in companies and professions"),
    "press": ("新闻出版职务", "posts in press and publishing"),
    "community": ("城乡社区职务", "posts in communities and villages"),
}
_OPENING: Final = """@prefix kg: <https://w3id.org/governance-kg/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

# The titles that titles.yaml knows, by the IRIs that they have in the graph, and the grades of civil servants.
# Written by `python -m scripts.concepts`; the English names are in scripts/titles.csv. Titles that articles name beyond
# these (with a modifier, such as 副主任) are made as they come.

<https://w3id.org/governance-kg/titles> a owl:Ontology ;
    owl:imports <https://w3id.org/governance-kg/ontology> .

skos:Collection a owl:Class .
skos:member a owl:ObjectProperty .
skos:broader a owl:ObjectProperty .

"""


def relabelled(ontology: str) -> str:
    """The text of kg.ttl with every concept labelled in simplified, traditional, pinyin and English."""
    return _LABELS.sub(lambda match: f"skos:prefLabel {labels(match[1], match[2])} ;", ontology)


def titles() -> str:
    """The text of titles.ttl."""
    return _OPENING + "\n".join((*_schemes(), *map(_title, _words("heads")), *map(_grade, _grades()), *_collections()))


@cache
def english() -> dict[str, str]:
    """The English names of titles and grades."""
    with _ENGLISH.open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["english"] for row in csv.DictReader(file)}


def pinyin(text: str) -> str:
    """A name in pinyin with tones, word by word; a short one is one word."""
    import jieba

    jieba.setLogLevel("ERROR")
    words = [text] if len(text) <= _ONE_WORD else jieba.lcut(text, HMM=False)
    return " ".join(filter(None, map(_word, words)))


def _word(word: str) -> str:
    from pypinyin import Style, lazy_pinyin

    if word in _READ_OTHERWISE or word.isspace():
        return _READ_OTHERWISE.get(word, "")
    syllables = lazy_pinyin(word, style=Style.TONE)
    if word.endswith(_HEADS):
        syllables[-1] = "zhǎng"
    return "".join(f"'{one}" if at and one.startswith(_VOWELS) else one for at, one in enumerate(syllables))


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2tw").convert
    return convert


def labels(chinese: str, english_name: str) -> str:
    """A name in four scripts, as Turtle."""
    first = f'"{chinese}"@zh-Hans, "{_converter()(chinese)}"@zh-Hant'
    return f'{first}, "{pinyin(chinese)}"@zh-Latn-pinyin,\n        "{english_name}"@en'


def _words(key: str) -> list[str]:
    """The heads of titles.yaml, each once, in its order."""
    return list(dict.fromkeys(word for group in lexicon.load("titles")[key].values() for word in group))


def _grades() -> list[str]:
    return [word for word in english() if _GRADE.fullmatch(word)]


def _iri(word: str) -> str:
    return f"<{BASE}title/{safe(word)}>"


def _title(word: str) -> str:
    """A title as the graph has it, with all its labels."""
    named = labels(word, english()[word])
    return f"{_iri(word)} a org:Role ;\n    skos:inScheme kg:titles ;\n    skos:prefLabel {named} .\n"


def _grade(word: str) -> str:
    """A grade; a rank such as 一级调研员 is a title too, narrower than that without the number."""
    head = next((head for head in ("巡视员", "调研员", "主任科员", "科员") if word.endswith(head)), "")
    kind, schemes = ("org:Role", "kg:titles, kg:grades") if head else ("skos:Concept", "kg:grades")
    broader = f"    skos:broader {_iri(head)} ;\n" if head else ""
    named = labels(word, english()[word])
    return f"{_iri(word)} a {kind} ;\n    skos:inScheme {schemes} ;\n{broader}    skos:prefLabel {named} .\n"


def _schemes() -> Iterator[str]:
    named = labels("职级", "grades")
    yield f"kg:grades a skos:ConceptScheme ;\n    skos:prefLabel {named} .\n"


def _collections() -> Iterator[str]:
    for name, words in lexicon.load("titles")["heads"].items():
        members = ",\n        ".join(_iri(word) for word in words)
        named = labels(*_GROUPS[name])
        yield f"kg:titles-{name} a skos:Collection ;\n    skos:prefLabel {named} ;\n    skos:member {members} .\n"


if __name__ == "__main__":
    ONTOLOGY.write_text(relabelled(ONTOLOGY.read_text(encoding="utf-8")), encoding="utf-8")
    TITLES.write_text(titles(), encoding="utf-8")
