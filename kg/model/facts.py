"""The facts that an article states of things, each with its evidence; things are named by their keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, get_args

from kg.model.article import Evidence
from kg.model.values import BylineRole, Completion, Kind, OrganizationRole, PersonRole, Status


@dataclass(frozen=True, slots=True)
class Byline:
    """A person made the article, in a role."""

    person: str
    role: BylineRole
    evidence: Evidence
    completions: tuple[Completion, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Membership:
    """A person holds or held a title in an organization."""

    person: str
    organization: str
    title: str
    status: Status
    evidence: Evidence
    start: str | None = None  # ISO, as far as told
    end: str | None = None
    completions: tuple[Completion, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """An organization governs or serves a division."""

    organization: str
    code: str
    evidence: Evidence
    completions: tuple[Completion, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Participation:
    """A person takes part in an event, in a role, perhaps on a topic."""

    person: str
    event: str
    role: PersonRole
    evidence: Evidence
    topic: str | None = None
    completions: tuple[Completion, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Involvement:
    """An organization takes part in an event, in a role."""

    organization: str
    event: str
    role: OrganizationRole
    evidence: Evidence
    completions: tuple[Completion, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Statement:
    """What a person says, at an event where `event` names one; `said` is the cleaned text of the evidence."""

    person: str
    said: str
    evidence: Evidence
    event: str | None = None
    completions: tuple[Completion, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """An organization or place runs, issues or puts forward an initiative."""

    initiative: str
    proposer: str
    proposer_kind: Kind  # organization or place
    evidence: Evidence
    completions: tuple[Completion, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Recognition:
    """An initiative is put on a roll or given an award, itself an initiative."""

    initiative: str
    roll: str
    evidence: Evidence
    completions: tuple[Completion, ...] = ()
    confidence: float = 1.0


# Of every fact: `completions` say what it takes from elsewhere, `confidence` is the share of its like that was right
# at first contact (`kg.confidence`); a fact made by hand is certain.
Fact: TypeAlias = Byline | Membership | Jurisdiction | Participation | Involvement | Statement | Proposal | Recognition


# By the names that the command line, the tables and the log of first contacts have for them.
FACT_KINDS: dict[str, type[Fact]] = {kind.__name__.lower(): kind for kind in get_args(Fact)}
