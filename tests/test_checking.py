"""The graph is checked: a sound one passes, and each shape catches what breaks it, and nothing else does."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from itertools import chain
from time import process_time
from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, Quad

from kg.checking import Violation, check
from kg.cli import cli
from kg.corrections import fact_id
from kg.model import (
    Byline,
    BylineRole,
    Event,
    EventType,
    Evidence,
    Initiative,
    Involvement,
    Jurisdiction,
    Kind,
    Membership,
    Organization,
    OrganizationRole,
    Participation,
    Person,
    PersonRole,
    Place,
    Proposal,
    Reading,
    Recognition,
    Repair,
    Statement,
    Status,
)
from kg.rdf import article_iri, ontology_folder
from kg.rdf import vocabulary as v
from kg.store import Store
from tests.samples import proven

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum
    from pathlib import Path

    import rdflib

RAW: Final = (
    "石城日报6月5日讯 由石城县委主办、石城银行支持的石城论坛6月1日至2日在石城剧院举行。县委书记王建军作题为"
    "“院坝会”的演讲，他说：“要议而有决。”李明出席。院坝会制度由石城县委提出，入选十佳名单。"
    "（记者 李明 摄影 李明 编辑 李明）石城县工商局参加。"
)

BODIES: Final = ("石城县委", "石城银行", "石城日报", "石城县工商局")


def at(words: str, doc: str = "sound") -> Evidence:
    return proven(words, RAW, doc, "a_rule")


STAGE: Final = Repair("石城戏院", "石城剧院", "360735", "read like it", 0.75)


def sound(doc: str) -> Reading:
    """A reading with everything in it that a graph may hold."""

    def there(words: str) -> tuple[Evidence, ...]:
        return (at(words, doc),)

    def proof(words: str) -> Evidence:
        return at(words, doc)

    return Reading(
        doc=doc,
        raw=RAW,
        raw_hash=sha256(RAW.encode()).hexdigest(),
        reader_hash="by-hand",
        title="石城论坛举行",
        publisher="石城日报",
        published="2024-06-05",
        url="https://example.org/1",
        persons=(Person("王建军", "王建军", ("老王",), there("王建军")), Person("李明", "李明", (), there("李明"))),
        organizations=tuple(Organization(name, name, (), there(name)) for name in BODIES),
        places=(
            Place("石城县", "石城县", (), there("石城"), "360735", "360700"),
            Place("石城剧院", "石城剧院", (), there("石城剧院"), within="360735", repair=STAGE),
        ),
        events=(
            Event(
                "石城论坛",
                "石城论坛",
                (),
                there("石城论坛"),
                EventType.FORUM,
                "2024-06-01",
                "2024-06-02",
                "石城剧院",
                "石城剧院",
                "360735",
                ("议事",),
            ),
        ),
        initiatives=(
            Initiative("院坝会制度", "院坝会制度", (), there("院坝会制度")),
            Initiative("十佳名单", "十佳名单", (), there("十佳名单")),
        ),
        bylines=tuple(Byline("李明", role, proof("记者 李明 摄影 李明 编辑 李明")) for role in BylineRole),
        memberships=(
            Membership("王建军", "石城县委", "书记", Status.CURRENT, proof("县委书记王建军"), "2019", "2024-07"),
        ),
        jurisdictions=tuple(Jurisdiction(body, "360735", proof(body)) for body in ("石城县委", "石城县工商局")),
        participations=(
            Participation("王建军", "石城论坛", PersonRole.KEYNOTE, proof("作题为“院坝会”的演讲"), "院坝会"),
            Participation("李明", "石城论坛", PersonRole.ATTENDEE, proof("李明出席")),
        ),
        involvements=(
            Involvement("石城县委", "石城论坛", OrganizationRole.HOST, proof("由石城县委主办")),
            Involvement("石城银行", "石城论坛", OrganizationRole.SUPPORTER, proof("石城银行支持")),
        ),
        statements=(Statement("王建军", "要议而有决。", proof("要议而有决。"), "石城论坛"),),
        proposals=(Proposal("院坝会制度", "石城县委", Kind.ORGANIZATION, proof("院坝会制度由石城县委提出")),),
        recognitions=(Recognition("院坝会制度", "十佳名单", proof("入选十佳名单")),),
    )


# Each shape, and what to do to a sound graph so that it is broken: DELETE, INSERT, WHERE.
NEW: Final = "<https://w3id.org/governance-kg/id/new>"
OTHER_ARTICLE: Final = f'{NEW} a schema:NewsArticle ; schema:identifier "b" ; schema:sha256 "{"0" * 64}"'
OTHER_QUOTE: Final = f'{NEW} a oa:TextQuoteSelector ; oa:exact "王"'
OTHER_INTERVAL: Final = f"{NEW} a time:Interval ; time:hasEnd ?end . ?end a time:Instant"
PERSON: Final = "?wrong a foaf:Person"
BODY: Final = "?wrong a org:Organization"


def without(subject: str, path: str) -> tuple[str, str, str]:
    return f"?node {path} ?value", "", f"?node a {subject} ; {path} ?value"


def instead(subject: str, path: str, value: str, where: str = "") -> tuple[str, str, str]:
    return f"?node {path} ?value", f"?node {path} {value}", f"?node a {subject} ; {path} ?value . {where}"


def besides(subject: str, path: str, value: str, where: str = "") -> tuple[str, str, str]:
    return "", f"?node {path} {value}", f"?node a {subject} . {where}"


MUTATIONS: Final = {
    "article-identifier": without("schema:NewsArticle", "schema:identifier"),
    "article-hash": without("schema:NewsArticle", "schema:sha256"),
    "article-headline": instead("schema:NewsArticle", "schema:headline", '"Forum"@en'),
    "article-date": instead("schema:NewsArticle", "schema:datePublished", '"去年"'),
    "article-publisher-name": instead("schema:NewsArticle", "dc:publisher", '"石城日报"'),
    "article-publisher": instead("schema:NewsArticle", "schema:publisher", "?wrong", PERSON),
    "article-address": besides("schema:NewsArticle", "schema:url", '"https://example.org/2"^^xsd:anyURI'),
    "article-author": instead("schema:NewsArticle", "schema:author", "?wrong", BODY),
    "article-contributor": instead("schema:NewsArticle", "schema:contributor", "?wrong", BODY),
    "article-editor": instead("schema:NewsArticle", "schema:editor", "?wrong", BODY),
    "mentioned": besides("schema:NewsArticle", "schema:mentions", "?wrong", "?wrong a kg:Proposal"),
    "thing-label": without("kg:Initiative", "rdfs:label"),
    "thing-other-label": instead("foaf:Person", "skos:altLabel", '"Old Wang"@en'),
    "thing-article": ("?article schema:mentions ?node", "", "?article schema:mentions ?node . ?node a foaf:Person"),
    "thing-evidence": without("foaf:Person", "prov:wasDerivedFrom"),
    "place-around": instead("schema:Place", "schema:containedInPlace", "?wrong", PERSON),
    "division-code": instead("schema:AdministrativeArea", "skos:notation", '"36"'),
    "organization-area": instead("org:Organization", "schema:areaServed", "?wrong", PERSON),
    "organization-unit": besides("org:Organization", "org:unitOf", "?wrong", PERSON),
    "organization-part": besides("org:Organization", "org:subOrganizationOf", "?wrong", PERSON),
    "country-label": without("schema:Country", "rdfs:label"),
    "repair-target": instead("kg:Repair", "oa:hasTarget", "?wrong", PERSON),
    "repair-written": without("kg:Repair", "kg:written"),
    "repair-reason": without("kg:Repair", "oa:bodyValue"),
    "event-type": instead("schema:Event", "kg:category", "kg:initiative-case"),
    "event-start": instead("schema:Event", "schema:startDate", '"2024-02-30"^^xsd:date'),
    "event-end": besides("schema:Event", "schema:endDate", '"2024-06-03"^^xsd:date'),
    "event-theme": instead("schema:Event", "dc:subject", '"deliberation"@en'),
    "event-venue": instead("schema:Event", "schema:location", "?wrong", PERSON),
    "event-division": instead("schema:Event", "kg:division", "?wrong", PERSON),
    "event-performer": instead("schema:Event", "schema:performer", "?wrong", BODY),
    "event-attendee": instead("schema:Event", "schema:attendee", "?wrong", BODY),
    "event-organizer": instead("schema:Event", "schema:organizer", "?wrong", PERSON),
    "event-sponsor": instead("schema:Event", "schema:sponsor", "?wrong", PERSON),
    "initiative-type": without("kg:Initiative", "kg:category"),
    "post-label": without("org:Post", "rdfs:label"),
    "post-organization": ("", f'{NEW} a org:Post ; rdfs:label "席位"@zh ; org:role ?title', "?title a org:Role"),
    "post-title": without("org:Post", "org:role"),
    "title-label": without("org:Role", "rdfs:label"),
    "title-scheme": instead("org:Role", "skos:inScheme", "kg:statuses"),
    "person-post": instead("foaf:Person", "org:holds", "?wrong", BODY),
    "fact-evidence": without("kg:Proposal", "prov:wasDerivedFrom"),
    "fact-confidence": instead("kg:Recognition", "kg:confidence", "1.5"),
    "byline-person": instead("kg:Byline", "kg:agent", "?wrong", BODY),
    "byline-article": without("kg:Byline", "kg:article"),
    "byline-role": instead("kg:Byline", "kg:role", "kg:participation-speech"),
    "membership-person": without("org:Membership", "org:member"),
    "membership-organization": without("org:Membership", "org:organization"),
    "membership-post": without("org:Membership", "kg:post"),
    "membership-seat": instead("org:Membership", "org:organization", "?wrong", '?wrong rdfs:label "石城银行"@zh'),
    "membership-status": instead("org:Membership", "kg:status", "kg:event-forum"),
    "membership-start": instead("org:Membership", "schema:startDate", '"2019-13"^^xsd:gYearMonth'),
    "membership-end": besides("org:Membership", "schema:endDate", '"2025"^^xsd:gYear'),
    "membership-interval": besides(
        "org:Membership", "org:memberDuring", f"{NEW} . {OTHER_INTERVAL}", "?interval time:hasEnd ?end"
    ),
    "interval-beginning": instead("time:Interval", "time:hasBeginning", "?wrong", PERSON),
    "interval-end": instead("time:Interval", "time:hasEnd", "?wrong", PERSON),
    "interval-bounds": ("", f"{NEW} a time:Interval", "?node a time:Interval"),
    "instant-date": besides("time:Instant", "time:inXSDDate", '"2020-01-01"^^xsd:date'),
    "instant-day": ("", f'{NEW} a time:Instant ; time:inXSDDate "2019-02-30"^^xsd:date', "?node a time:Instant"),
    "instant-month": instead("time:Instant", "time:inXSDgYearMonth", '"2024-13"^^xsd:gYearMonth'),
    "instant-year": instead("time:Instant", "time:inXSDgYear", '"199"^^xsd:gYear'),
    "change-label": without("org:ChangeEvent", "rdfs:label"),
    "change-year": without("org:ChangeEvent", "schema:startDate"),
    "change-end": instead("org:ChangeEvent", "schema:endDate", '"2019-03-31"^^xsd:date'),
    "change-body": instead("org:ChangeEvent", "org:originalOrganization", "?wrong", PERSON),
    "change-evidence": without("org:ChangeEvent", "prov:wasDerivedFrom"),
    "jurisdiction-organization": instead("kg:Jurisdiction", "kg:agent", "?wrong", PERSON),
    "jurisdiction-division": instead("kg:Jurisdiction", "kg:division", "?wrong", PERSON),
    "participation-person": instead("kg:Participation", "kg:agent", "?wrong", BODY),
    "participation-event": without("kg:Participation", "kg:event"),
    "participation-role": instead("kg:Participation", "kg:role", "kg:involvement-host"),
    "participation-topic": besides("kg:Participation", "dc:subject", '"one"@zh, "two"@zh'),
    "involvement-organization": instead("kg:Involvement", "kg:agent", "?wrong", PERSON),
    "involvement-event": without("kg:Involvement", "kg:event"),
    "involvement-role": without("kg:Involvement", "kg:role"),
    "statement-person": without("schema:Quotation", "schema:spokenByCharacter"),
    "statement-text": instead("schema:Quotation", "schema:text", '""@zh'),
    "statement-event": instead("schema:Quotation", "kg:event", "?wrong", PERSON),
    "proposal-initiative": without("kg:Proposal", "kg:initiative"),
    "proposal-proposer": instead("kg:Proposal", "kg:proposer", "?wrong", PERSON),
    "recognition-initiative": without("kg:Recognition", "kg:initiative"),
    "recognition-list": instead("kg:Recognition", "kg:roll", "?wrong", "?node kg:initiative ?wrong"),
    "dates-in-order": instead("schema:Event", "schema:startDate", '"2024-06-03"^^xsd:date'),
    "past-before-article": instead("schema:NewsArticle", "schema:datePublished", '"2024-05"^^xsd:gYearMonth'),
    "evidence-article": without("oa:SpecificResource", "oa:hasSource"),
    "evidence-rule": without("oa:SpecificResource", "kg:rule"),
    "evidence-selectors": besides("oa:SpecificResource", "oa:hasSelector", f"{NEW} . {OTHER_QUOTE}"),
    "evidence-position": (
        "?node oa:hasSelector ?value",
        f"?node oa:hasSelector {NEW} . {OTHER_QUOTE}",
        "?node oa:hasSelector ?value . ?value oa:start ?start",
    ),
    "selector-type": without("oa:TextQuoteSelector", "a"),
    "position-start": instead("oa:TextPositionSelector", "oa:start", "-1"),
    "position-end": without("oa:TextPositionSelector", "oa:end"),
    "quote-exact": without("oa:TextQuoteSelector", "oa:exact"),
    "correction-target": without("kg:Correction", "oa:hasTarget"),
    "correction-verdict": without("kg:Correction", "kg:verdict"),
    "correction-fact": without("kg:Correction", "schema:identifier"),
    "correction-label": besides("kg:Correction", "rdfs:label", '"Forum"@en'),
    "correction-reason": besides("kg:Correction", "oa:bodyValue", "2024"),
    "correction-creator": besides("kg:Correction", "dc:creator", '"张三", "李四"'),
    "correction-date": besides("kg:Correction", "dcterms:created", '"昨天"'),
    "correction-evidence": without("kg:Correction", "prov:wasDerivedFrom"),
    "revision": besides("kg:Recognition", "prov:wasRevisionOf", '"another"'),
    "copy": besides("schema:NewsArticle", "dcterms:isVersionOf", f"{NEW}, {NEW[:-1]}-2>"),
    "vocabulary": besides("foaf:Person", "foaf:mbox", "<mailto:a@example.org>"),
    "no-blank-nodes": ("", '[] rdfs:label "谁"@zh', "?node a schema:NewsArticle"),
    "raw-text-article": instead("oa:SpecificResource", "oa:hasSource", f"{NEW} . {OTHER_ARTICLE}"),
    "raw-text-hash": instead("schema:NewsArticle", "schema:sha256", f'"{"0" * 64}"'),
    "raw-text-quote": instead("oa:TextQuoteSelector", "oa:exact", '"王建军君"'),
    "article-of-graph": instead("schema:NewsArticle", "schema:identifier", '"another"'),
    "graph-of-article": ("?node ?path ?value", "", "?node ?path ?value"),
}
CORRECTION: Final = (
    "?fact prov:wasRevisionOf <https://w3id.org/governance-kg/id/read> . <https://w3id.org/governance-kg/id/said> a "
    'kg:Correction ; oa:hasTarget <https://w3id.org/governance-kg/id/read> ; kg:verdict "right" ; '
    'schema:identifier "123456-abcdef" ; prov:wasDerivedFrom ?evidence'
)
OF_IDENTITIES: Final = {
    "identity-replaced": ((f"{NEW}-a", '"somebody"'),),
    "identity-settled": ((f"{NEW}-b", f"{NEW}-c"), (f"{NEW}-c", f"{NEW}-d")),
}


def prefixes() -> str:
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in v.NAMESPACES.items())


def break_graph(store: Store, doc: str, mutation: tuple[str, str, str]) -> None:
    """What the mutation says, in the graph of one article."""
    gone, come, where = mutation
    graph = article_iri(doc)
    store.dataset.update(f"{prefixes()} WITH {graph} DELETE {{ {gone} }} INSERT {{ {come} }} WHERE {{ {where} }}")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An article for each mutation, and a sound one before and behind them."""
    with Store(tmp_path_factory.mktemp("checking") / "graph") as store:
        docs = ["sound", *MUTATIONS, "sound-too"]
        assert [one for one in store.add_all(map(sound, docs)) if not isinstance(one, Reading)] == []
        assert list(check(store)) == []
        for doc, mutation in MUTATIONS.items():
            break_graph(store, doc, ("", CORRECTION, "?fact a kg:Proposal ; prov:wasDerivedFrom ?evidence"))
            break_graph(store, doc, mutation)
        for one, other in chain.from_iterable(OF_IDENTITIES.values()):
            store.dataset.update(f"{prefixes()} INSERT DATA {{ {named(one)} dcterms:isReplacedBy {named(other)} }}")
        yield store


