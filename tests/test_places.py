"""Places in sentences: which names stand for a division, for which one, and where a site's name begins.

Each line: the text, and the mentions in it in order, the outer before the inner. `南京市 320100` is a division with its
code, `鼓楼区 ?` one that nothing settles, `小岗村` a site, `南湖街 <420106` a site with the division around it.
"""

from __future__ import annotations

import re
from pathlib import Path

import opencc
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.divisions import Division, Level, all_divisions
from kg.finders.places import find_places, within
from kg.grammar.sites import sites_in
from kg.grammar.zones import Anchor
from kg.model import Article, Kind, Mention
from kg.text import OffsetMap, Span, narrow

SHARED = Path(__file__).parent.parent.parent / "shared"


def article(text: str, title: str | None = None, publisher: str | None = None, published: str | None = None) -> Article:
    return Article("test", text, narrow(text), OffsetMap(), title, publisher, published)


def found(text: str, **known: str) -> list[str]:
    """The mentions in the notation of this file."""
    page = article(text, **known)
    mentions = list(find_places(page, []))
    around = within(page, mentions)
    return [_line(page.text, mention, around) for mention in mentions]


def _line(text: str, mention: Mention, around: dict[str, str]) -> str:
    surface = mention.span.of(text)
    if mention.rule == "division":
        return f"{surface} {mention.code or '?'}"
    return f"{surface} <{around[mention.thing]}" if mention.thing in around else surface


CHAINS = {
    "江苏省南京市雨花台区委社工部部长": "江苏省南京市雨花台区 320114, 江苏省南京市 320100, 江苏省 320000",
    "福建省石狮市委书记": "福建省石狮市 350581, 福建省 350000",
    "广西壮族自治区南宁市": "广西壮族自治区南宁市 450100, 广西壮族自治区 450000",
    "延边州敦化市": "延边州敦化市 222403, 延边州 222400",
    "陕西西安雁塔区": "陕西西安雁塔区 610113, 陕西西安 610100, 陕西 610000",
    "四川成都青羊": "四川成都青羊 510105, 四川成都 510100, 四川 510000",
    "山西大同的经验": "山西大同 140200, 山西 140000",
    "北京朝阳": "北京朝阳 110105, 北京 110000",
    "吉林省吉林市船营区": "吉林省吉林市船营区 220204, 吉林省吉林市 220200, 吉林省 220000",
    "海南省琼海市": "海南省琼海市 469002, 海南省 460000",
    "天津市滨海新区": "天津市滨海新区 120116, 天津市 120000",
    "西宁市城中区": "西宁市城中区 630103, 西宁市 630100",
    "河北雄县": "河北雄县 130638, 河北 130000",
    "辽宁海城市": "辽宁海城市 210381, 辽宁 210000",
}

WORDS_AROUND = {
    "安徽等省委社会工作部的代表": "安徽 340000",
    "海南、河南、湖南、云南四省": "海南 460000, 河南 410000, 湖南 430000, 云南 530000",
    "昆山、义乌、晋江等地": "昆山 320583, 义乌 330782, 晋江 350582",
    "射阳、建湖和阜宁县": "射阳 320924, 建湖 320925, 阜宁县 320923",
    "以上海为龙头": "上海 310000",
    "上海南部": "上海 310000",
    "上海城市更新": "上海 310000",
    "2018年宜昌地区生产总值": "宜昌 420500",
    "绵阳的一首社区之歌": "绵阳 510700",
    "到湖南县域调研": "湖南 430000",
    "江西安远县委": "江西安远县 360726, 江西 360000",
    "长春市民踊跃参加": "长春 220100",
    "长春市民政局": "长春市 220100",
    "重庆市区": "重庆市 500000",
    "恩施州、凉山州、黔东南州": "恩施州 422800, 凉山州 513400, 黔东南州 522600",
    "雄县和安新县": "雄县 130638, 安新县 130632",
    "吉林大学教授": "吉林 220000",
    "在盐城市举行": "盐城市 320900",
    "大邑县介绍了做法,大邑的探索": "大邑县 510129, 大邑 510129",
    "广西资源丰富": "广西 450000",
    "甘肃合作社发展": "甘肃 620000",
    "公安县、石首市": "公安县 421022, 石首市 421081",
}

