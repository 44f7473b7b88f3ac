"""The names of things in a question: whole names, the ends of long ones, divisions, and all of these in pinyin."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kg.asking.labels import called, plain_letters, prefix, spelled, syllables
from kg.asking.named import Named
from kg.lexicon import load
from kg.model import Kind
from kg.questions.matching import folded
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.asking.labels import Label, Labels

_PIECES: Final = re.compile(r"暨|[,，:：;；|—]|——")
_QUOTED: Final = re.compile(r"[“《]([^“”《》]{3,})[”》]")
_WORD: Final = re.compile(r"[a-zà-ɏ](?:[a-zà-ɏ\u0300-\u036f]|['’-](?=[a-zà-ɏ]))*")
_LEAST: Final = {Kind.ORGANIZATION: 3, Kind.EVENT: 3, Kind.INITIATIVE: 4, Kind.PLACE: 3}  # characters of an end
_PARTIAL: Final = frozenset(_LEAST)
_LONGEST: Final = 12  # words of a name in pinyin
_ORDER: Final = (Kind.PERSON, Kind.EVENT, Kind.ORGANIZATION, Kind.PLACE, Kind.INITIATIVE, Kind.TITLE)
_Hit = tuple[Span, Kind, str, bool]  # where, what, the IRI or the code, whether whole


def names_in(text: str, labels: Labels, is_word: Callable[[Span], bool]) -> list[Named]:
    """The things that a question in small letters names, none within another, the longer one before the shorter.

    `is_word` says which spans are words of questions already; those are no ends of names and no pinyin.
    """
    hits = [*_written(text, labels), *_divisions(text, labels), *_sounded(text, labels, is_word)]
    hits = [hit for hit in hits if hit[3] or not is_word(hit[0])]
    by_span: dict[Span, list[_Hit]] = defaultdict(list)
    for hit in hits:
        by_span[hit[0]].append(hit)
    kept: list[Named] = []
    for span in sorted(by_span, key=lambda span: (span.start - span.end, span.start)):
        if not any(span.start < other.span.end and other.span.start < span.end for other in kept):
            kept.append(_named(span, text, by_span[span], labels))
    return sorted(kept, key=lambda named: named.span)


def _named(span: Span, text: str, hits: list[_Hit], labels: Labels) -> Named:
    """One kind of thing for a span: what bears the whole name before what ends with it, then in the order of kinds."""
    whole = [hit for hit in hits if hit[3]]
    kinds = {hit[1] for hit in whole or hits}
    kind = next(kind for kind in _ORDER if kind in kinds)
    chosen = [hit for hit in hits if hit[1] is kind]
    generic = kind is Kind.ORGANIZATION and len(span.of(text)) <= _LEAST[kind]
    chosen = [hit for hit in chosen if hit[3]] if any(hit[3] for hit in chosen) and not generic else chosen
    values = dict.fromkeys(labels.codes.get(hit[2], hit[2]) for hit in chosen)
    iris = tuple(value for value in values if not value.isdigit())
    codes = _largest(value for value in values if value.isdigit())
    if iris and codes:  # a site and a division of one name: all as they are
        parts = tuple(map(prefix, codes))
        iris, codes = (*iris, *(one for one, code in labels.codes.items() if code.startswith(parts))), ()
    names = (*(labels.main.get(iri) or called(labels.codes.get(iri, iri)) for iri in iris), *map(called, codes))
    site = tuple(dict.fromkeys(hit[2] for hit in whole if hit[1] is Kind.PLACE and kind is not Kind.PLACE))
    return Named(kind, span, span.of(text), iris, names, tuple(map(prefix, codes)), any(h[3] for h in chosen), site)


def _largest(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes that lie in no other one: 吉林省 holds 吉林市, which is what else is called 吉林."""
    ordered = sorted(set(codes), key=lambda code: (len(prefix(code)), code))
    kept: list[str] = []
    for code in ordered:
        if not code.startswith(tuple(map(prefix, kept))) or not kept:
            kept.append(code)
    return tuple(kept)


def _written(text: str, labels: Labels) -> Iterator[_Hit]:
    """Names in characters."""
    places = [(at, heard) for at, sign in enumerate(text) if (heard := folded(sign))]
    heard = "".join(sign for _, sign in places)
    at = [place for place, sign in places for _ in sign]
    for label in labels.all:
        for whole, piece in _pieces(label):
            for start, end in _ends(piece, heard, label.kind):
                if _is_apart(heard, at, text, start, end):
                    yield Span(at[start], at[end - 1] + 1), label.kind, label.iri, whole and end - start == len(piece)


