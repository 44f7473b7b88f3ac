"""What the calls return: rows of one kind in order, each a frozen record, all of them as a table as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from kg.model import KgError

if TYPE_CHECKING:
    import pandas as pd

    from kg.model import OrganizationRole, PersonRole, Status


@dataclass(frozen=True, slots=True)
class Spoke:
    """Somebody spoke at an event."""

    person: str
    event: str
    role: PersonRole
    topic: str
    date: str  # of the event; ISO, perhaps partial, empty where it is not known
    person_iri: str
    event_iri: str
    sentence: str
    doc: str
    fact: str  # IRI
    sources: int  # independent articles that say so; copies are one


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody held, holds or is to hold a post."""

    person: str
    organization: str
    title: str
    status: Status
    since: str
    until: str
    told: str  # date of the article
    person_iri: str
    organization_iri: str
    sentence: str
    doc: str
    fact: str
    sources: int


@dataclass(frozen=True, slots=True)
class Met:
    """Two people took part in one event."""

    event: str
    date: str
    role: PersonRole  # of the one, and
    other_role: PersonRole  # of the other
    event_iri: str
    sentence: str
    doc: str
    fact: str
    other_sentence: str
    other_doc: str
    other_fact: str


@dataclass(frozen=True, slots=True)
class CoSpeaker:
    """Somebody who spoke at the same events."""

    person: str
    events: tuple[str, ...]
    person_iri: str
    sentence: str  # of the first of these events
    doc: str
    fact: str


@dataclass(frozen=True, slots=True)
class Host:
    """A body that had a part in an event."""

    organization: str
    event: str
    role: OrganizationRole
    date: str
    organization_iri: str
    event_iri: str
    sentence: str
    doc: str
    fact: str
    sources: int


@dataclass(frozen=True, slots=True)
class Moment:
    """Something of somebody's life that an article tells."""

    date: str  # when it was or began, or else that of the article; empty where neither is known
    until: str
    kind: str  # membership, participation, statement, byline
    role: str  # status of a post, role at an event, role in making an article
    what: str  # the post, the event, what was said, the article
    iri: str  # of the body, the event or the article
    sentence: str
    doc: str
    fact: str
    sources: int


@dataclass(frozen=True, slots=True)
class Step:
    """A fact on the way from one thing to another, with the sentence that it rests on."""

    start: str
    role: str  # in Chinese: 主旨演讲, 会长
    end: str
    kind: str
    is_backwards: bool  # whether the fact points from the end to the start
    start_iri: str
    end_iri: str
    sentence: str
    doc: str
    fact: str


@dataclass(frozen=True, slots=True)
class Central:
    """A thing, and how central it is."""

    name: str
    score: float
    kind: str
    iri: str


@dataclass(frozen=True, slots=True)
class Community:
    """Things that facts join with one another more than with others."""

    size: int
    names: tuple[str, ...]  # of the best connected of them
    members: tuple[str, ...]  # IRIs, the best connected first


Row = TypeVar("Row", Spoke, Held, Met, CoSpeaker, Host, Moment, Step, Central, Community)


class Rows(Sequence[Row], Generic[Row]):
    """Rows of one kind, in order: a sequence, and a pandas DataFrame for those who want one."""

    def __init__(self, kind: type[Row], rows: Sequence[Row]) -> None:
        self._kind: type[Row] = kind
        self._rows: tuple[Row, ...] = tuple(rows)

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields of the rows."""
        return tuple(field.name for field in fields(self._kind))

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Rows[Row]:
        return Rows(self._kind, self._rows[index]) if isinstance(index, slice) else self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and (self._kind, self._rows) == (other._kind, other._rows)

    def __hash__(self) -> int:
        return hash(self._rows)

    def __repr__(self) -> str:
        return "\n".join([f"{len(self._rows)} rows of {self._kind.__name__}", *map(repr, self._rows)])

    def frame(self) -> pd.DataFrame:
        """The rows as a DataFrame, a column for each field. KgError where pandas is not installed."""
        try:
            import pandas as pd
        except ImportError:
            raise KgError(
                "a DataFrame needs pandas, which is not installed: pip install 'governance-kg[frames]'"
            ) from None
        values = [[getattr(row, name) for name in self.columns] for row in self._rows]
        return pd.DataFrame(values, columns=list(self.columns))
