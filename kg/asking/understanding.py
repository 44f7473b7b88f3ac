"""From the parts of a question to its meaning, by small rules that say what they know."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.asking.alternatives import alternatives
from kg.asking.asked import Ask, asks_of
from kg.asking.columns import columns_of
from kg.asking.meaning import Meaning, Refusal, Told
from kg.asking.narrowing import narrowed
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.asking.heard import Heard

_SUCCESSIONS: Final = ("succession", "precedence")
_HOSTS: Final = ("host", "organizer", "co-organizer")


def understood(heard: Heard) -> Meaning | Refusal:
    """What a question means; a refusal where its parts do not make one."""
    asks = asks_of(heard.text, heard.parts, heard.names)
    told = _told(heard, asks)
    if isinstance(told, Refusal):
        return told
    told, heard = _turned(told, _with_subjects(told, heard), asks)
    if reason := alternatives(heard) or _two_people(told, heard):
        return Refusal(reason)
    asked = columns_of(told, heard, asks)
    if isinstance(asked, Refusal):
        return asked
    count = any(ask.word == "count" for ask in asks)
    times = any(ask.word == "times" for ask in asks)
    meaning = Meaning(
        tuple(told),
        asked,
        heard.names,
        companion="companion" in asked,
        topics=heard.topics,
        around=heard.around,
        origins=heard.origins,
        publishers=heard.publishers,
        count="times" if times else (asked[0] if count else ""),
    )
    return narrowed(meaning, heard.parts, heard.periods)


def _two_people(told: Sequence[Told], heard: Heard) -> str:
    """Why it cannot be told whom of two a question about succession means; empty where it can."""
    people = [named.text for named in heard.names if named.kind is Kind.PERSON]
    if told[0].fact in _SUCCESSIONS and len(people) > 1 and not heard.signs("either"):
        return f"it names {' and '.join(people)}; ask who came before or after one of them"
    return ""


def _told(heard: Heard, asks: Sequence[Ask]) -> list[Told] | Refusal:
    """The kinds of fact that are asked about."""
    found = [Told(str(part.says("fact")), tuple(part.says("roles") or ())) for part in heard.parts if part.says("fact")]
    found = _without_weaker(found, heard)
    kinds = list(dict.fromkeys(told.fact for told in found))
    if len(kinds) > 2:
        return Refusal("it asks about more than two kinds of fact at once")
    if not found:
        inferred = _inferred(heard, asks)
        return [Told(inferred)] if inferred else Refusal("it does not say what happened: spoke, attended, hosted, …")
    if len(kinds) == 1 and heard.signs("together") and len(set(found)) == 2 and all(told.roles for told in found):
        return list(dict.fromkeys(found))  # who both spoke and moderated
    return [_united([told for told in found if told.fact == kind]) for kind in kinds]


def _without_weaker(found: list[Told], heard: Heard) -> list[Told]:
    """Verbs that say little beside others: the meeting *held* in 长春, who *served as* 副书记 and spoke."""
    kinds = {told.fact for told in found}
    if any(fact in kinds for fact in _SUCCESSIONS):  # to succeed somebody is to hold a post
        found = [told for told in found if told.fact != "membership"]
    if len(kinds) > 1 and "event" in kinds:
        found = [told for told in found if told.fact != "event"]
    if len(kinds) > 1 and "membership" in kinds and (heard.has(Kind.TITLE) or heard.has(Kind.ORGANIZATION)):
        found = [told for told in found if told.fact != "membership"]
    if "recognition" in kinds:  # put forward, published: what else is told of a case that is recognized
        found = [told for told in found if told.fact not in ("proposal", "involvement")]
    return found


def _united(told: Sequence[Told]) -> Told:
    """One kind of fact with the roles of all its mentions; “attended” beside a role adds none."""
    roles = tuple(dict.fromkeys(role for one in told for role in one.roles))
    return Told(told[0].fact, roles)


def _inferred(heard: Heard, asks: Sequence[Ask]) -> str:
    """The kind of fact where no verb says it."""
    wanted = {ask.wanted for ask in asks}
    for rule in (_by_noun, _by_post, _by_event, _by_place, _by_person):
        if fact := rule(heard, wanted):
            return fact
    return ""


def _by_noun(heard: Heard, wanted: set[str]) -> str:
    direct = {"said": "statement", "article": "article", "roll": "recognition", "companion": "participation"}
    for noun, fact in direct.items():
        if noun in wanted:
            return fact
    if heard.topics and wanted & {"person", "what"}:
        return "statement"
    if "initiative" in wanted or (heard.has(Kind.INITIATIVE) and wanted & {"person", "agent", "organization", "place"}):
        return "proposal"
    if wanted & {"role", "topic"} and heard.has(Kind.PERSON):
        return "participation"
    return ""


def _by_post(heard: Heard, wanted: set[str]) -> str:
    if heard.has(Kind.TITLE) or "post" in wanted:
        return "membership"
    if heard.has(Kind.ORGANIZATION) and "person" in wanted and not heard.has(Kind.EVENT):
        return "membership"
    return ""


def _by_event(heard: Heard, wanted: set[str]) -> str:
    if not heard.has(Kind.EVENT) and "event" not in heard.nouns():
        return ""
    if heard.has(Kind.PERSON) or "person" in wanted:
        return "participation"
    if heard.has(Kind.ORGANIZATION) or wanted & {"organization", "agent"}:
        return "involvement"
    return "event"


def _by_place(heard: Heard, wanted: set[str]) -> str:
    if not heard.has(Kind.PLACE):
        return ""
    if "organization" in wanted:
        return "jurisdiction"
    return "membership" if "person" in wanted else ""


def _by_person(heard: Heard, wanted: set[str]) -> str:
    if heard.has(Kind.PERSON):
        return "membership" if wanted & {"person", "what", "organization", "whether"} else "participation"
    return ""


def _turned(told: list[Told], heard: Heard, asks: Sequence[Ask]) -> tuple[list[Told], Heard]:
    """Facts that another reading of the same words means: who held the meeting are bodies; who mentions it says it."""
    wanted = {ask.wanted for ask in asks}
    first = told[0]
    if first.fact in _SUCCESSIONS:
        return [first, Told("tenure"), *told[1:]], heard
    if first.fact == "statement" and "topic" in wanted:
        return [Told("participation"), *told[1:]], heard
    if first.fact == "event" and "post" in wanted:
        return [Told("membership"), *told[1:]], heard
    if first.fact == "event" and wanted & {"person", "agent", "organization"}:
        return [Told("involvement", _HOSTS), *told[1:]], heard
    if first.fact == "event" and heard.has(Kind.ORGANIZATION) and not heard.has(Kind.PERSON):
        return [Told("involvement", _HOSTS), *told[1:]], heard
    if first.fact == "article" and (wanted & {"person", "said"} or (heard.has(Kind.PERSON) and heard.topics)):
        return _said_of(told, heard)
    is_body = "organization" in wanted or ("agent" in wanted and not heard.has(Kind.PERSON))
    has_body = heard.has(Kind.ORGANIZATION) and not heard.has(Kind.PERSON) and not heard.has(Kind.TITLE)
    if first.fact == "participation" and (is_body or (has_body and "person" not in wanted)):
        for part in heard.parts:
            if part.does == "happened" and part.says("fact") == "participation" and part.says("bodies") != "":
                return [Told("involvement", tuple(part.says("bodies"))), *told[1:]], heard
    return told, heard


def _with_subjects(told: Sequence[Told], heard: Heard) -> Heard:
    """Names behind “about” are words to look for in what people say; articles and all else are about the things."""
    if told[0].fact in ("statement", "participation"):
        words = tuple((named.text, *named.labels) for named in heard.subjects)
        return replace(heard, topics=(*heard.topics, *words), subjects=())
    publishers = tuple(named for named in heard.names if named.kind is Kind.ORGANIZATION)
    if told[0].fact == "article" and publishers:
        names = tuple(named for named in heard.names if named not in publishers)
        heard = replace(heard, names=names, publishers=publishers)
    return replace(heard, names=tuple(sorted((*heard.names, *heard.subjects), key=lambda one: one.span)), subjects=())


def _said_of(told: Iterable[Told], heard: Heard) -> tuple[list[Told], Heard]:
    """Who mentioned 星凯模式: statements with these words, of persons that the question names."""
    speakers = tuple(named for named in heard.names if named.kind in (Kind.PERSON, Kind.EVENT))
    rest = [named for named in heard.names if named not in speakers]
    words = tuple((named.text, *named.labels) for named in rest)
    return [Told("statement"), *list(told)[1:]], replace(heard, names=speakers, topics=(*heard.topics, *words))
