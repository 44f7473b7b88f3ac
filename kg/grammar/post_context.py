"""What posts are read from: a page with its titles, bodies and places, and what stands near a position of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kg.grammar import associations
from kg.grammar.aliases import end_of_alias
from kg.grammar.bodies import institution
from kg.grammar.dictionary import is_common_word
from kg.grammar.home import Home
from kg.grammar.names import guess_names
from kg.grammar.schools import outermost, own_school
from kg.grammar.titles import behind_places, find_titles, status_after
from kg.lexicon import load
from kg.model import Kind, Mention
from kg.text import narrow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.grammar.titles import TitleWord
    from kg.model import Article

SHORT_NAME = "body_by_its_short_name"  # the rule of bodies that only their text calls so
_COMING = re.compile(r"(?:[来到赴]|莅临)[我本]?[校院](?=[^,。]{0,8}?(?:调研|考察|参观|访问|交流|指导|走访|座谈))")
BREAK = re.compile(r"[。;:!?“”\"【】\n、,]|[ ](?![一-龥])")
_UNIT_ENDS = "部厅局委办处科司署室所站队院系组会社团校馆台"
_LEAD = 600  # characters in which a report tells who comes
_INSTITUTIONS = frozenset(("大学", "公司", "集团"))
_NEAR = 100  # characters
_LONGEST_TITLE = 10  # characters from a body to the end of a title of it
_SHORTEST_ASSOCIATION = 4  # characters of a name of its own
_REMEMBERED = 200  # bodies that a later word may still mean


class Unit(NamedTuple):
    """One title of a phrase with the words before it: [start, title.start) names the body, or nothing does."""

    start: int
    title: TitleWord


@dataclass
class Context:
    """What posts are read from: the text, its titles, bodies and places."""

    article: Article
    titles: dict[int, TitleWord]  # by where they end
    organizations: dict[int, Mention]  # by where they end; the longest
    places: dict[int, Mention]  # by where they end; the longest
    home: Home
    person_ends: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Sorted ends, to find what is near by bisection."""
        self.title_ends = sorted(self.titles)
        self.body_ends = sorted(self.organizations)
        self.site_ends = sorted(end for end, place in self.places.items() if place.code is None)
        self.place_starts = {place.span.start for place in self.places.values()}
        short = (body for body in self.organizations.values() if body.rule == SHORT_NAME)
        self.short_names = {body.thing for body in short}
        self.guests = set(_guests(self))

    @cached_property
    def school(self) -> str | None:
        """The school whose news the page is, if it is one."""
        names = {body.thing for body in self.organizations.values()}
        return own_school(names, self.article.title or "", self.article.publisher, self.article.text)

    @classmethod
    def of(cls, article: Article, found: Sequence[Mention]) -> Context:
        """The context of a page with its bodies and places found."""
        organizations = _longest(found, Kind.ORGANIZATION)
        ends = {mention.span.end for mention in found if mention.kind is Kind.PLACE}
        titles = list(behind_places(find_titles(article.text), ends))
        starts = [title.span.start for title in titles]
        inner = {
            title.span
            for body in organizations.values()
            for title in titles[bisect_left(starts, body.span.start) : bisect_left(starts, body.span.end)]
            if title.span.end < body.span.end + (title.span.start > body.span.start)
        }
        behind = {end_of_alias(article.text, end, body.thing): body for end, body in organizations.items()}
        organizations |= {end: body for end, body in behind.items() if end}
        return cls(
            article,
            {title.span.end: title for title in titles if title.span not in inner},
            organizations,
            _longest(found, Kind.PLACE),
            Home(article, [m for m in found if m.kind is Kind.PLACE]),
        )


def _longest(found: Sequence[Mention], kind: Kind) -> dict[int, Mention]:
    """The longest mention of a kind that ends at each position."""
    mentions = [mention for mention in found if mention.kind is kind]
    return {mention.span.end: mention for mention in sorted(mentions, key=lambda m: -m.span.start)}


def last_within(context: Context, start: int, end: int) -> Mention | None:
    """The body that ends last within [start, end)."""
    last = bisect_left(context.body_ends, end) - 1
    return context.organizations[context.body_ends[last]] if last >= 0 and context.body_ends[last] > start else None


def nearest(context: Context, position: int, endings: tuple[str, ...]) -> str | None:
    """The body named last before a position whose name ends in the first of these ways that any has."""
    last = bisect_right(context.body_ends, position)
    names = [context.organizations[end].thing for end in context.body_ends[max(0, last - _REMEMBERED) : last]]
    if context.guests and not _INSTITUTIONS.isdisjoint(endings):
        names = [name for name in names if not name.startswith(tuple(context.guests))]
    if "大学" in endings and (own := of_page(context, endings)) and _is_of_a_guest(context, position, endings):
        return own
    told = (name for ending in endings for name in reversed(names) if name.endswith(ending))
    publisher = context.article.publisher or ""
    own = publisher if publisher.endswith(endings) and len(publisher) > len(max(endings, key=len)) else None
    return next(told, None) or _only(context, endings) or own


def of_page(context: Context, endings: tuple[str, ...]) -> str | None:
    """The institution of such a kind whose page it is, whoever comes to it: the one in the headline, or its school."""
    title = narrow(context.article.title or "")
    named = {body.thing for body in context.organizations.values() if body.thing.endswith(endings)}
    outer = outermost(name for name in named if name in title)
    if len(outer) == 1 and outer[0] not in context.guests:
        return outer[0]
    return (context.school or _hosting_school(context)) if "大学" in endings else None


