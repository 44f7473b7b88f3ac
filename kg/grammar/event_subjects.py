"""What a visit is called besides by its clause: by its team and by its subject, and the subject itself."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.grammar.event_names import any_of, words_of
from kg.lexicon import load
from kg.model import EventType

if TYPE_CHECKING:
    from collections.abc import Iterator

_REACH = 70  # characters before what is done on a visit in which its subject is told


def subject(text: str, start: int, end: int) -> re.Match[str] | None:
    """The quoted subject told before what is done on a visit: 就“城市社区治理”问题开展|考察调研."""
    return _subject().search(text, max(start, end - _REACH), end)


def short_names(name: str, about: str | None) -> Iterator[str]:
    """The names of a visit by its team and by its subject: “甲率某会调研组深入某村调研” is 某会调研组调研."""
    task = _task().search(name)
    team = _team().search(name)
    if task and team:
        yield team["team"] + name[team.end() :]
        yield team["team"] + task[0]
    if task and about:
        yield f"“{about}”{task[0]}"


def names_of_interview(name: str, bare: str) -> Iterator[str]:
    """The names of an interview by its guest's last post and by the name alone: 专访乙会会长某某, 某某专访.

    `bare` is the name without posts. An interview that is called otherwise (某办公室集体采访) has none.
    """
    telling = next((word for word in words_of(EventType.INTERVIEW, "telling") if name.startswith(word)), "")
    if not telling:
        return
    yield telling + name.removeprefix(telling).split("、")[-1]
    yield bare.removeprefix(telling) + telling


@cache
def _subject() -> re.Pattern[str]:
    words = load("event_telling")
    subjects, doing, on_site = (any_of(words[field]) for field in ("subjects", "doing", "on_site"))
    return re.compile(rf"{any_of(words['about'])}“(?P<a>[^“”\n]{{2,40}})”{subjects}*(?:{doing}|{on_site})*$")


@cache
def _task() -> re.Pattern[str]:
    return re.compile(rf"{any_of(words_of(EventType.VISIT, 'tasks'))}+$")


@cache
def _team() -> re.Pattern[str]:
    words = load("event_telling")
    ends = any_of(words["teams"])
    return re.compile(rf"{any_of(words['leading'])}(?P<team>[^,。;:、“”]{{2,16}}?{ends})(?:一行)?")
