"""The page of an article: the raw text character for character, facts that light their words, names that show facts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg import annotation
from kg.annotation import annotate
from kg.article import article_from_text, load
from kg.model import Article, Completion, Kind, Mention, Reading, Unread
from kg.pipeline import read_article
from kg.text import OffsetMap, Span
from tests.browsing import Opened, chromium
from tests.test_graph import RAW, at, reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    Show = Callable[..., Opened]

SAMPLES = Path(__file__).resolve().parent.parent / "kg" / "samples"
READING = replace(
    reading(), unread=(Unread(Kind.ORGANIZATION, "县长办", at("县长", "bare_title")),), url="http://a.test/"
)
ARTICLE = Article("a", RAW, RAW, OffsetMap())
HOSTILE = (
    "5月6日，湖州市民政局局长王宁在第三届湖畔社区治理论坛上表示，“社区</script><script>alert(1)</script>治理”靠居民。\r\n"
    "<img src=x onerror=alert(2)>\u202e倒写\u202c&amp;'\"\u2028一\u200b二\u0085三\r四\u2066五<!--湖州大学教授赵敏"
    "作主旨演讲。\n"
)


def sample_article(name: str) -> Article:
    return next(load(SAMPLES / f"{name}.txt"))


def mention(kind: Kind, words: str, name: str = "") -> Mention:
    start = RAW.index(words)
    span = Span(start, start + len(words))
    head = Span(span.end - len(name), span.end) if name else None
    return Mention(kind, span, name or words, "a_rule", head)


MENTIONS = [
    mention(Kind.PERSON, "石城县委原书记王明", "王明"),
    mention(Kind.ORGANIZATION, "石城县委"),
    mention(Kind.PLACE, "石城县"),
    mention(Kind.TITLE, "书记"),
    mention(Kind.PERSON, "李清"),
    mention(Kind.EVENT, "石城治理论坛"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def show(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Show]:
    """Opens the page of entries, and sees to it that no page asked for anything or complained."""
    shown: list[Opened] = []
    path = tmp_path / "page.html"

    def open_entries(*entries: tuple[Article, Reading], width: int = 1280, scheme: str = "light") -> Opened:
        annotate(entries, path)
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            offline=True,
            reduced_motion="reduce",
            color_scheme="dark" if scheme == "dark" else "light",
        )
        opened = Opened(context.new_page())
        opened.open(path)
        shown.append(opened)
        return opened

    yield open_entries
    for opened in shown:
        assert opened.complaints == []
        assert opened.requests == [path.as_uri()]
        opened.page.context.close()


@pytest.fixture
def opened(show: Show, monkeypatch: pytest.MonkeyPatch) -> Opened:
    monkeypatch.setattr(annotation, "find", lambda article, second_voice: MENTIONS)
    return show((ARTICLE, READING))


def lit(opened: Opened) -> str:
    """The characters that are marked, and nothing but whole leaves."""
    return "".join(opened.page.locator(".raw .lit").all_text_contents())


def raw_text(opened: Opened, number: int = 0) -> str:
    return opened.page.locator(".raw").nth(number).text_content() or ""


def test_the_raw_text_stands_whole_with_its_mentions_in_one_another(opened: Opened) -> None:
    assert raw_text(opened) == RAW
    person = opened.page.locator(".raw > .m.person").first
    assert person.evaluate("element => element.textContent") == "石城县委原书记王明"
    assert person.locator("> .name").all_text_contents() == ["王明"]
    assert person.locator("> .m.organization > .m.place").all_text_contents() == ["石城县"]
    assert person.locator("> .m.title").all_text_contents() == ["书记"]
    assert person.get_attribute("title") == "人物 Person：王明"
    assert opened.page.locator("h1").all_inner_texts() == ["石城论坛举行"]


def test_a_fact_lights_its_characters_and_names_its_rule(opened: Opened) -> None:
    fact = opened.page.get_by_role("button", name="王明曾任石城县委书记")
    fact.click()
    assert lit(opened) == "石城县委原书记王明"
    assert fact.get_attribute("aria-pressed") == "true"
    (why,) = opened.texts(".why:visible")
    assert "a_rule" in why
    assert "石城县委原书记王明" in why
    assert "0–9" in why
    assert "a_rule" in (opened.page.get_by_role("status").text_content() or "")
    opened.page.get_by_role("button", name="李清说").click()
    assert lit(opened) == "议事要有结果。"
    opened.page.keyboard.press("Escape")
    assert lit(opened) == ""
    assert opened.texts(".why:visible") == []


def test_every_fact_lights_exactly_its_evidence(opened: Opened) -> None:
    facts = opened.page.locator(".group:not(.apart) .fact")
    for number in range(facts.count()):
        fact = facts.nth(number)
        fact.click()
        spans = [tuple(map(int, span.split("-"))) for span in (fact.get_attribute("data-spans") or "").split()]
        inside = {place for start, end in spans for place in range(start, end)}
        assert lit(opened) == "".join(RAW[place] for place in sorted(inside))
    assert facts.count() == len(list(READING.facts())) + len(READING.events)


def test_the_keyboard_reaches_and_chooses_facts(opened: Opened) -> None:
    page = opened.page
    for _ in range(4):  # the address, the summary, the event, the first post
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").split() == [
        "王明曾任石城县委书记",
        "held",
        "this",
        "post",
    ]
    page.keyboard.press("Enter")
    assert lit(opened) == "石城县委原书记王明"
    page.keyboard.press("Enter")
    assert lit(opened) == ""
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert lit(opened) == "李清出席"


def test_a_name_in_the_text_shows_its_facts(opened: Opened) -> None:
    opened.page.locator(".raw .m.place").click()
    assert opened.texts(".whose") == ["石城县：1 条事实"]
    assert [text.split("\n")[0] for text in opened.texts(".fact:visible")] == ["石城县委管辖或服务石城县"]
    opened.page.get_by_role("button", name="全部").click()
    assert len(opened.texts(".fact:visible")) == 9
    opened.page.locator(".raw .m.person > .name").first.click()
    assert opened.texts(".whose") == ["王明：2 条事实"]
    assert opened.page.locator(".raw .same").all_text_contents() == ["石城县委原书记王明"]


def test_names_can_be_chosen_without_a_mouse(opened: Opened) -> None:
    name = opened.page.get_by_role("button", name="李清 2")
    name.focus()
    opened.page.keyboard.press("Enter")
    assert opened.texts(".whose") == ["李清：2 条事实"]
    assert "全部" in opened.page.evaluate("document.activeElement.textContent")
    opened.page.keyboard.press("Enter")
    assert opened.texts(".whose") == [""]


def test_what_no_fact_uses_stands_apart(opened: Opened) -> None:
    assert opened.texts(".apart h3 b") == ["1"]
    opened.page.locator(".apart .fact").click()
    assert lit(opened) == "县长"
    assert "bare_title" in opened.texts(".why:visible")[0]


def test_what_was_taken_out_is_dimmed(show: Show) -> None:
    raw = "5月6日，湖州大学教授赵敏来到社区(shèqū)调研。\n"
    article = article_from_text("a", raw)
    opened = show((article, read_article(article)))
    assert raw_text(opened) == raw
    assert opened.page.locator(".raw .gone").all_text_contents() == ["(shèqū)"]


def test_a_name_that_no_fact_uses_says_so(show: Show) -> None:
    one = sample_article("hongshan-comment")
    opened = show((one, read_article(one)))
    unread = opened.page.locator(".raw .m.unread")
    assert unread.all_text_contents() == ["华中科技大学"]
    unread.click()
    assert opened.texts(".whose") == ["华中科技大学：没有事实用到它 (in no fact)"]


def test_confidence_and_completions_are_told(show: Show) -> None:
    (post,) = READING.memberships
    unsure = replace(post, confidence=0.87, completions=(Completion.BODY,))
    opened = show((ARTICLE, replace(READING, memberships=(unsure,))))
    opened.page.get_by_role("button", name="王明曾任石城县委书记").click()
    (why,) = opened.texts(".why:visible")
    assert "可信度 confidence 87%" in why
    assert "由上下文补足 completed from elsewhere 机构 body" in why


def test_hostile_text_is_shown_and_starts_nothing(show: Show) -> None:
    article = article_from_text(
        "a", HOSTILE, title="</title><script>alert(3)</script>\u202e题", url="javascript:alert(4)"
    )
    opened = show((article, read_article(article)))
    assert raw_text(opened) == article.raw == HOSTILE
    assert opened.page.locator("script").count() == 1
    assert opened.page.locator("img, a[href^=javascript]").count() == 0
    assert opened.page.locator(".raw .sign").evaluate_all("signs => signs.map(sign => sign.dataset.code)") == [
        *("U+000D", "U+202E", "U+202C", "U+2028", "U+200B", "U+0085", "U+000D", "U+2066")
    ]
    assert opened.texts("h1") == ["</title><script>alert(3)</script>题"]
    for fact in opened.page.locator(".fact").all():
        fact.click()
        assert lit(opened) in HOSTILE
    left = [(box or {"x": 0})["x"] for box in (sign.bounding_box() for sign in opened.page.locator(".raw .sign").all())]
    assert left[1] < left[2] < left[3]


def test_injected_markup_would_not_run_either(browser: Browser, tmp_path: Path) -> None:
    annotate([(ARTICLE, READING)], tmp_path / "page.html")
    opened = Opened(browser.new_context(offline=True).new_page())
    opened.open(tmp_path / "page.html")
    opened.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\" onerror=\"window.ran = 1\">')"
    )
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.ran === undefined")
    assert any("Content Security Policy" in complaint for complaint in opened.complaints)
    opened.page.context.close()


def test_several_articles_have_a_section_each(show: Show) -> None:
    entries = [
        (one, read_article(one)) for one in (sample_article("forum-opening"), sample_article("hongshan-comment"))
    ]
    opened = show(*entries)
    assert opened.texts("h1") == ["2 篇文章"]
    assert opened.texts("nav a") == opened.texts("h2") == [str(one.title) for one, _ in entries]
    assert [raw_text(opened, number) for number in (0, 1)] == [one.raw for one, _ in entries]
    opened.page.locator("#a1 .fact").first.click()
    opened.page.locator("#a2 .fact").last.click()
    assert opened.page.locator("#a1 .lit").count() == 0
    assert opened.page.locator("#a2 .lit").count() > 0
    ids = opened.page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("width", [320, 390, 820])
def test_on_a_phone_the_lit_words_stand_above_the_sheet(show: Show, width: int) -> None:
    one = sample_article("changchun-exchange")
    opened = show((one, read_article(one)), width=width)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    for fact in (opened.page.locator(".fact").first, opened.page.locator(".group:not(.apart) .fact").last):
        fact.click()
        box = opened.page.locator(".raw .lit").first.bounding_box()
        sheet = opened.page.locator(".facts").bounding_box()
        assert box
        assert sheet
        assert 0 <= box["y"] < sheet["y"]
        assert opened.page.locator(".why:visible").count() == 1


def test_everything_has_a_name_and_a_role(opened: Opened) -> None:
    page = opened.page
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("article", name="原文").count() == 1
    assert page.get_by_role("list", name="图例").count() == 1
    assert page.evaluate(
        "[...document.querySelectorAll('button')].every(one => one.type === 'button' && one.innerText)"
    )
    assert page.locator("button button, .raw button, [tabindex]").count() == 0
    assert page.get_attribute("html", "lang") == "zh-Hans"
    styles = "[...document.querySelectorAll('.legend .m')].map(one => getComputedStyle(one).textDecoration)"
    assert len(set(page.evaluate(styles))) == page.locator(".legend .m").count()
