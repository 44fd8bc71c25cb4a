"""Report `aging`: open leads by age in days."""

from bisect import bisect_right
from datetime import date, timedelta
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.query.report import LEAD_COUNT, VALUE_SUM, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import in_order
from salesmap.store.statements import statements

_SQL = statements(__file__)
_LAST_DAYS = (7, 30, 90, 180, 365)
_BANDS = ("0-7", "8-30", "31-90", "91-180", "181-365", "366+")
"""The bands of ages in days, and the last day of each but the oldest."""


def aging(query: ReportQuery) -> Table:
    """Return the open leads and their value by the days since creation."""
    starts = _band_starts(query.clock.today())
    totals: dict[tuple[Any, ...], list[int]] = {}
    for *group, created_on, leads, value in query.rows(_SQL["created_days"], keys=1):
        total = totals.setdefault((*group, _band(created_on, starts)), [0, 0])
        total[0] += leads
        total[1] += value
    groups = in_order({key[:-1]: None for key in totals} or ({} if query.by else {(): None}))
    rows = [
        (*group, band, *totals.get((*group, band), [0, 0])) for group in groups for band in _BANDS
    ]
    return Table((*query.dimensions, *columns("age leads:int value:money")), rows)


def _leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    starts = _band_starts(query.clock.today())
    return [
        (*group, _band(created_on, starts), lead)
        for *group, created_on, lead in query.rows(_SQL["leads"])
    ]


def _band_starts(today: date) -> list[str]:
    """Return the first day of each band but the oldest, which has none, in ascending order."""
    return [(today - timedelta(days=days)).isoformat() for days in reversed(_LAST_DAYS)]


def _band(created_on: str, starts: list[str]) -> str:
    return _BANDS[-1 - bisect_right(starts, created_on)]


REPORT = Report(
    "aging",
    N_("Lead age: open leads by age in days."),
    aging,
    (
        Metric("leads", N_("open leads by days since creation"), LEAD_COUNT, _leads),
        Metric("value", N_("value of the open leads of this age"), VALUE_SUM, _leads),
    ),
    keys=("age",),
)
