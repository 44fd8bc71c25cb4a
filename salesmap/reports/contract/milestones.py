"""Report `milestones`: deliveries and other milestones that fell due, and how many were on time."""

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.contract.drilldown import behind
from salesmap.reports.contract.sources import MILESTONES
from salesmap.reports.query.report import Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import share
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "due:int::milestones_due done:int::milestones_done on_time:int rate:ratio::on_time_rate "
    "late:int"
)


def milestones(query: ReportQuery) -> Table:
    """Return the milestones due in the time, through today."""
    sql = _SQL["milestones"].replace("{source}", MILESTONES)
    rows = [
        (*group, due, done, on_time, share(on_time, due), due - on_time)
        for *group, due, done, on_time in query.rows(
            sql, "due_on", today=query.clock.today().isoformat()
        )
    ]
    if not rows and not query.by:
        rows.append((0, 0, 0, None, 0))
    return Table((*query.dimensions, *COLUMNS), rows)


_DUE = behind(MILESTONES, "due_on", "l.due_on <= :today")

REPORT = Report(
    "milestones",
    N_("Milestones: how many that fell due were done on time."),
    milestones,
    (
        Metric(
            "due",
            N_("milestones of signed contracts due in the period, to today"),
            "{due}",
            _DUE,
        ),
        Metric(
            "done",
            N_("of these, done"),
            "{done}",
            behind(MILESTONES, "due_on", "l.due_on <= :today AND l.done_on <= :today"),
        ),
        Metric(
            "on_time",
            N_("of these, done by their day"),
            "{on_time}",
            behind(MILESTONES, "due_on", "l.due_on <= :today AND l.done_on <= l.due_on"),
        ),
        Metric("rate", N_("done by their day ÷ due"), "{on_time} ÷ {due}", _DUE),
        Metric(
            "late",
            N_("done after their day, or not yet"),
            "{due} − {on_time}",
            behind(
                MILESTONES,
                "due_on",
                "l.due_on <= :today AND (l.done_on IS NULL OR l.done_on > l.due_on)",
            ),
        ),
    ),
    amounts_of="contract",
    record="contract",
)
