"""From the parts of a question to its meaning, by small rules that say what they know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.asking.meaning import Meaning, Told
from kg.asking.named import Named, Period
from kg.asking.narrowing import narrowed
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.asking.parts import Part

# What question words ask for, fact by fact. `what` is “what” or “which” with no noun beside it.
_ASKED: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "participation": {
        "person": ("person",), "agent": ("person",), "what": ("role", "topic"), "event": ("event",), "date": ("date",),
        "place": ("place", "event"), "role": ("role",), "topic": ("topic",), "post": ("post",), "said": ("topic",),
        "organization": ("post",), "companion": ("companion",),
    },
    "statement": {
        "person": ("person",), "agent": ("person",), "what": ("said",), "said": ("said",), "event": ("event",),
        "date": ("date",), "place": ("place", "event"), "post": ("post",), "organization": ("post",),
        "topic": ("said",),
    },
    "membership": {
        "person": ("person",), "agent": ("person",), "what": ("post",), "post": ("post",), "date": ("since", "until"),
        "organization": ("organization",), "place": ("organization",), "role": ("post",),
    },
    "involvement": {
        "person": ("organization",), "agent": ("organization",), "organization": ("organization",), "what": ("event",),
        "event": ("event",), "date": ("date",), "place": ("place", "event"), "role": ("role",),
        "initiative": ("event",),
    },
    "proposal": {
        "person": ("proposer",), "agent": ("proposer",), "organization": ("proposer",), "place": ("proposer",),
        "what": ("initiative",), "initiative": ("initiative",), "date": ("date",),
    },
    "recognition": {
        "person": ("initiative", "proposer"), "agent": ("by",), "organization": ("proposer",), "place": ("proposer",),
        "what": ("initiative", "roll"), "initiative": ("initiative",), "roll": ("roll",), "date": ("date",),
    },
    "byline": {
        "person": ("person",), "agent": ("person",), "what": ("article",), "article": ("article",), "date": ("date",),
        "role": ("role",),
    },
    "article": {
        "what": ("article",), "article": ("article",), "date": ("date",), "organization": ("publisher",),
        "agent": ("publisher",), "person": ("publisher",),
    },
    "event": {
        "what": ("event",), "event": ("event",), "date": ("date",), "place": ("place",), "topic": ("topic",),
    },
    "jurisdiction": {"what": ("organization",), "organization": ("organization",)},
}  # fmt: skip
_WHOLE: Final = {  # what is told where the question asks only whether, or names no question word
    "participation": ("person", "event", "role"), "statement": ("person", "said"),
    "membership": ("person", "post", "status"), "involvement": ("organization", "event", "role"),
    "proposal": ("initiative", "proposer"),
    "recognition": ("initiative", "roll"), "byline": ("person", "article"), "article": ("article",),
    "event": ("event", "date", "place"), "jurisdiction": ("organization",),
}  # fmt: skip
_HOSTS: Final = ("host", "organizer", "co-organizer")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question has no meaning here, in one clause."""

    reason: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A question in its parts: words, names, and what of topics and dates was found."""

    parts: tuple[Part, ...]
    names: tuple[Named, ...]
    topics: tuple[tuple[str, ...], ...] = ()
    subjects: tuple[Named, ...] = ()  # names behind “about”
    periods: tuple[tuple[str, Period], ...] = ()  # before, after, since, until, in
    around: tuple[tuple[str, Named], ...] = ()
    origins: tuple[Named, ...] = ()

    def has(self, kind: Kind) -> bool:
        """Whether it names such a thing."""
        return any(named.kind is kind for named in self.names)


def understood(heard: Heard) -> Meaning | Refusal:
    """What a question means; a refusal where its parts do not make one."""
    asks = _questions(heard)
    told = _told(heard, asks)
    if isinstance(told, Refusal):
        return told
    told, heard = _turned(told, _with_subjects(told, heard), asks)
    count = next((noun or "" for ask, noun in asks if ask == "count"), None)
    times = any(ask == "times" for ask, _ in asks)
    wanted = [noun or ask for ask, noun in asks if ask not in ("whether", "count", "times")]
    if count is not None:
        wanted = [count or "person", *wanted] if not wanted else [*wanted]
    asked: list[str] = []
    for one in wanted:
        columns = next((_ASKED[t.fact][_plain(one)] for t in told if _plain(one) in _ASKED[t.fact]), None)
        if columns is None:
            return Refusal(f"facts about {told[0].fact} do not tell the {one}")
        asked += columns
    if not asked:
        asked += _WHOLE[told[0].fact]
    meaning = Meaning(
        tuple(told),
        tuple(dict.fromkeys(asked)),
        heard.names,
        companion="companion" in asked,
        topics=heard.topics,
        around=heard.around,
        origins=heard.origins,
        count="times" if times else (asked[0] if count is not None else ""),
    )
    return narrowed(meaning, heard.parts, heard.periods)


def _plain(word: str) -> str:
    return "what" if word == "which" else word


def _questions(heard: Heard) -> list[tuple[str, str]]:
    """What is asked, in order: the question word, and the noun beside it where it has one.

    `which` and `how many` take the noun behind them, or else that before them (举措有哪些); a title is a noun, too
    (哪些教授). Without any question word the first noun is asked for (发言最多的前三位).
    """
    said = _signs(heard)
    found: list[tuple[str, str]] = []
    taken: set[int] = set()
    for at, (does, word) in enumerate(said):
        if does != "asks":
            continue
        noun = ""
        if word in ("which", "count"):
            for beside in (at + 1, at - 1):
                if 0 <= beside < len(said) and said[beside][0] == "noun" and beside not in taken:
                    noun = said[beside][1]
                    taken.add(beside)
                    break
        found.append((word, noun))
    real = [(ask, noun) for ask, noun in found if ask != "whether"]
    if real:
        return list(dict.fromkeys(real))
    nouns = [word for does, word in said if does == "noun"]
    return [("which", nouns[0])] if nouns and not found else found


def _signs(heard: Heard) -> list[tuple[str, str]]:
    """The words that mean something in their order, each with what it does; titles as nouns."""
    signs = [
        (part.span, part.does, str(part.says("asks") or part.says("noun")))
        for part in heard.parts
        if part.does in ("asks", "noun", "happened", "narrows")
    ]
    asked = [span.end for span, does, word in signs if does == "asks" and word in ("which", "count")]
    for named in heard.names:
        if named.kind is Kind.TITLE and any(0 <= named.span.start - end <= 1 for end in asked):
            signs.append((named.span, "noun", "person"))
    return [(does, word) for _, does, word in sorted(signs, key=lambda sign: sign[0])]


def _told(heard: Heard, asks: Sequence[tuple[str, str]]) -> list[Told] | Refusal:
    """The kinds of fact that are asked about."""
    found: list[Told] = []
    for part in heard.parts:
        if part.does == "happened":
            found.append(Told(str(part.says("fact")), tuple(part.says("roles") or ())))
    kinds = list(dict.fromkeys(told.fact for told in found))
    if len(kinds) > 1 and "event" in kinds:  # the meeting held in 长春
        found = [told for told in found if told.fact != "event"]
    if len(kinds) > 1 and "membership" in kinds and heard.has(Kind.TITLE):  # who served as 副书记 and spoke
        found = [told for told in found if told.fact != "membership"] or found
    kinds = list(dict.fromkeys(told.fact for told in found))
    if len(kinds) == 2 and {"proposal", "recognition"} == set(kinds):
        found = [told for told in found if told.fact == "recognition"]
        kinds = ["recognition"]
    if len(kinds) > 2:
        return Refusal("it asks about more than two kinds of fact at once")
    if not found:
        inferred = _inferred(heard, asks)
        return (
            [Told(inferred)] if inferred else Refusal("it does not say what happened: spoke, attended, hosted, said, …")
        )
    return [_united([told for told in found if told.fact == kind]) for kind in kinds]


def _united(told: Sequence[Told]) -> Told:
    """One kind of fact with the roles of all its mentions; “attended” beside a role adds none."""
    roles = tuple(dict.fromkeys(role for one in told for role in one.roles))
    return Told(told[0].fact, roles)


def _inferred(heard: Heard, asks: Sequence[tuple[str, str]]) -> str:
    """The kind of fact where no verb says it."""
    wanted = {noun or ask for ask, noun in asks}
    for rule in (_by_noun, _by_post, _by_event, _by_place, _by_person):
        if fact := rule(heard, wanted):
            return fact
    return ""


def _by_noun(heard: Heard, wanted: set[str]) -> str:
    direct = {"said": "statement", "article": "article", "roll": "recognition", "companion": "participation"}
    for noun, fact in direct.items():
        if noun in wanted:
            return fact
    if heard.topics and wanted & {"person", "which"}:
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
    if not heard.has(Kind.EVENT) and "event" not in wanted:
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
        return "membership" if wanted & {"person", "which", "organization", "whether"} else "participation"
    return ""


def _turned(told: list[Told], heard: Heard, asks: Sequence[tuple[str, str]]) -> tuple[list[Told], Heard]:
    """Facts that another reading of the same words means: who held the meeting are bodies; who mentions it says it."""
    wanted = {noun or ask for ask, noun in asks}
    first = told[0]
    if first.fact == "statement" and "topic" in wanted:
        return [Told("participation"), *told[1:]], heard
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
    return replace(heard, names=tuple(sorted((*heard.names, *heard.subjects), key=lambda one: one.span)), subjects=())


def _said_of(told: Iterable[Told], heard: Heard) -> tuple[list[Told], Heard]:
    """Who mentioned 星凯模式: statements with these words, of persons that the question names."""
    speakers = tuple(named for named in heard.names if named.kind in (Kind.PERSON, Kind.EVENT))
    rest = [named for named in heard.names if named not in speakers]
    words = tuple((named.text, *named.labels) for named in rest)
    return [Told("statement"), *list(told)[1:]], replace(heard, names=speakers, topics=(*heard.topics, *words))
