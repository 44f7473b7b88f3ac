"""Bodies in the text, by how their names end and where they begin."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from kg.cues import occurrences
from kg.grammar import bodies
from kg.grammar.aliases import without_alias
from kg.grammar.anchored_bodies import anchored
from kg.grammar.body_stretches import Stop, last_stop, stretches
from kg.grammar.completed_units import complete
from kg.grammar.continued_bodies import SECOND_NAME, within
from kg.grammar.elided_bodies import JOINING, LONGEST_STEM, Body, Surroundings, as_written, elided
from kg.grammar.home import Home
from kg.grammar.lone_bodies import ALONE, is_kind, start_alone
from kg.grammar.names import guess_names, is_verb
from kg.grammar.paired_bodies import paired_bodies
from kg.grammar.schools import (
    LEFT_OUT,
    is_part_of_school,
    is_unit_of_school,
    only_school,
    own_school,
    part_of_school,
    parts_in_full,
    school_of,
)
from kg.grammar.shared_endings import SHARED, behind_others, of_others, sharing
from kg.grammar.shortened_bodies import SHORTENED, goes_on, in_full, is_part_of_company
from kg.grammar.stationed_bodies import posted, stationed
from kg.grammar.titles import find_titles, short_body
from kg.model import Kind, Mention
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Article

_LINK = re.compile(r"来(?![宾安凤])|兼(?!善)")  # 来某大学, 兼某学院
_OF_FIELDS = ("学院", "研究院", "研究中心", "研究所", "研究会")  # whose names join fields of study
_OFFICE = "office"  # the kind of ending that is part of the body right before it, or none
_JOINED = re.compile(r"[一-龥]{2,6}[与和及]")
_TWICE = re.compile(r"([省市区县州旗])\1(?=委|人民政府|政府|人大|政协)")  # 庐阳区|区委
_VERB = 2  # characters of a verb
_PAPERS = ("日报", "时报", "晚报", "晨报", "早报", "商报")  # 社会与法治时报
_COUNT = re.compile(r"\d日报$|\d+[多余]?[位名个家所]|[两三四五六七八九十][省校]")  # 17位审委会委员, 浙江三省民政厅
_OF_ALL = re.compile(
    r"^(?:乡镇|镇街|街镇|街乡|镇乡|区县|县区|市县|县市区|区县市|市县区|区市县)(?!.*公司)|[市区县旗]\([市区县旗、]+\)|[两三各]级"
)  # 乡镇街道人大
_SHORTEST_PUBLISHER = 3  # characters
_LONGEST_REACH = 120  # characters before an ending that are looked at, where no mark stands


def find_organizations(article: Article, found: Sequence[Mention]) -> Iterator[Mention]:
    """Named bodies, those within longer names too; elided ones by their full name where the page tells it."""
    places = [mention for mention in found if mention.kind is Kind.PLACE]
    outermost = _outermost(places)
    divisions = {place.span.end: place for place in outermost.values() if place.code}
    around = Surroundings(
        article, outermost, sorted(outermost), divisions, _barriers(article.text, found), Home(article, places),
        frozenset(title.span.end for title in find_titles(article.text) if title.is_post),
    )  # fmt: skip
    found_bodies = in_full(around, _parts_in_full(_at_school(around, _bodies(around))))
    found_bodies += paired_bodies(around, found_bodies)
    found_bodies = stationed(article.text, list(posted(article.text, found_bodies)))
    found_bodies = [body for body in found_bodies if not _ends_a_site(body, places)]
    found_bodies += _publisher(article, found_bodies, places)
    names = {body.name for body in found_bodies}
    found_bodies = [_under_first_name(body, names) for body in found_bodies]
    for body in found_bodies:
        publisher = body.name + "社"  # 某日报 and 某日报社 are one
        yield Mention(Kind.ORGANIZATION, body.span, publisher if publisher in names else body.name, body.rule)


def _under_first_name(body: Body, names: set[str]) -> Body:
    """The body with a second name in brackets under the first, where the page calls it by this one elsewhere."""
    first = body.name.partition("(")[0]
    return body._replace(name=first) if body.rule == SECOND_NAME and first in names else body


def _ends_a_site(body: Body, places: Sequence[Mention]) -> bool:
    """Whether the name is only the end of a site's: 滇池|国际会展中心."""
    return any(
        place.code is None and place.span.end == body.span.end and place.span.start < body.span.start
        for place in places
    )


