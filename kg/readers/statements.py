"""Statements: what each person says, one for every uninterrupted paragraph or quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.grammar.attributed_words import independent, is_tied, pieces
from kg.grammar.attributions import PERSON, addressed, announcement, attributions, is_quoted, is_turned_to, quotations
from kg.grammar.roles import words
from kg.grammar.turns import comments, excerpts, headed, is_running, only_bearers, turns
from kg.grammar.unattributed import unattributed
from kg.lexicon import load
from kg.model import Kind, Participation, PersonRole, Statement
from kg.text import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.grammar.attributions import Attribution, Quotation
    from kg.model import Fact
    from kg.page import Page
    from kg.text import Span

_BYLINE = "byline"  # the rule of the finder for authors
_SHORTEST = 4  # characters; less is no statement


class Speech(NamedTuple):
    """Words of one speaker, at characters of the shadow text; `is_tied` where the text puts them at an event."""

    start: int
    end: int
    person: str
    rule: str
    is_tied: bool | None  # None: at no event, whatever the speaker does elsewhere


def read_statements(page: Page, facts: Sequence[Fact]) -> Iterator[Statement]:
    """What is said by whom, in the order of the text, at the event where the speaker takes part."""
    parts: dict[str, list[Participation]] = {}
    for fact in facts:
        if isinstance(fact, Participation):
            parts.setdefault(fact.person, []).append(fact)
    for speech in _speeches(page, parts):
        span = page.shadow.span(*_trimmed(page.shadow.text, speech.start, speech.end))
        if span.end - span.start >= _SHORTEST:
            evidence = page.evidence(span, speech.rule)
            event = _event(page, parts.get(speech.person, ()), speech, span)
            yield Statement(speech.person, span.of(page.article.text), evidence, event)


def _event(page: Page, parts: Sequence[Participation], speech: Speech, span: Span) -> str | None:
    """The event of the speaker's part that stands last before the words, else the one that the words are tied to."""
    if speech.is_tied is None:
        return None
    if parts:
        raw = page.article.offsets.to_raw(span)
        before = [part for part in parts if part.evidence.span.start <= raw.end]
        return max(before, key=lambda part: part.evidence.span.start).event if before else parts[0].event
    return page.event_at(span.start) if speech.is_tied else _reported(page, span.start)


def _reported(page: Page, position: int) -> str | None:
    """The gathering that the article reports, where words are told of it by the speaker's name and not merely cited."""
    event = page.reported_event
    if event is None or page.event_at(position) != event:
        return None
    before = page.article.text[page.sentence_at(position).start : position]
    cited = (*words("person_roles", PersonRole.SPEECH, "absent"), *load("speech")["heads_of_state"])
    cited = (*cited, *load("speech")["pronouns"])
    return None if any(word in before for word in cited) else event


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _speeches(page: Page, parts: Mapping[str, Sequence[Participation]]) -> Iterator[Speech]:
    """Every speech, line by line: signed comments, turns of an interview, attributed words and their continuations."""
    lines = paragraphs(page.shadow.text)
    signed = comments(page, lines)
    turned = excerpts(page, lines) | headed(page, lines) | turns(page, lines, _only_interviewee(parts))
    surnames = only_bearers(page)
    last = _Last()
    for index, line in enumerate(lines):
        turn = signed.get(index) or turned.get(index)
        if turn:
            last = _Last(turn.person)
            yield Speech(
                turn.start, line.end - turn.is_closed, turn.person, turn.rule, None if index in signed else True
            )
            continue
        spoken = list(_attributed(page, line, last, surnames))
        yield from _beside(page, lines, index, spoken)
        if not spoken and last.goes_on and _is_further(page.shadow.text, line, last):
            start, end = _without_marks(page.shadow.text, line)
            yield Speech(start, end, last.goes_on, "paragraph_goes_on", last.is_tied)
            last = last._replace(is_open=last.is_open and end == line.end)
            continue
        yield from _quoted_above(page, lines, index, spoken)
        yield from spoken
        last = _after(page, line, spoken, last)


def _without_marks(text: str, line: Span) -> tuple[int, int]:
    """A line without the quotation marks around it, where one opens it and what it opens ends with the line."""
    quoted = quotations(text, line)
    if quoted and quoted[0].start == line.start + 1 and quoted[0].end >= line.end - 1:
        return quoted[0].start, quoted[0].end
    closing = _closing(line.of(text))
    return line.start, line.start + closing if closing else line.end


def _closing(content: str) -> int:
    """Where a line closes the quotation that a line before it opened; 0 where it does not."""
    closing, opening = content.find("”"), content.find("“")
    return closing if closing > 0 and (opening < 0 or closing < opening) else 0


def _only_interviewee(parts: Mapping[str, Sequence[Participation]]) -> str | None:
    guests = [person for person, roles in parts.items() if any(r.role is PersonRole.INTERVIEWEE for r in roles)]
    return guests[0] if len(guests) == 1 else None


