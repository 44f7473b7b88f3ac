"""What a page prints around an article goes; what a journalist wrote stays."""

from __future__ import annotations

import pytest

from kg.intake.cleaning import clean, prepare
from kg.lexicon import load

BODY = "会议在市委党校举行,来自各地的代表参加。"


def lines(field: str) -> list[tuple[str, str]]:
    return [(entry, line) for entry, fields in load("boilerplate").items() for line in fields.get(field, ())]


def cleaned(text: str) -> str:
    return clean(text).text


@pytest.mark.parametrize(("entry", "line"), lines("examples"))
def test_the_examples_of_the_word_file_go(entry: str, line: str) -> None:
    assert cleaned(f"{BODY}\n{line}\n{BODY}").split() == [BODY, BODY], entry


@pytest.mark.parametrize(("entry", "line"), lines("not"))
def test_the_counter_examples_stay(entry: str, line: str) -> None:
    assert line in cleaned(f"{BODY}\n{line}\n{BODY}"), entry


@pytest.mark.parametrize(
    ("furniture", "rule"),
    [
        ("IMG_256", "image"),
        ("微信图片_20240613101010.jpg", "image"),
        ("某某网>>某某频道>>正文", "crumbs"),
        ("首页 > 新闻中心 > 基层动态", "crumbs"),
        ("首页 / 要闻 / 正文", "crumbs"),
        ("某市天气 违章查询  某某新闻网 > 频道> 专题> 正文", "crumbs"),
        ("某某党员网 打印 纠错", "reading"),
        ("发表于:2023-03-21 16:05", "stamp"),
        ("1 1 1", "marks"),
        ("社区治理_什么是社区治理_社区治理的意义", "keywords"),
        ("https://www.example.org/2024/1.html", "address"),
        ("地址:http://www.example.org/a", "address"),
        ("2023年06月28日10:14", "stamp"),
        ("发布时间:2024-02-04", "stamp"),
        ("小字号", "reading"),
        ("退出长者模式", "reading"),
        ("原创稿件", "navigation"),
        ("4 k) Z$ q: W. 9 T+ b' n& x", "scraps"),
        ("分享让更多人看到", "share"),
        ("返回顶部", "reading"),
        ("上一篇:某地开展活动", "navigation"),
        ("您当前的位置:首页 > 新闻", "navigation"),
        ("扫一扫,手机看新闻", "application"),
        ("本文共800字,阅读约需2分钟", "reading"),
        ("免责声明:本文仅代表作者观点,与本网无关。", "rights"),
    ],
)
def test_furniture_goes_by_rule_and_is_listed_with_its_place(furniture: str, rule: str) -> None:
    raw = f"{BODY}\n{furniture}\n{BODY}"
    result = clean(raw)
    assert result.text.split() == [BODY, BODY]
    assert {found for _, found in result.removed} == {rule}
    assert furniture in raw[result.removed[0][0].start : result.removed[-1][0].end]


@pytest.mark.parametrize(
    "line",
    [
        "图为论坛现场。某某网记者李明 摄",
        "(责编:李明、王小红)",
        "来源:某某日报",
        "本报记者 李明",
        "访谈嘉宾",
        "地址:人民路12号",
        "一是坚持党建引领;二是坚持共治共享。",
        "2024年10月12日,论坛在京举行。",
        "“A+B”模式",
    ],
)
def test_captions_bylines_headings_and_sentences_stay(line: str) -> None:
    assert line in cleaned(f"{BODY}\n{line}\n{BODY}")


def test_links_below_a_heading_of_links_go_with_it_but_the_editor_stays() -> None:
    text = f"{BODY}\n相关阅读\n某市召开会议\n某县启动试点\n(责编:李明)"
    assert cleaned(text).split() == [BODY, "(责编:李明)"]


def test_whose_page_it_is_goes_with_the_line_on_rights_below_but_hosts_of_events_stay() -> None:
    footer = "主办:某某市广播电视局\n承办:某某中心\n政府网站标识码:1100000109  京ICP备00000000号-3"
    assert cleaned(f"主办:某某学会\n{BODY}\n{footer}").split() == ["主办:某某学会", BODY]


