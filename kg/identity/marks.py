"""What identity knows a thing by: its marks, its traits, and the IRI that it would get.

Marks are strings that two sightings of one thing share, such as `person|李洋|event|…`; they are looked up. Traits begin
with `=`; they are compared, and must not conflict. No person has a mark of the name alone, and the marks of those who
made an article differ from those of the people in it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from kg.lineage import lasting_code
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Event, Organization, Place, Reading

_UNMISTAKABLE: Final = 12  # characters from which a work's name needs no division
BASE: Final = "https://w3id.org/governance-kg/id/"


@dataclass(frozen=True, slots=True)
class Profile:
    """A thing as identity sees it: the IRI that it would get, its marks, traits among them."""

    kind: Kind
    key: str
    stem: str
    marks: frozenset[str]


def profiles(reading: Reading) -> Iterator[Profile]:
    """Everything but the people: places, organizations and works, then events."""
    divisions = _divisions(reading)
    towns = {place.key: place.own or place.name for place in reading.places}
    for place in reading.places:
        town = towns.get(place.inside or "", "")
        yield _place(place, town, divisions[Kind.PLACE, place.key], reading)
    for body in reading.organizations:
        yield _body(body, divisions[Kind.ORGANIZATION, body.key], reading)
    for work in reading.initiatives:
        name = normal(work.name)
        codes = divisions[Kind.INITIATIVE, work.key] if len(name) < _UNMISTAKABLE else ()
        yield _named(Kind.INITIATIVE, work.key, name, min(codes, default=""))
    for event in reading.events:
        yield _event(event, reading)


def people(reading: Reading, iris: Mapping[tuple[Kind, str], str]) -> Iterator[Profile]:
    """One by name and a post, a body or an event; those who made the article by role and publisher."""
    marks: dict[str, set[str]] = {person.key: set() for person in reading.persons}
    makers = {byline.person for byline in reading.bylines}
    for held in reading.memberships:
        body = iris.get((Kind.ORGANIZATION, held.organization), held.organization)
        if held.person in marks and held.person not in makers:
            marks[held.person] |= {f"organization|{body}", f"post|{body}|{normal(held.title)}"}
    for part in reading.participations:
        if part.person in marks and (Kind.EVENT, part.event) in iris:
            marks[part.person].add(f"event|{iris[Kind.EVENT, part.event]}")
    for byline in reading.bylines:
        if byline.person in marks and reading.publisher:
            marks[byline.person].add(f"byline|{byline.role}|{normal(reading.publisher)}")
    for person in reading.persons:
        sort = "maker" if person.key in makers else "person"
        own = frozenset(f"{sort}|{normal(person.name)}|{mark}" for mark in marks[person.key])
        yield Profile(Kind.PERSON, person.key, mint(Kind.PERSON, person.key, reading.doc), own)


def normal(name: str) -> str:
    """The name without spaces, punctuation, width, case, and a leading 中共; never empty."""
    text = normalize("NFKC", name).casefold()
    text = "".join(character for character in text if character.isalnum()) or text.strip() or name
    return text[2:] if text.startswith("中共") and not text.startswith("中共中央") and len(text) > 2 else text


def mint(kind: Kind, key: str, doc: str) -> str:
    """An IRI for a thing of which this article is the first sight: its name, and a hash of article and key."""
    return f"{BASE}{kind}/{_slug(normal(key.partition('#')[0]))}-{_digest(doc, key)}"


def _place(place: Place, town: str, divisions: frozenset[str], reading: Reading) -> Profile:
    """A division by its code, through its renamings; a site by its own name and the county, a village by its town."""
    if place.code:
        code = lasting_code(place.code, reading.as_of)
        marks = frozenset({f"division|{code}", f"=code|{code}"})
        return Profile(Kind.PLACE, place.key, f"{BASE}division/{_slug(code)}", marks)
    if not divisions:
        return Profile(Kind.PLACE, place.key, mint(Kind.PLACE, place.key, reading.doc), frozenset())
    own = place.own or place.name
    return _named(Kind.PLACE, place.key, normal(town + own if own.endswith("村") else own), min(divisions))


def _body(body: Organization, codes: frozenset[str], reading: Reading) -> Profile:
    """A body by what its name means; one that nothing settles is known in its article only."""
    from kg.identity.bodies import meaning  # which reads the words

    served = next((one.code for one in reading.jurisdictions if one.organization == body.key), None)
    meant = meaning(body.name, served, reading.as_of)
    traits = frozenset(f"=code|{code}" for code in codes)
    if meant is None:
        return Profile(Kind.ORGANIZATION, body.key, mint(Kind.ORGANIZATION, body.key, reading.doc), traits)
    found = _named(Kind.ORGANIZATION, body.key, normal(meant.name), meant.code)
    return replace(found, marks=found.marks | traits)


def _named(kind: Kind, key: str, name: str, code: str) -> Profile:
    """A thing that is one by name and division; the code is empty where the name alone tells."""
    stem = f"{BASE}{kind}/{_slug(name)}" + (f"-{code}" if code else "")
    traits = {f"=code|{code}"} if code else set()
    return Profile(kind, key, stem, frozenset({f"{kind}|{name}|{code}", *traits}))


def _divisions(reading: Reading) -> Mapping[tuple[Kind, str], frozenset[str]]:
    """The divisions that each organization serves, each site lies in, each work belongs to, by their lasting codes."""
    found: dict[tuple[Kind, str], set[str]] = defaultdict(set)
    divisions = {place.name: place.code for place in reading.places if place.code}
    for served in reading.jurisdictions:
        found[Kind.ORGANIZATION, served.organization].add(served.code)
    for place in reading.places:
        named = [code for name, code in divisions.items() if place.name.startswith(name)]
        found[Kind.PLACE, place.key].update([code for code in (place.code, place.within) if code] or named[:1])
    for proposal in reading.proposals:
        own = found.get((proposal.proposer_kind, proposal.proposer), set())
        found[Kind.INITIATIVE, proposal.initiative].update(own)
    lasting = {key: frozenset(lasting_code(code, reading.as_of) for code in codes) for key, codes in found.items()}
    return defaultdict(frozenset, lasting)


def _event(event: Event, reading: Reading) -> Profile:
    """One by name and date, or by the day and a name that contains the other."""
    short = (normal(name) for name in event.other_names)
    marks = {f"event|{name}" for name in (normal(event.name), *(name for name in short if len(name) > 4))}
    marks |= {f"day|{day}" for day in (event.date, event.end) if day and len(day) == len("2024-11-30")}
    marks.add(f"=type|{event.type}")
    if event.date:
        marks.add(f"=date|{event.date}/{event.end or event.date}")
    if event.code:
        marks.add(f"=code|{lasting_code(event.code, reading.as_of)}")
    return Profile(Kind.EVENT, event.key, mint(Kind.EVENT, event.key, reading.doc), frozenset(marks))


def _slug(name: str) -> str:
    """The name as the end of an IRI: letters and digits only, with a hash behind it where that loses something."""
    kept = "".join(character for character in name if character.isalnum())[:40]
    return kept if kept == name else f"{kept}-{_digest(name)}"


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:8]
