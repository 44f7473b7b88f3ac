"""Initiatives whose names stand in 《》 or “”: what marks a named thing against mere emphasis."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from kg.cues import either
from kg.grammar.initiative_words import initiative_words, is_of_others, type_words, won
from kg.grammar.quoted_lists import quoted_lists
from kg.grammar.unmarked import Draft
from kg.model import InitiativeType
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTED = re.compile(r"“((?:[^“”\n]|“[^“”\n]*”)+)”")
_DATE = re.compile(r"\d{1,2}[.·•]\d{1,2}")  # “12.5”
_INNER = re.compile(r"‘([^‘’“”\n]{2,30})’")
MARKS = str.maketrans("", "", "《》“”‘’ —-")
# between a quoted name and its type word none of these stands
_NOT_NAMING = "作做为是和与在将被让等从成到着了以用由把对向从于及获"
_SHORT_ENDS = ("普法", "执法", "说法", "学法", "用法", "榜", "奖")  # such a name goes on in the type word behind it
_SHORTEST_RUN = 4  # characters of a name that only a verb of running before it tells
_GOES_ON = 6  # characters behind a type word in which the name of a gathering may end
_CONTEXT = 12  # characters beside a name that are looked at


# --- in “” -----------------------------------------------------------------------------------


def quoted(text: str) -> Iterator[Draft]:
    """Names in “” that end in a type word, stand beside one, or share one with a list; no mere emphasis."""
    practised = _practised(text)
    for match in _outer_and_inner(text):
        is_sure = match[1].endswith(_sure_words())  # “九民工作法”精神
        if _may_name(match[1]) and (is_sure or not _emphasis().match(text, match.end())):
            draft = _draft(text, match, match[1] in practised)
            if draft:
                yield draft
    for group in quoted_lists(text):
        for match in QUOTED.finditer(text, *group):
            if _may_name(match[1]) and "、" not in match[1] and not match[1].endswith(initiative_words("events")):
                yield Draft(Span(*match.span()), match[1], match[1], "quoted_in_list")


def _outer_and_inner(text: str) -> Iterator[re.Match[str]]:
    """Every quotation, and those in ‘’ within one that is somebody's speech: “我们推出‘敲门行动’,……。”."""
    for match in QUOTED.finditer(text):
        if any(mark in match[1] for mark in "。!?"):
            inner = _INNER.finditer(text, *match.span(1))
            yield from (name for name in inner if not text.startswith(_honours(), name.end()))  # ‘好媳妇’荣誉
        else:
            yield match


def _may_name(name: str) -> bool:
    """Whether quoted words can be a name: no sentence, and no slogan of the whole country."""
    is_sentence = not 2 <= len(name) <= 40 or any(mark in name for mark in "。!?;…")
    return not is_sentence and name not in initiative_words("slogans") and not _DATE.fullmatch(name)


def _draft(text: str, match: re.Match[str], is_practised: bool) -> Draft | None:
    """The name in quotation marks, by its last word, the words behind it or the verb before it."""
    name, is_event = match[1], match[1].endswith(initiative_words("events"))
    before, after = text[max(0, match.start() - _CONTEXT) : match.start()], text[match.end() :][: 2 * _CONTEXT]
    is_of_gathering = after.startswith(initiative_words("gatherings"))  # “社区规划”工作坊
    is_done_with = after.startswith(initiative_words("done_with")) and before.endswith(("、", "和", "对"))
    belongs_to_others = is_of_others(before, after) and not (
        is_done_with or after.startswith(initiative_words("campaigns"))
    )
    if belongs_to_others or is_of_gathering:
        return None
    if _awarded().search(before) and not is_event:
        return Draft(Span(*match.span()), name, name, "quoted_roll")
    follower = _followers().match(after)
    if _ends(name) and not (follower and name.endswith(_SHORT_ENDS)):
        return None if is_event else Draft(Span(*match.span()), name, name, "quoted_name")
    if follower and _is_description(name, follower) and not _running().search(before):
        return None
    is_launched = (
        follower
        and follower["word"].endswith(initiative_words("launched"))
        and _launching_of().match(after, follower.end())
    )
    if follower and not is_event and (is_launched or not _is_event(after, follower.end())):
        return _with_type_word(text, match, follower)
    if "、" in name or is_event:
        return None
    if _apposed().search(before) and not name.endswith(initiative_words("not_ends")):
        return Draft(Span(*match.span()), name, name, "name_behind_type_word")
    is_work = not name.endswith(initiative_words("winning_bodies")) or _won_as_work().match(after)
    if won().match(after) and is_work:
        return Draft(Span(*match.span()), name, name, "quoted_name_wins")
    if is_practised or _is_run(text, match, before):
        return Draft(Span(*match.span()), name, name, "launched_name")
    return None


