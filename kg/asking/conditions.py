"""What narrows the facts that are asked for: posts, places, dates, words, types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kg.asking.facts import OF_BODY, OFFICES, UNTOLD, Fact
from kg.asking.succession import succeeded
from kg.asking.terms import comment, iri, literal, values
from kg.model import Kind, QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.asking.meaning import Meaning, Told
    from kg.asking.named import Named, Period


class Apart(NamedTuple):
    """That some article says this of some things of the facts, asked first and for itself: as a pattern beside the
    facts, every article that says it would repeat every row of theirs."""

    variables: str
    pattern: tuple[str, ...]
    by: str = ""  # what its rows are grouped by

    @classmethod
    def of(cls, variables: str, *pattern: str, by: str = "") -> Apart:
        return cls(variables, tuple(line for part in pattern for line in part.splitlines()), by)

    def lines(self) -> Iterator[str]:
        """The pattern in SPARQL."""
        yield f"{{ SELECT DISTINCT {self.variables} {{"
        yield from (f"  {line}" for line in self.pattern)
        yield f"}} GROUP BY {self.by} }}" if self.by else "} }"


_PERSONAL: Final = ("participation", "statement", "byline")


def conditions(meaning: Meaning, fact: Fact, told: Told) -> Iterator[str | Apart]:
    """What narrows a query: filters in lines, and what is asked apart. QueryError where it does not fit the facts."""
    posts = list(_posts(meaning, told))
    yield from posts
    if told.fact in ("succession", "precedence"):
        yield from succeeded(meaning, fact, "\n".join(line for line in posts if isinstance(line, str)))
    yield from _places(meaning, fact, told)
    yield from _dates(meaning, fact, told, [line for line in posts if isinstance(line, str)])
    yield from _statuses(meaning, told)
    yield from _words(meaning, fact)
    yield from _types(meaning, fact)
    yield from _others(meaning, fact, told)
    for named in meaning.publishers:
        names = " || ".join(f"STR(?publishing) = {literal(label)}" for label in (named.text, *named.labels))
        yield f"GRAPH ?g {{ ?g dc:publisher ?publishing }} FILTER({names})"


def pairs(meaning: Meaning) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """Bodies with the title behind them, in the order of the question: IRIs of both, and the words."""
    found: list[tuple[tuple[str, ...], tuple[str, ...], str]] = []
    bodies: list[Named] = []
    for named in sorted(meaning.names, key=lambda one: one.span):
        if named.kind is Kind.ORGANIZATION:
            bodies.append(named)
        elif named.kind is Kind.TITLE:
            iris = tuple(one for body in bodies[-1:] for one in (*body.iris, *body.units))
            found.append((iris, named.iris, "".join(body.text for body in bodies[-1:]) + named.text))
            bodies = []
    if bodies and len(found) == 1 and not found[0][0]:  # secretary of the party committee: the body comes last
        iris = tuple(one for body in bodies for one in (*body.iris, *body.units))
        return [(iris, found[0][1], f"{found[0][2]}, {bodies[0].text}")]
    found += [((*body.iris, *body.units), (), body.text) for body in bodies]
    return found


def _posts(meaning: Meaning, told: Told) -> Iterator[str | Apart]:
    """Who holds a post in a body: of memberships themselves, of speakers by any membership of theirs."""
    asked = pairs(meaning)
    if not asked or told.fact not in (*_PERSONAL, *OFFICES):
        return
    if told.fact in OFFICES and not meaning.together:
        yield _table(asked, "?organization", "?title")
        return
    states = ", ".join(f"kg:status-{status}" for status in meaning.statuses or ("current",))
    for number, one in enumerate([[pair] for pair in asked] if meaning.together else [asked], 1):
        holding = [
            _table(one, f"?body{number}", f"?seat{number}"),
            f"GRAPH ?office{number} {{ ?holding{number} org:member ?person ; org:organization ?body{number} ;",
            f"    kg:post/org:role ?seat{number} ; kg:status ?state{number} }}",
            f"FILTER(?state{number} IN ({states}))",
        ]
        if places := _of_bodies(meaning, told):
            holding += _within(f"?body{number}", OF_BODY, places, f"{number}")
        yield Apart.of("?person", *holding)


def _table(asked: list[tuple[tuple[str, ...], tuple[str, ...], str]], body: str, title: str) -> str:
    """The bodies and titles of which a fact has one pair, as values."""
    said = comment(", ".join(words for *_, words in asked))
    if len(asked) == 1:
        bodies, titles, _ = asked[0]
        blocks = [f"VALUES {name} {values(iris)}" for name, iris in ((body, bodies), (title, titles)) if iris]
        return " ".join(blocks) + f"  # {said}"
    rows = [
        f"({iri(one) if one else 'UNDEF'} {iri(other) if other else 'UNDEF'})"
        for bodies, titles, _ in asked
        for one in bodies or ("",)
        for other in titles or ("",)
    ]
    return f"VALUES ({body} {title}) {{ {' '.join(rows)} }}  # {said}"


def _of_bodies(meaning: Meaning, told: Told) -> list[Named]:
    """The places of speakers' bodies, not of events: those that are said to be, or all where the event is named."""
    if told.fact not in _PERSONAL:
        return []
    return [place for place in meaning.of(Kind.PLACE) if place in meaning.origins or meaning.of(Kind.EVENT)]


