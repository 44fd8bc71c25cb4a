"""The one clock. `--now` replaces it everywhere, so that a report is reproducible to the byte."""

from datetime import UTC, date, datetime, time, tzinfo
from typing import NamedTuple

NOON = time(12)
_INSTANT = "%Y-%m-%dT%H:%M:%SZ"


class Clock(NamedTuple):
    """The current time. `fixed` stops it; `zone` is the viewer's (None: the machine's)."""

    fixed: datetime | None = None
    zone: tzinfo | None = None

    def now(self) -> datetime:
        """Return this moment, UTC, in whole seconds."""
        moment = self.fixed or datetime.now(UTC)
        return moment.astimezone(UTC).replace(microsecond=0)

    def today(self) -> date:
        """Return the viewer's calendar day."""
        return self.day_of(self.now())

    def day_of(self, moment: datetime) -> date:
        """Return the viewer's calendar day at `moment`."""
        return moment.astimezone(self.zone).date()

    def at(self, day: date, time_of_day: time) -> datetime:
        """Return the instant at which the viewer's clock shows this day and time."""
        local = datetime.combine(day, time_of_day, tzinfo=self.zone)
        return local.astimezone(UTC).replace(microsecond=0)

    def on(self, day: date) -> datetime:
        """Return the instant that stands for a day without a time: noon, or now if noon is ahead.

        Noon keeps the calendar day the same in nearly every time zone and free of
        daylight-saving jumps.
        """
        moment = self.at(day, NOON)
        return min(moment, self.now()) if day == self.today() else moment


def instant(moment: datetime) -> str:
    """Return the moment as stored and printed: ISO 8601, UTC, whole seconds, `Z`."""
    return moment.astimezone(UTC).strftime(_INSTANT)


def from_instant(text: str) -> datetime:
    """Return the moment that `instant` wrote."""
    return datetime.fromisoformat(text)


def seconds_between(start: str, end: str) -> int:
    """Return the whole seconds from one stored instant to another, 0 when it is not later."""
    return max(0, int((from_instant(end) - from_instant(start)).total_seconds()))
