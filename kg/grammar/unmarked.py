"""Initiatives whose names stand without marks: a verb, a ceremony, a list, or a place before them tells them."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from kg.cues import Cued, Cues, either
from kg.grammar.initiative_words import initiative_words, type_words
from kg.lexicon import load
from kg.model import Kind
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Mention

_SHORTEST_NAME = 6  # characters of a name that stands without marks
_LONGEST_PLACED = 22  # characters of a name behind the place that it opens with
_LONGEST_APPOSED = 12  # characters from a name in marks to the verb behind it
_LONGEST_LEAD = 400  # characters of a name before a ceremony, brackets counted
_CLAUSE = re.compile(r"[,。;: \n日午晚“]|(?<![\s\S])")


class Draft(NamedTuple):
    """A name that may be taken: `head` is what the thing is called, `full` that with its type word, without marks."""

    span: Span
    head: str
    full: str
    rule: str


# --- names without marks ---------------------------------------------------------------------


def rolls(text: str) -> Iterator[Draft]:
    """Rolls and awards behind a verb of recognition: 入选2024全省优秀案例, 确认某某为某省典型案例."""
    for match in chain(_rolls().finditer(text), _chosen().finditer(text)):
        name, start = _stripped(match["name"], match.start("name"))
        is_plain = name.startswith(initiative_words("plain_honours")) and not match["name"].startswith("“")
        if len(name) >= _SHORTEST_NAME and not _has_vague_word(name) and not is_plain:
            yield Draft(Span(start, match.end("name")), name, name, "roll_won")


def prizes(text: str) -> Iterator[Draft]:
    """Prizes named by their rank alone, behind a name in marks: 《某某》获得金奖."""
    for match in _prizes().finditer(text):
        if _marked().search(text, max(0, match.start() - _LONGEST_APPOSED), match.start()):
            yield Draft(Span(*match.span("name")), match["name"], match["name"], "roll_won")


def issued(text: str) -> Iterator[Draft]:
    """Rolls behind a verb of issuing: 发布了某省社区治理创新十大案例."""
    for match in _issued().finditer(text):
        name, start = _stripped(match["name"], match.start("name"))
        if len(name) > _SHORTEST_NAME and not _is_vague(name):
            yield Draft(Span(start, match.end("name")), name, name, "roll_behind_verb")


def published(text: str, found: Sequence[Mention]) -> Iterator[Draft]:
    """Rolls of a year or a round, with the division before it: 某省第一批社区治理典型案例."""
    places = {mention.span.end: mention.span.start for mention in found if mention.kind is Kind.PLACE}
    for match in _published().finditer(text):
        start = places.get(match.start(), match.start())
        name = text[start : match.end("name")]
        is_short = len(match["name"]) < _SHORTEST_NAME
        is_of_people = name.endswith(initiative_words("rolls_of_people"))
        if not is_of_people and not (_is_vague if is_short else _has_vague_word)(match["name"]):
            yield Draft(Span(start, match.end("name")), name, name, "roll_behind_verb")


def unquoted(text: str) -> Iterator[Draft]:
    """Names that end in a telling type word, behind a verb of proposing: 出台社区治理条例, 由此提炼的某某工作法."""
    for match in _proposed().finditer(text):
        rest = match["name"].rpartition("的")[2]
        whole = rest if len(rest) >= _SHORTEST_NAME else match["name"]
        name, start = _stripped(whole, match.end("name") - len(whole))
        is_of_others = name.startswith(initiative_words("studying"))  # 通过宣传某条例
        if len(name) >= _SHORTEST_NAME and not _is_vague(name) and not is_of_others:
            yield Draft(Span(start, match.end("name")), name, name, "name_behind_verb")


def ceremonies(text: str) -> Iterator[Draft]:
    """What a ceremony launches: 某区社工站项目启动仪式."""
    for match in _matches_before(text, _ceremonies(), (found.start() for found in _launches().finditer(text))):
        is_of_gathering = any(word in match["name"] for word in initiative_words("events"))  # 某座谈会暨|项目签约仪式
        if not is_of_gathering and not _is_vague(match["name"]):
            yield Draft(Span(*match.span("name")), match["name"], match["name"], "name_before_ceremony")


def winners(text: str) -> Iterator[Draft]:
    """What a sentence opens with and puts on a roll: 邻里服务工程荣获某奖."""
    for match in _matches_before(text, _winners(), _awarding().starts(text)):
        name = match["name"].rpartition("的")[2]
        if len(name) >= _SHORTEST_NAME and not _is_vague(name) and not _counting().search(name):
            yield Draft(Span(match.end("name") - len(name), match.end("name")), name, name, "name_before_award")


def _matches_before(text: str, pattern: re.Pattern[str], ends: Iterable[int]) -> Iterator[re.Match[str]]:
    """The matches of names that begin a clause, asked for only where what stands behind such names stands."""
    position = 0
    for end in ends:
        for clause in _CLAUSE.finditer(text, max(position - 1, end - _LONGEST_LEAD, 0), end):
            start = clause.end()
            if start >= position:
                match = pattern.match(text, start)
                position = match.end() if match else start + 1
                yield from (match,) if match else ()


def listed(text: str) -> Iterator[Draft]:
    """Names in a list that somebody begins: 发起就业超市、爱心课堂等项目."""
    for group in _listed().finditer(text):
        for match in re.finditer(r"[^、]+", group["names"]):
            start = group.start("names") + match.start()
            yield Draft(Span(start, start + len(match.group())), match.group(), match.group(), "name_in_list")


def placed(text: str, found: Sequence[Mention]) -> Iterator[Draft]:
    """Projects and funds that open with the place they are for: 某县东片区棚户区改造项目."""
    end = 0
    for place in sorted(mention.span for mention in found if mention.kind is Kind.PLACE):
        if place.start < end:
            continue
        match = _placed().match(text, place.end, place.end + _LONGEST_PLACED)
        barred = (*initiative_words("vague"), *initiative_words("proposing"))
        if match and not any(word in match.group() for word in barred):
            end = match.end()
            yield Draft(Span(place.start, end), text[place.start : end], text[place.start : end], "name_behind_place")


def _is_vague(name: str) -> bool:
    """Whether a name is nobody's in particular: 相关项目, 优秀典型案例."""
    return _has_vague_word(name) or _generic().fullmatch(name) is not None


