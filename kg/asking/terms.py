"""Terms of a query as text: IRIs and literals as the RDF library writes them, and comments that stay comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.rdf.vocabulary import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterable

_USED: Final = re.compile(r"\b([a-z]+):[A-Za-z]")
_LONGEST: Final = 200  # characters of a comment


def iri(value: str) -> str:
    """An IRI in angle brackets; ValueError for what is none."""
    from pyoxigraph import NamedNode

    return str(NamedNode(value))


def literal(value: str) -> str:
    """Words in quotation marks, with all that must be escaped."""
    from pyoxigraph import Literal

    return str(Literal(value))


def values(iris: Iterable[str]) -> str:
    """A block of values: { <…> <…> }."""
    return "{ " + " ".join(map(iri, iris)) + " }"


def comment(text: str) -> str:
    """Text for a comment: one line of what can be shown."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"


def prefixes(sparql: str) -> list[str]:
    """The declarations of the prefixes that a query uses."""
    used = set(_USED.findall(re.sub(r"<[^>]*>|\"(?:[^\"\\]|\\.)*\"|#.*", "", sparql)))
    used |= set(_USED.findall(sparql)) & set(NAMESPACES)
    return [f"PREFIX {name}: <{NAMESPACES[name]}>" for name in sorted(used & set(NAMESPACES))]
