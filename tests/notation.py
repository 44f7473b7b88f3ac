"""The notation of examples: ‹surface|kind› marks a mention, with `=` and the key of the thing where it differs.

‹民政部|机构›原‹部长|职衔›‹黄树贤|人物›致辞        three mentions, each the thing of its own name
‹论坛上|活动=第二届论坛›                             a mention that stands for another name
‹‹民政部|机构›‹部长|职衔›黄树贤|人物=黄树贤›          mentions nest; the head is where the name stands
‹成都|地点@510100›                                   a place with its code
"""

from __future__ import annotations

import re

from kg.lexicon.check import KIND_NAMES
from kg.model import Article, Kind, Mention
from kg.page import Page
from kg.text import OffsetMap, Span, narrow

_CLOSE = re.compile(r"\|([^‹›|=@]+)(?:=([^‹›|@]+))?(?:@(\d{6}))?›")


def marked(notation: str) -> tuple[str, list[Mention]]:
    """The plain text of a marked one, narrowed, and its mentions in the order of the text."""
    pieces: list[str] = []
    mentions: list[Mention] = []
    opened: list[int] = []
    length = position = 0
    while position < len(notation):
        closing = _CLOSE.match(notation, position) if opened else None
        if notation[position] == "‹":
            opened.append(length)
            position += 1
        elif closing:
            text = "".join(pieces)
            mentions.append(_mention(text, Span(opened.pop(), length), closing))
            position = closing.end()
        else:
            pieces.append(narrow(notation[position]))
            length += 1
            position += 1
    if opened:
        raise ValueError(f"a ‹ is not closed in: {notation}")
    return "".join(pieces), sorted(mentions, key=lambda m: (m.span.start, -m.span.end))


def page_of(notation: str, doc: str = "example") -> Page:
    """A page whose raw text is the plain text of a marked one."""
    text, mentions = marked(notation)
    return Page(Article(doc, text, text, OffsetMap()), mentions)


def _mention(text: str, span: Span, closing: re.Match[str]) -> Mention:
    if closing[1] not in KIND_NAMES:
        raise ValueError(f"“{closing[1]}” is no kind; there are {', '.join(KIND_NAMES)}")
    surface = span.of(text)
    thing = narrow(closing[2] or surface)
    kind = KIND_NAMES[closing[1]]
    return Mention(kind, span, thing, "notation", head=_head(surface, thing, span, kind), code=closing[3])


def _head(surface: str, thing: str, span: Span, kind: Kind) -> Span | None:
    name = thing.partition("#")[0]
    offset = surface.rfind(name)
    if kind is not Kind.PERSON or surface == name or offset < 0:
        return None
    return Span(span.start + offset, span.start + offset + len(name))