def _places(meaning: Meaning, fact: Fact, told: Told) -> Iterator[str | Apart]:
    bodies = _of_bodies(meaning, told)
    if bodies and not pairs(meaning):
        holding = "GRAPH ?office { ?holding org:member ?person ; org:organization ?body }"
        yield Apart.of("?person", holding, *_within("?body", OF_BODY, bodies, ""))
    places = [place for place in meaning.of(Kind.PLACE) if place not in bodies]
    if not places:
        return
    subject, path = fact.place
    if not subject:
        raise QueryError("these facts have no place")
    if told.fact == "statement":
        yield "GRAPH ?g { ?fact kg:event ?event }"
    graph = "?g" if subject == "proposer" else ""
    yield Apart.of(f"{graph} ?{subject}".strip(), *_within(f"?{subject}", path, places, "0", graph))


def _within(subject: str, path: str, places: list[Named], number: str, graph: str = "") -> Iterator[str]:
    """That something lies in one of these places: in their parts, where they have a code."""
    coded = [prefix for named in places for prefix in named.prefixes]
    sites = [one for named in places for one in named.iris]
    area, code, graph = f"?area{number}", f"?code{number}", graph or f"?where{number}"
    yield f"# in {comment(', '.join(named.text for named in places))}"
    if coded:
        starts = " || ".join(f"STRSTARTS(STR({code}), {literal(prefix)})" for prefix in coded)
        yield f"GRAPH {graph} {{ {subject} {path} {area} . {area} skos:notation {code} }}"
        yield f"FILTER({starts})"
    else:
        yield f"VALUES {area} {values(sites)} GRAPH {graph} {{ {subject} {path} {area} }}"


def _dates(meaning: Meaning, fact: Fact, told: Told, posts: list[str]) -> Iterator[str | Apart]:
    if meaning.period:
        if told.fact == "membership":
            yield from _held_in(meaning, posts)
        elif fact.held:
            yield Apart.of("?event", f"GRAPH ?when {{ {fact.held} }}", _between("?held", meaning.period))
        elif fact.day:
            yield _between(f"?{fact.day}", meaning.period)
        else:
            raise QueryError("these facts have no date")
    for number, (way, named) in enumerate(meaning.around, 1):
        if not fact.held:
            raise QueryError("only events stand before or after another one")
        sign = "<" if way == "before" else ">"
        yield Apart.of(
            "?event",
            f"VALUES ?anchor{number} {values(named.iris)}  # {comment(named.text)}",
            f"GRAPH ?then{number} {{ ?anchor{number} schema:startDate ?anchored{number} }}",
            f"GRAPH ?around{number} {{ {fact.held.replace('?held', f'?dated{number}')} }}",
            f"FILTER(STR(?dated{number}) {sign} STR(?anchored{number}))",
        )


def _between(variable: str, period: Period) -> str:
    tests = [f"STR({variable}) >= {literal(period.start)}"] if period.start else []
    tests += [f"STR({variable}) < {literal(period.before)}"] if period.before else []
    return f"FILTER({' && '.join(tests or ['true'])})"


def _held_in(meaning: Meaning, posts: list[str]) -> Iterator[str | Apart]:
    """What all articles say of the time of a post; `held_then` asks of each group whether it fits."""
    people = tuple(one for named in meaning.of(Kind.PERSON) for one in named.iris)
    yield Apart.of(
        f'?person ?organization ?title (MIN(COALESCE(STR(?since), "{UNTOLD}")) AS ?from)'
        ' (MAX(COALESCE(STR(?until), "")) AS ?to)',
        *([f"VALUES ?person {values(people)}"] if people else []),
        *posts,
        "GRAPH ?elsewhere { ?dated org:member ?person ; org:organization ?organization ; kg:post/org:role ?title .",
        "  { } UNION { ?dated schema:startDate ?since } UNION { ?dated schema:endDate ?until } }",
        by="?person ?organization ?title",
    )
    yield "FILTER(?status != kg:status-designated)"