def named(term: str) -> str:
    """`<…/new>-a` as an IRI, a literal as it is."""
    return f"{NEW[:-1]}{term.removeprefix(NEW)}>" if term.startswith("<") else term


@pytest.fixture(scope="module")
def violations(broken: Store) -> list[Violation]:
    return list(check(broken))


@pytest.mark.parametrize("shape", MUTATIONS)
def test_a_broken_graph_is_caught_by_exactly_the_shape_that_it_breaks(violations: list[Violation], shape: str) -> None:
    assert {one.shape for one in violations if one.doc == shape} == {shape}


def test_articles_beside_broken_ones_are_sound(violations: list[Violation]) -> None:
    assert not [one for one in violations if one.doc.startswith("sound")]


@pytest.mark.parametrize("shape", OF_IDENTITIES)
def test_broken_identities_are_caught(violations: list[Violation], shape: str) -> None:
    (found,) = {one.node for one in violations if one.shape == shape}
    assert found == named(OF_IDENTITIES[shape][0][0])[1:-1]


def test_every_shape_is_broken_once(shapes: rdflib.Graph) -> None:
    from rdflib import RDF, SH

    texts = {f"raw-text-{what}" for what in ("article", "hash", "quote")}
    named_shapes = {str(node) for kind in (SH.PropertyShape, SH.NodeShape) for node in shapes.subjects(RDF.type, kind)}
    names = {iri.partition("#")[2] for iri in named_shapes}
    beyond = {"vocabulary", "no-blank-nodes", "article-of-graph", "graph-of-article"}
    assert {*MUTATIONS, *OF_IDENTITIES} == names | beyond | texts


