"""Which days are worked: Monday to Friday, but for holidays, and with the weekend days that make up for them.

`calendar.toml` beside the user's config file says which: `holidays = ["2026-10-01", …]`, `workdays = ["2026-10-10", …]`, and which
count for more or less than a day: `[weights]` with `"2026-12-24" = 0.5`, or of every week `fri = 0.5`.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from salesmap.core.config import user_file
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _

CALENDAR = "calendar.toml"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SATURDAY = 5
_MOST = 1_000


class WorkingDays(NamedTuple):
    """A calendar of working days."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    weights: Mapping[str, float] = {}

    def weight(self, days: Iterable[date]) -> float:
        """How much some days count for, together; each one unless the calendar says otherwise."""
        return sum(
            self.weights.get(day.isoformat(), self.weights.get(WEEKDAYS[day.weekday()], 1))
            for day in days
        )

    def works(self, day: date) -> bool:
        """Whether people work on a day."""
        return day in self.workdays or (day.weekday() < _SATURDAY and day not in self.holidays)

    def between(self, since: date, until: date) -> list[date]:
        """The working days from the first to the last day, both included."""
        days = (since + timedelta(days=number) for number in range((until - since).days + 1))
        return [day for day in days if self.works(day)]


@cache
def working_days(path: Path | None = None) -> WorkingDays:
    """The user's calendar; Monday to Friday where there is none. Raises UsageError."""
    path = path or user_file().with_name(CALENDAR)
    if not path.is_file():
        return WorkingDays()
    from salesmap.core import toml_files

    data = toml_files.read(path)
    return WorkingDays(
        _days(path, data, "holidays"), _days(path, data, "workdays"), _weights(path, data)
    )


def _days(path: Path, data: dict[str, object], key: str) -> frozenset[date]:
    found = data.get(key, [])
    try:
        assert isinstance(found, list)
        return frozenset(
            day if isinstance(day, date) else date.fromisoformat(str(day)) for day in found
        )
    except (ValueError, AssertionError):
        raise UsageError(
            _("Cannot read {path}: {key} must be a list of days such as 2026-10-01.").format(
                path=path, key=key
            )
        ) from None


def _weights(path: Path, data: dict[str, object]) -> dict[str, float]:
    found = data.get("weights", {})
    try:
        assert isinstance(found, dict)
        for day, weight in found.items():
            assert day in WEEKDAYS or date.fromisoformat(day)
            assert (
                isinstance(weight, int | float)
                and not isinstance(weight, bool)
                and 0 <= weight < _MOST
            )
    except (ValueError, AssertionError):
        raise UsageError(
            _(
                "Cannot read {path}: weights must be numbers by day, such as 2026-12-24 or fri."
            ).format(path=path)
        ) from None
    return {day: float(weight) for day, weight in found.items()}
