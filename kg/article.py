"""Intake: files, folders and standard input to articles. What cannot be read is an error that names its place."""

from __future__ import annotations

import logging
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.intake.cleaning import clean, prepare, safe
from kg.intake.decoding import decode
from kg.intake.jsonlines import read_lines
from kg.intake.masthead import read_masthead
from kg.intake.paths import STANDARD_INPUT, SUFFIXES, list_files
from kg.intake.table import TABLE, Details, Table, read_table
from kg.intake.webpage import read_webpage
from kg.model import Article, ArticleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Notice = Callable[[str], None]

LIMIT = 20_000_000  # bytes of one article
_LONGEST_DOC = 200
_FEWEST_HAN = 10
_HAN, _KANA, _LETTER = re.compile("[㐀-鿿]+"), re.compile("[ぁ-ヿ]+"), re.compile(r"[^\W\d_]+")
_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|\?xml)", re.IGNORECASE)
_NOTHING = Details()
_log = logging.getLogger(__name__)


def article_from_text(
    doc: str,
    raw: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    url: str | None = None,
) -> Article:
    """The article of a raw text: cleaned, with headline, publisher and date from the text where they are not given.

    Raises ArticleError for a `doc` that is empty, longer than 200 characters, or holds a line break.
    """
    check_doc(doc)
    raw = safe(raw)
    cleaned = clean(raw)
    own = read_masthead(cleaned)
    return Article(
        doc=doc,
        raw=raw,
        text=cleaned.text,
        offsets=cleaned.offsets,
        title=(prepare(title) if title else None) or own.title,
        publisher=(prepare(publisher) if publisher else None) or own.publisher,
        published=published or own.published,
        url=url,
    )


def check_doc(doc: str) -> None:
    """Raises ArticleError for a name that cannot be an article's id."""
    if not doc.strip() or len(doc) > _LONGEST_DOC or safe(doc) != doc or len(doc.splitlines()) > 1:
        raise ArticleError(
            f"{doc[:40]!r} cannot be an article's id; expected 1 to {_LONGEST_DOC} characters in one line."
        )


def load(
    path: Path | None, *, doc: str | None = None, limit: int = LIMIT, notice: Notice = _log.warning
) -> Iterator[Article]:
    """The articles of one file (None: standard input, which needs `doc`); many where it holds JSON lines.

    `limit` is in bytes, of a file or of a JSON line. Raises ArticleError at the first that cannot be read.
    """
    for article in load_all([path or STANDARD_INPUT], doc=doc, limit=limit, notice=notice):
        if isinstance(article, ArticleError):
            raise article
        yield article


def load_all(
    paths: Iterable[Path | str], *, doc: str | None = None, limit: int = LIMIT, notice: Notice = _log.warning
) -> Iterator[Article | ArticleError]:
    """The articles of files, folders and standard input (“-”), in the order of their paths; errors stand as values.

    A table articles.csv beside files gives what they do not say. `doc` names the one article of a single input.
    `notice` is told what is left out or unusual without being an error.
    """
    files, errors = list_files(paths, notice)
    yield from errors
    if doc is not None and len(files) > 1:
        yield ArticleError(f"The name “{doc}” is for one article, and there are {len(files)} files; leave it out.")
        return
    tables: dict[Path, Table] = {}
    first: dict[str, str] = {}
    for path in files:
        if path is not None and path.parent not in tables:
            tables[path.parent] = read_table(path.parent / TABLE)
            yield from tables[path.parent].errors
        details = tables[path.parent].rows.get(path.stem, _NOTHING) if path else _NOTHING
        for place, article in _read(path, doc, details, limit, notice):
            if isinstance(article, ArticleError):
                yield article
            elif article.doc in first:
                yield ArticleError(
                    f"{place} and {first[article.doc]} are both called “{article.doc}”; rename one of them."
                )
            else:
                first[article.doc] = place
                yield article
    yield from _without_file(tables, paths)


def _without_file(tables: dict[Path, Table], paths: Iterable[Path | str]) -> Iterator[ArticleError]:
    """The rows of tables for which there is no file, of folders that were read whole."""
    whole = [Path(path).resolve() for path in paths if os.path.isdir(path)]  # false, too, where a name is too long
    for folder, table in tables.items():
        if not any(folder.resolve().is_relative_to(other) for other in whole):
            continue
        stems = {file.stem for file in folder.iterdir() if file.suffix.lower() in SUFFIXES}
        for doc, line in table.lines.items():
            if doc not in stems:
                yield ArticleError(f"{folder / TABLE}, line {line}: there is no file “{doc}” beside the table.")


