"""Persons in the text, with the posts that stand before their names."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from kg.cues import Cues
from kg.grammar import posts
from kg.grammar.appointments import find_appointments
from kg.grammar.behind_titles import FULL_NAME, holds_title, is_beside, listed, plausible, rare
from kg.grammar.career_posts import introduced, read_careers, with_careers
from kg.grammar.dictionary import is_common_word
from kg.grammar.further_names import by_surname, mask, named_again, overlaps
from kg.grammar.listed_names import beside_bodies, find_lists, rows
from kg.grammar.name_before_title import before_titles
from kg.grammar.name_lines import name_lines
from kg.grammar.names import begins_before, follows_name, guess_names
from kg.grammar.post_context import Context
from kg.grammar.post_holders import rank_behind
from kg.grammar.rare_names import (
    guess_between,
    guess_japanese,
    guess_last,
    stands_out,
)
from kg.grammar.titles import behind_places, find_titles, is_rank
from kg.lexicon import load
from kg.model import Kind, Mention, Post, Status
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.grammar.career_posts import Told
    from kg.grammar.names import NameGuess
    from kg.grammar.titles import TitleWord
    from kg.model import Article

_LINK = re.compile(r"(?:\([一-龥]{1,6}\))?(?:候选人|推荐|提名|建议)?(?:人选)?(?:[:“”\"]|[ ]?[—–―-]{1,3})?[  ]{0,2}")
_HELD = re.compile(r"(?:时任|曾任|现任|原任|担任|兼任|曾担任|出任)[^,。;:!?]{2,40}$")
_NEXT = re.compile(r"(?:\([^()\n]{1,14}\))?(?:、|和|与|及|以及|,)")
_CLAUSE = re.compile(r"[\n,。;:!?、”\"》(]")
_ATTRIBUTE = re.compile("的(?=[一-龥]{3})")
_BODY = Kind.ORGANIZATION
_LONGEST_OPENING = 4
_SURE, _LIKELY = 2, 1.2  # how much must speak for a name without title, alone and where what it does tells surely
_OPENING = re.compile(
    "(?:据|对此,|随后,|其中,|居民|村民|市民|业主|商户|住户|店主|游客|家长|学员|网友|老党员|志愿者|网格员|社工)?"
)


class Named(NamedTuple):
    """A name behind a title, or behind another name that shares it."""

    title: TitleWord
    guesses: list[NameGuess]
    shares: bool


def find_persons(article: Article, found: Sequence[Mention]) -> Iterator[Mention]:
    """Every natural person named; the span takes in the posts before the name, the head is the name."""
    text = article.text
    behind = list(_behind_titles(text, found))
    names = _settle(behind)
    mentions = list(_with_posts(article, found, behind, names))
    mentions += _appointed(article, [*found, *mentions])
    mentions = _replaced(mentions, list(_before_posts(article, [*found, *mentions])))
    mentions += before_titles(article, [*found, *mentions])
    careers = read_careers(article, [*found, *mentions])
    mentions += _told(
        text,
        (*introduced(text), *find_lists(text), *name_lines(text), *beside_bodies(text, found)),
        [*found, *mentions],
    )
    mentions += _in_careers(text, careers, [*found, *mentions])
    mentions += _speaking(text, [*found, *mentions])
    known = {m.thing for m in mentions if m.kind is Kind.PERSON}
    mentions = _apart_from_bylines(mentions, found)
    mentions += named_again(text, known, [*found, *mentions])
    mentions += by_surname(text, [*found, *mentions])
    yield from with_careers(text, mentions, careers)


def _behind_titles(text: str, found: Sequence[Mention]) -> Iterator[Named]:
    """Names that stand behind a title, and those that follow in a list under the same title."""

    taken = mask(text, [m for m in found if m.kind is not Kind.PLACE])
    places = mask(text, [m for m in found if m.kind is Kind.PLACE])
    place_ends = {m.span.end for m in found if m.kind is Kind.PLACE}
    place_spans = {m.span for m in found if m.kind is Kind.PLACE}

    def goes_to_place(guess: NameGuess) -> bool:
        """Whether the surname is a word before a place: 来|佛山."""
        is_word = guess.name[0] in load("names")["word_surnames"]
        return is_word and Span(guess.span.start + 1, guess.span.end) in place_spans

    def holds_place(guess: NameGuess) -> bool:
        """Whether a short name of a place is all but the last character of a name that ends for sure: 余姚|芬."""
        head = Span(guess.span.start, guess.span.end - 1)
        return len(guess.name) == FULL_NAME and guess.weight >= _SURE and head in place_spans

    def free(guesses: list[NameGuess]) -> list[NameGuess]:
        """Guesses that are part of nothing found; a place may be the given name: 王金华."""
        apart = [
            guess
            for guess in guesses
            if not overlaps(guess.span, taken) and (not places[guess.span.start] or holds_place(guess))
        ]
        apart = [guess for guess in apart if not goes_to_place(guess)]
        return [guess for guess in apart if not places[guess.span.end - 1] or guess.span.end in place_ends]

    titles = list(behind_places(find_titles(text), place_ends))
    is_of_japan = "日本" in text
    starts = {title.span.start for title in titles}
    for title in titles:
        link = _LINK.match(text, title.span.end)
        start = link.end() if link else title.span.end
        if text[start : start + 1] == "的" and _HELD.search(text, max(0, start - 50), title.span.end):
            start += 1  # 时任某县县委书记的甲
        guesses = free(guess_japanese(text, start)) if is_of_japan else []
        if not guesses and start not in starts:
            guesses = plausible(free(guess_names(text, start)), title) or free(rare(text, start, title))
            guesses = guesses or free(guess_between(text, start))
        shares = False
        while guesses:
            yield Named(title, guesses, shares)
            separator = _NEXT.match(text, guesses[0].span.end)
            if not separator or separator.group() == "," or separator.end() in starts:
                break
            begin = separator.end()
            guesses = free(guess_japanese(text, begin)) if is_of_japan else []
            guesses = guesses or listed(free(guess_names(text, begin))) or free(guess_between(text, begin))
            guesses = guesses or (free(guess_last(text, begin)) if shares else [])
            if guesses and guesses[0].weight < _SURE and holds_title(text, begin, starts):
                break  # 某集团党委书记甲、|龙湖某某品牌总监乙
            shares = True


def _settle(entries: Sequence[Named]) -> dict[str, str]:
    """For the first two characters of names, the name that all the places in the article together speak for."""
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for entry in entries:
        for guess in entry.guesses:
            weights[guess.name[:2]][guess.name] += guess.weight
    return {start: max(names, key=lambda name: names[name]) for start, names in weights.items()}


def _with_posts(
    article: Article, found: Sequence[Mention], entries: Sequence[Named], names: dict[str, str]
) -> Iterator[Mention]:
    context = Context.of(article, found)
    follows = {title.span.start: title for title in find_titles(article.text)}
    held: tuple[Post, ...] = ()
    told: dict[tuple[str, str], str] = {}
    end = -1
    for entry in entries:
        guess = next((g for g in entry.guesses if g.name == names[g.name[:2]]), entry.guesses[0])
        start = guess.span.start
        if not entry.shares:
            in_list = _follows(article.text, end, posts.phrase_start(context, entry.title))
            goes_on = not in_list and bool(held) and end >= 0 and is_beside(article.text, end, held[-1], entry.title)
            before = posts.body_in_list(context, entry.title, held) if in_list and held else None
            before = held[-1].organization if goes_on else before
            phrase = posts.read_phrase(context, entry.title, before)
            yield from phrase.bodies
            held = _to_be(article.text[entry.title.span.end : start], phrase.posts)
            start, held = phrase.start, tuple(posts.as_before(post, guess.name, told) for post in held)
        context.person_ends.add(guess.span.end)
        behind = follows.get(guess.span.end)
        if behind and behind.is_post and follows_name(article.text, behind.span.end) > 0:
            context.person_ends.add(behind.span.end)
            extra = (rank_behind(held[-1], behind),) if is_rank(behind.title) and held else ()
            yield _person(Span(start, behind.span.end), guess, "title_around_name", (*held, *extra))
        else:
            yield _person(Span(start, guess.span.end), guess, "title_before_name", held)
        end = behind.span.end if behind and behind.span.end in context.person_ends else guess.span.end


def _to_be(link: str, told: tuple[Post, ...]) -> tuple[Post, ...]:
    """The posts, those to come where a word between title and name says so: 副区长人选‹甲›."""
    if not link.startswith(("候选人", "人选", "推荐人选", "提名人选", "建议人选")):
        return told
    return tuple(replace(post, status=Status.DESIGNATED) if post.status is Status.CURRENT else post for post in told)


def _person(span: Span, guess: NameGuess, rule: str, held: tuple[Post, ...] = ()) -> Mention:
    return Mention(Kind.PERSON, span, guess.name, rule, head=guess.span, posts=held)


def _before_posts(article: Article, found: Sequence[Mention]) -> Iterator[Mention]:
    """Names at the start of a line, with the posts behind them: lists of guests, the author line of a comment."""
    text = article.text
    lines = list(rows(text))
    if not lines:
        return
    context = Context.of(article, found)
    taken = mask(article.text, [m for m in found if m.kind is Kind.PERSON and m.posts])
    for line in lines:
        title = context.titles.get(line.end("posts"))
        guess = next((g for g in guess_names(text, line.start("name")) if g.span.end == line.end("name")), None)
        if title and guess and not is_common_word(guess.name) and not overlaps(guess.span, taken):
            phrase = posts.read_phrase(context, title)
            if phrase.posts and phrase.start >= line.start("posts"):
                yield from phrase.bodies
                yield _person(Span(line.start("name"), line.end("posts")), guess, "name_before_posts", phrase.posts)


def _follows(text: str, end: int, start: int) -> bool:
    """Whether a phrase of posts is the next in a list behind a name: 局长甲|、办公室主任乙, 局长甲|和办公室主任乙."""
    separator = _NEXT.match(text, end) if end >= 0 else None
    return separator is not None and start in (separator.start(), separator.end())


def _replaced(mentions: Sequence[Mention], noted: Sequence[Mention]) -> list[Mention]:
    """The mentions and those noted with posts, which take the place of the same names without posts."""
    names = {mention.name_span for mention in noted if mention.kind is Kind.PERSON}
    return [*(m for m in mentions if m.posts or m.name_span not in names), *noted]


def _appointed(article: Article, found: Sequence[Mention]) -> Iterator[Mention]:
    """Names before the post that they get, have or lose: 任命甲为某局局长, 免去甲的…职务, 甲担任…."""
    appointments = list(find_appointments(article.text))
    if not appointments:
        return
    context = Context.of(article, found)
    taken = mask(article.text, [m for m in found if m.kind is Kind.PERSON])
    last: tuple[int, str] | None = None  # where the clause before ended, and the body of its post
    for appointment in appointments:
        context.person_ends.add(appointment.clause.start)
        title = posts.last_title(context, appointment.clause)
        if title is None or overlaps(appointment.name.span, taken):
            continue
        is_next = last is not None and _NEXT.fullmatch(article.text, last[0], appointment.name.span.start)
        phrase = posts.read_phrase(context, title, last[1] if last and is_next else None)
        if phrase.start < appointment.clause.start:
            continue
        held = tuple(replace(post, status=appointment.status) for post in phrase.posts)
        if held or not is_common_word(appointment.name.name):
            yield from phrase.bodies
            span = Span(appointment.name.span.start, title.span.end)
            yield _person(span if held else appointment.name.span, appointment.name, "name_before_office", held)
        last = (title.span.end, held[-1].organization) if held else None


def _in_careers(text: str, careers: Sequence[Told], found: Sequence[Mention]) -> Iterator[Mention]:
    """The bodies that clauses of careers name, and the persons that nothing else names."""
    taken = mask(text, [m for m in found if m.kind is not Kind.PLACE] if careers else ())
    for told in careers:
        yield from told.bodies
        name = told.career.name
        if name and not overlaps(name.span, taken):
            yield _person(name.span, name, "name_before_office")


def _told(text: str, guesses: Iterable[NameGuess], found: Sequence[Mention]) -> Iterator[Mention]:
    """Names at the head of a résumé, and those in lists."""
    taken = mask(text, found)
    return (_person(g.span, g, "name_introduced") for g in guesses if not overlaps(g.span, taken))


def _speaking(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Names without a title that begin a clause and say something."""
    taken = mask(text, found)
    surely = frozenset(_speaking_verbs("speaking_surely").starts(text))
    verbs = surely | frozenset(_speaking_verbs("speaking").starts(text))
    known = {m.thing for m in found if m.kind is Kind.PERSON}
    titles = {title.span for title in find_titles(text)}
    clauses = [0, *[match.end() for match in _CLAUSE.finditer(text)]] if verbs else []
    within = {match.end() for match in _ATTRIBUTE.finditer(text)} | {m.span.end for m in found if m.kind is _BODY}
    within -= set(clauses)  # 家住某小区的|李某某说
    starts = [
        *begins_before(text, clauses, sorted(verbs), _LONGEST_OPENING),
        *begins_before(text, sorted(within), sorted(surely)),
    ]
    for clause in starts:
        opening = _OPENING.match(text, clause)
        for guess in guess_names(text, opening.end() if opening else clause)[:1]:
            is_whole = guess.weight >= _LIKELY and guess.span.end - guess.span.start == FULL_NAME
            speaks = (guess.weight >= _SURE or (is_whole and guess.span.end in surely)) and guess.span.end in verbs
            if not speaks or is_common_word(guess.name) or overlaps(guess.span, taken):
                continue
            if clause in within and not (is_whole and guess.span.end in surely and stands_out(guess)):
                continue
            if Span(guess.span.start + 1, guess.span.end) in titles:
                continue  # 王|处长
            if text[guess.span.start : guess.span.end + 1] not in known:  # 张晓强|调任
                yield _person(guess.span, guess, "name_before_verb_of_speech")


@cache
def _speaking_verbs(entry: str) -> Cues:
    return Cues(load("names")[entry])


def _apart_from_bylines(mentions: list[Mention], found: Sequence[Mention]) -> list[Mention]:
    """An official with the name of one of the article's authors is another person, wherever the text tells of him."""
    authors = {m.thing for m in found if m.kind is Kind.PERSON}
    officials = {m.thing for m in mentions if m.kind is Kind.PERSON and m.thing in authors and m.posts}
    return [replace(m, thing=f"{m.thing}#2") if m.thing in officials else m for m in mentions]
