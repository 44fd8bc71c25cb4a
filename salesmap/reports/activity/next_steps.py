"""Report `next-steps`: open leads with a follow-up planned for today or later."""

from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.query.report import LEAD_COUNT, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import share
from salesmap.store.statements import statements

_SQL = statements(__file__)


def next_steps(query: ReportQuery) -> Table:
    """Return the open leads, those with a next step, and the share of these."""
    today = query.clock.today().isoformat()
    rows = [
        (*group, leads, planned, leads - planned, share(planned, leads))
        for *group, leads, planned in query.rows(_SQL["leads"], today=today)
    ]
    if not rows and not query.by:
        rows = [(0, 0, 0, None)]
    metrics = columns("open:int with_next:int without_next:int rate:ratio::next_step_rate")
    return Table((*query.dimensions, *metrics), rows)


def _open(query: ReportQuery) -> list[tuple[Any, ...]]:
    return [row[:-1] for row in _each(query)]


def _planned(query: ReportQuery) -> list[tuple[Any, ...]]:
    return [row[:-1] for row in _each(query) if row[-1]]


def _unplanned(query: ReportQuery) -> list[tuple[Any, ...]]:
    return [row[:-1] for row in _each(query) if not row[-1]]


def _each(query: ReportQuery) -> list[tuple[Any, ...]]:
    """Return (*group, lead, whether it has a next step)."""
    return query.rows(_SQL["each"], today=query.clock.today().isoformat())


REPORT = Report(
    "next-steps",
    N_("Next steps: open leads with a follow-up planned for today or later, and those without."),
    next_steps,
    (
        Metric("open", N_("open leads"), LEAD_COUNT, _open),
        Metric("with_next", N_("with a follow-up due today or later"), LEAD_COUNT, _planned),
        Metric("without_next", N_("without a planned follow-up"), LEAD_COUNT, _unplanned),
        Metric(
            "rate",
            N_("open leads with a follow-up due today or later ÷ open leads"),
            "{with_next} ÷ {open}",
            _open,
        ),
    ),
)
