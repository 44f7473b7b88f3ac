"""Intake: what may be an article, what a page says of itself, and what is said of an input that is none."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.article import article_from_text, load, load_all
from kg.finders.bylines import signatures
from kg.model import Article, ArticleError

BODY = "会议在市委党校举行,来自各地的代表参加了会议。\n与会者围绕社区治理进行了交流,并参观了党群服务中心。"
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
GOLD = sorted((SHARED / "eval" / "gold").glob("*.yaml"))


def read(*paths: Path | str, **options: Any) -> tuple[list[Article], list[str]]:
    """Articles, and errors and notices as text."""
    said: list[str] = []
    found = list(load_all(paths, notice=said.append, **options))
    articles = [article for article in found if isinstance(article, Article)]
    return articles, [str(error) for error in found if isinstance(error, ArticleError)] + said


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def line(**fields: str) -> str:
    """An article as a JSON line."""
    return json.dumps({"id": "x", "text": BODY} | fields, ensure_ascii=False)


def mastheads(text: str) -> tuple[str | None, str | None, str | None]:
    article = article_from_text("a", text)
    return article.title, article.publisher, article.published


# What a page says of itself


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"某市召开治理会议\n\n{BODY}", "某市召开治理会议"),
        (f"某市治理交流会\n主题研讨:提升小区治理能力\n\n{BODY}", "某市治理交流会 主题研讨:提升小区治理能力"),
        (f"街乡吹哨 部门报到\n\n——某市破解治理难题\n\n{BODY}", "街乡吹哨 部门报到 ——某市破解治理难题"),
        (f"某市召开治理会议\n提升治理能力\n{BODY}", "某市召开治理会议"),
        (f"某市召开治理会议\n2024-02-04 09:08 来源:某某日报\n{BODY}", "某市召开治理会议"),
        (f"{BODY}\n标题:某市召开治理会议", "某市召开治理会议"),
        (f"{BODY}\n(原标题:某市召开治理会议)", "某市召开治理会议"),
        (f"学校要闻\n\n某校举行治理会议\n\n{BODY}", "某校举行治理会议"),
        (BODY, None),
        (f"图为活动现场 李明 摄\n{BODY}", None),
        (f"某某网长春6月27日电\n{BODY}", None),
        (f"本报记者 李明明\n{BODY}", None),
    ],
)
def test_the_headline_stands_above_the_body_or_is_named(text: str, title: str | None) -> None:
    assert mastheads(text)[0] == title


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (f"2023年06月28日10:14 | 来源:人民网-吉林频道\n{BODY}", "人民网"),
        (f"{BODY}\n来源:某某新闻网", "某某新闻网"),
        (f"来源:某某日报客户端\n{BODY}", "某某日报"),
        (f"来源:某省广播电视台快看客户端\n{BODY}", "某省广播电视台快看客户端"),
        (f"信息来源:某某县融媒体中心 发布时间:2024-01-02\n{BODY}", "某某县融媒体中心"),
        (f"来源:本站原创\n某某网北京3月2日电 {BODY}", "某某网"),
        (f"《某某日报》(2021年08月05日 04版)\n{BODY}", "某某日报"),
        (f"某某网长春6月27日电 (李明){BODY}", "某某网"),
        (f"中原网讯(记者 李明){BODY}", "中原网"),
        (f"{BODY}\n(某某日报北京记者站 李明)", "某某日报"),
        (f"某某日报全媒记者李明\n{BODY}", "某某日报"),
        (f"某某网>>某某频道\n{BODY}", "某某网"),
        (f"央广网北京5月15日消息(记者李明){BODY}", "央广网"),
        (f"某某零距离网-某某日报讯(记者 李明){BODY}", "某某日报"),
        (f"某市召开会议\n李明明 2022-8-17 15:56 某某日报 35405 0\n{BODY}", "某某日报"),
        (f"本报讯(记者 李明){BODY}", None),
        (f"{BODY}资金来源:财政拨款", None),
        (BODY, None),
    ],
)
def test_the_publisher_is_who_the_page_says(text: str, publisher: str | None) -> None:
    assert mastheads(text)[1] == publisher


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"2023年06月28日10:14 | 来源:某某网\n{BODY}", "2023-06-28"),
        (f"某市召开会议\n2024-02-04 09:08:54 来源:某某日报\n{BODY}", "2024-02-04"),
        (f"发布时间:2024/2/4\n{BODY}", "2024-02-04"),
        (f"发布日期:2024年11月\n{BODY}", "2024-11"),
        (f"某市召开会议 发布时间:2021-08-16 09:00 来源:某某日报 浏览次数:12 {BODY}", "2021-08-16"),
        (f"某市召开会议 2022年03月15日08:23 来源:某某网 {BODY}", "2022-03-15"),
        (f"某市召开会议\n时间:2017-07-06 21:59:46 来源:某某网\n{BODY}", "2017-07-06"),
        ("安徽\n北京\n广东\n" * 6 + f"某市召开会议\n时间: 2017-07-06 来源: 某某网\n{BODY}", "2017-07-06"),
        (f"直播时间:2022年07月31日\n{BODY}", None),
        (f"时间:2022年07月31日\n地点:某某社区\n{BODY}", None),
        (f"《某某日报》(2021年08月05日 04版)\n{BODY}", "2021-08-05"),
        (f"某市召开会议\n2023-09-16李明明\n{BODY}", "2023-09-16"),
        (f"2023年某市治理现场会\n\n某某网长春6月27日电 {BODY}", "2023-06-27"),
        (f"某某社北京2018年2月27日电 {BODY}", "2018-02-27"),
        (f"某某网长春6月27日电 {BODY}", None),
        (f"11月30日,2024年治理论坛举行。{BODY}", None),
        (f"2024年11月30日,治理论坛举行。{BODY}", None),
        (f"发布时间:2024-13-45\n{BODY}", None),
    ],
)
def test_the_day_of_publication_is_told_by_the_page_and_not_by_an_event(text: str, published: str | None) -> None:
    assert mastheads(text)[2] == published


def test_what_is_given_wins_over_what_the_page_says() -> None:
    article = article_from_text(
        "a", f"旧标题旧标题\n来源:某某网\n{BODY}", title="新標題", publisher="某某報", published="2020"
    )
    assert (article.title, article.publisher, article.published) == ("新标题", "某某报", "2020")


@pytest.mark.skipif(not GOLD, reason="the shared articles are not beside the repository")
@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem[:3])
def test_the_shared_articles_say_what_their_annotation_says(gold: Path) -> None:
    expected = yaml.safe_load(gold.read_text(encoding="utf-8"))
    (article,) = load(SHARED / "corpus" / f"{gold.stem}.txt")
    names = {person["id"]: person["name"] for person in expected["persons"]}
    authors = {(names[author["person"]], author["role"]): author.get("optional") for author in expected["authors"]}
    found = {(byline.mention.thing, str(byline.role)) for byline in signatures(article)}
    assert (article.title, article.publisher) == (expected["title"], expected["publisher"])
    assert article.published == (str(expected["published"]) if expected["published"] else None)
    assert found <= set(authors)
    assert {author for author, is_optional in authors.items() if not is_optional} <= found


# Files


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5"]
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    text = "會議在市委黨校舉行,來自各地的代表參加了會議,大家都說好。" if encoding == "big5" else BODY
    (article,) = load(write(tmp_path, "a.txt", text.encode(encoding)))
    assert article.raw == text


def test_a_few_lost_bytes_do_no_harm(tmp_path: Path) -> None:
    content = (BODY * 5).encode("utf-8")
    (article,) = load(write(tmp_path, "a.txt", content[:100] + content[101:]))
    assert article.raw.count("\ufffd") in (1, 2)


def test_a_web_page_gives_its_main_text_and_what_its_head_says(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.split("\n") * 3)
    page = (
        "<html><head><meta charset='gb2312'><title>某市召开治理会议_某某新闻网</title>"
        "<meta name='PubDate' content='2024-11-30 10:20'><meta name='ContentSource' content='来源:某某日报'></head>"
        f"<body><ul><li><a href='/'>首页</a></li></ul><article><h1>某市召开治理会议</h1>{paragraphs}</article></body>"
    )
    (article,) = load(write(tmp_path, "a.html", page.encode("gb18030")))
    assert (article.title, article.publisher, article.published) == ("某市召开治理会议", "某某日报", "2024-11-30")
    assert "会议在市委党校举行" in article.text
    assert "首页" not in article.raw


def test_json_lines_are_read_one_by_one(tmp_path: Path) -> None:
    records: list[dict[str, object]] = [
        {"id": "a", "text": BODY, "title": "标题", "published": "2024-11", "url": "https://example.org/"},
        {"id": 7, "text": f"\ud800{BODY}"},
    ]
    articles, said = read(write(tmp_path, "all.jsonl", "\n\n".join(map(json.dumps, records))))
    assert said == []
    assert [(a.doc, a.title, a.published, a.url) for a in articles] == [
        ("a", "标题", "2024-11", "https://example.org/"),
        ("7", None, None, None),
    ]
    assert articles[1].raw[0] == "\ufffd"


def test_a_table_says_what_a_text_cannot(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", BODY)
    write(tmp_path, "articles.csv", '\ufeffdoc,title,published\r\na,"甲,乙",2023年6月28日\r\n')
    articles, said = read(tmp_path)
    assert said == []
    assert (articles[0].title, articles[0].published) == ("甲,乙", "2023-06-28")


def test_standard_input_needs_a_name_or_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    def give(content: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode("utf-8"))))

    give(BODY)
    assert [article.doc for article in load(None, doc="甲")] == ["甲"]
    give(json.dumps({"id": "x", "text": BODY}))
    assert [article.doc for article in read("-")[0]] == ["x"]
    give(BODY)
    assert read("-") == (
        [],
        ["An article from standard input needs a name, or must be JSON lines; give it --doc NAME."],
    )


def test_folders_are_read_in_order_and_tell_what_they_leave_out(tmp_path: Path) -> None:
    for name in ("b", "c", "a"):
        write(tmp_path, f"{name}.txt", BODY)
    write(tmp_path, ".hidden.txt", BODY)
    write(tmp_path, "notes.docx", b"x")
    articles, said = read(tmp_path, tmp_path / "b.txt")
    assert [article.doc for article in articles] == ["a", "b", "c"]
    assert said == [f"{tmp_path}: left out 1 .docx; articles are .txt, .html, .htm, .jsonl."]


def test_two_inputs_of_one_name_are_an_error_that_names_both(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    first, second = write(tmp_path, "a.txt", BODY), write(tmp_path / "sub", "a.txt", BODY)
    articles, said = read(tmp_path)
    assert len(articles) == 1
    assert said == [f"{second} and {first} are both called “a”; rename one of them."]


# Bad input: one sentence that says where, what, and what was expected; the others are read


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty; expected an article in Chinese"),
        (b" \n\t ", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF; expected text"),
        (b"PK\x03\x04....", "is a Word, EPUB or ZIP file"),
        (bytes(range(256)) * 20, "is in no known encoding (UTF-8 fails at byte 128)"),
        (b"\x01\x02\x03\x04" * 50, "holds binary matter"),
        ("Grüße aus München ".encode("latin-1") * 9, "is in no known encoding (UTF-8 fails at byte 2)"),
        (b"An article in English, which is not what we read.", "has 0 Chinese characters among 38 letters"),
        ("東京都の会議で、知事はこのように述べました。みなさんのおかげです。".encode(), "looks Japanese"),
        (BODY.encode() * 30, "is larger than 4,000 bytes; split it, or raise the limit"),
    ],
)
def test_bad_files_are_named_and_the_others_are_read(tmp_path: Path, content: bytes, sentence: str) -> None:
    bad = write(tmp_path, "bad.txt", content)
    write(tmp_path, "good.txt", BODY)
    articles, said = read(tmp_path, limit=4_000 if "larger" in sentence else 20_000_000)
    assert [article.doc for article in articles] == ["good"]
    assert len(said) == 1
    assert said[0].startswith(str(bad))
    assert sentence in said[0]


@pytest.mark.parametrize(
    ("bad_line", "sentence"),
    [
        ('{"id": "x", "text":', "Input data was truncated"),
        ('{"id": "x"}', "missing required field `text`"),
        ('{"id": "x", "text": 3}', "Expected `str`, got `int`"),
        ("[1]", "Expected `object`, got `array`"),
        ("no JSON", "malformed"),
        ('{"id": "x", "deep": ' + "[" * 3_000, "nested too deeply"),
        (line(id=""), "cannot be an article's id"),
        (line(id="甲\n乙"), "cannot be an article's id"),
        (line(published="someday"), "is no date"),
        (line(text=""), "is empty"),
        (line(id="good"), "are both called “good”"),
        (line(text="长" * 2_000), "is longer than 4,000 bytes"),
    ],
)
def test_bad_lines_are_named_by_number_and_the_others_are_read(tmp_path: Path, bad_line: str, sentence: str) -> None:
    path = write(tmp_path, "all.jsonl", f"{line(id='good')}\n{bad_line}\n{line(id='last')}\n")
    articles, said = read(path, limit=4_000)
    assert [article.doc for article in articles] == ["good", "last"]
    assert len(said) == 1
    assert said[0].startswith(f"{path}, line 2")
    assert sentence in said[0]
    assert "\n" not in said[0]


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("title\nx\n", "line 1: the columns are “title”; expected doc"),
        ("doc,author\na,x\n", "line 1: the columns are “doc,author”"),
        ("doc,title\na,x,y\n", "line 2: there are 1 fields too many"),
        ("doc,published\na,yesterday\n", "line 2: “yesterday” is no date"),
        ("doc,title\na,x\na,y\n", "line 3: doc “a” stands in line 2 already"),
        ("doc,title\n,x\n", "line 2: the column doc is empty"),
        ("doc,title\nb,x\n", "line 2: there is no file “b”"),
        ('doc,title\na,"x\n', "unexpected end of data"),
    ],
)
def test_bad_tables_are_named_by_line_and_the_article_is_read(tmp_path: Path, table: str, sentence: str) -> None:
    write(tmp_path, "a.txt", BODY)
    path = write(tmp_path, "articles.csv", table)
    articles, said = read(tmp_path)
    assert [article.doc for article in articles] == ["a"]
    assert len(said) == 1
    assert said[0].startswith(str(path))
    assert sentence in said[0]


def test_paths_that_are_no_articles_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    other = write(tmp_path, "a.docx", b"x")
    assert read(tmp_path / "none.txt")[1] == [f"{tmp_path / 'none.txt'} does not exist; expected a file or a folder."]
    assert "is of an unknown kind" in read(other)[1][0]
    assert "holds no articles" in read(tmp_path / "empty")[1][0]
    assert "leave it out" in read(write(tmp_path, "a.txt", BODY), write(tmp_path, "b.txt", BODY), doc="x")[1][0]


def test_an_empty_path_is_not_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`kg build "$FOLDER"` with nothing in FOLDER must not read what happens to lie around."""
    write(tmp_path, "a.txt", BODY)
    monkeypatch.chdir(tmp_path)
    assert read("") == ([], ["One of the paths is empty; name a file or a folder, or . for this folder."])