def _hosting_school(context: Context) -> str | None:
    """The school that a page calls 我校, where people of others come: the only one told of without people of its own.

    “在我校举行。‹某大学›甲教授、校党委书记乙出席。乙指出,‹某学院›正在…”
    """
    text = context.article.text
    if not any(own in text for own in load("titles")["own_schools"]):
        return None
    free: set[str] = set()
    peopled: set[str] = set()
    for end, body in context.organizations.items():
        if body.thing.endswith(("大学", "学院")):
            opens = body.span.start == 0 or BREAK.match(text, body.span.start - 1) is not None
            is_of_person = any(at in context.titles for at in range(end + 1, end + 8)) or bool(guess_names(text, end))
            (peopled if is_of_person else free if opens else set()).add(body.thing)
    free -= peopled
    return free.pop() if len(free) == 1 and peopled else None


def _is_of_a_guest(context: Context, position: int, endings: tuple[str, ...]) -> bool:
    """Whether the institution named last before a position is only there as that of somebody's post: 某大学教授甲,."""
    last = bisect_right(context.body_ends, position)
    ends = reversed(context.body_ends[max(0, last - _REMEMBERED) : last])
    end = next((end for end in ends if context.organizations[end].thing.endswith(endings)), None)
    following = bisect_right(context.title_ends, end) if end is not None else len(context.title_ends)
    return end is not None and any(title - end <= _LONGEST_TITLE for title in context.title_ends[following:][:1])


def _guests(context: Context) -> Iterator[str]:
    """The schools whose people come to that of the page: ‹某大学›党委书记一行来校考察."""
    text = context.article.text
    for coming in _COMING.finditer(text, 0, _LEAD):
        start = max(text.rfind(mark, 0, coming.start()) for mark in "。\n")
        first, last = bisect_right(context.body_ends, start), bisect_left(context.body_ends, coming.start())
        for end in context.body_ends[first:last]:
            name = institution(context.organizations[end].thing)
            if name.endswith(("大学", "学院", "学校")):
                yield name


def _only(context: Context, endings: tuple[str, ...]) -> str | None:
    """The institution that the page names by a short name alone, or names only once: 某邮 for 学校."""
    if _INSTITUTIONS.isdisjoint(endings):
        return None
    if len(context.short_names) == 1:
        return next(iter(context.short_names))
    named = {body.thing for body in context.organizations.values() if body.thing.endswith(endings)} - context.guests
    return named.pop() if len(named) == 1 else None


def association_of_page(context: Context) -> str | None:
    """The association that published the page, or the only one in the headline."""
    names = {body.thing for body in context.organizations.values() if associations.is_association(body.thing)}
    outer = outermost(name for name in names if name in (context.article.title or ""))
    publisher = context.article.publisher
    return publisher if publisher in names else outer[0] if len(outer) == 1 else None


def association_told(context: Context, position: int) -> str | None:
    """The only association that is named before a position, whatever parts of it are."""
    last = bisect_right(context.body_ends, position)
    named = (context.organizations[end].thing for end in context.body_ends[:last])
    outer = outermost(n for n in named if associations.is_association(n) and len(n) > _SHORTEST_ASSOCIATION)
    return outer[0] if len(outer) == 1 else None


def only_named(context: Context, position: int, ending: str) -> str | None:
    """The one body with such an ending that is named before a position: 团委 is 某学院团委 then."""
    last = bisect_right(context.body_ends, position)
    named = {context.organizations[end].thing for end in context.body_ends[:last]}
    fitting = [name for name in named if name.endswith(ending) and name != ending]
    return fitting[0] if len(fitting) == 1 else None


def site_of_level(context: Context, position: int, level: str | tuple[str, ...]) -> str | None:
    """The street, township or village of this level that is named last before a position: 街道 for 某某街道."""
    last = bisect_left(context.site_ends, position)
    near = (context.places[end].thing for end in reversed(context.site_ends[max(0, last - _REMEMBERED) : last]))
    return next((site for site in near if site.endswith(level)), None)


def division_before(context: Context, position: int, level: str) -> str | None:
    """The only division of this level that the sentence names before a position."""
    text = context.article.text
    start = max(text.rfind(mark, max(0, position - _NEAR), position) for mark in "。\n") + 1
    ends = (end for end in range(max(start, position - _NEAR), position) if end in context.places)
    named = {context.places[end].thing for end in ends if context.places[end].code}
    fitting = [name for name in named if name.endswith(level)]
    return fitting[0] if len(fitting) == 1 else None


def site_before(context: Context, position: int) -> str | None:
    """The community, village or street named last before a position, not far from it."""
    ends = (end for end in range(position, max(0, position - _NEAR), -1) if end in context.places)
    last = next((context.places[end] for end in ends if context.places[end].code is None), None)
    return last.thing if last and last.thing.endswith(("社区", "村", "街道", "镇", "乡")) else None


def is_of_another(context: Context, title: TitleWord) -> bool:
    """Whether a name right before the title makes it another person's: 某大学‹甲›教授,某会会长乙."""
    start = title.span.start
    if start in context.organizations or start in context.places or start in context.titles:
        return False  # 宁德市|市长
    if BREAK.match(context.article.text, start - 1):
        return False
    for begin in (start - 3, start - 2):
        is_edge = (
            begin in context.organizations or begin in context.titles or BREAK.match(context.article.text, begin - 1)
        )
        if is_edge or context.article.text[begin - 1] in _UNIT_ENDS:
            guesses = guess_names(context.article.text, begin) if begin >= 0 else []
            named = next((guess for guess in guesses if guess.span.end == start), None)
            is_unit = named and (named.name[-1] in _UNIT_ENDS or status_after(context.article.text, begin, start)[0])
            if named and not is_unit and named.weight >= 0 and not is_common_word(named.name):
                return True
    return False
