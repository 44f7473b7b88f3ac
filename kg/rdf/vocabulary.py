"""The closed vocabulary of the graph: every class, property and concept that a quad may hold, and where it comes from.

Held equal to `ontology/kg.ttl` and to the enums of `kg.model` by `tests/test_rdf.py`. A standard term is used wherever
one says what is meant; only what none says is a term of our own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.model import (
    BylineRole,
    EventType,
    InitiativeType,
    Kind,
    OrganizationRole,
    PersonRole,
    Status,
)

if TYPE_CHECKING:
    from enum import StrEnum

KG: Final = "https://w3id.org/governance-kg/ontology#"
NAMESPACES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "kg": KG,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def term(name: str) -> NamedNode:
    """The IRI of a prefixed name such as `org:Membership`."""
    prefix, local = name.split(":", 1)
    return NamedNode(NAMESPACES[prefix] + local)


TYPE: Final = term("rdf:type")
LABEL: Final = term("rdfs:label")
OTHER_LABEL: Final = term("skos:altLabel")
CODE: Final = term("skos:notation")
DERIVED_FROM: Final = term("prov:wasDerivedFrom")

REPLACED_BY: Final = term("dcterms:isReplacedBy")  # in the default graph: which IRI stands for a merged one

VERSION_OF: Final = term("dcterms:isVersionOf")  # which article a near-identical one is a copy of

# classes of things
ARTICLE: Final = term("schema:NewsArticle")
PERSON: Final = term("foaf:Person")
ORGANIZATION: Final = term("org:Organization")
PLACE: Final = term("schema:Place")
DIVISION: Final = term("schema:AdministrativeArea")
COUNTRY: Final = term("schema:Country")
EVENT: Final = term("schema:Event")
INITIATIVE: Final = term("kg:Initiative")
POST: Final = term("org:Post")
TITLE: Final = term("org:Role")
CLASSES: Final = {
    Kind.PERSON: PERSON,
    Kind.ORGANIZATION: ORGANIZATION,
    Kind.PLACE: PLACE,
    Kind.EVENT: EVENT,
    Kind.INITIATIVE: INITIATIVE,
}

# classes of facts
BYLINE: Final = term("kg:Byline")
MEMBERSHIP: Final = term("org:Membership")
JURISDICTION: Final = term("kg:Jurisdiction")
PARTICIPATION: Final = term("kg:Participation")
INVOLVEMENT: Final = term("kg:Involvement")
STATEMENT: Final = term("schema:Quotation")
PROPOSAL: Final = term("kg:Proposal")
RECOGNITION: Final = term("kg:Recognition")

# what people said of facts
CORRECTION: Final = term("kg:Correction")
TARGET: Final = term("oa:hasTarget")
BODY: Final = term("oa:bodyValue")
VERDICT: Final = term("kg:verdict")
CREATOR: Final = term("dc:creator")
CREATED: Final = term("dcterms:created")
REVISION_OF: Final = term("prov:wasRevisionOf")

# names that were misheard or translated back
REPAIR: Final = term("kg:Repair")
WRITTEN: Final = term("kg:written")

# how long a post was held
MEMBER_DURING: Final = term("org:memberDuring")
INTERVAL: Final = term("time:Interval")
INSTANT: Final = term("time:Instant")
BEGINNING: Final = term("time:hasBeginning")
ENDING: Final = term("time:hasEnd")
IN_DATE: Final = term("time:inXSDDate")
IN_MONTH: Final = term("time:inXSDgYearMonth")
IN_YEAR: Final = term("time:inXSDgYear")

# what reforms made of bodies
CHANGE: Final = term("org:ChangeEvent")
ORIGINAL: Final = term("org:originalOrganization")
RESULTING: Final = term("org:resultingOrganization")

# an article
IDENTIFIER: Final = term("schema:identifier")
HEADLINE: Final = term("schema:headline")
PUBLISHER_NAME: Final = term("dc:publisher")
PUBLISHER: Final = term("schema:publisher")
PUBLISHED: Final = term("schema:datePublished")
URL: Final = term("schema:url")
SHA256: Final = term("schema:sha256")
MENTIONS: Final = term("schema:mentions")

# things among each other
AREA_SERVED: Final = term("schema:areaServed")
UNIT_OF: Final = term("org:unitOf")
PART_OF: Final = term("org:subOrganizationOf")
CONTAINED_IN: Final = term("schema:containedInPlace")
LOCATION: Final = term("schema:location")
START: Final = term("schema:startDate")
END: Final = term("schema:endDate")
THEME: Final = term("dc:subject")
POST_IN: Final = term("org:postIn")
HOLDS: Final = term("org:holds")
TITLE_OF_POST: Final = term("org:role")
IN_SCHEME: Final = term("skos:inScheme")
TITLES: Final = term("kg:titles")
AUTHOR: Final = term("schema:author")
CONTRIBUTOR: Final = term("schema:contributor")
EDITOR: Final = term("schema:editor")
PERFORMER: Final = term("schema:performer")
ATTENDEE: Final = term("schema:attendee")
ORGANIZER: Final = term("schema:organizer")
SPONSOR: Final = term("schema:sponsor")

# facts
AGENT: Final = term("kg:agent")
ABOUT_ARTICLE: Final = term("kg:article")
AT_EVENT: Final = term("kg:event")
ROLE: Final = term("kg:role")
STATUS: Final = term("kg:status")
CATEGORY: Final = term("kg:category")
IN_DIVISION: Final = term("kg:division")
ABOUT_INITIATIVE: Final = term("kg:initiative")
PROPOSER: Final = term("kg:proposer")
ROLL: Final = term("kg:roll")
OF_POST: Final = term("kg:post")
RULE: Final = term("kg:rule")
CONFIDENCE: Final = term("kg:confidence")
MEMBER: Final = term("org:member")
IN_ORGANIZATION: Final = term("org:organization")
SPEAKER: Final = term("schema:spokenByCharacter")
TEXT: Final = term("schema:text")
TOPIC: Final = THEME

# evidence
SPECIFIC_RESOURCE: Final = term("oa:SpecificResource")
POSITION_SELECTOR: Final = term("oa:TextPositionSelector")
QUOTE_SELECTOR: Final = term("oa:TextQuoteSelector")
SOURCE: Final = term("oa:hasSource")
SELECTOR: Final = term("oa:hasSelector")
POSITION_START: Final = term("oa:start")
POSITION_END: Final = term("oa:end")
EXACT: Final = term("oa:exact")

# datatypes
XSD_DATE: Final = term("xsd:date")
XSD_MONTH: Final = term("xsd:gYearMonth")
XSD_YEAR: Final = term("xsd:gYear")
XSD_URI: Final = term("xsd:anyURI")
XSD_DECIMAL: Final = term("xsd:decimal")
XSD_INTEGER: Final = term("xsd:integer")  # a store keeps no narrower kind of number

# The scheme of each enum, and what stands before the value in the names of its concepts.
SCHEMES: Final[dict[type[StrEnum], tuple[NamedNode, str]]] = {
    PersonRole: (term("kg:person-roles"), "participation-"),
    OrganizationRole: (term("kg:organization-roles"), "involvement-"),
    BylineRole: (term("kg:byline-roles"), "byline-"),
    Status: (term("kg:statuses"), "status-"),
    EventType: (term("kg:event-types"), "event-"),
    InitiativeType: (term("kg:initiative-types"), "initiative-"),
}


def concept(value: StrEnum) -> NamedNode:
    """The SKOS concept that stands for a value of an enum: `PersonRole.KEYNOTE` is `kg:participation-keynote`."""
    return NamedNode(KG + SCHEMES[type(value)][1] + value.value)


def terms() -> frozenset[NamedNode]:
    """Every term of the vocabulary but the datatypes: classes, properties, schemes and concepts."""
    named = {value for name, value in globals().items() if isinstance(value, NamedNode) and not name.startswith("XSD_")}
    schemes = {scheme for scheme, _ in SCHEMES.values()}
    return frozenset(named | schemes | {concept(value) for enum in SCHEMES for value in enum})
