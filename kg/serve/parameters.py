"""The parameters of a request, from its address and from a form in its body; strictly UTF-8 and bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from starlette.requests import Request

FORM: Final = "application/x-www-form-urlencoded"
_MOST: Final = 2000  # parameters of one request


class RequestError(Exception):
    """A request that cannot be answered: the status that says why, and a sentence."""

    def __init__(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(text)
        self.status, self.text, self.headers = status, text, headers or {}


class Parameters:
    """Names and values, where a name may come several times."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.pairs = pairs

    def all(self, name: str) -> list[str]:
        """The values of a name."""
        return [value for key, value in self.pairs if key == name]

    def one(self, name: str, default: str = "") -> str:
        """The value of a name; RequestError where it has several."""
        values = self.all(name)
        if len(values) > 1:
            raise RequestError(400, f"the parameter {name} is given {len(values)} times; give it once")
        return values[0] if values else default

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number within bounds; RequestError where it is none."""
        text = self.one(name)
        if not self.all(name):
            return default
        if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
            raise RequestError(400, f"the parameter {name} must be a whole number from {least} to {most}")
        return int(text)


def in_address(request: Request) -> Parameters:
    """The parameters behind the question mark."""
    return _parsed(request.scope["query_string"])


async def in_form(request: Request, most: int) -> Parameters:
    """The parameters of the address and of the form in the body."""
    body = await content(request, most)
    return Parameters(in_address(request).pairs + _parsed(body).pairs)


async def content(request: Request, most: int) -> bytes:
    """The body of a request; RequestError where it has more bytes than it may."""
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > most:
            raise RequestError(413, f"the request is longer than {most} bytes; shorten it")
    return bytes(parts)


def media_type(request: Request) -> tuple[str, str]:
    """The media type of the body, and its character set as far as it is named."""
    kind, *rest = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    named = [part.partition("=")[2].strip('" ') for part in rest if part.startswith("charset")]
    return kind, named[0] if named else ""


def _parsed(text: bytes) -> Parameters:
    try:
        return Parameters(parse_qsl(text.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST))
    except UnicodeError:
        raise RequestError(400, "the parameters are not UTF-8; encode them in UTF-8") from None
    except ValueError:
        raise RequestError(400, f"the request has more than {_MOST} parameters") from None
