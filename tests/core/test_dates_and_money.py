"""Dates, moments and amounts as people type them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesmap.core.clock import Clock, from_instant, instant
from salesmap.core.dates import parse_day, parse_moment
from salesmap.core.errors import UsageError
from salesmap.core.money import parse_money

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-12-01", "2026-12-01"), ("today", "2026-11-23"), ("Tomorrow", "2026-11-24"), ("fri", "2026-11-27"), ("next fri", "2026-12-04"),
     ("mon", "2026-11-30"), ("+3d", "2026-11-26"), ("+2w", "2026-12-07"), ("+1m", "2026-12-23"), ("eom", "2026-11-30"), ("今天", "2026-11-23"),
     ("明天", "2026-11-24"), ("后天", "2026-11-25"), ("周五", "2026-11-27"), ("下周五", "2026-12-04"), ("3天后", "2026-11-26"),
     ("月底", "2026-11-30"), ("13/04/2026", "2026-04-13"), ("04/13/2026", "2026-04-13"), ("4/4/2026", "2026-04-04"), ("1 Dec 2026", "2026-12-01"),
     ("Dec 1, 2026", "2026-12-01"), ("2026年4月3日", "2026-04-03"), ("12月1日", "2026-12-01"), ("20261201", "2026-12-01"), ("２天后", "2026-11-25")],
)  # fmt: skip
def test_days(text: str, day: str) -> None:
    assert parse_day(text, MONDAY).isoformat() == day


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026-02-30", "32/13/2026", "+99999y", "1200-01-01", "next", "[/]", "0", "2026-1"],
)
def test_unreadable_days(text: str) -> None:
    with pytest.raises(UsageError, match="date"):
        parse_day(text, MONDAY)


def test_a_date_that_reads_two_ways_is_refused_with_both() -> None:
    with pytest.raises(UsageError, match="2026-04-07 or 2026-07-04"):
        parse_day("04/07/2026", MONDAY)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.dates(date(1950, 1, 1), date(2900, 1, 1)))
def test_a_written_day_is_read_back(day: date, today: date) -> None:
    assert parse_day(day.isoformat(), today) == day
    assert parse_day(f"{day.year}年{day.month}月{day.day}日", today) == day
    assert today < parse_day("fri", today) <= today + timedelta(days=7)
    assert parse_day("fri", today).weekday() == parse_day("下周五", today).weekday() == 4
    assert (
        parse_day("next fri", today).isocalendar().week
        == (today + timedelta(days=7)).isocalendar().week
    )


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (
        lambda: parse_day(text, MONDAY),
        lambda: parse_money(text),
        lambda: parse_moment(text, Clock()),
    ):
        try:
            read()
        except UsageError as refusal:
            assert str(refusal)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("12000", (1200000, None)), ("12,000.50", (1200050, None)), ("12k", (1200000, None)), ("1.2万", (1200000, None)), ("¥12,000", (1200000, "CNY")),
     ("$12k", (1200000, "USD")), ("12000 EUR", (1200000, "EUR")), ("0", (0, None)), ("3亿", (30000000000, None)), ("1.5m", (150000000, None)),
     ("１２万", (12000000, None)), ("100元", (10000, "CNY"))],
)  # fmt: skip
def test_amounts(text: str, amount: tuple[int, str | None]) -> None:
    assert parse_money(text) == amount


@pytest.mark.parametrize(
    "text", ["", "-3", "1,2", "12.345", "1e5", "nan", "inf", "1.234,56", "twelve", "9" * 40, "1 2"]
)
def test_unreadable_amounts(text: str) -> None:
    with pytest.raises(UsageError, match="amount"):
        parse_money(text)


@given(st.integers(0, 10**15))
def test_a_written_amount_is_read_back(cents: int) -> None:
    assert parse_money(f"{cents // 100:,}.{cents % 100:02}") == (cents, None)


@given(st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)))
def test_instants_keep_their_order_and_come_back(moment: datetime) -> None:
    exact = moment.replace(microsecond=0, tzinfo=UTC)
    assert from_instant(instant(exact)) == exact


def test_moments() -> None:
    clock = Clock(fixed=datetime(2026, 11, 23, 9, tzinfo=UTC), zone=UTC)
    assert instant(parse_moment("14:30", clock)) == "2026-11-23T14:30:00Z"
    assert instant(parse_moment("yesterday 9:15", clock)) == "2026-11-22T09:15:00Z"
    assert instant(parse_moment("2026-11-20", clock)) == "2026-11-20T12:00:00Z"
    assert instant(parse_moment("today", clock)) == "2026-11-23T09:00:00Z", (
        "a day's noon, but never in the future"
    )
    assert instant(parse_moment("2026-11-23T09:00+08:00", clock)) == "2026-11-23T01:00:00Z"
    with pytest.raises(UsageError):
        parse_moment("25:99", clock)
