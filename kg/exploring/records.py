"""What the explorer is told: frozen records, each of which msgspec writes as JSON.

    Thing    a person, body, place, event or initiative: names, dates, divisions
    Fact     what articles say of one thing, or of two: equal facts of several articles are one, with all their quotes
    Quote    the characters that a fact rests on, in code points of the raw text
    Article  title, publisher, date

Facts name things by IRI and articles by id, so that whatever holds them is small; every answer brings along the things
and articles that its facts name. Roles and types are keys (`participation-keynote`) of the ontology's concepts, whose
words are in `Overview.words`.
"""

from __future__ import annotations

from msgspec import Struct

from kg.model import Kind

__all__ = ["Article", "Evidence", "Fact", "Neighbourhood", "Overview", "Page", "Picture", "Quote", "Thing"]


class Quote(Struct, frozen=True, omit_defaults=True):
    """Where in which article a fact is read, by which rule, and how sure that is."""

    doc: str
    start: int
    end: int
    rule: str
    confidence: float = 1.0
    text: str = ""  # the raw characters, where they are not to be had from the article


class Fact(Struct, frozen=True, omit_defaults=True):
    """What articles say in the same words; `target` is empty where it leads to no other thing."""

    kind: str  # a key of kg.graph.FACT_KINDS; `act` where a page alone tells it, of what was done at an event
    source: str
    target: str = ""
    role: str = ""  # the key of a concept, or the title of a post
    status: str = ""  # of a post: current, former, designated
    topic: str = ""
    said: str = ""  # the words of a statement
    start: str = ""  # of a post, ISO, as far as told
    end: str = ""
    confidence: float = 1.0  # of its surest quote
    sources: int = 0  # articles that say so, copies of one another counted once
    quotes: tuple[Quote, ...] = ()


class Thing(Struct, frozen=True, omit_defaults=True):
    """A thing of the graph."""

    iri: str
    kind: Kind
    label: str
    names: tuple[str, ...] = ()  # its others
    types: tuple[str, ...] = ()  # keys of concepts: event-forum
    date: str = ""  # of an event: the first day that articles give, ISO, perhaps partial
    end: str = ""
    dates: tuple[str, ...] = ()  # all first days, where articles disagree
    themes: tuple[str, ...] = ()
    code: str = ""  # of a division, GB/T 2260
    provinces: tuple[str, ...] = ()  # codes of the provinces that it lies in or serves
    sound: str = ""  # in the single file: label and names in pinyin
    x: float | None = None  # in a picture: where it stands
    y: float | None = None


class Article(Struct, frozen=True, omit_defaults=True):
    """An article; in the single file, with its raw text."""

    doc: str
    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    first: str = ""  # the article that it is a copy of
    text: str = ""


class Neighbourhood(Struct, frozen=True):
    """A thing with what is next to it, and the facts among all of these; `more` things are left out."""

    things: tuple[Thing, ...]
    facts: tuple[Fact, ...]
    articles: tuple[Article, ...]
    more: int = 0


class Page(Struct, frozen=True):
    """All that is told of one thing, and of what its page tells besides; `more` facts are left out.

    A person's page has the facts of the events they were at, a place's those of the bodies, events and initiatives in
    it and below; `below` are the divisions in a place. `acts` are what was done at an event: facts about it, and
    rows of the kind `act` that lead to it from launches, releases, signings, campaigns and initiatives.
    """

    thing: Thing
    facts: tuple[Fact, ...]
    things: tuple[Thing, ...]
    articles: tuple[Article, ...]
    below: tuple[str, ...] = ()
    acts: tuple[Fact, ...] = ()
    more: int = 0


class Evidence(Struct, frozen=True):
    """An article's raw text with the characters that facts rest on, and those facts with all that they rest on.

    Where the graph was imported without its articles, `text` is the quote alone and begins at `offset`.
    """

    article: Article
    text: str
    offset: int
    start: int
    end: int
    facts: tuple[Fact, ...]
    things: tuple[Thing, ...]
    articles: tuple[Article, ...]


class Overview(Struct, frozen=True):
    """What there is: numbers of things by kind and of articles, the words for roles and types, and a first picture."""

    counts: dict[str, int]
    articles: int
    words: dict[str, tuple[str, str]]  # Chinese, English
    provinces: dict[str, tuple[str, str]]  # by code
    first: Neighbourhood


class Picture(Struct, frozen=True):
    """A whole graph for the single file, with the texts that it rests on."""

    counts: dict[str, int]
    words: dict[str, tuple[str, str]]
    provinces: dict[str, tuple[str, str]]
    scripts: tuple[str, str]  # Traditional characters that may be typed, and the Simplified that stand in it
    things: tuple[Thing, ...]
    facts: tuple[Fact, ...]
    articles: tuple[Article, ...]
    acts: tuple[Fact, ...] = ()  # of all events, as their pages tell them
