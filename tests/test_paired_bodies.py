"""Words that stand for two bodies of one division, and stay as written where nothing tells which: 市两办."""

from __future__ import annotations

import pytest

from kg.grammar.paired_bodies import PAIRED
from kg.model import Article, Reading
from kg.pipeline import read_article
from kg.text import OffsetMap, narrow


def reading(text: str, publisher: str | None = None) -> Reading:
    return read_article(Article("甲", text, narrow(text), OffsetMap(), publisher=publisher))


@pytest.mark.parametrize(
    ("text", "publisher", "names"),
    [
        ("合肥市两办印发通知。", None, ["合肥市委办公室", "合肥市政府办公室"]),
        ("市两办印发通知。", "合肥日报", ["合肥市委办公室", "合肥市政府办公室"]),
        ("市委、市政府两办印发通知。", "合肥日报", ["合肥市委办公室", "合肥市政府办公室"]),
        ("庐江县委县政府两办印发通知。", None, ["庐江县委办公室", "庐江县政府办公室"]),
        ("省委、省政府两办印发通知。", "安徽日报", ["安徽省委办公厅", "安徽省政府办公厅"]),
        ("北京市两办印发通知。", None, ["北京市委办公厅", "北京市政府办公厅"]),
        ("自治区两办印发通知。", "广西日报", ["广西壮族自治区党委办公厅", "广西壮族自治区政府办公厅"]),
        ("县两办印发通知。", None, ["县委办公室", "县政府办公室"]),  # some county's
        ("两办印发通知。", "合肥日报", []),  # of the country, the province, the city?
        ("合肥市两办督查室的通知。", None, []),
    ],
)
def test_two_bodies_where_the_word_stands_for_them(text: str, publisher: str | None, names: list[str]) -> None:
    paired = [one for one in reading(text, publisher).organizations if one.mentions and one.mentions[0].rule == PAIRED]
    assert [one.name for one in paired] == names
    assert all("两办" not in other for one in paired for other in one.other_names)


def test_who_is_director_of_both_is_one_of_what_is_written() -> None:
    (held,) = reading("合肥市两办主任张明出席会议。").memberships
    assert (held.person, held.organization, held.title) == ("张明", "合肥市两办", "主任")
