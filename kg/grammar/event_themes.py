"""Events called by their theme: a gathering with the theme “甲” is meant by “甲研讨会” too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.event_names import last_head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_THEME = re.compile(r"主题(?:为|是|:)“([^“”\n]{4,50})”|以“([^“”\n]{4,50})”为(?:大会|会议|论坛)?主题")


def called_by_theme(text: str, names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Names that are a theme told in the text with a head word behind it, and where that theme is told."""
    themes = {match[1] or match[2]: match.start() for match in _THEME.finditer(text)}
    for name in names if themes else ():
        head = last_head(name.strip("“”"))
        topic = name.strip("“”").removesuffix(head.word).strip("“”") if head else ""
        if topic in themes:
            yield name, themes[topic]
