"""Days as people say them, seen from today: in English and Chinese.

A weekday, a day of a month and a month with a day are the next ones to come. `next week` and
下周 begin on its Monday, `next month` on its first day; what ends (`eow eom eoq eoy`) ends on the
last day, a Sunday for weeks.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

_NAMED = {
    "today": 0, "tonight": 0, "eod": 0, "now": 0, "tomorrow": 1, "tmr": 1, "yesterday": -1,
    "day after tomorrow": 2, "the day after tomorrow": 2, "day before yesterday": -2,
    "今天": 0, "今日": 0, "今晚": 0, "明天": 1, "明日": 1, "明晚": 1, "后天": 2, "大后天": 3,
    "昨天": -1, "昨日": -1, "前天": -2,
}  # fmt: skip
_NAMES_OF_WEEKDAYS = (
    "mon monday 一",
    "tue tues tuesday 二",
    "wed wednesday 三",
    "thu thur thurs thursday 四",
    "fri friday 五",
    "sat saturday 六",
    "sun sunday 日 天 末",
)
_WEEKDAYS = {
    name: weekday for weekday, names in enumerate(_NAMES_OF_WEEKDAYS) for name in names.split()
}
_NAMES_OF_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTHS = {
    name[:length]: number
    for number, name in enumerate(_NAMES_OF_MONTHS, 1)
    for length in (3, len(name))
} | {"sept": 9}
_UNITS = {
    "d": "days", "w": "weeks", "m": "months", "q": "quarters", "y": "years",
    "day": "days", "days": "days", "week": "weeks", "weeks": "weeks", "wk": "weeks", "wks": "weeks",
    "month": "months", "months": "months", "mo": "months", "quarter": "quarters",
    "quarters": "quarters", "year": "years", "years": "years", "fortnight": "fortnights",
    "fortnights": "fortnights",
    "天": "days", "日": "days", "周": "weeks", "星期": "weeks", "个星期": "weeks", "礼拜": "weeks",
    "个礼拜": "weeks", "月": "months", "个月": "months", "季度": "quarters", "个季度": "quarters",
    "年": "years",
}  # fmt: skip
_DAYS_OF = {"days": 1, "weeks": 7, "fortnights": 14}
_MONTHS_OF = {"months": 1, "quarters": 3, "years": 12}
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "a couple of": 2, "couple of": 2,
    "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
    "九": 9, "十": 10,
}  # fmt: skip

_COUNT = r"\d{1,5}|" + "|".join(sorted((word for word in _COUNTS if word.isascii()), key=len)[::-1])
_COUNT_ZH = r"\d{1,5}|[一两二三四五六七八九十]"
_UNIT = "|".join(
    sorted((unit for unit in _UNITS if unit.isascii() and len(unit) > 1), key=len)[::-1]
)
_OFFSET = r"([+-])\s*(\d{1,5})\s*([dwmqy])"
_IN = rf"(in )?({_COUNT}) ?({_UNIT})( from (?:now|today)| later| ago)?"
_OFFSET_ZH = rf"({_COUNT_ZH})(天|日|周|个?星期|个?礼拜|个?月|个?季度|年)(以?后|之后|以?前|之前)"
_HALF_ZH = r"半(个月|年)(以?后|之后|以?前|之前)"
_WEEKDAY = r"(?:(next|this|coming|on)\s+)?([a-z]+)(\s+next week)?"
_WEEKDAY_ZH = r"(下{1,3}个?|本|这个?)?(?:周|星期|礼拜)([一二三四五六日天末])"
_NEXT_ZH = r"(下{1,3})个?(周|星期|礼拜|月|季度)"
_MONTH_DAY = r"([a-z]{3,9})\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?"
_DAY_MONTH = r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?"
_MONTH_DAY_ZH = r"(\d{1,2})月(\d{1,2})[日号]?"
_NEXT_MONTH_DAY_ZH = r"(下个?月|本月|这个?月)(\d{1,2})[日号]"
_DAY_OF_MONTH = r"(?:the )?(\d{1,2})(?:st|nd|rd|th)|(\d{1,2})[日号]"

_ENDS = {
    "eow": "week", "end of week": "week", "end of the week": "week",
    "周末": "week", "本周末": "week",
    "eom": "month", "end of month": "month", "end of the month": "month", "月底": "month",
    "本月底": "month", "月末": "month",
    "eoq": "quarter", "end of quarter": "quarter", "end of the quarter": "quarter",
    "季末": "quarter", "季度末": "quarter", "本季度末": "quarter", "季底": "quarter",
    "eoy": "year", "end of year": "year", "end of the year": "year", "年底": "year", "年末": "year",
    "下月底": "next month", "下个月底": "next month", "end of next month": "next month",
    "明年底": "next year",
}  # fmt: skip
_BEGINS = {
    "next week": "week", "next month": "month", "next quarter": "quarter", "next year": "year",
    "明年": "year", "下个季度": "quarter", "月初": "month", "下月初": "month", "下个月初": "month",
}  # fmt: skip


def relative_day(words: str, today: date) -> date | None:
    """Return the day that words in lower case mean, None for others.

    Raises ValueError, OverflowError for a day that no calendar has.
    """
    if words in _NAMED:
        return today + timedelta(days=_NAMED[words])
    if words in _ENDS:
        return _end(today, _ENDS[words])
    if words in _BEGINS:
        return _begin(today, _BEGINS[words])
    for pattern, read in _READERS:
        # Compiled when wanted: commands that read no date pay nothing for these.
        if (match := re.fullmatch(pattern, words)) and (day := read(match, today)):
            return day
    return None


def add_months(day: date, months: int) -> date:
    """Return the same day of the month `months` later, or that month's last day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def shift(day: date, count: int, unit: str) -> date:
    """Return the day `count` days, weeks, fortnights, months, quarters or years later."""
    if unit in _MONTHS_OF:
        return add_months(day, count * _MONTHS_OF[unit])
    return day + timedelta(days=count * _DAYS_OF[unit])


