"""The facts that questions ask about, as graph patterns. A variable stands for the same thing in each of them.

Nothing is OPTIONAL in them: pyoxigraph answers that by reading all there is. What may be told besides stands in a UNION
with the empty pattern instead, which comes to the same once the rows are grouped.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

UNTOLD: Final = "？"
# What is not told is "？", behind all digits and characters, where one value is wanted, and empty in a list:
# an aggregate over nothing is no value at all.
_LIST: Final = 'GROUP_CONCAT(DISTINCT COALESCE(STR({}), ""); separator=" | ")'
_LEAST: Final = "MIN(STR({}))"
_LEAST_TOLD: Final = f'MIN(COALESCE(STR({{}}), "{UNTOLD}"))'
_WHEN: Final = "?event schema:startDate ?day"
_VENUE: Final = "?event schema:location|kg:division ?site . ?site rdfs:label ?siteLabel"
_TOLD: Final = "?g schema:datePublished ?told"
_POSTS: Final = """?tenure org:member ?person ; org:organization/rdfs:label ?bodyLabel ; kg:status ?tenureStatus ;
        kg:post/org:role/rdfs:label ?titleLabel .
      BIND(IF(?tenureStatus = kg:status-former, "原", IF(?tenureStatus = kg:status-designated, "拟任", "")) AS ?was)
      BIND(CONCAT(STR(?bodyLabel), ?was, STR(?titleLabel)) AS ?postLabel)"""
AT_EVENT: Final = "kg:division|schema:location|(schema:location/schema:containedInPlace)"
OF_BODY: Final = "schema:areaServed"
OFFICES: Final = ("membership", "succession", "precedence")  # facts of which the title and its body are a part
OF_PROPOSER: Final = "(schema:areaServed|schema:containedInPlace)?"
_EVENT: Final = {
    "event": ("eventName", _LEAST_TOLD.format("?eventLabel")),
    "date": ("date", _LEAST_TOLD.format("?day")),
    "place": ("place", _LIST.format("?siteLabel")),
}
_PERSON: Final = {
    "person": ("personName", _LEAST.format("?personLabel")),
    "post": ("posts", _LIST.format("?postLabel")),
}


@dataclass(frozen=True)
class Fact:
    """A kind of fact: its pattern, what one row of it is about, and the columns that it has."""

    pattern: str  # within the graph of one article
    keys: tuple[str, ...]
    columns: Mapping[str, tuple[str, str]]  # column → variable, expression over a group
    rests: str = "?fact"  # what has evidence
    named: Mapping[str, str] = field(default_factory=dict)  # kind of a name → the variable that it binds
    details: Mapping[str, str] = field(default_factory=dict)  # column → pattern that it needs besides, where it is told
    role: str = ""  # what the concepts of its roles begin with
    place: tuple[str, str] = ("", "")  # variable and path from it to where it is
    day: str = ""  # variable of its date
    prefer: tuple[str, ...] = ()  # columns besides those asked for, in their order
    tally: Mapping[str, str] = field(default_factory=dict)  # column → what of it is counted for “most”
    may_filter: bool = False  # its date is its own, so that a period is looked for in it
    may_merge: bool = False  # one row for a thing that is asked for, with all that it is told of
    heard: str = ""  # pattern that binds ?heard, the words in which a topic is looked for
    held: str = ""  # pattern that binds ?held, its date, where that is another article's to tell


_SUCCESSION: Final = Fact(
    "?fact a org:Membership ; org:member ?successor ; org:organization ?organization ; kg:status ?status ;\n"
    "        kg:post/org:role ?title .\n"
    "    ?successor rdfs:label ?successorLabel . ?organization rdfs:label ?organizationLabel .\n"
    "    ?title rdfs:label ?titleLabel .",
    ("successor", "predecessor", "organization", "title"),
    {
        "successor": ("successorName", _LEAST.format("?successorLabel")),
        "post": ("post", "MIN(CONCAT(STR(?organizationLabel), STR(?titleLabel)))"),
        "organization": ("organizationName", _LEAST.format("?organizationLabel")),
        "since": ("since", _LEAST_TOLD.format("?begun")),
        "date": ("told_on", _LEAST_TOLD.format("?told")),
    },
    named={"person": "predecessor", "organization": "organization", "title": "title"},
    details={"since": "?fact schema:startDate ?begun", "date": _TOLD},
    place=("organization", OF_BODY),
    day="taken",
    prefer=("successor", "predecessor", "post", "since", "date"),
)
FACTS: Final[Mapping[str, Fact]] = {
    "participation": Fact(
        "?fact a kg:Participation ; kg:agent ?person ; kg:event ?event ; kg:role ?role .\n"
        "    ?person rdfs:label ?personLabel . ?event rdfs:label ?eventLabel .",
        ("person", "event"),
        {
            **_PERSON,
            **_EVENT,
            "role": ("roles", 'GROUP_CONCAT(DISTINCT STRAFTER(STR(?role), "#participation-"); separator=" | ")'),
            "topic": ("topics", _LIST.format("?topic")),
        },
        named={"person": "person", "event": "event"},
        details={"date": _WHEN, "place": _VENUE, "topic": "?fact dc:subject ?topic", "post": _POSTS},
        role="participation-",
        place=("event", AT_EVENT),
        day="day",
        prefer=("person", "post", "event", "date", "place", "role", "topic"),
        heard="{ ?fact dc:subject ?heard } UNION\n      "
        "{ ?quotation schema:spokenByCharacter ?person ; kg:event ?event ; schema:text ?heard }",
        held="?event schema:startDate ?held",
        tally={"person": "event", "event": "person", "place": "event"},
    ),
    "statement": Fact(
        "?fact a schema:Quotation ; schema:spokenByCharacter ?person ; schema:text ?text .\n"
        "    ?person rdfs:label ?personLabel .",
        ("person", "text"),
        {**_PERSON, "said": ("said", "MIN(STR(?text))"), **_EVENT},
        named={"person": "person", "event": "event"},
        details={
            "event": "?fact kg:event ?event . ?event rdfs:label ?eventLabel",
            "date": "{ ?fact kg:event/schema:startDate ?day } UNION\n"
            "      { ?g schema:datePublished ?day FILTER NOT EXISTS { ?fact kg:event/schema:startDate ?held } }",
            "place": "?fact kg:event/(schema:location|kg:division) ?site . ?site rdfs:label ?siteLabel",
            "post": _POSTS,
        },
        place=("event", AT_EVENT),
        day="day",
        prefer=("person", "said", "event", "date"),
        heard="?fact schema:text ?heard",
        may_filter=True,
        tally={"person": "fact", "event": "fact"},
    ),
    "membership": Fact(
        "?fact a org:Membership ; org:member ?person ; org:organization ?organization ; kg:status ?status ;\n"
        "        kg:post/org:role ?title .\n"
        "    ?person rdfs:label ?personLabel . ?organization rdfs:label ?organizationLabel .\n"
        "    ?title rdfs:label ?titleLabel .",
        ("person", "organization", "title", "status"),
        {
            "person": ("personName", _LEAST.format("?personLabel")),
            "post": ("post", "MIN(CONCAT(STR(?organizationLabel), STR(?titleLabel)))"),
            "organization": ("organizationName", _LEAST.format("?organizationLabel")),
            "title": ("titleName", _LEAST.format("?titleLabel")),
            "status": ("standing", 'MIN(STRAFTER(STR(?status), "#status-"))'),
            "since": ("since", _LEAST_TOLD.format("?begun")),
            "until": ("until", _LEAST_TOLD.format("?over")),
            "date": ("told_on", _LEAST_TOLD.format("?told")),
        },
        named={"person": "person", "organization": "organization", "title": "title"},
        details={
            "since": "?fact schema:startDate ?begun",
            "until": "?fact schema:endDate ?over",
            "date": _TOLD,
        },
        place=("organization", OF_BODY),
        day="told",
        prefer=("person", "post", "status", "since", "until", "date"),
        tally={"person": "fact", "organization": "person", "post": "person"},
    ),
    "involvement": Fact(
        "?fact a kg:Involvement ; kg:agent ?organization ; kg:event ?event ; kg:role ?role .\n"
        "    ?organization rdfs:label ?organizationLabel . ?event rdfs:label ?eventLabel .",
        ("organization", "event"),
        {
            "organization": ("organizationName", _LEAST.format("?organizationLabel")),
            "role": ("roles", 'GROUP_CONCAT(DISTINCT STRAFTER(STR(?role), "#involvement-"); separator=" | ")'),
            **_EVENT,
        },
        named={"organization": "organization", "event": "event"},
        details={"date": _WHEN, "place": _VENUE},
        role="involvement-",
        place=("event", AT_EVENT),
        day="day",
        prefer=("organization", "role", "event", "date", "place"),
        heard="{ ?event dc:subject ?heard } UNION { ?event rdfs:label ?heard }",
        held="?event schema:startDate ?held",
        tally={"organization": "event", "event": "organization", "place": "event"},
    ),
    "proposal": Fact(
        "?fact a kg:Proposal ; kg:initiative ?initiative ; kg:proposer ?proposer .\n"
        "    ?initiative rdfs:label ?initiativeLabel . ?proposer rdfs:label ?proposerLabel .",
        ("initiative", "proposer"),
        {
            "initiative": ("initiativeName", _LIST.format("?initiativeLabel")),
            "proposer": ("proposerName", _LIST.format("?proposerLabel")),
            "date": ("told_on", _LEAST_TOLD.format("?told")),
        },
        named={"initiative": "initiative", "organization": "proposer"},
        details={"date": _TOLD},
        place=("proposer", OF_PROPOSER),
        day="told",
        prefer=("initiative", "proposer", "date"),
        may_merge=True,
        heard="?initiative rdfs:label ?heard",
        may_filter=True,
        tally={"proposer": "initiative", "initiative": "proposer"},
    ),
    "recognition": Fact(
        "?fact a kg:Recognition ; kg:initiative ?initiative ; kg:roll ?roll .\n"
        "    ?initiative rdfs:label ?initiativeLabel . ?roll rdfs:label ?rollLabel .",
        ("initiative", "roll"),
        {
            "initiative": ("initiativeName", _LIST.format("?initiativeLabel")),
            "roll": ("rollName", _LIST.format("?rollLabel")),
            "by": ("recognized_by", _LIST.format("?giverLabel")),
            "proposer": ("put_forward_by", _LIST.format("?proposerLabel")),
            "date": ("told_on", _LEAST_TOLD.format("?told")),
        },
        named={"initiative": "recognized", "organization": "proposer"},
        details={
            "proposer": "?offer kg:initiative ?initiative ; kg:proposer ?proposer .\n"
            "      ?proposer rdfs:label ?proposerLabel",
            "by": "?giving kg:initiative ?roll ; kg:proposer ?giver . ?giver rdfs:label ?giverLabel",
            "date": _TOLD,
        },
        place=("proposer", OF_PROPOSER),
        day="told",
        prefer=("initiative", "roll", "by", "proposer", "date"),
        may_merge=True,
        heard="?initiative rdfs:label ?heard",
        may_filter=True,
        tally={"roll": "initiative", "proposer": "initiative", "initiative": "roll"},
    ),
    "byline": Fact(
        "?fact a kg:Byline ; kg:agent ?person ; kg:role ?role .\n"
        "    ?person rdfs:label ?personLabel . ?g schema:headline ?headline .",
        ("person", "g"),
        {
            "person": ("personName", _LEAST.format("?personLabel")),
            "role": ("roles", 'GROUP_CONCAT(DISTINCT STRAFTER(STR(?role), "#byline-"); separator=" | ")'),
            "article": ("article", _LEAST.format("?headline")),
            "date": ("told_on", _LEAST_TOLD.format("?told")),
        },
        named={"person": "person", "event": "mentioned", "organization": "mentioned", "initiative": "mentioned"},
        details={"date": _TOLD},
        role="byline-",
        place=("g", "schema:mentions"),
        day="told",
        prefer=("person", "role", "article", "date"),
        heard="?g schema:headline ?heard",
        may_filter=True,
        tally={"person": "g", "article": "person"},
    ),
    "article": Fact(
        "?g schema:mentions ?mentioned .\n    ?mentioned rdfs:label ?mentionedLabel .",
        ("g",),
        {
            "article": ("article", _LEAST_TOLD.format("?headline")),
            "publisher": ("publisherName", _LEAST_TOLD.format("?publisher")),
            "date": ("told_on", _LEAST_TOLD.format("?told")),
        },
        rests="?mentioned",
        named=dict.fromkeys(("person", "event", "organization", "initiative"), "mentioned"),
        details={"article": "?g schema:headline ?headline", "publisher": "?g dc:publisher ?publisher", "date": _TOLD},
        place=("g", "schema:mentions"),
        day="told",
        prefer=("article", "publisher", "date"),
        heard="?g schema:headline ?heard",
        may_filter=True,
    ),
    "event": Fact(
        "?event a schema:Event ; rdfs:label ?eventLabel .",
        ("event",),
        {**_EVENT, "topic": ("themes", _LIST.format("?theme"))},
        rests="?event",
        named={"event": "event"},
        details={"date": _WHEN, "place": _VENUE, "topic": "?event dc:subject ?theme"},
        place=("event", AT_EVENT),
        day="day",
        prefer=("event", "date", "place", "topic"),
        heard="{ ?event dc:subject ?heard } UNION { ?event rdfs:label ?heard }",
        held="?event schema:startDate ?held",
        tally={"place": "event"},
    ),
    "jurisdiction": Fact(
        "?fact a kg:Jurisdiction ; kg:agent ?organization ; kg:division ?division .\n"
        "    ?organization rdfs:label ?organizationLabel .",
        ("organization",),
        {"organization": ("organizationName", _LEAST.format("?organizationLabel"))},
        named={"organization": "organization"},
        place=("organization", OF_BODY),
        prefer=("organization",),
    ),
    "succession": _SUCCESSION,  # who came after somebody
    "precedence": replace(_SUCCESSION, named={**_SUCCESSION.named, "person": "successor"}),  # who was before somebody
    "tenure": Fact(
        "?fact a org:Membership ; org:member ?predecessor ; org:organization ?organization ; kg:status ?status ;\n"
        "        kg:post/org:role ?title .\n"
        "    ?predecessor rdfs:label ?predecessorLabel .",
        ("predecessor", "organization", "title"),
        {"predecessor": ("predecessorName", _LEAST.format("?predecessorLabel"))},
        prefer=("predecessor",),
    ),
}
