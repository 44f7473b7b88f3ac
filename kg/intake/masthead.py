"""What a page says of itself: headline, publisher, and day of publication."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.grammar.announcements import is_announced
from kg.grammar.press import medium, words
from kg.lexicon import load
from kg.text import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.intake.cleaning import Cleaned

_HEAD_LINES, _TAIL_LINES = 12, 10  # where a page speaks of itself
_LONGEST_ENTRY, _MOST_HEAD_LINES = 4, 40  # characters of an entry of a menu, and lines with a menu among them
_FUSED = 3  # first lines in which masthead and text may run together
_SHORTEST, _LONGEST = 6, 90  # characters of a headline
_LONGEST_BODY, _UNDERSIGNED = 24, 4  # characters of a body that signs, and the last lines in which it does
_DATE = r"(?P<year>(?:19|20)\d\d) ?[年./\-] ?(?P<month>\d{1,2}) ?[月./\-] ?(?P<day>\d{1,2})(?!\d) ?日?"
_LABELLED = re.compile(
    r"(?:(?:发布|发表|发稿|更新|刊发|公开|上载|上传|录入|添加|撰写|印发|成文|发文|发)(?:时 {0,3}间|日 {0,3}期)"
    r"|发表于|发布于"
    r"|(?P<bare>(?<![㐀-鿿])(?:时 {0,3}间|日 {0,3}期))) ?[:/|] ?"
    r"(?P<year>(?:19|20)\d\d) ?[年./\-] ?(?P<month>\d{1,2})(?: ?[月./\-] ?(?P<day>\d{1,2})(?!\d))?"
)
_ANNOUNCED = re.compile(r"(?<![㐀-鿿])(?:会议|活动|论坛)?(?:地 {0,3}点|主 {0,3}题) ?[:]")
_CLOCKED = re.compile(rf"{_DATE} ?\d{{1,2}}:\d\d")
_DAY_FIRST = re.compile(
    r"^ *(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>(?:19|20)\d\d)(?: *\d{1,2}:\d\d(?::\d\d)?)? *$"
)
_BESIDE = re.compile(rf"(?<!\d){_DATE}")  # on a line that names the source
_ISSUE = re.compile(rf"《?(?P<medium>[㐀-鿿]{{2,12}})》? ?\({_DATE}[^()\n]{{0,12}}版?\)")
_BRACKETED_YEAR = re.compile(r"\((?:19|20)\d\d")  # every issue has one
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d ?[年./\-]")  # with which every date begins
_ALONE = re.compile(rf" *[(\[【]?{_DATE}(?=[ |)\]】]|$|(?:来源|作者|星期|周|[㐀-鿿]{{2,4}}$))")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_SOURCE = re.compile(
    r"(?:^|(?<=[ |(\[【:\d]))(?:信息|文章|稿件|新闻|内容|转载)?"
    r"(?:来 {0,3}源|来自|稿 {0,3}源|供稿单位|供稿部门|发布单位|发布机构|发文机关|转自) ?[:/|] ?"
    r"[《“]?(?P<name>[㐀-鿿A-Za-z0-9·\-—–]{2,24})",
    re.MULTILINE,
)
_SOURCE_CUE = re.compile("来 {0,3}源|来自|稿 {0,3}源|供稿单位|供稿部门|发布单位|发布机构|发文机关|转自")
_WIRED, _REPORTED = re.compile("电|讯|消息"), re.compile("记者|评论员")  # what these lines have at least
_TITLED = re.compile(r"^ *[(\[【]?(?P<kind>原标题|标题|题目) ?[:] ?(?P<title>[^\n]{4,90}?)[)\]】]? *$", re.MULTILINE)
_NO_HEADLINE = re.compile(
    r"摄 *\)?$|供图 *\)?$|^\(|\)$(?<=\d\))|[:]$|https?:|^[■●◆▲]?本?报?(?:记者|通讯员)|责编|责任编辑"
)
_CLOSING = tuple("。;,、")
_PUBLISHED = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:[-/.年](?P<month>\d{1,2})(?:[-/.月](?P<day>\d{1,2})日?)?月?|年)?(?:[T ].*)?"
)


class Masthead(NamedTuple):
    """What a page says of itself; None where it does not say."""

    title: str | None
    publisher: str | None
    published: str | None


def read_masthead(cleaned: Cleaned) -> Masthead:
    """Headline, publisher and ISO date of publication, from the page's own words."""
    title = _headline(cleaned)
    edges = _edges(cleaned.prepared)
    return Masthead(title, _publisher(cleaned, edges), _published(cleaned, edges, title))


def iso(text: str) -> str | None:
    """The ISO date, perhaps partial, of a date as tables and pages write it; None if it is no date."""
    match = _PUBLISHED.fullmatch(text.strip())
    return _iso(match) if match else None


