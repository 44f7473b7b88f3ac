"""What people said of single facts: wrong, right, or what is so instead. The reading itself stays as it was read.

fact_id(fact, reading)            the short name of a fact: of these characters of this text, with this content
Corrections(…).applied(reading)   the reading as corrected, and what was corrected in it
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg import divisions
from kg.confidence import at_least, kind_of
from kg.model import (
    FACT_KINDS,
    BylineRole,
    Fact,
    Kind,
    Organization,
    OrganizationRole,
    Person,
    PersonRole,
    Proposal,
    Reading,
    RulingError,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WRONG, RIGHT, CHANGED = "wrong", "right", "changed"
_DIGITS: Final = 6  # of the text's hash, and as many of the fact's
_UNSTABLE: Final = ("evidence", "completions", "confidence")
_AT_EVENT: Final = ("event", "date")
# What can be said instead, by kind of fact; `date` is that of the event.
FIELDS: Final = {
    "byline": ("person", "role"),
    "membership": ("person", "organization", "title", "status", "start", "end"),
    "jurisdiction": ("organization", "code"),
    "participation": ("person", "role", "topic", *_AT_EVENT),
    "involvement": ("organization", "role", *_AT_EVENT),
    "statement": ("person", *_AT_EVENT),
    "proposal": ("initiative", "organization"),
    "recognition": ("initiative", "roll"),
}
_CHOICES: Final[dict[tuple[str, str], type[StrEnum]]] = {
    ("byline", "role"): BylineRole,
    ("membership", "status"): Status,
    ("participation", "role"): PersonRole,
    ("involvement", "role"): OrganizationRole,
}
_THINGS: Final = {"event": "events", "initiative": "initiatives", "roll": "initiatives"}
_NEW: Final[dict[str, tuple[str, type[Person | Organization]]]] = {
    "person": ("persons", Person),
    "organization": ("organizations", Organization),
}
_TOLD: Final = ("kind", "says", "article", "because", "who", "when")
_DATES: Final = ("date", "start", "end")
_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody said of a fact: wrong, right, or changed in some of its fields."""

    fact: str
    verdict: str
    instead: tuple[tuple[str, str], ...] = ()  # fields that are other than read, with their values
    kind: str = ""
    says: str = ""  # the fact in words, for the reader of the file
    article: str = ""
    because: str = ""
    who: str = ""
    when: str = ""

    def __str__(self) -> str:
        said = "; ".join(f"{name}={value}" for name, value in self.instead) or self.verdict
        return ", ".join(filter(None, (said, self.because, self.who, self.when)))


class Note(NamedTuple):
    """A correction with the fact as it was read and as it is now; None where it is out."""

    correction: Correction
    read: Fact
    now: Fact | None


