"""Report `cycle`: days from creation to close."""

from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.query.report import LEAD_COUNT, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.winloss.spread import leads_by_outcome, spreads_by_outcome
from salesmap.store.statements import statements

_SQL = statements(__file__)


def cycle(query: ReportQuery) -> Table:
    """Return the spread of the days from created to closed, by calendar day, for each outcome."""
    rows = [(*key, *spread) for key, spread in spreads_by_outcome(query, _SQL["days"])]
    metrics = columns("outcome:word count:int median:number mean:number min:int max:int")
    return Table((*query.dimensions, *metrics), rows, words=("total",))


def _leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    return leads_by_outcome(query, _SQL["leads"])


REPORT = Report(
    "cycle",
    N_("Sales cycle: days from creation to close."),
    cycle,
    (
        Metric(
            "count",
            N_("leads closed in the period with known days from creation to close"),
            LEAD_COUNT,
            _leads,
        ),
        Metric(
            "median",
            N_("median days from creation to close"),
            N_("median (n = {count})"),
            _leads,
        ),
        Metric("mean", N_("mean days from creation to close"), "{total} ÷ {count}", _leads),
        Metric(
            "min",
            N_("minimum days from creation to close"),
            N_("minimum (n = {count})"),
            _leads,
        ),
        Metric(
            "max",
            N_("maximum days from creation to close"),
            N_("maximum (n = {count})"),
            _leads,
        ),
    ),
    keys=("outcome",),
)
