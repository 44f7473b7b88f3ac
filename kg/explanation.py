"""What was read out of one article, for the terminal: the text with its marks, the facts with their rules, the rest.

explain(article, mentions, reading)                 plain text, mentions in brackets: ‹民政部|机构›
explain(article, mentions, reading, colour=True)    mentions coloured by kind, for a terminal
"""

from __future__ import annotations

from collections import defaultdict
from io import StringIO
from typing import TYPE_CHECKING

from kg.corrections import Corrected, fact_id
from kg.finders import find
from kg.graph.projection import concept_labels
from kg.model import (
    Article,
    Byline,
    Completion,
    Evidence,
    Fact,
    Involvement,
    Jurisdiction,
    Kind,
    Membership,
    Mention,
    Participation,
    Proposal,
    Reading,
    Recognition,
    Statement,
    Status,
)
from kg.rdf.vocabulary import concept
from kg.telling import FACT_NAMES, KIND_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from enum import StrEnum

    from rich.console import RenderableType
    from rich.text import Text

    from kg.corrections import Corrections

_STYLES = {
    Kind.PERSON: "bold blue",
    Kind.ORGANIZATION: "yellow",
    Kind.PLACE: "green",
    Kind.EVENT: "bold red",
    Kind.INITIATIVE: "magenta",
    Kind.TITLE: "cyan",
    Kind.DATE: "bright_black",
}
_COMPLETED = {Completion.BODY: "机构", Completion.EVENT: "活动", Completion.PERSON: "人物", Completion.NAME: "人名"}
_QUOTE = 80  # characters of a quote that are shown
# Control characters and changes of direction would act on the terminal instead of showing.
_HARMLESS = dict.fromkeys(
    [*range(9), *range(11, 32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)],
    "\N{REPLACEMENT CHARACTER}",
)


def explain(
    article: Article,
    reading: Reading,
    mentions: Iterable[Mention] | None = None,
    *,
    colour: bool = False,
    width: int = 100,
    corrections: Corrections | None = None,
) -> str:
    """The article with every mention marked, every fact with its quote, rule and id, and last what was not used.

    `mentions` are found again where they are not given. `width` counts terminal cells, of which a Chinese character
    takes two.
    """
    from rich.console import Console

    page = StringIO()
    console = Console(
        file=page,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
    )
    marked = list(find(article) if mentions is None else mentions)
    corrected = corrections.applied(reading) if corrections else Corrected(reading)
    for part in _parts(article, marked, reading, colour, corrected):
        console.print(part)
    return "\n".join(line.rstrip() for line in page.getvalue().split("\n"))


def _parts(
    article: Article, mentions: Sequence[Mention], reading: Reading, colour: bool, corrected: Corrected
) -> Iterator[RenderableType]:
    """The parts of the page, from the headline to what was not used."""
    about = " · ".join(filter(None, (reading.doc, reading.title, reading.publisher, reading.published)))
    yield _heading(about)
    yield _coloured(article, mentions) if colour else _bracketed(article, mentions)
    if colour:
        yield _legend()
    by_kind: dict[type, list[Fact]] = defaultdict(list)
    for fact in reading.facts():
        by_kind[type(fact)].append(fact)
    for kind, (zh, _) in FACT_NAMES.items():
        if by_kind[kind]:
            yield _heading(f"{zh} · {len(by_kind[kind])}")
            for fact in by_kind[kind]:
                worth = f"{_worth(fact)}  {fact_id(fact, reading)}"
                yield _entry(_told(fact, reading), fact.evidence, reading, worth)
                yield from _said(fact, corrected)
    if not any(by_kind.values()):
        yield _plain("没有读出任何事实。No facts were read.")
    yield _heading(f"找到而未用 · {len(reading.unread)}")
    yield from (_entry(f"{KIND_NAMES[left.kind][0]} {left.name}", left.evidence, reading) for left in reading.unread)


def _bracketed(article: Article, mentions: Iterable[Mention]) -> Text:
    """The text with each mention in brackets that name its kind; nested ones nest."""
    marks: list[tuple[int, int, int, str]] = []  # position, closing before opening, outer outside inner, mark
    for mention in mentions:
        start, end = mention.span
        marks.append((start, 1, -end, "‹"))
        marks.append((end, 0, -start, f"|{KIND_NAMES[mention.kind][0]}›"))
    pieces, position = [], 0
    for place, _, _, mark in sorted(marks):
        pieces += [article.text[position:place], mark]
        position = place
    return _plain("".join([*pieces, article.text[position:]]))


