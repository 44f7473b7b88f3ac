"""Persons in the text, with the posts that stand before their names."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.grammar import bodies, posts
from kg.grammar.appointments import find_appointments
from kg.grammar.names import (
    VERY_COMMON,
    follows_name,
    frequency,
    guess_names,
    guess_unlisted,
    is_chinese,
    is_common_word,
)
from kg.grammar.titles import body_of, find_titles, is_rank
from kg.lexicon import load
from kg.model import Kind, Mention, Post, Status
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.grammar.names import NameGuess
    from kg.grammar.titles import TitleWord
    from kg.model import Article

_LINK = re.compile(r"[:“\"]?[  ]{0,2}")
_NEXT = re.compile(r"、|和|与|及|以及|,")
_CLAUSE = re.compile(r"(?:(?<=[\n,。;:!?、”\"》(])|^)(?:据|对此,|随后,|其中,|居民|村民)?")


_ROW = re.compile(
    r"(?m)^(?P<name>[一-龥](?:[ ]?[一-龥]){1,3}|[一-龥·]{3,16})(?:[ ]+|[ ]*[:,(] *)"
    r"(?P<posts>[一-龥][^。;:!?\n]{3,60}?)[) ]*$"
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
    mentions += _before_posts(article, [*found, *mentions])
    mentions += _before_titles(text, [*found, *mentions])
    mentions += _speaking(text, [*found, *mentions])
    known = {m.thing for m in mentions if m.kind is Kind.PERSON}
    mentions = _apart_from_bylines(mentions, found)
    yield from mentions
    yield from _again(text, known, [*found, *mentions])


def _behind_titles(text: str, found: Sequence[Mention]) -> Iterator[Named]:
    """Names that stand behind a title, and those that follow in a list under the same title."""

    taken = _mask(text, [m for m in found if m.kind is not Kind.PLACE])
    places = _mask(text, [m for m in found if m.kind is Kind.PLACE])
    place_ends = {m.span.end for m in found if m.kind is Kind.PLACE}

    def free(guesses: list[NameGuess]) -> list[NameGuess]:
        """Guesses that are part of nothing found; a place may be the given name: 王金华."""
        apart = [guess for guess in guesses if not _overlaps(guess.span, taken) and not places[guess.span.start]]
        return [guess for guess in apart if not places[guess.span.end - 1] or guess.span.end in place_ends]

    titles = find_titles(text)
    starts = {title.span.start for title in titles}
    for title in titles:
        link = _LINK.match(text, title.span.end)
        start = link.end() if link else title.span.end
        guesses = [] if start in starts else _plausible(free(guess_names(text, start)), title)
        if not guesses and title.is_post and start not in starts:
            guesses = free(guess_unlisted(text, start))
        shares = False
        while guesses:
            yield Named(title, guesses, shares)
            separator = _NEXT.match(text, guesses[0].span.end)
            if not separator or separator.group() == ",":
                break
            guesses = _listed(free(guess_names(text, separator.end())))
            shares = True


def _listed(guesses: list[NameGuess]) -> list[NameGuess]:
    """Guesses for a further name in a list, where no title vouches for it."""
    return [g for g in guesses if g.weight >= 0.8 and not is_common_word(g.name) and not is_common_word(g.name[:2])]


def _plausible(guesses: list[NameGuess], title: TitleWord) -> list[NameGuess]:
    """Guesses that are names rather than words, if what follows bears the first of them out."""
    if not title.is_post and guesses and frequency(title.title + guesses[0].name[0]):
        return []  # 居民区, 专家组
    if not title.is_post:
        return [guess for guess in _listed(guesses) if guess.weight >= 1.2]
    kept = [g for g in guesses if g.weight > -1 and (g.weight >= 2 or not is_common_word(g.name, VERY_COMMON))]
    return kept if kept and kept[0].weight >= 0.5 else []


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
    context = posts.Context.of(article, found)
    follows = {title.span.start: title for title in find_titles(article.text)}
    held: tuple[Post, ...] = ()
    end = -1
    for entry in entries:
        guess = next((g for g in entry.guesses if g.name == names[g.name[:2]]), entry.guesses[0])
        start = guess.span.start
        if not entry.shares:
            in_list = _NEXT.fullmatch(article.text, end, posts.segment_start(context, entry.title.span.start))
            phrase = posts.read_phrase(context, entry.title, held[-1].organization if in_list and held else None)
            yield from phrase.bodies
            start, held = phrase.start, phrase.posts
        context.person_ends.add(guess.span.end)
        behind = follows.get(guess.span.end)
        if behind and behind.is_post and follows_name(article.text, behind.span.end) > 0:
            rank = is_rank(behind.title) and held
            extra = (Post(held[-1].organization, behind.title, Status.CURRENT, behind.span),) if rank else ()
            yield _person(Span(start, behind.span.end), guess, "title_around_name", (*held, *extra))
        else:
            yield _person(Span(start, guess.span.end), guess, "title_before_name", held)
        end = guess.span.end


def _person(span: Span, guess: NameGuess, rule: str, held: tuple[Post, ...] = ()) -> Mention:
    return Mention(Kind.PERSON, span, guess.name, rule, head=guess.span, posts=held)


def _before_titles(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Names before a title: 某教授, 某总书记. Only a title that tells its body makes a post."""
    taken = _mask(text, found)
    bodies_by_end = {m.span.end: m for m in found if m.kind is Kind.ORGANIZATION}
    for title in find_titles(text):
        for length in (3, 2, 4):
            start = title.span.start - length
            guess = next((g for g in guess_names(text, max(start, 0)) if g.span.end == title.span.start), None)
            if guess is None or is_common_word(guess.name) or guess.weight < 0 or _overlaps(guess.span, taken):
                continue
            if follows_name(text, title.span.end) > 0.5 and _begins(text, start):
                body = body_of(title.title)
                if body:
                    yield Mention(Kind.ORGANIZATION, title.span, body, "title_of_one_body")
                before = bodies_by_end.get(start)
                holder = before.thing if before and title.is_post else body
                begin = before.span.start if before and holder else start
                held = (Post(holder, title.title, Status.CURRENT, title.span),) if holder else ()
                yield _person(Span(begin, title.span.end), guess, "name_before_title", held)
                break


