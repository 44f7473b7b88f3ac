"""Initiatives: programmes, cases, methods, models, policies, reports, rolls, research and platforms, by their names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from kg.grammar.initiative_words import TITLES, either, type_words
from kg.grammar.unmarked import Draft, cases, ceremonies, listed, placed, rolls, unquoted, winners
from kg.lexicon import load
from kg.model import Kind, Mention
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Article

_BOOK = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》)+)》")
_QUOTED = re.compile(r"“((?:[^“”\n]|“[^“”\n]*”)+)”")
_NOT_NAMING = (
    "为是和与在将被让等从成到着了以用由把对向从于及"  # between a quoted name and its type word none of these stands
)
_SHORTEST_NAME = 6  # characters of a name that stands without marks
_SENTENCE = 300  # characters beside a title that are looked at
_YEARS = re.compile(r"\([^()]*\)$")
_CONTEXT = 12  # characters beside a name that are looked at
_IN_MARKS = ("title_in_marks", "recommended_title")
_MOST_NAMES = 20  # names of one ending that a shorter one is held against
_MARKS = str.maketrans("", "", "《》“”‘’ ")


def find_works(article: Article, found: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions of initiatives, in the order of the text; they may hold others, but cross none that was found before."""
    text = article.text
    drafts = chain(
        titled(text),
        cases(text),
        quoted(text),
        rolls(text),
        unquoted(text),
        ceremonies(text),
        winners(text),
        listed(text),
        placed(text, found),
    )
    kept = _uncrossed(drafts, found)
    keys = _keys(kept)
    for draft in sorted(kept, key=lambda d: (d.span.start, -d.span.end)):
        yield Mention(Kind.INITIATIVE, draft.span, keys[draft], draft.rule)


# --- names in marks --------------------------------------------------------------------------


def titled(text: str) -> Iterator[Draft]:
    """Names in 《》 that are policies, plans, reports or cases: no newspaper, journal, book, song or talk."""
    short: dict[str, str] = {}
    for match in _BOOK.finditer(text):
        name = match[1]
        before, after = text[max(0, match.start() - _CONTEXT) : match.start()], text[match.end() :][:_CONTEXT]
        if _is_press(name) or _is_other(before, after) or name.endswith(_words("events")):
            continue
        if name in _end_words():  # 以下简称《条例》
            if name in short:
                yield Draft(Span(*match.span()), short[name], short[name], "title_in_marks")
            continue
        recommended = re.search(r"(?:推荐|申报|选送|报送|提交)的$", before)
        bare = _YEARS.sub("", name)
        if recommended or bare.endswith(_end_words()) or _is_case(text, match):
            short.update((word, name) for word in _end_words() if bare.endswith(word))
            yield Draft(Span(*match.span()), name, name, "recommended_title" if recommended else "title_in_marks")