def _publisher(article: Article, found: Sequence[Body], places: Sequence[Mention]) -> list[Body]:
    """Who published the article, where its text has the name, which is no place's, and no body there: 来源:某市发布."""
    name = article.publisher or ""
    if not _SHORTEST_PUBLISHER <= len(name) <= LONGEST_STEM or " " in name:
        return []
    if bodies.is_generic(name) and not name.endswith(_PAPERS):
        return []
    spans = [Span(start, end) for _, start, end in occurrences(article.text, [name])]
    taken = [body.span for body in found] + [place.span for place in places if place.span in spans]
    free = [span for span in spans if not any(span.start < other.end and other.start < span.end for other in taken)]
    return [Body(span, name, "publisher") for span in free]


def _bodies(around: Surroundings) -> list[Body]:
    """The bodies of the text from left to right, a part behind the body that it is in."""
    found: list[Body] = []
    for stretch in stretches(around.article.text):
        current: Body | None = None
        for kind, ending in stretch.endings:
            body = _body(around, stretch.span.start, kind, ending, current, found[-1] if found else None)
            body = body and _settled(body, found)
            if body and (body.rule == SECOND_NAME or goes_on(current, body)):
                found.pop()
            if body:
                others = of_others(around, body)
                starts = {other.span.start for other in others}  # 甲、乙等省委|社会工作部
                while found and found[-1].rule == SHARED and found[-1].span.start in starts:
                    found.pop()
                found.extend(others or (*sharing(around, body), body))
                current = body
    return found


def _settled(body: Body, found: Sequence[Body]) -> Body | None:
    """The body under the name that lasts: without its term, and with the institution for 我校 and 该院."""
    name = _TWICE.sub(r"\1", bodies.with_committee(bodies.lasting(without_alias(body.name))))
    if not bodies.is_balanced(name) or _COUNT.search(name) or _OF_ALL.search(name):
        return None
    short = short_body(name) if name[0] in "我该本" else None
    if short:
        institution = next((b.name for b in reversed(found) if b.name.endswith(short[0])), None)
        if institution is None:
            return None
        name = institution if institution.endswith(short[1]) else institution + short[1]  # 我校|乡村振兴学院
        return body._replace(name=name, rule="institution_before")
    return body._replace(name=name)


def _outermost(places: Sequence[Mention]) -> dict[int, Mention]:
    """The longest place that begins at each position."""
    return {place.span.start: place for place in sorted(places, key=lambda place: place.span.end)}


def _barriers(text: str, found: Sequence[Mention]) -> list[int]:
    ends = {mention.span.end for mention in found if mention.kind is Kind.PERSON}
    for title in find_titles(text):
        if title.is_post and not bodies.makes_body_of_profession(text, title.span.end):
            ends.add(title.span.end)
            ends.update(guess.span.end for guess in guess_names(text, title.span.end)[:1] if guess.weight >= 1)
    return sorted(ends)


def _body(
    around: Surroundings, low: int, kind: str, ending: Span, current: Body | None, previous: Body | None
) -> Body | None:
    """The body that this ending ends, if it ends one."""
    text = around.article.text
    if (current and ending.start < current.span.end) or _within_title(text, ending):
        return None
    if (part := within(around, kind, ending, current)) or kind == _OFFICE:
        return part
    barrier = bisect_left(around.barriers, ending.start + 1)
    low = max(low, current.span.end if current else 0, around.barriers[barrier - 1] if barrier else 0)
    low = max(low, ending.start - _LONGEST_REACH)
    low = last_stop(text, low, ending.start, Stop.VERB)
    if kind == "national" and not (ending.start in around.divisions and bodies.is_of_division_too(ending.of(text))):
        return as_written(text, ending, "body_named_whole")
    if body := anchored(around, low, ending, previous):
        return body
    first = low
    low = last_stop(text, low, ending.start, Stop.CONJUNCTION)
    if ending.of(text) in _OF_FIELDS and _JOINED.fullmatch(text, first, low):
        low = first  # 社会与人口学院
    carried = _carried(around, Span(low, ending.end), previous)
    if carried:
        return carried
    span = Span(low, ending.end)
    if text[low - 1 : low] == "各" and text[low] in bodies.LEVELS:
        return None  # 各|市法学会
    if is_part_of_school(text, span):
        return as_written(text, span, LEFT_OUT)
    if is_part_of_company(span.of(text)):
        return as_written(text, span, SHORTENED)
    return (
        behind_others(around, span, ending) or elided(around, span, ending, previous) or _alone(text, kind, low, ending)
    )


