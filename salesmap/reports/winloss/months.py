"""Report `months`: new, won and lost leads by month."""

from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.query.report import (
    LEAD_COUNT,
    VALUE_SUM,
    WIN_RATE,
    Drilldown,
    Metric,
    Report,
)
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import in_order, share
from salesmap.store.statements import statements

_SQL = statements(__file__)


def months(query: ReportQuery) -> Table:
    """Return leads created by month of creation, won and lost ones by month of their close."""
    created = {tuple(key): count for *key, count in query.rows(_SQL["created"], keys=1)}
    closed = {
        tuple(key): (won, lost, value)
        for *key, won, lost, value in query.rows(_SQL["closed"], "closed_on", keys=1)
    }
    # By month first, by group within a month: sorted() keeps the order of equal months.
    keys = sorted(in_order({**created, **closed}), key=lambda key: key[-1] or "")
    rows = []
    for key in keys:
        won, lost, value = closed.get(key, (0, 0, 0))
        rows.append((*key, created.get(key, 0), won, lost, share(won, won + lost), value))
    metrics = columns("month created:int won:int lost:int rate:ratio::win_rate value_won:money")
    return Table((*query.dimensions, *metrics), rows)


def _created(query: ReportQuery) -> list[tuple[Any, ...]]:
    return query.rows(_SQL["created_leads"])


def _closed(*statuses: str) -> Drilldown:
    return lambda query: [
        (*key, lead)
        for *key, status, lead in query.rows(_SQL["closed_leads"], "closed_on")
        if status in statuses
    ]


REPORT = Report(
    "months",
    N_("Months: new, won and lost leads by month."),
    months,
    (
        Metric("created", N_("leads created in the month"), LEAD_COUNT, _created),
        Metric("won", N_("leads won in the month"), LEAD_COUNT, _closed("won")),
        Metric("lost", N_("leads lost in the month"), LEAD_COUNT, _closed("lost")),
        Metric(
            "rate",
            N_("won ÷ (won + lost), of leads closed in the month"),
            WIN_RATE,
            _closed("won", "lost"),
        ),
        Metric("value_won", N_("value of the leads won in the month"), VALUE_SUM, _closed("won")),
    ),
    keys=("month",),
)