def _is_case(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence around a title is about cases, projects or rolls, and about no performance."""
    start = max(0, match.start() - _SENTENCE, *(text.rfind(mark, 0, match.start()) + 1 for mark in "。\n"))
    ends = (place for mark in "。\n" if (place := text.find(mark, match.end(), match.end() + _SENTENCE)) >= 0)
    sentence = text[start : min(ends, default=match.end() + _SENTENCE)]
    has = [any(word in sentence for word in _words(entry)) for entry in ("case_words", "performances")]
    return has[0] and not has[1]


def quoted(text: str) -> Iterator[Draft]:
    """Names in “” that end in a type word, or stand before one, alone or in a list that shares it."""
    practised = _practised(text)
    for match in _QUOTED.finditer(text):
        if not _is_sentence(match[1]) and match[1] not in _words("slogans"):
            draft = _draft(text, match, match[1] in practised)
            if draft:
                yield draft
    for group in _lists().finditer(text):
        for match in _QUOTED.finditer(text, group.start("names"), group.end("names")):
            if not _is_sentence(match[1]) and match[1] not in _words("slogans"):
                yield Draft(Span(*match.span()), match[1], match[1], "quoted_in_list")


def _draft(text: str, match: re.Match[str], is_practised: bool) -> Draft | None:
    """The name in quotation marks, by its last word, the words behind it or the verb before it."""
    name, is_event = match[1], match[1].endswith(_words("events"))
    before, after = text[max(0, match.start() - _CONTEXT) : match.start()], text[match.end() :][: 2 * _CONTEXT]
    if _is_other(before, after) and not (after.startswith(_words("done_with")) and before.endswith(("、", "和"))):
        return None
    if _ends(name):
        return None if is_event else Draft(Span(*match.span()), name, name, "quoted_name")
    follower = _followers().match(after)
    if follower and not _is_event(after, follower.end()):
        return _with_type_word(text, match, follower)
    if is_practised or (_launched().search(before) and not is_event):
        return Draft(Span(*match.span()), name, name, "launched_name")
    return None


def _practised(text: str) -> set[str]:
    """Names in “” that the text comes back to, and that somebody works by: “某某”治理工作."""
    counted = Counter(match[1] for match in _QUOTED.finditer(text))
    return {
        match[1]
        for match in _QUOTED.finditer(text)
        if counted[match[1]] > 1 and not _is_sentence(match[1]) and text.startswith(_words("practice"), match.end())
    }


def _with_type_word(text: str, match: re.Match[str], follower: re.Match[str]) -> Draft:
    full = (match[1] + follower["between"] + follower["word"]).translate(_MARKS)
    if follower["word"] in _words("not_of_name") or follower["of"]:
        return Draft(Span(*match.span()), match[1], full, "name_before_type_word")
    name = f"“{match[1]}”{follower['between']}{follower['word']}"
    return Draft(Span(match.start(), match.end() + follower.end()), name, full, "name_with_type_word")


def _is_press(name: str) -> bool:
    return name.endswith(_words("press")) and not name.endswith(_words("not_press"))


def _is_other(before: str, after: str) -> bool:
    return before.endswith(_words("not_before")) or after.startswith(_words("not_after"))


def _is_sentence(name: str) -> bool:
    return not 2 <= len(name) <= 40 or any(mark in name for mark in "。!?、;…")


def _ends(name: str) -> bool:
    """Whether a name ends in a type word that leaves two characters or more before it."""
    if "," in name or not name.endswith(_end_words()):
        return False
    return any(name.endswith(word) and len(name) > len(word) + 1 for word in _end_words())


def _is_event(after: str, end: int) -> bool:
    return any(after.find(word, 0, end + 6) >= 0 for word in _words("events"))


# --- which names are kept, and what their things are called ----------------------------------


def _uncrossed(drafts: Iterable[Draft], found: Sequence[Mention]) -> list[Draft]:
    """The drafts that cross nothing, stand in no title, person or body, and repeat none; the earlier rule wins."""
    kept: list[Draft] = []
    open_spans: list[tuple[Span, bool]] = []
    for span, draft, is_closed in _in_order(drafts, found):
        while open_spans and open_spans[-1][0].end <= span.start:
            open_spans.pop()
        outer, within_closed = open_spans[-1] if open_spans else (span, False)
        if draft is None:
            open_spans.append((span, is_closed or within_closed))
        elif outer.contains(span) and not within_closed and (not kept or kept[-1].span != span):
            kept.append(draft)
            open_spans.append((span, draft.rule in _IN_MARKS))
    return kept


class _Ends:
    """Spans by their starts, to tell which spans they cross."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)

    def cross(self, span: Span) -> bool:
        """Whether one of them begins within this span and ends behind it."""
        first = bisect_right(self._spans, (span.start, span.end))
        last = bisect_left(self._spans, (span.end,), first)
        return any(span.start < other.start and other.end > span.end for other in self._spans[first:last])


def _in_order(drafts: Iterable[Draft], found: Sequence[Mention]) -> list[tuple[Span, Draft | None, bool]]:
    """What was found before and the drafts, an outer one before those within it, equal ones in rule order."""
    closed = (Kind.PERSON, Kind.ORGANIZATION)
    entries: list[tuple[Span, Draft | None, bool]] = [(m.span, None, m.kind in closed) for m in found]
    crossing = _Ends([m.span for m in found])
    entries += [(draft.span, draft, False) for draft in drafts if not crossing.cross(draft.span)]
    return sorted(entries, key=lambda entry: (entry[0].start, -entry[0].end))


def _keys(drafts: Iterable[Draft]) -> dict[Draft, str]:
    """What each thing is called: names that differ in marks, or by words before the same name, are one thing."""
    keys: dict[Draft, str] = {}
    known: dict[str, str] = {}
    by_ending: dict[str, list[str]] = {}
    for draft in sorted(drafts, key=lambda d: -len(d.full)):
        plain = draft.head.translate(_MARKS)
        core = _core(draft)
        endings = by_ending.setdefault(draft.full[-_SHORTEST_NAME:], [])
        longer = next((name for name in endings if name.endswith(draft.full)), "")
        keys[draft] = known.get(plain) or known.get(draft.full) or known.get(longer) or known.get(core) or draft.head
        if draft.rule not in TITLES:
            known.setdefault(plain, keys[draft])
            known.setdefault(draft.full, keys[draft])
            known.setdefault(core, keys[draft])
            if len(draft.full) >= _SHORTEST_NAME and len(endings) < _MOST_NAMES:
                endings.append(draft.full)
    return keys


def _core(draft: Draft) -> str:
    """What stands in the marks of a name that goes on behind them; “三长” of “三长”联动机制."""
    match = _QUOTED.match(draft.head)
    return match[1].translate(_MARKS) if match else draft.head.translate(_MARKS)


# --- words -----------------------------------------------------------------------------------


@cache
def _words(entry: str) -> tuple[str, ...]:
    words: tuple[str, ...] = load("initiatives")[entry]
    return words


@cache
def _end_words() -> tuple[str, ...]:
    return tuple(word for word, _ in type_words("ends"))


@cache
def _followers() -> re.Pattern[str]:
    words = either(word for word, _ in type_words("follows"))
    barred = either(_words("not_between"))
    return re.compile(
        rf"(?P<of>的)?(?P<between>(?!{barred})[^\W{_NOT_NAMING}的]{{0,6}}?)(?P<word>{words})(?!体系|优势|化|上有名|布局)"
    )


@cache
def _launched() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(_words('launching'))})[了出]{{0,2}}$")


@cache
def _lists() -> re.Pattern[str]:
    words = either([*(word for word, _ in type_words("follows")), *_words("list_nouns")])
    return re.compile(
        rf"(?P<names>(?:“[^“”\n]{{2,20}}”[、和及与]?){{2,12}})等?[^,。;:“”《》\n]{{0,6}}?(?:{words})(?!社会组织|组织|队)"
    )
