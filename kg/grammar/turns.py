"""Speech by layout: turns of an interview under labels, and comments signed by their author on a line of their own."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.cues import either
from kg.lexicon import load
from kg.model import Kind
from kg.pattern import FOLDED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Mention
    from kg.page import Page
    from kg.text import Span

_PERSON = FOLDED[Kind.PERSON]
_FOLDS = "".join(FOLDED.values())
_SENTENCE_END = re.compile(r"[。!?…;:][”’\")】]*$")
_LONG_LINE = 60  # characters of shadow text; a longer line is running text even without a full stop
_AUTHOR_DISTANCE = 3  # lines between the heading of a comment and its author


class Turn(NamedTuple):
    """A line that one person says, from `start` on."""

    person: str
    start: int
    rule: str
    is_closed: bool = False  # the line's bracket ends it: 【某某:…】


class _Label(NamedTuple):
    person: str | None  # None: a speaker without a name
    start: int
    is_closed: bool = False
    is_brief: bool = False  # under the picture of who speaks: one line is said, and the report goes on


def turns(page: Page, lines: Sequence[Span], answerer: str | None) -> dict[int, Turn]:
    """The turns by the number of their line: the labelled one and those that follow until a label or a heading.

    `answerer` speaks under 答; lines go on with a turn only where the article has more labels than one.
    """
    text = page.shadow.text
    names = _short_names(page)
    labels = {index: label for index, line in enumerate(lines) if (label := _label(page, line, names, answerer))}
    found: dict[int, Turn] = {}
    speaker: str | None = None
    is_brief = False
    for index, line in enumerate(lines):
        label = labels.get(index)
        if label:
            is_brief, is_told = label.is_brief, label.start < line.end
            goes_on = not is_told if is_brief else len(labels) > 1 and not label.is_closed
            speaker = label.person if goes_on else None
            if label.person and is_told:
                found[index] = Turn(label.person, label.start, "turn_label", label.is_closed)
        elif not is_running(text, line) or _tells_of(page, line, speaker):
            speaker = None
        elif speaker:
            found[index] = Turn(speaker, line.start, "turn_goes_on")
            speaker = None if is_brief else speaker
    return found


def _tells_of(page: Page, line: Span, speaker: str | None) -> bool:
    """Whether a line opens with the speaker: it tells of him, and is not his."""
    opening = page.shadow.mentions_in(line.start, line.start + 1, Kind.PERSON)
    return any(mention.thing == speaker for mention in opening)


def comments(page: Page, lines: Sequence[Span]) -> dict[int, Turn]:
    """The lines of signed comments: below a heading such as 专家点评 and the line that names the author alone."""
    text = page.shadow.text
    found: dict[int, Turn] = {}
    for index, line in enumerate(lines):
        if line.of(text).strip("【】[]《》●■◆ :") in load("speech")["comment_headings"]:
            author = _author_line(page, lines, index)
            if author is not None:
                person = page.shadow.mentions_in(lines[author].start, lines[author].end, Kind.PERSON)[-1].thing
                found.update(
                    (place, Turn(person, lines[place].start, "signed_comment"))
                    for place in _body(text, lines, index, author)
                )
    return found


def excerpts(page: Page, lines: Sequence[Span]) -> dict[int, Turn]:
    """The lines of speeches that a page gives one after the other, below lines that name their speakers alone."""
    text = page.shadow.text
    opening = _excerpts().search(text)
    if opening is None:
        return {}
    found: dict[int, Turn] = {}
    speaker: str | None = None
    for index, line in enumerate(lines):
        if line.end < opening.start():
            continue
        if _authors().fullmatch(text, line.start, line.end):
            speaker = page.shadow.mentions_in(line.start, line.end, Kind.PERSON)[-1].thing
        elif not is_running(text, line):
            speaker = None
        elif speaker:
            found[index] = Turn(speaker, line.start, "excerpt")
    return found


def headed(page: Page, lines: Sequence[Span]) -> dict[int, Turn]:
    """The lines of speeches below headings of their own, such as 【某某演讲内容】, up to the next heading."""
    text = page.shadow.text
    if not any(word in text for word in load("speech")["records"]):
        return {}
    found: dict[int, Turn] = {}
    speaker: str | None = None
    for index, line in enumerate(lines):
        heading = _speech_headings().fullmatch(text, line.start, line.end)
        if heading:
            speaker = page.shadow.mentions_in(*heading.span("person"), Kind.PERSON)[-1].thing
        elif not is_running(text, line):
            speaker = None
        elif speaker:
            found[index] = Turn(speaker, line.start, "excerpt")
    return found


def is_running(text: str, line: Span) -> bool:
    """Whether a line is running text, not a heading, a caption or a name."""
    return line.end - line.start >= _LONG_LINE or _SENTENCE_END.search(text, line.start, line.end) is not None


def _label(page: Page, line: Span, names: Mapping[str, str], answerer: str | None) -> _Label | None:
    """The label that a line opens with, where speech follows on the line or the label stands alone before it."""
    text = page.shadow.text
    match = _labels().match(text, line.start, line.end)
    if not match:
        return None
    if match["unnamed"]:
        return _Label(None, match.end())
    if match["answer"]:
        return _Label(answerer, match.end())
    named = next((group for group in ("person", "pictured") if match[group]), None)
    is_brief = match["whose"] is not None
    if named:
        mention = page.shadow.mentions_in(match.start(named), match.end(named), Kind.PERSON)[-1]
        person = mention.thing
        is_brief = is_brief or _is_apart(page, mention)
    else:
        person = names.get(match["short"], "")
    says = match.end() == line.end or is_running(text, line._replace(start=match.end()))
    is_closed = match["pictured"] is not None and text[line.end - 1] == "】"
    return _Label(person, match.end(), is_closed, is_brief) if person and says else None


def _is_apart(page: Page, mention: Mention) -> bool:
    """Whether a space stands between a person's post and the name, as under a picture: 某社区书记 某某."""
    name = mention.name_span.start
    return mention.span.start < name and page.article.text[name - 1].isspace()


