"""What the SPARQL endpoint can do: SPARQL 1.1 Service Description (W3C, 2013)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from kg.serve.results import TRIPLES

if TYPE_CHECKING:
    from starlette.requests import Request

_TABLES: Final = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS: Final = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N3")
_DESCRIPTION: Final = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<{endpoint}> a sd:Service ;
    rdfs:comment "Read-only. {limits}"@en ;
    sd:endpoint <{endpoint}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat {formats} ;
    sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ; rdfs:comment "The union of all articles."@en ] ] .
"""


def service_description(request: Request, media: str) -> Response:
    """The description in a syntax of RDF."""
    import pyoxigraph

    limits = request.app.state.settings.limits
    told = f"A query runs {limits.seconds:g} seconds at most, and answers with {limits.rows} rows at most."
    formats = ", ".join(f"formats:{name}" for name in (*_TABLES, *_GRAPHS))
    text = _DESCRIPTION.format(endpoint=request.url_for("sparql"), limits=told, formats=formats)
    if media != "text/turtle":
        quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)
        body = pyoxigraph.serialize((quad.triple for quad in quads), format=TRIPLES[media])
        return Response(body, media_type=media, headers={"Vary": "Accept"})
    return Response(text, media_type="text/turtle; charset=utf-8", headers={"Vary": "Accept"})
