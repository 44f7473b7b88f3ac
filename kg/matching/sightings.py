"""A person as one article, or several that are surely of one, show him: bodies, regions, company, time (floor 4)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.divisions import Level
from kg.lineage import above
from kg.matching.bodies import Setting, body_of, plain
from kg.matching.names import letters

if TYPE_CHECKING:
    from kg.lineage import Line
    from kg.matching.bodies import Body
    from kg.matching.mentions import Record

_RANKS = {Level.PROVINCE: 3, Level.PREFECTURE: 2, Level.COUNTY: 1}
_UNIVERSITY = re.compile(r"[一-龥]{2,12}?大学|[一-龥]{2,12}学院(?=[一-龥]+(?:学院|系|中心|研究院))")
_TITLE_OF_WEEKLY = re.compile(r".*《(.+?)》(.*)")


@dataclass(slots=True)
class Sighting:
    """What is known of one person; grows as sightings are found to be of one."""

    name: str
    is_maker: bool  # of articles: a reporter, and nobody in the news
    mentions: list[str]
    docs: set[str]
    events: set[str]
    bodies: set[Body]
    houses: set[Body]  # the bodies, and those that they are parts of
    regions: set[Line]  # of the bodies
    places: set[Line]  # of the articles
    papers: set[str]
    spheres: set[str]
    ranks: set[int]
    companions: set[str] = field(default_factory=set)

    def join(self, other: Sighting) -> None:
        """Take in what another sighting of the same person shows."""
        self.mentions += other.mentions
        self.docs |= other.docs
        self.events |= other.events
        self.bodies |= other.bodies
        self.houses |= other.houses
        self.regions |= other.regions
        self.places = set() if self.bodies else self.places | other.places
        self.papers |= other.papers
        self.spheres |= other.spheres
        self.ranks |= other.ranks
        self.companions |= other.companions


def sighting(record: Record, where: Setting) -> Sighting:
    """What one mention shows. Bodies that nothing settles do not count."""
    named = (body_of(held.organization, where) for held in record.posts or ())
    bodies = {body for body in named if not body.doubt}
    is_maker = bool(record.byline)
    return Sighting(
        name=letters(record.name),
        is_maker=is_maker,
        mentions=[record.mention],
        docs={record.doc},
        events={record.event} if record.event else set(),
        bodies=set() if is_maker else bodies,
        houses=set() if is_maker else {whole for body in bodies for whole in (body, house(body))},
        regions={line for body in bodies if body.line for line in around(body.line)},
        places=set(where.around) if is_maker or not bodies else set(),
        papers=_papers(record) if is_maker else set(),
        spheres=set() if is_maker else {sphere(body) for body in bodies},
        ranks={rank for body in bodies if (rank := rank_of(body)) is not None},
    )


@cache
def house(body: Body) -> Body:
    """The body that this one is a part of by its name: a ministry, a university; itself where the name tells none."""
    found = _UNIVERSITY.match(body.organ) if not body.line else None
    return replace(body, organ=found[0] if found else body.organ, part="")


@cache
def around(line: Line) -> tuple[Line, ...]:
    """The line and those around it, the province first."""
    return (*above(line), line)


def sphere(body: Body) -> str:
    """What kind of place somebody works at: the state's organs, an institution with a name of its own."""
    if body.line or body.organ.startswith("全国"):
        return "state"
    for ending in ("大学", "学院", "公司", "协会", "学会", "研究会"):
        if ending in body.organ:
            return {"学院": "大学", "学会": "协会", "研究会": "协会"}.get(ending, ending)
    return "other"


def rank_of(body: Body) -> int | None:
    """How high a body stands: 4 the country, 3 a province, 2 a prefecture, 1 a county, 0 below; None for others."""
    if body.organ.startswith("全国"):
        return 4
    if body.line is None:
        return None
    if body.organ.endswith(("party", "office")):
        return 0
    return _RANKS[body.line.periods[-1].level]


def _papers(record: Record) -> set[str]:
    """The papers that a maker of the article may work for: his post's, or else the publisher."""
    named = [held.organization for held in record.posts or ()] or [record.publisher or ""]
    return {paper(name) for name in named if name}


@cache
def paper(name: str) -> str:
    """A paper's name without its house: 人民日报社《某》周刊 and 《某》周刊 are 某周刊, 某报社 is 某报."""
    text = plain(name)
    weekly = _TITLE_OF_WEEKLY.fullmatch(text)
    text = f"{weekly[1]}{weekly[2].removesuffix('杂志社')}" if weekly else text
    return text.removesuffix("社") if text.endswith("报社") else text