class Corrected(NamedTuple):
    """A reading as corrected, and what was corrected in it."""

    reading: Reading
    notes: tuple[Note, ...] = ()

    def id_of(self, fact: Fact) -> str:
        """The name of a fact of the corrected reading: that of the fact as it was read."""
        return next((note.correction.fact for note in self.notes if note.now == fact), fact_id(fact, self.reading))

    def note_on(self, fact: Fact) -> Note | None:
        """What was said of a fact, as read or as it is now."""
        return next((note for note in self.notes if fact in (note.now, note.read)), None)


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections by the text that they are about; `gathered` makes them."""

    all: tuple[Correction, ...] = ()
    _by_text: Mapping[str, Mapping[str, Correction]] = field(default_factory=dict)

    def applied(self, reading: Reading) -> Corrected:
        """A reading with what was said of its facts, as far as the facts are there and the values possible in it."""
        said = self._by_text.get(reading.raw_hash[:_DIGITS])
        if not said:
            return Corrected(reading)
        notes = []
        for fact in dict.fromkeys(reading.facts()):
            if correction := said.get(fact_id(fact, reading)):
                with suppress(RulingError):  # not possible in what is read now: `kg correct --list` says so
                    now, reading = changed(fact, correction, reading)
                    notes.append(Note(correction, fact, now))
        return Corrected(_without(reading, notes), tuple(notes))


def gathered(corrections: Iterable[Correction]) -> Corrections:
    """Corrections as a reading asks for them, the last one on each fact."""
    given = tuple(corrections)
    by_text: dict[str, dict[str, Correction]] = {}
    for one in given:
        by_text.setdefault(one.fact[:_DIGITS], {})[one.fact] = one
    return Corrections(given, by_text)


def changed(fact: Fact, correction: Correction, reading: Reading) -> tuple[Fact | None, Reading]:
    """A fact as corrected, and the reading with what that adds to its things. Raises RulingError where it cannot be."""
    if correction.verdict == WRONG:
        return None, reading
    now: Any = replace(fact, confidence=1.0)
    for name, value in correction.instead:
        now, reading = _set(now, name, value, reading)
    return now, reading


def _set(fact: Any, name: str, value: str, reading: Reading) -> tuple[Any, Reading]:
    check(kind_of(fact), name, value)
    fact = replace(fact, completions=())
    if name == "date":
        dated = tuple(replace(one, date=value, end=None) if one.key == fact.event else one for one in reading.events)
        return fact, replace(reading, events=dated)
    if name in _NEW:
        plural, thing = _NEW[name]
        key = _key(getattr(reading, plural), value)
        if key is None:
            more: dict[str, Any] = {plural: (*getattr(reading, plural), thing(value, value))}
            reading = replace(reading, **more)
        if isinstance(fact, Proposal):
            return replace(fact, proposer=key or value, proposer_kind=Kind.ORGANIZATION), reading
        return replace(fact, **{name: key or value}), reading
    if name in _THINGS:
        things = getattr(reading, _THINGS[name])
        key = _key(things, value)
        if key is None:
            there = "、".join(one.name for one in things) or "none"
            raise RulingError(f"{reading.doc} has no {name} {value}; those it has are {there}")
        return replace(fact, **{name: key}), reading
    choice = _CHOICES.get((kind_of(fact), name))
    return replace(fact, **{name: choice(value) if choice else value}), reading


def _key(things: Iterable[Any], name: str) -> str | None:
    """The key of the thing of this key or name."""
    return next((one.key for one in things if name == one.key), None) or next(
        (one.key for one in things if name in (one.name, *one.other_names)), None
    )


def _without(reading: Reading, notes: Iterable[Note]) -> Reading:
    """The reading with facts as they are now, and without bodies that only wrong facts imply."""
    now = {note.read: note.now or replace(note.read, confidence=-1.0) for note in notes}
    whole: dict[str, Any] = {
        f"{kind}s": tuple(now.get(fact, fact) for fact in getattr(reading, f"{kind}s")) for kind in FACT_KINDS
    }
    return at_least(replace(reading, **whole), 0.0)


def check(kind: str, name: str, value: str) -> None:
    """Raises RulingError where a fact of this kind has no such field, or the field no such value."""
    if name not in FIELDS[kind]:
        raise RulingError(f"a {kind} has no {name}; what can be said instead is {', '.join(FIELDS[kind])}")
    choice = _CHOICES.get((kind, name))
    if choice and value not in list(choice):
        raise RulingError(f"{name}={value} is not possible; choose of {', '.join(choice)}")
    if name in _DATES and not _is_date(value):
        raise RulingError(f"{name}={value} is no date; write 2024, 2024-11 or 2024-11-30")
    if name == "code" and divisions.by_code(value) is None:
        raise RulingError(f"code={value} is no code of a division; write six digits of GB/T 2260")
    if not value.strip():
        raise RulingError(f"{name}= is empty; to say that the fact is not so, write wrong")


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE.fullmatch(text) and date.fromisoformat(f"{text}-01-01"[:10]))
    except ValueError:
        return False


def entry_of(correction: Correction) -> dict[str, Any]:
    """A correction as an entry of a file."""
    said = dict(correction.instead) or correction.verdict
    rest = {name: getattr(correction, name) for name in _TOLD}
    return {"fact": correction.fact, "is": said, **{name: value for name, value in rest.items() if value}}


def correction_of(entry: Mapping[str, Any], place: str) -> Correction:
    """The correction that an entry of a file tells. Raises RulingError with the place where it tells none."""
    said, kind = entry.get("is"), str(entry.get("kind", ""))
    told: dict[str, Any] = {name: str(entry.get(name, "")) for name in _TOLD}
    if not entry.get("fact") or not (said in (WRONG, RIGHT) or (isinstance(said, dict) and kind in FIELDS)):
        raise RulingError(f"{place}: expected fact, and is: wrong, right, or a field with its value, and kind")
    if not isinstance(said, dict):
        return Correction(str(entry["fact"]), str(said), **told)
    instead = tuple((name, str(value)) for name, value in said.items())
    for name, value in instead:
        try:
            check(kind, name, value)
        except RulingError as error:
            raise RulingError(f"{place}: {error}") from None
    return Correction(str(entry["fact"]), CHANGED, instead, **told)


def fact_id(fact: Fact, reading: Reading) -> str:
    """Twelve digits that name a fact: equal for equal content at an equal place of an equal text."""
    content = [getattr(fact, one.name) for one in fields(fact) if one.name not in _UNSTABLE]
    whole = [reading.raw_hash, *fact.evidence.span, kind_of(fact), *content]
    digest = sha256(json.dumps(whole, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{reading.raw_hash[:_DIGITS]}-{digest[:_DIGITS]}"