def _at_school(around: Surroundings, found: Sequence[Body]) -> list[Body]:
    """The bodies, those parts of a school that leave it out under the name of the only one; without it not at all."""
    named = {body.name: body.span.start in around.places for body in found if body.rule != LEFT_OUT}
    school = only_school(named) or school_of(around.article.publisher)
    left = [body for body in found if school or body.rule != LEFT_OUT]
    left = [b._replace(name=part_of_school(str(school), b.name)) if b.rule == LEFT_OUT else b for b in left]
    article = around.article
    units = {b.name for b in left if b.rule == ALONE and is_unit_of_school(b.name, article.text)}
    own = own_school(set(named), article.title or "", article.publisher, article.text) if units else None
    return [b._replace(name=own + b.name, rule=LEFT_OUT) if own and b.name in units else b for b in left]


def _parts_in_full(found: Sequence[Body]) -> list[Body]:
    """The bodies, those parts that leave their institution out under the full name that the page gives them."""
    full = parts_in_full({body.name for body in found}, {body.name for body in found if body.rule == ALONE})
    return [b._replace(name=full[b.name], rule=LEFT_OUT) if b.name in full else b for b in found]


def _within_title(text: str, ending: Span) -> bool:
    """Whether the ending stands within 《》, where it is part of a work's or a paper's name."""
    near = max(0, ending.start - 20)
    return text.rfind("《", near, ending.start) > text.rfind("》", near, ending.start)


def _carried(around: Surroundings, span: Span, previous: Body | None) -> Body | None:
    """A body in a list whose division stands before the first one: 某市公安局、财政局."""
    text = around.article.text
    unit = span.of(text)
    if not previous or text[previous.span.end : span.start] not in (*JOINING, "以及"):
        return None
    division = _division_of(around, previous)
    is_own = bodies.stands_alone(unit) and not bodies.is_peer(unit)
    if not bodies.is_bound(unit) or is_own or not division.endswith((*bodies.LEVELS, "街道", "社区")):
        return None
    name = complete(unit, previous.name) if bodies.is_party_section(unit) else division + unit
    return Body(span, name, "division_of_the_body_before")


def _division_of(around: Surroundings, body: Body) -> str:
    """The division or site of a body, also where the page or the body before told it: 市民政局, of 某市."""
    place = around.places.get(body.span.start)
    if place and place.code:
        return place.thing
    surface = body.span.of(around.article.text)
    level = bodies.is_elided_level(surface) if body.rule == "division_of_the_page" else ""
    unit = bodies.without_level(surface).removeprefix(level) if level else surface
    is_told = level or body.rule == "division_of_the_body_before"
    return body.name.removesuffix(unit) if is_told and body.name != unit else bodies.base(body.name)


def _alone(text: str, kind: str, low: int, ending: Span) -> Body | None:
    """A body without division whose ending makes a name with any stem: 同济大学."""
    low = start_alone(text, low, ending.start)
    low += bool(_LINK.match(text, low)) or text[low] in "与和及"
    if (
        text[low - 1 : low] == "同"
        and text[low - 2 : low - 1] in tuple("、的,\n。")
        and bodies.has_own_name(ending.of(text))
    ):
        low -= 1  # 、|同辉达电子科技有限公司
    while ending.start - low >= 2 * _VERB and is_verb(text[low : low + _VERB]):
        low += _VERB
    name = text[low : ending.end]
    if (
        kind not in ("free", "duty")
        or not bodies.stands_alone(ending.of(text))
        or not 2 <= ending.start - low <= LONGEST_STEM
    ):
        return None
    if bodies.is_generic(name) or is_kind(name) or name[0].isdigit() or is_verb(text[low : ending.start]):
        return None
    return as_written(text, Span(low, ending.end), ALONE)