def _end(today: date, period: str) -> date:
    if period == "week":
        return today + timedelta(days=6 - today.weekday())
    if period == "next month":
        return _end(add_months(today, 1), "month")
    if period == "next year":
        return date(today.year + 1, 12, 31)
    month = {"month": today.month, "quarter": (today.month + 2) // 3 * 3, "year": 12}[period]
    return date(today.year, month, monthrange(today.year, month)[1])


def _begin(today: date, period: str) -> date:
    """Return the first day of the next week, month, quarter or year."""
    return _end(today, period) + timedelta(days=1)


def _offset(match: re.Match[str], today: date) -> date:
    return shift(today, int(match[1] + match[2]), _UNITS[match[3]])


def _in(match: re.Match[str], today: date) -> date | None:
    if not (match[1] or match[4] or match[2].isdigit()):
        return None
    count = int(match[2]) if match[2].isdigit() else _COUNTS[match[2]]
    is_past = (match[4] or "").endswith("ago")
    return shift(today, -count if is_past else count, _UNITS[match[3]])


def _offset_zh(match: re.Match[str], today: date) -> date:
    count = int(match[1]) if match[1].isdigit() else _COUNTS[match[1]]
    return shift(today, count if match[3].endswith("后") else -count, _UNITS[match[2]])


def _half_zh(match: re.Match[str], today: date) -> date:
    sign = 1 if match[2].endswith("后") else -1
    return add_months(today, sign * 6) if match[1] == "年" else today + timedelta(days=sign * 15)


def _weekday(match: re.Match[str], today: date) -> date | None:
    if match[2] not in _WEEKDAYS:
        return None
    return _day_of_week(today, _WEEKDAYS[match[2]], int(bool(match[1] == "next" or match[3])))


def _weekday_zh(match: re.Match[str], today: date) -> date:
    return _day_of_week(today, _WEEKDAYS[match[2]], (match[1] or "").count("下"))


def _day_of_week(today: date, weekday: int, weeks: int) -> date:
    """Return the next such weekday, or the one of the week after so many."""
    if weeks:
        return today + timedelta(days=7 * weeks - today.weekday() + weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _next_zh(match: re.Match[str], today: date) -> date:
    period = {"月": "month", "季度": "quarter"}.get(match[2], "week")
    day = today
    for _each in match[1]:
        day = _begin(day, period)
    return day


def _month_day(match: re.Match[str], today: date) -> date | None:
    return _coming(_MONTHS.get(match[1]), int(match[2]), today)


def _day_month(match: re.Match[str], today: date) -> date | None:
    return _coming(_MONTHS.get(match[2]), int(match[1]), today)


def _month_day_zh(match: re.Match[str], today: date) -> date | None:
    return _coming(int(match[1]), int(match[2]), today)


def _coming(month: int | None, day: int, today: date) -> date | None:
    """Return the next such day of a year; 29 February may be years away."""
    if month is None:
        return None
    for year in range(today.year, today.year + 9):
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            coming = date(year, month, day)
            if coming >= today:
                return coming
    raise ValueError(f"{month}-{day}")


def _next_month_day_zh(match: re.Match[str], today: date) -> date:
    month = add_months(today, 1) if match[1].startswith("下") else today
    return month.replace(day=int(match[2]))


def _day_of_month(match: re.Match[str], today: date) -> date:
    day = int(match[1] or match[2])
    for months in range(13):
        month = add_months(today.replace(day=1), months)
        if day <= monthrange(month.year, month.month)[1] and month.replace(day=day) >= today:
            return month.replace(day=day)
    raise ValueError(day)


_READERS: tuple[tuple[str, Callable[[re.Match[str], date], date | None]], ...] = (
    (_OFFSET, _offset),
    (_IN, _in),
    (_OFFSET_ZH, _offset_zh),
    (_HALF_ZH, _half_zh),
    (_WEEKDAY, _weekday),
    (_WEEKDAY_ZH, _weekday_zh),
    (_NEXT_ZH, _next_zh),
    (_MONTH_DAY, _month_day),
    (_DAY_MONTH, _day_month),
    (_MONTH_DAY_ZH, _month_day_zh),
    (_NEXT_MONTH_DAY_ZH, _next_month_day_zh),
    (_DAY_OF_MONTH, _day_of_month),
)
