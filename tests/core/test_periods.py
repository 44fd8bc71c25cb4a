"""Stretches of time as people name them, and as SQL groups by them."""

import sqlite3
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from salesmap.core.periods import Period, parse_period


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_periods(today: date) -> None:
    year, week, _day = today.isocalendar()
    weeks = parse_period(f"{year}-W{week:02}", today)
    assert (
        weeks == parse_period("this-week", today)
        and weeks.since <= today <= weeks.until
        and (weeks.until - weeks.since).days == 6
    )
    for unit in ("week", "month", "quarter", "year"):
        this, last = parse_period(f"this-{unit}", today), parse_period(f"last-{unit}", today)
        assert this.since <= today <= this.until and this.previous() == last
    month = parse_period(f"{today:%Y-%m}", today)
    assert month == parse_period("this-month", today) and month.year_earlier() == parse_period(
        f"{today.year - 1}-{today:%m}", today
    )
    days = Period(today, today + timedelta(days=9))
    assert days.previous().until == today - timedelta(days=1)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_weeks_in_sql_are_iso_weeks(day: date) -> None:
    from salesmap.reports.query.dimensions import PERIODS

    (found,) = (
        sqlite3.connect(":memory:")
        .execute(f"SELECT {PERIODS['week'].replace('{day}', '?1')}", (day.isoformat(),))
        .fetchone()
    )
    year, week, _weekday = day.isocalendar()
    assert found == f"{year}-W{week:02}"