def _quoted_above(page: Page, lines: Sequence[Span], index: int, spoken: Sequence[Speech]) -> Iterator[Speech]:
    """The lines of one quotation before the last of them, which names the speaker behind the closing mark."""
    text = page.shadow.text
    if not spoken or spoken[0].rule != "quotation_before_speaker":
        return
    if text.rfind("\n", 0, spoken[0].start) < spoken[0].start - 2:
        return
    for line in (lines[above] for above in range(index - 1, -1, -1)):
        quoted = quotations(text, line)
        if text[line.start] != "“" or len(quoted) != 1 or quoted[0].is_closed:
            return
        yield Speech(quoted[0].start, line.end, spoken[0].person, "quotation_above_speaker", spoken[0].is_tied)


def _beside(page: Page, lines: Sequence[Span], index: int, spoken: Sequence[Speech]) -> Iterator[Speech]:
    """The quotations of a line that no verb of saying attributes."""
    taken = [(speech.start, speech.end) for speech in spoken]
    for found in unattributed(page.shadow.text, lines, index, taken):
        person = page.shadow.mentions_in(found.person, found.person + 1, Kind.PERSON)[-1].thing
        if not _addresses(page, found.start, [person]):
            yield Speech(found.start, found.end, person, found.rule, False)


# --- attributed words ------------------------------------------------------------------------


class _Last(NamedTuple):
    """What a line leaves to the next: who spoke or acted last, and whose speech may go on."""

    person: str | None = None
    goes_on: str | None = None
    is_announced: bool = False
    is_open: bool = False  # a quotation that the line did not close
    is_tied: bool = False


def _attributed(page: Page, line: Span, last: _Last, surnames: Mapping[str, str]) -> Iterator[Speech]:
    """The speeches of a line by its attributions; a speaker named within another's reported words gets none."""
    text = page.shadow.text
    quoted = quotations(text, line)
    found = independent(text, attributions(text, line, quoted))
    speaker, said = last.person, line.start
    for index, attribution in enumerate(found):
        people = _people(page, line, attribution, quoted, surnames)
        if not people and speaker and _is_pronoun(text, attribution):
            people = [speaker]
        if not people:
            continue
        speaker = people[-1]
        tied = is_tied(text, line, attribution)
        for start, end, rule in pieces(text, line, found, index, quoted):
            if start >= said and not _addresses(page, start, people):  # one between two speakers is the first one's
                said = end
                yield from (Speech(start, end, person, rule, tied) for person in people)


def _addresses(page: Page, start: int, people: Sequence[str]) -> bool:
    """Whether words open with the speaker's own name, and so are said to him."""
    opening = page.shadow.mentions_in(start, start + 1, Kind.PERSON)
    by_surname = addressed().match(page.shadow.text, start)
    return any(mention.thing in people for mention in opening) or (
        by_surname is not None and any(person.startswith(by_surname["surname"]) for person in people)
    )


def _people(
    page: Page, line: Span, attribution: Attribution, quoted: Sequence[Quotation], surnames: Mapping[str, str]
) -> list[str]:
    """Whom an attribution names; a pronoun stands for who was named last in the line."""
    shadow = page.shadow
    named = shadow.mentions_in(attribution.start, attribution.speaker_end, Kind.PERSON)
    if named:
        return list(dict.fromkeys(mention.thing for mention in named))
    if not _is_pronoun(shadow.text, attribution):  # 李科长: the one person of this surname
        bearer = surnames.get(shadow.text[attribution.start : attribution.speaker_end])
        return [bearer] if bearer else []
    meant = _last_subject(page, line, attribution.start, quoted)
    return [meant] if meant else []


def _is_pronoun(text: str, attribution: Attribution) -> bool:
    return text[attribution.start : attribution.speaker_end] in load("speech")["pronouns"]


def _last_subject(page: Page, line: Span, end: int, quoted: Sequence[Quotation]) -> str | None:
    """The person named last in the line before a place, quotations left aside."""
    text = page.shadow.text
    place = text.rfind(PERSON, line.start, end)
    while place >= 0 and (is_quoted(quoted, place) or is_turned_to(text, line, place) or _is_author(page, place)):
        place = text.rfind(PERSON, line.start, place)
    return page.shadow.mentions_in(place, place + 1)[0].thing if place >= 0 else None


def _is_author(page: Page, place: int) -> bool:
    """Whether the name at a place of the shadow text is the signature of one who wrote the article."""
    return page.shadow.mentions_in(place, place + 1)[0].rule == _BYLINE


def _after(page: Page, line: Span, spoken: Sequence[Speech], last: _Last) -> _Last:
    """What this line leaves to the next one."""
    text = page.shadow.text
    announced = announcement().search(text, line.start, line.end) is not None
    if not spoken:
        subject = _last_subject(page, line, line.end, quotations(text, line))
        return _Last(subject or last.person, subject if announced else None, announced)
    final = max(spoken, key=lambda speech: speech.end)
    is_open = any(not quotation.is_closed for quotation in quotations(text, line))
    goes_on = final.person if final.end >= line.end - 1 else None
    return _Last(final.person, goes_on, announced, is_open, bool(final.is_tied))


def _is_further(text: str, line: Span, last: _Last) -> bool:
    """Whether a line goes on with the speech before it: an open quotation, or the next of its points."""
    content = line.of(text)
    if not is_running(text, line) and not (last.is_open and _closing(content)):
        return False
    openings = load("speech")["openings"]
    points = (*openings["further"], *(openings["first"] if last.is_announced else ()))
    is_quoted_on = content.startswith(("“", '"')) or _closing(content) > 0
    return content.startswith(points) or (last.is_open and is_quoted_on)
