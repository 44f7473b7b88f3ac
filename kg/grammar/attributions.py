"""Who says what, in one line of shadow text: quotations, and the clauses that attribute words to somebody."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.cues import either
from kg.grammar.names import surname_at
from kg.lexicon import load
from kg.model import Kind
from kg.pattern import FOLDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.text import Span

PERSON = FOLDED[Kind.PERSON]
_FRAME_LENGTH = 80  # characters between speaker and verb
_LEAD_LENGTH = 30  # characters between a quotation and the speaker named behind it
_QUOTATION_LENGTH = 8  # from this length on, quoted words may be speech although no full stop ends them
_SHORTEST_SAID = 8  # characters behind a bare 说
_LISTENER_LENGTH = 10  # characters of “to somebody” between speaker and verb
_GOING_ON = re.compile("^(?:并|还|也|同时|随后|最后|又)+(?=[就围针对结从])")
_MARKS = re.compile('[“”"]')
_ENDS = "。!?…"
_JOINED = "、和与及"
_REGION = re.compile(
    rf"(?:“[^“”\n]{{1,40}}”(?![。!?])|[^。!?;:\n“”{PERSON}]|(?<=[对向]){PERSON}|;(?=[并还也]?(?:认为|希望|强调|指出|要求|建议|表示)))*"
)


class Quotation(NamedTuple):
    """Quoted words, without the marks; one that is not closed ends with the line."""

    start: int
    end: int
    is_closed: bool

    def is_speech(self, text: str) -> bool:
        """Whether these are somebody's sentences, not a term in quotation marks."""
        if not self.is_closed or text[self.end - 1] in _ENDS:
            return True
        follower = text[self.end + 1 : self.end + 2]
        return self.end - self.start >= _QUOTATION_LENGTH and (not follower or follower in ",。!?;\n")


class Attribution(NamedTuple):
    """A clause that gives words to somebody: `start` is the speaker's place, `end` where what follows begins."""

    start: int
    speaker_end: int
    end: int
    frame: str  # what stands between speaker and verb
    says_on: bool  # words follow; otherwise they stand before


def quotations(text: str, line: Span) -> list[Quotation]:
    """The outermost quotations of a line, nested marks counted."""
    if text.find("“", *line) < 0 and text.find('"', *line) < 0:
        return []
    found: list[Quotation] = []
    depth = opened = 0
    for mark in _MARKS.finditer(text, line.start, line.end):
        opens = mark.group() == "“" or (mark.group() == '"' and depth == 0)
        if opens and depth == 0:
            opened = mark.end()
        elif not opens and depth == 1:
            found.append(Quotation(opened, mark.start(), is_closed=True))
        depth = max(0, depth + (1 if opens else -1))
    if depth:
        found.append(Quotation(opened, line.end, is_closed=False))
    return [quotation for quotation in found if quotation.end > quotation.start]


def attributions(text: str, line: Span, quoted: Sequence[Quotation]) -> list[Attribution]:
    """The attributions of a line outside its quotations, in order; one a verb, to the nearest speaker before it."""
    found: dict[int, Attribution] = {}
    for subject in _subjects().finditer(text, line.start, line.end):
        is_name = subject["surname"] is None or surname_at(text, subject.start())
        is_name = is_name and not is_turned_to(text, line, subject.start())
        if is_name and not is_quoted(quoted, subject.start()):
            attribution = _attribution(text, subject, line.end) or _colon(text, subject, quoted)
            if attribution:
                found[attribution.end] = attribution
    return sorted(found.values())


def is_turned_to(text: str, line: Span, place: int) -> bool:
    """Whether somebody named before in the sentence does something to the person at a place: ‹甲›对‹乙›一行表示欢迎."""
    while place - 2 > line.start and text[place - 2] == PERSON and text[place - 1] in _JOINED:
        place -= 2  # ‹甲›欢迎‹乙›、|‹丙›一行
    if not text.endswith(_words("towards"), max(place - 4, 0), place):
        return False
    start = max(line.start, *(text.rfind(mark, line.start, place) + 1 for mark in "。!?;"))
    return PERSON in text[start:place]


def _attribution(text: str, subject: re.Match[str], line_end: int) -> Attribution | None:
    region = _REGION.match(text, subject.end(), min(line_end, subject.end() + _FRAME_LENGTH))
    region_end = region.end() if region else subject.end()
    for verb in _verbs().finditer(text, subject.end(), min(line_end, region_end + 12)):
        frame = text[subject.end() : verb.start()]
        if verb.start() > region_end:
            break
        if _is_frame(frame):
            return Attribution(subject.start(), subject.end("name"), verb.end(), frame, verb["stop"] is None)
    return None


