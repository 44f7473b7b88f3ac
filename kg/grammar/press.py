"""The names of media, and the words around the names of those who made an article: expressions made of byline.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.cues import Cued, either
from kg.lexicon import load
from kg.model import BylineRole

BOTH = "reporter and photographer"
BESIDE = "beside"  # named there, and no author
ROLES: tuple[str, ...] = (*BylineRole, BOTH, BESIDE)
LIST = r"[ 、,;/和]{1,3}"


@dataclass(frozen=True, slots=True)
class Labels:
    """Expressions for the words around names."""

    before: str
    behind: str
    stops: str


def alternatives(entries: list[str] | tuple[str, ...]) -> str:
    """An expression for any of these words, the longest first; it matches nothing where there are none."""
    return either(entries) or "(?!)"


@cache
def words(name: str) -> str:
    """An expression for any word of one list of byline.yaml."""
    return alternatives(load("byline")[name])


@cache
def medium() -> str:
    """An expression for the name of a medium: the fewest characters that end as such names do."""
    return rf"(?:(?![由据的在从])[㐀-鿿]){{1,10}}?(?:{words('media')})"


@cache
def newsroom() -> str:
    """An expression for a medium as bylines name it: 本报, 某网, 某日报北京记者站, 某网/某报, 某报、某网, 某报·某网."""
    one = rf"(?:{words('unnamed')}|{medium()})(?:[㐀-鿿]{{0,8}}?(?:{words('bureaus')}))?"
    return rf"(?:{one}(?:[/·、]{one}|·[㐀-鿿]{{2,6}}?)?)"


@cache
def unit() -> str:
    """An expression for a body that is no medium, before the names of those who wrote for it: 某区民政局."""
    return rf"[㐀-鿿]{{1,20}}?(?:{words('units')})"


@cache
def labels() -> Labels:
    """What stands before names, what behind them, and every word that ends a list of names."""
    plain, colon, after = _fields("before"), _fields("colon"), _fields("after")
    writers = _spaced(_words_of(("reporter", "photographer", "correspondent"), "before"))
    bar = _fields("after_bar")
    both = _spaced(sorted(set(_words_of(ROLES, "before")) & set(_words_of(ROLES, "after"))))
    next_label = rf"(?!(?:{both}) {{1,2}}[㐀-鿿]{{2,4}}(?:[ )】、]|$))"  # 记者 甲 摄像 乙: the word is the next one's
    inner = rf"(?:{newsroom()}?[㐀-鿿]{{0,4}}?(?P<inner>{writers})[: ]?)?"
    return Labels(
        before=rf"(?:(?P<label>{plain})】? ?[:|/·]? ?|(?P<colon_label>{colon}) ?[:|/] ?{inner})(?:{unit()}[ :、])?",
        behind=rf"(?: ?/? ?{next_label}(?P<after>{after})(?! ?[:|])|[ /](?P<after_bar>{bar})(?! ?[/|:]))(?![㐀-鿿])",
        stops=rf"(?:{plain}|{_spaced(load('byline')['none']['before'])}|(?:{colon}) ?[:|/])",
    )


@cache
def byline_name() -> str:
    """An expression for the characters of a name as bylines close it off."""
    stops = labels().stops
    end = rf"(?=$|[ 、,;/|()\[\]【】:。\d\n]|{stops}|{_fields('after')})"
    no_name = rf"(?!{stops}|(?:{words('not_names')}|{newsroom()})(?![㐀-鿿])|{newsroom()}(?:{stops}))"
    return (
        rf"{no_name}(?>[㐀-鿿]{{1,5}}(?:·[㐀-鿿]{{1,8}}?){{1,3}}{end}"
        rf"|[㐀-鿿] {{1,2}}[㐀-鿿](?![㐀-鿿]){end}|[㐀-鿿]{{2,4}}?{end})"
    )


@cache
def byline_names() -> str:
    """An expression for names in a row, called `names` in the match."""
    return rf"(?P<names>{byline_name()}(?:{LIST}{byline_name()}){{0,9}})"


@cache
def byline_hint() -> Cued:
    """What a line with a label holds at least."""
    colon = rf"(?:{_fields('colon')}|{_spaced(load('byline')['sources'])}) ?[:|/]"
    plain = [*_words_of(ROLES, "before"), *_words_of(ROLES, "after")]
    marked = [*_words_of(ROLES, "colon"), *load("byline")["sources"]]
    starts = {word[:2] for word in (*plain, *(word + mark for word in marked for mark in " :|/"))}
    starts |= {f"{word[0]} " for word in (*plain, *marked)}  # 责 编
    return Cued(rf"{_fields('before')}|{_fields('after')}|{colon}|/ ?[文图]", (*starts, "/ ", "/文", "/图"))


def role_of(word: str | None, fields: tuple[str, str]) -> str | None:
    """The role that a label gives, with or without spaces between its characters."""
    if word is None:
        return None
    entries, bare = load("byline"), word.replace(" ", "")
    return next(role for role in ROLES for field in fields if bare in entries[role].get(field, ()))


def _fields(field: str) -> str:
    return _spaced(_words_of(ROLES, field))


def _words_of(roles: tuple[str, ...], field: str) -> list[str]:
    return [word for role in roles for word in load("byline")[role].get(field, ())]


def _spaced(entries: list[str] | tuple[str, ...]) -> str:
    """An expression for any of these words; those of two characters may be spread: 责 编."""
    ordered = sorted(set(entries), key=lambda word: (-len(word), word))
    spread = (
        rf"{word[0]} {{0,3}}{word[1]}" if re.fullmatch("[㐀-鿿]{2}", word) else re.escape(word) for word in ordered
    )
    return "|".join(spread) or "(?!)"
