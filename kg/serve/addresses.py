"""IRIs and the addresses at which their pages are: the path below /id/ is what the IRI has behind the base."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote, urlencode

_KEPT: Final = "/:@!$&'()*+,;=~%"  # what stands in a path as it is; an IRI's own percent signs do
_WEB: Final = re.compile(r"https?://[^\s/\\]+\S*", re.IGNORECASE)


def address_of(iri: str, base: str) -> str:
    """Where the page of an IRI is: /id/… where it begins with the base, else /thing?iri=…"""
    if iri.startswith(base):
        return "/id/" + quote(iri.removeprefix(base), safe=_KEPT)
    return "/thing?" + urlencode({"iri": iri})


def candidates(path: str, base: str) -> list[str]:
    """The IRIs that an address below /id/ may mean, as sent, as read, and as written in full."""
    read = unquote(path, errors="replace")
    return [base + spelled for spelled in dict.fromkeys((path, read, quote(read, safe="/")))]


def web_address(text: str) -> str:
    """An address on the web as it may stand in a link; nothing where it is none, such as `javascript:…`."""
    return text if _WEB.fullmatch(text) else ""
