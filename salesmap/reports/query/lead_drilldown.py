"""Drill-downs by the status of a lead, which most metrics share."""

from typing import Any

from salesmap.reports.query.report import Drilldown
from salesmap.reports.query.report_query import ReportQuery
from salesmap.store.statements import statements

_SQL = statements(__file__)


def leads(*statuses: str, day: str = "created_on", at_any_time: bool = False) -> Drilldown:
    """Return a drill-down to the leads with one of these statuses (none: any but dropped).

    `day` is the column that the query's time bounds; `at_any_time` leaves the time out.
    """

    def drill_down(query: ReportQuery) -> list[tuple[Any, ...]]:
        timed = query.at_any_time() if at_any_time else query
        return [
            (*group, lead)
            for *group, status, lead in timed.rows(_SQL["leads"], day)
            if not statuses or status in statuses
        ]

    return drill_down


def union(*drilldowns: Drilldown) -> Drilldown:
    """Return a drill-down to the leads of several, each once, by id."""
    return lambda query: sorted(
        {row for drilldown in drilldowns for row in drilldown(query)}, key=lambda row: row[-1]
    )
