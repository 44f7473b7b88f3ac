"""Terms of canonical N-Triples taken apart: what a line says, and what a literal holds."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kg.model import StoreError
from kg.rdf.vocabulary import NAMESPACES

STRING: Final = NAMESPACES["xsd"] + "string"
_ENDING: Final = " .\n"
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


class Literal(NamedTuple):
    """A text with its language, if it has one, and its datatype."""

    text: str
    language: str
    datatype: str


def lines_of(lines: list[bytes]) -> list[str]:
    """Lines as text, without the end that each has; no term holds a line end."""
    return b"".join(lines).decode().split(_ENDING)[:-1]


def name_of(term: str) -> str:
    """The IRI of a node, or `_:` and the label of a blank one. StoreError for a triple that something is said of."""
    if term.startswith("<<"):
        raise StoreError("the graph speaks of a triple, which only nq, nt, trig and ttl can write")
    return term if term.startswith("_:") else term[1:-1]


def literal(term: str) -> Literal | None:
    """What a literal holds; nothing where the term is none."""
    if not term.startswith('"'):
        return None
    end = term.rindex('"')
    text, added = term[1:end], term[end + 1 :]
    if "\\" in text:
        text = _ESCAPE.sub(_character, text)
    return Literal(text, added[1:] if added.startswith("@") else "", added[3:-1] if added.startswith("^^") else STRING)


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SHORT[found[3]]