def test_a_path_that_is_too_long_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    articles, said = read(tmp_path / ("n" * 300 + ".txt"), write(tmp_path, "a.txt", BODY))
    assert [article.doc for article in articles] == ["a"]
    assert [sentence.endswith("cannot be read: File name too long.") for sentence in said] == [True]


def test_links_and_pipes_are_named_and_the_others_are_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", BODY)
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "up").symlink_to(tmp_path)
    for paths in ((tmp_path,), sorted(tmp_path.glob("*.txt"))):
        articles, said = read(*paths)
        assert [article.doc for article in articles] == ["a"]
        for name, words in (("loop", "leads nowhere"), ("gone", "leads nowhere"), ("pipe", "no regular file")):
            assert sum(f"{name}.txt" in sentence and words in sentence for sentence in said) == 1
    assert any("up is a link to a folder, which is not followed" in sentence for sentence in read(tmp_path)[1])


def test_a_file_whose_name_is_no_id_is_named_with_its_folder(tmp_path: Path) -> None:
    path = write(tmp_path, "甲\u2028乙.txt", BODY)
    assert read(path)[1][0].startswith(f"{path}: ")


def test_a_page_of_plain_text_is_read_as_text(tmp_path: Path) -> None:
    (article,) = load(write(tmp_path, "a.html", BODY))
    assert article.raw == BODY


def test_a_page_without_text_is_told_from_an_empty_file(tmp_path: Path) -> None:
    _, said = read(write(tmp_path, "a.html", "<html><body><form><input></form></body></html>"))
    assert "a.html is a page without text" in said[0]


def test_a_few_null_characters_do_no_harm(tmp_path: Path) -> None:
    (article,) = load(write(tmp_path, "a.txt", BODY.replace("会议", "会\0议", 1)))
    assert article.raw == BODY.replace("会议", "会\ufffd议", 1)


def test_a_table_as_excel_saves_it_in_china_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", BODY)
    write(tmp_path, "articles.csv", "doc,publisher\r\na,某某网\r\n".encode("gbk"))
    articles, said = read(tmp_path)
    assert (articles[0].publisher, said) == ("某某网", [])


def test_load_raises_what_load_all_returns(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="is empty"):
        list(load(write(tmp_path, "a.txt", "")))


@pytest.mark.parametrize("doc", ["", "  ", "甲\n乙", "甲\u2028乙", "甲" * 201, "\0"])
def test_an_id_is_one_line_of_at_most_200_characters(doc: str) -> None:
    with pytest.raises(ArticleError, match="cannot be an article's id"):
        article_from_text(doc, BODY)