NOT_PLACES = [
    "隆重庆祝建党百年",
    "创新乡村治理",
    "重大理论和实践问题",
    "关怀化解矛盾",
    "确保定期走访",
    "加快建成都市圈",
    "朝阳产业蓬勃发展",
    "在公安机关的支持下,资源整合,和平发展",
    "完成县级换届",
    "加强县域治理",
    "沿海城市",
    "实现长治久安",
    "江山就是人民",
    "坚如磐石的基层基础",
    "据新华社报道",
    "有一个旧小区",
    "区长张吉林表示,要抓好落实",
    "沿长春路直行",
    "城乡社区、老旧小区、各街道和乡镇",
    "实施老城区改造,建设示范社区和智慧社区",
    "推进美丽乡村建设,加快城镇化",
    "他联系3个社区、5个村",
    "大家唱着一首社区之歌",
    "走进一间社区咖啡馆",
    "来到一支社区志愿队",
    "村民委员会、居民委员会和社区工作者",
    "围绕党建引领社区治理,开展镇街全域服务",
    "激发社区活力,推动社区服务",
    "坚持“街乡吹哨、部门报到”",
    "让公园城市成为市民的家园",
    "跳广场舞",
    "走进田间地头、农家小院、工厂车间",
    "参观了党建展厅、志愿服务驿站、居民会客厅",
    "考察产业发展、基础设施和示范基地建设情况",
    "到县医院、养老院、农贸市场等地检查",
    "山城日报在苏州河畔采访最美社区",
    "将重心落到微观社区",
    "打造价值转化的公园社区",
]

SITES = {
    "武昌区南湖街华锦社区党委书记": "武昌区南湖街华锦社区 <420106, 武昌区南湖街 <420106, 武昌区 420106",
    "大邑县安仁镇红星街社区": "大邑县安仁镇红星街社区 <510129, 大邑县安仁镇 <510129, 大邑县 510129",
    "北京市通州区委北苑街道工委": "北京市通州区 110112, 北京市 110000, 北苑街道 <110112",
    "广州市番禺区南村镇党委": "广州市番禺区南村镇 <440113, 广州市番禺区 440113, 广州市 440100",
    "长春市朝阳区重庆街道": "长春市朝阳区重庆街道 <220104, 长春市朝阳区 220104, 长春市 220100",
    "成都市武侯区玉林街道": "成都市武侯区玉林街道 <510107, 成都市武侯区 510107, 成都市 510100",
    "诸暨市枫桥镇枫源村": "诸暨市枫桥镇枫源村 <330681, 诸暨市枫桥镇 <330681, 诸暨市 330681",
    "东莞市虎门镇": "东莞市虎门镇 <441900, 东莞市 441900",
    "金牛区的花照社区": "金牛区 510106, 花照社区 <510106",
    "新津区月花村,在月花村": "新津区月花村 <510118, 新津区 510118, 月花村 <510118",
    "湖南湘江新区": "湖南湘江新区 <430100, 湖南 430000",
    "德州天衢新区": "德州天衢新区 <371400, 德州 371400",
    "河北雄安新区容东片区": "河北雄安新区容东片区 <130600, 河北雄安新区 <130600, 河北 130000",
    "上海市浦东新区陆家嘴街道": "上海市浦东新区陆家嘴街道 <310115, 上海市浦东新区 310115, 上海市 310000",
    "苏州工业园区": "苏州工业园区 <320500, 苏州 320500",
    "银川市金凤区长城中路街道": "银川市金凤区长城中路街道 <640106, 银川市金凤区 640106, 银川市 640100",
    "东胜区公园街道": "东胜区公园街道 <150602, 东胜区 150602",
    # the county around a street by the table of townships
    "合肥市双岗街道": "合肥市双岗街道 <340103, 合肥市 340100",
    "合肥市民来到三孝口街道": "合肥 340100, 三孝口街道 <340103",
    "清源街道召开会议": "清源街道",
    "大兴区清源街道的丽园社区": "大兴区清源街道 <110115, 大兴区 110115, 丽园社区 <110115",
    "合肥经济技术开发区": "合肥经济技术开发区 <340100, 合肥 340100",
    "参观成都规划馆": "成都规划馆 <510100, 成都 510100",
    "走进小岗村,": "小岗村",
    "枫林湾小区居民": "枫林湾小区",
    "四川绵阳通用机场获批": "四川绵阳通用机场 <510700, 四川绵阳 510700, 四川 510000",
    "月亮桥古街开街": "月亮桥古街",
    "建于1996年的柳荫南街社区": "柳荫南街社区",
    "普洱产业城开园": "普洱产业城 <530800, 普洱 530800",
    # what is visited, in a list
    "途经五四广场、音乐广场、月亮湾、第二海水浴场、栈桥,察看绿化": "五四广场, 音乐广场, 月亮湾, 第二海水浴场, 栈桥",
    "先后来到诸暨市枫桥镇的香榧种植基地、白鹭洲码头、竹器小镇等地": "诸暨市枫桥镇 <330681, 诸暨市 330681, "
    "香榧种植基地 <330681, 白鹭洲码头 <330681, 竹器小镇 <330681",
    "到朝晖里社区、阳光名都小区、老车站广场等地调研": "朝晖里社区, 阳光名都小区, 老车站广场",
    "在人民大会堂举行": "人民大会堂",
    "会议在国家会议中心召开": "国家会议中心",
    "倪家桥社区已经改造": "倪家桥社区",
    "贵州省安顺市西秀区大西桥镇鲍家屯村": "贵州省安顺市西秀区大西桥镇鲍家屯村 <520402, "
    "贵州省安顺市西秀区大西桥镇 <520402, 贵州省安顺市西秀区 520402, 贵州省安顺市 520400, 贵州省 520000",
}


