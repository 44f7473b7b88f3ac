"""A small made-up graph: tenures with dates, two of one name, two 朝阳区, a recognition, and a copy of an article."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kg.model import (
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
from tests.samples import proven

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OPENING, KEYNOTE, SPEECH, MODERATOR = (
    PersonRole.OPENING_ADDRESS,
    PersonRole.KEYNOTE,
    PersonRole.SPEECH,
    PersonRole.MODERATOR,
)
FORUM = """2021石城论坛5月1日在石城县举行。石城县委书记王龙致辞,石城县县长赵虎作了题为《院坝里的会》的主旨演讲。
论坛由石城县民政局主办。王龙说:“院坝会要议而有决,决而有行,行而有果,让大家看得见、摸得着。”
与会的乡镇干部和社区工作者就怎样开好院坝会、怎样把会上说的办成,分组谈了自己的做法和难处,会议开了一整天。"""
MEETING = (
    "山海会议2022年6月2日在长春市朝阳区举行。石城县委书记、县长赵虎发言,石城县委原书记王龙主持,与会的还有朝阳区民政局。"
)

ROLL = "北京市朝阳区委社工部推荐的《邻里一家亲》、石城县民政局推荐的《院坝会》入选案例委员会公布的年度案例名单。"
CAREER = "王龙2019年3月至2021年12月任石城县委书记。2022年1月起由赵虎任石城县委书记。"
RELAY = {  # one post after another: what the article of a day says
    "2018-01-05": "平湖县水利局局长钱甲看望职工。",
    "2020-02-01": "平湖县水利局局长孙乙、原局长钱甲座谈。",
    "2022-03-01": "平湖县水利局局长李丙、副局长周丁走访群众,看望原局长孙乙。",
}
NAMESAKE = "平湖县教育局局长王龙说,孩子们的路要修好。"


def _at(doc: str, raw: str) -> Callable[[str], Evidence]:
    return lambda words: proven(words, raw, doc)


def _reading(doc: str, raw: str, published: str, **facts: Any) -> Reading:
    digest = sha256(raw.encode()).hexdigest()
    return Reading(doc, raw, digest, "by-hand", f"{doc}的标题", "石城日报", published, None, **facts)


def _things(at: Callable[[str], Evidence], kind: Any, *names: str) -> tuple[Any, ...]:
    return tuple(kind(name, name, mentions=(at(name[:2]),)) for name in names)


def readings() -> Iterator[Reading]:
    """The articles, the second one a copy of the first."""
    yield _forum("forum", FORUM, "2021-05-02")
    yield _forum("copy", FORUM + "\n(转载)", "2021-05-03")
    yield _meeting()
    yield _roll()
    yield _career()
    yield _namesake()
    yield from _relay()


def _forum(doc: str, raw: str, published: str) -> Reading:
    at = _at(doc, raw)
    event = Event(
        "2021石城论坛", "2021石城论坛", (), (at("2021石城论坛"),), EventType.FORUM, "2021-05-01", code="360735"
    )
    return _reading(
        doc,
        raw,
        published,
        persons=_things(at, Person, "王龙", "赵虎"),
        organizations=_things(at, Organization, "石城县委", "石城县政府", "石城县民政局"),
        places=(Place("石城县", "石城县", (), (at("石城县"),), "360735"),),
        events=(event,),
        memberships=(
            Membership("王龙", "石城县委", "书记", Status.CURRENT, at("石城县委书记王龙")),
            Membership("赵虎", "石城县政府", "县长", Status.CURRENT, at("石城县县长赵虎")),
        ),
        jurisdictions=tuple(
            Jurisdiction(name, "360735", at("石城县")) for name in ("石城县委", "石城县政府", "石城县民政局")
        ),
        participations=(
            Participation("王龙", "2021石城论坛", OPENING, at("王龙致辞")),
            Participation("赵虎", "2021石城论坛", KEYNOTE, at("赵虎作了题为《院坝里的会》的主旨演讲"), "院坝里的会"),
        ),
        involvements=(Involvement("石城县民政局", "2021石城论坛", OrganizationRole.HOST, at("石城县民政局主办")),),
        statements=(
            Statement(
                "王龙",
                "院坝会要议而有决,决而有行,行而有果,让大家看得见、摸得着。",
                at("院坝会要议而有决"),
                "2021石城论坛",
            ),
        ),
    )


def _meeting() -> Reading:
    at = _at("meeting", MEETING)
    event = Event("山海会议", "山海会议", (), (at("山海会议"),), EventType.MEETING, "2022-06-02", code="220104")
    return _reading(
        "meeting",
        MEETING,
        "2022-06-03",
        persons=_things(at, Person, "王龙", "赵虎"),
        organizations=_things(at, Organization, "石城县委", "石城县政府"),
        places=(Place("长春市朝阳区", "长春市朝阳区", ("朝阳区",), (at("长春市朝阳区"),), "220104"),),
        events=(event,),
        memberships=(
            Membership("王龙", "石城县委", "书记", Status.FORMER, at("石城县委原书记王龙")),
            Membership("赵虎", "石城县委", "书记", Status.CURRENT, at("石城县委书记、县长赵虎")),
            Membership("赵虎", "石城县政府", "县长", Status.CURRENT, at("石城县委书记、县长赵虎")),
        ),
        participations=(
            Participation("赵虎", "山海会议", SPEECH, at("赵虎发言")),
            Participation("王龙", "山海会议", MODERATOR, at("王龙主持")),
        ),
    )


def _roll() -> Reading:
    at = _at("roll", ROLL)
    initiatives = tuple(
        Initiative(name, name, (), (at(name),), kind)
        for name, kind in (
            ("邻里一家亲", InitiativeType.CASE),
            ("院坝会", InitiativeType.CASE),
            ("年度案例名单", InitiativeType.LIST),
        )
    )
    bodies = {"北京市朝阳区委社工部": "110105", "石城县民政局": "360735"}
    return _reading(
        "roll",
        ROLL,
        "2023-01-05",
        organizations=_things(at, Organization, *bodies, "案例委员会"),
        places=(Place("北京市朝阳区", "北京市朝阳区", ("朝阳区",), (at("北京市朝阳区"),), "110105"),),
        initiatives=initiatives,
        jurisdictions=tuple(Jurisdiction(name, code, at(name)) for name, code in bodies.items()),
        proposals=(
            Proposal("邻里一家亲", "北京市朝阳区委社工部", Kind.ORGANIZATION, at("邻里一家亲")),
            Proposal("院坝会", "石城县民政局", Kind.ORGANIZATION, at("院坝会")),
            Proposal("年度案例名单", "案例委员会", Kind.ORGANIZATION, at("案例委员会公布")),
        ),
        recognitions=tuple(Recognition(name, "年度案例名单", at(name)) for name in ("邻里一家亲", "院坝会")),
    )


def _career() -> Reading:
    at = _at("career", CAREER)
    first, second = "2019年3月至2021年12月任石城县委书记", "2022年1月起由赵虎任石城县委书记"
    return _reading(
        "career",
        CAREER,
        "2023-02-01",
        persons=_things(at, Person, "王龙", "赵虎"),
        organizations=_things(at, Organization, "石城县委"),
        memberships=(
            Membership("王龙", "石城县委", "书记", Status.FORMER, at(first), "2019-03", "2021-12"),
            Membership("赵虎", "石城县委", "书记", Status.CURRENT, at(second), "2022-01"),
        ),
    )


def _namesake() -> Reading:
    at = _at("namesake", NAMESAKE)
    return _reading(
        "namesake",
        NAMESAKE,
        "2023-03-01",
        persons=_things(at, Person, "王龙"),
        organizations=_things(at, Organization, "平湖县教育局"),
        memberships=(Membership("王龙", "平湖县教育局", "局长", Status.CURRENT, at("平湖县教育局局长")),),
        statements=(Statement("王龙", "孩子们的路要修好。", at("孩子们的路要修好")),),
    )


def _relay() -> Iterator[Reading]:
    held = {
        "2018-01-05": {"钱甲": "局长"},
        "2020-02-01": {"孙乙": "局长", "钱甲": "原局长"},
        "2022-03-01": {"李丙": "局长", "周丁": "副局长", "孙乙": "原局长"},
    }
    for day, raw in RELAY.items():
        at = _at(f"relay-{day[:4]}", raw)
        yield _reading(
            f"relay-{day[:4]}",
            raw,
            day,
            persons=_things(at, Person, *held[day]),
            organizations=_things(at, Organization, "平湖县水利局"),
            memberships=tuple(
                Membership(
                    name,
                    "平湖县水利局",
                    title.removeprefix("原"),
                    Status.FORMER if title.startswith("原") else Status.CURRENT,
                    at(title + name),
                )
                for name, title in held[day].items()
            ),
        )
