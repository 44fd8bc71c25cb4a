"""Report `activity`: contacts by type, and follow-ups done."""

from datetime import time, timedelta
from typing import Any

from salesmap.core.clock import instant
from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.query.kinds import label_kinds
from salesmap.reports.query.report import LEAD_COUNT, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.store.statements import statements

_SQL = statements(__file__)
DONE = N_("done")
"""What done follow-ups are called among the types of contact."""


def activity(query: ReportQuery) -> Table:
    """Return the contacts and notes of the time by type, then the follow-ups done in it."""
    bounds, untimed = _bounds(query), query.at_any_time()
    rows = [
        *untimed.rows(_SQL["contacts"], keys=1, **bounds),
        *untimed.rows(_SQL["done"], keys=1, **bounds),
    ]
    rows.sort(key=lambda row: [str(value or "") for value in row[: len(query.by)]])
    label_kinds(query.connection, (row[-3] for row in rows if row[-3] != DONE))
    return Table(
        (*query.dimensions, *columns("kind:word count:int leads:int")),
        [row for row in rows if row[-2]],
    )


def _leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    bounds, untimed = _bounds(query), query.at_any_time()
    return [
        *untimed.rows(_SQL["contact_leads"], **bounds),
        *untimed.rows(_SQL["done_leads"], **bounds),
    ]


def _bounds(query: ReportQuery) -> dict[str, Any]:
    """Return the query's time as instants: it bounds what happened, not the leads."""
    since, until = query.scope.since, query.scope.until
    return {
        "from": instant(query.clock.at(since, time())) if since else None,
        "to": instant(query.clock.at(until + timedelta(days=1), time())) if until else None,
    }


REPORT = Report(
    "activity",
    N_("Activity: contacts by type, and follow-ups done."),
    activity,
    (
        Metric(
            "count",
            N_("activities recorded in the period"),
            N_("activities = {count}, leads = {leads_behind}"),
            _leads,
        ),
        Metric("leads", N_("leads with such an activity"), LEAD_COUNT, _leads),
    ),
    keys=("kind",),
)
