"""What a fact takes from elsewhere in its article: the body's name in full, the event, the person."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.grammar.event_names import POINTING
from kg.model import SECOND_VOICE, Completion, Jurisdiction, Kind, Membership, Statement
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model import Fact, Mention
    from kg.page import Page

_OF_BODIES = (Membership, Jurisdiction)
_CLOSING = 2  # characters between quoted words and what stands behind them: a full stop, a quotation mark


class Completions:
    """What the facts of a page leave out of their own sentences."""

    def __init__(self, page: Page) -> None:
        to_raw = page.article.offsets.origin
        self._sentences = [to_raw(sentence.start) for sentence in page.sentences]
        self._end = len(page.article.raw)
        self._whole: set[str] = set()
        named: dict[tuple[Kind, str], list[int]] = defaultdict(list)
        for mention in page.of(Kind.PERSON, Kind.ORGANIZATION, Kind.EVENT):
            if _is_named(page, mention):
                named[mention.kind, mention.thing].append(to_raw(mention.name_span.start))
                self._whole.add(mention.thing)
        self._tagged = {person.thing for person in page.of(Kind.PERSON) if person.rule == SECOND_VOICE}
        self._named: Mapping[tuple[Kind, str], Sequence[int]] = named

    def of(self, fact: Fact) -> tuple[Completion, ...]:
        """What the fact takes from elsewhere."""
        span = fact.evidence.span
        around = self._around(Span(span.start, span.end + _CLOSING) if isinstance(fact, Statement) else span)
        found = []
        body = getattr(fact, "organization", None)
        if isinstance(fact, _OF_BODIES) and body not in self._whole:
            found.append(Completion.BODY)
        event = None if isinstance(fact, Statement) else getattr(fact, "event", None)
        if event and not self._is_in(Kind.EVENT, event, around):
            found.append(Completion.EVENT)
        person = getattr(fact, "person", None)
        if person and not self._is_in(Kind.PERSON, person, around):
            found.append(Completion.PERSON)
        if person in self._tagged:
            found.append(Completion.NAME)
        return tuple(found)

    def _around(self, span: Span) -> Span:
        """The raw characters from the start of the first sentence of a span to the start of the next one."""
        first = max(bisect_right(self._sentences, span.start) - 1, 0)
        last = bisect_left(self._sentences, span.end)
        start = self._sentences[first] if self._sentences else 0
        return Span(start, self._sentences[last] if last < len(self._sentences) else self._end)

    def _is_in(self, kind: Kind, thing: str, around: Span) -> bool:
        places = self._named.get((kind, thing), ())
        return bisect_left(places, around.start) < bisect_left(places, around.end)


def _is_named(page: Page, mention: Mention) -> bool:
    """Whether a mention says by itself which thing it means: no pronoun, no surname, no word that points back."""
    if mention.kind is Kind.EVENT:
        return mention.rule != POINTING
    written, thing = mention.name_span.of(page.article.text), mention.thing
    return written == thing or written.replace(" ", "") == thing.partition("#")[0]
