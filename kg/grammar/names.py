"""Where a person's name ends: surnames, given names, and what may follow them."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from kg.grammar.alternatives import alternatives
from kg.grammar.dictionary import VERY_COMMON, frequency, is_common_word, is_frequent_surname, no_names
from kg.grammar.titles import has_title
from kg.lexicon import load
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_FOREIGN = re.compile(r"[一-龥]{1,7}(?:-[一-龥]{1,7})?(?:·[一-龥]{1,10}(?:-[一-龥]{1,7})?){1,4}")
_SPACED = re.compile(r"([一-龥])[  ]{1,2}([一-龥])")
_DAY = re.compile(r"\d{1,4}[年月日时]")
_CHINESE = re.compile("[㐀-鿿〇\U00020000-\U0010ffff]*")
_CLAUSE = re.compile("[^,。;:!?、\\n]{0,14}")
_JOINING = "和"
_CLOSING = ",。;、)\n"
_OPENING = "《“‘\"'(【[ "
_LONGEST = 4  # characters of a name without dots
_LONGEST_OF_ONE = 3  # characters of a part that may be a word
_SHORTEST_OF_PARTS = 3  # characters of a name without surname

_CLOSED_OFF = -0.7  # weight of a last character that ends a name only before a mark
CERTAIN, _WORD, _IMPOSSIBLE = 3.0, 2.0, -9.0  # weights: a mark follows, a word of two or more characters, never


class NameGuess(NamedTuple):
    """A name that may stand at a place, and how much speaks for it (0: nothing but its characters)."""

    span: Span
    name: str
    weight: float


@cache
def _surnames() -> frozenset[str]:
    text = (files("kg.lexicon") / "surnames.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in _split(line))


def _split(line: str) -> list[str]:
    """Compound surnames stand apart; runs of single ones are written together."""
    words = line.split()
    return words if len(words) > 1 else list(line.strip())


@cache
def _following() -> dict[str, tuple[tuple[str, ...], tuple[str, ...], bool]]:
    """By its first character what may follow: ends of places, words behind a name, whether the character is one."""
    places, words = load("names")["place_endings"], load("names")["followers"]
    return {
        first: (
            tuple(word for word in places if word[0] == first),
            tuple(word for word in words if word[0] == first and len(word) > 1),
            first in words,
        )
        for first in {word[0] for word in (*places, *words)}
    }


@cache
def _characters(entry: str) -> frozenset[str]:
    return frozenset(load("names")[entry])


@cache
def _verbs() -> frozenset[str]:
    return frozenset(load("names")["verbs"])


def is_verb(text: str) -> bool:
    """Whether these characters are a verb that often stands before a body: 熟悉|公司."""
    return text in _verbs()


def begins_with_a_word(name: str) -> bool:
    """Whether the surname is a word as well, and what follows it a common one: 向|社区, 应|部门."""
    words = load("names")
    is_word = name[0] in words["word_surnames"] or (len(name) > 2 and name[0] in words["surnames_and_words"])
    return is_word and is_common_word(name[1:], VERY_COMMON)


def begins_as_a_word(name: str) -> bool:
    """Whether the first two characters of a name are an ordinary word, and no surname: 龙大|成, but 欧阳|洪."""
    return is_common_word(name[:2]) and surname_at(name, 0) < len(name[:2])


def surname_at(text: str, start: int) -> int:
    """The length of the surname that stands here: 2, 1, or 0."""
    surnames = _surnames()
    if text[start : start + 2] in surnames:
        return 2
    return 1 if text[start : start + 1] in surnames else 0


def follows_name(text: str, end: int) -> float:
    """How much the text from here on looks like what follows a name: -1 to 3."""
    behind = text[end : end + 1]
    if not (behind.isalnum() or behind == "_"):
        return CERTAIN
    if behind in _JOINING and (joins := _joins(text, end)) < 1:
        return joins
    places, words, is_word = _following().get(behind, ((), (), False))
    if places and text.startswith(places, end):
        is_office = text.startswith("长", end + 1) and not frequency(text[end + 1 : end + 3])
        return _WORD if is_office else -1.0  # 王某|镇长, but 王某|镇长期
    if (words and text.startswith(words, end)) or (behind.isdigit() and _DAY.match(text, end)):
        return _WORD
    if is_word:
        return 1.2
    return 0.8 if frequency(text[end : end + 2]) or frequency(text[end : end + 3]) else 0.0


@cache
def _joining() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What cannot follow 和 between two names, and what can only follow it so, in the same clause."""
    words = load("names")
    return re.compile(alternatives(words["never_joined"])), re.compile(alternatives(words["joined"]))


def _joins(text: str, at: int) -> float:
    """How likely the 和 here joins a name before it to something behind it: 1, hardly (0.6), not at all (0)."""
    behind = text[at + 1 : at + 2]
    if not (behind.isalnum() or behind in _OPENING):
        return 0.0  # 褚景和,
    verb = _joining()[0].match(text, at + 1)
    clause = _CLAUSE.match(text, verb.end()) if verb else None
    if clause is None or _joining()[1].search(clause.group()):
        return 1.0  # 甲和参加活动的居民
    return 0.6


def given_weight(given: str, joins: float = 1.0) -> float:
    """How much the last character of a given name speaks against it; `joins` where that is 和: see `_joins`."""
    if given == "某" or not _characters("never_inside").isdisjoint(given):
        return _IMPOSSIBLE
    if given[-1] not in _characters("never_in_names"):
        return 0.0
    if given[-1] in _JOINING:
        return -1.5 if joins == 1 else -0.8 * joins
    return -0.7 if given[-1] in _characters("also_in_names") else _IMPOSSIBLE


