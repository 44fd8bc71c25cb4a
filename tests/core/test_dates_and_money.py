"""Dates, moments and amounts as people type them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesmap.core.clock import Clock, from_instant, instant
from salesmap.core.dates import parse_day, parse_moment
from salesmap.core.errors import NoSuchDay, UsageError
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
    ["", "soon", "32/13/2026", "+99999y", "1200-01-01", "next", "[/]", "0", "2026-1"],
)
def test_unreadable_days(text: str) -> None:
    with pytest.raises(UsageError, match="date"):
        parse_day(text, MONDAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [("next week", "2026-11-30"), ("in 2 weeks", "2026-12-10"), ("dec 4", "2026-12-04"), ("4 Dec", "2026-12-04"), ("nov 25", "2027-11-25"),
     ("December 4th", "2026-12-04"), ("eow", "2026-11-29"), ("eom", "2026-11-30"), ("eoq", "2026-12-31"), ("eoy", "2026-12-31"),
     ("next month", "2026-12-01"), ("next year", "2027-01-01"), ("in a month", "2026-12-26"), ("10 days", "2026-12-06"), ("3 weeks ago", "2026-11-05"),
     ("fri next week", "2026-12-04"), ("this fri", "2026-11-27"), ("the 15th", "2026-12-15"), ("-180d", "2026-05-30"), ("29 feb", "2028-02-29"),
     ("下个月", "2026-12-01"), ("下周", "2026-11-30"), ("下下周一", "2026-12-07"), ("年底", "2026-12-31"), ("季度末", "2026-12-31"), ("周末", "2026-11-29"),
     ("两周后", "2026-12-10"), ("三个月后", "2027-02-26"), ("半个月后", "2026-12-11"), ("15号", "2026-12-15"), ("下月15号", "2026-12-15"),
     ("2天前", "2026-11-24"), ("下个月底", "2026-12-31"), ("明年", "2027-01-01")],
)  # fmt: skip
def test_days_as_people_say_them(text: str, day: str) -> None:
    assert parse_day(text, date(2026, 11, 26)).isoformat() == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [("tomorrow 15:00", "2026-11-27 15:00"), ("周五下午3点", "2026-11-27 15:00"), ("明天上午9点半", "2026-11-27 09:30"), ("3pm", "2026-11-26 15:00"),
     ("fri at 3:30pm", "2026-11-27 15:30"), ("今晚8点", "2026-11-26 20:00"), ("dec 4 9am", "2026-12-04 09:00"), ("明天十点", "2026-11-27 10:00"),
     ("fri noon", "2026-11-27 12:00"), ("12月4日下午2点15分", "2026-12-04 14:15"), ("后天15:00", "2026-11-28 15:00"), ("next week 10:00", "2026-11-30 10:00"),
     ("tomorrow 12am", "2026-11-27 00:00")],
)  # fmt: skip
def test_times_as_people_say_them(text: str, moment: str) -> None:
    clock = Clock(fixed=datetime(2026, 11, 26, 1, tzinfo=UTC), zone=ZoneInfo("Asia/Shanghai"))
    assert parse_moment(text, clock).astimezone(clock.zone).strftime("%Y-%m-%d %H:%M") == moment


@pytest.mark.parametrize(
    ("text", "said"),
    [("2026-02-29", "29 February 2026"), ("2026年2月30日", "30 February 2026"), ("31/04/2026", "31 April 2026"), ("04/31/2026", "31 April 2026")],
)  # fmt: skip
def test_a_day_that_its_month_lacks(text: str, said: str) -> None:
    with pytest.raises(NoSuchDay, match=f"There is no {said}"):
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
