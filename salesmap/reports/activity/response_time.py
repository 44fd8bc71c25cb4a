"""Report `response-time`: hours from assignment to first contact."""

from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.activity.first_contact import HOUR_SECONDS, assignments
from salesmap.reports.query.report import LEAD_COUNT, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import in_order, median


def response_time(query: ReportQuery) -> Table:
    """Return the median and mean hours to the first contact, and how many leads had none yet."""
    hours: dict[tuple[Any, ...], list[float]] = {} if query.by else {(): []}
    waiting: dict[tuple[Any, ...], int] = {}
    for group, _lead, seconds, _allowed in assignments(query):
        hours.setdefault(group, [])
        if seconds is None:
            waiting[group] = waiting.get(group, 0) + 1
        else:
            hours[group].append(seconds / HOUR_SECONDS)
    rows = []
    for group in in_order(hours):
        answered = sorted(hours[group])
        rows.append(
            (
                *group,
                len(answered),
                waiting.get(group, 0),
                median(answered) if answered else None,
                sum(answered) / len(answered) if answered else None,
                f"{sum(answered):.4g}",
            )
        )
    metrics = columns("answered:int waiting:int median_hours:number mean_hours:number")
    return Table((*query.dimensions, *metrics), rows, words=("hours",))


def _answered(query: ReportQuery) -> list[tuple[Any, ...]]:
    return [(*each.group, each.lead) for each in assignments(query) if each.seconds is not None]


def _waiting(query: ReportQuery) -> list[tuple[Any, ...]]:
    return [(*each.group, each.lead) for each in assignments(query) if each.seconds is None]


REPORT = Report(
    "response-time",
    N_("Response time: hours from assignment to first contact."),
    response_time,
    (
        Metric(
            "answered",
            N_("assigned leads past their response time, contacted since"),
            LEAD_COUNT,
            _answered,
        ),
        Metric(
            "waiting",
            N_("assigned leads past their response time, not contacted"),
            LEAD_COUNT,
            _waiting,
        ),
        Metric(
            "median_hours",
            N_("median hours from assignment to first contact, of leads that were contacted"),
            N_("median (n = {answered})"),
            _answered,
        ),
        Metric(
            "mean_hours",
            N_("mean hours from assignment to first contact, of leads that were contacted"),
            "{hours} ÷ {answered}",
            _answered,
        ),
    ),
)
