"""Page furniture: the lines and pieces of a page no journalist wrote, by boilerplate.yaml and by shape."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from kg.lexicon import load
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_EDGE = r"[ \t0-9()\[\]{}<>【】《》“”‘’\"'.,:;!?、。…·|/\\+*=~^%#&@$_—–\-×►▶▲▼△▽▷☆★◆◇■□○◎●→←↑↓※〉〈»›]"
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_CREDIT = "责编|责任编辑|编辑|记者|通讯员|来源|校对|审核|[^\n]摄 *$"  # lines that say who made the article stay

# What is furniture by its shape.
_DAY = r"20\d\d[年./\-]\d{1,2}[月./\-]\d{1,2}日?"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?"
_STAMP_LABEL = r"(?:(?:发布|发表|发稿|更新|刊发|编辑|创建|上传|公开|发)?(?:时间|日期|表于|布于) ?[:] ?)"
# below the time of an announcement, which is no stamp of the page
_PLACE_BELOW = re.compile(r"[^\n]{0,40}\n\s*(?:活动|会议|论坛|举办|举行)?(?:地点|主题) ?[:]")
_IMAGE_FILE = r"[\w.\-]{1,60}\.(?:jpe?g|png|gif|webp|bmp|mp4|JPE?G|PNG|GIF)"
_SHAPES = re.compile(
    rf"(?P<image>\b(?:IMG|DSC|DSCN|DSCF|MVIMG|VID|WPS图片|微信图片)_?\d+\b(?:\.[A-Za-z0-9]{{2,4}})?"
    rf"|^ *{_IMAGE_FILE} *$)"
    r"|(?P<crumbs>^ *+[㐀-鿿A-Za-z0-9]{2,16}(?: *+(?:>>?|»|›) *+[^\n。;!?>»›]{1,60})++(?:> *+)?$"
    r"|^ *+(?! )[^\n。;!?>]{2,60}+(?:> *+[^\n。;!?>]{1,60}+){2,}+(?:> *+)?$"
    r"|^ *+(?:首页|主页|网站首页)(?: *+[/|·→\-] *+[^\n。;!?/|→]{1,60}+)++$)"
    r"|(?P<keywords>^[^\n_。]{2,60}(?:_[^\n_。]{2,60}){2,}$)"
    r"|(?P<scraps>^ *+(?:[!-~]{1,4} ++){4,}+[!-~]{0,4}$)"  # forums scatter such between their lines: 8 M$ h; ^q
    r"|(?P<address>^(?:[^\n:。]{0,8}: ?)?https?://\S+ *$)"
    rf"|(?P<stamp>{_STAMP_LABEL}{_DAY}(?: ?{_CLOCK})?|(?:^|(?<=[ |])){_DAY} ?{_CLOCK})",
    re.MULTILINE,
)
_SCRAP = re.compile(r" *+[!-~]{1,4} ")
_SHAPE_CUE = re.compile(  # every shape but scraps has one of these: a new shape needs its own
    r">|»|›|_|首页|主页|https?:|IMG|DSC|MVIMG|VID|WPS图片|微信图片|20\d\d[年./\-]|\.(?:jp|png|gif|webp|bmp|mp4|JP|PNG|GIF)"
)
_LINE = re.compile(r"[^\n]+")
_BREAK = re.compile(r"\n")
_PAGE_TITLE = re.compile(r" *([^\n]{8,60}?) ?[_|–—\-] ?[^\n_]{2,20}")


def furniture(text: str) -> list[tuple[Span, str]]:
    """The furniture of prepared text, each piece with its rule, in order and without overlap."""
    starts = (0, *(match.end() for match in _BREAK.finditer(text)))
    pieces = [(Span(*match.span()), str(match.lastgroup)) for match in _shaped(text, starts)]
    pieces += [(Span(*match.span()), _rule(match)) for start in starts if (match := _lines().match(text, start))]
    pieces += [(Span(*match.span()), _rule(match)) for match in _anywhere().finditer(text)]
    pieces += [(Span(*match.span()), "rights") for match in _footers().finditer(text)]
    body = text.find("。")
    if body >= 0:  # above the first sentence, what follows such a word may be the headline
        pieces += [(Span(*match.span()), _rule(match)) for match in _tails().finditer(text, body)]
    pieces += list(_site_names(text, pieces))
    pieces += list(_repeats(text, _apart(pieces)))
    return _apart(pieces)


def _shaped(text: str, starts: Sequence[int]) -> Iterator[re.Match[str]]:
    """The matches of _SHAPES, asked for only in lines that hold what one of them has at least."""
    asked = {starts[bisect_right(starts, cue.start()) - 1] for cue in _SHAPE_CUE.finditer(text)}
    asked |= {start for start in starts if _SCRAP.match(text, start)}
    for start in sorted(asked):
        end = text.find("\n", start)
        for match in _SHAPES.finditer(text, start, len(text) if end < 0 else end):
            if match.lastgroup != "stamp" or not _PLACE_BELOW.match(text, match.end()):
                yield match


def _rule(match: re.Match[str]) -> str:
    if match.lastgroup == "word":
        return _words()[match["word"]]
    return str(match.lastgroup or "navigation").partition("__")[0]


def _apart(pieces: Iterable[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """The pieces in order, each without what an earlier or longer one has taken."""
    kept: list[tuple[Span, str]] = []
    end = 0
    for span, rule in sorted(pieces, key=lambda piece: (piece[0].start, -piece[0].end)):
        if span.end > end:
            kept.append((Span(max(span.start, end), span.end), rule))
            end = span.end
    return kept


def _site_names(text: str, pieces: Iterable[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """The line above a bread crumb that says no more than where the bread crumb begins."""
    for span, rule in pieces:
        if rule != "crumbs":
            continue
        root = re.split(r"[>»›/|·→\-]", span.of(text), maxsplit=1)[0].strip()
        above = text[: span.start].rstrip()
        if root and above.endswith(root) and (len(above) == len(root) or above[-len(root) - 1] == "\n"):
            yield Span(len(above) - len(root), len(above)), "crumbs"


def _repeats(text: str, pieces: list[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """The headline where it stands again, and the page's title above it.

    Within a longer line a headline goes only if it has a space within, as headlines of two parts do; a headline
    without one may be the name of the event that the sentence is about.
    """
    first = _first_line(text, pieces)
    if first is None or not 8 <= first.end - first.start <= 80:
        return
    headline = first.of(text)
    if titled := _PAGE_TITLE.fullmatch(headline):
        lines = text[first.end :].split("\n")
        if any(titled[1] in line and line.strip(" ") == titled[1].strip(" ") for line in lines):
            yield first, "repeated-headline"
        return
    if headline[-1] in "。;,":
        return
    place = text.find(headline, first.end)
    while place >= 0:
        end = place + len(headline)
        start = max(text.rfind("\n", 0, place) + 1, first.end)
        opens = not text[start:place].strip(" ")
        if opens and (" " in headline or not text[end : end + 40].partition("\n")[0].strip()):
            yield Span(start, end), "repeated-headline"
        place = text.find(headline, end if opens else place + 1)


def _first_line(text: str, pieces: list[tuple[Span, str]]) -> Span | None:
    """The first line of which furniture leaves anything, without the white space around it."""
    position = 0
    for match in _LINE.finditer(text):
        while position < len(pieces) and pieces[position][0].end <= match.start():
            position += 1
        if position < len(pieces) and pieces[position][0].start < match.end():
            continue
        line = match.group()
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            return Span(start, start + len(line.strip()))
    return None


def _expression(phrase: str) -> str:
    """The regular expression of a phrase: [a|b] either, # a number, … up to 24 characters."""
    parts = _CHOICE.split(phrase)
    for index, part in enumerate(parts):
        plain = "|".join(map(re.escape, part.split("|"))) if index % 2 else re.escape(part)
        plain = plain.replace(re.escape("#"), r"\d+").replace("…", r"[^\n]{0,24}?").replace(r"\ ", " ?")
        parts[index] = f"(?:{plain})" if index % 2 else plain
    return "".join(parts)