def _iso(match: re.Match[str], year: str | None = None) -> str | None:
    parts = [int(part) for part in (year or match["year"], match["month"], match["day"]) if part]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return None
    return "-".join(f"{part:02}" for part in parts)


def _edges(text: str) -> list[str]:
    """The first and the last lines of a text, where mastheads stand; entries of a menu above do not count."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    telling = [number for number, line in enumerate(lines[:_MOST_HEAD_LINES], 1) if len(line) > _LONGEST_ENTRY]
    head = telling[_HEAD_LINES - 1] if len(telling) >= _HEAD_LINES else _MOST_HEAD_LINES
    return lines[:head] + lines[max(head, len(lines) - _TAIL_LINES) :]


# Headline


def _headline(cleaned: Cleaned) -> str | None:
    named = {match["kind"]: match["title"].strip() for match in _TITLED.finditer(cleaned.text)}
    return named.get("标题") or named.get("题目") or _first_lines(cleaned.text) or named.get("原标题")


def _first_lines(text: str) -> str | None:
    """The block of lines above the body, if each looks like a headline and a body follows."""
    lines = list(islice(paragraphs(text), _HEAD_LINES + 1))
    while len(lines) > 1 and lines[0].end - lines[0].start < _SHORTEST and _is_section(lines[0].of(text)):
        lines = lines[1:]  # 某校要闻, 工作动态
    if not lines or not _is_headline(lines[0].of(text)):
        return None
    if not any("。" in line.of(text) for line in lines[1:]):
        return None
    block = [lines[0]]
    for line in lines[1:3]:
        gap = text[block[-1].end : line.start]
        if not _continues(line.of(text), gap.count("\n") == 1):
            break
        block.append(line)
    following = text[block[-1].end : block[-1].end + 40].partition("\n")[2]
    if len(block) > 1 and following.lstrip(" ")[:1] != "\n" and not block[1].of(text).startswith("—"):
        block = block[:1]  # no blank line ends the block: the second line may head a section
    return " ".join(line.of(text) for line in block)


def _is_section(line: str) -> bool:
    """Whether a line is the name of the part of a site that the page stands in."""
    return line.endswith(tuple(load("byline")["sections"]))


def _continues(line: str, adjacent: bool) -> bool:
    return line.startswith("—") or (adjacent and len(line) >= 8 and _is_headline(line) and not _are_names(line))


def _are_names(line: str) -> bool:
    return all(1 <= len(part) <= 4 for part in re.split(r"[ ,、]+", line))


def _is_headline(line: str) -> bool:
    if not _SHORTEST <= len(line) <= _LONGEST or line.endswith(_CLOSING) or "。" in line:
        return False
    if _NO_HEADLINE.search(line) or _SOURCE.search(line) or _LABELLED.search(line):
        return False
    if _WIRED.search(line) and _datelines().search(line):
        return False
    return len(re.findall("[㐀-鿿]", line)) >= 4 and not _ALONE.match(line) and not _ISSUE.search(line)


# Publisher


@cache
def _datelines() -> re.Pattern[str]:
    """“某网长春6月27日电”, “本报泰州11月7日讯”, “某日报讯”: who reports, where, and the day."""
    return re.compile(
        rf"^[ (【]*(?:{medium()}[-—/·])?(?P<medium>{words('unnamed')}|{medium()})(?:"
        r"[㐀-鿿·、]{0,12}?(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
        r"[㐀-鿿]{0,6}? ?(?:[电讯](?![话视影台])|消息)"
        r"|[㐀-鿿]{0,6}?(?:讯|消息|电)(?=[ (【:】)]))",
        re.MULTILINE,
    )


@cache
def _reporters() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[ (【。])(?P<medium>{medium()})(?:{words('media')})?[㐀-鿿]{{0,3}}(?:记者|评论员)", re.MULTILINE
    )


@cache
def _signatures() -> re.Pattern[str]:
    """A closing “(某日报北京记者站 张三)”."""
    return re.compile(rf"\((?P<medium>{medium()})[㐀-鿿]{{0,6}}(?:{words('bureaus')}) ?[㐀-鿿 、]{{2,20}}\) *$")


def _publisher(cleaned: Cleaned, edges: list[str]) -> str | None:
    return next((name for name in _publishers(cleaned, edges) if name), None)


def _publishers(cleaned: Cleaned, edges: list[str]) -> Iterator[str | None]:
    """Who may have published the page, the surest first."""
    head = "\n".join(edges)
    for match in _SOURCE.finditer(head) if _SOURCE_CUE.search(head) else ():
        yield _source(match["name"])
    for match in _ISSUE.finditer(head) if _BRACKETED_YEAR.search(head) else ():
        yield _medium(match["medium"])
    dated = (match for line in edges if _WIRED.search(line) for match in _datelines().finditer(line))
    signed = (match for line in edges[-1:] for match in _signatures().finditer(line))
    reported = (match for line in edges if _REPORTED.search(line) for match in _reporters().finditer(line))
    stamped = _stamped().finditer(head) if _YEAR_FIRST.search(head) else ()
    for match in chain(dated, signed, reported, stamped):
        yield _medium(match["medium"])
    if ">" in head and (crumbs := _first_crumb().search(head)):
        yield crumbs[1]
    yield _undersigned(edges)


@cache
def _stamped() -> re.Pattern[str]:
    """“2020-1-20 9:54:20 某市晚报”, alone on its line."""
    clock = r"(?:\d{1,2}:\d\d(?::\d\d)?)?"
    return re.compile(rf"^ *(?:[㐀-鿿]{{2,4}} )?{_DATE} ?{clock} +《?(?P<medium>{medium()})》?[ \d]*$", re.MULTILINE)


@cache
def _first_crumb() -> re.Pattern[str]:
    return re.compile(rf"^ *({medium()}) *>", re.MULTILINE)


def _undersigned(edges: list[str]) -> str | None:
    """The body that signs at the end, above the day: 某局, 2月3日."""
    for above, line in pairwise(edges[-_TAIL_LINES:]):
        if _ALONE.fullmatch(line) and len(above) <= _LONGEST_BODY and _bodies().fullmatch(above):
            return above
    return None


@cache
def _bodies() -> re.Pattern[str]:
    return re.compile(rf"[㐀-鿿]{{3,}}(?:{words('units')}|{words('media')})")


def _medium(name: str) -> str | None:
    return None if name in load("byline")["unnamed"] or re.match("[本我各多]", name) else name


def _source(name: str) -> str | None:
    """The name that a source line gives, without channel and platform; None if it names nobody."""
    name = re.split(
        r"[\-—–|]|作者|收集|采编|采集|整理|编辑|责编|责任|记者|通讯员|时间|发布(?=.)|日期|浏览|点击|字号|阅读|\d{4}年?|\d{1,2}月\d",
        name,
        maxsplit=1,
    )[0]
    for tail in sorted(load("byline")["source_tails"], key=len, reverse=True):
        if name.endswith(tail) and len(name) > len(tail) + 1 and not _is_of_a_medium(name, tail):
            name = name.removesuffix(tail)
    return (
        None if name in load("byline")["unnamed_sources"] or len(name) < 2 or not re.search("[㐀-鿿]", name) else name
    )


def _is_of_a_medium(name: str, tail: str) -> bool:
    """Whether the tail ends the name of something that a medium has, and not its own: 某电视台某某|客户端."""
    media, rest = [word for word in load("byline")["media"] if len(word) > 1], name.removesuffix(tail)
    return tail in media and not rest.endswith(tuple(load("byline")["media"])) and any(word in rest for word in media)


# Day of publication


def _published(cleaned: Cleaned, edges: list[str], title: str | None) -> str | None:
    edges = [line for line in edges if not is_announced(line, edges)]
    short = [line for line in edges if len(line) <= _LONGEST and "。" not in line]
    opened = (_LABELLED.match(line) for line in edges)  # a stamp that runs on into the text
    fused = [line[:_LONGEST].partition("。")[0] for line in edges[:_FUSED]]  # a masthead in one line with the text
    stamps: Iterable[re.Match[str] | None] = (
        *(pattern.search(line) for pattern in (_LABELLED, _CLOCKED, _ISSUE) for line in short),
        *opened,
        *(pattern.search(line) for pattern in (_LABELLED, _CLOCKED) for line in fused),
        *(_BESIDE.search(line) for line in short if _SOURCE.search(line)),
        *(_DAY_FIRST.match(line) for line in short),
        *(_ALONE.match(line) for line in short[:5]),
        *(_ALONE.fullmatch(line) for line in short[-_UNDERSIGNED:]),
    )
    announced = any(_ANNOUNCED.search(line) for line in edges)
    for match in stamps:
        of_event = announced and match and match.groupdict().get("bare")  # 时间:… beside 地点:…
        if match and not of_event and (found := _iso(match)):
            return found
    for match in (match for line in edges if _WIRED.search(line) for match in _datelines().finditer(line)):
        if match["day"] and (year := match["year"] or _year(cleaned.text, match.group(), title)):
            return _iso(match, year)
    return None


def _year(text: str, dateline: str, title: str | None) -> str | None:
    """The one year that the headline, or else the paragraph of the dateline, names."""
    paragraph = next((line.of(text) for line in paragraphs(text) if dateline.strip() in line.of(text)), "")
    for place in (title or "", paragraph):
        years = set(_YEAR.findall(place))
        if years:
            return years.pop() if len(years) == 1 else None
    return None
