"""Working days: Monday to Friday without holidays, and the weekend days that make up for them.

`calendar.toml` beside the user's config file says which: `holidays = ["2026-10-01", …]`,
`workdays = ["2026-10-10", …]`, and which count for more or less than a day: `[weights]` with
`"2026-12-24" = 0.5`, or `fri = 0.5` for every Friday.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from salesmap.core.config import user_file
from salesmap.core.errors import InvalidCalendar
from salesmap.core.i18n import _

CALENDAR = "calendar.toml"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SATURDAY = 5
_MAX_WEIGHT = 1_000


class WorkingDays(NamedTuple):
    """A calendar of working days."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    weights: Mapping[str, float] = {}

    def weight(self, days: Iterable[date]) -> float:
        """Return the sum of the days' weights, 1 for each unless the calendar says otherwise."""
        return sum(
            self.weights.get(day.isoformat(), self.weights.get(WEEKDAYS[day.weekday()], 1))
            for day in days
        )

    def works(self, day: date) -> bool:
        """Return whether people work on a day."""
        return day in self.workdays or (day.weekday() < _SATURDAY and day not in self.holidays)

    def between(self, since: date, until: date) -> list[date]:
        """Return the working days from the first to the last day, both included."""
        days = (since + timedelta(days=number) for number in range((until - since).days + 1))
        return [day for day in days if self.works(day)]


@cache
def working_days(path: Path | None = None) -> WorkingDays:
    """Return the user's calendar; Monday to Friday where there is none.

    Raises UnreadableFile, InvalidCalendar.
    """
    path = path or user_file().with_name(CALENDAR)
    if not path.is_file():
        return WorkingDays()
    from salesmap.core import toml_files

    data = toml_files.read(path)
    return WorkingDays(
        _days(path, data, "holidays"), _days(path, data, "workdays"), _weights(path, data)
    )


def _days(path: Path, data: Mapping[str, Any], key: str) -> frozenset[date]:
    days = data.get(key, [])
    try:
        if isinstance(days, list):
            return frozenset(
                day if isinstance(day, date) else date.fromisoformat(str(day)) for day in days
            )
    except ValueError:
        pass
    message = _("Cannot read {path}: {key} must be a list of days such as 2026-10-01.")
    raise InvalidCalendar(message, path, key)


def _weights(path: Path, data: Mapping[str, Any]) -> dict[str, float]:
    weights = data.get("weights", {})
    if not isinstance(weights, dict) or not all(
        _is_day(day) and _is_weight(weight) for day, weight in weights.items()
    ):
        message = _(
            "Cannot read {path}: weights must be numbers by day, such as 2026-12-24 or fri."
        )
        raise InvalidCalendar(message, path, "weights")
    return {day: float(weight) for day, weight in weights.items()}


def _is_day(text: str) -> bool:
    if text in WEEKDAYS:
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_weight(value: object) -> bool:
    return (
        isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < _MAX_WEIGHT
    )
