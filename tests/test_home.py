"""The division a page is about completes 省民政厅, 我市 and 区委."""

from __future__ import annotations

import pytest

from kg.article import article_from_text
from kg.finders.places import find_places
from kg.grammar.home import Home


@pytest.mark.parametrize(
    ("text", "known", "level", "home"),
    [
        ("省民政厅副厅长做客访谈", {"publisher": "湖北日报"}, "省", "湖北省"),
        ("省民政厅副厅长,武昌区南湖街,武汉市洪山区", {"publisher": "湖北日报"}, "市", "武汉市"),
        ("人民网长春6月27日电 现场会举办", {"publisher": "人民网"}, "市", "长春市"),
        ("人民网长春6月27日电 现场会举办", {"publisher": "人民网"}, "省", "吉林省"),
        ("我市率先成立", {"title": "成都以党建引领社区治理"}, "市", "成都市"),
        ("南京市、广州市、成都市的代表", {"publisher": "中国日报"}, "市", None),
        ("区委书记", {"publisher": "北京日报"}, "区", None),
    ],
)
def test_name_of_home(text: str, known: dict[str, str], level: str, home: str | None) -> None:
    article = article_from_text("page", text, **known)
    assert Home(article, list(find_places(article, []))).name(level) == home
