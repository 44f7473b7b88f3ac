"""What body a name means, at a time and place: division, organ, part (floor 4).

区民政局 in an article about 朝阳区 of 北京 and 北京市朝阳区民政局 are one, as is 朝阳区民政局 in a paper of 北京. Where
nothing tells which 朝阳区 is meant, it is left open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from kg import divisions
from kg.divisions import Level
from kg.lexicon import load
from kg.lineage import above, line_of
from kg.matching.organs import Organ, organ, party_organ

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.lineage import Line

_SEAT = re.compile(r"(?:地委|委员会|党委|委)(?!员)")
_SITE = re.compile(r"(?P<stem>[一-龥0-9]{1,8}?)(?P<tier>街道|街|镇|乡|苏木|社区|村)(?P<office>.+)")
_LEVELS = ("自治区", "省", "市", "区", "县", "州", "盟", "旗")
_SOCIETY = re.compile(r"[一-龥]{1,14}(?:协会|学会|研究会|联合会|促进会|基金会|商会|联盟|总会|联谊会)")
_OWN_NAME = re.compile(
    r".*(?:大学|学院|学校|中学|医院|公司|集团|银行|报|报社|网|频道|客户端|电视台|基金会|研究院|科学院)"
)
_LONGEST = 15  # characters of a division's name


@dataclass(frozen=True, slots=True)
class Body:
    """A body by what its name tells. Two that are equal are one; one with `doubt` is known by its letters only."""

    line: Line | None  # the division; None for the country's bodies and those with a name of their own
    organ: str
    part: str = ""
    doubt: str = ""  # what nothing settled


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a name stands: the divisions around the place or the paper, the smallest last."""

    year: int
    around: tuple[Line, ...] = ()


@cache
def setting(year: int, place: str | None, publisher: str | None) -> Setting:
    """The setting that a division's code tells, or else the publisher's name."""
    division = divisions.by_code(place, year) if place else None
    line = line_of(division) if division else _of_publisher(publisher or "", year)
    return Setting(year, (*above(line, year), line) if line else ())


@cache
def body_of(name: str, where: Setting) -> Body:
    """The body that a name means in a setting."""
    text = plain(name)
    text = text.removeprefix("中国共产党").removeprefix("中共") if text != "中共中央" else text
    if text.startswith(("中国人民政治协商会议", "共青团", "团")):
        text = _reordered(text)
    return _of_country(text) or _of_division(text, where) or Body(None, text)


@cache
def plain(name: str) -> str:
    """The name without spaces, in one width, in Simplified characters, without a former name in brackets."""
    text = re.sub(r"\s", "", normalize("NFKC", name))
    text = re.sub(r"\((?:原|前|现)[^()]*\)", "", text)
    return _to_simplified()(text)


@cache
def _to_simplified() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def _reordered(text: str) -> str:
    """With the division first: 共青团成都市委 → 成都市共青团, 中国人民政治协商会议成都市委员会 → 成都市政协."""
    if text.startswith("中国人民政治协商会议"):
        rest = text.removeprefix("中国人民政治协商会议")
        return "全国政协" if rest.startswith("全国") else rest.removesuffix("委员会") + "政协"
    rest = text.removeprefix("共青团").removeprefix("团")
    if rest.startswith("中央"):
        return "共青团中央" + rest.removeprefix("中央")
    found = re.match(r"(.*?[省市区县州盟旗])委(?:员会)?", rest)
    return f"{found[1]}共青团{rest[found.end() :]}" if found else text


def _of_country(text: str) -> Body | None:
    if text.startswith("共青团中央"):
        return Body(None, "全国共青团", text.removeprefix("共青团中央"))
    for short, full in load("organs")["country_short"].items():
        if text.startswith(short):
            return Body(None, f"全国{full}", text.removeprefix(short))
    for opening in load("organs")["country"]:
        rest = text.removeprefix(opening)
        if rest not in (text, "") and (found := party_organ(rest) or organ(rest)):
            return Body(None, f"全国{found.name.removeprefix('委')}", found.part)
    match = re.match(r"(.{2,12}?[部署])(?!门|分)", text)  # 民政部; 组织部 is a committee's
    found = organ(match[1]) if match else None
    if match and found and not found.part and party_organ(match[1]) == found:
        return Body(None, f"全国{found.name}", text[match.end() :])
    return None


def _of_division(text: str, where: Setting) -> Body | None:
    best: Body | None = None
    for lines, rest in _heads(text, where):
        for tail, inner in _tails(rest):
            body = _settled(lines, tail, inner, text, where)
            if body and (best is None or (best.doubt and not body.doubt)):
                best = body
    return best


