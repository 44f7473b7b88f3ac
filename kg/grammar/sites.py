"""Named sites below the county in a text (floor 1): streets, townships, villages, communities, zones, parks, halls.

A site is known by its ending. Its left edge is the division or site right before it; some endings may also stand behind
words of going somewhere, or alone with a name that ends as places do.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from kg import townships
from kg.cues import Cued, Cues, either, occurrences
from kg.grammar.dictionary import is_common_word
from kg.grammar.visited_sites import visited_sites
from kg.grammar.zones import Anchor, Site, zones_in
from kg.lexicon import load
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

LONGEST_NAME = 6  # characters of a site's own name before its ending
_LONGEST_CHAIN = 100
_LONG_NAME = re.compile(r"长[\u4e00-\u9fff]{1,2}(?:村(?!民)|社区)")  # 某镇|长安村
_RUN = re.compile(r"[\u4e00-\u9fff]+\Z")
_TOWNSHIPS = ("街道", "镇", "乡", "民族乡", "苏木")
_ALSO_WORDS = (
    "城乡",
    "乡镇",
    "村镇",
    "城镇",
    "重镇",
    "市镇",
    "集镇",
    "小镇",
    "街镇",
    "街乡",
    "城区",
    "故乡",
    "家乡",
    "水乡",
    "侨乡",
)
_BEFORE_NAMES = ("\n", "、", ",", "。", ";", ":", "(", "“", "在", "到", "赴", " ")
_OWN_TOWNSHIPS = ("城区街道", "城关镇", "城郊乡")
_LONGEST_OWN = 3  # characters before them
_LONGEST_TOWNSHIP = 8  # characters before its ending
_HOLDING = ("街道", "街", "镇", "乡", "村", "苏木", "新区", "开发区", "高新区", "经开区")  # sites that hold others
_BODIES = ("区委", "县委", "市委", "州委", "旗委", "委")  # 通州区委北苑街道: the committee's division holds the street


def sites_in(text: str, divisions: Sequence[Anchor], told: Set[str] = frozenset()) -> list[Site]:
    """The sites of narrowed text in its order; where one stands behind another, both (the longer holds the shorter).

    `told` are the codes of all divisions that the page tells of.
    """
    anchors = {anchor.span.end: anchor for anchor in divisions}
    found = list(zones_in(text, anchors, told))
    anchors |= {zone.span.end: Anchor(zone.span, zone.within) for zone in found}
    closed = set(anchors)
    known = sorted(anchor.span for anchor in anchors.values())
    for start, end, ending in _endings(text):
        if end in closed:
            continue
        if found and ending in ("社区", "街道") and found[-1].span.end == start and found[-1].name[-1] in "街路村镇":
            site = _extended(found.pop(), text, end)  # 红星街社区 is one name
        else:
            site_found = _site(text, start, end, ending, anchors) or _next_in_list(text, start, end, found)
            if site_found is None or _crosses_one(site_found.span, known):
                continue
            site = site_found
        found.append(site)
        insort(known, site.span)
        if site.name.endswith(_HOLDING):
            anchors[end] = Anchor(site.span, site.within)
    found += [site for site in visited_sites(text, anchors, known) if not _crosses_one(site.span, known)]
    return _with_repeats(text, _told_elsewhere(set(found)))


def _told_elsewhere(found: set[Site]) -> list[Site]:
    """The sites in order; one that nothing holds gets the division that another mention of its name tells."""
    told = {site.name: site.within for site in sorted(found, key=lambda s: s.span, reverse=True) if site.within}
    completed = {replace(site, within=site.within or told.get(site.name)) for site in found}
    return sorted(completed, key=lambda s: (s.span.start, -s.span.end))


@cache
def _words() -> Mapping[str, Any]:
    sites: Mapping[str, Any] = load("places")["sites"]
    return sites


@cache
def _ending_pattern() -> Cued:
    words = {*_words()["joined"], *_words()["alone"], *_words()["nameless"]}
    return Cued(either(words), words)


def _endings(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _ending_pattern().finditer(text):
        ending = match.group()
        followers = _words()["not_followed"].get(ending, ())
        if not text.startswith(followers, match.end()) or _LONG_NAME.match(text, match.end()):
            yield match.start(), match.end(), ending


def _site(text: str, start: int, end: int, ending: str, anchors: Mapping[int, Anchor]) -> Site | None:
    near = list(_near(text, start, anchors))
    for anchor in near:
        joined = _joined(text, start, end, ending, anchor)
        if joined:
            return joined
    return (
        _township(text, start, end, ending, anchors)
        or _alone(text, start, end, ending, near[0] if near else None)
        or _numbered(text, start, end, anchors)
    )


def _township(text: str, start: int, end: int, ending: str, anchors: Mapping[int, Anchor]) -> Site | None:
    """The street or township of a name that the table of the country has, with the division right before it."""
    for length in range(min(_LONGEST_TOWNSHIP, start), 1, -1) if ending in _TOWNSHIPS else ():
        name = text[start - length : end]
        if townships.counties_with(name):
            begin = start - length
            anchor = anchors.get(begin)
            if (
                anchor is None
                and name.removesuffix("街道")[-2:] in _ALSO_WORDS
                and begin
                and text[begin - 1] not in _BEFORE_NAMES
            ):
                return _longer(text, begin, end, name)  # 丰|富城乡, 时|尚重镇
            return Site(Span(anchor.span.start if anchor else begin, end), name, anchor.code if anchor else None)
    return None


def _longer(text: str, begin: int, end: int, name: str) -> Site | None:
    """The street whose own name ends as another's does, where its left edge shows: 永安|城区街道."""
    run = _RUN.search(text, max(0, begin - _LONGEST_OWN), begin) if name.endswith(_OWN_TOWNSHIPS) else None
    is_whole = run is not None and (run.start() == 0 or text[run.start() - 1] in _BEFORE_NAMES)
    if run is None or not is_whole or not _is_name(run.group(), name):
        return None
    return Site(Span(run.start(), end), run.group() + name, None)