def _has_vague_word(name: str) -> bool:
    plain = name.replace("第一批", "")
    return any(word in plain for word in initiative_words("vague"))


def _stripped(name: str, start: int) -> tuple[str, int]:
    """The name without what only counts or praises it: 全国首个, 10个, 由某会主办的."""
    lead = _leads().match(name)
    cut = lead.end() if lead else 0
    return name[cut:], start + cut


@cache
def _rolls() -> Cued:
    words = load("recognitions")
    verbs, ends = either(words["before_roll"]), either(words["rolls"])
    best = rf"(?:{either(initiative_words('choice'))})[^\W的]{{1,8}}?(?:{either(initiative_words('roster_kinds'))})"
    return Cued(
        rf"(?:{verbs})(?![奖名])(?:了|为)?\s?(?P<name>[^,。;:!?、\n“”《》()]{{2,40}}?(?:{ends}|{best}))"
        rf"(?=[,。;!?、\n()和及]|称号|名单|荣誉|$)",
        words["before_roll"],
    )


@cache
def _prizes() -> Cued:
    words = load("recognitions")
    rank = rf"(?P<name>[^\W的了]{{0,3}}(?:{either(words['prizes'])}))"
    return Cued(
        rf"(?:{either(words['before_roll'])})(?:了|为)?(?:[本此该][次届]?)?(?:大赛|比赛|活动|评选|路演|决赛){{0,3}}的?{rank}(?=[,。;!?、\n()和及]|$)",
        words["before_roll"],
    )


@cache
def _marked() -> re.Pattern[str]:
    """A name in marks, with a word or two behind it: “某某”项目分别."""
    return re.compile(r"[”》][^,。;:“”《》\n]{0,10}$")


@cache
def _issued() -> Cued:
    verbs, ends = either(initiative_words("publishing")), either(initiative_words("issued_rolls"))
    return Cued(
        rf"(?:{verbs})了?(?P<name>[^,。;:!?、\n“”《》()在的]{{2,36}}?(?:{ends}))(?=[,。;!?、\n和及]|$)",
        initiative_words("publishing"),
    )


@cache
def _chosen() -> Cued:
    """“确认某某为某省典型案例”: the verb stands before what is chosen."""
    verbs, ends = either(initiative_words("choosing")), either(load("recognitions")["rolls"])
    return Cued(
        rf"(?:{verbs})[^。;\n]{{2,160}}?为(?P<name>[^,。;:!?、\n“”《》()为]{{4,40}}?(?:{ends}))(?=[,。;!?、\n()和及]|称号|名单|$)",
        initiative_words("choosing"),
    )


