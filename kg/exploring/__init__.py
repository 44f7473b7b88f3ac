"""What the explorer shows, read from a store by SPARQL with bound IRIs, as frozen records that msgspec writes as JSON.

    overview(store)                         what there is, the words for roles, and a first picture
    neighbourhood(store, iri)               a thing, what is next to it, and the facts among these
    thing(store, iri)                       all that is told of a person, body, place, event or initiative
    evidence(store, doc, start, end)        the article with the characters, and the facts that rest on them
    whole(store)                            everything at once, for the single file

A thing that is not there, or an article that is not, is a QueryError or StoreError that says so.
"""

from kg.exploring.ego import neighbourhood
from kg.exploring.evidence import evidence
from kg.exploring.overview import overview
from kg.exploring.pages import thing
from kg.exploring.whole import whole

__all__ = ["evidence", "neighbourhood", "overview", "thing", "whole"]
