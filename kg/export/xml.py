"""Text in XML 1.0, so that a parser gives it back; what no XML may hold becomes U+FFFD, which is a loss."""

from __future__ import annotations

import re
from typing import Final

_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_TEXT: Final = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")  # what does not stand for itself
_NOT_ATTRIBUTE: Final = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_NAMED: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def legal(value: str) -> str:
    """The text with U+FFFD for every character that XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", value)


def text(value: str) -> str:
    """The content of an element."""
    return value if _is_plain(value) and ">" not in value else _NOT_TEXT.sub(_written, value)


def attribute(value: str) -> str:
    """The value of an attribute, between double quotes."""
    return value if _is_plain(value) and ">" not in value and '"' not in value else _NOT_ATTRIBUTE.sub(_written, value)


def _is_plain(value: str) -> bool:
    """Whether at most > and quotes need an escape; asked first, since the search for them is slow."""
    return value.isprintable() and "&" not in value and "<" not in value


def _written(found: re.Match[str]) -> str:
    sign = found[0]
    return _NAMED.get(sign) or (f"&#{ord(sign)};" if sign in "\t\n\r" else "\ufffd")