def _colon(text: str, subject: re.Match[str], quoted: Sequence[Quotation]) -> Attribution | None:
    """Whole sentences in quotation marks behind a colon are somebody's, whatever the verb."""
    quotation = next_quotation(quoted, subject.end())
    if quotation and text[quotation.start - 2] == ":":
        frame = text[subject.end() : quotation.start - 2]
        is_near = len(frame) <= _LEAD_LENGTH and not re.search(rf"[。!?;:“{PERSON}]", frame)
        if is_near and quotation.is_speech(text) and not has_other_subject(frame):
            return Attribution(subject.start(), subject.end("name"), quotation.start - 1, frame, says_on=True)
    return None


def _is_frame(frame: str) -> bool:
    """Whether what stands between speaker and verb leaves the verb the speaker's."""
    clause = _GOING_ON.sub("", re.split("[,;]", frame)[-1])
    if _relative().match(frame) or clause.endswith(_words("nouns_before")):  # 给予高度|评价
        return False
    if len(clause) <= _LISTENER_LENGTH and clause.startswith(("对", "向", "跟", "给")):
        return True
    if clause and not clause.endswith(_words("before_verb")):
        is_on_matter = clause.startswith(_words("subject_matter")) and not clause.endswith(_words("collective"))
        return is_on_matter and _done().search(clause) is None
    return clause.startswith(_words("frame_openings")) or not has_other_subject(clause)


def has_other_subject(frame: str) -> bool:
    """Whether the last clause before a verb is about people without a name who are not merely spoken to."""
    clause = frame.rpartition(",")[2]
    places = [place for word in _words("collective") if (place := clause.find(word)) >= 0]
    return bool(places) and not any(word in clause[: min(places)] for word in _words("listeners"))


def is_another(text: str, one: Attribution, other: Attribution) -> bool:
    """Whether the second of two clauses gives words to somebody as the first does: 甲建议……,乙建议……."""
    acts = [text[found.speaker_end : found.end].rstrip(",: ") for found in (one, other)]
    return acts[0] == acts[1] and text[other.start] == PERSON and text[other.start - 1] == ","


def quotation_before(text: str, attribution: Attribution, quoted: Sequence[Quotation]) -> Quotation | None:
    """The quotation that an attribution behind it names the speaker of."""
    index = bisect_left(quoted, (attribution.start,)) - 1
    if index < 0 or quoted[index].end >= attribution.start:
        return None
    quotation = quoted[index]
    lead = text[quotation.end + 1 : attribution.start]
    if len(lead) > _LEAD_LENGTH or re.search(rf"[。!?;:{PERSON}]", lead):
        return None
    is_long = quotation.end - quotation.start >= _QUOTATION_LENGTH
    opens = text[max(0, quotation.start - 2) : quotation.start - 1] in ("", "\n", *_ENDS)
    is_whole = text[quotation.end - 1] in _ENDS + "," or (lead.startswith(",") and (is_long or opens))
    return quotation if is_whole or (is_long and not lead) else None


def told(text: str, start: int, end: int, quoted: Sequence[Quotation]) -> Iterator[tuple[int, int]]:
    """The uninterrupted pieces of what is said from `start` on: a quotation, or reported words and one after them."""
    opening = next_quotation(quoted, start)
    if opening and opening.start - 1 == start and opening.is_speech(text):
        yield opening.start, min(opening.end, end)
        return
    for sentence in _narrative().finditer(text, start, end):
        if not is_quoted(quoted, sentence.end() - 1):
            end = sentence.start() + 1
            break
    for quotation in quoted[bisect_left(quoted, (start,)) : bisect_left(quoted, (end,))]:
        whole = quotation.start - 2 > start and text[quotation.start - 2] in _ENDS and quotation.end <= end
        if whole and text[quotation.end - 1] in _ENDS:
            yield start, quotation.start - 1
            yield quotation.start, quotation.end
            return
    yield start, end


def is_quoted(quoted: Sequence[Quotation], position: int) -> bool:
    """Whether a place of the line stands in one of its quotations."""
    index = bisect_left(quoted, (position + 1,)) - 1
    return index >= 0 and position < quoted[index].end


def next_quotation(quoted: Sequence[Quotation], position: int) -> Quotation | None:
    """The first quotation whose words begin behind a place of the line."""
    index = bisect_left(quoted, (position + 1,))
    return quoted[index] if index < len(quoted) else None


def _words(entry: str) -> tuple[str, ...]:
    words: tuple[str, ...] = load("speech")[entry]
    return words