# One file


def _read(
    path: Path | None, doc: str | None, details: Details, limit: int, notice: Notice
) -> Iterator[tuple[str, Article | ArticleError]]:
    """The articles of one input, each with its place."""
    place = str(path) if path else "standard input"
    try:
        if path is None and sys.stdin is None:
            raise ArticleError("The standard input is closed; give it an article, or name a file.")
        if path is None and doc is None:
            yield from _from_lines(sys.stdin.buffer, place, limit)
        elif path and path.suffix.lower() == ".jsonl":
            if doc is not None:
                raise ArticleError(f"{place} holds an id for each article; the name “{doc}” is for one article.")
            with path.open("rb") as stream:
                yield from _from_lines(stream, place, limit)
        else:
            content = _content(path, place, limit)
            is_page = path.suffix.lower() != ".txt" if path else bool(_PAGE.match(content))
            name = doc if doc is not None else str(path and path.stem)
            yield place, _from_content(name, content, place, details, is_page, notice)
    except ArticleError as error:
        yield place, _placed(error, place)
    except OSError as error:
        yield place, ArticleError(f"{place} cannot be read: {error.strerror}.")


def _placed(error: ArticleError, place: str) -> ArticleError:
    return error if place in str(error) else ArticleError(f"{place}: {error}")


def _content(path: Path | None, place: str, limit: int) -> bytes:
    if path is None:
        content = sys.stdin.buffer.read(limit + 1)
    else:
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    if len(content) > limit:
        raise ArticleError(f"{place} is larger than {limit:,} bytes; split it, or raise the limit.")
    return content


def _from_lines(stream: BinaryIO, place: str, limit: int) -> Iterator[tuple[str, Article | ArticleError]]:
    first = stream.readline(limit + 1)
    if stream is sys.stdin.buffer and not first.lstrip(b" \t\r\n\xef\xbb\xbf").startswith(b"{"):
        raise ArticleError("An article from standard input needs a name, or must be JSON lines; give it --doc NAME.")
    for line_place, line in read_lines(stream, place, limit, first):
        yield line_place, _from_line(line_place, line)


def _from_line(place: str, line: tuple[str, str, Details] | ArticleError) -> Article | ArticleError:
    if isinstance(line, ArticleError):
        return line
    doc, raw, details = line
    try:
        check_chinese(raw, place)
        return article_from_text(doc, raw, **details._asdict())
    except ArticleError as error:
        return _placed(error, place)


def _from_content(doc: str, content: bytes, place: str, details: Details, is_page: bool, notice: Notice) -> Article:
    if not content.strip():
        raise ArticleError(f"{place} is empty; expected an article in Chinese.")
    raw = decode(content, place, html=is_page)
    if is_page and "<" in raw:
        page = read_webpage(raw)
        if page.is_whole and page.text.strip():
            notice(f"{place}: no main text was found in the page; all of its text is read.")
        own = Details(page.title, page.publisher, page.published, page.url)
        raw, details = page.text, Details(*(given or said for given, said in zip(details, own, strict=True)))
        if not raw.strip():
            raise ArticleError(f"{place} is a page without text; expected an article in Chinese.")
    check_chinese(raw, place)
    return article_from_text(doc, raw, **details._asdict())


def check_chinese(text: str, place: str) -> None:
    """Raises ArticleError for a text that is empty or not in Chinese."""
    if not text.strip():
        raise ArticleError(f"{place} is empty; expected an article in Chinese.")
    han, kana = (sum(map(len, runs.findall(text))) for runs in (_HAN, _KANA))
    # letters are counted only where there are so few Chinese characters that it matters
    letters = sum(map(len, _LETTER.findall(text))) if han < max(_FEWEST_HAN, len(text) / 10) else han
    if kana * 4 > max(han, 4 * _FEWEST_HAN):
        raise ArticleError(f"{place} looks Japanese; expected an article in Chinese.")
    if han < _FEWEST_HAN or han * 10 < letters:
        counted = f"{han:,} Chinese characters among {letters:,} letters"
        raise ArticleError(f"{place} has {counted}; expected an article in Chinese.")
