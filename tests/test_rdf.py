"""The graph of a reading: a closed vocabulary, deterministic names, evidence under everything."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from kg.model import (
    Event,
    Evidence,
    Initiative,
    KgError,
    Kind,
    Membership,
    Organization,
    Participation,
    Person,
    PersonRole,
    Place,
    Reading,
    Recognition,
    Statement,
    Status,
)
from kg.rdf import article_iri, date_literal, ontology_folder, quads
from kg.rdf import vocabulary as v
from kg.rdf.nodes import decimal
from kg.text import Span
from tests.gold import gold_iris, gold_readings, needs_shared
from tests.samples import proven

if TYPE_CHECKING:
    import rdflib

RAW = "县委书记王某说：“要把会开到院子里。”"


def evidence(words: str = RAW, doc: str = "a") -> Evidence:
    return proven(words, RAW, doc, "a_rule")


def reading(**changes: Any) -> Reading:
    """王某, 县委书记, speaks at a meeting."""
    whole = Reading(
        doc="a",
        raw=RAW,
        raw_hash="0" * 64,
        reader_hash="1",
        persons=(Person("王某", "王某", ("老王",), (evidence("王某"),)),),
        organizations=(Organization("石城县委", "石城县委", ("县委",), (evidence("县委"),)),),
        places=(Place("石城县", "石城县", code="360735"), Place("小院", "小院", within="360735")),
        events=(
            Event("院坝会", "院坝会", date="2024-11", venue="小院", place="小院", code="360735", themes=("议事",)),
        ),
        initiatives=(Initiative("院坝会制度", "院坝会制度"), Initiative("十佳名单", "十佳名单")),
        memberships=(Membership("王某", "石城县委", "书记", Status.CURRENT, evidence("县委书记王某")),),
        participations=(Participation("王某", "院坝会", PersonRole.SPEECH, evidence(), "议事"),),
        statements=(Statement("王某", "要把会开到院子里。", evidence("要把会开到院子里。"), "院坝会"),),
        recognitions=(Recognition("院坝会制度", "十佳名单", evidence()),),
    )
    return replace(whole, **changes)


def content(whole: Reading) -> list[Quad]:
    return list(quads(whole, gold_iris(whole)))


def values(found: list[Quad], subject: NamedNode | None, predicate: NamedNode) -> list[str]:
    """The values of a property, of one subject or of all."""
    return [
        str(getattr(quad.object, "value", ""))
        for quad in found
        if quad.predicate == predicate and subject in (None, quad.subject)
    ]


def test_everything_stands_in_the_graph_of_its_article() -> None:
    assert {quad.graph_name for quad in content(reading())} == {article_iri("a")}


def test_no_quad_comes_twice_and_no_node_is_blank() -> None:
    found = content(reading())
    assert len(found) == len(set(found))
    assert not any(isinstance(term, BlankNode) for quad in found for term in (quad.subject, quad.object))


def test_equal_readings_give_equal_quads() -> None:
    assert content(reading()) == content(reading())


def test_only_terms_of_the_vocabulary_are_used() -> None:
    found = content(reading())
    used = {quad.predicate for quad in found} | {quad.object for quad in found if quad.predicate == v.TYPE}
    assert used <= v.terms()


def test_a_fact_told_twice_is_one_node_with_two_places() -> None:
    post = reading().memberships[0]
    found = content(reading(memberships=(post, replace(post, evidence=evidence("书记")))))
    (node,) = {quad.subject for quad in found if quad.predicate == v.MEMBER}
    assert isinstance(node, NamedNode)
    assert len(values(found, node, v.DERIVED_FROM)) == 2


def test_the_name_of_a_fact_does_not_hang_on_the_identity_of_its_things() -> None:
    whole = reading()
    other = {key: iri + "-other" for key, iri in gold_iris(whole).items()}
    one = {quad.subject for quad in content(whole) if quad.predicate == v.MEMBER}
    assert one == {quad.subject for quad in quads(whole, other) if quad.predicate == v.MEMBER}


def test_quotes_are_raw_characters_at_their_positions() -> None:
    found = content(reading())
    for place in {quad.subject for quad in found if quad.predicate == v.SELECTOR}:
        assert isinstance(place, NamedNode)
        selectors = [NamedNode(iri) for iri in values(found, place, v.SELECTOR)]
        (start,) = [int(value) for node in selectors for value in values(found, node, v.POSITION_START)]
        (end,) = [int(value) for node in selectors for value in values(found, node, v.POSITION_END)]
        assert [value for node in selectors for value in values(found, node, v.EXACT)] == [RAW[start:end]]


def test_every_fact_rests_on_evidence() -> None:
    found = content(reading())
    facts = {v.MEMBERSHIP, v.PARTICIPATION, v.STATEMENT, v.RECOGNITION}
    nodes = {quad.subject for quad in found if quad.object in facts}
    assert len(nodes) == 4
    assert nodes <= {quad.subject for quad in found if quad.predicate == v.DERIVED_FROM}


def test_every_fact_says_how_sure_it_is_once() -> None:
    twice = replace(reading().statements[0], confidence=0.5), replace(reading().statements[0], confidence=0.9)
    whole = reading(statements=twice)
    found = content(whole)
    nodes = [quad.subject for quad in found if quad.predicate == v.CONFIDENCE]
    assert len(nodes) == len(set(nodes)) == len(set(whole.facts())) - 1
    said = {quad.object for quad in found if quad.predicate == v.CONFIDENCE}
    assert said == {Literal("0.9", datatype=v.XSD_DECIMAL), Literal("1", datatype=v.XSD_DECIMAL)}


@given(st.integers(0, 100))
def test_a_share_is_written_as_a_store_keeps_it(hundredths: int) -> None:
    from pyoxigraph import Store

    share = decimal(hundredths / 100)
    node = NamedNode("https://example.org/a")
    store = Store()
    store.add(Quad(node, v.CONFIDENCE, share))
    assert next(iter(store)).object == share
    assert float(share.value) == hundredths / 100


def test_names_are_composed_and_tagged_and_quotes_are_not() -> None:
    raw = "Cafe\u0301"
    whole = reading(raw=raw, persons=(Person("王某", raw, (), (Evidence("a", Span(0, 5), "r"),)),))
    found = content(whole)
    labels = [quad.object for quad in found if quad.predicate == v.LABEL]
    assert Literal("Café", language="zh") in labels
    assert Literal(raw) in [quad.object for quad in found if quad.predicate == v.EXACT]


def test_only_a_post_that_is_held_is_held() -> None:
    post = reading().memberships[0]
    assert values(content(reading()), None, v.HOLDS)
    for status in (Status.FORMER, Status.DESIGNATED):
        assert not values(content(reading(memberships=(replace(post, status=status),))), None, v.HOLDS)


def test_a_venue_that_is_a_place_of_the_article_is_that_place() -> None:
    whole = reading()
    assert values(content(whole), None, v.LOCATION) == [gold_iris(whole)[Kind.PLACE, "小院"]]


def test_a_venue_that_is_only_named_has_a_node_in_its_division() -> None:
    event = Event("院坝会", "院坝会", venue="村口", code="360735")
    found = content(reading(events=(event,)))
    (venue,) = values(found, None, v.LOCATION)
    assert values(found, NamedNode(venue), v.LABEL) == ["村口"]
    assert values(found, NamedNode(venue), v.CONTAINED_IN) == [gold_iris(reading())[Kind.PLACE, "石城县"]]


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("2024-11-30", "date"),
        ("2024-11", "gYearMonth"),
        ("2024", "gYear"),
        ("2024-02-30", "string"),
        ("2024-13", "string"),
        ("去年", "string"),
        ("２０２４", "string"),
    ],
)
def test_dates_are_as_precise_as_they_are_told(text: str, datatype: str) -> None:
    assert date_literal(text) == Literal(text, datatype=v.term(f"xsd:{datatype}"))


def test_a_fact_about_nothing_is_an_error_that_names_it() -> None:
    whole = reading(statements=(Statement("李某", "好。", evidence()),))
    with pytest.raises(KgError, match="李某"):
        content(whole)


@pytest.mark.parametrize("doc", ["a b", "../x", "..", ".", "a/b?c#d", "中文", "%41", "<script>", '"', "\ud800"])
def test_articles_have_safe_and_different_names(doc: str) -> None:
    iri = article_iri(doc).value
    assert re.fullmatch(r"https://w3id\.org/governance-kg/id/article/[A-Za-z0-9_.~%-]+", iri)
    assert not iri.endswith(("/.", "/.."))


@given(st.text(), st.text())
def test_different_ids_never_share_a_name(one: str, other: str) -> None:
    assert (article_iri(one) == article_iri(other)) == (one == other)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_survives_as_text(text: str) -> None:
    whole = reading(
        doc=text,
        raw=text,
        title=text,
        publisher=text,
        url=text,
        persons=(Person("王某", text, (text,), (Evidence(text, Span(0, len(text)), "r"),)),),
        memberships=(Membership("王某", "石城县委", text, Status.CURRENT, Evidence(text, Span(0, 1), "r")),),
    )
    found = content(whole)
    written = serialize(found, format=RdfFormat.N_QUADS)
    assert written is not None
    assert set(parse(written, RdfFormat.N_QUADS)) == set(found)
    assert text in values(found, None, v.EXACT)


@needs_shared
def test_real_readings_use_the_vocabulary_and_nothing_else() -> None:
    found = [quad for whole in gold_readings() for quad in content(whole)]
    used = {quad.predicate for quad in found} | {quad.object for quad in found if quad.predicate == v.TYPE}
    assert used <= v.terms()


# The ontology


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(ontology_folder() / "kg.ttl")


SCRIPTS = ["en", "zh-Hans", "zh-Hant", "zh-Latn-pinyin"]


def declared(ontology: rdflib.Graph) -> set[str]:
    """What kg.ttl declares, but for the words in which it speaks of itself."""
    from rdflib import OWL, RDF, SKOS, URIRef

    kinds = (
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        SKOS.Concept,
        SKOS.ConceptScheme,
    )
    return {str(term) for kind in kinds for term in ontology.subjects(RDF.type, kind) if isinstance(term, URIRef)}


def test_the_ontology_declares_exactly_the_vocabulary(ontology: rdflib.Graph) -> None:
    own = {term.value for term in v.terms() if not term.value.startswith((v.NAMESPACES["rdf"], v.NAMESPACES["rdfs"]))}
    around = {
        "oa:Annotation",
        "foaf:Agent",
        "schema:Role",
        "skos:Concept",
        "skos:ConceptScheme",
        "skos:prefLabel",
        "skos:definition",
    }
    around |= {"dcterms:title", "dcterms:description", "dcterms:license"}
    around |= {"org:hasPost", "org:heldBy", "prov:Activity", "prov:Entity"}
    around |= {"dcterms:type", "foaf:Organization", "schema:Organization", "schema:Person"}
    assert declared(ontology) - own == {v.term(name).value for name in around}
    assert own <= declared(ontology)


def test_no_term_is_declared_without_a_use(ontology: rdflib.Graph) -> None:
    """A term is written, or the ontology itself speaks in it, or an axiom leads to it."""
    from rdflib import URIRef

    written = {term.value for term in v.terms()}
    for term in map(URIRef, declared(ontology) - written):
        is_spoken = next(ontology.subject_objects(term), None) is not None
        assert is_spoken or next(ontology.subject_predicates(term), None), term


def test_the_concepts_are_the_values_of_the_enums(ontology: rdflib.Graph) -> None:
    from rdflib import SKOS, URIRef

    for enum, (scheme, _) in v.SCHEMES.items():
        concepts = {str(node) for node in ontology.subjects(SKOS.inScheme, URIRef(scheme.value))}
        assert concepts == {v.concept(value).value for value in enum}


def test_every_term_is_labelled_and_explained_in_both_languages(ontology: rdflib.Graph) -> None:
    from rdflib import RDFS, SKOS, URIRef

    def languages(term: str, *properties: URIRef) -> list[str]:
        found = [text for name in properties for text in ontology.objects(URIRef(term), name)]
        return sorted(str(getattr(text, "language", None)) for text in found)

    spoken_of = {v.term(f"dcterms:{name}").value for name in ("title", "description", "license")}
    spoken_of |= {v.term(f"skos:{name}").value for name in ("prefLabel", "definition")}
    for term in declared(ontology) - spoken_of:
        assert languages(term, RDFS.label, SKOS.prefLabel) in (["en", "zh"], SCRIPTS), term
        assert languages(term, RDFS.comment, SKOS.definition) == ["en", "zh"], term


def test_the_glossary_explains_every_term() -> None:
    glossary = (ontology_folder() / "README.md").read_text(encoding="utf-8")
    prefixes = {iri: prefix for prefix, iri in v.NAMESPACES.items()}
    for term in v.terms():
        namespace = next(iri for iri in prefixes if term.value.startswith(iri))
        name = f"{prefixes[namespace]}:{term.value.removeprefix(namespace)}"
        assert f"`{name}`" in glossary or name == "rdf:type", name


def test_the_context_has_a_short_name_for_every_term_and_no_other() -> None:
    context = json.loads((ontology_folder() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    targets = [entry["@id"] if isinstance(entry, dict) else entry for entry in context.values()]
    named = {v.term(target) for target in targets if not target.startswith(("@", "http"))}
    values_and_schemes = {v.concept(value) for enum in v.SCHEMES for value in enum}
    values_and_schemes |= {scheme for scheme, _ in v.SCHEMES.values()} | {v.TITLES, v.TYPE}
    assert named == v.terms() - values_and_schemes
    assert {name: iri for name, iri in v.NAMESPACES.items() if name != "rdf"} == {
        name: iri for name, iri in context.items() if isinstance(iri, str) and iri.startswith("http")
    }