def test_violations_say_what_and_where_and_what_to_do(violations: list[Violation]) -> None:
    for one in violations:
        assert one.problem
        assert one.remedy
        assert bool(one.place) <= bool(one.doc)
    (status,) = [one for one in violations if one.shape == "membership-status"]
    assert (
        status.problem
        == "a membership has one status of the scheme, not https://w3id.org/governance-kg/ontology#event-forum"
    )
    start = RAW.index("县委书记王建军")
    assert (status.place, status.words) == (f"{start}–{start + 7}", "县委书记王建军")


def test_the_graph_of_a_stranger_is_told(broken: Store) -> None:
    graph = NamedNode(f"{NEW[1:-1]}-graph")
    quad = Quad(graph, v.LABEL, NamedNode(f"{NEW[1:-1]}-x"), graph)
    broken.dataset.add(quad)
    found = [one for one in check(broken) if one.node == graph.value]
    broken.dataset.remove(quad)
    assert [(one.doc, one.shape) for one in found] == [("", "article-of-graph")]


def test_queries_among_the_shapes_find_what_pyshacl_finds(broken: Store, shapes: rdflib.Graph) -> None:
    """They are asked of the dataset, since pyshacl takes a second for each node."""
    import rdflib
    from pyoxigraph import RdfFormat, serialize
    from pyshacl import validate
    from rdflib import SH

    for doc in ("membership-seat", "dates-in-order", "past-before-article", "thing-evidence"):
        quads = broken.dataset.quads_for_pattern(None, None, None, article_iri(doc))
        triples = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
        conforms, report, _ = validate(rdflib.Graph().parse(data=triples, format="nt"), shacl_graph=shapes)
        assert not conforms
        assert {str(node).partition("#")[2] for node in report.objects(None, SH.sourceShape)} == {doc}


