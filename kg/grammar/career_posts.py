"""The posts of careers told in sentences, and who holds them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from kg.cues import either
from kg.grammar import bodies, posts
from kg.grammar.careers import find_careers, posts_end
from kg.grammar.dictionary import is_common_word
from kg.grammar.names import CERTAIN, NameGuess, begins_before, guess_names
from kg.grammar.post_context import Context
from kg.grammar.resumes import find_resumes
from kg.lexicon import load
from kg.model import Kind, Mention, Status
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from kg.grammar.careers import Career
    from kg.model import Article, Post

_BEFORE_POSTS = re.compile(r"[为了过]?(?:新一届|新任|[第本]?[一二三四五六七八九十\d]{0,3}[届任])?")
_CLAUSE_START = re.compile(r"(?:(?<=[\n,。;:!?”)、])|^)(?:免去|决定免去|接受|由|经|据|随后|此前)?")
_JOINED = re.compile(r",$|,(?=[历先])")
_PARTS = "部处科室"  # how parts of a body end
_NEAR = 300  # characters within which a sentence may go on about a person
_LONGEST_HEAD = 600  # characters of a résumé before its first line
_OPENING = re.compile(r"(?:(?<=[\n。])|^)[ ]*(?=[一-龥])")
_AGED = re.compile(r"(?<![0-9])[1-9][0-9]岁的")  # 68岁的|某某
_LIKELY = 1.2  # how much must speak for a name behind an age
_INTRODUCED = re.compile(r",(?:男|女)[,。;]|(?:出?生于|,)?[12]\d{3}年")
_UNLISTED = re.compile(r"(?P<name>[一-龥]{2,4}),[男女],")  # a name with a rare surname: 和某某,男,
_INTRODUCING = re.compile(r"[,12](?=[男女]|\d{3}年)")  # stands wherever the former does
_LONGEST_NAME = 16  # characters of names with spaces or of several parts


class Told(NamedTuple):
    """A clause of a career with the posts that it tells, and the bodies that only it names."""

    career: Career
    posts: tuple[Post, ...]
    bodies: tuple[Mention, ...]


def read_careers(article: Article, found: Sequence[Mention]) -> list[Told]:
    """The posts that clauses of careers tell, in the order of the text."""
    names = [mention.name_span for mention in found if mention.kind is Kind.PERSON]
    careers = [*find_careers(article.text, names), *find_resumes(article.text)]
    context = Context.of(article, found) if careers else None
    told = [_told(context, career) for career in careers] if context else []
    return [one for one in told if one]


def _told(context: Context, career: Career) -> Told | None:
    """The posts right behind the verb, and nothing where something else stands there."""
    text = context.article.text
    end = posts_end(text, career.clause)
    title = context.titles.get(end)
    if title is None or not title.is_post:
        return None
    context.person_ends.add(career.clause.start)
    around = context.organizations.get(career.verb)
    phrase = posts.read_phrase(context, title, around.thing if around else None)
    if not phrase.posts or not _BEFORE_POSTS.fullmatch(
        text, career.clause.start, max(career.clause.start, phrase.start)
    ):
        return None
    held = tuple(replace(post, status=career.status, start=career.began, end=career.ended) for post in phrase.posts)
    return Told(career, tuple(_of_whole(context, career, held)), phrase.bodies)


def _of_whole(context: Context, career: Career, held: Sequence[Post]) -> Iterator[Post]:
    """The posts, those that head a whole body as its own: 进入某基金会,历任某部主任、‹秘书长›."""
    behind = career.verb - 1
    body = context.organizations.get(behind) if context.article.text[behind : career.verb] == "," else None
    for index, post in enumerate(held):
        is_of_part = index and post.organization == held[0].organization and post.organization[-1] in _PARTS
        yield replace(post, organization=body.thing) if body and is_of_part and _heads(post.title) else post


def _heads(title: str) -> bool:
    """Whether a post is of a whole body and never of a part."""
    return title.endswith(tuple(load("careers")["heads"]))


def introduced(text: str) -> Iterator[NameGuess]:
    """Names that open a sentence before “,男,” or a year, as in the head of a résumé, or stand behind an age."""
    behind = [cue.start() for cue in _INTRODUCING.finditer(text)]
    openings = [opening.end() for opening in _OPENING.finditer(text)] if behind else ()
    for opening in begins_before(text, openings, behind, _LONGEST_NAME):
        for guess in guess_names(text, opening):
            if _INTRODUCED.match(text, guess.span.end) and not is_common_word(guess.name):
                yield guess
                break
        else:
            rare = _UNLISTED.match(text, opening)
            if rare and not is_common_word(rare["name"]):
                yield NameGuess(Span(*rare.span("name")), rare["name"], CERTAIN)
    for heading in _headings().finditer(text):  # 人物简介:甲,…
        for guess in guess_names(text, heading.end()):
            if text.startswith((",", "。", "("), guess.span.end) and not is_common_word(guess.name):
                yield guess
                break
    for age in _AGED.finditer(text):
        aged = next(iter(guess_names(text, age.end())), None)
        if aged and aged.weight >= _LIKELY and not is_common_word(aged.name) and not is_common_word(aged.name[:2]):
            yield aged


@cache
def _headings() -> re.Pattern[str]:
    """The heading of a résumé before the name."""
    return re.compile(rf"(?:{either(load('careers')['headings'])}) ?[:|】] ?")


def with_careers(text: str, mentions: Sequence[Mention], told: Sequence[Told]) -> list[Mention]:
    """The mentions, those of persons with the posts that clauses behind them tell."""
    if not told:
        return list(mentions)
    persons = sorted((m for m in mentions if m.kind is Kind.PERSON), key=lambda m: m.name_span)
    heads = {m.name_span: m for m in persons}
    subjects = sorted((m for m in persons if _is_subject(text, m)), key=_name_end)
    held: dict[Mention, list[Told]] = defaultdict(list)
    for one in told:
        name = one.career.name
        person = heads.get(name.span) if name else _subject(text, subjects, one.career)
        if person:
            held[person].append(one)
    now: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for person in persons:
        now[person.thing] |= {(p.organization, p.title) for p in person.posts if p.status is Status.CURRENT}
    moved = {m for m, career in held.items() if any(_is_moving(text, m, one.career) for one in career)}
    settled = _settled(held, now)
    return [replace(m, posts=(*_left(m, moved), *settled[m])) if m in settled else m for m in mentions]


def _is_moving(text: str, person: Mention, career: Career) -> bool:
    """Whether a verb right behind a name leaves behind the posts before it: 某省委书记甲转任…."""
    return _name_end(person) == career.verb and text.startswith(tuple(load("careers")["moving"]), career.verb)


def _left(person: Mention, moved: Set[Mention]) -> Iterator[Post]:
    for post in person.posts:
        is_left = person in moved and post.status is Status.CURRENT
        yield replace(post, status=Status.FORMER) if is_left else post


def _is_subject(text: str, person: Mention) -> bool:
    """Whether a clause begins with the person, or with the posts before the name."""
    near = text[max(0, person.span.start - 8) : person.span.start]
    return any(not near[at:] or _CLAUSE_START.fullmatch(near, at) for at in range(len(near) + 1))


def _subject(text: str, subjects: Sequence[Mention], career: Career) -> Mention | None:
    """Who a clause without a name is about: the last subject of its paragraph; that before the lines of a résumé."""
    reach = _LONGEST_HEAD if career.is_line else _NEAR
    last = bisect_right(subjects, career.start, key=_name_end) - 1
    end = subjects[last].name_span.end if last >= 0 else -reach
    is_near = career.start - end < reach and (career.is_line or "\n" not in text[end : career.start])
    return subjects[last] if is_near else None


def _name_end(person: Mention) -> int:
    return person.name_span.end


def _settled(held: dict[Mention, list[Told]], now: dict[str, set[tuple[str, str]]]) -> dict[Mention, list[Post]]:
    """The posts of each person, those that a later one supersedes as former."""
    careers: dict[str, list[Told]] = defaultdict(list)
    for person, told in held.items():
        careers[person.thing] += told
    courses = {person: Course.of(career, now[person]) for person, career in careers.items()}
    return {
        person: [post for one in told for post in courses[person.thing].settled(one)] for person, told in held.items()
    }


class Course(NamedTuple):
    """What all clauses about one person tell together, to see which posts were held before others."""

    dates: Mapping[int, str]  # by where the verb stands
    undated: frozenset[int]  # verbs of clauses without a date, in sentences other than those with one
    is_present: bool  # whether one of these tells the present
    now: Set[tuple[str, str]]  # the posts before the name

    @classmethod
    def of(cls, career: Sequence[Told], now: Set[tuple[str, str]]) -> Course:
        """The course of one person's career; without dates where it is a single clause."""
        known = career if len(career) >= _A_CAREER else ()
        dated = {one.career.sentence for one in known if one.career.began}
        alone = [one for one in career if not one.career.began and one.career.sentence not in dated]
        return cls(
            {one.career.verb: one.career.began for one in known if one.career.began},
            frozenset(one.career.verb for one in alone),
            any(one.posts[0].status is Status.CURRENT for one in alone),
            now,
        )

    def settled(self, one: Told) -> tuple[Post, ...]:
        """The posts of a clause; former where a later clause, or the posts before the name, tell others."""
        if one.career.is_certain or not self._is_past(one):
            return one.posts
        return tuple(
            post
            if (post.organization, post.title) in self.now or bodies.may_be_held_beside(post.organization)
            else replace(post, status=Status.FORMER)
            for post in one.posts
        )

    def _is_past(self, one: Told) -> bool:
        """Whether a clause tells a post that was held before another: it has a date, or follows one that has."""
        if not self.dates:
            return False
        before = [verb for verb in self.dates if verb <= one.career.verb]
        if not before:
            return one.career.verb not in self.undated
        return bool(self.now) or self.is_present or self.dates[max(before)] < max(self.dates.values())


_A_CAREER = 2  # clauses from which on a text tells a career