def _either(words: Iterable[str]) -> str:
    return either(words)


@cache
def _subjects() -> re.Pattern[str]:
    pronoun = rf"(?:{_either(_words('pronouns'))})(?![们人的])"
    title = rf"{FOLDED[Kind.TITLE]}|{_either(_words('address'))}"
    named = rf"{PERSON}(?:[、和与]{PERSON})*"
    others = r"(?:等(?:人|专家|学者|代表|委员|领导)?)?"
    return re.compile(
        rf"(?P<name>{named}|{pronoun}|(?P<surname>(?<![一-龥])[一-龥])(?={title}))"
        rf"(?:\([^()\n]{{1,16}}\))?(?:{title})?{others}"
    )


@cache
def addressed() -> re.Pattern[str]:
    """Words to somebody by surname: “李主任,您好”."""
    return re.compile(rf"(?P<surname>[一-龥])(?:{FOLDED[Kind.TITLE]}|{_either(_words('address'))})[,!:]")


@cache
def announcement() -> re.Pattern[str]:
    """“提出三点意见”, “从三个方面作了分析” and the like: what follows is said, in this line or in those below."""
    announced, count = _either(_words("announced")), r"[几两三四五六七八数\d]"
    verbs = _either(_words("announcing"))
    counted = rf"(?:{verbs})[了出]{{0,2}}(?:以下)?{count}[点个方面项条][^,。;\n]{{0,8}}(?:{announced})"
    sides = rf"从(?:以下)?{count}个?(?:方面|层面|角度|维度)[^,。;:\n{PERSON}]{{0,24}}(?=:)"
    return re.compile(rf"(?:{counted}|{sides})")


@cache
def _relative() -> re.Pattern[str]:
    """What tells that somebody only made what is spoken of: 某甲提出的理论,强调……."""
    return re.compile(rf"(?:所|当年|首先|最早)?(?:{_either(_words('relative'))})的")


@cache
def _done() -> re.Pattern[str]:
    """What makes a noun of the verb of saying behind it: 进行庄严|承诺."""
    return re.compile(rf"(?:{_either(_words('doing'))})了?[^,]{{1,6}}$")


@cache
def _verbs() -> re.Pattern[str]:
    verbs = load("speech")["verbs"]
    endings = rf"(?:{_either(_words('verb_endings'))})?"
    follow = rf"(?![了过着的、。;”)]|{_either(_words('not_said'))})(?=[^\s])"
    every = _either([*verbs["open"], *verbs["marked"]])
    wanted = r"[^,。;:的了\n“”]{2,20}(?<![重主需只首])(?:要|务必|必须)(?![求点素件闻])"
    asked = rf"(?={_either(_words('norms'))}|{wanted}|[^。;:\n]{{2,30}},[要应])"
    normative = rf"(?:{_either(verbs['normative'])})了?(?!要求|要点|要闻|将来|各[自种项类]){asked}"
    introduced = rf"[^,。;:\n]{{0,30}}(?:{_either(_words('introduced'))})[,。;并]"  # 介绍|全市养老服务情况
    reported = rf"(?:{_either(verbs['reported'])})(?!要求|要点|要闻|将来|各|{introduced})(?={_either(_words('norms'))})"
    first = _either(load("speech")["openings"]["first"])
    pointing = _either([*verbs["normative"], *verbs["points"]])
    points = rf"(?:{pointing})[^,。;:\n“”{PERSON}]{{2,20}}:(?={first})"  # 勉励学员:一是……
    labels = rf"(?:{_either(verbs['labels'])})(?=:\s?[^\s“])"
    plain = rf"(?:介绍)?说(?!{_either(_words('not_behind_say'))})(?=[^。!?;:\n]{{{_SHORTEST_SAID}}})"
    return re.compile(
        rf"(?:(?:{every}){endings}|{announcement().pattern})(?:\s?[,:]\s?(?=[^\s])|\s?(?=“)|(?P<stop>[。!?…]|$|\n))|(?:{_either(verbs['open'])}){endings}{follow}"
        rf"|{normative}|{points}|{reported}|{labels}:\s?|{plain}"
    )


@cache
def _narrative() -> re.Pattern[str]:
    event = rf"{FOLDED[Kind.EVENT]}(?:[上中]?,|还|由)"
    present = _either(_words("present"))
    clause = r"[^。!?:“”\n]"
    company = rf"(?={clause}{{0,80}}{PERSON}{clause}{{0,24}}(?:{present}){clause}{{0,12}}。)"
    return re.compile(rf"[。!?”](?:{_either(_words('narrative'))}|{event}|{company})|;(?={PERSON})")