def only_bearers(page: Page) -> dict[str, str]:
    """The surnames that only one person bears, each with that person."""
    surnames: dict[str, set[str]] = {}
    for mention in page.of(Kind.PERSON):
        surnames.setdefault(mention.thing[0], set()).add(mention.thing)
    return {surname: next(iter(group)) for surname, group in surnames.items() if len(group) == 1}


def _short_names(page: Page) -> dict[str, str]:
    """The names themselves, and the surnames that only one person bears."""
    return {mention.thing: mention.thing for mention in page.of(Kind.PERSON)} | only_bearers(page)


def _author_line(page: Page, lines: Sequence[Span], heading: int) -> int | None:
    text = page.shadow.text
    for index in range(heading + 1, min(len(lines), heading + 1 + _AUTHOR_DISTANCE)):
        if _authors().fullmatch(text, lines[index].start, lines[index].end):
            return index
    for index in range(heading + 1, len(lines)):  # or the author signs below
        if not is_running(text, lines[index]) and index > heading + 1:
            return index if _authors().fullmatch(text, lines[index].start, lines[index].end) else None
    return None


def _body(text: str, lines: Sequence[Span], heading: int, author: int) -> Iterator[int]:
    above = [index for index in range(heading + 1, author) if is_running(text, lines[index])]
    if above:
        yield from above
        return
    for index in range(author + 1, len(lines)):
        if not is_running(text, lines[index]):
            return
        yield index


def _either(words: Sequence[str]) -> str:
    return either(words)


@cache
def _excerpts() -> re.Pattern[str]:
    return re.compile(_either(load("speech")["excerpts"]))


@cache
def _labels() -> re.Pattern[str]:
    words = load("speech")
    unnamed, answer = _either(words["unnamed_labels"]), _either(words["answer_labels"])
    asking = _either(words["asking_labels"])
    # the posts behind a name in brackets are folded with it, but for the closing one
    # 某社区|居民 某某:
    of_body = rf"[{FOLDED[Kind.PLACE]}{FOLDED[Kind.ORGANIZATION]}]{{1,2}}[一-龥]{{0,12}}[  ]?"
    whose = rf"(?![一-龥]{{0,8}}(?:{asking}))(?P<whose>{of_body}|[一-龥]{{2,10}}[  ])?"
    named = rf"{whose}(?P<person>{_PERSON})(?:\([^()\n]{{1,20}}\)|\))?|(?P<short>[一-龥]{{1,4}})"
    paper = rf"《(?:{FOLDED[Kind.ORGANIZATION]}|[一-龥]{{2,12}})》"  # 《某某时报》: its reporter asks
    asker = rf"(?:{FOLDED[Kind.ORGANIZATION]}|[一-龥]{{1,8}})?(?:{asking})"
    label = rf"(?P<unnamed>{asker}|{unnamed}|{paper})|(?P<answer>{answer})|{named}"
    shown = r"(?:[一-龥]{2,10}[  ])?"  # 【市民 某某:…】, speech under the picture of who speaks
    return re.compile(
        rf"[●■◆]?\s?(?:【{shown}(?P<pictured>{_PERSON}):|(?P<bracket>[【\[])?(?:{label})(?(bracket)[】\]]:?|:))\s?"
    )


@cache
def _speech_headings() -> re.Pattern[str]:
    """A heading that announces what somebody said in full: 【某某演讲内容】, 某某致辞全文."""
    speeches, records = _either(load("speech")["speeches"]), _either(load("speech")["records"])
    title = rf"(?:{FOLDED[Kind.TITLE]}|{_either(load('speech')['address'])})?"
    return re.compile(
        rf"[【\[]?(?P<person>{_PERSON}){title}的?[在于]?[^,。;:\n]{{0,8}}(?:{speeches})(?:{records})[】\]]?:?"
    )


@cache
def _authors() -> re.Pattern[str]:
    labels = _either(load("speech")["author_labels"])
    return re.compile(rf"[—\-(\s]*(?:(?:{labels})[:\s/]*)?[{_FOLDS}\s、,]*{_PERSON}[)\s]*")
