"""What was done at an event: who launched, published, signed or conferred, and the launches and releases of its day."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kg.exploring.facts import ACT, EVIDENCE, Told
from kg.exploring.properties import of_facts
from kg.graph.projection import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.exploring.records import Fact
    from kg.graph.projection import Queryable, Row

_LAUNCHES: Final = frozenset({"involvement-launcher", "involvement-publisher"})
_ROLES: Final = _LAUNCHES | {"participation-launcher", "involvement-party", "involvement-recipient"}
_TYPES: Final = frozenset({"event-launch", "event-release", "event-signing", "event-campaign"})
_DAY: Final = len("2024-06-01")

_EVENTS: Final = "?event a schema:Event ; schema:startDate ?day ."
_HAPPENINGS: Final = "?event a schema:Event ; schema:startDate ?day ; kg:category ?type ."
_INVOLVED: Final = "?fact a kg:Involvement ; kg:event ?event ; kg:agent ?agent ; kg:role ?role ."
_PROPOSED: Final = "?proposal a kg:Proposal ; kg:proposer ?fact ; kg:initiative ?initiative ."


def is_act(fact: Fact) -> bool:
    """Whether a fact tells an act at an event: somebody launched, unveiled, conferred, signed, published, was given."""
    return fact.role in _ROLES


def acts(store: Queryable, events: Sequence[str] | None) -> dict[Told, list[Row]]:
    """What was done at these events, or all, besides the facts about them; from the thing done to the event.

    A launch, release, signing or campaign that the same article dates to the same full day; an initiative of a body
    that launched or published it there, where both are read in the same words.
    """
    found: dict[Told, list[Row]] = defaultdict(list)
    at: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)  # the events of what an article tells
    for row, event in _same_day(store, events):
        at[row["g"], row["event"]][event] = None
        own = {"g": row["g"], "fact": row["event"], "source": row["event"], "target": event}
        found[Told(ACT, row["event"], event, _key(row["type"]), "")].append(own)
    asked = None if events is None else list(dict.fromkeys([*events, *(event for _, event in at)]))
    for involved, proposed in _launched(store, asked):
        place = involved["g"], involved["event"]
        role, initiative = _key(involved["role"]), proposed["initiative"]
        for event in dict.fromkeys([involved["event"], *at.get(place, ())]):
            if events is None or event in events:
                own = {"g": place[0], "fact": proposed["proposal"], "source": initiative, "target": event}
                if own not in (group := found[Told(ACT, initiative, event, role, "")]):
                    group.append(own)
    return dict(found)


def _key(concept: str) -> str:
    return concept.rpartition("#")[2]


def _same_day(store: Queryable, events: Sequence[str] | None) -> Iterable[tuple[Row, str]]:
    """The launches, releases, signings and campaigns of the days of events, each with the event."""
    days: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows(store, _EVENTS, "?g ?event ?day", "?event", events):
        if len(row["day"]) == _DAY:
            days[row["g"], row["day"]].append(row["event"])
    graphs = None if events is None else list(dict.fromkeys(graph for graph, _ in days))
    for row in rows(store, _HAPPENINGS, "?g ?event ?day ?type", "?g", graphs):
        if _key(row["type"]) in _TYPES:
            yield from ((row, event) for event in days.get((row["g"], row["day"]), ()) if event != row["event"])


def _launched(store: Queryable, events: Sequence[str] | None) -> Iterable[tuple[Row, Row]]:
    """Bodies that launched or published at events, each with an initiative of theirs that is read in the same words."""
    columns = "?g ?fact ?event ?agent ?role"
    involved = [row for row in rows(store, _INVOLVED, columns, "?event", events) if _key(row["role"]) in _LAUNCHES]
    asked = list(dict.fromkeys((row["g"], row["agent"]) for row in involved))
    proposed: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in of_facts(store, _PROPOSED, "?g ?fact ?proposal ?initiative", asked):
        proposed[row["g"], row["fact"]].append(row)
    pairs = [(row, other) for row in involved for other in proposed.get((row["g"], row["agent"]), ())]
    places = _places(store, [(row["g"], name) for row, other in pairs for name in (row["fact"], other["proposal"])])
    return [
        (row, other)
        for row, other in pairs
        if _meet(places.get((row["g"], row["fact"]), ()), places.get((row["g"], other["proposal"]), ()))
    ]


def _places(store: Queryable, facts: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], list[tuple[int, int]]]:
    found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for row in of_facts(store, EVIDENCE, "?g ?fact ?start ?end", list(dict.fromkeys(facts))):
        found[row["g"], row["fact"]].append((int(row["start"]), int(row["end"])))
    return found


def _meet(some: Iterable[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    """Whether two facts rest on common characters."""
    return any(start < stop and begin < end for start, end in some for begin, stop in others)
