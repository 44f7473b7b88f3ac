"""The grammar of bodies' names: what kinds of bodies they tell, and what an elided one is short for."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.grammar.alternatives import alternatives
from kg.lexicon import load

LEVELS = "省市区县州旗盟镇乡村"
_LEVEL_START = re.compile(
    r"(?:我|本|全|该)?(自治区|街道(?!社区办)|社区(?!卫生|专业|工作委|发展|治理|建设|研究|教育|矫正|营造|参与|社会|办(?!事)|科)|省|市|区|县|州|旗|盟|镇|乡(?!村)|村(?!民))"
)


_BRACKETED = re.compile(r"\([^()]*\)")


@cache
def _generic() -> re.Pattern[str]:
    words = load("organizations")
    endings = alternatives(*words["endings"].values(), words["duty_endings"], words["peers"])
    stems = alternatives(words["generic"], words["duties"], *words["endings"].values())
    return re.compile(rf"(?:{stems}|[和与及、]|[一二三四五六七八九十百千万0-9]+[个家所]?)*(?:{endings})")


@lru_cache(maxsize=8192)  # names of bodies come again and again, within an article and from one to the next
def is_generic(name: str) -> bool:
    """Whether the name is made of nothing that tells one body from another: 社区党群服务中心, 城管局."""
    return bool(_generic().fullmatch(_BRACKETED.sub("", name)))


@cache
def _sections() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("organizations")
    return (
        re.compile(rf"(?:{alternatives(words['party_sections'])})(?=$|[一-龥()]{{0,12}}$)"),
        re.compile(rf"(?:{alternatives(words['peers'], words['stations'])}|(?<=[{LEVELS}])委)$"),
    )


def is_party_section(unit: str) -> bool:
    """Whether a party committee has such a section: 组织部, 政法委."""
    return bool(_sections()[0].match(unit))


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(load("organizations")[group])


def stands_alone(ending: str) -> bool:
    """Whether any two characters before this ending make a name: 同济 + 大学."""
    return ending in _words("alone")


def has_own_name(ending: str) -> bool:
    """Whether such a body bears a name that somebody made up: companies, law firms, social organizations."""
    return ending.endswith(tuple(_words("bearing_own_names")))


def makes_body_of_profession(text: str, end: int) -> bool:
    """Whether what follows the name of a profession makes a body of it: 社工|事务所."""
    return text.startswith(tuple(_words("of_professions")), end)


def is_of_each_division(unit: str) -> bool:
    """Whether it is an institution of which a division has one: 博物馆, 社会科学院."""
    return unit in _words("of_each_division")


def is_of_division_too(name: str) -> bool:
    """Whether provinces have one beside the country's own: 国资委, but not 中央党校."""
    return name.endswith("委") and not name.startswith(_NATION)


def is_of_division(ending: str) -> bool:
    """Whether only divisions have such a body: 政府, 居委会."""
    return ending in _words("of_divisions")


def serves_no_division(name: str) -> bool:
    """Whether a division in such a name tells only where the body is from: 某市某酒店, 某市考察团."""
    return name.endswith(load("organizations")["of_no_division"])


def is_part(unit: str) -> bool:
    """Whether it is what is left of the name of a part behind that of the whole: 党委, 工会, 办公室."""
    return (
        unit in _words("peers") or unit in _words("parts_of_companies") or unit.endswith(("部", "处", "科", "室", "办"))
    )


def may_be_held_beside(name: str) -> bool:
    """Whether a post in such a body leaves another post as it is: those of associations, congresses, committees."""
    return name.endswith(load("organizations")["beside_others"])


def short_forms(name: str) -> tuple[str, ...]:
    """Usual shorter forms of a formal name: 某市人民政府 → 某市政府."""
    return (name.replace("人民政府", "政府"),) if "人民政府" in name else ()


def is_branch(ending: str) -> bool:
    """Whether a parent's name and a division stand before this ending: 某报社某省分社."""
    return ending in _words("branches")


