"""The first contact with assigned leads, within their stage's response time or later."""

from typing import Any, NamedTuple

from salesmap.core.clock import from_instant
from salesmap.reports.query.report_query import ReportQuery
from salesmap.store.statements import statements

_SQL = statements(__file__)
HOUR_SECONDS = 3_600


class Assignment(NamedTuple):
    """An assigned lead whose response time is over, with the seconds to its first contact, if any.

    `allowed` is the response time of the stage in which the lead was assigned, in seconds.
    """

    group: tuple[Any, ...]
    lead: int
    seconds: float | None
    allowed: float

    @property
    def is_followed(self) -> bool:
        """Whether the first contact came within the response time."""
        return self.seconds is not None and self.seconds <= self.allowed


def assignments(query: ReportQuery) -> list[Assignment]:
    """Return the assigned leads in scope whose response time is over."""
    now = query.clock.now()
    rows = []
    for *group, lead, hours, contacted_at, done_at, assigned_at in query.rows(_SQL["assigned"]):
        assigned, allowed = from_instant(assigned_at), float(hours * HOUR_SECONDS)
        if (now - assigned).total_seconds() >= allowed:
            first = min((at for at in (contacted_at, done_at) if at), default=None)
            seconds = (from_instant(first) - assigned).total_seconds() if first else None
            rows.append(Assignment(tuple(group), lead, seconds, allowed))
    return rows
