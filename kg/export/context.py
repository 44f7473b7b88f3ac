"""The short names of `ontology/context.jsonld`, used backwards: which name a property has for a value, and how the
value is then written."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from kg.export.terms import STRING
from kg.model import StoreError
from kg.rdf import BASE, ontology_folder
from kg.rdf.vocabulary import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.export.terms import Literal

_INTEGER: Final = NAMESPACES["xsd"] + "integer"
_WHOLE: Final = re.compile(r"0|-?[1-9]\d{0,14}", re.ASCII)  # what JSON writes as it stands
_SPLIT: Final = re.compile(r"(.*[/#])([A-Za-z][A-Za-z0-9_-]*)", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)  # known by itself, so that what it says can be kept
class Context:
    """Names by property and form of value (a language, a datatype, `@id`, or nothing), names of classes, prefixes."""

    document: Mapping[str, Any]
    names: Mapping[tuple[str, str], str]
    classes: Mapping[str, str]
    prefixes: Mapping[str, str]

    def short(self, iri: str) -> str:
        """An IRI as a prefixed name, where there is a prefix for it."""
        if iri.startswith(BASE):
            return iri
        if found := _SPLIT.fullmatch(iri):
            prefix = self.prefixes.get(found[1])
            if prefix:
                return f"{prefix}:{found[2]}"
        if iri.partition(":")[0] in self.document:
            raise StoreError(f"JSON-LD cannot tell the IRI <{iri}> from a prefixed name; write another format instead")
        return iri

    def link(self, prop: str, node: str) -> tuple[str, Any]:
        """The key and the value of a property that leads to a node, whose name is short already."""
        name = self.names.get((prop, "@id"))
        return (name, node) if name else (self.short(prop), {"id": node})

    def text(self, prop: str, value: Literal) -> tuple[str, Any]:
        """The key and the value of a property that holds a text, a date or a number."""
        form = f"@{value.language}" if value.language else "" if value.datatype == STRING else value.datatype
        if name := self.names.get((prop, form)):
            return name, value.text
        name = self.names.get((prop, ""), self.short(prop))
        if value.language:
            return name, {"@value": value.text, "@language": value.language}
        if form == _INTEGER and _WHOLE.fullmatch(value.text):
            return name, int(value.text)
        return name, {"@value": value.text, "type": self.short(form)} if form else value.text


@cache
def load_context() -> Context:
    """The context beside the ontology."""
    text = ontology_folder().joinpath("context.jsonld").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)["@context"]
    prefixes = {iri: name for name, iri in document.items() if isinstance(iri, str) and iri.endswith(("/", "#"))}
    own = {name: iri for iri, name in prefixes.items()}
    names = {key: name for name, entry in document.items() for key in _keys(entry, own)}
    plain = {name: _expanded(iri, own) for name, iri in document.items() if isinstance(iri, str) and ":" in iri}
    classes = {iri: name for name, iri in plain.items() if name not in own}
    return Context(document, names, classes, prefixes)


def _keys(entry: Any, prefixes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The property of a name, and the form of value that it stands for; none for what this writer does not use."""
    if isinstance(entry, dict) and "@id" in entry and not entry.keys() - {"@id", "@type", "@language"}:
        language, kind = entry.get("@language"), entry.get("@type", "")
        form = f"@{language}" if language else kind if kind.startswith("@") else _expanded(kind, prefixes)
        yield _expanded(entry["@id"], prefixes), form


def _expanded(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, colon, local = name.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else name
