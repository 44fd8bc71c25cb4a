"""Working time between two instants, its inverse, hours as they are typed, the days of China."""

import sys
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesmap.core.errors import ResourceError, UsageError
from salesmap.core.working_time.clock import WorkingCalendar, WorkingTime
from salesmap.core.working_time.countries import country_days
from salesmap.core.working_time.hours import OFFICE_HOURS, parse_hours

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = WorkingCalendar(zone=SHANGHAI)
CHINA = OFFICE._replace(country="CN")


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-27 17:30", 4, "2026-11-30 12:30"),
        ("2026-11-28 12:00", 4, "2026-11-30 13:00"),
        ("2026-11-26 18:00", 4, "2026-11-27 13:00"),
        ("2026-09-30 16:00", 4, "2026-10-08 11:00"),
        ("2026-10-09 17:00", 4, "2026-10-10 12:00"),
        ("2026-11-27 14:00", 4, "2026-11-27 18:00"),
        ("2026-11-27 03:00", 4, "2026-11-27 13:00"),
        ("2026-11-27 10:00", 45, "2026-12-04 10:00"),
        ("2026-11-28 12:00", 0, "2026-11-28 12:00"),
    ],
)
def test_working_hours_later(start: str, hours: int, end: str) -> None:
    found = WorkingTime(CHINA).after(at(start), timedelta(hours=hours))
    assert found == at(end)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-27 17:30", "2026-11-30 10:15", 1.75),
        ("2026-09-30 16:00", "2026-10-10 10:00", 21),
        ("2026-11-28 09:00", "2026-11-29 18:00", 0),
        ("2026-11-27 08:00", "2026-11-27 20:00", 9),
        ("2026-11-27 10:00", "2026-11-27 10:00", 0),
        ("2026-11-30 10:00", "2026-11-27 10:00", 0),
    ],
)
def test_working_hours_between(start: str, end: str, hours: float) -> None:
    assert WorkingTime(CHINA).between(at(start), at(end)) == timedelta(hours=hours)


def test_without_a_country_only_weekends_are_free() -> None:
    assert WorkingTime(OFFICE).after(at("2026-09-30 16:00"), timedelta(hours=4)) == at("2026-10-01 11:00")  # fmt: skip


def test_breaks_do_not_count() -> None:
    calendar = OFFICE._replace(hours=parse_hours("9-12 13:30-18"))
    assert WorkingTime(calendar).after(at("2026-11-27 11:00"), timedelta(hours=2)) == at("2026-11-27 14:30")  # fmt: skip
    assert WorkingTime(calendar).between(at("2026-11-27 12:10"), at("2026-11-27 13:00")) == timedelta()  # fmt: skip


def test_a_year_not_published_counts_by_weekdays_and_is_told() -> None:
    time = WorkingTime(CHINA)
    assert time.after(at("2026-11-27 17:30"), timedelta(hours=4))
    assert time.unpublished == set()
    assert time.between(at("2026-12-31 09:00"), at("2039-01-04 18:00")) > timedelta()
    assert {2038, 2039} <= time.unpublished
    assert 2026 not in time.unpublished
    assert time.works(date(2038, 10, 1))
    assert not time.works(date(2026, 10, 1))


def test_ones_own_days_hold_against_the_country_s() -> None:
    calendar = CHINA._replace(
        holidays=frozenset({date(2026, 10, 10)}), workdays=frozenset({date(2026, 10, 1)})
    )
    time = WorkingTime(calendar)
    assert time.works(date(2026, 10, 1))
    assert not time.works(date(2026, 10, 10))
    assert time.between(at("2026-10-01 00:00"), at("2026-10-08 00:00")) == timedelta(hours=9)


def test_a_country_that_nobody_knows() -> None:
    with pytest.raises(UsageError, match="CN"):
        WorkingTime(OFFICE._replace(country="XX"))


def test_without_the_library_a_country_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chinese_calendar", None)
    with pytest.raises(ResourceError) as error:
        country_days("cn")
    assert error.value.data["extra"] == "calendar"


def test_a_calendar_without_working_time_ends() -> None:
    calendar = OFFICE._replace(hours=((), (), (), (), (), (), ()))
    assert WorkingTime(calendar).between(at("2026-01-01"), at("2026-12-31")) == timedelta()
    with pytest.raises(UsageError):
        WorkingTime(calendar).after(at("2026-01-01"), timedelta(seconds=1))


def test_the_day_is_that_of_the_calendar_s_zone() -> None:
    start = datetime(2026, 11, 29, 23, 0, tzinfo=UTC)  # Monday 7:00 in Shanghai
    assert WorkingTime(OFFICE).after(start, timedelta(hours=1)) == at("2026-11-30 10:00")