def _is_run(text: str, match: re.Match[str], before: str) -> bool:
    """Whether the words around a name tell that somebody runs it: 推出“某某”, 开展“某某”, 深化“某某”治理."""
    if text.startswith("——", match.end()):  # “甲 乙”——某某行动
        return False
    if _made().match(text, match.end()) or _launched().search(before) or _opened().match(text, match.end()):
        return True
    if len(match[1]) < _SHORTEST_RUN:
        return False
    is_running = (
        _running().search(before) and _ends_clause().match(text, match.end()) and not _numbered().match(match[1])
    )
    is_deepened = _deepened().search(before) and _practising().match(text, match.end())
    return bool(is_running or is_deepened)


def _is_description(name: str, follower: re.Match[str]) -> bool:
    """Whether quoted words tell what something is like: “甲、乙”的机制, “甲+乙”的可持续运营模式."""
    is_list = "、" in name and any(len(part) < _SHORTEST_RUN for part in name.split("、"))
    if follower["of"]:
        return is_list or follower["between"] != ""
    return is_list and not follower["between"] and follower["word"] in initiative_words("not_of_name")


def _practised(text: str) -> set[str]:
    """Names in “” that the text comes back to, and that somebody works by: “某某”治理工作."""
    counted = Counter(match[1] for match in QUOTED.finditer(text))
    return {
        match[1]
        for match in QUOTED.finditer(text)
        if counted[match[1]] > 1 and _may_name(match[1]) and _practising().match(text, match.end())
    }


def _with_type_word(text: str, match: re.Match[str], follower: re.Match[str]) -> Draft:
    full = (match[1] + follower["between"] + follower["word"]).translate(MARKS)
    is_listed = text[max(0, match.start() - 2) : match.start()].rstrip("、和与及 ").endswith("”")
    if follower["word"] in initiative_words("not_of_name") or follower["of"] or is_listed:
        return Draft(Span(*match.span()), match[1], full, "name_before_type_word")
    name = f"“{match[1]}”{follower['between']}{follower['word']}"
    return Draft(Span(match.start(), match.end() + follower.end()), name, full, "name_with_type_word")


def _ends(name: str) -> bool:
    """Whether a name ends in a type word that leaves two characters or more before it."""
    ends = (*_end_words(), *initiative_words("services"))
    return not ("," in name or "、" in name) and name[2:].endswith(ends) and not _counted().match(name)


def _is_event(after: str, end: int) -> bool:
    """Whether what stands behind a name goes on to that of a gathering, before its clause ends or an award is told."""
    goes_on = _ends_name().search(after, end, end + _GOES_ON)
    return any(
        after.find(word, 0, goes_on.start() if goes_on else end + _GOES_ON) >= 0 for word in initiative_words("events")
    )


# --- words -----------------------------------------------------------------------------------


@cache
def _end_words() -> tuple[str, ...]:
    return tuple(word for word, _ in type_words("ends"))


@cache
def _honours() -> tuple[str, ...]:
    return tuple(word for word, type_ in type_words("follows") if type_ is InitiativeType.LIST)


@cache
def _sure_words() -> tuple[str, ...]:
    return tuple(word for word, _ in type_words("unquoted"))


