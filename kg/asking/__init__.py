"""Questions in Chinese or English, compiled to SPARQL by a grammar, and answered with the sentences behind the rows.

    ask(store, "谁在长春现场会上发过言?")                          an Answer
    ask(store, "which cases from Fujian were recognized?")      the same templates in English, names in pinyin
    run(store, sparql)                                           an edited query

    plain ─▶ hear ─▶ understood ─▶ compiled ─▶ answered     a small step each; the words: `kg/lexicon/questions.yaml`

A question is answered only where all its words are understood. What is not is named, beside three questions that the
graph can answer.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from kg.asking.answer import Answer, Quotation, Row
from kg.asking.answering import answered, run
from kg.asking.hearing import hear, plain
from kg.asking.labels import labels_of
from kg.asking.meaning import Refusal
from kg.asking.offers import offers
from kg.asking.refusing import why
from kg.asking.understanding import understood
from kg.model import QueryError

if TYPE_CHECKING:
    from kg.asking.heard import Heard
    from kg.asking.labels import Labels
    from kg.store import Store

__all__ = ["Answer", "Quotation", "Row", "ask", "run"]

_LONGEST: Final = 500  # characters of a question
_OFFERED: Final = 3
_TRIED: Final = 12


def ask(store: Store, question: str, *, today: date | None = None, labels: Labels | None = None) -> Answer:
    """The answer to a question, with its query; or which of its words were not understood, and what can be asked.

    `today` is the day from which 今年, 去年 and `last year` count. `labels` are the names in the graph, where they were
    read already. Any text is a question; none is an error.
    """
    names = labels or labels_of(store)
    return _asked(store, names, question, today or date.today())


def _asked(store: Store, labels: Labels, question: str, today: date) -> Answer:
    text = plain(question[: _LONGEST + 1])
    if len(question) > _LONGEST:
        return Answer(question, notes=(f"a question has at most {_LONGEST} characters",))
    heard, unknown = hear(text, labels, today)
    if unknown:
        return _refused(store, labels, question, heard, text, today, unknown)
    meaning = understood(heard)
    if isinstance(meaning, Refusal):
        return _refused(store, labels, question, heard, text, today, (), meaning.reason)
    loose = tuple(
        f"“{part.text}” is taken as people of any sort, which the graph does not tell apart"
        for part in heard.parts
        if part.says("loosely")
    )
    try:
        answer = answered(store, meaning, question)
        return replace(answer, notes=(*answer.notes, *loose))
    except QueryError as error:
        return _refused(store, labels, question, heard, text, today, (), str(error))


def _refused(
    store: Store,
    labels: Labels,
    question: str,
    heard: Heard,
    text: str,
    today: date,
    unknown: list[str] | tuple[str, ...],
    reason: str = "",
) -> Answer:
    notes = [reason] if reason else [why(word, labels, today) for word in unknown]
    return Answer(
        question,
        unknown=tuple(unknown),
        notes=tuple(notes),
        nearest=tuple(_answerable(store, labels, heard, unknown, text, today)),
    )


def _answerable(
    store: Store, labels: Labels, heard: Heard, unknown: list[str] | tuple[str, ...], text: str, today: date
) -> list[str]:
    """The nearest questions that have an answer."""
    found: list[str] = []
    for number, question in enumerate(offers(store, labels, heard, unknown, text)):
        if len(found) == _OFFERED or number == _TRIED:
            break
        offered, left = hear(plain(question), labels, today)
        meaning = None if left else understood(offered)
        if meaning is None or isinstance(meaning, Refusal):
            continue
        with suppress(QueryError):  # its parts may not go together
            if answered(store, meaning, question).rows:
                found.append(question)
    return found