def _tails(rest: str) -> Iterator[tuple[Organ, str]]:
    """The organs or local offices that the rest of a name tells, with the tier of division that has them."""
    if youth := re.match("共青团|团委", rest):
        yield Organ("共青团", rest[youth.end() :]), ""
    seat = _SEAT.match(rest)
    found = party_organ(rest[seat.end() :]) if seat else organ(rest)
    if found:
        yield found, ""
    elif seat is None and rest and (inner := party_organ(rest)):
        yield inner, ""
    elif _SOCIETY.fullmatch(rest) and not rest.startswith(load("organs")["country"]):
        yield Organ(rest), ""
    site = _SITE.fullmatch(rest)
    if site and (office := _office(site["office"])):
        yield Organ(f"{site['stem']}{_tier(site['tier'])}{office.name}", office.part), "county"


def _office(text: str) -> Organ | None:
    local = load("organs")["local"]
    forms = {form: group for group in ("party", "office") for form in local[group]}
    for end in range(len(text), 0, -1):
        if text[:end] in forms:
            return Organ(forms[text[:end]], text[end:])
    return None


def _tier(level: str) -> str:
    return level if level in ("社区", "村") else "街镇"


def _heads(text: str, where: Setting) -> Iterator[tuple[tuple[Line, ...], str]]:
    """Ways to read the division at the start of a name, the longest first: those that may be meant, and the rest."""
    chains = sorted(_chains(text, where.year, (), 0), key=lambda chain: -chain[1])
    for lines, end in chains:
        yield lines, text[end:]
    level = next((level for level in _LEVELS if text.startswith(level)), None)
    if level:
        fitting = [line for line in where.around if line.at(where.year).name.endswith(level)]
        yield tuple(fitting[-1:]), text[len(level) :]
    elif not chains:
        yield where.around[-1:], text


def _chains(text: str, year: int, upper: tuple[Line, ...], start: int) -> Iterator[tuple[tuple[Line, ...], int]]:
    """The divisions that begin a text, one within the other: those that the last name may mean, and where it ends."""
    for end in range(min(len(text), start + _LONGEST), start + 1, -1):
        lines = tuple(line for line in _bearers(text[start:end], year) if not upper or _within(line, upper, year))
        if lines:
            yield lines, end
            yield from _chains(text, year, lines, end)


@cache
def _bearers(name: str, year: int) -> tuple[Line, ...]:
    """The lines that bear a name in a year or, where there is none, ever; short names of counties do not count."""
    found = [
        d for d in divisions.named(name, year) if d.name == name or d.level is not Level.COUNTY or "自治" in d.name
    ]
    return tuple(dict.fromkeys(line_of(division) for division in found))


def _within(line: Line, upper: tuple[Line, ...], year: int) -> bool:
    return any(one in upper for one in (*above(line, year), *above(line)))


def _settled(lines: tuple[Line, ...], found: Organ, tier: str, text: str, where: Setting) -> Body | None:
    """The body, where one division is left; with a doubt where several are, or none."""
    if tier == "county":
        lines = tuple(line for line in lines if line.at(where.year).level is Level.COUNTY)
    near = tuple(line for line in lines if line in where.around)
    near = near or tuple(line for line in lines if where.around and _share(line, where, -1))
    near = near or tuple(line for line in lines if where.around and _share(line, where, 0))
    chosen = near if len(near) == 1 else lines
    if len(chosen) == 1:
        return Body(chosen[0], found.name, found.part)
    if _OWN_NAME.fullmatch(text):
        return None
    return Body(None, found.name, found.part, doubt=text)


def _share(line: Line, where: Setting, depth: int) -> bool:
    """Whether the line lies in the place's prefecture (-1) or its province (0)."""
    upper = above(line, where.year)
    around = where.around if depth == 0 or len(where.around) == 1 else where.around[:2]
    return bool(upper) and (around[depth] in upper)


@cache
def _of_publisher(name: str, year: int) -> Line | None:
    """The division whose name a paper bears (忻州日报, 白云区融媒体中心); None where several bear it."""
    text = plain(name).removeprefix("人民网-")
    for end in range(min(len(text), _LONGEST), 1, -1):
        found = divisions.named(text[:end], year)
        if found:
            highest = [d for d in found if d.level is found[0].level]
            return line_of(highest[0]) if len(highest) == 1 else None
    return None
