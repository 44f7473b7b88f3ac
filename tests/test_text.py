"""Spans lead back: whatever cleaning deletes, every character left knows where it stood in the raw text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.intake.cleaning import clean, prepare, safe, simplify
from kg.text import OffsetMap, Span, delete, narrow, paragraphs, sentences

TEXTS = st.text(alphabet="甲乙丙丁。,；（）「」!?\n Aa1　", max_size=40)


@st.composite
def cuts(draw: st.DrawFn, length: int) -> list[Span]:
    """Spans within a text of this length; they may touch, overlap, nest or be empty."""
    ends = st.integers(0, length)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=6))
    return [Span(min(pair), max(pair)) for pair in pairs]


@given(st.data(), TEXTS)
def test_what_is_left_after_a_deletion_knows_where_it_stood(choices: st.DataObject, text: str) -> None:
    spans = choices.draw(cuts(len(text)))
    shorter, offsets = delete(text, spans)
    dropped = {position for span in spans for position in range(*span)}
    assert shorter == "".join(character for at, character in enumerate(text) if at not in dropped)
    kept = [at for at in range(len(text)) if at not in dropped]
    assert [offsets.to_raw(Span(at, at + 1)) for at in range(len(shorter))] == [Span(at, at + 1) for at in kept]


@given(st.data(), TEXTS)
def test_two_deletions_in_a_row_lead_back_like_one(choices: st.DataObject, text: str) -> None:
    shorter, first = delete(text, choices.draw(cuts(len(text))))
    shortest, second = delete(shorter, choices.draw(cuts(len(shorter))))
    both = second.then(first)
    for start in range(len(shortest)):
        for end in range(start + 1, len(shortest) + 1):
            assert both.to_raw(Span(start, end)) == first.to_raw(second.to_raw(Span(start, end)))


def test_an_empty_span_stays_empty() -> None:
    assert OffsetMap((0, 2), (0, 5)).to_raw(Span(2, 2)) == Span(5, 5)


def test_a_span_over_a_deleted_piece_takes_the_piece_in() -> None:
    shorter, offsets = delete("创(chuàng)新", [Span(1, 9)])
    assert shorter == "创新"
    assert offsets.to_raw(Span(0, 2)) == Span(0, 10)


@given(st.text())
def test_narrowing_keeps_the_length(text: str) -> None:
    assert len(narrow(text)) == len(text)


@given(st.text())
def test_simplifying_keeps_the_length(text: str) -> None:
    assert len(simplify(text * 9)) == len(text) * 9


@given(st.text(alphabet=st.characters()))
def test_safe_text_has_the_same_length_and_can_be_written_as_utf_8(text: str) -> None:
    assert len(safe(text)) == len(text)
    safe(text).encode("utf-8")


def test_surrogates_and_noncharacters_give_way_to_the_replacement_character() -> None:
    assert safe("甲\ud800乙\ufdd0\ufdef丙\0丁\ufffe") == "甲\ufffd乙\ufffd\ufffd丙\ufffd丁\ufffd"


@given(
    st.lists(
        st.sampled_from(["會議", "(huì)", "主题", "\u200b", "\r\n", "分享到", "。", "IMG_1", "下一篇:x", " ", "甲"]),
        max_size=30,
    )
)
def test_every_cleaned_character_stands_in_the_raw_text(pieces: list[str]) -> None:
    raw = safe("".join(pieces))
    cleaned = clean(raw)
    plain = prepare(raw).replace(" ", "")
    for at, character in enumerate(cleaned.text):
        start, end = cleaned.offsets.to_raw(Span(at, at + 1))
        assert end == start + 1
        assert raw[start] == character or simplify(raw)[start] == character or character in plain or character.isspace()


@given(TEXTS)
def test_what_is_removed_and_what_is_kept_do_not_overlap(text: str) -> None:
    raw = f"{text}\n分享到:微信 微博\n{text}\n上一篇:{text}\n"
    cleaned = clean(raw)
    kept = {cleaned.offsets.to_raw(Span(at, at + 1)).start for at in range(len(cleaned.text))}
    assert not any(position in kept for span, _ in cleaned.removed for position in range(*span))


def test_paragraphs_leave_out_blank_lines_and_the_space_around() -> None:
    text = "  甲乙 \n\n \u2028丙\n"
    assert [span.of(text) for span in paragraphs(text)] == ["甲乙", "丙"]


def test_sentences_keep_their_closing_marks() -> None:
    text = "“好。”他说。会议结束!\n完"
    assert [span.of(text) for span in sentences(text)] == ["“好。”", "他说。", "会议结束!", "完"]