def held_then(period: Period) -> Iterator[str]:
    """Whether a post may have been held then: begun before its end, not over before its start, as far as is told.

    A former post whose end nobody tells was held until the article was published, at most.
    """
    if period.before:
        begun = f'MIN(COALESCE(STR(?from), "{UNTOLD}"))'
        yield f'({begun} = "{UNTOLD}" || {begun} < {literal(period.before)})'
    if period.start:
        start, over = literal(period.start), 'MAX(COALESCE(STR(?to), ""))'
        yield f'({over} = "" || CONCAT({over}, "~") >= {start})'  # 2023 may reach beyond 2023-06
        printed = f'CONCAT(MIN(COALESCE(STR(?told), "{UNTOLD}")), "~")'
        yield f'(?status != kg:status-former || {over} != "" || {printed} >= {start})'


def _statuses(meaning: Meaning, told: Told) -> Iterator[str]:
    if not meaning.statuses:
        return
    if told.fact == "membership":
        if meaning.statuses == ("current",):
            yield "FILTER NOT EXISTS { GRAPH ?later { ?ended org:member ?person ; org:organization ?organization ;"
            yield "    kg:post/org:role ?title ; kg:status kg:status-former } }  # nowhere is it said to be over"
        yield "FILTER(?status IN (" + ", ".join(f"kg:status-{status}" for status in meaning.statuses) + "))"
    elif not pairs(meaning):
        raise QueryError("current and former are said of posts")


def _words(meaning: Meaning, fact: Fact) -> Iterator[str | Apart]:
    for number, words in enumerate(meaning.topics, 1):
        if not fact.heard:
            raise QueryError("these facts are not about a topic")
        tests = " || ".join(f"CONTAINS(LCASE(STR(?heard{number})), {literal(word.lower())})" for word in words)
        joined = " ".join(one for one in _JOINED if one in fact.heard)
        talk = f"GRAPH ?talk{number} {{ {fact.heard.replace('?heard', f'?heard{number}')} }}"
        yield Apart.of(joined, talk, f"FILTER({tests})")


def _types(meaning: Meaning, fact: Fact) -> Iterator[str | Apart]:
    for subject, types in (("event", meaning.event_types), ("initiative", meaning.initiative_types)):
        if types:
            if subject not in (*fact.keys, *fact.named.values(), *fact.columns):
                raise QueryError(f"these facts have no {subject}")
            listed = ", ".join(f"kg:{subject}-{one}" for one in types)
            link = "?fact kg:event ?event . " if fact.rests == "?fact" and subject == "event" else ""
            sort = f"GRAPH ?sort_{subject} {{ {link}?{subject} kg:category ?type_{subject} }}"
            joined = "?fact" if link else f"?{subject}"
            yield Apart.of(joined, sort, f"FILTER(?type_{subject} IN ({listed}))")


def _others(meaning: Meaning, fact: Fact, told: Told) -> Iterator[str | Apart]:
    """Names that stand in no role of the fact itself, but in another fact about its event or person."""
    for number, named in enumerate(meaning.names, 1):
        if named.kind in fact.named or named.kind is Kind.PLACE:
            if told.fact == "byline" and fact.named.get(named.kind) == "mentioned":
                yield "GRAPH ?g { ?g schema:mentions ?mentioned }"
            if told.fact == "recognition" and named.kind is Kind.INITIATIVE:
                yield "FILTER(?recognized IN (?initiative, ?roll))"
            continue
        if named.kind in (Kind.ORGANIZATION, Kind.TITLE) and told.fact in (*_PERSONAL, *OFFICES):
            continue
        link = _LINKS.get((told.fact, named.kind))
        if link is None:
            raise QueryError(f"{named.text} is a {named.kind}, which does not narrow these facts")
        yield Apart.of(
            next(one for one in _JOINED if one in link),
            f"VALUES ?named{number} {values(named.iris)}  # {comment(named.text)}",
            f"GRAPH ?link{number} {{ {link.replace('?named', f'?named{number}')} }}",
        )


_JOINED: Final = ("?fact", "?g", "?person", "?event", "?organization", "?initiative", "?proposer")  # of facts
_LINKS: Final = {
    ("event", Kind.PERSON): "?taking kg:event ?event ; kg:agent ?named",
    ("event", Kind.ORGANIZATION): "?taking kg:event ?event ; kg:agent ?named",
    ("involvement", Kind.PERSON): "?taking kg:event ?event ; kg:agent ?named",
    ("membership", Kind.EVENT): "?taking kg:event ?named ; kg:agent ?person",
    ("jurisdiction", Kind.PERSON): "?holding org:organization ?organization ; org:member ?named",
    ("proposal", Kind.PERSON): "?holding org:organization ?proposer ; org:member ?named",
    ("recognition", Kind.PERSON): "?holding org:organization ?proposer ; org:member ?named",
}