def _coloured(article: Article, mentions: Iterable[Mention]) -> Text:
    """The text with each mention in the colour of its kind, the inner ones over the outer ones."""
    text = _plain(article.text)
    for mention in sorted(mentions, key=lambda mention: mention.span.start - mention.span.end):
        text.stylize(_STYLES[mention.kind], *mention.span)
    return text


def _legend() -> Text:
    """The colours of the kinds."""
    text = _plain("")
    for kind, style in _STYLES.items():
        text.append(KIND_NAMES[kind][0], style=style).append("  ")
    return text


def _told(fact: Fact, reading: Reading) -> str:
    """A fact in one line of Chinese."""
    names = {(kind, thing.key): thing.name for kind, thing in reading.things()}

    def name(kind: Kind, key: str) -> str:
        return names.get((kind, key), key)

    match fact:
        case Byline():
            return f"{name(Kind.PERSON, fact.person)}  {_label(fact.role)}"
        case Membership():
            status = "" if fact.status is Status.CURRENT else f"（{_label(fact.status)}）"
            post = f"{name(Kind.ORGANIZATION, fact.organization)}  {fact.title}{status}"
            return f"{name(Kind.PERSON, fact.person)}  {post}"
        case Jurisdiction():
            return f"{name(Kind.ORGANIZATION, fact.organization)}  {fact.code}"
        case Participation():
            topic = f"《{fact.topic}》" if fact.topic else ""
            return f"{name(Kind.PERSON, fact.person)}  {_label(fact.role)}{topic}  {name(Kind.EVENT, fact.event)}"
        case Involvement():
            return f"{name(Kind.ORGANIZATION, fact.organization)}  {_label(fact.role)}  {name(Kind.EVENT, fact.event)}"
        case Statement():
            place = f"  {name(Kind.EVENT, fact.event)}" if fact.event else ""
            return f"{name(Kind.PERSON, fact.person)}{place}"
        case Proposal():
            return f"{name(fact.proposer_kind, fact.proposer)}  {name(Kind.INITIATIVE, fact.initiative)}"
        case Recognition():
            return f"{name(Kind.INITIATIVE, fact.initiative)}  →  {name(Kind.INITIATIVE, fact.roll)}"


def _label(value: StrEnum) -> str:
    """The Chinese word for a role or status."""
    return concept_labels().get(concept(value).value, value.value)


def _worth(fact: Fact) -> str:
    """How sure a fact is, and what it takes from elsewhere in the article."""
    completed = "、".join(_COMPLETED[completion] for completion in fact.completions)
    return f"  {fact.confidence:.2f}" + (f"  补全{completed}" if completed else "")


def _said(fact: Fact, corrected: Corrected) -> Iterator[RenderableType]:
    """What somebody said of a fact: wrong, right, or what is so instead; with why, who and when."""
    from rich.padding import Padding

    note = corrected.note_on(fact)
    if note is not None:
        instead = f"{_told(note.now, corrected.reading)}  " if note.now and note.now != fact else ""
        yield Padding(_plain(f"更正 {instead}{note.correction}", "bold"), (0, 0, 0, 4))


def _entry(line: str, evidence: Evidence, reading: Reading, worth: str = "") -> RenderableType:
    """A line, and indented below it the raw characters it rests on, their place, the rule and what it is worth."""
    from rich.padding import Padding

    quote = " ".join(evidence.span.of(reading.raw).split())
    shown = quote if len(quote) <= _QUOTE else quote[:_QUOTE] + "…"
    text = _plain(f"{line}\n")
    text.append_text(_plain(f"  “{shown}”  {evidence.span.start}–{evidence.span.end}  {evidence.rule}{worth}", "dim"))
    return Padding(text, (0, 0, 0, 2))


def _heading(text: str) -> RenderableType:
    from rich.rule import Rule

    return Rule(_plain(text, "bold"), align="left", style="dim", characters="─")


def _plain(text: str, style: str = "") -> Text:
    """Text that is shown as it stands: no markup in it is obeyed, no control character reaches the terminal."""
    from rich.text import Text

    return Text(text.translate(_HARMLESS), style=style)
