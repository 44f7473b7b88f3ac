"""The JSON interface as a table: each operation with its parameters and the record that it answers with.

What reads a request and what describes the interface (OpenAPI) are both made of this.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from kg.asking import Answer
from kg.exploring.records import Evidence, Neighbourhood, Overview, Page
from kg.fulltext.hit import KINDS, Hit
from kg.serve.parameters import RequestError

if TYPE_CHECKING:
    from kg.serve.parameters import Parameters

_FARTHEST: Final = 100_000_000  # code points of an article


class Hits(Struct, frozen=True):
    """What a search found, the best first."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A parameter that is text."""

    name: str
    says: str
    most: int  # characters
    least: int = 1
    choices: tuple[str, ...] = ()
    is_required: bool = True

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        if self.choices:
            return {"type": "string", "enum": [*self.choices]}
        return {"type": "string", "minLength": self.least, "maxLength": self.most}

    def read(self, given: Parameters) -> str:
        """The value; RequestError where it is not as described."""
        if self.name not in {name for name, _ in given.pairs}:
            if self.is_required:
                raise RequestError(400, f"say {self.says}, as `{self.name}=`")
            return ""
        text = given.one(self.name)
        if self.choices and text not in self.choices:
            raise RequestError(400, f"`{self.name}` is one of {', '.join(self.choices)}")
        if not self.least <= len(text) <= self.most:
            raise RequestError(400, f"`{self.name}` has {self.least} to {self.most} characters")
        return text


@dataclass(frozen=True, slots=True)
class Number:
    """A parameter that is a whole number."""

    name: str
    says: str
    least: int
    most: int
    default: int | None = None

    @property
    def is_required(self) -> bool:
        """Whether it must be given."""
        return self.default is None

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        bounds: dict[str, Any] = {"type": "integer", "minimum": self.least, "maximum": self.most}
        return bounds if self.default is None else bounds | {"default": self.default}

    def read(self, given: Parameters) -> int:
        """The value; RequestError where it is not as described."""
        if self.name not in {name for name, _ in given.pairs}:
            if self.default is None:
                raise RequestError(400, f"say {self.says}, as `{self.name}=`")
            return self.default
        return given.number(self.name, -1, self.least, self.most)


@dataclass(frozen=True, slots=True)
class Operation:
    """A question that can be asked at /api/…"""

    name: str
    says: str
    parameters: tuple[Text | Number, ...]
    answer: type
    pool: str = "pages"  # whose workers answer


_IRI: Final = Text("iri", "which thing: its IRI", 2000)

OPERATIONS: Final = (
    Operation("overview", "What there is: counts, words for roles, a first picture.", (), Overview),
    Operation(
        "search",
        "Things by name, pinyin or initials; statements, sentences and articles by their words.",
        (
            Text("q", "what to search for", 200, 0),
            Text("kind", "only hits of this kind", 20, choices=KINDS, is_required=False),
            Number("limit", "how many hits", 1, 100, 20),
        ),
        Hits,
    ),
    Operation("things", "All that is told of a thing.", (_IRI,), Page),
    Operation(
        "neighbourhood",
        "A thing, what is next to it, and the facts among these.",
        (_IRI, Number("limit", "how many neighbours", 1, 500, 40)),
        Neighbourhood,
    ),
    Operation(
        "evidence",
        "An article with the characters that facts rest on, and these facts.",
        (
            Text("doc", "which article: its id", 1000),
            Number("start", "where the characters begin, in code points", 0, _FARTHEST),
            Number("end", "where they end", 0, _FARTHEST),
        ),
        Evidence,
    ),
    Operation(
        "ask",
        "The answer to a question in Chinese or English.",
        (Text("q", "the question", 500, 0),),
        Answer,
        "queries",
    ),
)
