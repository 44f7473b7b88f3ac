"""Questions that can be answered, near to one that was not understood: with the names that it holds, or near ones."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.asking.parts import FILE
from kg.lexicon import load
from kg.model import Kind
from kg.questions.matching import nearest, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.asking.heard import Heard
    from kg.asking.labels import Labels
    from kg.store import Store

_KNOWN: Final = """SELECT ?thing (COUNT(?fact) AS ?told) { GRAPH ?g { ?fact a %s ; ?role ?thing . ?thing a %s } }
    GROUP BY ?thing ORDER BY DESC(?told) ?thing LIMIT 3"""
_FACTS: Final = {
    Kind.PERSON: ("kg:Participation", "foaf:Person"),
    Kind.EVENT: ("kg:Participation", "schema:Event"),
    Kind.ORGANIZATION: ("kg:Involvement", "org:Organization"),
    Kind.INITIATIVE: ("kg:Proposal", "kg:Initiative"),
    Kind.PLACE: ("kg:Jurisdiction", "schema:AdministrativeArea"),
}
_SLOTS: Final = {f"{{{kind}}}": kind for kind in _FACTS}


def offers(store: Store, labels: Labels, heard: Heard, unknown: Sequence[str], text: str) -> Iterator[str]:
    """Questions in the language of the text, the likeliest first: those about what it names and asks."""
    is_english = _is_english(text)
    entries = Counter(part.entry for part in heard.parts)
    named = {kind: _names(store, labels, heard, kind, unknown) for kind in _FACTS}
    found: list[tuple[tuple[int, int, int], str]] = []
    for order, (entry, template) in enumerate(_templates()):
        if _is_english(template) != is_english:
            continue
        kinds = [kind for slot, kind in _SLOTS.items() if slot in template]
        if any(not named[kind] for kind in kinds):
            continue
        is_asked = entries[entry] > 0
        fit = sum(named[kind][0][1] for kind in kinds)
        question = template
        for kind in kinds:
            question = question.replace(f"{{{kind}}}", named[kind][0][0])
        found.append(((-(2 * fit + 3 * is_asked), order, 0), question))
    for _, question in sorted(found):
        yield question


def _is_english(text: str) -> bool:
    text = re.sub(r"\{[a-z]+\}", "", text)
    return sum(sign.isascii() and sign.isalpha() for sign in text) > sum(sign >= "\u2e80" for sign in text)


@cache
def _templates() -> tuple[tuple[str, str], ...]:
    entries = load(FILE).items()
    return tuple((name, offer) for name, entry in entries for offer in entry.get("offers", ()) if name != "words")


def _names(store: Store, labels: Labels, heard: Heard, kind: Kind, unknown: Iterable[str]) -> list[tuple[str, int]]:
    """Names of a kind with how near they are: those in the question, those like its unknown words, the best known."""
    here = [(_short(named.labels[0], kind), 2) for named in (*heard.names, *heard.subjects) if named.kind is kind]
    if here:
        return here
    names = {label.name for label in labels.of(kind)}
    near = [(name, 1) for word in unknown for name in nearest(word, names)[:1] if set(word) & set(name)]
    return near or [(name, 0) for name in _known(store, labels, kind)]


def _short(label: str, kind: Kind) -> str:
    return label


def _known(store: Store, labels: Labels, kind: Kind) -> list[str]:
    from kg.rdf.vocabulary import term

    fact, sort = _FACTS[kind]
    rows = rows_of(store, _KNOWN % (term(fact), term(sort)))
    return [labels.main[row["thing"]] for row in rows if row["thing"] in labels.main]
