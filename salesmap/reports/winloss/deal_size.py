"""Report `deal-size`: value of won and lost leads."""

from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.query.report import LEAD_COUNT, VALUE_SUM, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.winloss.spread import leads_by_outcome, spreads_by_outcome
from salesmap.store.statements import statements

_SQL = statements(__file__)


def deal_size(query: ReportQuery) -> Table:
    """Return the spread of the values of closed leads, for each outcome."""
    rows = [
        (*key, *spread._replace(median=round(spread.median), mean=round(spread.mean)))
        for key, spread in spreads_by_outcome(query, _SQL["values"])
    ]
    metrics = columns(
        "outcome:word count:int median:money mean:money min:money max:money total:money"
    )
    return Table((*query.dimensions, *metrics), rows)


def _leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    return leads_by_outcome(query, _SQL["leads"])


REPORT = Report(
    "deal-size",
    N_("Deal size: value of won and lost leads."),
    deal_size,
    (
        Metric("count", N_("leads closed in the period with a known value"), LEAD_COUNT, _leads),
        Metric("median", N_("median value"), N_("median (n = {count})"), _leads),
        Metric("mean", N_("mean value"), "{total} ÷ {count}", _leads),
        Metric("min", N_("minimum value"), N_("minimum (n = {count})"), _leads),
        Metric("max", N_("maximum value"), N_("maximum (n = {count})"), _leads),
        Metric("total", N_("total value"), VALUE_SUM, _leads),
    ),
    keys=("outcome",),
)
