"""Report `lost-reasons`: lost leads by reason."""

from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.query.report import LEAD_COUNT, VALUE_SUM, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import share
from salesmap.store.statements import statements

_SQL = statements(__file__)


def lost_reasons(query: ReportQuery) -> Table:
    """Return the leads lost in the time by reason, the most frequent first."""
    reasons = query.rows(_SQL["reasons"], "closed_on", keys=1)
    totals: dict[tuple[Any, ...], int] = {}
    for *group, _reason, lost, _value in reasons:
        totals[tuple(group)] = totals.get(tuple(group), 0) + lost
    rows = [
        (*group, reason, lost, share(lost, totals[tuple(group)]), value, totals[tuple(group)])
        for *group, reason, lost, value in reasons
    ]
    metrics = columns("lost_reason lost:int share:ratio value_lost:money")
    return Table((*query.dimensions, *metrics), rows, words=("all_lost",))


def _leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    return query.rows(_SQL["leads"], "closed_on")


REPORT = Report(
    "lost-reasons",
    N_("Lost reasons: lost leads by reason, the most frequent first."),
    lost_reasons,
    (
        Metric("lost", N_("leads lost in the period for this reason"), LEAD_COUNT, _leads),
        Metric(
            "share",
            N_("share of the leads lost in the period that were lost for this reason"),
            "{lost} ÷ {all_lost}",
            _leads,
        ),
        Metric(
            "value_lost",
            N_("value of the leads lost in the period for this reason"),
            VALUE_SUM,
            _leads,
        ),
    ),
    keys=("lost_reason",),
)
