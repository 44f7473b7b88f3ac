"""The tasks behind the pages of things, in a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from kg.serve.addresses import address_of
from kg.serve.describing import describe, look_up
from kg.serve.messages import End, Outcome
from kg.serve.portraits import portrait
from kg.serve.rendering import render
from kg.serve.results import Bounds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.serve.site import Site

HTML: Final = "text/html"


def show_thing(
    site: Site,
    *,
    iris: Sequence[str],
    media: str,
    start: int,
    end: int,
    kept: Mapping[str, str],
    bounds: Mapping[str, int | str],
) -> Outcome:
    """The first of these IRIs that the graph knows, in a form; where another stands for it, that one's address.

    `kept` are the parameters that such an address takes along.
    """
    dataset = site.store().dataset
    found = look_up(dataset, iris)
    if found is None:
        return Outcome(End.MISSING, text="the graph knows nothing of this name; search for it")
    if found.moved:
        address = address_of(found.iri, site.base)
        return Outcome(
            End.MOVED, text=f"{address}{'&' if '?' in address else '?'}{urlencode(kept)}" if kept else address
        )
    if media == HTML:
        shown = portrait(site, found.iri, start, end)
        body = render("thing.html", shown=shown, here=address_of(found.iri, site.base))
        return Outcome(body=body.encode(), media=HTML)
    limits = Bounds(int(bounds["rows"]), int(bounds["size"]), str(bounds["help"]))
    answer = describe(dataset, found.iri, media, limits)
    return Outcome(body=answer.body, media=media, truncated=answer.truncated)
