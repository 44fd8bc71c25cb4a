"""Report `followup-rate`: leads contacted within the response time after assignment."""

from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.domain.map.metrics import METRICS
from salesmap.reports.activity.first_contact import assignments
from salesmap.reports.query.report import LEAD_COUNT, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import in_order, share

_METRIC = "followup_rate"
_DEFAULT_THRESHOLD = 0.8


def followup_rate(query: ReportQuery) -> Table:
    """Return leads contacted within the response time ÷ assigned leads whose time is over."""
    totals: dict[tuple[Any, ...], list[int]] = {} if query.by else {(): [0, 0]}
    for assignment in assignments(query):
        total = totals.setdefault(assignment.group, [0, 0])
        total[0] += 1
        total[1] += assignment.is_followed
    threshold = _threshold(query)
    rows = []
    for group in in_order(totals):
        assigned, followed = totals[group]
        rate = share(followed, assigned)
        alarm = rate is not None and rate < threshold
        rows.append((*group, assigned, followed, rate, threshold, alarm))
    metrics = columns(
        "assigned:int followed:int rate:ratio::followup_rate threshold:ratio alarm:yesno"
    )
    return Table((*query.dimensions, *metrics), rows)


def _threshold(query: ReportQuery) -> float:
    """Return the threshold of the map's detector of the follow-up rate, if it has one."""
    # Here, because only this report reads the whole map.
    from salesmap.store.map_versions import current_map

    problems = current_map(query.connection).problems()
    return next(
        (problem.threshold for _stage, problem in problems if problem.metric == _METRIC),
        _DEFAULT_THRESHOLD,
    )


def _assigned(query: ReportQuery) -> list[tuple[Any, ...]]:
    return [(*each.group, each.lead) for each in assignments(query)]


def _followed(query: ReportQuery) -> list[tuple[Any, ...]]:
    return [(*each.group, each.lead) for each in assignments(query) if each.is_followed]


REPORT = Report(
    "followup-rate",
    N_("Follow-up rate: leads contacted within the response time after assignment."),
    followup_rate,
    (
        Metric("assigned", N_("assigned leads past their response time"), LEAD_COUNT, _assigned),
        Metric("followed", N_("contacted within the response time"), LEAD_COUNT, _followed),
        Metric("rate", METRICS[_METRIC].meaning, "{followed} ÷ {assigned}", _assigned),
    ),
)