@cache
def _published() -> re.Pattern[str]:
    year = r"(?<!\d)\d{4}(?:-\d{4})?年?度?|(?:第[一二三四五六七八九十百\d]{1,4}|首)[批届]"
    ends, acts = either(initiative_words("published")), either(load("recognitions")["announcing"])
    best = (
        rf"(?:{either(initiative_words('superlatives'))})[^\W的]{{1,8}}?(?:{either(initiative_words('roster_kinds'))})"
    )
    named = r"(?:[^,。;:!?、\n“”《》()的在和由为]|\([^()\n]{1,6}\))"
    return re.compile(
        rf"(?:{year})(?P<name>{named}{{3,30}}?(?:{ends})|{named}{{0,20}}?{best})"
        rf"(?=[,。;!?、\n()”》 ]|名单|(?:{acts})(?:[,。;!\n ]|$)|$)"
    )


@cache
def _counting() -> re.Pattern[str]:
    """“分别有5个项目”: as many as that, and none by name."""
    return re.compile(r"[\d几数两三四五六七八九十百]+余?[个项]")


@cache
def _generic() -> re.Pattern[str]:
    """Names made of nothing but type words and praise."""
    words = either((*initiative_words("praise"), *(word for word, _ in type_words("ends", "follows", "unquoted"))))
    return re.compile(rf"(?:{words})+")


@cache
def _proposed() -> Cued:
    verbs, ends = either(initiative_words("proposing")), either(word for word, _ in type_words("unquoted"))
    return Cued(
        rf"(?:{verbs})(?:[、和并]?(?:{verbs})){{0,6}}(?:了|出了|出的|出|的)?"
        rf"(?P<name>[^,。;:!?、\n“”《》()]{{2,30}}?(?:{ends}))(?=[,。;!?、\n()和及与]|{either(initiative_words('goes_on'))}|$)",
        initiative_words("proposing"),
    )


@cache
def _ceremonies() -> re.Pattern[str]:
    ends, acts = either(initiative_words("launched")), either(initiative_words("acts"))
    name = r"(?:[^,。;:!?、\n“”《》()的在由]|\([^()\n]{1,8}\))"
    return re.compile(
        rf"(?:(?<=[,。;: \n日午晚“])|^)(?P<name>{name}{{4,30}}?(?:{ends}))"
        rf"(?=(?:{acts})[^,。;\n]{{0,8}}?(?:仪式|大会|活动))"
    )


@cache
def _launches() -> Cued:
    """What ends the name of a thing that a ceremony launches, and the ceremony behind it."""
    ends, acts = either(initiative_words("launched")), either(initiative_words("acts"))
    return Cued(rf"(?:{ends})(?=(?:{acts})[^,。;\n]{{0,8}}?(?:仪式|大会|活动))", initiative_words("launched"))


@cache
def _awarding() -> Cues:
    return Cues(load("recognitions")["before_roll"])


@cache
def _winners() -> re.Pattern[str]:
    ends = either(word for word, _ in type_words("unquoted"))
    verbs = either(load("recognitions")["before_roll"])
    return re.compile(
        rf"(?:(?<=[,。;:\n])|^)(?P<name>[^\W\d了在将为][^\W了在将为]{{1,32}}?"
        rf"(?:{ends}|{either(initiative_words('launched'))}|{either(initiative_words('won'))}))(?=(?:{verbs})[^,。;\n]{{3}})"
    )


@cache
def _listed() -> Cued:
    verbs, ends = either(initiative_words("proposing")), either(initiative_words("venues"))
    one = rf"[^\W了在将为的]{{2,8}}?(?:{ends})"
    return Cued(
        rf"(?:{verbs})(?:了|出了|出)?(?P<names>{one}(?:、{one}){{1,9}})等[^\W的]{{0,6}}?(?:项目|品牌|服务|活动|平台|载体)",
        initiative_words("proposing"),
    )


@cache
def _placed() -> re.Pattern[str]:
    ends = either(initiative_words("placed"))
    return re.compile(
        rf"[^\W为是和与在将被让等从成到着了的把对有]{{2,16}}?(?:{ends})(?!(?:建设)?(?:会|部|办|组|指挥|公司|领导))"
    )


@cache
def _leads() -> re.Pattern[str]:
    first = r"(?:全国|全省|全市|全区|国内)?(?:第一|首)[个部份项家](?:专门)?"
    return re.compile(
        rf"(?:了|为|由[^的]{{2,30}}的|.{{0,12}}{first}|(?:\d+批次?共?)?[\d一二两三四五六七八九十百余多]+[个项篇条]|新一轮|新的|[本此]次|本届)+"
    )
