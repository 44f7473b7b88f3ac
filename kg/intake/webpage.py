"""The article inside an HTML page: main text, headline, publisher, date, address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.intake.masthead import iso

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# <meta name=…> as Chinese government sites and news sites write them, the surest first.
_TITLES = ("articletitle", "og:title", "twitter:title")
_PUBLISHERS = ("contentsource", "source", "og:site_name", "publisher", "mediaid", "sitename")
_DATES = ("pubdate", "publishdate", "article:published_time", "og:release_date", "weibo: article:create_at", "date")
_SITE_BEHIND = re.compile(
    r" *[_|–—\-]+ *[^_|–—\-]{2,16}(?:网|报|社|台|在线|频道|新闻|中心|政府|门户网站|网站)[^_|–—]{0,8}$"
)
_CHINESE = re.compile("[㐀-鿿]")


class Webpage(NamedTuple):
    """What a page holds; None where it does not say. `is_whole` where no main text was found and all of it is taken."""

    text: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    is_whole: bool


def read_webpage(html: str) -> Webpage:
    """The main text of a page and what its head says; the text of the whole page where no main text is found."""
    from trafilatura import bare_extraction, html2txt
    from trafilatura.settings import Document

    options = {"extensive_search": False, "original_date": True}
    found = bare_extraction(
        html, include_comments=False, favor_recall=True, with_metadata=True, date_extraction_params=options
    )
    text = (found.text or "") if isinstance(found, Document) else ""
    is_whole = not _CHINESE.search(text)
    meta = dict(_meta(html))
    return Webpage(
        text=html2txt(html) if is_whole else text,
        title=_title(_first(meta, _TITLES) or getattr(found, "title", None)),
        publisher=_publisher(_first(meta, _PUBLISHERS) or getattr(found, "sitename", None)),
        published=iso(_first(meta, _DATES) or getattr(found, "date", None) or ""),
        url=getattr(found, "url", None),
        is_whole=is_whole,
    )


def _meta(html: str) -> Iterator[tuple[str, str]]:
    """The names and contents of <meta> elements, names in small letters; the last of a name comes first."""
    from trafilatura import load_html

    tree = load_html(html)
    for element in reversed(tree.findall(".//meta") if tree is not None else []):
        name, content = element.get("name") or element.get("property"), (element.get("content") or "").strip()
        if name and content:
            yield name.strip().lower(), content


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _title(title: str | None) -> str | None:
    """The headline without the name of the site behind it."""
    return _SITE_BEHIND.sub("", title).strip() or None if title else None


def _publisher(name: str | None) -> str | None:
    """The publisher's name; a domain is none."""
    name = re.sub(r"^.{0,4}来源 ?[:：] ?", "", name or "").strip()
    return name if _CHINESE.search(name) and len(name) <= 40 else None
