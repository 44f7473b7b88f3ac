"""Lists of who spoke on what: “共有三场主旨演讲,包括:‹甲›的《…》、‹乙›的《…》”."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.grammar.event_names import any_of
from kg.grammar.role_topics import subject_in
from kg.grammar.roles import words
from kg.lexicon import load
from kg.model import Kind, PersonRole
from kg.pattern import FOLDED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Mention
    from kg.page import Page
    from kg.text import Span

_FILE = "person_roles"
_LONGEST_POSTS = 60  # characters between the talks of a list
_LONGEST_HEADING = 30
_MOST_LINES = 20  # of a list below its heading
_NUMBER = re.compile(r"[ ]*(?:[(\[]?[\d一二三四五六七八九十]{1,3}[)\].、:]*|[●■◆·•-])?[ ]*")
_LOOK_BACK = 120  # characters before a list in which it is announced


class Talk(NamedTuple):
    """Who gave a talk of a list, in which role and on what."""

    speakers: list[Mention]
    role: PersonRole
    subject: str
    span: Span


def listed_talks(page: Page) -> Iterator[Talk]:
    """Every talk of the lists that a word for talks announces, in the order of the text."""
    text, role = page.shadow.text, None
    end = -_LONGEST_POSTS
    for match in _with_subject().finditer(text):
        if match.start() - end > _LONGEST_POSTS or "\n" in text[end : match.start()]:
            role = _announced(text[max(0, match.start() - _LOOK_BACK) : match.start()])
            role = role or _headed(text, match.start())
        end = match.end()
        if role:
            subject = page.shadow.span(*match.span("subject")).of(page.article.text)
            speakers = page.shadow.mentions_in(*match.span("who"), Kind.PERSON)
            yield Talk(speakers, role, subject_in(subject), page.shadow.span(*match.span()))


def _announced(before: str) -> PersonRole | None:
    """The role of those in a list, by the word for their talks that announces it."""
    roles = (PersonRole.KEYNOTE, PersonRole.SPEECH)
    return next((role for role in roles if _announcing(role).search(before)), None)


def _headed(text: str, start: int) -> PersonRole | None:
    """The role of those who stand one a line, each with a subject, below a heading such as 主旨报告(9:00-11:00)."""
    end = text.rfind("\n", 0, start)
    if end < 0 or not _NUMBER.fullmatch(text, end + 1, start):
        return None
    for _ in range(_MOST_LINES):
        line = text[text.rfind("\n", 0, end) + 1 : end].strip() if end > 0 else ""
        if FOLDED[Kind.PERSON] not in line:
            return _of_heading(line)
        end = text.rfind("\n", 0, end)
    return None


def _of_heading(line: str) -> PersonRole | None:
    """The role that a short line without names announces by its word for talks."""
    roles = (PersonRole.KEYNOTE, PersonRole.SPEECH) if 0 < len(line) <= _LONGEST_HEADING else ()
    return next((role for role in roles if any(word in line for word in words(_FILE, role, "talks"))), None)


@cache
def _announcing(role: PersonRole) -> re.Pattern[str]:
    talks, listing = any_of(words(_FILE, role, "talks")), any_of(load(_FILE)["words"]["listing"])
    return re.compile(rf"{talks}[^!?\n《》“”]{{0,12}}?{listing}[^。!?\n《》“”]{{0,{_LONGEST_POSTS}}}$")


@cache
def _with_subject() -> re.Pattern[str]:
    """Somebody and, right behind, a title in marks that wins nothing."""
    title = f"(?:{any_of(load('lists')['honorifics'])}|{FOLDED[Kind.TITLE]})?"
    marked = rf"《[^《》\n]{{4,60}}》|“[^“”\n]{{4,60}}”|{FOLDED[Kind.INITIATIVE]}"
    who = rf"(?P<who>{FOLDED[Kind.PERSON]}){title}\)?(?:的| ?: ?|作|讲| )?"
    return re.compile(rf"{who}(?P<subject>{marked})(?![^,。;、]{{0,8}}(?:奖|入选))")
