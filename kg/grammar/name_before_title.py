"""Names that stand before a title: 某教授, 某大学‹甲›教授, 某协会会长、某大学‹甲›教授, 某局社会事务科‹乙›科长."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from kg.grammar import posts
from kg.grammar.body_stretches import Stop, last_stop
from kg.grammar.dictionary import VERY_COMMON, frequency, is_common_word, is_frequent_surname
from kg.grammar.further_names import mask, overlaps
from kg.grammar.names import begins_with_a_word, follows_name, guess_names, is_chinese, is_of_parts
from kg.grammar.post_context import Context
from kg.grammar.rare_names import guess_unlisted, latin_names
from kg.grammar.titles import TitleWord, body_of, find_titles
from kg.lexicon import load
from kg.model import Kind, Mention, Post, Status
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.grammar.names import NameGuess
    from kg.model import Article

_LISTED = re.compile(r"[、和与及]")
_BODIES = ("公司", "集团", "银行", "医院", "学校")  # 任|公司总经理
_SHORTEST = 2  # characters of a name
_OF_PARTS = (6, 5, 4)  # characters of names of two parts
_CLAUSE_MARKS = "。,;:!?“”\n"
_UNIT_ENDS = "庭处科部局院所会司室委办厅社站队团校园馆"


class _Held(NamedTuple):
    """Where the words of a name begin, the posts they tell, and the bodies that only they tell."""

    start: int
    posts: tuple[Post, ...]
    bodies: tuple[Mention, ...]


def before_titles(article: Article, found: Sequence[Mention]) -> Iterator[Mention]:
    """The persons named before a title, with the posts that a body before the name makes of it."""
    text = article.text
    context = Context.of(article, found)
    taken = mask(text, found)
    last = {m.span.end: m for m in found if m.kind is Kind.PERSON}
    names = {m.name_span.start for m in found if m.kind is Kind.PERSON}
    called = {m.thing[0] for m in found if m.kind is Kind.PERSON}
    latin = {guess.span.end: guess for guess in latin_names(text)}
    addressed = {*load("lists")["honorifics"], *load("titles")["behind_names"]}
    for title in find_titles(text):
        is_ours = title.is_post or title.title in addressed
        if title.span.end in names or not is_ours:  # 某航|总监‹甲›
            continue
        for length in _lengths(text, title.span.start) if follows_name(text, title.span.end) > 0.5 else ():
            start = title.span.start - length
            guess = _ending_at(text, start, title.span.start) or latin.get(title.span.start)
            if guess and (is_preposition_before_name(text, guess) or _is_preposition_before_surname(guess, called)):
                continue  # 由|某某教授, 由|王教授
            if start < 0 or guess is None or guess.weight < 0 or overlaps(guess.span, taken):
                continue
            start = guess.span.start
            held = _held(context, title, guess, last)
            is_held = title.is_post and bool(held.posts)
            if _may_be_a_name(guess.name, is_held=is_held) and (is_held or _begins(text, start)):
                person = Mention(
                    Kind.PERSON, Span(held.start, title.span.end), guess.name, "name_before_title", head=guess.span,
                    posts=held.posts,
                )  # fmt: skip
                yield from held.bodies
                yield person
                called.add(guess.name[0])
                last[title.span.end] = person
                context.person_ends.add(title.span.end)
                break


def _lengths(text: str, end: int) -> tuple[int, ...]:
    """How many characters a name before a title may have; a whole one of parts first: 尕玛|才旦|同志."""
    whole = [length for length in _OF_PARTS if end >= length and is_of_parts(text[end - length : end])]
    return (*whole[:1], 3, 2, 4)


def _ending_at(text: str, start: int, end: int) -> NameGuess | None:
    """The name in [start, end); one with the surname 和 only where a clause begins: 。和某某|教授."""
    listed = next((guess for guess in guess_names(text, start) if guess.span.end == end), None)
    if listed or start < 0 or (start and text[start - 1] not in _CLAUSE_MARKS):
        return listed
    return next((guess for guess in guess_unlisted(text, start) if guess.span.end == end), None)


def is_preposition_before_name(text: str, guess: NameGuess) -> bool:
    """Whether a name of three characters begins with a word before a whole name: 由|李明, 向|王某."""
    if text[guess.span.start - 1 : guess.span.start + 1] in load("careers")["verbs"]["current"]:
        return True  # 担任|联盟副主席
    is_word = len(guess.name) > _SHORTEST and guess.name[0] in load("names")["word_surnames"]
    inner = guess_names(text, guess.span.start + 1) if is_word else []
    return any(name.span.end == guess.span.end and is_frequent_surname(name.name[0]) for name in inner)


def _is_preposition_before_surname(guess: NameGuess, called: set[str]) -> bool:
    """Whether a name of two characters is a word before the surname of somebody whom the text names in full."""
    name = guess.name
    return len(name) == _SHORTEST and name[0] in load("names")["word_surnames"] and name[1] in called


def _held(context: Context, title: TitleWord, guess: NameGuess, last: dict[int, Mention]) -> _Held:
    """The posts of a name: as if the title stood before it, and those that the words before its body tell."""
    start = guess.span.start
    if body := body_of(title.title):
        post = Post(body, title.title, Status.CURRENT, title.span)
        return _Held(start, (post,), (Mention(Kind.ORGANIZATION, title.span, body, "title_of_one_body"),))
    if not title.is_post:
        return _Held(start, (), ())
    begin = posts.segment_start(context, start)
    listed = _LISTED.match(context.article.text, begin - 1) if begin else None
    neighbour = last.get(begin - 1) if listed else None
    previous = neighbour.posts[-1].organization if neighbour and neighbour.posts else None
    phrase = posts.read_phrase(context, TitleWord(Span(start, start), title.title, is_post=True), previous)
    if not phrase.posts or (phrase.start == start and not previous):
        return _Held(start, (), ())
    return _Held(phrase.start, (*phrase.posts[:-1], replace(phrase.posts[-1], span=title.span)), phrase.bodies)


def _may_be_a_name(name: str, *, is_held: bool) -> bool:
    """Whether it is a name and no word; `is_held` where a body or division that has the title stands before it."""
    is_word = is_common_word(name, VERY_COMMON) if is_held else is_common_word(name)
    if name[-1] == "为" and not frequency(name[1:]):
        return False  # 陈力为|秘书长, but 王有为|教授
    return (
        not is_word and name[-1] not in "任兼" and not name.endswith(_BODIES) and not begins_with_a_word(name)
    )  # 李明任|副组长, 应部门|负责人


def _begins(text: str, start: int) -> bool:
    """Whether a name may begin here: after a mark, a word that ends phrases, or an ordinary word."""
    before = text[max(0, start - 2) : start]
    if not before or not is_chinese(before[-1]):
        return True
    if last_stop(text, max(0, start - 4), start, Stop.CONJUNCTION) == start:
        return True
    return frequency(before) > 0 or before[-1] in _UNIT_ENDS
