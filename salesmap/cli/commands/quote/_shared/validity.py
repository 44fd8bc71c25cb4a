"""How long a quote holds, as typed."""

import re
from datetime import date, timedelta

from salesmap.cli.context import AppContext
from salesmap.cli.options import day

_DAYS = re.compile(r"(\d{1,4})\s*(?:d|days?|天)")


def last_day(context: AppContext, text: str | None) -> date | None:
    """Return the last day of `30d` or of a date; None without one. Raises UsageError."""
    if text is None:
        return None
    if match := _DAYS.fullmatch(text.strip()):
        return context.clock.today() + timedelta(days=int(match[1]))
    return day(context, text)
