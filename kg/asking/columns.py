"""The columns that a question asks for: what its question words mean, fact by fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.asking.meaning import Refusal
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.asking.asked import Ask
    from kg.asking.heard import Heard
    from kg.asking.meaning import Told

# What question words ask for, fact by fact. `what` is “what” or “which” with no noun beside it.
_ASKED: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "participation": {
        "person": ("person",), "agent": ("person",), "what": ("role", "topic"), "event": ("event",), "date": ("date",),
        "place": ("place", "event"), "role": ("role",), "topic": ("topic",), "post": ("post",), "said": ("topic",),
        "organization": ("post",), "companion": ("companion",),
    },
    "statement": {
        "person": ("person",), "agent": ("person",), "what": ("said",), "said": ("said",), "event": ("event",),
        "date": ("date",), "place": ("place", "event"), "post": ("post",), "organization": ("post",),
        "topic": ("said",),
    },
    "membership": {
        "person": ("person",), "agent": ("person",), "what": ("post",), "post": ("post",), "date": ("since", "until"),
        "organization": ("organization",), "place": ("organization",), "role": ("post",),
    },
    "involvement": {
        "person": ("organization",), "agent": ("organization",), "organization": ("organization",), "what": ("event",),
        "event": ("event",), "date": ("date",), "place": ("place", "event"), "role": ("role",),
        "initiative": ("event",), "roll": ("event",), "companion": ("companion",),
    },
    "proposal": {
        "person": ("proposer",), "agent": ("proposer",), "organization": ("proposer",), "place": ("proposer",),
        "what": ("initiative",), "initiative": ("initiative",), "date": ("date",),
    },
    "recognition": {
        "person": ("initiative", "proposer"), "agent": ("by",), "organization": ("proposer",), "place": ("proposer",),
        "what": ("initiative", "roll"), "initiative": ("initiative",), "roll": ("roll",), "date": ("date",),
    },
    "byline": {
        "person": ("person",), "agent": ("person",), "what": ("article",), "article": ("article",), "date": ("date",),
        "role": ("role",),
    },
    "article": {
        "what": ("article",), "article": ("article",), "date": ("date",), "organization": ("publisher",),
        "agent": ("publisher",), "person": ("publisher",),
    },
    "event": {
        "what": ("event",), "event": ("event",), "date": ("date",), "place": ("place",), "topic": ("topic",),
    },
    "jurisdiction": {"what": ("organization",), "organization": ("organization",)},
    "succession": {
        "person": ("successor",), "agent": ("successor",), "what": ("post",), "post": ("post",), "date": ("since",),
        "organization": ("organization",),
    },
    "precedence": {
        "person": ("predecessor",), "agent": ("predecessor",), "what": ("post",), "post": ("post",),
        "date": ("since",), "organization": ("organization",),
    },
}  # fmt: skip
_WHOLE: Final = {  # what is told where the question asks only whether, or names no question word
    "participation": ("person", "event", "role"), "statement": ("person", "said"),
    "membership": ("person", "post", "status"), "involvement": ("organization", "event", "role"),
    "proposal": ("initiative", "proposer"),
    "recognition": ("initiative", "roll"), "byline": ("person", "article"), "article": ("article",),
    "event": ("event", "date", "place"), "jurisdiction": ("organization",),
    "succession": ("successor",), "precedence": ("predecessor",),
}  # fmt: skip


def columns_of(told: Sequence[Told], heard: Heard, asks: Iterable[Ask]) -> tuple[str, ...] | Refusal:
    """The columns that are asked for: of the fact whose verb stands nearest, or else of any that has them.

    Where the question has no question word, what tells the whole of its fact; a refusal where none has what is asked.
    """
    asked: list[str] = []
    beside = sum(named.kind is Kind.PERSON for named in heard.names) == 1 and heard.signs("together")
    for ask in asks:
        wanted = "person" if ask.word == "count" and not ask.noun else ask.wanted
        if wanted in ("whether", "times"):
            continue
        if wanted == "person" and beside and told[0].fact == "participation":
            wanted = "companion"  # who was there together with somebody
        ordered = sorted(told, key=lambda one: one.fact != ask.fact)
        columns = next((fields[wanted] for one in ordered if wanted in (fields := _ASKED.get(one.fact, {}))), None)
        if columns is None:
            return Refusal(f"facts about {told[0].fact} do not tell the {wanted}")
        asked += columns
    if not asked and told[0].fact == "statement" and heard.has(Kind.PERSON):
        asked.append("said")
    return tuple(dict.fromkeys(asked)) or _WHOLE[told[0].fact]
