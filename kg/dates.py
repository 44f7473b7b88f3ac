"""Dates as Chinese news writes them → ISO 8601 strings, as far as they are told: 2024-11-30, 2024-11, 2024.

No library is used, for these reasons. JioNLP reads these forms best (every one that we tried), but needs a complete
base date and so invents the year that a text leaves out, gives moments to the second without saying how much of them
was told, reads 130,000 characters a second, prints a banner on import and weighs 16 MB; dateparser gets months, ranges
and Chinese digits wrong (“2022年11月” becomes the year 3); cn2date takes one bare date and finds none in a text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.cues import Cued
from kg.text import Span, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text; `start` is None where its year cannot be told, `end` is the last day of a range."""

    span: Span
    start: str | None
    end: str | None = None


class Parts(NamedTuple):
    """Year, month and day, as far as they are known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str | None:
        """ISO 8601, cut where the parts end; None without a year."""
        if self.year is None:
            return None
        text = f"{self.year:04}"
        for part in (self.month, self.day):
            if part is None:
                break
            text += f"-{part:02}"
        return text


_YEAR = (
    r"(?<!\d)(?:1[89]|20)\d\d[ ]?年(?!度)|[一二][〇零○一二三四五六七八九]{3}年(?!度)|[今去前明当同]年(?!以?来|度|级|轻)"
)
_MONTH = r"(?<!\d)(?:1[0-2]|0?[1-9])[ ]?月份?|(?<![十])(?:十[一二]?|[一二三四五六七八九])月份?|[本上下同当]个?月|这个月"
_DIGIT_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_DAY = (
    rf"{_DIGIT_DAY}[ ]?[日号]|{_DIGIT_DAY}(?=[-—–~至]{{1,2}}\d{{1,2}}[日号])"
    r"|(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
)
_DASH = r"(?:[-—–~―]{1,2}|至|到)"
_PATTERN = rf"""(?x)
      (?<![\d./-])(?P<numeric>(?:19|20)\d\d([-/.])(?:1[0-2]|0?[1-9])\2(?:3[01]|[12]\d|0?[1-9]))(?!\d|[./-]\d)
    | (?:
          (?P<year>{_YEAR})(?:[ ]?(?P<year_month>{_MONTH})(?:[ ]?(?P<year_day>{_DAY}))?)?
        | (?P<month>(?<![第每个\d]){_MONTH})(?:[ ]?(?P<month_day>{_DAY}))?
        | (?<![\d第每共期近约达满月.:/-])(?P<day>{_DIGIT_DAY}(?:日|(?={_DASH}\d{{1,2}}日)))(?![内后游间均期用])
        | (?<!\d)(?P<run>(?:19|20)\d\d[1-9]\d{{1,3}})日
        | (?<!\d)(?P<run_month>(?:19|20)\d\d(?:1[0-2]|[1-9]))月(?!\d)
        | (?<![\d.:/-])(?P<run_day>(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))日
        | (?P<first_year>(?<!\d)(?:19|20)\d\d)(?={_DASH}(?:19|20)\d\d年)
      )
      (?:{_DASH}(?P<end>(?P<end_year>{_YEAR})?(?P<end_month>{_MONTH})?(?P<end_day>{_DAY})?)(?<=[年月份日号]))?
    | (?P<near>今[天日晨晚]|昨[天日晚]|前天|明[天日]|后天|[当同][天日])
    | (?P<vague>近日|日前|近期|不久前)
    """
_CUES = (
    *"0123456789一二三四五六七八九十",
    *(f"{word}年" for word in "今去前明当同"),
    *(word + behind for word in "本上下同当" for behind in ("月", "个")),
    *(f"{word}天" for word in "今昨前明后当同"),
    *("今日", "今晨", "今晚", "昨日", "昨晚", "明日", "当日", "同日", "这个", "近日", "日前", "近期", "不久"),
)
_WIRED = ("电", "讯", "消息")  # behind the day on which a dispatch was written: 6月27日电
_FUTURE = re.compile(r"(?:将|拟|预计|计划|定)[于在]?$")


@cache
def _dates() -> Cued:
    return Cued(_PATTERN, _CUES)


_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_NEAR_DAYS = {"今": 0, "昨": -1, "前": -2, "明": 1, "后": 2}
_NEAR_YEARS = {"今": 0, "去": -1, "前": -2, "明": 1}
_HALF_A_YEAR = timedelta(days=183)


def find_dates(text: str, published: str | None = None, context_year: int | None = None) -> Iterator[DateMention]:
    """The dates of narrowed text, in its order.

    A year that is not told beside a date comes from the sentence, else from `published` (ISO, perhaps partial), else
    from `context_year`, else from the text's other dates where they all agree on one; else `start` is None.
    """
    matches = list(_dates().finditer(text))
    if not matches:
        return
    years = {_year(m["year"]) for m in matches if m["year_month"]} | {
        int(m["numeric"][:4]) for m in matches if m["numeric"]
    }
    known = years - {None}
    clock = _Clock(_parse(published), context_year or (known.pop() if len(known) == 1 else None))
    ends = iter([span.end for span in sentences(text)])
    end = -1
    for match in matches:
        while match.start() >= end:
            end = next(ends, len(text) + 1)
            clock.sentence = Parts()
        told = clock.mention(match)
        if text.startswith(_WIRED, told.span.end):
            clock.write_on(told.start)
        yield told


class _Clock:
    """What is known of the time while a text is read from its start."""

    def __init__(self, published: Parts, year: int | None) -> None:
        self.published = self.today = published
        self.year = year
        self.sentence = Parts()  # the last date of this sentence
        self.last = Parts()  # the last date of the text

    def write_on(self, day: str | None) -> None:
        """Let a dateline's day be the one from which 今天 and 昨天 count."""
        if day and len(day) == len("2024-11-30"):
            self.today = _parse(day)

    def mention(self, match: re.Match[str]) -> DateMention:
        """The date of one match, which becomes the last one."""
        span = Span(match.start(), match.end())
        start = self._start(match)
        if start is None or not _exists(start):
            return DateMention(span, None)
        if start.year or start.month:
            self.sentence = self.last = start
        end = self._end(start, match)
        return DateMention(span, start.iso, end.iso if end else None)

    def _start(self, match: re.Match[str]) -> Parts | None:
        if match["vague"]:
            return None
        if match["numeric"]:
            return Parts(*(int(part) for part in re.split("[-/.]", match["numeric"])))
        if match["near"]:
            return self._near(match["near"])
        if match["first_year"]:
            return Parts(int(match["first_year"]))
        if digits := match["run"] or match["run_month"]:
            return self._run(digits, is_month=match["run"] is None)
        if digits := match["run_day"]:  # 1022日, whose 月 is lost
            month, day = int(digits[:2]), int(digits[2:])
            return Parts(self._missing_year(month, day, match), month, day)
        if match["year"]:
            year = self._relative_year(match["year"])
            if year is None:
                return None
            return Parts(year, self._month(match["year_month"], year), _number(match["year_day"]))
        if match["day"]:
            return self._day(_number(match["day"]))
        return self._in_month(match)

    def _run(self, digits: str, *, is_month: bool) -> Parts | None:
        """A day whose 年 and 月 are lost, 20171116日; that of the month of publication where two could be meant."""
        year, rest = int(digits[:4]), digits[4:]
        if is_month:
            return Parts(year, int(rest))
        splits = [(int(rest[:cut]), int(rest[cut:])) for cut in (1, 2) if rest[cut:] and rest[cut] != "0"]
        days = [found for month, day in splits if _exists(found := Parts(year, month, day))]
        if len(days) > 1:
            days = [found for found in days if found.month == self.published.month]
        return days[0] if len(days) == 1 else None

    def _in_month(self, match: re.Match[str]) -> Parts | None:
        """A month, perhaps with a day, whose year is not told beside it."""
        day = _number(match["month_day"])
        month = _number(match["month"])
        if month:
            return Parts(self._missing_year(month, day, match), month, day)
        base = self.last if match["month"][0] in "同当" else self.published
        return _shift(base, {"上": -1, "下": 1}.get(match["month"][0], 0), day)

    def _missing_year(self, month: int, day: int | None, match: re.Match[str]) -> int | None:
        published = self.published
        if self.sentence.year and not self._is_ahead(self.sentence.year, month):
            return self.sentence.year
        if not published.year:
            return self.year
        told = date(published.year, published.month or 12, published.day or 28)
        is_future = _FUTURE.search(match.string, max(match.start() - 6, 0), match.start())
        ahead = date(published.year, month, min(day or 1, 28)) - told
        return published.year - 1 if ahead > _HALF_A_YEAR and not is_future else published.year

    def _is_ahead(self, year: int, month: int) -> bool:
        """Whether a month would lie far behind the day of publication: “2015年元旦来临之际,12月23日”."""
        told = self.published
        if not told.year or not told.month or self.sentence.month:
            return False
        return year == told.year + 1 and month >= told.month - 1 >= 0

    def _day(self, day: int | None) -> Parts | None:
        """A day whose month is not told beside it."""
        for base in (self.sentence, self.published, self.last):
            if base.month:
                months = -1 if base is self.published and base.day and day and day > base.day else 0
                return _shift(base, months, day)
        return None

    def _near(self, word: str) -> Parts | None:
        """今天, 昨日, 同日 and the like."""
        base = self.last if word[0] in "当同" else self.today
        if not (base.year and base.month and base.day):
            return None
        moved = date(base.year, base.month, base.day) + timedelta(days=_NEAR_DAYS.get(word[0], 0))
        return Parts(moved.year, moved.month, moved.day)

    def _relative_year(self, word: str) -> int | None:
        if word[0] in "当同":
            return self.last.year
        if word[0] in _NEAR_YEARS:
            return self.published.year and self.published.year + _NEAR_YEARS[word[0]]
        return _year(word)

    def _month(self, word: str | None, year: int) -> int | None:
        """The number of a month behind a year; 同月 is the month of the last date."""
        return _number(word) or (self.last.month if word and self.last.year == year else None)

    def _end(self, start: Parts, match: re.Match[str]) -> Parts | None:
        if not match["end"]:
            return None
        year, month, day = _year(match["end_year"]), _number(match["end_month"]), _number(match["end_day"])
        if month is None and day is not None:
            month = start.month
        if year is None and start.year:
            year = start.year + (bool(month) and bool(start.month) and (month or 0) < (start.month or 0))
        end = Parts(year, month, day)
        return end if _exists(end) and (end.iso or "") > (start.iso or "") else None


