"""Careers told in sentences: 甲2015年任某县县长, 此前担任…, 后调任…, 不再担任…, and the lines of a résumé."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.cues import Cued
from kg.grammar.alternatives import alternatives
from kg.grammar.dictionary import VERY_COMMON, is_common_word
from kg.grammar.names import CERTAIN, NameGuess, guess_names
from kg.grammar.titles import find_titles
from kg.lexicon import load
from kg.model import Status
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

_BREAK = ",。;:!?\n“”()"
_LONGEST_NAMED = 6  # characters of 、 and a name
_LONGEST_LEAD = 60  # characters between the start of a clause and its verb
_LONGEST_TAIL = 20  # characters behind the last post of a clause
_LONGEST_SENTENCE = 500
_LONGEST_TIMES = 4  # characters of 先后 and the like before a verb
_CLAUSE = re.compile(r"[^,。;:!?\n()]{0,200}")
_MORE = re.compile(r",(?P<more>[^,。;:!?\n()“”]{4,40})")
_POST_WORDS = re.compile(
    r"(?:[ ]|等?(?:职务|一职|之职|等职|职位|职)|人选|候选人|的请求|至今|期间|以来|时|以后|之后|后"
    r"|多年|多?[\d一二三四五六七八九十]{1,3}多?年)*$"
)
_YEAR = r"(?:[12]\d{3}|[一二][〇零○一二三四五六七八九]{3})年|同年|年"
_DAY = rf"(?:(?:{_YEAR})?(?:\d{{1,2}}月份?)?(?:\d{{1,2}}日)?)"
_DATED = re.compile(r"(?P<year>[12]\d{3})[年.](?:(?P<month>\d{1,2})(?:月|(?=\D)))?")
_WHEN = re.compile(rf"(?:^|[,。;:!?\n])[^,。;:!?\n]{{0,6}}?({_DAY}(?:[至到—-]{{1,2}}{_DAY})?)[起底初末后前中间]?,$")


class Career(NamedTuple):
    """A clause that tells posts: whose, where the posts stand, and what is said of them."""

    name: NameGuess | None  # None: whoever the sentence before is about
    start: int  # where the clause with its name begins
    verb: int  # where its verb begins: a body that ends there holds the post (在某局任副局长)
    clause: Span
    status: Status
    is_certain: bool  # told as a fact of the present or past by its verb: 现任, 曾任, 不再担任, 拟任
    began: str | None = None
    ended: str | None = None
    sentence: int = 0  # where the sentence begins
    is_line: bool = False  # of a résumé: whoever the lines before it are about


@cache
def _verbs() -> tuple[Cued, dict[str, Status]]:
    words = load("careers")
    statuses = {word: Status(status) for status in Status for word in words["verbs"][status.value]}
    short = [verb for verb in statuses if verb.startswith("任")]
    longer = [verb for verb in statuses if verb not in short]
    before, behind = "".join(words["not_behind"]), alternatives(words["not_before"])
    source = rf"(?:{alternatives(longer)}|(?<![{before}])(?:{alternatives(short)}))(?!{behind})"
    return Cued(source, statuses), statuses


@cache
def _lead() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand before the name or the pronoun, and between it and the verb."""
    words = load("careers")
    adverbs = alternatives(words["before"], words["past"])
    day = rf"(?=[12\d年同一二]){_DAY}(?:[至到—-]{{1,2}}{_DAY})?(?:年?[起底初末后前]|之后|以后|以来)?"
    when = rf"(?:{adverbs}|{day})*+"
    from_where = r"(?:接替[一-龥·]{2,8}?|(?:由|从|自|在|到|赴|离开)[^,。;、]{1,24}?)"
    before = when
    between = rf"(?:同志|先生|女士)?{when}(?:{from_where}{when}){{0,2}}"
    return re.compile(before), re.compile(between)


@cache
def _past() -> re.Pattern[str]:
    return re.compile(alternatives(load("careers")["past"]))


@cache
def _before_now() -> re.Pattern[str]:
    """A clause such as “此前,” right before."""
    return re.compile(rf"(?:{alternatives(load('careers')['past'])}),$")