@cache
def _followers() -> re.Pattern[str]:
    words = either(word for word, _ in type_words("follows"))
    barred, more = either(initiative_words("not_between")), either(initiative_words("not_behind_type_word"))
    return re.compile(
        rf" ?(?P<of>的)?(?P<between>(?!{barred})[^\W{_NOT_NAMING}的]{{0,6}}?)(?P<word>{words})"
        rf"(?!{more}|(?<=志愿服务)(?:{either(initiative_words('winning_bodies'))}))"
    )


@cache
def _counted() -> re.Pattern[str]:
    """“两个机制”: short for what stands elsewhere, and no name."""
    return re.compile(rf"[一二两三四五六七八九十\d]+[个项大类]*(?:{either(initiative_words('counted'))})$")


@cache
def _practising() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(initiative_words('practice'))})(?!{either(initiative_words('winning_bodies'))})")


@cache
def _awarded() -> re.Pattern[str]:
    """A verb of award right before a name: what it names is the award."""
    return re.compile(rf"(?:{either(initiative_words('winning'))}|荣膺|评为)[了为]?$")


@cache
def _emphasis() -> re.Pattern[str]:
    """What shows that quoted words, or the list they stand in, name nothing: “甲”“乙”等三个方面."""
    others = r"(?:[、,和及与]?“[^“”\n]{1,40}”){0,9}"
    count = r"等?(?:[几多数两三四五六七八九十\d]{1,2}[个大项种类]?|各?[个类])?"
    return re.compile(rf"{others}{count}的?(?:{either(initiative_words('emphasis'))})(?!活动|实践活动)")


@cache
def _apposed() -> re.Pattern[str]:
    """A type word right before the name: 品牌“某某”."""
    return re.compile(rf"[^\W的](?:{either(initiative_words('before_name'))})$")


@cache
def _won_as_work() -> re.Pattern[str]:
    """An award for what is done, not for who does it: “某某会”获评“某某创新成果”."""
    return re.compile(
        rf"(?:{either(initiative_words('winning'))})[^,。;\n]{{0,24}}(?:{either(initiative_words('awards_of_works'))})"
    )


@cache
def _opened() -> re.Pattern[str]:
    """What goes on line, right behind its name: “某某网”开通仪式, “某某”正式上线."""
    return re.compile(rf"(?:正式)?(?:{either(initiative_words('opening'))})(?!的|后)")


@cache
def _numbered() -> re.Pattern[str]:
    """“三个务必”: what is asked of all, and nobody's own."""
    return re.compile(r"[一二两三四五六七八九十\d]+个")


@cache
def _ends_name() -> re.Pattern[str]:
    return re.compile(rf"[,。;:!?\n]|{either(initiative_words('winning'))}")


@cache
def _made() -> re.Pattern[str]:
    """Who runs it, right behind the name: “某某”由某局打造, “某某”是某局打造的品牌, “某某”的创建让某局."""
    verbs, kinds = either(initiative_words("proposing")), either(word for word, _ in type_words("follows"))
    return re.compile(
        rf"[^\W由]{{0,8}}由[^,。;“”\n]{{2,60}}?(?:{verbs})|是[^,。;“”\n]{{2,40}}?(?:{verbs})的[^。;“”\n]{{0,40}}?(?:{kinds})(?=[,。;])"
        rf"|的?(?:{either(initiative_words('making'))})[,,]?(?:{either(initiative_words('letting'))})"
    )


@cache
def _launched() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(initiative_words('launching'))})[了出]{{0,2}}$")


@cache
def _launching_of() -> re.Pattern[str]:
    """The ceremony that launches a thing, right behind its name: 启动仪式."""
    return re.compile(rf"(?:{either(initiative_words('acts'))})[^,。;\n]{{0,4}}?仪式")


@cache
def _running() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(initiative_words('running'))})了?$")


@cache
def _deepened() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(initiative_words('proposing'))})了?$")


@cache
def _ends_clause() -> re.Pattern[str]:
    return re.compile(r"[,。;、!?\n]|$|等|[^\W的]{1,4}[,。;]")