def _pieces(label: Label) -> Iterator[tuple[bool, str]]:
    """A name, and of long ones what stands between 暨, commas and quotation marks."""
    yield True, folded(label.name)
    if label.kind is Kind.EVENT and label.name.endswith(acts := load("questions")["words"]["acts"]):
        act = next(act for act in acts if label.name.endswith(act))
        yield True, folded(label.name.removesuffix(act))
    if label.kind in (Kind.EVENT, Kind.INITIATIVE):
        parts = _PIECES.split(label.name)
        yield from ((True, piece) for part in parts[len(parts) == 1 :] if len(piece := folded(part)) > 2)
        is_name = label.kind is Kind.INITIATIVE  # the list whose publication is an event is no name of the event
        yield from ((is_name, folded(part)) for part in _QUOTED.findall(label.name) if len(folded(part)) > 2)
    if label.kind is Kind.ORGANIZATION and "(" in label.name:
        yield True, folded(re.sub(r"\([^()]*\)", "", label.name))


def _ends(piece: str, heard: str, kind: Kind) -> Iterator[tuple[int, int]]:
    """Where the longest end of a name stands in a question; of persons and titles where all of it does."""
    least = min(_LEAST.get(kind, len(piece)), len(piece))
    if len(piece) < 2:
        return
    tail = piece[-least:]
    found = heard.find(tail)
    while found >= 0:
        start, length = found, least
        while start > 0 and length < len(piece) and heard[start - 1] == piece[-length - 1]:
            start, length = start - 1, length + 1
        yield start, found + least
        found = heard.find(tail, found + 1)


def _is_apart(heard: str, at: list[int], text: str, start: int, end: int) -> bool:
    """Whether a name that begins or ends with a Latin letter or digit stands alone there."""
    first, last = at[start], at[end - 1] + 1
    joined_left = first > 0 and _is_latin(heard[start]) and _is_latin(text[first - 1])
    joined_right = last < len(text) and _is_latin(heard[end - 1]) and _is_latin(text[last])
    return not (joined_left or joined_right)


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _divisions(text: str, labels: Labels) -> Iterator[_Hit]:
    """Names of divisions, perhaps with those around them before theirs: 福建省石狮市."""
    found: dict[int, list[tuple[int, list[str]]]] = defaultdict(list)
    for name, codes in labels.divisions.items():
        at = text.find(name)
        while at >= 0:
            found[at].append((at + len(name), codes))
            at = text.find(name, at + 1)
    for start in sorted(found):
        for end, codes in _runs(found, start):
            for code in codes:
                yield Span(start, end), Kind.PLACE, code, True


def _runs(found: dict[int, list[tuple[int, list[str]]]], start: int) -> Iterator[tuple[int, list[str]]]:
    for end, codes in found[start]:
        yield end, codes
        for further, inner in _runs(found, end) if end in found else ():
            around = tuple(prefix(code) for code in codes)
            if within := [code for code in inner if code.startswith(around) and prefix(code) not in around]:
                yield further, within


def _sounded(text: str, labels: Labels, is_word: Callable[[Span], bool]) -> Iterator[_Hit]:
    """Names in pinyin, with or without spaces between syllables."""
    windows = _windows(text, is_word)
    for label in labels.all if windows else ():
        for key, whole in _sounds(label):
            for span in windows.get(key, ()):
                yield span, label.kind, label.iri, whole
    for name, codes in labels.divisions.items() if windows else ():
        for span in windows.get("".join(syllables(name)), ()):
            yield from ((span, Kind.PLACE, code, True) for code in codes)


def _windows(text: str, is_word: Callable[[Span], bool]) -> dict[str, list[Span]]:
    """What may be a name in Latin letters, by its letters: words beside each other, not all of them known."""
    words = [Span(*match.span()) for match in _WORD.finditer(text)]
    found: dict[str, list[Span]] = defaultdict(list)
    for first in range(len(words)):
        for last in range(first, min(first + _LONGEST, len(words))):
            span = Span(words[first].start, words[last].end)
            if set(_WORD.sub("", span.of(text))) - {" "}:
                break
            if not all(map(is_word, words[first : last + 1])):
                found[plain_letters(span.of(text))].append(span)
    return dict(found)


def _sounds(label: Label) -> Iterator[tuple[str, bool]]:
    if label.kind is Kind.PERSON:
        yield from ((key, True) for key in spelled(label.name))
        return
    for _, piece in _pieces(label):
        sounds = syllables(piece)
        yield "".join(sounds), True
        if label.kind in _PARTIAL:
            for start in range(1, len(sounds) - _LEAST[label.kind] + 1):
                yield "".join(sounds[start:]), False
