"""How sure a fact is: the share of its like that was right in articles met for the first time.

The shares stand in `kg/lexicon/confidence.csv`, which `scripts/calibrate.py` writes from `docs/first-contact.csv`: one
for facts of any kind, one a kind, one for the facts of a kind that take something from elsewhere in the article and one
for those that do not, one for each rule among these.
"""

from __future__ import annotations

import csv
from dataclasses import fields, replace
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from kg.model import FACT_KINDS, Completion, LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Evidence, Fact, Organization, Reading

COLUMNS: Final = ("fact", "rule", "completed", "right", "found", "confidence")
_FILE: Final = "confidence.csv"
_TAGGED: Final = 50 / 62  # of the persons that only the tagger named, so many were right: docs/second-voice.md

F = TypeVar("F", bound="Fact")

# all fields of each kind of fact but the last two, which are its completions and its confidence
_KEPT: Final = {kind: attrgetter(*(field.name for field in fields(kind)[:-2])) for kind in FACT_KINDS.values()}


class Like(NamedTuple):
    """What facts are counted together: an empty field stands for any."""

    fact: str = ""  # a key of FACT_KINDS
    rule: str = ""
    completed: str = ""  # "1" for facts with completions, "0" for those without

    def wider(self) -> tuple[Like, ...]:
        """This one and all that it belongs to, the widest last."""
        chain = (self, Like(self.fact, "", self.completed), Like(self.fact), Like())
        return tuple(dict.fromkeys(chain))


def kind_of(fact: Fact) -> str:
    """The name of the kind of fact, such as `membership`."""
    return type(fact).__name__.lower()


def like(fact: Fact) -> Like:
    """The facts that this one is counted with."""
    return _like(fact, fact.completions)


def confidence_of(fact: Fact) -> float:
    """A share in [0, 1], with two digits: that of the narrowest group of its like that was ever counted.

    Where only the tagger says that there is a person, it is less by the share of such names that were right.
    """
    return _sure_of(fact, fact.completions)


def weighed(fact: F, completions: tuple[Completion, ...] = ()) -> F:
    """The fact with what it takes from elsewhere, and with its confidence."""
    kind: type[Any] = type(fact)
    copy: F = kind(*_KEPT[kind](fact), completions, _sure_of(fact, completions))  # `replace` takes twice as long
    return copy


def at_least(reading: Reading, least: float) -> Reading:
    """The reading with those facts alone that are as sure as this, and without bodies that only the others imply."""
    if all(fact.confidence >= least for fact in reading.facts()):
        return reading
    kept: dict[str, Any] = {f"{kind}s": _sure(getattr(reading, f"{kind}s"), least) for kind in FACT_KINDS}
    slimmer = replace(reading, **kept)
    dropped = {post.evidence for post in reading.memberships if post.confidence < least}
    named = {name for fact in slimmer.facts() for name in _bodies(fact)}
    bodies = tuple(one for one in reading.organizations if one.key in named or not _is_implied(one, dropped))
    return replace(slimmer, organizations=bodies)


def _sure(facts: Iterable[F], least: float) -> tuple[F, ...]:
    return tuple(fact for fact in facts if fact.confidence >= least)


def _bodies(fact: Fact) -> Iterable[str]:
    """The bodies that a fact names, and whatever else bears its names."""
    return filter(None, (getattr(fact, "organization", None), getattr(fact, "proposer", None)))


def _is_implied(body: Organization, dropped: set[Evidence]) -> bool:
    """Whether nothing but posts that were left out tells of a body."""
    return bool(body.mentions) and dropped.issuperset(body.mentions)


def _sure_of(fact: Fact, completions: tuple[Completion, ...]) -> float:
    share = _confidence(_like(fact, completions))
    return round(share * _TAGGED, 2) if Completion.NAME in completions else share


def _like(fact: Fact, completions: tuple[Completion, ...]) -> Like:
    is_completed = bool(completions) and completions != (Completion.NAME,)
    return Like(kind_of(fact), fact.evidence.rule, "1" if is_completed else "0")


@cache
def _confidence(group: Like) -> float:
    shares = _table()
    return next(shares[one] for one in group.wider() if one in shares)


@cache
def _table() -> Mapping[Like, float]:
    return read_shares((files("kg") / "lexicon" / _FILE).read_text(encoding="utf-8"))


def read_shares(text: str) -> Mapping[Like, float]:
    """The confidence of each group that a table has. Raises LexiconError where it is not as it should be."""
    lines = list(csv.reader(text.splitlines()))
    if tuple(lines[0] if lines else ()) != COLUMNS:
        raise LexiconError(
            f"{_FILE}, line 1: the columns are not {','.join(COLUMNS)}; write it with `python -m scripts.calibrate`."
        )
    shares = {}
    for number, row in enumerate(lines[1:], start=2):
        try:
            fact, rule, completed, _, _, confidence = row
            share = float(confidence)
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            raise LexiconError(
                f"{_FILE}, line {number}: there is no share between 0 and 1; run `python -m scripts.calibrate`."
            )
        shares[Like(fact, rule, completed)] = share
    if Like() not in shares:
        raise LexiconError(
            f"{_FILE}: the line for facts of any kind is missing; write it with `python -m scripts.calibrate`."
        )
    return shares
