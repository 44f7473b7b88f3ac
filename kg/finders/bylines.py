"""Bylines: the people who made the article, with the role that the page gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.grammar.names import is_of_parts, surname_at
from kg.grammar.press import (
    BESIDE,
    BOTH,
    byline_hint,
    byline_name,
    byline_names,
    labels,
    newsroom,
    role_of,
    unit,
    words,
)
from kg.lexicon import load
from kg.model import BylineRole, Kind, Mention
from kg.text import Span, lines_at, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Article

RULE = "byline"
_CLOSING_PARAGRAPHS = 6  # among the last so many a bracket of bare names is a signature
_NEAR = 120  # characters at either end of a line in which names without a label are looked for
_BRACKET = re.compile("[(【]")
_OFFICE = "宣"  # 海民宣: an office of propaganda signs so
_WIRE = re.compile("[电讯息] ?[(【]")  # what every dateline with names behind it has
_LEFT = r"(?:(?<=[ ()\[\]【】。!?…;:|●□■◎◆◇○▲△★☆/由图\n])|^)"


@dataclass(frozen=True, slots=True)
class BylineMention:
    """A person named in a byline, the role there, and the whole byline: medium, label, names."""

    mention: Mention
    role: BylineRole | None  # None: named there, but no author
    span: Span
    organization: Span | None = None  # the medium named with them, never 本报


def find_bylines(article: Article, found: Sequence[Mention] = ()) -> Iterator[Mention]:
    """Every person named in a byline, once for each place; the first bearer of a name has the bare name as key."""
    yield from dict.fromkeys(byline.mention for byline in signatures(article))


@lru_cache(maxsize=2)  # the finder and the reader of bylines ask for the same article
def signatures(article: Article) -> tuple[BylineMention, ...]:
    """Every byline of the article in order; a person with two roles there (文/图) has two."""
    text = article.text
    media = (article.publisher or "", *_sources(text))
    found = [one for one in (*_labelled(text), *_bare(text)) if one.mention.thing not in media]
    unique = {(byline.mention.span, byline.role): byline for byline in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda byline: (byline.mention.span, byline.role or "")))


# Names with a label before or behind them


@cache
def _before() -> re.Pattern[str]:
    """“某网记者李明、王小红 摄”: a label, and perhaps another word behind the names."""
    return re.compile(
        rf"(?:{newsroom()}[㐀-鿿]{{0,6}}? ?讯 ?)?(?P<medium>{newsroom()})?(?P<kind>[㐀-鿿]{{0,6}}?) ?{labels().before}"
        rf"{byline_names()}(?:{labels().behind})?"
    )


@cache
def _behind() -> re.Pattern[str]:
    """“某网李明 摄”: only a word behind the names."""
    return re.compile(rf"(?P<medium>{newsroom()})? ?{byline_names()}{labels().behind}")


@cache
def _start() -> re.Pattern[str]:
    """Where a byline may begin, on a line that has a label at all."""
    return re.compile(rf"{_LEFT}(?=[㐀-鿿])|(?=(?:{words('sure')}) ?:)", re.MULTILINE)


@cache
def _closed() -> re.Pattern[str]:
    """What may follow a byline: the end of line or bracket, a bar, a date, another label."""
    label = rf"(?:{newsroom()}[㐀-鿿]{{0,4}}?)?{labels().stops}"
    signed = r"[㐀-鿿]{2,4}(?: [㐀-鿿]{2,4})?/(?:文|图|摄|审|编|校)"  # 甲/文 乙/图
    opening = r"(?<= )(?:近日|日前|今天|昨天|昨日|连日来|\d{1,2}月\d)"
    ends = r"$|\n|[)\]】【|□■●○◎◆]|\d{1,4}[-年月./]"
    return re.compile(rf"[ 。、,;/]*(?:{ends}|{label}|{signed}|{opening})|(?<=报道):")


def _labelled(text: str) -> Iterator[BylineMention]:
    for line in lines_at(text, (match.start() for match in byline_hint().finditer(text))):
        position = line.start
        while start := _start().search(text, position, line.end):
            position = start.end() + 1
            match = _before().match(text, start.end(), line.end) or _behind().match(text, start.end(), line.end)
            if match and _is_closed(text, match, line):
                yield from _byline(match)
                position = max(position, match.end())
                while following := _before().match(text, _skip(text, position), line.end):  # 记者李明通讯员王小红
                    if not _is_closed(text, following, line):
                        break
                    yield from _byline(following)
                    position = following.end()


def _skip(text: str, position: int) -> int:
    return position + len(text[position : position + 4]) - len(text[position : position + 4].lstrip(" 、,;"))


def _is_closed(text: str, match: re.Match[str], line: Span) -> bool:
    """Whether nothing but a byline stands here, and not a clause of the report such as 记者看到."""
    if _closed().match(text, match.end(), line.end + 1):
        return True
    if match.groupdict().get("colon_label"):  # “作者:李明(某大学教授)”
        return bool(re.compile(r" ?\(|, ?[系为]| +[㐀-鿿]{2,6} ?[:|]").match(text, match.end()))
    return match.start() == line.start and text[match.end()] == " "  # “本报记者 李明 近日,…” opens a report


def _byline(match: re.Match[str]) -> Iterator[BylineMention]:
    groups = match.groupdict()
    label, after = groups.get("label") or groups.get("colon_label"), groups["after"] or groups["after_bar"]
    roles = _roles(label, after, groups.get("inner"))
    is_sure = bool(label or groups["medium"])
    organization = None if groups.get("colon_label") else _medium(match)
    for span in _spans(match.string, match.start("names"), match.end("names")):
        if _is_name(span.of(match.string), is_sure):
            for role in roles:
                yield BylineMention(_mention(match.string, span), role, Span(*match.span()), organization)


def _medium(match: re.Match[str]) -> Span | None:
    """Where the medium is named; 本报 and 晚报 alone name none."""
    words_only = (*load("byline")["unnamed"], *load("byline")["media"])
    return Span(*match.span("medium")) if match["medium"] and match["medium"] not in words_only else None


def _mention(text: str, span: Span) -> Mention:
    return Mention(Kind.PERSON, span, span.of(text).replace(" ", ""), RULE)


def _roles(label: str | None, after: str | None, inner: str | None = None) -> tuple[BylineRole | None, ...]:
    """The roles that the words before and behind a name give. Who is called reporter and took the picture took it."""
    before, behind = role_of(label, ("before", "colon")), role_of(after, ("after", "after_bar"))
    if inner and before == BylineRole.REPORTER:  # 文/通讯员 李明
        before = role_of(inner, ("before", "colon"))
    if before == BESIDE:
        return (None,)
    if BOTH in (before, behind):
        writer = BylineRole.CORRESPONDENT if before == BylineRole.CORRESPONDENT else BylineRole.REPORTER
        return writer, BylineRole.PHOTOGRAPHER
    if behind == BylineRole.PHOTOGRAPHER:
        return (BylineRole.PHOTOGRAPHER,)
    return (BylineRole(before or behind or BylineRole.REPORTER),)


def _spans(text: str, start: int, end: int) -> Iterator[Span]:
    for match in re.compile(byline_name()).finditer(text, start, end):
        yield Span(*match.span())


def _is_name(name: str, is_sure: bool) -> bool:
    """Whether these characters are a name; where the place is sure, a rare surname will do."""
    if "·" in name:
        return True
    letters = name.replace(" ", "")
    if letters.endswith(_OFFICE):
        return False
    surname = surname_at(letters, 0)
    if len(letters) == 4:
        return surname == 2
    is_word = letters[0] in load("names")["never_in_names"] and letters[0] not in load("byline")["also_surnames"]
    return surname > 0 or (is_sure and is_of_parts(letters)) or (is_sure and len(letters) == 3 and not is_word)


# Names without a label: behind a dateline or the name of who sent them in, or as a signature


@cache
def _datelined() -> re.Pattern[str]:
    return re.compile(rf"(?:日[㐀-鿿]{{0,4}} ?|{newsroom()}[㐀-鿿]{{0,6}}?)(?:电|讯|消息) ?[(【]{byline_names()}[)】]")


@cache
def _before_others() -> re.Pattern[str]:
    """“本报讯(李明 某日报记者王小红)”: names without a label, ahead of those that have one."""
    labelled = rf"(?:{newsroom()}[㐀-鿿]{{0,6}}?|[㐀-鿿]{{0,4}}?)(?:{labels().stops})"
    return re.compile(rf"(?:电|讯|消息) ?[(【]{byline_names()}[ 、,;]{{1,2}}(?={labelled})")


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(rf"[(【](?P<medium>{newsroom()})?[ :]?{byline_names()}[)】] *$")


@cache
def _sent_in() -> re.Pattern[str]:
    """“(某区民政局:李明、王小红)” at the end of the text."""
    return re.compile(rf"(?:(?<=[。!?…” ])|^)[(【](?P<unit>{unit()}) ?[ :/|·] ?{byline_names()}[)】] *$", re.MULTILINE)


@cache
def _sourced() -> re.Pattern[str]:
    """“来源|某报 李明 王小红”, or “□ 李明” on a line of its own."""
    source = rf"(?:{words('sources')}) ?[:|/] ?(?P<medium>{newsroom()})[ :、]"
    return re.compile(rf" *(?:{source}|[□■◎◆○] ?) *{byline_names()} *$", re.MULTILINE)


@cache
def _source() -> re.Pattern[str]:
    return re.compile(rf"(?:{words('sources')}) ?[:|/] ?[《“]?([㐀-鿿]{{2,4}})(?![㐀-鿿])")


def _sources(text: str) -> list[str]:
    """Media that a page names as its source: as author they are no persons."""
    return [match[1] for match in _source().finditer(text)]


def _bare(text: str) -> Iterator[BylineMention]:
    lines = paragraphs(text)
    wired = set(lines_at(text, (match.start() for match in _WIRE.finditer(text))))
    for line in lines:
        if line in wired and (match := _datelined().search(text, line.start, min(line.end, line.start + _NEAR))):
            yield from _signature(text, match)
        if line in wired and (match := _before_others().search(text, line.start, min(line.end, line.start + _NEAR))):
            yield from _signature(text, match)
        if line.end - line.start < _NEAR and (match := _sourced().match(text, line.start, line.end)):
            yield from _signature(text, match)
    for line in lines[-_CLOSING_PARAGRAPHS:]:
        near = max(line.start, line.end - _NEAR)
        if not _BRACKET.search(text, near, line.end):
            continue
        if match := _signed().search(text, near, line.end):
            yield from _signature(text, match)
        elif (match := _sent_in().search(text, near, line.end)) and not _no_unit().search(match["unit"]):
            yield from _signature(text, match, BylineRole.CORRESPONDENT)


@cache
def _no_unit() -> re.Pattern[str]:
    return re.compile(words("not_units"))


def _signature(text: str, match: re.Match[str], role: BylineRole = BylineRole.REPORTER) -> Iterator[BylineMention]:
    named = _spans(text, match.start("names"), match.end("names"))
    spans = [span for span in named if not span.of(text).endswith(_OFFICE)]
    if not all(_is_name(span.of(text), is_sure=False) for span in spans):
        return
    organization = _medium(match) if match.groupdict().get("medium") else None
    for span in spans:
        yield BylineMention(_mention(text, span), role, Span(*match.span()), organization)