@pytest.mark.parametrize(("text", "places"), [*CHAINS.items(), *WORDS_AROUND.items(), *SITES.items()])
def test_places_of_a_sentence(text: str, places: str) -> None:
    assert found(text, published="2023-06-28") == places.split(", ")


@pytest.mark.parametrize("text", NOT_PLACES)
def test_what_only_looks_like_a_place(text: str) -> None:
    assert found(text, published="2023-06-28") == []


@pytest.mark.parametrize(
    ("text", "known", "places"),
    [
        ("鼓楼区委书记", {}, "鼓楼区 ?"),
        ("福州市鼓楼区委书记", {}, "福州市鼓楼区 350102, 福州市 350100"),
        ("徐州市召开会议,鼓楼区区长发言", {}, "徐州市 320300, 鼓楼区 320302"),
        ("福州市、徐州市和鼓楼区", {}, "福州市 350100, 徐州市 320300, 鼓楼区 ?"),
        ("白云区", {"publisher": "贵阳日报"}, "白云区 520113"),
        ("朝阳区", {"title": "长春市基层治理观察"}, "朝阳区 220104"),
        ("河东区副区长", {"publisher": "天津日报"}, "河东区 120102"),
        ("北京市朝阳区、长春市朝阳区", {}, "北京市朝阳区 110105, 北京市 110000, 长春市朝阳区 220104, 长春市 220100"),
        ("新津区委", {"published": "2022-01-01"}, "新津区 510118"),
        ("新津县委", {"published": "2018-01"}, "新津县 510132"),
        ("2008年5月8日,宣武区召开会议", {}, "宣武区 110104"),
        ("莱芜市", {"published": "2015"}, "莱芜市 371200"),
        ("莱芜区", {"published": "2023"}, "莱芜区 370116"),
    ],
)
def test_one_of_several_bearers_is_settled_or_left_open(text: str, known: dict[str, str], places: str) -> None:
    assert found(text, **known) == places.split(", ")


def test_all_mentions_of_a_division_share_its_fullest_name() -> None:
    mentions = list(find_places(article("长春的做法,长春市委。吉林省长春市,又在长春"), []))
    assert {mention.thing for mention in mentions if mention.code == "220100"} == {"吉林省长春市"}


