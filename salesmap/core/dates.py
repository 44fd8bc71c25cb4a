"""Dates and moments as people type them, in English and Chinese."""

import re
import unicodedata
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from salesmap.core.clock import NOON, Clock, instant
from salesmap.core.errors import AmbiguousDate, NoSuchDay, UnreadableDate, UnreadableTime
from salesmap.core.relative_dates import add_months, relative_day

__all__ = [
    "Due",
    "add_months",
    "day_spelled_out",
    "existing_day",
    "parse_day",
    "parse_due",
    "parse_end",
    "parse_moment",
    "parse_now",
]

_YEAR_FIRST = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})[日号]?|(\d{4})(\d{2})(\d{2})"
)
_YEAR_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTH_NAME = re.compile(r"(?=.*[a-z]{3})(?=.*\b\d{4}\b)(?=.*\b\d{1,2}(?:st|nd|rd|th)?\b)")
_CLOCK = (
    r"(?:^|\s+(?:at\s+)?|\s*@\s*|(?<=[日号天一二三四五六末后底])\s*)"
    r"(\d{1,2})(?::(\d{2})(?::(\d{2}))?)?\s*([ap]\.?m\.?)?$"
)
_CHINESE = (
    r"\s*(凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚|早)?\s*"
    r"(\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点钟?|时|:)(?:(半)|(一刻)|(三刻)|(\d{1,2})分?)?$"
)
_NAMED = r"(?:^|\s+(?:at\s+)?)(noon|midday)$|\s*(中午|正午)$"
_DIGITS = {character: number for number, character in enumerate("一二三四五六七八九", 1)} | {
    "两": 2
}
_LATE = {"下午", "傍晚", "晚上", "晚"}


def parse_day(text: str, today: date) -> date:
    """Return the day that `text` means seen from `today`.

    A weekday is the next one to come, never today itself; `next fri` and 下周五 are the Friday of
    next week (weeks start on Monday). Raises UnreadableDate, AmbiguousDate, NoSuchDay.
    """
    words = unicodedata.normalize("NFKC", text).strip().lower()
    try:
        day = relative_day(" ".join(words.split()), today) or _absolute(words)
    except (ValueError, OverflowError):
        day = None
    if day is None or day.year < 1900:
        raise UnreadableDate(text)
    return day


class Due(date):
    """A day on which something is due; `at` is the instant (as stored) where a time was named."""

    at: str | None = None


def parse_due(text: str, clock: Clock) -> Due:
    """Return the day that a text means, and the time of day if it names one.

    Raises UnreadableDate, AmbiguousDate, NoSuchDay, UnreadableTime.
    """
    moment = _timed(text, clock)
    day = clock.day_of(moment) if moment else parse_day(text, clock.today())
    due = Due(day.year, day.month, day.day)
    due.at = instant(moment) if moment else None
    return due


def parse_moment(text: str, clock: Clock) -> datetime:
    """Read an instant: a day (its noon), a time of today, both together, or ISO 8601."""
    return _timed(text, clock) or clock.on(parse_day(text, clock.today()))


def parse_end(text: str, clock: Clock) -> datetime:
    """Read an instant; a day without a time is its end. Never later than now."""
    if exact := _timed(text, clock):
        return min(exact, clock.now())
    day, today = parse_day(text, clock.today()), clock.today()
    if day >= today:
        return clock.now()
    return clock.at(day + timedelta(days=1), time()) - timedelta(seconds=1)


def parse_now(text: str, clock: Clock) -> datetime:
    """Read the value of `--now`; a day without a time is its noon, whenever the command runs."""
    return _timed(text, clock) or clock.at(parse_day(text, clock.today()), NOON)


def _timed(text: str, clock: Clock) -> datetime | None:
    """Return the instant of a text with a time of day, else None."""
    words = unicodedata.normalize("NFKC", text).strip()
    if exact := _iso(words):
        return exact if exact.tzinfo else clock.at(exact.date(), exact.time())
    try:
        found = _split_time(words)
    except ValueError:
        raise UnreadableTime(text) from None
    if found is None:
        return None
    day_part, time_of_day = found
    day = parse_day(day_part, clock.today()) if day_part else clock.today()
    return clock.at(day, time_of_day)


def _absolute(words: str) -> date | None:
    if match := _YEAR_FIRST.fullmatch(words):
        year, month, day = (int(part) for part in match.groups() if part)
        return existing_day(year, month, day)
    if match := _YEAR_LAST.fullmatch(words):
        return _year_last(words, int(match[1]), int(match[2]), int(match[3]))
    return day_spelled_out(words)


def existing_day(year: int, month: int, day: int) -> date:
    """Return a day. Raises NoSuchDay where its month is shorter, ValueError for other numbers."""
    if 1 <= month <= 12 and 1900 <= year <= 9999 and monthrange(year, month)[1] < day <= 31:
        raise NoSuchDay(year, month, day)
    return date(year, month, day)


def _year_last(words: str, first: int, second: int, year: int) -> date:
    if first <= 12 and second <= 12 and first != second:
        raise AmbiguousDate(words, (date(year, first, second), date(year, second, first)))
    return existing_day(year, second, first) if second <= 12 else existing_day(year, first, second)


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


def _split_time(words: str) -> tuple[str, time] | None:
    """Return the words for the day and the time of day behind them; None without a time.

    The day may be empty: today. Raises ValueError for a time that no clock shows.
    """
    if match := re.search(_NAMED, words, re.IGNORECASE):
        return _before(words, match), time(12)
    if match := re.search(_CLOCK, words, re.IGNORECASE):
        if match[2] is None and not match[4]:
            return None
        return _before(words, match), _time(
            int(match[1]), int(match[2] or 0), int(match[3] or 0), (match[4] or "")[:1].lower()
        )
    if match := re.search(_CHINESE, words):
        minute = 30 if match[3] else 15 if match[4] else 45 if match[5] else int(match[6] or 0)
        day, part = _before(words, match), match[1] or ""
        if day in ("今", "明", "昨"):  # 今晚8点
            day += "天"
        hour = int(match[2]) if match[2].isdigit() else _number(match[2])
        is_late = part in _LATE or (part == "中午" and hour < 3)
        return day, _time(hour, minute, 0, "p" if is_late else "")
    return None


def _before(words: str, match: re.Match[str]) -> str:
    return words[: match.start()].strip().rstrip(",").strip()


def _time(hour: int, minute: int, second: int, half: str) -> time:
    if half and not 1 <= hour <= 12 and not (half == "p" and hour < 24):
        raise ValueError(hour)
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return time(hour, minute, second)


def _number(text: str) -> int:
    """Return the number of 三, 十, 十一, 二十三."""
    tens, has_ten, ones = text.rpartition("十")
    if not has_ten:
        return _DIGITS[text]
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
