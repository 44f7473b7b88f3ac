"""Initiatives: programmes, cases, methods, models, policies, reports, rolls, research and platforms, by their names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import chain
from typing import TYPE_CHECKING

from kg.grammar.actions_under_way import under_way
from kg.grammar.initiative_words import TITLES
from kg.grammar.plain_rosters import plain_rosters
from kg.grammar.quoted_lists import deeds
from kg.grammar.quoted_names import MARKS, QUOTED, quoted
from kg.grammar.rosters import cases, rosters
from kg.grammar.session_laws import passed
from kg.grammar.titled_names import passed_titles, titled
from kg.grammar.unmarked import Draft, ceremonies, issued, listed, placed, prizes, published, rolls, unquoted, winners
from kg.model import Kind, Mention
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Article

_SHORTEST_NAME = 6  # characters of a name that stands without marks
_CLOSED = (
    "title_in_marks",
    "title_passed",
    "roll_behind_verb",
    "roll_won",
    "name_in_roster",
    *TITLES,
)  # rules of names within which no other is looked for
_MOST_NAMES = 20  # names of one ending that a shorter one is held against


def find_works(article: Article, found: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions of initiatives, in the order of the text; they may hold others, but cross none that was found before."""
    text = article.text
    drafts = chain(
        passed_titles(text),
        titled(text),
        cases(text),
        deeds(text),
        quoted(text),
        rosters(text),
        plain_rosters(text),
        rolls(text),
        published(text, found),
        prizes(text),
        issued(text),
        passed(text),
        unquoted(text),
        ceremonies(text),
        winners(text),
        listed(text),
        placed(text, found),
        under_way(text),
    )
    kept = _uncrossed(drafts, found)
    keys = _keys(kept)
    for draft in sorted(kept, key=lambda d: (d.span.start, -d.span.end)):
        yield Mention(Kind.INITIATIVE, draft.span, keys[draft], draft.rule)


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
            open_spans.append((span, draft.rule in _CLOSED))
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


def _fitting(draft: Draft, crossing: _Ends) -> Draft | None:
    """A draft that nothing crosses; without its marks where an event begins within them: “某讲坛|”第200期活动."""
    if not crossing.cross(draft.span):
        return draft
    inner = Span(draft.span.start + 1, draft.span.end - 1)
    is_marked = draft.rule == "quoted_name" and len(draft.head) == inner.end - inner.start
    return draft._replace(span=inner) if is_marked and not crossing.cross(inner) else None


def _in_order(drafts: Iterable[Draft], found: Sequence[Mention]) -> list[tuple[Span, Draft | None, bool]]:
    """What was found before and the drafts, an outer one before those within it, equal ones in rule order."""
    closed = (Kind.PERSON, Kind.ORGANIZATION)
    entries: list[tuple[Span, Draft | None, bool]] = [(m.span, None, m.kind in closed) for m in found]
    crossing = _Ends([m.span for m in found])
    entries += [(draft.span, draft, False) for each in drafts if (draft := _fitting(each, crossing))]
    return sorted(entries, key=lambda entry: (entry[0].start, -entry[0].end))


def _keys(drafts: Iterable[Draft]) -> dict[Draft, str]:
    """What each thing is called: names that differ in marks, or by words before the same name, are one thing."""
    keys: dict[Draft, str] = {}
    known: dict[str, str] = {}
    by_ending: dict[str, list[str]] = {}
    for draft in sorted(drafts, key=lambda d: -len(d.full)):
        plain = draft.head.translate(MARKS)
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
    """What stands in the marks of a name that goes on behind them, without 名单 or a closing bracket."""
    match = QUOTED.match(draft.head)
    plain = match[1].translate(MARKS) if match else draft.head.translate(MARKS)
    bare = re.sub(r"\([^()]*\)$|名单$", "", plain)
    return bare if len(bare) >= _SHORTEST_NAME else plain