def _before_posts(article: Article, found: Sequence[Mention]) -> Iterator[Mention]:
    """Names at the start of a line, with the posts behind them: lists of guests, the author line of a comment."""
    text = article.text
    context = posts.Context.of(article, found)
    taken = _mask(article.text, [m for m in found if m.kind is Kind.PERSON])
    for line in _ROW.finditer(text):
        title = context.titles.get(line.end("posts"))
        guess = next((g for g in guess_names(text, line.start()) if g.span.end == line.end("name")), None)
        if title and guess and not is_common_word(guess.name) and not _overlaps(guess.span, taken):
            phrase = posts.read_phrase(context, title)
            if phrase.posts and phrase.start >= line.start("posts"):
                yield from phrase.bodies
                yield _person(Span(line.start(), line.end("posts")), guess, "name_before_posts", phrase.posts)


def _appointed(article: Article, found: Sequence[Mention]) -> Iterator[Mention]:
    """Names before the post that they get, have or lose: 任命甲为某局局长, 免去甲的…职务, 甲担任…."""
    context = posts.Context.of(article, found)
    taken = _mask(article.text, [m for m in found if m.kind is Kind.PERSON])
    for appointment in find_appointments(article.text):
        context.person_ends.add(appointment.clause.start)
        title = posts.last_title(context, appointment.clause)
        if title is None or _overlaps(appointment.name.span, taken):
            continue
        phrase = posts.read_phrase(context, title)
        if phrase.start >= appointment.clause.start and phrase.posts:
            yield from phrase.bodies
            held = tuple(replace(post, status=appointment.status) for post in phrase.posts)
            span = Span(appointment.name.span.start, title.span.end)
            yield _person(span, appointment.name, "name_before_office", held)


def _begins(text: str, start: int) -> bool:
    """Whether a name may begin here: after a mark, a word that ends phrases, or an ordinary word."""
    before = text[max(0, start - 2) : start]
    if not before or not is_chinese(before[-1]):
        return True
    return bodies.last_stop(text, max(0, start - 4), start, bodies.Stop.CONJUNCTION) == start or frequency(before) > 0


def _speaking(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Names without a title that begin a clause and say something."""
    verbs = re.compile("|".join(map(re.escape, load("names")["speaking"])))
    taken = _mask(text, found)
    for match in _CLAUSE.finditer(text):
        for guess in guess_names(text, match.end())[:1]:
            speaks = guess.weight >= 2 and verbs.match(text, guess.span.end)
            if speaks and not is_common_word(guess.name) and not _overlaps(guess.span, taken):
                yield _person(guess.span, guess, "name_before_verb_of_speech")


def _apart_from_bylines(mentions: list[Mention], found: Sequence[Mention]) -> list[Mention]:
    """An official with the name of one of the article's authors is another person."""
    authors = {m.thing for m in found if m.kind is Kind.PERSON}
    return [replace(m, thing=f"{m.thing}#2") if m.thing in authors and m.posts else m for m in mentions]


def _again(text: str, known: set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    """Further places where a name stands that is known from elsewhere in the article."""
    things = {m.head.of(text).replace(" ", "") if m.head else m.thing: m.thing for m in found if m.kind is Kind.PERSON}
    names = sorted(known | set(things), key=lambda name: -len(name))
    if not names:
        return
    taken = _mask(text, [m for m in found if m.kind in (Kind.PERSON, Kind.ORGANIZATION)])
    titles = {title.span.start: title.span.end for title in find_titles(text)}
    for match in re.finditer("|".join(map(re.escape, names)), text):
        span = Span(*match.span())
        if not _overlaps(span, taken):
            thing = things.get(match.group(), match.group())
            whole = Span(span.start, titles.get(span.end, span.end))  # 甲教授
            yield Mention(Kind.PERSON, whole, thing, "name_known_in_article", head=span)


def _mask(text: str, mentions: Iterable[Mention]) -> bytearray:
    """A byte for each character: 1 where a mention stands."""
    mask = bytearray(len(text))
    for mention in mentions:
        mask[mention.span.start : mention.span.end] = b"\1" * (mention.span.end - mention.span.start)
    return mask


def _overlaps(span: Span, mask: bytearray) -> bool:
    return 1 in mask[span.start : span.end]