def _parse(iso: str | None) -> Parts:
    """The parts of an ISO date, perhaps partial; nothing for what is none."""
    if not iso or not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", iso[:10]):
        return Parts()
    parts = Parts(*(int(part) for part in iso[:10].split("-")))
    return parts if _exists(parts) and parts.year else Parts()


def _shift(base: Parts, months: int, day: int | None) -> Parts | None:
    """A day of the month of `base`, or of one some months away."""
    if base.month is None:
        return None
    count = base.month - 1 + months
    return Parts(base.year and base.year + count // 12, count % 12 + 1, day)


def _exists(parts: Parts) -> bool:
    """Whether the calendar has such a day; without a year, whether some year has."""
    if parts.month is None:
        return parts.day is None
    if not 1 <= parts.month <= 12 or not 1 <= (parts.year or 2000) <= 9999:
        return False
    return parts.day is None or 1 <= parts.day <= monthrange(parts.year or 2000, parts.month)[1]


def _year(word: str | None) -> int | None:
    """2024年, 二〇二四年 → 2024; None for 今年 and the like."""
    if not word or word[0] in "今去前明当同":
        return None
    return int("".join(str(_DIGITS.get(character, character)) for character in word[:4]))


def _number(word: str | None) -> int | None:
    """The number that a month or day begins with, in digits or in Chinese up to 三十一; None for 本月 and the like."""
    if not word:
        return None
    digits = re.match(r"\d+", word)
    if digits:
        return int(digits[0])
    if "十" in word:
        tens, ones = word.rstrip("月份日号").split("十")
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return _DIGITS.get(word[0])
