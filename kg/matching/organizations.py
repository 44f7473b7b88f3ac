"""Which mentions of organizations are one body (floor 4).

A name is read by its parts (`kg.matching.bodies`). What it leaves out comes from the article's place, from the other
names of the article, or from where the paper's other articles are set.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.lineage import above
from kg.matching.bodies import Setting, body_of, plain, setting
from kg.matching.spellings import SELDOM, institutions, slips

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.lineage import Line
    from kg.matching.bodies import Body
    from kg.matching.mentions import Place, Record

_OFTEN = 3  # articles from which a paper's place is known
_MOSTLY = 0.6  # share of them that must lie within it


def homes(articles: Iterable[Place]) -> dict[str, tuple[Line, ...]]:
    """Where each paper is at home: the divisions, largest first, that hold most of the articles whose place is told."""
    told: dict[str, list[tuple[Line, ...]]] = defaultdict(list)
    for article in dict.fromkeys(articles):
        around = setting(article.year, article.place, None).around
        if article.publisher and around:
            told[article.publisher].append(around)
    return {publisher: _common(chains) for publisher, chains in told.items()}


def _common(chains: Sequence[tuple[Line, ...]]) -> tuple[Line, ...]:
    """The divisions, one within the other, that hold most of these."""
    if len(chains) < _OFTEN:
        return ()
    counts = Counter(line for chain in chains for line in chain)
    kept = [line for line, count in counts.items() if count >= _MOSTLY * len(chains)]
    return tuple(sorted(kept, key=lambda line: len(above(line))))


def settings(articles: Mapping[Place, Iterable[str]]) -> dict[Place, Setting]:
    """The setting of each article, given the names of bodies in it."""
    known = homes(articles)
    return {article: _setting(article, names, known) for article, names in articles.items()}


def _setting(article: Place, names: Iterable[str], known: Mapping[str, tuple[Line, ...]]) -> Setting:
    told = setting(article.year, article.place, article.publisher)
    if article.place and told.around:
        return told
    home = known.get(article.publisher or "", ())
    if told.around and (not home or told.around[-1] in home or home[-1] in told.around):
        return told
    base = Setting(article.year, home)
    lines = Counter(body.line for name in names if (body := body_of(name, base)).line and not body.doubt)
    if not home and lines:
        line = lines.most_common(1)[0][0]
        return Setting(article.year, (*above(line, article.year), line)) if line else base
    return base


def organizations(records: Sequence[Record]) -> dict[str, str]:
    """The body of each mention: the id of that body's first mention. What nothing settles stands alone."""
    articles: dict[Place, list[str]] = defaultdict(list)
    for record in records:
        articles[record.article].append(record.name)
    where = settings(articles)
    named = [body_of(record.name, where[record.article]) for record in records]
    mended = _mended(records, named, where)
    first: dict[Body, str] = {}
    return {
        record.mention: record.mention if body.doubt else first.setdefault(body, record.mention)
        for record, body in zip(records, mended, strict=True)
    }


def _mended(records: Sequence[Record], named: Sequence[Body], where: Mapping[Place, Setting]) -> list[Body]:
    """The bodies, with slips of the keyboard read as what was meant, and institutions under their full names."""
    spellings = [plain(record.name) for record in records]
    often = Counter(spellings)
    known = {name: count for name, count in often.items() if count > SELDOM}
    strange = {
        name
        for name, body in zip(spellings, named, strict=True)
        if often[name] <= SELDOM and (body.doubt or body.line is None or body.part)
    }
    meant = slips(strange, known)
    in_full = institutions(
        {body.organ: often[name] for name, body in zip(spellings, named, strict=True) if _is_own(body)}
    )
    found: list[Body] = []
    for record, name, body in zip(records, spellings, named, strict=True):
        others = {read for other in meant.get(name, ()) if not (read := body_of(other, where[record.article])).doubt}
        chosen = others.pop() if len(others) == 1 else body
        found.append(replace(chosen, organ=in_full(chosen.organ)) if _is_own(chosen) else chosen)
    return found


def _is_own(body: Body) -> bool:
    return body.line is None and not body.doubt and not body.organ.startswith("全国")
