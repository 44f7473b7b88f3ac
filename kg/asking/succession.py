"""Who came after whom in a post that one person holds at a time: the rule of `kg query succession`, of named posts.

The later one took the post on the day that an article tells, or was first seen in it when an article was published; the
earlier one had left it, or was last seen in it before; and nobody else is told to have held it in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.asking.terms import comment, values
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.asking.facts import Fact
    from kg.asking.meaning import Meaning

_SEATS: Final = """{{ SELECT DISTINCT ?organization ?title {{ VALUES {person} {iris}
    GRAPH ?anywhere {{ ?anything org:member {person} ; org:organization ?organization ; kg:post/org:role ?title }}
}} }}"""
_TAKEN: Final = """{{ SELECT ?organization ?title ?successor (MIN(STR(?first)) AS ?taken) {{
  {seats}
  GRAPH ?early {{ ?entry org:member ?successor ; org:organization ?organization ; kg:post/org:role ?title ;
      kg:status ?entered .
    {{ ?entry schema:startDate ?first }}
    UNION {{ ?entry kg:status kg:status-current . ?early schema:datePublished ?first }} }}
  FILTER(?entered != kg:status-designated)
}} GROUP BY ?organization ?title ?successor }}"""
_LEFT: Final = """{{ SELECT ?organization ?title ?predecessor (MAX(STR(?seen)) AS ?last) (MAX(?over) AS ?gone) {{
  {seats}
  GRAPH ?late {{ ?term org:member ?predecessor ; org:organization ?organization ; kg:post/org:role ?title ;
      kg:status ?was .
    {{ BIND("" AS ?seen) }} UNION {{ ?term schema:startDate|schema:endDate ?seen }}
    UNION {{ ?term kg:status kg:status-current . ?late schema:datePublished ?seen }} }}
  FILTER(?was != kg:status-designated)
  BIND(IF(?was = kg:status-former, 1, 0) AS ?over)
}} GROUP BY ?organization ?title ?predecessor }}"""
_AFTER: Final = "FILTER(?predecessor != ?successor && ?last <= ?taken && (?gone = 1 || ?last < ?taken))"
_BETWEEN: Final = """FILTER NOT EXISTS {
  GRAPH ?meanwhile { ?middle org:member ?third ; org:organization ?organization ; kg:post/org:role ?title .
    { ?middle schema:startDate|schema:endDate ?then }
    UNION { ?middle kg:status kg:status-current . ?meanwhile schema:datePublished ?then } }
  FILTER(?third != ?successor && ?third != ?predecessor && STR(?then) > ?last && STR(?then) < ?taken)
}"""
_ALONE: Final = """FILTER(?status != kg:status-designated && !CONTAINS(STR(?titleLabel), "副"))
FILTER(REGEX(STR(?titleLabel), "(书记|长|主任|主席|总裁|总经理|总编辑|总编|首席执行官)$"))"""


def succeeded(meaning: Meaning, fact: Fact, posts: str) -> Iterator[str]:
    """That ?successor came after ?predecessor, in lines; `posts` are the values of ?organization and ?title."""
    people = meaning.of(Kind.PERSON)
    seats = posts
    if people:
        iris = tuple(iri for named in people for iri in named.iris)
        seats = _SEATS.format(person=f"?{fact.named[Kind.PERSON]}", iris=values(iris))
    yield f"# who followed whom{comment(''.join(f', {named.text}' for named in people))}"
    for pattern in (_TAKEN, _LEFT):
        yield from pattern.format(seats=seats).splitlines()
    for told in (_AFTER, _BETWEEN, _ALONE):
        yield from told.splitlines()