_NUMBERED = re.compile(r"(?<![\d.])\d{1,3}\Z")
_IN_LIST = re.compile(r"[、和与及]([\u4e00-\u9fff]{2,4})\Z")


def _next_in_list(text: str, start: int, end: int, found: Sequence[Site]) -> Site | None:
    """The site right behind one of its kind and a conjunction: 甲社区和乙社区."""
    last = found[-1] if found else None
    match = _IN_LIST.search(text, last.span.end, start) if last and start - last.span.end <= LONGEST_NAME else None
    if last is None or match is None or match.start() != last.span.end or not last.name.endswith(text[start:end]):
        return None
    name = match[1]
    return (
        Site(Span(match.start(1), end), name + text[start:end], last.within)
        if _is_name(name, text[start:end])
        else None
    )


def _numbered(text: str, start: int, end: int, anchors: Mapping[int, Anchor]) -> Site | None:
    """A community with a number for a name, behind the street that holds it or before its own body: 61社区."""
    match = _NUMBERED.search(text, max(0, start - 4), start) if text[start:end] == "社区" else None
    if match is None:
        return None
    anchor = anchors.get(match.start())
    if anchor is None and not _is_seated(text, end):
        return None
    begin = anchor.span.start if anchor else match.start()
    return Site(Span(begin, end), text[match.start() : end], anchor.code if anchor else None)


def _is_seated(text: str, end: int) -> bool:
    """Whether a body of a street, township or village follows."""
    return text.startswith(tuple(_words()["seats"]), end)


def _near(text: str, start: int, anchors: Mapping[int, Anchor]) -> Iterator[Anchor]:
    """The anchors that end before a site's ending with only its name between, to the first that is not bare."""
    for at in range(start, max(-1, start - LONGEST_NAME - 1), -1):
        if at in anchors:
            yield anchors[at]
            if not anchors[at].is_bare:
                return
        if at and not "\u4e00" <= text[at - 1] <= "\u9fff":
            return


def _joined(text: str, start: int, end: int, ending: str, anchor: Anchor) -> Site | None:
    """The site right behind a division or site, or behind its committee or 的."""
    name = text[anchor.span.end : start]
    if not name:
        span = Span(anchor.span.start, end)
        return Site(span, span.of(text), anchor.code) if ending in _words()["nameless"] else None
    for between in (*_BODIES, "的"):
        own = name.removeprefix(between)
        if own != name and _is_name(own, ending) and len(own) >= 2:
            return Site(Span(start - len(own), end), own + ending, anchor.code)
    if name[0] in "和与及等在是为对" or not _is_name(name, ending):
        return None
    if len(name) > 1 or ending in ("村", "镇", "乡", "街", "街道"):
        return Site(Span(anchor.span.start, end), name + ending, anchor.code)
    return None


