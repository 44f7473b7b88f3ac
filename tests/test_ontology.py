"""The ontology is sound: a reasoner finds it consistent, and its concepts are named in every script."""

from __future__ import annotations

import shutil
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from kg import lexicon
from kg.rdf import ontology_folder
from kg.rdf import vocabulary as v
from kg.rdf.nodes import BASE, safe
from scripts import concepts, ontology_page
from tests.test_checking import sound

if TYPE_CHECKING:
    from collections.abc import Iterable

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java, so nothing is reasoned")
LANGUAGES = ["en", "zh-Hans", "zh-Hant", "zh-Latn-pinyin"]
KG = rdflib.Namespace(v.KG)


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology_folder() / "kg.ttl")


@pytest.fixture(scope="module")
def titles() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology_folder() / "titles.ttl")


def labels(graph: rdflib.Graph, node: Any) -> dict[str, str]:
    return {str(getattr(text, "language", "")): str(text) for text in graph.objects(node, SKOS.prefLabel)}


# Labels


def test_every_concept_is_named_in_every_script(ontology: rdflib.Graph, titles: rdflib.Graph) -> None:
    kinds = {SKOS.Concept, SKOS.ConceptScheme, SKOS.Collection, URIRef(v.TITLE.value)}
    for graph in (ontology, titles):
        named = {node for kind in kinds for node in graph.subjects(RDF.type, kind)}
        assert len(named) > 50
        for node in named:
            assert sorted(labels(graph, node)) == LANGUAGES, node


def test_the_files_are_as_the_script_writes_them() -> None:
    """Run `python -m scripts.concepts`, and give a new title its English name in scripts/titles.csv."""
    assert concepts.relabelled(concepts.ONTOLOGY.read_text(encoding="utf-8")) == concepts.ONTOLOGY.read_text("utf-8")
    assert concepts.titles() == concepts.TITLES.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("chinese", "traditional", "latin"),
    [
        ("秘书长", "秘書長", "mìshūzhǎng"),
        ("案例", "案例", "ànlì"),
        ("调研课题", "調研課題", "diàoyán kètí"),
        ("圆桌嘉宾", "圓桌嘉賓", "yuánzhuō jiābīn"),
        ("总干事", "總幹事", "zǒnggànshì"),
        ("楼长", "樓長", "lóuzhǎng"),
        ("社区专干", "社區專幹", "shèqū zhuāngàn"),
        ("方案", "方案", "fāng'àn"),
        ("CEO", "CEO", "CEO"),
    ],
)
def test_names_in_other_scripts(chinese: str, traditional: str, latin: str) -> None:
    assert concepts.pinyin(chinese) == latin
    assert f'"{traditional}"@zh-Hant' in concepts.labels(chinese, "x")


def test_the_titles_are_those_of_the_word_file(titles: rdflib.Graph) -> None:
    words = {word for group in lexicon.load("titles")["heads"].values() for word in group}
    known = {str(node): labels(titles, node)["zh-Hans"] for node in titles.subjects(SKOS.inScheme, KG.titles)}
    assert known == {f"{BASE}title/{safe(word)}": word for word in known.values()}
    assert words <= set(known.values())
    assert set(concepts.english()) == {labels(titles, node)["zh-Hans"] for node in titles.subjects(SKOS.inScheme, None)}


def test_grades_are_a_scheme(titles: rdflib.Graph) -> None:
    grades = {labels(titles, node)["zh-Hans"] for node in titles.subjects(SKOS.inScheme, KG.grades)}
    assert {"一级巡视员", "四级调研员", "二级科员", "副部级", "正处级"} <= grades
    assert "局长" not in grades
    researcher = URIRef(f"{BASE}title/{safe('调研员')}")
    assert len(list(titles.subjects(SKOS.broader, researcher))) == 4


# Terms


def test_every_term_is_of_one_kind(ontology: rdflib.Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual)
    counted = Counter(node for kind in kinds for node in ontology.subjects(RDF.type, kind) if isinstance(node, URIRef))
    assert [node for node, count in counted.items() if count > 1] == []


def test_every_term_that_is_used_is_declared(ontology: rdflib.Graph) -> None:
    builtin = (str(RDF), str(RDFS), str(OWL), str(rdflib.XSD))
    used = {
        node
        for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, OWL.onProperty, OWL.inverseOf)
        for node in ontology.objects(None, predicate)
        if isinstance(node, URIRef) and not str(node).startswith(builtin)
    }
    used |= {URIRef(str(name)) for name in ontology.predicates() if not str(name).startswith(builtin)}
    assert [node for node in used if (node, RDF.type, None) not in ontology] == []


# Reasoning


def reasoned(*graphs: Iterable[Any]) -> list[str]:
    """The classes that nothing can be in; an error of owlready2 where everything is in contradiction."""
    import owlready2

    whole = rdflib.Graph()
    for triple in (triple for graph in graphs for triple in graph):
        if triple[1] != OWL.imports:
            whole.add(triple)
    world = owlready2.World()
    loaded = world.get_ontology("https://w3id.org/governance-kg/tested#")
    loaded.load(fileobj=BytesIO(whole.serialize(format="nt", encoding="utf-8")))
    with loaded:
        owlready2.sync_reasoner_hermit(world, debug=0)
    return [str(one.iri) for one in world.inconsistent_classes() if one is not owlready2.Nothing]


def facts() -> rdflib.Graph:
    """What a reading with everything in it says, but for literals, whose datatypes OWL does not all have."""
    from pyoxigraph import Literal, RdfFormat, serialize

    from kg.rdf import quads

    reading = sound("sound")
    iris = {(kind, thing.key): f"{BASE}{kind}/{safe(thing.key)}" for kind, thing in reading.things()}
    triples = [quad.triple for quad in quads(reading, iris) if not isinstance(quad.object, Literal)]
    return rdflib.Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


@needs_java
def test_the_ontology_is_consistent_and_every_class_can_have_members(
    ontology: rdflib.Graph, titles: rdflib.Graph
) -> None:
    assert reasoned(ontology, titles, facts()) == []


@needs_java
def test_the_reasoner_sees_what_is_wrong(ontology: rdflib.Graph) -> None:
    import owlready2

    impossible = (KG.Impossible, RDFS.subClassOf, URIRef(v.PERSON.value))
    also = (KG.Impossible, RDFS.subClassOf, URIRef(v.EVENT.value))
    assert reasoned(ontology, [impossible, also, (KG.Impossible, RDF.type, OWL.Class)]) == [str(KG.Impossible)]
    speech = next(node for node in facts().subjects(RDF.type, URIRef(v.PARTICIPATION.value)))
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reasoned(
            ontology,
            facts(),
            [(speech, URIRef(v.AGENT.value), KG.body), (KG.body, RDF.type, URIRef(v.ORGANIZATION.value))],
        )


# The page


def test_the_page_of_the_ontology_is_that_of_now(ontology: rdflib.Graph) -> None:
    """Run `python -m scripts.ontology_page` after a change of kg.ttl."""
    page = ontology_page.PAGE.read_text(encoding="utf-8")
    assert ontology_page.page() == page
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in ontology.subjects(RDF.type, kind):
            assert not isinstance(term, URIRef) or f'href="{term}"' in page or f"{term}" in page, term