# The shapes themselves


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(ontology_folder() / "shapes.ttl")


def test_the_shapes_are_shapes(shapes: rdflib.Graph) -> None:
    from pyshacl import validate
    from rdflib import Graph

    assert validate(Graph(), shacl_graph=shapes, meta_shacl=True)[0]


def test_every_shape_speaks_both_languages_and_has_a_remedy(shapes: rdflib.Graph) -> None:
    from rdflib import RDF, RDFS, SH

    for kind in (SH.PropertyShape, SH.NodeShape):
        for node in shapes.subjects(RDF.type, kind):
            languages = sorted(str(getattr(text, "language", "")) for text in shapes.objects(node, SH.message))
            remedies = [
                str(getattr(text, "language", "")) for text in shapes.objects(shapes.value(node, SH.group), RDFS.label)
            ]
            assert (languages, sorted(remedies)) == (["en", "zh"], ["en", "zh"]), node


def test_every_class_and_property_has_its_shapes(shapes: rdflib.Graph) -> None:
    from rdflib import SH
    from rdflib.collection import Collection

    constrained = {str(node) for name in (SH.targetClass, SH.path) for node in shapes.objects(None, name)}
    choices = (Collection(shapes, head) for head in shapes.objects(None, SH.alternativePath))
    constrained |= {str(node) for choice in choices for node in choice}
    of_schemes = {scheme for scheme, _ in v.SCHEMES.values()} | {
        v.concept(value) for enum in v.SCHEMES for value in enum
    }
    free = {v.MENTIONS, v.TITLES, v.EXACT}  # of what is mentioned there are shapes; EXACT has one of its own
    expected = {term.value for term in v.terms() - of_schemes - free}
    assert expected <= constrained | {v.EXACT.value}, expected - constrained


@pytest.mark.parametrize("enum", v.SCHEMES, ids=lambda enum: enum.__name__)
def test_the_values_of_a_scheme_are_those_of_its_shape(shapes: rdflib.Graph, enum: type[StrEnum]) -> None:
    from rdflib import SH
    from rdflib.collection import Collection

    lists = [{str(node) for node in Collection(shapes, head)} for head in shapes.objects(None, SH["in"])]
    assert {v.concept(value).value for value in enum} in lists


# The verb


def kg(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, list(arguments))
    return result.exit_code, result.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Store(tmp_path / "graph") as store:
        store.add(sound("sound"))
    return tmp_path / "graph"


def test_a_sound_graph_is_one_clear_line(folder: Path) -> None:
    status, output = kg("check", "--store", str(folder))
    assert status == 0
    assert re.fullmatch(r"all is well: \d+ quads of 1 articles .+\n", output)
    assert kg("check", "--store", str(folder), "--json") == (0, "[]\n")


def test_a_broken_graph_is_a_table_and_status_1(folder: Path) -> None:
    with Store(folder) as store:
        break_graph(store, "sound", MUTATIONS["event-type"])
    status, output = kg("check", "--store", str(folder))
    assert status == 1
    for words in ("an event has one type", "sound", "石城论坛", "event-type", "1 violation", "delete the folder quads"):
        assert words in output
    status, output = kg("check", "--store", str(folder), "--json")
    (row,) = json.loads(output)
    assert (status, row["doc"], row["shape"], row["words"]) == (1, "sound", "event-type", "石城论坛")