def _by_length(phrase: str) -> tuple[int, str]:
    return -len(phrase), phrase


def _groups(field: str) -> str:
    """The phrases of one field, a group for each entry that has it, longest phrases first."""
    groups = []
    for entry, fields in load("boilerplate").items():
        if field in fields:
            ordered = sorted(fields[field], key=_by_length)
            groups.append(f"(?P<{entry}__{field}>{'|'.join(map(_expression, ordered))})")
    return "|".join(groups)


@cache
def _lines() -> re.Pattern[str]:
    menu = "|".join(map(re.escape, sorted({*_words(), *load("boilerplate")["navigation"]["menu"]}, key=_by_length)))
    return re.compile(
        rf"^(?=[^\n]*[^ \n])(?P<marks>{_EDGE}{{1,60}}+)$"
        rf"|^{_EDGE}*+(?:[㐀-鿿]{{2,8}}[网报] ++)?(?:(?>(?P<word>{'|'.join(map(re.escape, _words()))})){_EDGE}*+)++$"
        rf"|^{_EDGE}*+(?>{menu})(?:{_EDGE}++(?>{menu})){{2,}}+{_EDGE}*+$"
        rf"|^ *+(?:{_groups('starts')})[^\n]*$"
        rf"|^{_EDGE}{{0,3}}(?:{_groups('short')})[^\n。;]{{0,40}}$",
        re.MULTILINE,
    )


@cache
def _anywhere() -> re.Pattern[str]:
    return re.compile(_groups("anywhere"))


@cache
def _footers() -> re.Pattern[str]:
    """Whose page it is, above a line on rights."""
    words = "|".join(map(re.escape, load("boilerplate")["rights"]["footer"]))
    return re.compile(
        rf"(?:^{_EDGE}{{0,3}}(?:{words})[^\n。]{{0,80}}\n\s*){{1,8}}(?=^ *(?:{_groups('starts')}))", re.MULTILINE
    )


@cache
def _tails() -> re.Pattern[str]:
    return re.compile(
        rf"^{_EDGE}{{0,6}}(?:{_groups('tail')}){_EDGE}*$(?:\n(?![^\n]*(?:{_CREDIT}))[^\n。]{{0,60}}$)*", re.MULTILINE
    )


@cache
def _words() -> dict[str, str]:
    """The words of which whole lines consist, each with its entry, the longest first."""
    words = {
        word: entry
        for entry, fields in load("boilerplate").items()
        for word in (*fields.get("lines", ()), *fields.get("tail", ()))
    }
    return dict(sorted(words.items(), key=lambda pair: -len(pair[0])))
