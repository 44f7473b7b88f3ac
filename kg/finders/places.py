"""Places: divisions from province to county with their codes, and named sites below them.

Names that several divisions bear are settled by the division above them in the text, by the others that the article
names, its publisher and its dateline; where nothing settles one, its code stays None.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from kg import divisions
from kg.divisions import Division, Level
from kg.grammar.bare_counties import bare_counties
from kg.grammar.gazetteer import Named, divisions_in, is_above, names_in
from kg.grammar.misheard import centre_of, county_of_township, misheard_counties, misheard_site
from kg.grammar.site_placing import county_counts, placed
from kg.grammar.sites import sites_in
from kg.grammar.zones import Anchor, Site
from kg.model import Article, Kind, Mention, Repair
from kg.repair import formal
from kg.text import Span
from kg.zones import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

REPAIRED = "repaired_division"
_HEADING = 3  # a division in headline or publisher, against one in the text
_FULL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)年\d{1,2}月\d{1,2}日")


class _Link(Struct, frozen=True):
    """One name of a chain: 江苏省|南京市|雨花台区; `span` reaches from the start of the chain to this name's end."""

    span: Span
    bearers: tuple[Division, ...]
    is_bare: bool = False  # a short name by itself
    repair: Repair | None = None


class Told(NamedTuple):
    """What an article tells of one of its places."""

    within: str | None = None  # code of the division around a site
    inside: str | None = None  # the site around it, by its thing
    own: str | None = None  # its name without what stands before it
    repair: Repair | None = None


def find_places(article: Article, found: Sequence[Mention]) -> Iterator[Mention]:
    """The places of an article; a chain of divisions is nested: 江苏省, 江苏省南京市, 江苏省南京市雨花台区."""
    links, sites = _survey(article)
    persons = [mention.name_span for mention in found if mention.kind is Kind.PERSON]
    mentions = [*_division_mentions(article.text, links), *_site_mentions(article.text, sites)]
    taken = bytearray(len(article.text))
    for other in found:
        taken[other.span.start : other.span.end] = b"\1" * (other.span.end - other.span.start)
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if 1 not in taken[mention.span.start : mention.span.end]:
            yield mention
            continue
        in_a_name = any(name.contains(mention.span) for name in persons)
        if not in_a_name and not any(_crosses(mention.span, other.span) for other in found):
            yield mention


def within(article: Article, mentions: Sequence[Mention]) -> dict[str, str]:
    """The code of the division around each site among the mentions, by its thing, where the text tells it."""
    _, sites = _survey(article)
    things = _site_things(article.text, sites)
    named = {mention.thing for mention in mentions if mention.kind is Kind.PLACE and mention.code is None}
    return {things[site]: site.within for site in reversed(sites) if site.within and things[site] in named}


def told(article: Article) -> dict[str, Told]:
    """What the article tells of its places, by their thing: of sites, and of divisions with a misheard name."""
    links, sites = _survey(article)
    codes = {link.bearers[0].code for link in links if len(link.bearers) == 1}
    things, starts = _site_things(article.text, sites), {site.span: site for site in sites}
    found: dict[str, Told] = {}
    for link in (link for link in links if link.repair):
        found[_names(article.text, links)[link.bearers[0].code]] = Told(repair=link.repair)
    for site in reversed(sites):
        before = Span(site.span.start, site.span.end - len(site.name))
        outer = starts.get(before)
        known = found.get(things[site], Told())
        found[things[site]] = Told(
            _county(site, codes) or known.within,
            things[outer] if outer else known.inside,
            _own_name(site),
            misheard_site(site) or known.repair,
        )
    return found


def year_of(article: Article) -> int | None:
    """The year as of which the article's divisions are read: of its publication, else of the latest full date in it."""
    if article.published and article.published[:4].isdecimal():
        return int(article.published[:4])
    return max(map(int, _FULL_DATE.findall(article.text)), default=None)


def _hints(article: Article, year: int | None) -> list[Division]:
    """What publisher and headline name without a doubt."""
    named = [n for text in (article.publisher, article.title) if text for n in divisions_in(text, year)]
    return [best for best in map(_highest, named) if best]


