"""What stands in the index: its fields, and the entries of things and of texts.

key, initials   whole names and pinyin; first letters (ccg, chencg); as typed: found by equality
opening         the same, found by their beginnings
inside          pairs of neighbouring characters of names, and `sounds` threes of letters of their pinyin: found by
                parts, which the names themselves then confirm
statement, evidence, article    the words of texts of these kinds, with how often they stand there: found by BM25
told            what a hit tells, as JSON
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import msgspec

from kg.fulltext.hit import ARTICLE, WORDED
from kg.fulltext.pronunciation import keys, shortened, spellings
from kg.fulltext.words import plain, words
from kg.model import Kind
from kg.questions.matching import folded

if TYPE_CHECKING:
    import tantivy

    from kg.fulltext.passages import Passage
    from kg.fulltext.things import Named
    from kg.store.generations import Generation

FORMAT: Final = 2  # of the entries; another number makes every index anew
GENERATION: Final = "generation"  # the kind of the one entry that says what the index was made from
LONGEST_OPENING: Final = 24


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the index tells of an entry."""

    label: str = ""
    names: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()  # syllables, with spaces between them
    text: str = ""  # of a thing what tells it from its namesakes
    start: int = 0
    end: int = 0
    things: tuple[str, ...] = ()  # of an article, what it names: they change with it
    origin: str = ""
    number: int = 0


@cache
def schema() -> tantivy.Schema:
    """The fields of the index."""
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    for stored in ("kind", "iri", "doc"):
        builder.add_text_field(stored, stored=True, tokenizer_name="raw", index_option="basic")
    for whole in ("key", "initials"):
        builder.add_text_field(whole, tokenizer_name="raw", index_option="basic")
    for part in ("opening", "inside", "sounds"):
        builder.add_text_field(part, tokenizer_name=part, index_option="basic")
    for kind in WORDED:
        builder.add_text_field(kind, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("weight", fast=True)
    builder.add_bytes_field("told", stored=True)
    return builder.build()


def register_tokenizers(index: tantivy.Index) -> None:
    """How the parts of names are cut."""
    from tantivy import TextAnalyzerBuilder, Tokenizer

    cuts = {
        "opening": Tokenizer.ngram(1, LONGEST_OPENING, prefix_only=True),
        "inside": Tokenizer.ngram(2, 2),
        "sounds": Tokenizer.ngram(3, 3),
    }
    for name, cut in cuts.items():
        index.register_tokenizer(name, TextAnalyzerBuilder(cut).build())


def thing_entry(thing: Named) -> tantivy.Document:
    """The entry of a thing, under all its names and all that people type for them."""
    is_person = thing.kind == Kind.PERSON
    typed: dict[str, set[str]] = {"key": set(), "initials": set(), "inside": set(), "sounds": set()}
    sounds: dict[str, None] = {}
    for name in (thing.label, *thing.names):
        written = {folded(name), folded(plain(name))} - {""}
        typed["key"] |= written
        typed["inside"] |= written
        for syllables in spellings(name, is_person=is_person):
            sounds[" ".join(syllables)] = None
            typed["key"].update(keys(syllables, is_person=is_person))
            typed["initials"].update(shortened(syllables))
            typed["sounds"].add("".join(syllables))
    typed["opening"] = typed["key"] | typed["initials"]
    entry = _entry(thing.kind, thing.iri, "", Told(thing.label, thing.names, tuple(sounds), thing.detail))
    entry.add_unsigned("weight", thing.articles)
    for field, values in typed.items():
        for value in sorted(values):
            entry.add_text(field, value)
    return entry


def passage_entry(passage: Passage, doc: str, things: tuple[str, ...]) -> tantivy.Document:
    """The entry of a text. That of an article holds its words but not itself, which the store has."""
    is_whole = passage.kind == ARTICLE
    told = Told(
        passage.label,
        text="" if is_whole else passage.text,
        start=passage.span.start,
        end=passage.span.end,
        things=things if is_whole else (),
    )
    entry = _entry(passage.kind, passage.iri, doc, told)
    entry.add_text(passage.kind, " ".join(_words(passage)))
    return entry


def generation_entry(generation: Generation) -> tantivy.Document:
    """The entry that says what the index was made from."""
    return _entry(GENERATION, "", "", Told(origin=generation.origin, number=generation.number))


def _entry(kind: str, iri: str, doc: str, told: Told) -> tantivy.Document:
    from tantivy import Document

    entry = Document()
    for field, text in (("kind", kind), ("iri", iri), ("doc", doc)):
        entry.add_text(field, text)
    entry.add_bytes("told", msgspec.json.encode(told))
    return entry


def _words(passage: Passage) -> list[str]:
    """The words of a text by its sentences, of an article with the headline, and those of the names in it.

    A name that its sentence cuts otherwise (刘存|根据) is found all the same.
    """
    text = plain(f"{passage.label}\n{passage.text}" if passage.kind == ARTICLE else passage.text)
    cut = [word for line in text.replace("。", "。\n").splitlines() for word in words(line)]
    known = set(cut)
    for name in map(plain, passage.names):
        if name in text:
            cut += [word for word in words(name) if word not in known]
    return cut
