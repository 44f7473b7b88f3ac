"""What a fact takes from elsewhere in its article: the body's name in full, the event, the person."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.grammar.event_names import POINTING
from kg.model import SECOND_VOICE, Completion, Jurisdiction, Kind, Membership, Statement

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
        start, end = fact.evidence.span
        is_said = isinstance(fact, Statement)
        around = self._around(start, end + _CLOSING if is_said else end)
        found = []
        if isinstance(fact, _OF_BODIES) and fact.organization not in self._whole:
            found.append(Completion.BODY)
        event = None if is_said else getattr(fact, "event", None)
        if event and not self._is_in(Kind.EVENT, event, around):
            found.append(Completion.EVENT)
        person = getattr(fact, "person", None)
        if person and not self._is_in(Kind.PERSON, person, around):
            found.append(Completion.PERSON)
        if person in self._tagged:
            found.append(Completion.NAME)
        return tuple(found)

    def _around(self, start: int, end: int) -> tuple[int, int]:
        """The raw characters from the start of the first sentence of a span to the start of the next one."""
        first, last = bisect_right(self._sentences, start) - 1, bisect_left(self._sentences, end)
        start = self._sentences[max(first, 0)] if self._sentences else 0
        return start, self._sentences[last] if last < len(self._sentences) else self._end

    def _is_in(self, kind: Kind, thing: str, around: tuple[int, int]) -> bool:
        places = self._named.get((kind, thing))
        return places is not None and bisect_left(places, around[0]) < bisect_left(places, around[1])


def _is_named(page: Page, mention: Mention) -> bool:
    """Whether a mention says by itself which thing it means: no pronoun, no surname, no word that points back."""
    if mention.kind is Kind.EVENT:
        return mention.rule != POINTING
    written, thing = mention.name_span.of(page.article.text), mention.thing
    return written == thing or written.replace(" ", "") == thing.partition("#")[0]