def test_above_the_body_a_heading_of_links_takes_no_headline_with_it() -> None:
    assert "某市召开基层治理会议" in cleaned(f"热点新闻\n某市召开基层治理会议\n{BODY}")


def test_a_slogan_between_two_sentences_goes_alone() -> None:
    assert cleaned(f"{BODY}打开网易新闻 查看精彩图片{BODY}") == BODY * 2


def test_the_site_above_its_bread_crumb_goes() -> None:
    assert cleaned(f"某某网\n某某网>>某某频道\n\n{BODY}").split() == [BODY]


def test_a_repeated_headline_goes_the_second_time() -> None:
    text = cleaned(f"某市召开基层治理会议\n{BODY}\n某市召开基层治理会议\n{BODY}")
    assert text.count("某市召开基层治理会议") == 1


def test_a_headline_that_a_sentence_begins_with_stays_in_the_sentence() -> None:
    sentence = "第二届基层治理论坛在某市举行。"
    assert sentence in cleaned(f"第二届基层治理论坛\n\n{sentence}")


def test_a_page_title_with_the_site_behind_goes_where_the_headline_follows() -> None:
    assert "_" not in cleaned(f"某市召开基层治理会议_某某网\n某市召开基层治理会议\n{BODY}")


def test_inserted_pinyin_goes_and_traditional_script_becomes_simplified() -> None:
    raw = "2023年創(chuàng)新黨建引領(lǐng)基層治理經(jīng)驗交流會隨著討論結束,(記者關(guān)某)發現(xiàn)場面熱烈。"
    result = clean(raw)
    assert result.text == "2023年创新党建引领基层治理经验交流会随着讨论结束,(记者关某)发现场面热烈。"
    assert sum(rule == "pinyin" for _, rule in result.removed) == 5


def test_pinyin_without_tones_goes_where_there_is_much_of_it() -> None:
    raw = "1月(yue)8日(ri),主題教育總結大會(hui)(hui)在北京(jing)召開(kai)。"
    raw += "中共(gong)中央(yang)總書記(ji)、國(guo)家(jia)主席(xi)出席。"
    assert cleaned(raw) == "1月8日,主题教育总结大会在北京召开。中共中央总书记、国家主席出席。"
    assert "(ji)" in cleaned("他写下一个字(ji),大家都认得。")


def test_latin_words_in_brackets_stay() -> None:
    assert cleaned("数字平台(App)与专家(PhD)同在。") == "数字平台(App)与专家(PhD)同在。"


def test_simplified_text_with_a_rare_character_stays_as_it_is() -> None:
    assert cleaned("副市长陶喆、李堃与於某出席,徵某发言。") == "副市长陶喆、李堃与於某出席,徵某发言。"


def test_a_traditional_line_in_a_simplified_text_is_converted_alone() -> None:
    line = "與會專家圍繞基層治理進行討論"
    assert cleaned(f"{BODY * 20}\n{line}").endswith("与会专家围绕基层治理进行讨论")


def test_unseen_characters_and_carriage_returns_go_without_being_listed() -> None:
    result = clean("会\u200b议\ufeff在京\u202a举行。\r\n第二段。\r第三段。")
    assert result.text == "会议在京举行。\n第二段。\n第三段。"
    assert result.removed == ()


def test_a_name_with_a_space_inside_is_left_to_those_who_know_names() -> None:
    assert "张 翼" in cleaned(f"张 翼 研究员\n{BODY}")


def test_a_headline_from_elsewhere_is_prepared_like_the_text() -> None:
    assert prepare("題目 (上)　\n下") == "题目 (上) 下"


def test_long_lines_of_marks_are_cleaned_in_no_time_worth_telling() -> None:
    for mark in (" ", ">", "_", "(", "分享", "1", "|", "、", "·", "- "):
        clean(mark * 60_000)
