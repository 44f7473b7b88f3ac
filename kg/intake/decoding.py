"""Bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from kg.model import ArticleError

_MARKS = (  # the longer ones first: UTF-32's begins as UTF-16's does
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARIES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, EPUB or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf", "a 7z file"),
    (b"Rar!", "a RAR file"),
    (b"SQLite format", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding) *= *["']?([A-Za-z0-9_\-]+)""", re.IGNORECASE)
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs"}
_SAMPLE = 200_000  # bytes that the detector sees
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_COMMONEST = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出会會可也你对對年社市区區"
)
_LOST_SHARE = 100  # at most one lost character in so many


def decode(content: bytes, place: str, *, html: bool = False) -> str:
    """The text of a file's bytes, without byte order mark; a few lost bytes become U+FFFD.

    Raises ArticleError naming `place`, and the byte where it is known, for what is binary or in no known encoding.
    """
    kind = next((kind for magic, kind in _BINARIES if content.startswith(magic)), None)
    if kind:
        raise ArticleError(f"{place} is {kind}; expected text. Save it as plain text (UTF-8) or HTML.")
    text = _marked(content, place) or (_declared(content) if html else None) or _detected(content, place)
    if len(_CONTROL.findall(text[:_SAMPLE])) * 50 > len(text[:_SAMPLE]):
        raise ArticleError(f"{place} holds binary matter; expected text. Save it as plain text (UTF-8) or HTML.")
    return text


def _marked(content: bytes, place: str) -> str | None:
    """The text of bytes that begin with a byte order mark."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = content.decode(encoding, "replace")
            if _is_lossy(text):
                raise ArticleError(f"{place} begins as {encoding.upper()} but is not; expected UTF-8 text.")
            return text
    return None


def _declared(content: bytes) -> str | None:
    """The text in the encoding that an HTML page declares, if that is right."""
    match = _DECLARED.search(content, 0, 4096)
    if not match:
        return None
    name = match[1].decode("ascii").lower()
    try:
        text = content.decode(_CHINESE.get(name, name), "replace")
    except LookupError:
        return None
    return None if _is_lossy(text) else text


def _detected(content: bytes, place: str) -> str:
    """The text in the encoding that the bytes speak for."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start
    else:
        if not _is_wide(text):
            return text
        offset = text.index("\0")
    mended = content.decode("utf-8", "replace")
    if not _is_wide(mended) and not _is_lossy(mended):
        return mended
    found = _by_detector(content)
    if found is None:
        raise ArticleError(
            f"{place} is in no known encoding (UTF-8 fails at byte {offset:,}); "
            "expected UTF-8, UTF-16 or GB18030. Save it as UTF-8."
        )
    return found


def _by_detector(content: bytes) -> str | None:
    """What charset-normalizer makes of the bytes, else the first candidate that reads as Chinese."""
    from charset_normalizer import from_bytes

    candidates = ["gb18030", "big5hkscs", "utf_16_le", "utf_16_be"]
    best = from_bytes(content[:_SAMPLE], cp_isolation=candidates).best()
    for encoding in [best.encoding, *candidates] if best else candidates:
        text = content.decode(encoding, "replace")
        if not _is_lossy(text) and _is_chinese(text[:_SAMPLE]):
            return text
    return None


def _is_lossy(text: str) -> bool:
    return text.count("\ufffd") * _LOST_SHARE > len(text) + 2 * _LOST_SHARE


def _is_wide(text: str) -> bool:
    """Whether there are as many null characters as in UTF-16 that is read as something else; a few are lost bytes."""
    return text.count("\0") * _LOST_SHARE > len(text) + 2 * _LOST_SHARE


def _is_chinese(text: str) -> bool:
    """Whether the commonest characters are as common here as in any Chinese text."""
    letters = [character for character in text if character.isalpha()]
    han = [letter for letter in letters if "\u4e00" <= letter <= "\u9fff"]
    return len(han) * 4 > len(letters) and sum(map(_COMMONEST.__contains__, han)) * 25 >= len(han)