def _given_weight(text: str, start: int, end: int) -> float:
    """As `given_weight`, with what stands behind: 鲍某则, ends in 则, but 鲍某|则表示."""
    given = text[start:end]
    if len(given) > 1 and given[-1] in _characters("closing_names") and given_weight(given[:-1]) == 0:
        return _CLOSED_OFF if text[end : end + 1] in _CLOSING else _IMPOSSIBLE
    return given_weight(given, _joins(text, end - 1) if given[-1] in _JOINING else 1.0)


def _foreign_end(text: str, start: int, end: int) -> int:
    """Where a name with dots ends: before the first word, after its last dot, that may follow a name."""
    last = text.rindex("·", start, end) + 1
    part = _parts()[0].match(text, last, end)
    least = max(last + 1, part.end() if part else 0)  # 甲·买买提|出席
    after = load("names")["after_dots"]
    return next((at for at in range(least, end) if text[at] in after or follows_name(text, at) >= _WORD), end)


def guess_names(text: str, start: int) -> list[NameGuess]:
    """The names that may begin here, the likeliest first; none where no surname stands."""
    foreign = _FOREIGN.match(text, start) if "·" in text[start + 1 : start + 8] else None
    if foreign and not has_title(text, start, foreign.end()):
        span = Span(start, _foreign_end(text, start, foreign.end()))
        return [NameGuess(span, span.of(text), CERTAIN)]
    longest = surname_at(text, start)
    of_parts = _of_parts(text, start)
    if of_parts or not longest:
        return of_parts
    spaced = _SPACED.match(text, start) if longest == 1 else None
    if spaced and follows_name(text, spaced.end()) >= _WORD:
        return [NameGuess(Span(*spaced.span()), spaced.group(1) + spaced.group(2), CERTAIN)]
    lengths = ((surname, given) for surname in range(longest, 0, -1) for given in (2, 1))
    guesses = [guess for surname, given in lengths if (guess := _guess(text, start, surname, given, longest))]
    return sorted(guesses, key=lambda guess: -guess.weight) if len(guesses) > 1 else guesses


@cache
def _parts() -> tuple[re.Pattern[str], frozenset[str]]:
    """One part or several, and the characters with which they begin."""
    parts = load("names")["parts_of_names"]
    return re.compile(rf"(?:{alternatives(parts)}){{1,3}}"), frozenset(part[0] for part in parts)


def is_of_parts(name: str) -> bool:
    """Whether the name is one or more parts of Tibetan, Mongolian or Uyghur names and nothing else."""
    return _parts()[0].fullmatch(name) is not None


def _of_parts(text: str, start: int) -> list[NameGuess]:
    """A Tibetan, Mongolian or Uyghur name without surname or dot that begins here: 次仁|卓玛, 巴特尔."""
    parts, first = _parts()
    match = parts.match(text, start) if text[start : start + 1] in first else None
    if match is None or match.end() - start < _SHORTEST_OF_PARTS:
        return []
    weight = follows_name(text, match.end())
    if match.end() - start > _LONGEST_OF_ONE:
        weight = max(weight, 1.0)  # two parts are enough of a name: 才旺|加布
    return [NameGuess(Span(*match.span()), match.group(), weight)] if weight > 0 else []


def _guess(text: str, start: int, surname: int, given: int, longest: int) -> NameGuess | None:
    """The name of so many characters of surname and given name, if these can be one."""
    end = start + surname + given
    name = text[start:end]
    if len(name) < surname + given or not is_chinese(name) or name in no_names() or name[:2] in no_names():
        return None
    if name[surname:] in _characters("addresses"):
        return None
    if name[0] in _characters("joining_surnames") and is_frequent_surname(name[1]):
        return None
    weight = follows_name(text, end) + _given_weight(text, start + surname, end) + (0.1 if given == 2 else 0.0)
    if surname == 1 and name[0] in _characters("word_surnames"):
        ends_a_word = frequency(name[1:]) > 0 and frequency(text[start - 1 : start + 1]) > 0  # 工区|持证
        weight -= 1.5 if ends_a_word or is_common_word(name[1:]) or is_common_word(name) else 0.7
    elif given == 2 and name[0] in _characters("surnames_and_words") and is_common_word(name[surname:], VERY_COMMON):
        weight -= 1.5
    if given == 2 and frequency(name[:2]) >= 2 * VERY_COMMON:
        weight -= 1.5
    if surname == 1 and longest == 2:
        weight -= 0.7
    return NameGuess(Span(start, end), name, weight)


def begins_before(text: str, starts: Sequence[int], ends: Sequence[int], gap: int = 0) -> Sequence[int]:
    """Those of the starts, in order, from which a name behind at most `gap` characters may reach to one of the ends.

    Cheap, to ask before names are guessed. A name with dots is as long as it likes.
    """
    if "·" in text:
        return starts if ends else ()
    reach = _LONGEST + gap
    pairs = ((bisect_left(starts, end - reach), bisect_left(starts, end - 1)) for end in ends)
    return [starts[index] for index in sorted({index for pair in pairs for index in range(*pair)})]


def is_chinese(text: str) -> bool:
    """Whether these are Chinese characters, all of them."""
    return _CHINESE.fullmatch(text) is not None
