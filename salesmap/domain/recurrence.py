"""Follow-ups that come again: every so often, or some days after the last contact."""

import re
from datetime import date, timedelta

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.core.relative_dates import add_months

_WORDS = {
    "day": "1d", "daily": "1d", "week": "1w", "weekly": "1w", "month": "1m", "monthly": "1m",
    "quarter": "3m", "quarterly": "3m", "year": "1y", "yearly": "1y",
    "天": "1d", "每天": "1d", "周": "1w", "每周": "1w", "月": "1m", "每月": "1m",
    "季度": "3m", "每季度": "3m", "年": "1y", "每年": "1y",
}  # fmt: skip
_INTERVAL = re.compile(r"([1-9]\d{0,2})\s*(d|w|m|y|天|周|个月|年)")
_UNITS = {"天": "d", "周": "w", "个月": "m", "年": "y"}


class UnreadableInterval(UsageError):
    """A text is no interval of time."""

    code = "unreadable_interval"

    def __init__(self, text: str) -> None:
        super().__init__(_("Cannot read the interval {text!r}.").format(text=text), text=text)


def parse_interval(text: str) -> str:
    """Return an interval as it is stored: `7d`, `1w`, `3m`, `1y`. Raises UnreadableInterval."""
    word = text.strip().casefold()
    if word in _WORDS:
        return _WORDS[word]
    match = _INTERVAL.fullmatch(word)
    if not match:
        raise UnreadableInterval(text)
    return f"{int(match[1])}{_UNITS.get(match[2], match[2])}"


def parse_days(text: str) -> int:
    """Return a number of days, written as an interval of days or weeks.

    Raises UnreadableInterval.
    """
    interval = parse_interval(f"{text}d" if text.strip().isdecimal() else text)
    if interval[-1] not in "dw":
        raise UnreadableInterval(text)
    return int(interval[:-1]) * (7 if interval[-1] == "w" else 1)


def next_day(interval: str, day: date, today: date) -> date:
    """Return the first day after today that is a whole number of intervals after a day."""
    number, unit = int(interval[:-1]), interval[-1]
    steps = 0
    while True:
        steps += 1
        if unit in "my":
            following = add_months(day, steps * number * (12 if unit == "y" else 1))
        else:
            following = day + timedelta(days=steps * number * (7 if unit == "w" else 1))
        if following > today:
            return following
