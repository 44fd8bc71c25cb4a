"""Dates and moments as people type them, in English and Chinese."""

import re
import unicodedata
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from salesmap.core.clock import NOON, Clock
from salesmap.core.errors import AmbiguousDate, UnreadableDate, UnreadableTime

_NAMED = {
    "today": 0, "tomorrow": 1, "yesterday": -1,
    "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3,
    "昨天": -1, "昨日": -1, "前天": -2,
}  # fmt: skip
_NAMES_OF_WEEKDAYS = (
    "mon monday 一",
    "tue tues tuesday 二",
    "wed wednesday 三",
    "thu thur thurs thursday 四",
    "fri friday 五",
    "sat saturday 六",
    "sun sunday 日 天",
)
_WEEKDAYS = {
    name: weekday for weekday, names in enumerate(_NAMES_OF_WEEKDAYS) for name in names.split()
}
_UNITS = {
    "d": "days", "w": "weeks", "m": "months", "y": "years",
    "天": "days", "日": "days", "周": "weeks", "星期": "weeks", "个星期": "weeks", "个月": "months",
    "年": "years",
}  # fmt: skip

_OFFSET = re.compile(r"([+-])(\d{1,5})([dwmy])")
_OFFSET_ZH = re.compile(r"(\d{1,5})(天|日|周|星期|个星期|个月|年)(后|前)")
_WEEKDAY = re.compile(r"(next\s+)?([a-z]+)")
_WEEKDAY_ZH = re.compile(r"(下|下个|本|这)?(?:周|星期|礼拜)([一二三四五六日天])")
_YEAR_FIRST = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})[日号]?|(\d{4})(\d{2})(\d{2})"
)
_YEAR_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTH_DAY_ZH = re.compile(r"(\d{1,2})月(\d{1,2})[日号]")
_MONTH_NAME = re.compile(r"(?=.*[a-z]{3})(?=.*\b\d{4}\b)(?=.*\b\d{1,2}(?:st|nd|rd|th)?\b)")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")


def parse_day(text: str, today: date) -> date:
    """Return the day that `text` means seen from `today`.

    A weekday is the next one to come, never today itself; `next fri` and 下周五 are the Friday of
    next week (weeks start on Monday). Raises UnreadableDate, AmbiguousDate.
    """
    words = unicodedata.normalize("NFKC", text).strip().lower()
    try:
        day = _relative(words, today) or _absolute(words, today)
    except (ValueError, OverflowError):
        day = None
    if day is None or day.year < 1900:
        raise UnreadableDate(text)
    return day


def parse_moment(text: str, clock: Clock) -> datetime:
    """Read an instant: a day (its noon), a time of today, both together, or ISO 8601."""
    return _timed(text, clock) or clock.on(parse_day(text, clock.today()))


def parse_end(text: str, clock: Clock) -> datetime:
    """Read an instant; a day without a time is its end. Never later than now."""
    end = _timed(text, clock) or clock.at(
        parse_day(text, clock.today()) + timedelta(days=1), time()
    ) - timedelta(seconds=1)
    return min(end, clock.now())


def parse_now(text: str, clock: Clock) -> datetime:
    """Read the value of `--now`; a day without a time is its noon, whenever the command runs."""
    return _timed(text, clock) or clock.at(parse_day(text, clock.today()), NOON)


def _timed(text: str, clock: Clock) -> datetime | None:
    """Return the instant of a text with a time of day, else None."""
    words = unicodedata.normalize("NFKC", text).strip()
    if exact := _iso(words):
        return exact if exact.tzinfo else clock.at(exact.date(), exact.time())
    day_part, _sep, time_part = words.rpartition(" ")
    match = _TIME.fullmatch(time_part)
    if not match:
        return None
    day = parse_day(day_part, clock.today()) if day_part.strip() else clock.today()
    try:
        time_of_day = time(int(match[1]), int(match[2]), int(match[3] or 0))
    except ValueError:
        raise UnreadableTime(text) from None
    return clock.at(day, time_of_day)


def add_months(day: date, months: int) -> date:
    """Return the same day of the month `months` later, or that month's last day."""
    from dateutil.relativedelta import relativedelta

    return day + relativedelta(months=months)


def _relative(words: str, today: date) -> date | None:
    if words in _NAMED:
        return today + timedelta(days=_NAMED[words])
    if words in ("eom", "月底"):
        return today.replace(day=monthrange(today.year, today.month)[1])
    if match := _OFFSET.fullmatch(words):
        return _shift(today, int(match[1] + match[2]), _UNITS[match[3]])
    if match := _OFFSET_ZH.fullmatch(words):
        return _shift(today, int(match[1]) * (1 if match[3] == "后" else -1), _UNITS[match[2]])
    if (match := _WEEKDAY.fullmatch(words)) and match[2] in _WEEKDAYS:
        return _weekday(today, _WEEKDAYS[match[2]], bool(match[1]))
    if match := _WEEKDAY_ZH.fullmatch(words):
        return _weekday(today, _WEEKDAYS[match[2]], (match[1] or "").startswith("下"))
    return None


def _shift(day: date, count: int, unit: str) -> date:
    if unit in ("months", "years"):
        return add_months(day, count * (12 if unit == "years" else 1))
    return day + timedelta(days=count * (7 if unit == "weeks" else 1))


def _weekday(today: date, weekday: int, in_next_week: bool) -> date:
    if in_next_week:
        return today + timedelta(days=7 - today.weekday() + weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _absolute(words: str, today: date) -> date | None:
    if match := _YEAR_FIRST.fullmatch(words):
        year, month, day = (int(part) for part in match.groups() if part)
        return date(year, month, day)
    if match := _YEAR_LAST.fullmatch(words):
        return _year_last(words, int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH_DAY_ZH.fullmatch(words):
        coming = date(today.year, int(match[1]), int(match[2]))
        return coming if coming >= today else coming.replace(year=today.year + 1)
    return day_spelled_out(words)


def _year_last(words: str, first: int, second: int, year: int) -> date:
    if first <= 12 and second <= 12 and first != second:
        raise AmbiguousDate(words, (date(year, first, second), date(year, second, first)))
    return date(year, second, first) if second <= 12 else date(year, first, second)


def day_spelled_out(words: str) -> date | None:
    """Read `15 Apr 2021`, `April 15th, 2021`; None for a text without month, day and year.

    Raises ValueError for a day that does not exist.
    """
    if not _MONTH_NAME.search(words.lower()):
        return None
    from dateutil.parser import parse  # 20 ms, wanted only by dates spelled out

    return parse(words).date()


def _iso(words: str) -> datetime | None:
    if len(words) < 14 or not words[:4].isdigit():
        return None
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment
