"""A page for each thing: in the form that is asked for, at the address of the IRI, whatever articles call it."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from kg.rdf import BASE, article_iri
from kg.serve.addresses import address_of, candidates, web_address
from kg.store import Store
from tests.ruling import rule, same
from tests.ruling import thing as anchor
from tests.samples import sample
from tests.serve.running import served, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.serve.running import Server

SCRIPT: Final = "<script>alert('甲')</script>"
HOSTILE: Final = 'x"><img src=x onerror=alert(1)>'
FORMS: Final = {
    "text/html": "html",
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
}
SYNTAX: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("media", FORMS)
def test_a_thing_answers_in_the_form_that_is_asked_for(server: Server, media: str) -> None:
    page = server.page_of("陈存根")
    for answer in (server.get(page, media), server.get(page, "image/png", format=FORMS[media])):
        assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, media)
        assert answer.headers["vary"] == "Accept"
        assert answer.headers["link"].count('rel="alternate"') == len(FORMS) - 1


@pytest.mark.parametrize("media", SYNTAX)
def test_a_description_is_what_the_graph_says(server: Server, media: str) -> None:
    iri = server.iri("陈存根")
    told = {
        str(quad.triple) for quad in parse(server.get(server.page_of("陈存根"), media).content, format=SYNTAX[media])
    }
    assert told == {
        str(quad.triple)
        for quad in parse(server.get(server.page_of("陈存根"), "text/turtle").content, format=RdfFormat.TURTLE)
    }
    assert any(line.startswith(f"<{iri}>") for line in told)
    assert any("参与" not in line and "Participation" in line for line in told)
    assert all(server.query(f"ASK {{ {line} }}").json()["boolean"] for line in sorted(told)[:40])


def test_every_kind_of_node_has_a_page(server: Server) -> None:
    kinds = "SELECT (SAMPLE(?s) AS ?one) { ?s a ?type FILTER(!CONTAINS(STR(?s), '#')) } GROUP BY ?type"
    ones = server.values(kinds)
    assert len(ones) > 12
    for iri in ones:
        for media in ("text/html", "text/turtle"):
            answer = server.get(address_of(iri, BASE), media)
            assert answer.status_code == 200, iri
            assert iri in answer.text


def test_a_page_leads_to_the_sentence(server: Server) -> None:
    page = server.get(server.page_of("陈存根"), "text/html").text
    links = re.findall(r'href="(/id/article/changchun-wire\?start=\d+&amp;end=\d+)#lit"', page)
    assert links
    lit = [
        re.search(r'<mark id="lit">(.*?)</mark>', server.get(link.replace("&amp;", "&"), "text/html").text, re.DOTALL)
        for link in links
    ]
    assert any(found and "陈存根" in found[1] for found in lit)
    assert all(lit)


def test_what_is_not_there_is_not_found(server: Server) -> None:
    assert server.get("/id/person/none").status_code == 404
    assert server.get("/thing", iri="urn:none").status_code == 404
    assert server.get("/thing", iri="no iri").status_code == 404
    assert server.get("/thing").status_code == 400
    assert server.get(server.page_of("陈存根"), format="exe").status_code == 400
    assert server.get(server.page_of("陈存根"), "image/png").status_code == 406


@given(
    st.text(
        alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters='<>"{}|^`\\?#'),
        min_size=1,
    )
)
def test_an_address_leads_back_to_its_iri(rest: str) -> None:
    iri = BASE + quote(rest, safe="")
    assert iri in candidates(address_of(iri, BASE).removeprefix("/id/"), BASE)
    if "%" not in rest:
        assert BASE + rest in candidates(address_of(BASE + rest, BASE).removeprefix("/id/"), BASE)


WEB = {
    "https://example.org/a?b=c": True,
    "HTTP://example.org/": True,
    "javascript:alert(1)": False,
    " javascript:alert(1)": False,
    "java\nscript:alert(1)": False,
    "data:text/html,<script>": False,
    "//example.org/": False,
    "https:/\\example.org": False,
    "vbscript:x": False,
    "https://example.org/ javascript:": False,
}


@pytest.mark.parametrize(("text", "is_web"), WEB.items())
def test_only_addresses_of_the_web_become_links(text: str, is_web: bool) -> None:
    assert bool(web_address(text)) is is_web


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of made articles with hostile names, a hostile address, and one person seen twice."""
    folder = tmp_path_factory.mktemp("hostile") / "graph"
    head = ("湖州市民政局", "局长")
    first = sample(
        "甲",
        people={"王宁": (head,), SCRIPT: ((HOSTILE, HOSTILE),)},
        events={HOSTILE: "2024-05-06"},
        at={SCRIPT: HOSTILE},
    )
    second = sample(HOSTILE, people={"王宁": (("湖州大学", "教授"),)}, raw=f"王宁{SCRIPT}说{HOSTILE}")
    with Store(folder) as store:
        store.add(dataclasses.replace(first, title=SCRIPT, publisher=SCRIPT, url="javascript:alert(1)"))
        store.add(dataclasses.replace(second, title=HOSTILE, url='https://example.org/a"onmouseover=alert(1)'))
    return folder


@pytest.fixture(scope="module")
def hostile(folder: Path) -> Iterator[Server]:
    with served(folder) as server:
        yield server


def test_text_from_articles_is_text_on_pages(hostile: Server) -> None:
    subjects = hostile.values("SELECT DISTINCT ?s { ?s a ?type FILTER(!CONTAINS(STR(?s), '#')) }")
    assert len(subjects) > 10
    for iri in subjects:
        page = hostile.get(address_of(iri, BASE), "text/html")
        assert page.status_code == 200, iri
        assert "<script" not in page.text
        assert "<img" not in page.text
        assert 'href="javascript' not in page.text
        assert not re.search(r"<[^>]*\son\w+=", page.text)
    article = hostile.get(address_of(article_iri("甲").value, BASE), "text/html").text
    assert "javascript:alert(1)" in article
    assert "&lt;script&gt;" in article


def test_a_merged_iri_leads_to_what_stands_for_it(folder: Path, hostile: Server) -> None:
    query = 'SELECT DISTINCT ?p { ?p <http://www.w3.org/2000/01/rdf-schema#label> "王宁"@zh } ORDER BY ?p'
    before = hostile.values(query)
    assert len(before) == 2
    with Store(folder) as store:
        rule(store, same(anchor("甲"), anchor(HOSTILE)))
    until(lambda: all(len(hostile.values(query)) == 1 for _ in range(4)))  # each worker looks by itself
    (now,) = hostile.values(query)
    (old,) = set(before) - {now}
    until(lambda: hostile.get(address_of(old, BASE), "text/turtle").status_code == 301)
    moved = hostile.get(address_of(old, BASE), "text/turtle")
    assert (moved.status_code, moved.headers["location"]) == (301, address_of(now, BASE))
    assert hostile.get(address_of(old, BASE), format="ttl").headers["location"] == f"{address_of(now, BASE)}?format=ttl"
    assert hostile.get(moved.headers["location"], "text/turtle").status_code == 200


def test_json_ld_is_json(server: Server) -> None:
    told = json.loads(server.get(server.page_of("陈存根"), "application/ld+json").text)
    assert server.iri("陈存根") in {node["@id"] for node in told}