def _alone(text: str, start: int, end: int, ending: str, anchor: Anchor | None) -> Site | None:
    """The site that nothing holds, behind a word of going somewhere or with a name that ends as places do."""
    words = _words()
    is_seated = ending in words["seated"] and _is_seated(text, end)
    if not is_seated and ending not in words["alone"] and ending not in words["visited"]:
        return None
    run = _RUN.search(text, anchor.span.end if anchor else max(0, start - 14), start)
    left, is_visited = _left_edge(run.group()) if run else (0, False)
    if run is None or (left == 0 and run.start() and _is_cut(text[run.start() - 1])):
        return None
    name = run.group()[left:]
    if name + ending in words["familiar"] and not anchor:
        return Site(Span(start - len(name), end), name + ending, None)
    if not (2 <= len(name) <= LONGEST_NAME and _is_name(name, ending)) or (anchor and left == 0):
        return None
    is_listed = left == 0 and text[run.start() - 1 : run.start()] == "、" and not is_common_word(name)
    is_like_a_place = ending in words["alone"] and name.endswith(words["ends_like_a_place"])
    is_seat = is_seated and left == 0 and not is_common_word(name)
    trusted = len(name) <= 4 if is_visited or is_listed or is_seat else is_like_a_place
    return Site(Span(start - len(name), end), name + ending, None) if trusted else None


def _is_cut(character: str) -> bool:
    """Whether the run goes on to the left of what is not Chinese: digits, letters, opening quotation marks."""
    return (character.isalnum() and not "\u4e00" <= character <= "\u9fff") or character in "“‘《%"


def _left_edge(run: str) -> tuple[int, bool]:
    """Where the name begins in the characters before an ending, and whether a word of going somewhere stands there."""
    best, visited = 0, False
    for word, start, end in _edges().hits(run[:-1]):
        if start == 0 and end == 1 and word not in "的和与及在为由对将向从赴到":
            continue  # 同仁社区, 后庄村: the name may begin with it
        is_visiting = word in _words()["visiting"]
        if end > best or (end == best and is_visiting):
            best, visited = end, is_visiting
    return best, visited


@cache
def _edges() -> Cues:
    return Cues((*_words()["visiting"], *_words()["edges"]))


def _is_name(name: str, ending: str) -> bool:
    words = _words()
    return (
        0 < len(name) <= LONGEST_NAME
        and _RUN.match(name) is not None
        and name + ending not in words["generic"]
        and name not in words["alone"]
        and _in_no_name().search(name) is None
        and not name.endswith(words["not_before"].get(ending, ("\n",)))
        and not any(
            len(inner.group()) > 1 and inner.end() < len(name) for inner in _ending_pattern().pattern.finditer(name)
        )
        and not name.endswith(("社区", "街道", "新区"))
    )


@cache
def _in_no_name() -> re.Pattern[str]:
    """Words that stand within no name of a site."""
    edges = (word for word in _words()["edges"] if len(word) > 1 or word in "的了被将把让给等")
    return re.compile(either((*_words()["generic"], *edges)))


def _extended(site: Site, text: str, end: int) -> Site:
    return replace(site, span=Span(site.span.start, end), name=site.name + text[site.span.end : end])


def _crosses_one(span: Span, known: Sequence[Span]) -> bool:
    """Whether a span crosses one of these, which are in order."""
    near = known[bisect_left(known, (span.start - _LONGEST_CHAIN, 0)) : bisect_left(known, (span.end, 0))]
    pairs = (sorted((span, other)) for other in near)
    return any(first.start < second.start < first.end < second.end for first, second in pairs)


def _with_repeats(text: str, found: list[Site]) -> list[Site]:
    """The sites, and where their names stand again bare."""
    taken = bytearray(len(text))
    for site in found:
        taken[site.span.start : site.span.end] = b"\1" * len(site.span.of(text))
    names = {site.name: site.within for site in reversed(found) if len(site.name) > 2}
    repeats: list[Site] = []
    for name, start, end in occurrences(text, names):
        if 1 not in taken[start:end]:
            repeats.append(Site(Span(start, end), name, names[name]))
    return sorted([*found, *repeats], key=lambda s: (s.span.start, -s.span.end))
