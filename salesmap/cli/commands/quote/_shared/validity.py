"""How long a quote holds, as typed."""

import re
from datetime import date, timedelta

from salesmap.cli.context import AppContext
from salesmap.cli.option_errors import PastValidityError
from salesmap.cli.options import day

_DAYS = re.compile(r"(\d{1,4})\s*(?:d|days?|天)")


def last_day(context: AppContext, text: str | None) -> date | None:
    """Return the last day of `30d` or of a date; None without one.

    Raises UsageError, also for a day in the past.
    """
    if text is None:
        return None
    today = context.clock.today()
    if match := _DAYS.fullmatch(text.strip()):
        return today + timedelta(days=int(match[1]))
    until = day(context, text)
    if until is not None and until < today:
        raise PastValidityError(day=until.isoformat())
    return until
