"""A statistical tagger may be asked for the persons that the grammar leaves unread."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg import tagger
from kg.article import article_from_text
from kg.cli import cli
from kg.confidence import confidence_of
from kg.finders import find
from kg.model import SECOND_VOICE, Completion, KgError, Kind
from kg.pipeline import build, read_article, reader_hash
from kg.text import Span

if TYPE_CHECKING:
    from pathlib import Path

MEETING = "10月8日,江城市社区治理座谈会在市民政局举行。茶馆掌柜欧阳俊、退休老人盛桂珍、网格员罗莉参加座谈。"


def persons(text: str, *, second_voice: bool) -> set[str]:
    article = article_from_text("a", text)
    return {m.thing for m in find(article, second_voice=second_voice) if m.kind is Kind.PERSON}


def test_it_adds_persons_and_takes_none_away() -> None:
    alone, together = persons(MEETING, second_voice=False), persons(MEETING, second_voice=True)
    assert "欧阳俊" in together - alone
    assert alone <= together


def test_what_it_finds_takes_part_and_says_where_the_name_comes_from() -> None:
    reading = read_article(article_from_text("a", MEETING), second_voice=True)
    parts = {part.person: part for part in reading.participations}
    assert Completion.NAME in parts["欧阳俊"].completions
    assert Completion.NAME not in parts["盛桂珍"].completions
    assert parts["欧阳俊"].confidence == confidence_of(parts["欧阳俊"]) < parts["盛桂珍"].confidence


def test_its_mentions_have_a_rule_of_their_own_and_lie_outside_of_all_others() -> None:
    article = article_from_text("a", MEETING)
    added = [m for m in find(article, second_voice=True) if m.rule == SECOND_VOICE]
    others = find(article)
    assert [m.thing for m in added] == ["欧阳俊"]
    assert not any(m.span.start < o.span.end and o.span.start < m.span.end for m in added for o in others)


def test_a_fact_without_a_tagged_name_is_as_sure_as_before() -> None:
    article = article_from_text("a", "10月8日,江城市民政局局长李明在江城市社区治理座谈会上致辞。")
    plain, asked = read_article(article), read_article(article, second_voice=True)
    assert replace(asked, reader_hash="") == replace(plain, reader_hash="")


def test_spans_are_of_the_text_however_long_a_sentence_is() -> None:
    text = "居民很多" * 200 + "欧阳俊、盛桂珍"
    found = list(tagger.tagged_persons(text, Span(0, len(text))))
    assert {span.of(text) for span in found} <= {text[s:e] for s in range(len(text)) for e in (s + 2, s + 3)}


def test_what_it_reads_is_another_reading(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MEETING, encoding="utf-8")
    assert build([tmp_path / "a.txt"], tmp_path / "graph").read == ("a",)
    assert build([tmp_path / "a.txt"], tmp_path / "graph", second_voice=True).read == ("a",)
    assert build([tmp_path / "a.txt"], tmp_path / "graph", second_voice=True).unchanged == ("a",)


@pytest.mark.parametrize("verb", ["read", "explain"])
def test_the_verbs_ask_it(verb: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MEETING, encoding="utf-8")
    runner = CliRunner()
    alone = runner.invoke(cli, [verb, str(tmp_path / "a.txt")])
    together = runner.invoke(cli, [verb, "--second-voice", str(tmp_path / "a.txt")])
    assert (alone.exit_code, together.exit_code) == (0, 0)
    assert SECOND_VOICE not in alone.output
    assert "人名" in together.output or SECOND_VOICE in together.output


def test_without_it_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(tagger, "version", missing)
    with pytest.raises(KgError, match=r"pip install 'governance-kg\[second-voice\]'"):
        reader_hash(article_from_text("a", MEETING), second_voice=True)
