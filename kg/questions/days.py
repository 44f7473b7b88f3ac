"""Dates that are told in part: what may be so on a day, and what may come before what."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


def is_date(text: str) -> bool:
    """Whether it is a year, month or day that there is."""
    try:
        return bool(_DATE.fullmatch(text) and date.fromisoformat(f"{text}-01-01"[:10]))
    except ValueError:
        return False


def may_hold(row: Mapping[str, str], day: str) -> bool:
    """Whether what an article says of a post may be so on a day: begun by then, and not over.

    `since` and `until` of the row are those of the post, `date` is that of the article; what is not known is empty.
    """
    over = row["until"] or (row["date"] if row["status"] == "former" else "")
    begun = not row["since"] or is_ordered(row["since"], day)
    return begun and (not over or is_ordered(day, over))


def is_ordered(earlier: str, later: str) -> bool:
    """Whether two dates may be in this order, as far as both tell; one that is not known is not."""
    shared = min(len(earlier), len(later))
    return shared > 0 and earlier[:shared] <= later[:shared]