def test_the_remedy_of_a_damaged_graph_mends_it(folder: Path) -> None:
    import shutil

    with Store(folder) as store:
        break_graph(store, "sound", MUTATIONS["event-type"])
    shutil.rmtree(folder / "quads")
    Store(folder).close()
    assert kg("check", "--store", str(folder))[0] == 0


def test_many_articles_are_checked_in_time(tmp_path: Path) -> None:
    """100,000 quads in 30 s of one core; this is a tenth of it."""
    with Store(tmp_path / "graph") as store:
        readings = [sound(f"a{number}") for number in range(25)]
        assert list(store.add_all(readings)) == readings
        quads, began = len(store.dataset), process_time()
        assert list(check(store)) == []
    assert process_time() - began < 30 * quads / 100_000 + 1


def test_what_a_correction_brings_is_sound(folder: Path) -> None:
    reading = sound("sound")
    fact = fact_id(reading.memberships[0], reading)
    assert kg("correct", fact, "organization=石城县新设局", "start=2020-01", "--store", str(folder))[0] == 0
    assert kg("check", "--store", str(folder))[0] == 0


def test_an_imported_graph_is_checked_without_its_texts(folder: Path, tmp_path: Path) -> None:
    file, imported = str(tmp_path / "graph.nq"), str(tmp_path / "imported")
    assert kg("export", "--to", "nq", "-o", file, "--store", str(folder))[0] == 0
    assert kg("import", file, "--store", imported)[0] == 0
    status, output = kg("check", "--store", imported)
    assert (status, output.partition("; ")[2]) == (0, "quotes were not compared, as there are no texts here\n")
