"""A question as text into its parts: words, names, dates, and the words that somebody is asked to have spoken about."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.asking.finding import names_in
from kg.asking.heard import Heard
from kg.asking.named import Named, Period
from kg.asking.parts import Part, parts_of
from kg.asking.times import Told, dates_in
from kg.asking.topics import overlap, topics_in, uncovered, unquoted, within
from kg.lexicon import load
from kg.model import Kind, Mention
from kg.questions.matching import simplified
from kg.text import Span, narrow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from kg.asking.labels import Labels

_UNFIT: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff\ud800-\udfff]"
)
_SPACES: Final = re.compile(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) +(?=\d)|(?<=\d) +(?=[^\x00-\x7f])")
_OWNER: Final = re.compile(r"['’‘]s([^a-zA-Z]|$)")
_NARROWED: Final = ("before", "after", "since", "until")


def plain(question: str) -> str:
    """A question in one script, width and case, without what does not show and without spaces between characters."""
    text = narrow(_UNFIT.sub(" ", question))
    text = simplified(" ".join(_OWNER.sub(r" s\1", text).split()))
    text = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    return _SPACES.sub("", text)


def hear(text: str, labels: Labels, today: date) -> tuple[Heard, list[str]]:
    """A plain question in its parts, and the words that are neither words of questions nor names of this graph."""
    words = parts_of(text, ())
    names = _names(text, words, labels)
    dates = [told for told in dates_in(text, today) if not within(told.span, [named.span for named in names])]
    topics, subjects = topics_in(text, words, names, dates)
    strange = _strange_titles(text, [*names, *words])
    masked = _masked(text, [*topics, *strange])
    names = [named for named in names if not within(named.span, topics)]
    dates = [told for told in dates if not within(told.span, topics)]
    parts = parts_of(masked, [*_mentions(names), *_mentions_of_dates(dates)])
    names = [*names, *_titled(text, names, labels), *_worded(parts, labels)]
    around = [(str(part.says("narrows")), named) for part, named in _events_around(parts, names)]
    periods, loose = _periods(parts, dates)
    kept = tuple(sorted((n for n in names if n not in [one for _, one in around]), key=lambda named: named.span))
    said = tuple((unquoted(span.of(text)),) for span in topics if span not in [one.span for one in subjects])
    covering = [
        *topics,
        *(p.span for p in parts if _counts(p, labels)),
        *(n.span for n in names),
        *(d.span for d in dates if d not in loose),
    ]
    kept = tuple(_with_units(kept, labels))
    known = tuple(part for part in parts if _counts(part, labels))
    origins = tuple(_origins(text, parts, kept))
    heard = Heard(text, known, kept, said, tuple(subjects), tuple(periods), tuple(around), origins)
    return heard, uncovered(text, covering)


def _names(text: str, words: Sequence[Part], labels: Labels) -> list[Named]:
    spans = [part.span for part in words]
    return names_in(text, labels, lambda span: within(span, spans))


def _masked(text: str, spans: Iterable[Span]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _mentions(names: Iterable[Named]) -> Iterator[Mention]:
    return (Mention(named.kind, named.span, named.text, "named") for named in names)


def _mentions_of_dates(dates: Iterable[Told]) -> Iterator[Mention]:
    return (Mention(Kind.DATE, told.span, "", "dated") for told in dates)


# Names that the words make


def _titled(text: str, names: Sequence[Named], labels: Labels) -> Iterator[Named]:
    """长春市委组织部长: the body and its 部长 share a character."""
    for named in names:
        end = named.span.end
        if named.kind is Kind.ORGANIZATION and text.startswith("长", end) and not text.startswith("长春", end):
            yield from _of_titles(labels, (named.text[-1] + "长",), Span(end, end + 1), named.text[-1] + "长")


def _worded(parts: Iterable[Part], labels: Labels) -> Iterator[Named]:
    """English words for titles and bodies: editor-in-chief, organization department."""
    for part in parts:
        if part.does == "title":
            yield from _of_titles(labels, part.says("titles"), part.span, part.text)
        elif part.does == "body":
            ends = tuple(part.says("ends"))
            found = dict.fromkeys(label.iri for label in labels.of(Kind.ORGANIZATION) if label.name.endswith(ends))
            if found:
                names = tuple(labels.main[iri] for iri in found)
                yield Named(Kind.ORGANIZATION, part.span, part.text, tuple(found), names, is_whole=False)


def _of_titles(labels: Labels, titles: Iterable[str], span: Span, text: str) -> Iterator[Named]:
    wanted = set(titles)
    found = {label.iri: label.name for label in labels.of(Kind.TITLE) if label.name in wanted}
    if found:
        yield Named(Kind.TITLE, span, text, tuple(found), tuple(found.values()))


def _with_units(names: Sequence[Named], labels: Labels) -> Iterator[Named]:
    """Bodies with no post behind them with their units: 清华大学 (教授) with 清华大学社会科学学院."""
    ranks = set(load("titles")["ranks"])
    for at, named in enumerate(names):
        behind = names[at + 1] if at + 1 < len(names) else None
        is_post = behind is not None and behind.kind is Kind.TITLE and not set(behind.labels) & ranks
        if named.kind is Kind.ORGANIZATION and not is_post:
            units = dict.fromkeys(
                label.iri
                for label in labels.of(Kind.ORGANIZATION)
                if label.iri not in named.iris and label.name.startswith(named.labels)
            )
            yield replace(named, units=tuple(units))
        else:
            yield named


def _origins(text: str, parts: Iterable[Part], names: Sequence[Named]) -> Iterator[Named]:
    """The places that are those of bodies: 来自福建的, 石狮的书记, the secretary of Shishi."""
    said = {mention.span for part in parts if part.entry == "origin" for mention in part.slots.get("place", ())}
    for at, named in enumerate(names):
        behind = names[at + 1] if at + 1 < len(names) else None
        before = names[at - 1] if at else None
        is_titled = (
            behind is not None
            and behind.kind in (Kind.TITLE, Kind.ORGANIZATION)
            and text[named.span.end : behind.span.start].strip() in ("", "的", "s")
        ) or (
            before is not None
            and before.kind in (Kind.TITLE, Kind.ORGANIZATION)
            and text[before.span.end : named.span.start].strip() in ("of", "of the", "in")
        )
        if named.kind is Kind.PLACE and (named.span in said or is_titled):
            yield named


def _counts(part: Part, labels: Labels) -> bool:
    """Whether a part is understood: not one that nothing can answer, nor a title or body that the graph has not."""
    if part.does in ("title", "body"):
        return any(True for _ in _worded([part], labels))
    return part.does != "beyond"


def _strange_titles(text: str, known: Iterable[Named | Part]) -> list[Span]:
    """Titles that no post of the graph has, so that they are told as a whole: 市长."""
    spans = [one.span for one in known if len(one.text) > 1]
    found: list[Span] = []
    for title in sorted(_titles(), key=lambda title: (-len(title), title)):
        at = text.find(title)
        if at >= 0 and not any(overlap(Span(at, at + len(title)), span) for span in (*spans, *found)):
            found.append(Span(at, at + len(title)))
    return found


def is_title(word: str) -> bool:
    """Whether this is a title, whoever may hold it."""
    return word in _titles()


@cache
def _titles() -> frozenset[str]:
    heads = [head for group in load("titles")["heads"].values() for head in group if len(head) > 1]
    return frozenset(heads) | {f"副{head}" for head in heads}


# Dates


def _events_around(parts: Iterable[Part], names: Sequence[Named]) -> Iterator[tuple[Part, Named]]:
    for part in parts:
        if part.entry in ("after-event", "before-event"):
            for mention in part.slots.get("event", ()):
                yield from ((part, named) for named in names if named.span == mention.span)


def _periods(parts: Iterable[Part], dates: Sequence[Told]) -> tuple[list[tuple[str, Period]], list[Told]]:
    """How the dates of the question narrow it, and those that cannot be told."""
    by_span = {told.span: told for told in dates}
    found: list[tuple[str, Period]] = []
    used: set[Span] = set()
    for part in parts:
        told = [by_span[m.span] for slot in ("date", "until") for m in part.slots.get(slot, ()) if m.span in by_span]
        spans = [one.period for one in told if one.period]
        if len(spans) != len(told) or not spans:
            continue
        sign = str(part.says("narrows"))
        if sign == "between" and len(spans) == 2:
            found.append(("in", Period(spans[0].start, spans[1].before)))
        elif sign in _NARROWED:
            found.append((sign, spans[0]))
        used |= {one.span for one in told}
    rest = [told for told in dates if told.span not in used]
    found += [("in", told.period) for told in rest if told.period]
    return found, [told for told in rest if told.period is None]