@cache
def _bound() -> re.Pattern[str]:
    words = load("organizations")
    duties, duty_endings = alternatives(words["duties"]), alternatives(words["duty_endings"])
    groups = [words["endings"][group] for group in ("party", "courts", "press")]
    bound = alternatives(words["peers"], words["alone"], words["bound"], ["委"], *groups)
    return re.compile(rf"(?:{duties})(?:{duty_endings})|{bound}")


@lru_cache(maxsize=4096)
def is_bound(ending: str) -> bool:
    """Whether the ending makes a name with nothing but a division before it: 民政局, 党委, 大学, 日报."""
    return bool(_bound().fullmatch(ending))


def is_peer(unit: str) -> bool:
    """Whether such a body stands beside another of the same division or institution: 管委会, 纪委."""
    return unit in _words("peers")


_COMMITTEE = re.compile(rf".*(?:(?<=[{LEVELS}])委|工委|党委)(?=$|[一-龥])")


def committee(name: str) -> str | None:
    """The party committee in the name of a body, with all before it: 某市委组织部 → 某市委."""
    match = _COMMITTEE.match(name)
    return match.group() if match else None


_OFFICE = re.compile(r"(?<=政府|人大|政协)办$")
_NATION = ("全国", "中国", "中央", "国家")


def base(name: str) -> str:
    """What is left of a body's name without the party committee, government or other peer at its end."""
    stem = (committee(name) or _OFFICE.sub("", name)).removeprefix("共青团")
    while True:
        shorter = _sections()[1].sub(_street, stem)
        if shorter in (stem, "") or shorter.endswith(_NATION):
            return stem
        stem = shorter


def _street(peer: re.Match[str]) -> str:
    """What is left of a body's ending without it: the 街道 of 街道办事处 belongs to the name before."""
    return "街道" if peer.group().startswith("街道") else ""


@cache
def _institution() -> re.Pattern[str]:
    return re.compile(rf".{{2,16}}?(?:{alternatives(load('organizations')['institutions'])})")


def institution(name: str) -> str:
    """The institution that a body's name begins with: 某大学某学院 → 某大学; the name where there is none."""
    match = _institution().match(name)
    return match.group() if match else name


_SECTION_OF_DIVISION = re.compile(
    rf"(.*[{LEVELS}])((?:组织|宣传|统战|社会工作|社工)部|政法委|社治委|社会工委|网信办)(?=$|[一-龥])"
)


def with_committee(name: str) -> str:
    """The name with the party committee that its section belongs to: 某区政法委 → 某区委政法委."""
    match = _SECTION_OF_DIVISION.match(name)
    return f"{match[1]}委{match[2]}{name[match.end() :]}" if match else name


_TERM = re.compile(r"(?:、?第?[一二三四五六七八九十0-9]{1,3}届)+")


def lasting(name: str) -> str:
    """The name without the term of a congress or committee: 某县第十六届人大常委会 → 某县人大常委会."""
    return _TERM.sub("", name)


_BOARD = re.compile(rf"{_TERM.pattern}(?:理事会|监事会|董事会|委员会|常务理事会)")


def is_board(name: str) -> bool:
    """Whether the name says nothing but which term of a board it is: 第三届理事会."""
    return _BOARD.fullmatch(name) is not None


def is_balanced(name: str) -> bool:
    """Whether every bracket and title mark of the name is closed."""
    return name.count("(") == name.count(")") and name.count("《") == name.count("》")


def is_elided_level(unit: str) -> str | None:
    """The level that a name begins with in place of a division: 省民政厅 → 省, 我市 → 市."""
    match = _LEVEL_START.match(unit)
    return match.group(1) if match and match.end() < len(unit) else None


_SORT = re.compile(r"[局厅](?![级长面])|院(?=$|党组|机关)")


def sort_of(unit: str) -> str:
    """The ending that alone stands for a body of a division, behind its level: 局 in 市局党组; empty for any other."""
    match = _SORT.match(unit)
    return match.group() if match else ""


def without_level(unit: str) -> str:
    """The name without the 我, 本, 该 before its level: 我市民政局 → 市民政局."""
    match = _LEVEL_START.match(unit)
    return unit[match.start(1) :] if match else unit
