"""What the server and its workers say to each other: MessagePack behind its length, over a pipe."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeVar

import msgspec

if TYPE_CHECKING:
    from asyncio import StreamReader

LENGTH: Final = struct.Struct(">I")
_T = TypeVar("_T")


class End(StrEnum):
    """How a job ended."""

    DONE = "done"
    MALFORMED = "malformed"  # what was asked is not well formed
    REFUSED = "refused"  # what was asked is not allowed
    MISSING = "missing"  # what was asked for is not there
    MOVED = "moved"  # it is elsewhere; the answer's text says where
    UNACCEPTABLE = "unacceptable"  # there is an answer, but in no form that was asked for
    TOO_LONG = "too-long"
    TOO_LARGE = "too-large"
    BUSY = "busy"
    FAILED = "failed"  # our fault, or the store's


@dataclass(frozen=True, slots=True)
class Job:
    """One thing for a worker to do: a task by its name, with arguments of plain types."""

    task: str
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: the body of an answer with its media type, or why there is none."""

    end: End = End.DONE
    body: bytes = b""
    media: str = "text/plain"
    text: str = ""
    truncated: bool = False


def write(stream: BinaryIO, message: object) -> None:
    """Send a message, at once."""
    stream.write(framed(message))
    stream.flush()


def framed(message: object) -> bytes:
    """A message as it is sent."""
    content = msgspec.msgpack.encode(message)
    return LENGTH.pack(len(content)) + content


def read(stream: BinaryIO, kind: type[_T]) -> _T | None:
    """The next message; None where the other side is gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    return msgspec.msgpack.decode(stream.read(LENGTH.unpack(head)[0]), type=kind)


async def receive(stream: StreamReader, kind: type[_T]) -> _T:
    """The next message; IncompleteReadError where the other side is gone."""
    (length,) = LENGTH.unpack(await stream.readexactly(LENGTH.size))
    return msgspec.msgpack.decode(await stream.readexactly(length), type=kind)
