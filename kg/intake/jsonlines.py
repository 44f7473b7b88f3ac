"""JSON lines: one article a line, {"id": …, "text": …, "title": …, "publisher": …, "published": …, "url": …}."""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from kg.intake.decoding import decode
from kg.intake.table import Details, checked_date
from kg.model import ArticleError

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXPECTED = "expected one JSON object a line with `id` and `text`, and perhaps title, publisher, published, url"
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_LONE_SURROGATE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


class _Line(msgspec.Struct):
    id: str | int
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


def read_lines(
    stream: BinaryIO, place: str, limit: int, first: bytes
) -> Iterator[tuple[str, tuple[str, str, Details] | ArticleError]]:
    """The id, text and details of each line, or what is wrong with it, with the place that names the line.

    Blank lines do not count. `limit` is in bytes of one line; `first` is the first line, read already. Raises
    ArticleError for a file without any line.
    """
    found = False
    for number, line in _lines(stream, place, limit, first):
        line_place = f"{place}, line {number:,}"
        if len(line) > limit:
            found = True
            yield (
                line_place,
                ArticleError(f"{line_place} is longer than {limit:,} bytes; split it, or raise the limit."),
            )
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            found = True
            yield line_place, _parsed(line, line_place)
    if not found:
        raise ArticleError(f"{place} is empty; {_EXPECTED}.")


def _lines(stream: BinaryIO, place: str, limit: int, line: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers, none kept further than one byte beyond the limit."""
    if line.startswith(_WIDE_MARKS):
        stream = io.BytesIO(decode(line + stream.read(), place).encode("utf-8"))
        line = stream.readline(limit + 1)
    number = 0
    while line:
        number += 1
        rest = line
        while len(rest) > limit and not rest.endswith(b"\n"):
            rest = stream.readline(limit + 1)
        yield number, line
        line = stream.readline(limit + 1)


def _parsed(line: bytes, place: str) -> tuple[str, str, Details] | ArticleError:
    try:
        text = decode(line, place).strip()
        found = _decoded(text)
        published = checked_date(found.published, place)
    except ArticleError as error:
        return error
    except msgspec.DecodeError as error:
        return ArticleError(f"{place}: {str(error).replace('`$.', '`')}; {_EXPECTED}.")
    except RecursionError:
        return ArticleError(f"{place}: the JSON is nested too deeply; {_EXPECTED}.")
    return str(found.id), found.text, Details(found.title, found.publisher, published, found.url)


def _decoded(text: str) -> _Line:
    try:
        return msgspec.json.decode(text.encode("utf-8", "replace"), type=_Line)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        mended = _LONE_SURROGATE.sub(r"\\ufffd", text)
        if mended == text:
            raise
        return msgspec.json.decode(mended.encode("utf-8", "replace"), type=_Line)
