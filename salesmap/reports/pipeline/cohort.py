"""Report `cohort`: share of each month's leads that were won after so many months."""

from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.query.report import LEAD_COUNT, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import in_order, share
from salesmap.store.statements import statements

_SQL = statements(__file__)


def cohort(query: ReportQuery) -> Table:
    """Return, of the leads created in a month, how many were won until so many months later.

    A row for the month itself and for each later month in which some were won.
    """
    sizes: dict[tuple[Any, ...], int] = {}
    wins: dict[tuple[Any, ...], dict[int, int]] = {}
    for *group, created_month, won_month, leads in query.rows(_SQL["months"], keys=2):
        key = (*group, created_month)
        sizes[key] = sizes.get(key, 0) + leads
        if won_month:
            later = _month_number(won_month) - _month_number(created_month)
            wins_later = wins.setdefault(key, {})
            wins_later[later] = wins_later.get(later, 0) + leads
    this_month = _month_number(query.clock.today().isoformat())
    rows = []
    for key in in_order(sizes):
        wins_later = wins.get(key, {})
        won = 0
        for later in range(max(0, this_month - _month_number(key[-1])) + 1):
            won += wins_later.get(later, 0)
            if later == 0 or later in wins_later:
                rows.append((*key, sizes[key], later, won, share(won, sizes[key])))
    metrics = columns("created_month leads:int months_later:int won:int share:ratio")
    return Table((*query.dimensions, *metrics), rows)


def _leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    """Return the leads of each month under every row of the month."""
    rows_later = _rows_later(query)
    return [
        (*key, later, lead)
        for *key, _won_month, lead in query.rows(_SQL["leads"])
        for later in rows_later.get(tuple(key), ())
    ]


def _won_leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    """Return the leads of each month under the rows of the month they were won until."""
    rows_later = _rows_later(query)
    return [
        (*key, later, lead)
        for *key, won_month, lead in query.rows(_SQL["leads"])
        if won_month
        for later in rows_later.get(tuple(key), ())
        if _month_number(won_month) - _month_number(key[-1]) <= later
    ]


def _rows_later(query: ReportQuery) -> dict[tuple[Any, ...], list[int]]:
    """Return the `months_later` of the rows, by group and month."""
    later: dict[tuple[Any, ...], list[int]] = {}
    for row in cohort(query).values:
        later.setdefault(row[: len(query.by) + 1], []).append(row[len(query.by) + 2])
    return later


def _month_number(day: str) -> int:
    """Return a number that grows by one a month, of a date or month in ISO form."""
    return int(day[:4]) * 12 + int(day[5:7])


REPORT = Report(
    "cohort",
    N_("Cohorts: share of each month's leads that were won after so many months."),
    cohort,
    (
        Metric("leads", N_("leads created in the month"), LEAD_COUNT, _leads),
        Metric("won", N_("won within so many months"), LEAD_COUNT, _won_leads),
        Metric(
            "share",
            N_("won within so many months ÷ leads created in the month"),
            "{won} ÷ {leads}",
            _leads,
        ),
    ),
    keys=("created_month", "months_later"),
)