def test_a_night_with_one_hour_more() -> None:
    """On 25 October 2026 Berlin has 25 hours, all of which are worked here."""
    berlin = ZoneInfo("Europe/Berlin")
    calendar = WorkingCalendar(parse_hours("mon-sun 0-24"), berlin)
    day = WorkingTime(calendar).between(at("2026-10-25", berlin), at("2026-10-26", berlin))
    assert day == timedelta(hours=25)


@pytest.mark.parametrize(
    ("text", "monday", "saturday"),
    [
        ("9-18", ((540, 1080),), ()),
        ("mon-fri 9-18", ((540, 1080),), ()),
        ("Mon-Fri 9:00-12:00, 13:30-18:00; Sat 9-12", ((540, 720), (810, 1080)), ((540, 720),)),
        ("周一至周五 9:00-12:00 13:30-18:00；周六 9-12", ((540, 720), (810, 1080)), ((540, 720),)),
        ("周六-周一 10-24", ((600, 1440),), ((600, 1440),)),
        ("mon, wed, sat 8 - 9", ((480, 540),), ((480, 540),)),
        ("星期一、星期六 8～9", ((480, 540),), ((480, 540),)),
    ],
)
def test_hours(
    text: str, monday: tuple[tuple[int, int], ...], saturday: tuple[tuple[int, int], ...]
) -> None:
    week = parse_hours(text)
    assert (week[0], week[5]) == (monday, saturday)


def test_office_hours_are_the_default() -> None:
    assert parse_hours("mon-fri 9-18") == OFFICE_HOURS


@pytest.mark.parametrize(
    "text",
    ["", "mon-fri", "9", "18-9", "9-9", "9-25", "9-12 11-18", "9:60-18", "mon 9-18; mon-tue 9-18", "mo 9-18", "9-18 x", "9-18;"],
)  # fmt: skip
def test_hours_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_hours(text)


INSTANTS = st.datetimes(datetime(2026, 9, 20), datetime(2026, 11, 30), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)
CALENDARS = st.sampled_from(
    [
        OFFICE,
        CHINA,
        WorkingCalendar(parse_hours("mon-fri 9-12 13:30-18; sat 9-12"), SHANGHAI),
        WorkingCalendar(parse_hours("mon-sun 0-24"), ZoneInfo("Europe/Berlin")),
        WorkingCalendar(parse_hours("sat-sun 22-24"), ZoneInfo("America/New_York")),
    ]
)


@given(CALENDARS, INSTANTS, st.integers(1, 10**6))
def test_what_passes_until_later_is_what_was_asked(
    calendar: WorkingCalendar, start: datetime, seconds: int
) -> None:
    time, length = WorkingTime(calendar), timedelta(seconds=seconds)
    end = time.after(start, length)
    assert time.between(start, end) == length
    assert time.between(start, end - timedelta(seconds=1)) == length - timedelta(seconds=1)


@given(CALENDARS, INSTANTS, INSTANTS)
def test_later_by_what_passed_is_no_later(
    calendar: WorkingCalendar, start: datetime, end: datetime
) -> None:
    time = WorkingTime(calendar)
    start, end = min(start, end), max(start, end)
    passed = time.between(start, end)
    assert time.after(start, passed) <= end
    assert time.between(time.after(start, passed), end) == timedelta()


@given(CALENDARS, INSTANTS, INSTANTS, INSTANTS)
def test_times_add_up(
    calendar: WorkingCalendar, one: datetime, two: datetime, three: datetime
) -> None:
    time = WorkingTime(calendar)
    first, middle, last = sorted((one, two, three))
    assert time.between(first, middle) + time.between(middle, last) == time.between(first, last)


@given(INSTANTS, st.integers(0, 14 * 24 * 4))
def test_working_time_is_what_counting_quarters_of_an_hour_gives(
    start: datetime, quarters: int
) -> None:
    start = start.replace(minute=start.minute // 15 * 15, second=0)
    time, worked = WorkingTime(CHINA), 0
    free = {date(2026, 9, 25), *(date(2026, 10, day) for day in range(1, 8))}
    moved = {date(2026, 9, 20), date(2026, 10, 10)}
    for number in range(quarters):
        local = (start + number * timedelta(minutes=15)).astimezone(SHANGHAI)
        day = local.date()
        works = day in moved or (day.weekday() < 5 and day not in free)
        worked += works and 9 <= local.hour < 18
    end = start + quarters * timedelta(minutes=15)
    assert time.between(start, end) == worked * timedelta(minutes=15)
