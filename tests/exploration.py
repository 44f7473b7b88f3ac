"""What the explorer is tried with: two forums, told by three articles, and the explorer in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import (
    Event,
    EventType,
    Evidence,
    Membership,
    Organization,
    Participation,
    Person,
    PersonRole,
    Place,
    Reading,
    Statement,
    Status,
)
from tests.browsing import Opened
from tests.samples import proven

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Position

HOSTILE = "<img src=x onerror=alert(1)>王某"
FORUM, AUTUMN = "石城治理论坛", "秋季论坛"
# The first character is one of ours, and two of the browser's.
SPRING = (
    "\N{CJK UNIFIED IDEOGRAPH-20000}年记事:石城县委书记王明作主旨演讲。"
    "李清出席石城治理论坛。王明说:办法总比困难多。</script>完"
)

LATER = f"次年的秋季论坛上,石城县委书记王明致辞,{HOSTILE}出席。"
OTHER = "本报讯,前来调研的还有石城县委书记王明一行,另文另述。"
TEXTS = {"spring": SPRING, "later": LATER, "other": OTHER}


def at(doc: str, words: str) -> Evidence:
    """The place of words in an article."""
    return proven(words, TEXTS[doc], doc, "a_rule")


def _person(doc: str, name: str) -> Person:
    return Person(name, name, mentions=(at(doc, name),))


def _post(doc: str) -> dict[str, Any]:
    return {
        "organizations": (Organization("石城县委", "石城县委", mentions=(at(doc, "石城县委"),)),),
        "memberships": (Membership("王明", "石城县委", "书记", Status.CURRENT, at(doc, "石城县委书记王明")),),
    }


def readings() -> tuple[Reading, ...]:
    """A forum of May 2023, one of October 2024 with somebody whose name is hostile, and a second source of a post."""
    spring = Reading(
        doc="spring",
        raw=SPRING,
        raw_hash="1",
        reader_hash="1",
        title="石城论坛举行",
        publisher="石城日报",
        published="2023-05-20",
        url="https://example.org/spring",
        persons=(_person("spring", "王明"), _person("spring", "李清")),
        places=(Place("石城县", "石城县", mentions=(at("spring", "石城"),), code="360735"),),
        events=(
            Event(
                key=FORUM,
                name=FORUM,
                mentions=(at("spring", FORUM),),
                type=EventType.FORUM,
                date="2023-05-18",
                place="石城县",
                code="360735",
            ),
        ),
        participations=(
            Participation("王明", FORUM, PersonRole.KEYNOTE, at("spring", "王明作主旨演讲"), topic="小院议事"),
            Participation("李清", FORUM, PersonRole.ATTENDEE, at("spring", "李清出席")),
        ),
        statements=(Statement("王明", "办法总比困难多。", at("spring", "办法总比困难多。"), FORUM),),
        **_post("spring"),
    )
    other = Reading(
        doc="other",
        raw=OTHER,
        raw_hash="2",
        reader_hash="1",
        title="调研一行",
        publisher="江西日报",
        published="2023-06-02",
        persons=(_person("other", "王明"),),
        **_post("other"),
    )
    later = Reading(
        doc="later",
        raw=LATER,
        raw_hash="3",
        reader_hash="1",
        title=f"又一次{HOSTILE}",
        published="2024-10-09",
        persons=(_person("later", "王明"), _person("later", HOSTILE)),
        events=(Event(AUTUMN, AUTUMN, mentions=(at("later", AUTUMN),), type=EventType.FORUM, date="2024-10-08"),),
        participations=(
            Participation("王明", AUTUMN, PersonRole.OPENING_ADDRESS, at("later", "王明致辞")),
            Participation(HOSTILE, AUTUMN, PersonRole.ATTENDEE, at("later", HOSTILE)),
        ),
        **_post("later"),
    )
    return spring, other, later


class Explored(Opened):
    """The explorer in the browser."""

    def find(self, text: str) -> None:
        """Searches for something and opens the first hit."""
        self.page.fill("#search", text)
        self.page.wait_for_selector("#hits [aria-selected=true]")
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector("#page-title")

    def texts(self, selector: str) -> list[str]:
        """What is seen of the elements, once there is one: the page is drawn a moment after what is done to it."""
        self.page.locator(selector).first.wait_for(state="attached")
        return super().texts(selector)

    def await_seen(self, *names: str) -> None:
        """Waits until these names, and no others, are in the picture."""
        script = """names => {
            const seen = explorer.graph.filterNodes(iri => explorer.isSeen(iri));
            const told = new Set(seen.map(iri => explorer.graph.getNodeAttribute(iri, 'label')));
            return told.size === names.length && names.every(name => told.has(name));
        }"""
        self.page.wait_for_function(script, arg=list(names))

    def places(self) -> dict[str, list[float]]:
        """Where the nodes stand, by name, once they are at rest."""
        script = """() => [explorer.renderer.getCamera().isAnimated(), Object.fromEntries(
            explorer.graph.mapNodes((iri, {label, x, y}) => [label, [x, y]]))]"""
        before: Any = None
        while before != (now := self.page.evaluate(script)) or now[0]:
            before = now
            self.page.wait_for_timeout(300)
        return dict(now[1])

    def point(self, *names: str) -> Position:
        """Where on the canvas a node is, or the middle between two."""
        script = """names => {
            const ends = names.map(name => explorer.graph.findNode((iri, {label}) => label === name));
            const [a, b] = [ends[0], ends.at(-1)].map(iri =>
                explorer.renderer.graphToViewport(explorer.graph.getNodeAttributes(iri)));
            return [(a.x + b.x) / 2, (a.y + b.y) / 2];
        }"""
        self.places()
        x, y = self.page.evaluate(script, list(names))
        return {"x": x, "y": y}

    def click(self, *names: str) -> None:
        """Clicks on a node, or on the link between two."""
        self.page.locator(".canvas").click(position=self.point(*names))


def explore(browser: Browser, address: str, **context: Any) -> Explored:
    """The explorer at an address, in a window of its own, with nothing of the network but that address's host."""
    settings: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "locale": "zh-CN"}
    made = browser.new_context(**settings | {"offline": address.startswith("file:")} | context)
    opened = Explored(made.new_page())
    opened.watch()
    opened.page.goto(address)
    opened.page.wait_for_selector("body[data-drawn]")
    return opened
