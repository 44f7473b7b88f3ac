"""How shadow text says who proposes an initiative, and that one is recognized: expressions made of the word files."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.cues import either
from kg.grammar.initiative_words import initiative_words
from kg.lexicon import load
from kg.model import Kind
from kg.pattern import FOLDED

if TYPE_CHECKING:
    from kg.model import Mention
    from kg.page import Page

_LEAD = 24  # characters before bodies in which words of time may stand
_WORK = FOLDED[Kind.INITIATIVE]
_BODY = f"[{FOLDED[Kind.ORGANIZATION]}{FOLDED[Kind.PLACE]}]"


def _bodies_pattern() -> str:
    """Bodies that act together; one that was not found may stand between others."""
    unfound = rf"(?:[^,。;、“”的和与及{_BODY[1:-1]}]{{2,20}}、){{0,3}}"
    return rf"{_BODY}(?:(?:{either(initiative_words('joining'))}|,){unfound}{_BODY})*"


@cache
def groups() -> re.Pattern[str]:
    """Organizations and places that act together."""
    return re.compile(_bodies_pattern())


@cache
def verbs() -> re.Pattern[str]:
    """Verbs of running, issuing or putting forward."""
    return re.compile(rf"(?<!被)(?:{either(initiative_words('proposing'))})")


@cache
def verb_object() -> re.Pattern[str]:
    """What stands between such a verb and the name of what it is done to."""
    recognizing = either(load("recognitions")["before_roll"])
    return re.compile(rf"(?:了|出了|出)?(?:“[^“”\n]{{2,60}}”的?|(?!{recognizing})[^。;,的“]){{0,25}}的?")


@cache
def attributive() -> re.Pattern[str]:
    """Bodies before a name, with a verb: 某局推荐的."""
    jointly = rf"(?:{either(initiative_words('jointly'))})*"
    return re.compile(
        rf"(?P<bodies>{_bodies_pattern()})(?:等[^,。;的]{{0,10}})?{jointly}"
        rf"(?:{either(initiative_words('proposing'))})+的[\d年月日第届次度]{{0,12}}(?:{_WORK}[、和及与]?){{0,12}}$"
    )


@cache
def possessive() -> re.Pattern[str]:
    """Bodies before a name, without a verb: 某市的, 某社区的志愿服务项目."""
    kind = rf"(?:[^\W的]{{0,10}}(?:{either(initiative_words('before_name'))}))?"
    return re.compile(rf"(?P<bodies>{_BODY}(?:[、和与]?{_BODY})*)的?{kind}(?:{_WORK}[、和及与]?){{0,12}}$")


@cache
def letting() -> re.Pattern[str]:
    """Bodies that the making of a name does something to: “某某”的创建让某社区摸到了路子."""
    acts = f"(?:{either(initiative_words('making'))}),?(?:{either(initiative_words('letting'))})"
    return re.compile(rf"的?{acts}(?P<bodies>{_BODY})")


@cache
def enacted() -> re.Pattern[str]:
    """The body in whose session a law behind which it stands was passed: 《某条例》经某市人大常委会第十次会议通过."""
    passing = either(initiative_words("passing"))
    return re.compile(
        rf"[^,。;经]{{0,8}}经[^,。;{_BODY[1:-1]}]{{0,8}}(?P<bodies>{_BODY})[^,。;]{{0,24}}(?:{passing}|通过)"
    )


@cache
def used() -> re.Pattern[str]:
    """Who works by something, behind it: 依托“某某”平台,某市实现了."""
    return re.compile(rf"[^,。;“”{_BODY[1:-1]}]{{0,12}},(?P<bodies>{_bodies_pattern()})(?![的与和、])")


@cache
def passive() -> re.Pattern[str]:
    """Bodies behind a name: 由某局编制."""
    jointly = rf"(?:{either(initiative_words('jointly'))})*"
    return re.compile(
        rf"[^,。;由]{{0,8}}[,]?[由是](?P<bodies>{_bodies_pattern()})(?:{either(initiative_words('joining'))})?"
        rf"[^,。;{_BODY[1:]}{{0,8}}?(?:[在于]{_BODY})?{jointly}(?P<verb>{either(initiative_words('proposing'))})"
    )


def last_verb(before: str) -> int | None:
    """Where the verb stands whose object comes next, if any; none where others made it: 组织学习《某条例》."""
    found = None
    if _studied().search(before):
        return None
    for match in verbs().finditer(before):
        if verb_object().fullmatch(before, match.end()):
            found = match.start() if found is None or not verb_object().fullmatch(before, found) else found
    return found


@cache
def _studied() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(initiative_words('studying'))})了?$")


def is_setting(text: str, match: re.Match[str]) -> bool:
    """Whether the bodies only help, or are where something takes place: 在某部指导下, 走进某社区."""
    before, behind = text[max(0, match.start() - 4) : match.start()], text[match.end() :][:20]
    if before.endswith(initiative_words("going")) or _dateline().match(behind):
        return True
    if behind.startswith("之") or (before.endswith("“") and behind.startswith("”")):  # 某社区之变
        return True
    if before.endswith("在") and verbs().match(behind):  # 某会在某社区开展: where, not who
        return True
    return before.endswith(("在", "对", "向", "与", "经")) and _helping().match(behind) is not None


@cache
def _dateline() -> re.Pattern[str]:
    """What follows a paper whose report begins: 讯, 某地9月14日电."""
    return re.compile(rf"{_BODY}?[\d年月日]*(?:{either(initiative_words('reporting'))})")


@cache
def _helping() -> re.Pattern[str]:
    return re.compile(rf"的?[^,。]{{0,8}}(?:{either(initiative_words('helping'))})|[^,。]{{0,8}}(?:举行|召开|举办)")


def is_subject(text: str, match: re.Match[str]) -> bool:
    """Whether a clause begins with bodies, but for words of time and the like: 近年来某县, but not 相聚某县, 与某局."""
    return _clause_opening().search(text, max(match.start() - _LEAD, 0), match.start()) is not None


@cache
def _clause_opening() -> re.Pattern[str]:
    words = either((*initiative_words("before_subject"), *initiative_words("jointly")))
    return re.compile(rf"(?:^|[,。;:!?\n”是])\s*(?:[\d年月日上下午晚初底末]|{words})*$")


@cache
def others() -> re.Pattern[str]:
    """Others of whom a clause between bodies and a verb tells: “某市…,两地民政部门启动”."""
    return re.compile(rf"[,;](?:{either(initiative_words('others'))})")


@cache
def guests() -> re.Pattern[str]:
    """Those at a gathering who issue something there themselves: 与会嘉宾还发布了《某倡议书》."""
    return re.compile(rf"(?:{either(initiative_words('guests'))})[^,。;]{{0,12}}$")


def is_of_another(before: str) -> bool:
    """Whether a name belongs to somebody who was not found: 市职业中专的, 老城书屋的."""
    match = re.search(rf"(?:[,;、]|来自)(?P<owner>[^,。;、的“”{_BODY[1:-1]}]{{2,16}})的$", before)
    return match is not None and not verbs().search(match["owner"]) and last_verb(before) is None


@cache
def owner_before() -> re.Pattern[str]:
    """The owner of a case that a roster lists: 某局:."""
    return re.compile(rf"(?P<bodies>{_BODY}+):? ?$")


@cache
def owner_behind() -> re.Pattern[str]:
    """The owner of a case that a roster lists, behind it: (某局)."""
    return re.compile(rf" ?\((?P<bodies>{_BODY}+)\)")


@cache
def visited() -> re.Pattern[str]:
    """Bodies before a name that others come to learn from: 到某社区学习."""
    return re.compile(
        rf"(?P<bodies>{_BODY})(?:{either(initiative_words('learning'))})+(?:了)?(?:{_WORK}[、和及与]?){{0,12}}$"
    )


def is_of_gathering(text: str, match: re.Match[str]) -> bool:
    """Whether what stands behind a body goes on to a gathering, or to what it only helps: 某市|论坛召开."""
    return _helping().match(text, match.end()) is not None


@cache
def leading() -> re.Pattern[str]:
    """How somebody acts for the body that he leads: 带着大家摸索."""
    return re.compile(either(initiative_words("leading")))


@cache
def referring() -> re.Pattern[str]:
    """“该基金会”, “我市”, or at the start of a clause “社区”: the last body or place named whose name ends so."""
    nouns = either(initiative_words("nouns"))
    acts = either((*initiative_words("jointly"), *initiative_words("proposing")))
    whole = rf"(?:(?<=在)全|全(?=(?:{nouns})(?:{acts}|将|,)))"  # 全市启动, but no 全市检察机关
    told = rf"(?:[该本我]|{whole}|(?<=[,。;\n]))(?P<noun>{nouns})(?![长员内级里域际民委党\d])"
    return re.compile(told)


@cache
def issued() -> re.Pattern[str]:
    """Verbs of issuing right before a name, whoever issues: 会上还发布了《……》."""
    acts = either((*initiative_words("publishing"), *initiative_words("chosen")))
    return re.compile(rf"(?:{acts})了?[^,。;]{{0,14}}$")


@cache
def announced() -> re.Pattern[str]:
    """Behind the name of a roll, or a list of them: 两大奖项分别产生."""
    acts = either((*load("recognitions")["announcing"], *initiative_words("chosen")))
    return re.compile(rf"[{_WORK}、和及以“”]*[^,。;:{_BODY[1:-1]}]{{0,12}}?(?:{acts})(?!的|了{_BODY})")


def selecting(page: Page) -> Mention | None:
    """The body that the name of a selection on the page opens with: 某报2022年度公益评选."""
    for event in page.of(Kind.EVENT):
        if any(word in event.thing for word in initiative_words("selections")):
            first = [one for one in page.inside(event.span, Kind.ORGANIZATION) if one.span.start == event.span.start]
            if first:
                return first[0]
    return None


@cache
def taken_up() -> re.Pattern[str]:
    """“,社区党委充分运用”: the body of the person who tells it, without its name."""
    return re.compile(rf"[,。](?:{either(initiative_words('nouns'))})+(?![^,。]{{0,2}}[长员])")


@cache
def _direct() -> re.Pattern[str]:
    # nothing between but other names of the list, without their owners: 打造“甲”公益服务、“乙”
    one = rf"(?:{_WORK}(?:[^\W的]{{0,8}}(?=[、和及与]))?|[“”])"
    acts = either(initiative_words("proposing"))
    return re.compile(rf"(?:{acts})+(?:了|出了|出)?(?:[^,。;]*的)?(?:{one}|[、和及与])*")


def is_direct(act: str) -> bool:
    """Whether a name stands right behind a verb of proposing, or in a list that does: 打造了“甲”“乙”."""
    return _direct().fullmatch(act) is not None


def is_taken_up(behind: str, body: str) -> bool:
    """Whether a clause behind a person begins with the end of his body's name: 局长‹甲›表示,民政局将推出."""
    clauses = re.finditer(r"[,。:“]([^\W的]{2,8})", behind)
    return any(body.endswith(clause[1][:size]) for clause in clauses for size in range(3, len(clause[1]) + 1))


@cache
def named_body() -> re.Pattern[str]:
    """A body whose name goes on behind the place that it opens with: 某市慈善会."""
    return re.compile(either(initiative_words("bodies")))


@cache
def idle() -> re.Pattern[str]:
    """What bodies do that makes nothing theirs: visiting, praising, being praised; and what they ought to do."""
    return re.compile(either(initiative_words("idle")))
