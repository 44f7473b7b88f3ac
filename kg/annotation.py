"""What was read out of articles, as one HTML page that opens without a network.

The raw text stands character for character, mentions coloured and underlined by kind; beside it the facts in words. A
fact lights its characters and names its rule; a mention shows its facts. The page needs its script only for that.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.export.writing import write_page
from kg.finders import find
from kg.marking import Mark, harmless, marked, removed
from kg.model import Completion
from kg.telling import FACT_NAMES, KIND_NAMES, Named, Teller, Telling
from kg.view import asset, hashed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.model import Article, Evidence, Fact, Kind, Mention, Reading
    from kg.text import Span
_COMPLETED = {
    Completion.BODY: "机构 body",
    Completion.EVENT: "活动 event",
    Completion.PERSON: "人 person",
    Completion.NAME: "人名 name",
}


class Line(NamedTuple):
    """A fact as the page lists it."""

    words: list[dict[str, str]]  # each with its text, and for a thing its kind
    en: str
    spans: str  # of the raw text, such as 0-9 20-31
    things: str  # ids of the things it is about
    quote: str
    rules: str
    confidence: str  # in per cent, where it is known
    completed: str  # what the fact takes from elsewhere in the article


class Group(NamedTuple):
    """The facts of one kind."""

    zh: str
    en: str
    lines: list[Line]


@dataclass(frozen=True)
class Section:
    """One article in the page, with what the template asks of it."""

    number: int
    article: Article
    reading: Reading
    mentions: Sequence[Mention]

    @cached_property
    def ids(self) -> dict[tuple[Kind, str], str]:
        """An id in the page for each thing of the reading."""
        return {(kind, thing.key): f"t{self.number}-{at}" for at, (kind, thing) in enumerate(self.reading.things())}

    @cached_property
    def teller(self) -> Teller:
        """Who tells the facts in words."""
        return Teller(self.reading)

    @cached_property
    def groups(self) -> list[Group]:
        """The facts by kind, in the order of the text; what is told of events comes first."""
        by_kind: dict[type, list[Fact]] = defaultdict(list)
        for fact in sorted(self.reading.facts(), key=lambda fact: fact.evidence.span):
            by_kind[type(fact)].append(fact)
        lines = [Group(*names, [self._fact(fact) for fact in by_kind[kind]]) for kind, names in FACT_NAMES.items()]
        return [group for group in (Group("活动", "Events", list(self._events())), *lines) if group.lines]

    def _fact(self, fact: Fact) -> Line:
        confidence = "" if fact.confidence == 1 else f"{fact.confidence:.0%}"
        completed = "、".join(_COMPLETED[completion] for completion in fact.completions)
        return self._line(self.teller.tell(fact), [fact.evidence], confidence, completed)

    def _events(self) -> Iterator[Line]:
        for event in self.reading.events:
            evidence = list(dict.fromkeys([*event.mentions[:1], *event.details]))
            yield self._line(self.teller.tell_event(event), sorted(evidence, key=lambda one: one.span))

    def _line(self, told: Telling, evidence: Sequence[Evidence], confidence: str = "", completed: str = "") -> Line:
        named = [word for word in told.zh if isinstance(word, Named)]
        ids = dict.fromkeys(self.ids.get((word.kind, word.key), "") for word in named)
        quotes = (harmless(one.span.of(self.article.raw)) for one in evidence)
        return Line(
            words=[_word(word) for word in told.zh if word],
            en=told.en,
            spans=" ".join(f"{one.span.start}-{one.span.end}" for one in evidence),
            things=" ".join(filter(None, ids)),
            quote=" … ".join(quotes),
            rules="、".join(dict.fromkeys(one.rule for one in evidence)),
            confidence=confidence,
            completed=completed,
        )

    @cached_property
    def things(self) -> list[dict[str, Any]]:
        """The things of the article, each with the number of facts that are about it."""
        lines = [line for group in self.groups for line in group.lines]
        counts: dict[str, int] = defaultdict(int)
        for line in lines:
            for thing in line.things.split():
                counts[thing] += 1
        return [
            {"id": self.ids[kind, thing.key], "kind": kind.value, "name": harmless(thing.name)}
            | {"count": counts[self.ids[kind, thing.key]], "zh": KIND_NAMES[kind][0]}
            for kind, thing in self.reading.things()
        ]

    @cached_property
    def unread(self) -> list[Line]:
        """What was found and is used by no fact."""
        return [
            self._line(
                Telling((Named(left.kind, left.name, left.name),), " ".join(KIND_NAMES[left.kind])), [left.evidence]
            )
            for left in self.reading.unread
        ]

    @property
    def count(self) -> int:
        """How many facts there are."""
        return sum(1 for _ in self.reading.facts())

    @cached_property
    def removed(self) -> list[Span]:
        """What cleaning took out of the raw text."""
        return removed(self.article)

    @property
    def removals(self) -> int:
        """How many pieces were taken out that anybody would see."""
        return sum(
            bool(harmless(span.of(self.article.raw)).strip("\N{REPLACEMENT CHARACTER}")) for span in self.removed
        )

    @cached_property
    def text(self) -> str:
        """The raw text as HTML."""
        unread = {(left.kind, left.name) for left in self.reading.unread}
        marks = [self._mark(mention, (mention.kind, mention.thing) in unread) for mention in self.mentions]
        evidence = [fact.evidence for fact in self.reading.facts()]
        evidence += [one for event in self.reading.events for one in (*event.mentions[:1], *event.details)]
        evidence += [left.evidence for left in self.reading.unread]
        return marked(self.article.raw, marks, self.removed, [one.span for one in evidence])

    def _mark(self, mention: Mention, is_unread: bool) -> Mark:
        zh, en = KIND_NAMES[mention.kind]
        name = mention.thing.partition("#")[0]
        title = f"{zh} {en}：{name}" + ("（找到而未用 not used）" if is_unread else "")
        to_raw = self.article.offsets.to_raw
        thing = self.ids.get((mention.kind, mention.thing), "")
        return Mark(to_raw(mention.span), mention.kind, to_raw(mention.name_span), thing, title, is_unread)

    @property
    def title(self) -> str:
        """The headline, or the id where there is none."""
        return harmless(self.reading.title or self.reading.doc)

    @property
    def about(self) -> list[str]:
        """Publisher, date, and the id where it is not the title."""
        told = (self.reading.publisher, self.reading.published, self.reading.title and self.reading.doc)
        return [harmless(one) for one in told if one]

    @property
    def url(self) -> str:
        """The address of the article, where it is one that a browser may be led to."""
        url = self.reading.url or ""
        return url if url.startswith(("http://", "https://")) else ""


def annotate(
    entries: Iterable[tuple[Article, Reading]],
    destination: Path,
    notice: Callable[[str], None] = lambda line: None,
    *,
    second_voice: bool = False,
) -> None:
    """Write articles with their readings as one page, whole or not at all; `notice` is told how many it shows.

    `second_voice` says that they were read with the statistical tagger.

    What is there when `entries` fail, because an article cannot be read, is written still. Raises StoreError where the
    file cannot be written.
    """
    sections: list[tuple[Article, Reading]] = []
    try:
        sections.extend(entries)
    finally:
        if sections:
            write_page(destination, annotated(sections, second_voice=second_voice))
            notice(f"{destination} shows {len(sections)} article{'s' if len(sections) > 1 else ''}")


def annotated(entries: Iterable[tuple[Article, Reading]], *, second_voice: bool = False) -> str:
    """The page that shows articles with their readings, a section each. Equal readings give equal pages."""
    from jinja2 import Environment, StrictUndefined

    sections = [
        Section(number, article, reading, find(article, second_voice=second_voice))
        for number, (article, reading) in enumerate(entries, start=1)
    ]
    style, script = asset("explain.css"), asset("explain.js")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    found = {mention.kind for section in sections for mention in section.mentions}
    return environment.from_string(asset("explain.html")).render(
        sections=sections,
        kinds=[(kind.value, *names) for kind, names in KIND_NAMES.items() if kind in found],
        style=style,
        script=script,
        style_hash=hashed(style),
        script_hash=hashed(script),
    )


def _word(word: str | Named) -> dict[str, str]:
    if isinstance(word, Named):
        return {"kind": word.kind.value, "text": harmless(word.name), "close": ""}
    return {"kind": "", "text": harmless(word), "close": "close" if word[0] in "：，（的" else ""}
