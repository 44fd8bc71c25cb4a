"""The one function of working time, and its inverse."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from salesmap.core.working_time.countries import CountryDays, country_days
from salesmap.core.working_time.errors import NoWorkingTime
from salesmap.core.working_time.hours import OFFICE_HOURS, Week

_FARTHEST = timedelta(days=3660)
"""How far a calendar without working time is searched for some."""


class WorkingCalendar(NamedTuple):
    """When people work: the hours of each weekday, in their zone (None: the machine's).

    `holidays` are free, `workdays` are worked although they are weekend days; both hold against
    the days of the `country`.
    """

    hours: Week = OFFICE_HOURS
    zone: tzinfo | None = None
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    country: str | None = None


class WorkingTime:
    """Working time by a calendar.

    `unpublished` are the years met whose holidays the country has not published yet: there,
    weekdays are worked, which is to be told. Raises UnknownCountry, MissingCalendarLibrary.
    """

    def __init__(self, calendar: WorkingCalendar) -> None:
        self.unpublished: set[int] = set()
        self._calendar = calendar
        self._country: CountryDays | None = (
            country_days(calendar.country) if calendar.country else None
        )
        self._spans: dict[date, tuple[tuple[datetime, datetime], ...]] = {}

    def works(self, day: date) -> bool:
        """Return whether people work on a day."""
        return bool(self._hours(day))

    def is_on(self, moment: datetime) -> bool:
        """Return whether people work at a moment."""
        return self.between(moment, moment + timedelta(seconds=1)) > timedelta()

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time from one instant to another; none where the end is not later."""
        total = timedelta()
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        for opens, closes in self._from(start):
            if opens >= end:
                break
            total += min(closes, end) - max(opens, start)
        return total

    def after(self, start: datetime, length: timedelta) -> datetime:
        """Return the first instant, in UTC, at which so much working time has passed since.

        The start itself where no time is to pass. Raises NoWorkingTime.
        """
        start = start.astimezone(UTC)
        if length <= timedelta():
            return start
        left, latest = length, start
        for opens, closes in self._from(start):
            begin = max(opens, start)
            if opens - latest > _FARTHEST:
                break
            if closes - begin >= left:
                return begin + left
            left -= closes - begin
            latest = closes
        raise NoWorkingTime

    def _from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the spans of working time that end after an instant, in UTC."""
        day = start.astimezone(self._calendar.zone).date()
        last = day
        while day - last <= _FARTHEST and day < date.max:
            for opens, closes in self._spans_of(day):
                if closes > start:
                    yield opens, closes
                last = day
            day += timedelta(days=1)

    def _spans_of(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        if day not in self._spans:
            self._spans[day] = tuple(
                (self._at(day, begin), self._at(day, end)) for begin, end in self._hours(day)
            )
        return self._spans[day]

    def _at(self, day: date, minute: int) -> datetime:
        days, rest = divmod(minute, 24 * 60)
        local = datetime.combine(
            day + timedelta(days=days), time(rest // 60, rest % 60), tzinfo=self._calendar.zone
        )
        return local.astimezone(UTC)

    def _hours(self, day: date) -> tuple[tuple[int, int], ...]:
        calendar = self._calendar
        hours = calendar.hours[day.weekday()]
        if day in calendar.workdays:
            return hours or self._usual()
        if day in calendar.holidays:
            return ()
        if self._country is None:
            return hours
        if day.year not in self._country.years:
            self.unpublished.add(day.year)
            return hours
        if day in self._country.workdays:
            return hours or self._usual()
        return () if day in self._country.holidays else hours

    def _usual(self) -> tuple[tuple[int, int], ...]:
        """Return the hours of the first weekday that has any: those of a moved working day."""
        return next((hours for hours in self._calendar.hours if hours), ())
