"""What the page of an article is made of: the raw text as HTML, facts in words, colours that show, and its file."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.annotation import annotate, annotated
from kg.article import article_from_text
from kg.cli import cli
from kg.marking import Mark, harmless, marked, removed
from kg.model import Kind, Reading, StoreError
from kg.pipeline import read_article
from kg.telling import Named, Teller
from kg.text import Span
from tests.test_annotation import ARTICLE, HOSTILE, READING, sample_article

if TYPE_CHECKING:
    from pathlib import Path

CSS = (files("kg") / "templates" / "explain.css").read_text(encoding="utf-8")


class Text(HTMLParser):
    """What a parser makes of HTML: its text, and how deep elements stand."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.depth, self.leaves = "", 0, list[tuple[int, str]]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += 1
        if place := dict(attrs).get("data-at"):
            self.leaves.append((int(place), ""))

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        self.text += data
        place, words = self.leaves[-1]
        self.leaves[-1] = place, words + data


# Text as HTML

odd = st.text(st.sampled_from("王明<>&\"'-\r\n\u202e\u2028\u0085\ufeff😀\t\x01"), min_size=1)


@given(odd, st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20)), max_size=6))
def test_every_character_of_any_text_stands_in_the_leaf_of_its_place(
    raw: str, drawn: list[tuple[int, int, int]]
) -> None:
    spans = [Span(*sorted((one % (len(raw) + 1), two % (len(raw) + 1)))) for one, two, _ in drawn]
    marks = [Mark(span, Kind.PERSON, span, "", "“<", is_unread=False) for span in spans[::2]]
    html = marked(raw, marks, [], spans[1::2])
    parsed = Text(html)
    assert (parsed.text, parsed.depth) == (raw, 0)
    assert all(raw.startswith(words, place) for place, words in parsed.leaves)
    places = {place for place, _ in parsed.leaves} | {len(raw)}
    assert all(place in places for span in spans[1::2] for place in span)


def test_marks_nest_and_those_that_cross_are_left_out() -> None:
    spans = [(0, 6), (0, 4), (1, 3), (5, 8), (6, 8), (2, 2)]
    marks = [Mark(Span(*span), Kind.PLACE, Span(*span), "", "", is_unread=False) for span in spans]
    html = marked("一二三四五六七八", marks, [], [])
    assert re.findall(r'class="m place (u\d)"', html) == ["u2", "u1", "u0", "u0"]
    assert "title" in html


def test_what_cleaning_took_out_is_known_by_its_place() -> None:
    raw = "分享到微信\n石城县社区(shèqū)治理论坛\u200b昨日举行，来自各地的代表参加了论坛。\n"
    article = article_from_text("a", raw)
    kept = "".join(raw[span.start : span.end] for span in removed(article))
    assert len(article.text) + len(kept) == len(raw)
    assert "\u200b" in kept
    assert removed(ARTICLE) == []


def test_a_name_in_a_list_is_one_line_that_turns_nothing() -> None:
    assert harmless("王\u202e明\r\n\x1b[2J <b>") == "王\ufffd明 \ufffd[2J <b>"


# Facts in words


def told(one: Reading) -> dict[str, str]:
    teller = Teller(one)
    tellings = [teller.tell(fact) for fact in one.facts()] + [teller.tell_event(event) for event in one.events]
    return {"".join(word.name if isinstance(word, Named) else word for word in zh): en for zh, en in tellings}


def test_facts_are_told_in_chinese_with_an_english_gloss() -> None:
    assert told(READING) == {
        "赵青是本文记者": "reporter of this article",
        "王明曾任石城县委书记": "held this post",
        "石城县委管辖或服务石城县": "governs or serves this division",
        "王明在石城治理论坛作主旨演讲：《小院议事》": "takes part in this event: keynote",
        "李清出席石城治理论坛": "takes part in this event: attendee",
        "石城县委主办石城治理论坛": "has a part in this event: host",
        "李清说：“议事要有结果。”": "said",
        "石城治理论坛其他，2024-05，主题“议事”": "the event: other",
    }


@pytest.mark.parametrize("name", ["forum-cases", "forum-opening", "changchun-exchange"])
def test_every_fact_of_a_sample_has_words(name: str) -> None:
    one = read_article(sample_article(name))
    assert all(words and "None" not in words for words in told(one))


# Colours


def colours(scheme: str) -> dict[str, tuple[float, ...]]:
    light, _, dark = CSS.partition("prefers-color-scheme: dark")
    chosen = dict(re.findall(r"--([\w-]+): #(\w{6})", light.partition("}")[0]))
    if scheme == "dark":
        chosen |= dict(re.findall(r"--([\w-]+): #(\w{6})", dark.partition("}")[0]))
    return {name: tuple(int(code[place : place + 2], 16) / 255 for place in (0, 2, 4)) for name, code in chosen.items()}


def contrast(one: tuple[float, ...], two: tuple[float, ...]) -> float:
    """The ratio of WCAG 2."""

    def luminance(colour: tuple[float, ...]) -> float:
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_stand_out_from_what_is_behind_them(scheme: str) -> None:
    hues = colours(scheme)
    tint = {"light": 0.10, "dark": 0.16}[scheme]
    assert f"--tint: {tint:.0%}" in CSS
    behind = {name: hues[name] for name in ("paper", "card", "chosen")}
    pairs = [(hues[kind.value], back) for kind in Kind for back in behind.values()]
    pairs += [(hues[name], back) for name in ("ink", "soft", "accent") for back in (hues["paper"], hues["card"])]
    for kind in Kind:
        tinted = tuple(a * tint + b * (1 - tint) for a, b in zip(hues[kind.value], hues["paper"], strict=True))
        pairs += [(hues["ink"], tinted), (hues["unread"], tinted)]
    pairs += [(hues["lit-ink"], hues["lit"]), (hues["card"], hues["accent"]), (hues["soft"], hues["chosen"])]
    assert min(contrast(*pair) for pair in pairs) >= 4.5


# The file


def test_equal_readings_give_equal_pages_that_load_nothing() -> None:
    page = annotated([(ARTICLE, READING)])
    assert page == annotated([(ARTICLE, READING)])
    assert not re.findall(r"<(?:link|iframe|img|script[^>]*\ssrc)\b|@import|url\(| style=", page)
    assert page.count("<script>") == page.count("</script>") == 1


def test_the_command_writes_a_page_and_names_what_it_cannot_read(tmp_path: Path) -> None:
    for name in ("good", "bad"):
        (tmp_path / f"{name}.txt").write_text(HOSTILE if name == "good" else "", encoding="utf-8", newline="")
    page = tmp_path / "out" / "page.html"
    done = CliRunner().invoke(cli, ["explain", str(tmp_path / "good.txt"), "-o", str(page)])
    assert (done.exit_code, done.stdout) == (0, f"{page} shows 1 article\n")
    page.unlink()
    done = CliRunner().invoke(cli, ["explain", str(tmp_path), "-o", str(page)])
    assert done.exit_code == 1
    assert "bad.txt is empty" in done.stderr
    assert "<h1" in page.read_text(encoding="utf-8")


def test_a_page_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        annotate([(ARTICLE, READING)], tmp_path / "file" / "page.html")
    annotate([], tmp_path / "none.html")
    assert not (tmp_path / "none.html").exists()