def _highest(named: Named | _Link) -> Division | None:
    """The only bearer of the highest level among the bearers: 吉林 is the province."""
    top = [d for d in named.bearers if d.level is named.bearers[0].level]
    return top[0] if len(top) == 1 else None


@lru_cache(maxsize=2)
def _survey(article: Article) -> tuple[list[_Link], list[Site]]:
    """All names of divisions, their bearers settled, and all sites."""
    year = year_of(article)
    votes = Counter(d.code for d in _hints(article, year) for d in (*divisions.chain(d.code, year), d))
    names, spare = names_in(article.text, year)
    links = _chains(bare_counties(article.text, names, spare, _told(names, year) | votes.keys()))
    for link in links:
        if len(link.bearers) == 1:
            votes.update(d.code for d in (*divisions.chain(link.bearers[0].code, year), link.bearers[0]))
    settled = [_settled(link, votes) for link in links]
    settled = sorted([*settled, *_misheard(article.text, settled, votes, year)], key=lambda link: link.span.end)
    anchors = [
        Anchor(link.span, link.bearers[0].code if len(link.bearers) == 1 else None, link.is_bare) for link in settled
    ]
    named = [(link.bearers[0].code, 1) for link in settled if len(link.bearers) == 1]
    told = [(division.code, _HEADING) for division in _hints(article, year)]
    sites = placed(sites_in(article.text, anchors, votes.keys()), votes, county_counts([*named, *told]))
    own = {at for site in sites for at in range(_own_start(site), site.span.end)}
    return [link for link in settled if not (link.is_bare and link.span.start in own)], sites


def _told(names: Sequence[Named], year: int | None) -> set[str]:
    """The codes of the divisions that names tell without a doubt, and of those around them."""
    sure = {best.code for best in map(_highest, names) if best}
    return sure | {upper.code for code in sure for upper in divisions.chain(code, year)}


def _own_start(site: Site) -> int:
    """From where on no short name of a division counts: 玉林 in 玉林街道 is none, 苏州 in 苏州工业园区 is one."""
    return site.span.end - len(site.name) if formal(site.name) else site.span.start + 1


def _county(site: Site, codes: Set[str]) -> str | None:
    """The county around a site by the gazetteer, where the text tells none, or only the prefecture."""
    upper = divisions.by_code(site.within) if site.within else None
    if upper and upper.level is Level.COUNTY:
        return site.within
    return county_of_township(site.name, {upper.code} if upper else codes) or site.within


def _misheard(text: str, links: Sequence[_Link], votes: Counter[str], year: int | None) -> Iterator[_Link]:
    """Names that no division has, each with the county that it stands for and the chain before it."""
    taken = bytearray(len(text))
    for link in links:
        taken[link.span.start : link.span.end] = b"\1" * (link.span.end - link.span.start)
    before = {link.span.end: link for link in links if len(link.bearers) == 1}
    parents = {end: link.bearers[0] for end, link in before.items() if link.bearers[0].level is not Level.COUNTY}
    for span, repair in misheard_counties(text, taken, parents, centre_of(votes, year), year):
        start = before[span.start].span.start if span.start in parents else span.start
        county = divisions.by_code(repair.code, year)
        if county:
            yield _Link(Span(start, span.end), (county,), repair=repair)


def _chains(names: Sequence[Named]) -> list[_Link]:
    """The names joined into chains, each narrowed to bearers that those beside it hold or are held by."""
    chains: list[list[tuple[Named, tuple[Division, ...]]]] = []
    for named in names:
        last = chains[-1][-1] if chains else None
        held = _held(last[1], named) if last and last[0].span.end == named.span.start else ()
        if held:
            chains[-1].append((named, held))
        else:
            chains.append([(named, named.bearers)])
    return [link for chain in chains for link in _narrowed(chain)]


def _held(uppers: Sequence[Division], named: Named) -> tuple[Division, ...]:
    held = [lower for lower in named.bearers if any(is_above(upper, lower) for upper in uppers)]
    order = list(Level)
    top = min((order.index(d.level) for d in held), default=0)
    return tuple(d for d in held if order.index(d.level) == top)


