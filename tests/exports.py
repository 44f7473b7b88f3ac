"""A reading with a fact of every kind and names that are hostile, and exports of it as bytes, for tests of exports."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.export import FOLDERS, Selection, export
from kg.model import (
    Byline,
    BylineRole,
    Event,
    EventType,
    Evidence,
    Initiative,
    InitiativeType,
    Involvement,
    Jurisdiction,
    Kind,
    Membership,
    Organization,
    OrganizationRole,
    Participation,
    Person,
    PersonRole,
    Place,
    Proposal,
    Reading,
    Recognition,
    Statement,
    Status,
)
from kg.text import Span

if TYPE_CHECKING:
    from kg.store import Store

HOSTILE = "<script>alert(1)</script>\"'&]]>\\ \n\t\x01\x0b\u202e\ufffe=1+1 @prefix . 王某"
LEGAL = HOSTILE.replace("\x01", "\ufffd").replace("\x0b", "\ufffd").replace("\ufffe", "\ufffd")  # in XML


def reading(doc: str = "a") -> Reading:
    """A fact of every kind, about things with a hostile name."""
    here = Evidence(doc, Span(0, len(HOSTILE)), "a_rule")
    person, body, event, case = "王某", "某县委", "某论坛", "某案例"
    return Reading(
        doc=doc,
        raw=HOSTILE,
        raw_hash=doc,
        reader_hash="1",
        title=HOSTILE,
        publisher=HOSTILE,
        published="2024-06",
        url="https://example.org/?q=<>",
        persons=(Person(person, HOSTILE, (person,), (here,)),),
        organizations=(Organization(body, body, (HOSTILE,), (here,)),),
        places=(Place("石城县", "石城县", (), (here,), "360735"),),
        events=(Event(event, event, (HOSTILE,), (here,), EventType.FORUM, "2024", venue=HOSTILE, code="360735"),),
        initiatives=(
            Initiative(case, case, (), (here,), InitiativeType.CASE),
            Initiative("某名单", "某名单", (), (here,), InitiativeType.LIST),
        ),
        bylines=(Byline(person, BylineRole.REPORTER, here),),
        memberships=(Membership(person, body, "书记", Status.FORMER, here),),
        jurisdictions=(Jurisdiction(body, "360735", here), Jurisdiction(body, "360700", here)),
        participations=(Participation(person, event, PersonRole.KEYNOTE, here, HOSTILE),),
        involvements=(Involvement(body, event, OrganizationRole.HOST, here),),
        statements=(Statement(person, HOSTILE, here, event), Statement(person, "好。", here)),
        proposals=(Proposal(case, "石城县", Kind.PLACE, here), Proposal(case, body, Kind.ORGANIZATION, here)),
        recognitions=(Recognition(case, "某名单", here),),
    )


def files(store: Store, to: str, selection: Selection | None = None) -> dict[str, bytes]:
    """The files of an export by their names; one file has none."""
    if to not in FOLDERS:
        stream = io.BytesIO()
        export(store, to, stream, selection)
        return {"": stream.getvalue()}
    with TemporaryDirectory() as name:
        folder = Path(name) / "tables"
        export(store, to, folder, selection)
        return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def written(store: Store, to: str, selection: Selection | None = None) -> bytes:
    """An export, file after file."""
    return b"".join(files(store, to, selection).values())
