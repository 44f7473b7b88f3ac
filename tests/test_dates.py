"""Dates: what is told of them becomes ISO 8601, and no more than what is told."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dates import DateMention, find_dates

PUBLISHED = "2023-06-28"
ISO = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def told(text: str, published: str | None = None, year: int | None = None) -> list[tuple[str, str | None]]:
    return [(mention.span.of(text), mention.start) for mention in find_dates(text, published, year)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2019年3月5日", "2019-03-05"),
        ("2019年03月05日", "2019-03-05"),
        ("2019年3月", "2019-03"),
        ("2019年3月份", "2019-03"),
        ("2019年", "2019"),
        ("二〇一九年三月五日", "2019-03-05"),
        ("二○二一年十月", "2021-10"),
        ("二零二一年十二月三十一日", "2021-12-31"),
        ("2019-03-05", "2019-03-05"),
        ("2019.03.05", "2019-03-05"),
        ("2019/3/5", "2019-03-05"),
        ("2020年2月29日", "2020-02-29"),
    ],
)
def test_date_with_its_year(text: str, iso: str) -> None:
    assert told(text) == [(text, iso)]
    assert told(f"会议于{text}召开") == [(text, iso)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("6月27日", "2023-06-27"),
        ("27日", "2023-06-27"),
        ("30日", "2023-05-30"),
        ("今天", "2023-06-28"),
        ("昨日", "2023-06-27"),
        ("前天", "2023-06-26"),
        ("今年", "2023"),
        ("去年", "2022"),
        ("今年4月份", "2023-04"),
        ("去年12月", "2022-12"),
        ("明年1月", "2024-01"),
        ("本月5日", "2023-06-05"),
        ("上个月", "2023-05"),
        ("4月", "2023-04"),
    ],
)
def test_what_is_left_out_counts_from_the_day_of_publication(text: str, iso: str) -> None:
    assert told(text, PUBLISHED) == [(text, iso)]


def test_day_that_lost_its_month_sign_is_read_where_both_have_two_digits() -> None:
    assert told("本网讯1022日至23日,年会举行。", "2022-10-24") == [("1022日至23日", "2022-10-22")]
    assert told("本网讯0305日,年会举行。", "2022-03-06") == [("0305日", "2022-03-05")]
    assert told("共1322日", "2022-03-06") == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("20171116日", "2017-11-16"),
        ("201846日", "2018-04-06"),
        ("2018416日", "2018-04-16"),
        ("19584月", "1958-04"),
        ("2018116日", None),
    ],
)
def test_date_that_lost_its_characters_is_read_where_it_can_mean_one_day(text: str, iso: str | None) -> None:
    assert told(f"某中心于{text}挂牌。") == [(text, iso)]
    assert told("某中心于2018116日挂牌。", "2018-11-20") == [("2018116日", "2018-11-06")]


@pytest.mark.parametrize("text", ["6月27日", "27日", "今天", "今年", "去年4月", "近日", "本月", "同日"])
def test_date_is_left_open_where_nothing_tells_the_year(text: str) -> None:
    assert [start for _, start in told(text)] == [None]


def test_recently_is_no_date_even_with_a_day_of_publication() -> None:
    assert told("日前", PUBLISHED) == [("日前", None)]


def test_year_comes_from_the_context_that_is_given() -> None:
    assert told("11月30日", None, 2024) == [("11月30日", "2024-11-30")]
    assert told("11月30日", "2023-12-01", 2024) == [("11月30日", "2023-11-30")]


def test_year_comes_from_the_other_dates_where_they_agree() -> None:
    assert told("3月1日报名。2018年4月2日开赛。")[0] == ("3月1日", "2018-03-01")
    assert told("3月1日报名。2018年4月2日开赛。2019年5月结束。")[0] == ("3月1日", None)


def test_year_and_month_come_from_the_same_sentence_first() -> None:
    text = "2015年10月8日开工,12月完工,9日验收。"
    assert told(text, PUBLISHED) == [("2015年10月8日", "2015-10-08"), ("12月", "2015-12"), ("9日", "2015-12-09")]


def test_late_month_in_an_article_of_january_is_of_the_year_before() -> None:
    assert told("12月20日,论坛举行。", "2024-01-03") == [("12月20日", "2023-12-20")]
    assert told("将于12月20日举行。", "2024-01-03") == [("12月20日", "2024-12-20")]


def test_dateline_and_same_day() -> None:
    text = "6月27日电 现场会27日举行,同日签约。"
    assert [start for _, start in told(text, PUBLISHED)] == ["2023-06-27"] * 3


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024年11月30日至12月1日", "2024-11-30", "2024-12-01"),
        ("2023年12月31日至2024年1月2日", "2023-12-31", "2024-01-02"),
        ("2023年12月31日—1月2日", "2023-12-31", "2024-01-02"),
        ("2023年6月27日至28日", "2023-06-27", "2023-06-28"),
        ("2023年6月27-28日", "2023-06-27", "2023-06-28"),
        ("2023年6月27日-28日", "2023-06-27", "2023-06-28"),
        ("2023年6月27日到29日", "2023-06-27", "2023-06-29"),
        ("2021年3月至5月", "2021-03", "2021-05"),
        ("2021年至2023年", "2021", "2023"),
        ("2021-2023年", "2021", "2023"),
    ],
)
def test_range_is_one_date_with_an_end(text: str, start: str, end: str) -> None:
    (mention,) = find_dates(text + "举行")
    assert (mention.span.of(text), mention.start, mention.end) == (text, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "第3届,100个案例,20余人",
        "为期3日的培训",
        "3日内答复,7日后生效",
        "2024年度报告",
        "每月1日开会",
        "去年以来,今年来",
        "13月,0月",
        "3个月,12个月",
        "今年级别",
        "版本1.2.3,编号2023-06-2701",
        "十九届四中全会,二十届三中全会",
    ],
)
def test_numbers_that_are_no_dates(text: str) -> None:
    assert told(text, PUBLISHED) == []


def test_day_that_no_calendar_has_is_left_open() -> None:
    assert told("2023年2月30日") == [("2023年2月30日", None)]
    assert told("2023年2月29日") == [("2023年2月29日", None)]


def test_time_of_day_is_no_part_of_the_date() -> None:
    assert told("2023年06月28日10:14") == [("2023年06月28日", "2023-06-28")]


def test_partial_and_broken_dates_of_publication() -> None:
    assert told("6月27日", "2023") == [("6月27日", "2023-06-27")]
    assert told("今天", "2023-06") == [("今天", None)]
    for broken in ("", "gestern", "2023-13-40", "0000-01-01"):
        assert told("6月27日", broken) == [("6月27日", None)]


@given(DAYS)
def test_every_written_day_is_read_back(day: date) -> None:
    forms = (f"{day.year}年{day.month}月{day.day}日", day.isoformat(), f"{day.year}/{day.month}/{day.day}")
    for text in forms:
        assert told(f"会议于{text}召开。") == [(text, day.isoformat())]
    assert told(f"{day.month}月{day.day}日", None, day.year) == [(f"{day.month}月{day.day}日", day.isoformat())]


@given(DAYS, st.integers(1, 40))
def test_every_range_is_read_back(day: date, length: int) -> None:
    last = day + timedelta(days=length)
    text = f"{day.year}年{day.month}月{day.day}日至{last.month}月{last.day}日"
    (mention,) = find_dates(text)
    assert (mention.start, mention.end) == (day.isoformat(), last.isoformat())


@given(DAYS, st.integers(0, 150))
def test_day_shortly_before_publication_gets_its_year(day: date, ago: int) -> None:
    then = day - timedelta(days=ago)
    assert told(f"{then.month}月{then.day}日", day.isoformat())[0][1] == then.isoformat()


@given(
    st.text(alphabet="0123456789年月日号至到-—./〇零一二十今去昨本同天前,。 将", max_size=40),
    st.sampled_from([None, PUBLISHED]),
)
def test_any_text_gives_dates_that_exist(text: str, published: str | None) -> None:
    last = 0
    for mention in find_dates(text, published):
        assert isinstance(mention, DateMention)
        assert last <= mention.span.start < mention.span.end <= len(text)
        last = mention.span.end
        for iso in (mention.start, mention.end):
            assert iso is None or ISO.fullmatch(iso)
            assert iso is None or len(iso) < len("2023-06-28") or date.fromisoformat(iso)
        assert mention.end is None or (mention.start is not None and mention.start < mention.end)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("本报苏州6月3日电 今天,论坛开幕。", "2022-06-03"),
        ("中新网苏州6月3日讯 昨天,论坛开幕。", "2022-06-02"),
        ("6月3日,论坛开幕。今天,论坛闭幕。", "2022-06-05"),
    ],
)
def test_today_counts_from_the_dateline_else_from_the_day_of_publication(text: str, iso: str) -> None:
    assert told(text, "2022-06-05")[-1][1] == iso