def _narrowed(chain: Sequence[tuple[Named, tuple[Division, ...]]]) -> list[_Link]:
    links: list[_Link] = []
    lowers: tuple[Division, ...] = ()
    for named, bearers in reversed(chain):
        kept = tuple(d for d in bearers if any(is_above(d, lower) for lower in lowers)) if lowers else bearers
        lowers = kept or bearers
        bare = len(chain) == 1 and not named.full
        links.append(_Link(Span(chain[0][0].span.start, named.span.end), lowers, bare))
    return links[::-1]


def _settled(link: _Link, votes: Counter[str]) -> _Link:
    """The link with one bearer, if the article's other names speak for one."""
    if len(link.bearers) == 1:
        return link
    scores = {d: _support(d, votes) for d in link.bearers}
    best = max(scores.values())
    winners = [d for d, score in scores.items() if score == best]
    if best > 0 and len(winners) == 1:
        return replace(link, bearers=(winners[0],))
    highest = _highest(link)
    return replace(link, bearers=(highest,)) if highest and highest.level is not Level.COUNTY else link


def _support(division: Division, votes: Counter[str]) -> int:
    """How much speaks for a division: its own code, then the prefecture around it, then the province."""
    above = divisions.chain(division.code)
    weights = {Level.PROVINCE: 1, Level.PREFECTURE: 100, Level.COUNTY: 100}
    return 10_000 * votes[division.code] + sum(weights[d.level] * votes[d.code] for d in above)


def _names(text: str, links: Sequence[_Link]) -> dict[str, str]:
    """The fullest name of each division in the text, by its code; of a misheard one the name that it stands for."""
    names: dict[str, str] = {}
    for link in links:
        if len(link.bearers) == 1:
            code, surface = link.bearers[0].code, link.span.of(text)
            if link.repair:
                surface = surface.removesuffix(link.repair.written) + link.repair.name
            if names.get(code) != surface and _fullness(surface, link.bearers[0]) > _fullness(
                names.get(code, ""), link.bearers[0]
            ):
                names[code] = surface
    return names


def _division_mentions(text: str, links: Sequence[_Link]) -> Iterator[Mention]:
    names = _names(text, links)
    bearers: dict[str, list[str | None]] = {}  # name → codes; a second bearer gets a number
    for link in links:
        own_code = link.bearers[0].code if len(link.bearers) == 1 else None
        thing = names[own_code] if own_code else link.span.of(text)
        codes = bearers.setdefault(thing, [])
        if own_code not in codes:
            codes.append(own_code)
        number = codes.index(own_code) + 1
        key = thing if number == 1 else f"{thing}#{number}"
        yield Mention(Kind.PLACE, link.span, key, REPAIRED if link.repair else "division", code=own_code)


def _fullness(surface: str, division: Division) -> tuple[bool, int]:
    """How fully a spelling names a division: with its level, then the longer the better."""
    return (bool(surface) and not surface.endswith(division.short or "\n"), len(surface))


def _site_things(text: str, sites: Sequence[Site]) -> dict[Site, str]:
    """The fullest spelling of each site, by its own name and the division around it; a misheard name is repaired."""
    things: dict[tuple[str, str | None], str] = {}
    for site in sites:
        repair = misheard_site(site)
        surface = site.span.of(text).removesuffix(site.name) + (repair.name if repair else site.name)
        key = (_own_name(site), site.within)
        things[key] = max(things.get(key, ""), surface, key=len)
    return {site: things[_own_name(site), site.within] for site in sites}


@lru_cache(maxsize=512)
def _own_name(site: Site) -> str:
    """The name of a site as it should be: that of the table, where it is a zone or was misheard."""
    zone = zone_of(site.name, site.within) if site.within else None
    repair = misheard_site(site)
    return zone.name if zone else repair.name if repair else site.name


def _site_mentions(text: str, sites: Sequence[Site]) -> Iterator[Mention]:
    things = _site_things(text, sites)
    for site in sites:
        yield Mention(Kind.PLACE, site.span, things[site], "site")


def _crosses(span: Span, other: Span) -> bool:
    return span.start < other.start < span.end < other.end or other.start < span.start < other.end < span.end