def test_one_spelling_for_two_divisions_makes_two_things() -> None:
    text = "北京朝阳区与朝阳区"
    things = {(m.thing, m.code) for m in find_places(article(text), []) if m.code}
    assert len({thing for thing, _ in things}) == len(things)


def test_a_site_is_one_thing_however_it_is_written() -> None:
    mentions = list(find_places(article("德州天衢新区介绍经验。德州市天衢新区、天衢新区的案例"), []))
    assert {mention.thing for mention in mentions if mention.code is None} == {"德州市天衢新区"}


def test_names_of_people_hold_no_places() -> None:
    text = "记者张吉林 李江夏"
    person = Mention(Kind.PERSON, Span(2, 5), "张吉林", "byline")
    assert list(find_places(article(text), [person])) == []


WORDS = (
    "南湖街道",
    "华锦社区",
    "的",
    "在",
    "、",
    "。",
    "新区",
    "社区",
    "委",
    "\n",
    "2023年",
    "人民公园",
    "王",
    "雄安新区",
)
PIECES = st.sampled_from([*WORDS, *[division.name for division in all_divisions()][::97]])


@given(st.lists(PIECES, max_size=12).map("".join))
def test_mentions_nest_and_never_cross(text: str) -> None:
    mentions = list(find_places(article(text), []))
    spans = [mention.span for mention in mentions]
    assert len(set(spans)) == len(spans)
    for left in spans:
        assert 0 <= left.start < left.end <= len(text)
        for right in spans:
            assert not left.start < right.start < left.end < right.end


@given(st.lists(PIECES, max_size=12).map("".join))
def test_one_thing_has_one_code(text: str) -> None:
    codes: dict[str, str | None] = {}
    for mention in find_places(article(text), []):
        assert codes.setdefault(mention.thing, mention.code) == mention.code


@given(st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    page = article(text)
    assert set(within(page, list(find_places(page, []))).values()) <= {d.code for d in all_divisions()}


@given(st.sampled_from([d for d in all_divisions() if d.last is None and d.level is Level.PREFECTURE]))
def test_every_prefecture_is_found_by_its_full_name(division: Division) -> None:
    assert found(f"在{division.name}委召开", published="2023")[0] == f"{division.name} {division.code}"


def test_a_site_does_not_cut_a_division() -> None:
    text = "南京市江北新区"
    anchors = [Anchor(Span(0, 3), "320100")]
    assert [site.span for site in sites_in(text, anchors)] == [Span(0, 7)]


# What each shared article's reader would know of it besides its text.
KNOWN = {
    "000": {"publisher": "中国日报"},
    "001": {"publisher": "人民网", "published": "2023-06-28"},
    "002": {"publisher": "成都新闻网", "title": "成都以党建引领城乡社区发展与治理提升2100万市民幸福"},
    "003": {"publisher": "人民网", "published": "2023-06-27"},
    "004": {"publisher": "湖北日报"},
}


@pytest.mark.parametrize("number", KNOWN)
def test_shared_articles(number: str) -> None:
    """All required places with their codes; nothing that the annotation does not have."""
    if not SHARED.is_dir():
        pytest.skip("the shared articles are not beside the repository")
    gold = yaml.safe_load(next((SHARED / "eval" / "gold").glob(f"{number}_*.yaml")).read_text(encoding="utf-8"))
    raw = next((SHARED / "corpus").glob(f"{number}_*.txt")).read_text(encoding="utf-8")
    text = opencc.OpenCC("t2s").convert(re.sub(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)", "", raw))
    places = {(m.thing.partition("#")[0], m.code) for m in find_places(article(text, **KNOWN[number]), [])}
    explained: set[tuple[str, str | None]] = set()
    missing = []
    for place in gold["places"]:
        names = {place["name"], *place.get("alt", [])}
        hits = {(name, code) for name, code in places if name in names or code in {place["code"], *names} - {None}}
        wrong = {code for _, code in hits} - {place["code"], *names}
        if wrong or (not hits and not place.get("optional")):
            missing.append((place["name"], sorted(map(str, wrong))))
        explained |= hits
    assert not missing
    assert places <= explained, places - explained
