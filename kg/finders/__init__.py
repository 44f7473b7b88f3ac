"""Mentions in the text. `find` runs the finders in order; each sees what those before it found."""

from __future__ import annotations

import re
from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kg.finders.bylines import find_bylines
from kg.finders.events import find_events
from kg.finders.organizations import find_organizations
from kg.finders.persons import find_persons
from kg.finders.places import find_places
from kg.finders.short_names import find_short_names
from kg.finders.unexplained import find_unexplained
from kg.finders.works import find_works
from kg.grammar.aliases import declared, in_full
from kg.grammar.bodies import is_generic
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.model import Article, Mention

_LEVELS = "省市区县州旗镇乡"
_SAME = 2  # characters of a division by which a short name that was completed with it is known: 湖州市|人社局
_SHORTEST_OF_LEVEL = 3  # characters; 市委 alone may be anybody's
_DISTINCT = 5  # characters from which the end of a name tells which body is meant

_HEAD = re.compile(r".{2,14}?(?:学院|研究院|研究所|研究中心)(?=.)")

FINDERS: tuple[Callable[[Article, Sequence[Mention]], Iterable[Mention]], ...] = (
    find_bylines,
    find_places,
    find_organizations,
    find_short_names,
    find_persons,
    find_events,
    find_works,
)


def find(article: Article, *, second_voice: bool = False) -> list[Mention]:
    """Every mention, in the order of the text, an outer one before those within it; mentions that cross are cut.

    With `second_voice` a statistical tagger is asked last, for persons where nothing was found; KgError where it is not
    installed.
    """
    found: list[Mention] = []
    for finder in (*FINDERS, find_unexplained) if second_voice else FINDERS:
        found.extend(finder(article, tuple(found)))
    kept = nested(_without_places_in_names(found))
    bodies = [mention for mention in kept if mention.kind is Kind.ORGANIZATION]
    aliases = declared(article.text, ((body.span, body.thing) for body in bodies))
    written = ((body.thing, aliases.get(body.span.of(article.text))) for body in bodies) if aliases else ()
    completed = {thing: full for thing, full in written if full and full[:_SAME] == thing[:_SAME]}
    return one_name_each(kept, {**completed, **aliases})


def _without_places_in_names(found: Sequence[Mention]) -> list[Mention]:
    """The mentions without places that are part of a person's name: 金华 in 王金华."""
    names = {at for m in found if m.kind is Kind.PERSON for at in range(m.name_span.start, m.name_span.end)}
    return [m for m in found if m.kind is not Kind.PLACE or not names.issuperset(range(m.span.start, m.span.end))]


def nested(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in order, without those that cross the end of one that begins before them, and without repeats."""
    kept: list[Mention] = []
    open_ends: list[int] = []
    seen: set[tuple[object, ...]] = set()
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        start, end = mention.span
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        key = (mention.kind, start, end)
        if key in seen or (open_ends and end > open_ends[-1]):
            continue
        seen.add(key)
        kept.append(mention)
        open_ends.append(end)
    return kept


def one_name_each(mentions: Sequence[Mention], aliases: Mapping[str, str] = MappingProxyType({})) -> list[Mention]:
    """The mentions with each body under its longest name: 公共管理学院 is 某大学公共管理学院 if that is named.

    `aliases` are the full names of short ones that the article declares.
    """
    names = {m.thing for m in mentions if m.kind is Kind.ORGANIZATION}
    names |= {post.organization for m in mentions for post in m.posts}
    endings: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for at in range(1, len(name) - _DISTINCT + 1):
            endings[name[at:]].append(name)
    divisions = {m.thing for m in mentions if m.kind is Kind.PLACE and m.code}
    longer = {
        name: full
        for name in names
        if (
            full := in_full(name, aliases)
            or _full_name(name, names, endings)
            or _with_its_division(name, names, divisions)
        )
    }
    longer |= {name: longer[full] for name, full in longer.items() if full in longer}
    return [_renamed(mention, longer) for mention in mentions] if longer else list(mentions)


def _full_name(name: str, names: set[str], endings: Mapping[str, Sequence[str]]) -> str | None:
    """The only other name that ends with this one, where this one is long enough to be its own."""
    formal = name.replace("政府", "人民政府")
    if name.endswith("政府") and "人民政府" not in name and formal in names:
        return formal
    full = endings.get(name, ()) if len(name) >= _DISTINCT and not is_generic(name) else ()
    return full[0] if len(full) == 1 else _of_longer_head(name, endings)


def _with_its_division(name: str, names: set[str], divisions: set[str]) -> str | None:
    """The only body of the page that is this one with its division in full: 市民政局 where 麻城市民政局 is named."""
    if name[0] not in _LEVELS or len(name) < _SHORTEST_OF_LEVEL:
        return None
    full = {division + name[1:] for division in divisions if division.endswith(name[0])} & names
    return full.pop() if len(full) == 1 else None


def _of_longer_head(name: str, endings: Mapping[str, Sequence[str]]) -> str | None:
    """The name with the institution that its first part is in: 法学院民法系 where 某大学法学院 is named."""
    match = _HEAD.match(name)
    head = match.group() if match else name
    if head == name or len(head) < _DISTINCT:
        return None
    longer = [full for full in endings.get(head, ()) if full.endswith(head)]
    return longer[0] + name[len(head) :] if len(longer) == 1 else None


def _renamed(mention: Mention, longer: Mapping[str, str]) -> Mention:
    thing = longer.get(mention.thing, mention.thing) if mention.kind is Kind.ORGANIZATION else mention.thing
    held = tuple(replace(post, organization=longer.get(post.organization, post.organization)) for post in mention.posts)
    return replace(mention, thing=thing, posts=held)
