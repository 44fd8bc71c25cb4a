"""The working calendar of a database: its settings, with the days of the user's calendar file."""

from salesmap.core.calendar import working_days
from salesmap.core.clock import Clock
from salesmap.core.working_time.clock import WorkingCalendar, WorkingTime
from salesmap.core.working_time.hours import OFFICE_HOURS, parse_hours
from salesmap.store.connection import Connection

_SQL = "SELECT key, value FROM setting WHERE key IN ({})"
_COUNTRY, _ZONE, _HOURS = KEYS = ("calendar.country", "calendar.timezone", "calendar.hours")
"""The settings that make the calendar."""


def working_time(connection: Connection, clock: Clock) -> WorkingTime:
    """Return the working time of a database; in the viewer's zone unless a setting says another.

    Raises InvalidCalendar, UnreadableFile, MissingCalendarLibrary.
    """
    marks = ", ".join(f"'{key}'" for key in KEYS)
    settings = dict(connection.execute(_SQL.format(marks)).fetchall())
    zone = clock.zone
    if name := settings.get(_ZONE):
        from zoneinfo import ZoneInfo

        zone = ZoneInfo(name)
    own = working_days()
    return WorkingTime(
        WorkingCalendar(
            hours=parse_hours(settings[_HOURS]) if settings.get(_HOURS) else OFFICE_HOURS,
            zone=zone,
            holidays=own.holidays,
            workdays=own.workdays,
            country=settings.get(_COUNTRY),
        )
    )
