"""Outside lists of mentions resolved without articles: which records are one body, which are one person.

match(records)  the entity of each mention
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.matching.mentions import Record

__all__ = ["match"]


def match(records: Sequence[Record]) -> dict[str, str]:
    """The entity of each mention, named after its first mention; a mention that nothing supports stands alone.

    Records with a list of posts, even an empty one, are people; records without are organizations.
    """
    from kg.matching.organizations import organizations
    from kg.matching.people import people

    of_people = [record for record in records if record.posts is not None]
    of_bodies = [record for record in records if record.posts is None]
    found = people(of_people) if of_people else {}
    found |= organizations(of_bodies) if of_bodies else {}
    return {record.mention: found[record.mention] for record in records}
