"""Things by their names: whole names, then the beginnings of names, then parts of them; the best known first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.fulltext.entries import LONGEST_OPENING, schema
from kg.fulltext.hit import Hit
from kg.fulltext.index import told_of
from kg.fulltext.pronunciation import typed
from kg.fulltext.words import plain
from kg.questions.matching import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import tantivy

    from kg.fulltext.entries import Told

_WHOLE, _INITIALS, _OPENING, _PART = 3.5, 3.0, 2.0, 1.0  # scores, before how well known a thing is
_SHARE: Final = 0.4  # of a score, at most, for that
_KNOWN: Final = 50  # articles with which half of this share is reached
_SPARE: Final = 3  # times as many as wanted, where some may not bear the name


def by_name(searcher: tantivy.Searcher, text: str, kinds: Collection[str], limit: int) -> list[Hit]:
    """The things of these kinds that are called so, in Chinese of either script, by pinyin, or by first letters."""
    written = {folded(text), folded(plain(text))} - {""}
    spoken = set(typed(text))
    found: dict[str, Hit] = {}
    for score, fields, wanted in (
        (_WHOLE, ("key",), written | spoken),
        (_INITIALS, ("initials",), spoken),
        (_OPENING, ("opening",), {one for one in written | spoken if len(one) <= LONGEST_OPENING}),
        (_PART, ("inside", "sounds"), written | spoken),
    ):
        if len(found) < limit:
            for hit in _among(searcher, score, _queries(fields, wanted), kinds, limit):
                if score > _PART or _holds(hit[1], written, spoken):
                    found.setdefault(hit[0].iri, hit[0])
    return list(found.values())[:limit]


def _queries(fields: Sequence[str], wanted: Collection[str]) -> Iterator[tantivy.Query]:
    """What to look for in fields of names; parts are looked for by all their pairs or threes of characters."""
    from tantivy import Occur, Query

    for field in fields:
        size = {"inside": 2, "sounds": 3}.get(field)
        for one in sorted(wanted):
            if size is None:
                yield Query.term_query(schema(), field, one)
            elif len(one) >= size and one.isascii() >= (field == "sounds"):
                cuts = dict.fromkeys(one[at : at + size] for at in range(len(one) - size + 1))
                yield Query.boolean_query([(Occur.Must, Query.term_query(schema(), field, cut)) for cut in cuts])


def _among(
    searcher: tantivy.Searcher, score: float, queries: Iterator[tantivy.Query], kinds: Collection[str], limit: int
) -> list[tuple[Hit, Told]]:
    """The best known of the things of these kinds that any of these queries finds."""
    from tantivy import Occur, Query

    either = list(queries)
    if not either:
        return []
    any_of = either[0] if len(either) == 1 else Query.boolean_query([(Occur.Should, query) for query in either])
    of_kind = Query.term_set_query(schema(), "kind", sorted(kinds))
    both = Query.boolean_query([(Occur.Must, any_of), (Occur.Must, of_kind)])
    result = searcher.search(both, limit * _SPARE, count=False, order_by_field="weight")
    hits = []
    for weight, address in result.hits:
        entry = searcher.doc(address)
        told = told_of(entry)
        known = score + _SHARE * weight / (weight + _KNOWN)
        hits.append((_hit(entry, told, known), told))
    return sorted(hits, key=lambda hit: (-hit[0].score, hit[0].label, hit[0].iri))


def _hit(entry: tantivy.Document, told: Told, score: float) -> Hit:
    iri, kind = str(entry.get_first("iri")), str(entry.get_first("kind"))
    return Hit(iri, kind, told.label, told.names, told.text, "", 0, 0, round(score, 4))


def _holds(told: Told, written: Collection[str], spoken: Collection[str]) -> bool:
    """Whether a name holds what was looked for; spoken, from the beginning of a syllable on."""
    names = [folded(name) for name in (told.label, *told.names)]
    if any(one in name for one in written for name in names):
        return True
    rests = (sound.split(" ")[at:] for sound in told.sounds for at in range(sound.count(" ") + 1))
    return any("".join(rest).startswith(one) for rest in rests for one in spoken)