def find_careers(text: str, names: Sequence[Span]) -> Iterator[Career]:
    """The clauses that tell posts, in the order of the text; `names` are where names stand that are known otherwise."""
    ends = sorted(names, key=_end)
    titles = {title.span.end for title in find_titles(text)}
    known = {span.of(text) for span in names}
    verbs, statuses = _verbs()
    for verb in verbs.finditer(text):
        clause = _in_row(text, verb, _extended(text, verb.end()), titles)
        if posts_end(text, clause) not in titles:
            continue
        low = max(0, verb.start() - _LONGEST_LEAD)
        start = max(text.rfind(mark, low, verb.start()) for mark in _BREAK) + 1
        near = Span(max(start, low), verb.start())
        subject = _named(text, near, ends) or _subject(text, near.start, near.end, known)
        if subject is None:
            continue
        name, begin, lead = subject
        status = statuses[verb.group()]
        if status is Status.CURRENT and (_past().search(lead) or _before_now().search(text[low:start])):
            status = Status.FORMER
        began, ended = _dates(text, start, lead)
        if status is Status.FORMER and verb.group() in load("careers")["leaving"]:
            began, ended = None, began
        is_certain = status is not Status.CURRENT or verb.group() in load("careers")["now"]
        is_certain = is_certain or text[clause.start : clause.end].endswith("至今")
        sentence = max(text.rfind(mark, max(0, verb.start() - _LONGEST_SENTENCE), verb.start()) for mark in "。\n")
        yield Career(name, begin, verb.start(), clause, status, is_certain, began, ended, sentence)


def _end(span: Span) -> int:
    return span.end


def _named(text: str, near: Span, ends: Sequence[Span]) -> tuple[NameGuess, int, str] | None:
    """The known name before the verb, perhaps with the posts before it: 某市市长甲调任…."""
    last = bisect_right(ends, near.end, key=_end) - 1
    if last < 0 or ends[last].start < near.start or not _lead()[1].fullmatch(text, ends[last].end, near.end):
        return None
    name = ends[last]
    return NameGuess(name, name.of(text), CERTAIN), name.start, text[name.end : near.end]


def _subject(text: str, start: int, end: int, known: Set[str]) -> tuple[NameGuess | None, int, str] | None:
    """The name at the head of a clause (None for a pronoun or nothing), where it begins, and the words around it."""
    before, between = _lead()
    match = before.match(text, start, end)
    at = match.end() if match else start
    if between.fullmatch(text, at + (text[at : at + 1] in tuple("他她其")), end):
        return None, at, text[start:end]
    at += text[at : at + 1] == "由"
    for guess in guess_names(text, at):
        if guess.span.end <= end and between.fullmatch(text, guess.span.end, end):
            is_name = guess.name in known or (guess.weight > -1 and not is_common_word(guess.name, VERY_COMMON))
            return (guess, at, text[start:at] + text[guess.span.end : end]) if is_name else None
    return None


def _extended(text: str, start: int) -> Span:
    """The clause from the verb on, with the further posts behind a comma that a word such as 职务 closes."""
    match = _CLAUSE.match(text, start)
    end = match.end() if match else start
    if another := _another(text, start, end):
        return Span(start, another)
    while more := _MORE.match(text, end):
        is_taken = more["more"].startswith(tuple(load("titles")["appointing"][Status.FORMER.value]))
        if is_taken or not more["more"].endswith(("职务", "等职")) or _verbs()[0].pattern.search(more["more"]):
            break
        end = more.end()
    return Span(start, end)


def _in_row(text: str, verb: re.Match[str], clause: Span, titles: Set[int]) -> Span:
    """The clause with the posts behind commas that go on with it: 历任某局局长,某县副县长,某市市长等职."""
    words = load("careers")
    if not any(word in text[max(0, verb.start() - _LONGEST_TIMES) : verb.end()] for word in words["several"]):
        return clause
    end = clause.end
    while posts_end(text, Span(clause.start, end)) in titles and (more := _MORE.match(text, end)):
        told = posts_end(text, Span(more.start("more"), more.end()))
        if told not in titles or text.endswith(tuple(words["of_standing"]), end, told):
            break
        if _verbs()[0].pattern.search(text, end, told):
            break
        end = more.end()
    return Span(clause.start, end)


def _another(text: str, start: int, end: int) -> int | None:
    """Where, within a clause, the career of another begins: 任某局局长|、乙任某局局长."""
    verbs = _verbs()[0].pattern
    for further in verbs.finditer(text, start, end):
        mark = text.rfind("、", max(start, further.start() - _LONGEST_NAMED), further.start())
        if mark >= 0 and any(guess.span.end == further.start() for guess in guess_names(text, mark + 1)):
            return mark
    return None


def posts_end(text: str, clause: Span) -> int:
    """Where the posts of a clause end, without 职务, 等职, 至今."""
    near = max(clause.start, clause.end - _LONGEST_TAIL)
    match = _POST_WORDS.search(text[near : clause.end])
    return near + match.start() if match else clause.end


def _dates(text: str, start: int, lead: str) -> tuple[str | None, str | None]:
    """Since when and until when, from the words before the verb or the clause before."""
    near = text[max(0, start - 30) : start]
    match = _WHEN.search(near)
    own = [iso(date) for date in _DATED.finditer(lead)]
    told = own or [iso(date) for date in _DATED.finditer(match[1] if match else "")]
    return (told[0], told[1] if len(told) > 1 else None) if told else (None, None)


def iso(date: re.Match[str]) -> str:
    """Year, or year and month, of a date."""
    return f"{date['year']}-{int(date['month']):02}" if date["month"] else date["year"]
