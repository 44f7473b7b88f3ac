"""Writes kg/lexicon/divisions.csv and kg/lexicon/straddles.csv; run by hand when the sources have changed.

    python scripts/divisions.py AREACODES.csv

AREACODES.csv is the table of yescallop/areacodes (CC0): every division of county level and above since 1981. What
stands before and after a character in common words is counted in the dictionary of jieba (MIT).
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

LEXICON = Path(__file__).parent.parent / "kg" / "lexicon"
LEVELS = {"省级": "province", "地级": "prefecture", "县级": "county"}
PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|"
    "布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|保安|裕固|独龙|鄂伦春|各"
)
AUTONOMOUS = re.compile(rf"(?P<short>..+?)(?:(?:{PEOPLES})族?)*自治[区州县旗]")
OF_PEOPLES = re.compile(rf"(?P<short>..+?)(?:(?:{PEOPLES})族)+区")
PLAIN = re.compile(r"(?P<short>..+?)(?:特别行政区|行政区|地区|林区|特区|矿区|新区|盟|省|市|区|县|旗)")
NO_SHORT = re.compile(r".*(?:[前中后左右]旗|联合旗|群岛|海域|井陉矿区)|.{1,2}")
LEAST = 30  # how often a word of two characters stands in jieba's counts to be called common
LEAST_OF_NAMES = 500  # …where jieba holds it for the name of a person


def short_name(name: str) -> str:
    """The name without its level and peoples: 延边朝鲜族自治州 → 延边; empty where nothing safe is left."""
    if name in ("东乡族自治县", "鄂温克族自治旗"):
        return name[: -len("族自治县")]
    if NO_SHORT.fullmatch(name):
        return ""
    match = AUTONOMOUS.fullmatch(name) or OF_PEOPLES.fullmatch(name) or PLAIN.fullmatch(name)
    return match["short"] if match else ""


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of the source with English keys."""
    keys = ("code", "province", "prefecture", "name", "level", "state", "first", "last", "successors")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [dict(zip(keys, row, strict=True)) for row in list(csv.reader(file))[1:]]


def overlaps(left: dict[str, str], right: dict[str, str]) -> bool:
    """Whether two rows were in force together."""
    return left["first"] < (right["last"] or "9999") and right["first"] < (left["last"] or "9999")


def parent_code(row: dict[str, str], rows: list[dict[str, str]]) -> str:
    """The code of the division right above: of the same code stem if there is one, else the latest of that name."""
    if row["level"] == "省级":
        return ""
    above = [r for r in rows if r["province"] == row["province"] and r["level"] != "县级" and overlaps(r, row)]
    provinces = [r["code"] for r in above if r["level"] == "省级"]
    if row["level"] == "地级" or row["prefecture"] == "直辖":
        return provinces[-1]
    prefectures = [r for r in above if r["name"] == row["prefecture"]]
    stem = [r["code"] for r in prefectures if r["code"][:4] == row["code"][:4]]
    return (stem or [r["code"] for r in sorted(prefectures, key=lambda r: r["first"])] or provinces)[-1]


def successor_codes(row: dict[str, str], rows: list[dict[str, str]]) -> list[str]:
    """The codes that took over: as the source tells them, of a prefecture without any by where its counties went."""
    told = [code for code in row["successors"].split(";") if code and "[" not in code]  # [year]: a part only
    if told or row["level"] != "地级" or not row["last"]:
        return told
    kept = [r["code"] for r in rows if r["code"] == row["code"] and r["first"] == row["last"]]
    return [] if kept else _new_prefecture(row, rows)


def _new_prefecture(row: dict[str, str], rows: list[dict[str, str]]) -> list[str]:
    """The one prefecture, or province of the same name, that began when this one ended and took its place.

    It has the same name, or the same short name and more than half of the counties (思茅地区 → 思茅市), or all of them
    (哲里木盟 → 通辽市). One that was split among several has no successor.
    """
    new = [r for r in rows if r["first"] == row["last"] and r["level"] != "县级"]
    if kept := [r["code"] for r in new if r["name"] == row["name"]]:
        return kept
    ended = [r for r in rows if r["level"] == "县级" and r["last"] == row["last"] and _lay_in(r, row)]
    for heir in (r for r in new if r["province"] == row["province"]):
        passed = [r for r in ended if any(code[:4] == heir["code"][:4] for code in r["successors"].split(";"))]
        is_named_alike = short_name(heir["name"]) == short_name(row["name"])
        if ended and (len(passed) == len(ended) or (is_named_alike and len(passed) * 2 > len(ended))):
            return [heir["code"]]
    return []


def _lay_in(county: dict[str, str], prefecture: dict[str, str]) -> bool:
    is_named = county["prefecture"] == prefecture["name"] and county["province"] == prefecture["province"]
    return is_named and county["code"][:4] == prefecture["code"][:4]


def write_divisions(rows: list[dict[str, str]]) -> set[str]:
    """Write divisions.csv; the short names come back."""
    shorts = set()
    with (LEXICON / "divisions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "short", "level", "parent", "first", "last", "successors"))
        for row in sorted(rows, key=lambda r: (r["code"], r["first"])):
            short = short_name(row["name"])
            shorts.add(short)
            place = (row["code"], row["name"], short, LEVELS[row["level"]], parent_code(row, rows))
            writer.writerow((*place, row["first"], row["last"], " ".join(successor_codes(row, rows))))
    return shorts - {""}


def common_pairs(shorts: set[str]) -> list[str]:
    """The words of two characters that jieba calls common, without names of divisions and rarer ones of people."""
    pairs = []
    for line in (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        least = LEAST_OF_NAMES if tag.startswith("nr") else LEAST
        if len(word) == 2 and int(count) >= least and word not in shorts:
            pairs.append(word)
    return sorted(pairs)


def write_straddles(shorts: set[str]) -> None:
    """Write straddles.csv: what common words have before and after the edges of short names."""
    before, after = defaultdict(list), defaultdict(list)
    for word in common_pairs(shorts):
        before[word[1]].append(word[0])
        after[word[0]].append(word[1])
    with (LEXICON / "straddles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("character", "before", "after"))
        for character in sorted({s[0] for s in shorts} | {s[-1] for s in shorts}):
            writer.writerow((character, "".join(before[character]), "".join(after[character])))


if __name__ == "__main__":
    write_straddles(write_divisions(read_rows(Path(sys.argv[1]))))
