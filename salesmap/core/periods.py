"""Periods of the calendar as people name them, and the period before each."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from salesmap.core.dates import add_months
from salesmap.core.errors import UnreadablePeriod

NAMED_PERIODS = (
    "this-week",
    "last-week",
    "this-month",
    "last-month",
    "this-quarter",
    "last-quarter",
    "this-year",
    "last-year",
)
_QUARTER, _YEAR = 3, 12


class Period(NamedTuple):
    """From a first to a last day, both included."""

    since: date
    until: date

    def previous(self) -> "Period":
        """Return the period just before.

        The month before a month, the quarter before a quarter, else as many days.
        """
        months = (
            (self.until.year - self.since.year) * _YEAR + self.until.month - self.since.month + 1
        )
        if self.since.day == 1 and (self.until + timedelta(days=1)).day == 1:
            return Period(add_months(self.since, -months), self.since - timedelta(days=1))
        days = (self.until - self.since).days + 1
        return Period(self.since - timedelta(days=days), self.since - timedelta(days=1))

    def year_earlier(self) -> "Period":
        """Return the same period of the year before; whole weeks stay whole weeks."""
        if (self.until - self.since).days == 6 and self.since.weekday() == 0:
            return Period(self.since - timedelta(weeks=52), self.until - timedelta(weeks=52))
        end = add_months(self.until + timedelta(days=1), -_YEAR) - timedelta(days=1)
        return Period(add_months(self.since, -_YEAR), end)


def parse_period(text: str, today: date) -> Period:
    """Read `2026-W47`, `2026-11`, `2026-Q4`, `2026`, or a name such as `last-month`.

    Raises UnreadablePeriod.
    """
    words = text.strip().casefold().replace("_", "-")
    try:
        period = _relative(words, today) or _absolute(words)
    except (ValueError, OverflowError):
        period = None
    if period is None:
        raise UnreadablePeriod(text, NAMED_PERIODS)
    return period


def _absolute(words: str) -> Period | None:
    if match := re.fullmatch(r"(\d{4})-?w(\d{1,2})", words):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return Period(monday, monday + timedelta(days=6))
    if match := re.fullmatch(r"(\d{4})-?q([1-4])", words):
        return _months(date(int(match[1]), int(match[2]) * _QUARTER - 2, 1), _QUARTER)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})", words):
        return _months(date(int(match[1]), int(match[2]), 1), 1)
    if match := re.fullmatch(r"\d{4}", words):
        return _months(date(int(match[0]), 1, 1), _YEAR)
    return None


def _relative(words: str, today: date) -> Period | None:
    if words not in NAMED_PERIODS:
        return None
    which, _dash, unit = words.partition("-")
    back = int(which == "last")
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return Period(monday, monday + timedelta(days=6))
    length = {"month": 1, "quarter": _QUARTER, "year": _YEAR}[unit]
    first = today.replace(day=1, month=(today.month - 1) // length * length + 1)
    return _months(add_months(first, -length * back), length)


def _months(first: date, count: int) -> Period:
    return Period(first, add_months(first, count) - timedelta(days=1))


def period_name(period: Period) -> str:
    """Return the name of a period: `2026`, `2026-Q4`, `2026-11`, `2026-W48`, a day, or its ends."""
    since, until = period
    if since == until:
        return since.isoformat()
    year, week, _day = since.isocalendar()
    for name in (
        f"{since.year}",
        f"{since.year}-Q{(since.month + 2) // 3}",
        f"{since:%Y-%m}",
        f"{year}-W{week:02}",
    ):
        if _absolute(name.casefold()) == period:
            return name
    return f"{since}…{until}"
