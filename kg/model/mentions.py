"""What is named in an article: a thing at a span of its cleaned text, with the posts that the noun phrase gives."""

from __future__ import annotations

from msgspec import Struct

from kg.model.values import Kind, Status
from kg.text import Span


class Post(Struct, frozen=True, gc=False):
    """A title in a body, as a noun phrase gives it; `organization` is the body's key in the article."""

    organization: str
    title: str
    status: Status
    span: Span  # of the cleaned text, from the body (or the title, where the body stands further left) to the title
    start: str | None = None  # since when and until when, ISO, as far as told
    end: str | None = None


class Mention(Struct, frozen=True, gc=False):
    """A thing named at a span of the cleaned text. Mentions nest but never cross.

    `thing` is the key of the thing within the article: its full name, completed where the text elides it, with `#2`
    behind it for a second bearer of one name. `head` is the bare name where the span covers more (a person with the
    posts before the name).
    """

    kind: Kind
    span: Span
    thing: str
    rule: str
    head: Span | None = None
    code: str | None = None  # places: GB/T 2260
    posts: tuple[Post, ...] = ()  # persons: what the noun phrase says they hold

    @property
    def name_span(self) -> Span:
        """The characters of the name itself."""
        return self.head or self.span
