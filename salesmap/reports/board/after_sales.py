"""The panel of after-sales, for the board of a database with tickets, ratings or care."""

from datetime import timedelta

from salesmap.core.i18n import N_, _
from salesmap.core.table import Table, columns
from salesmap.reports.board.panels import Panel
from salesmap.reports.customer.care import overdue_count
from salesmap.reports.customer.clock_query import with_leads
from salesmap.reports.customer.repurchase_clock import repurchase_count
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.scope import LeadScope
from salesmap.reports.service import tickets
from salesmap.reports.service.satisfaction import satisfaction
from salesmap.store.clocks.in_use import is_in_use
from salesmap.store.statements import statements

_SQL = statements(__file__)
_COLUMNS = columns("what:word number:figure")
_DAYS = 90
_FIGURES = (
    N_("tickets_open"),
    N_("tickets_late"),
    N_("csat"),
    N_("nps"),
    N_("care_overdue"),
    N_("repurchase_due"),
)


def after_sales(
    query: ReportQuery, planned: LeadScope, options: tuple[str, ...] = ()
) -> tuple[Panel, ...]:
    """Return the panel; none where there is neither a ticket nor a rating, nor care in use.

    Late tickets and ratings are those of the last 90 days. `planned` narrows what has an owner of
    its own.
    """
    has_tickets, has_ratings = query.connection.execute(_SQL["facts"]).fetchone()
    in_care = is_in_use(query.connection)
    if not (has_tickets or has_ratings or in_care):
        return ()
    today = query.clock.today()
    since = today - timedelta(days=_DAYS)
    rows: list[tuple[str, str]] = []
    same: list[tuple[str, ...]] = []
    if has_tickets:
        of = planned._replace(since=None, until=None)
        states = ("open", "in_progress", "waiting")
        count = tickets.find(query.connection, query.clock, states, scope=of).total
        late = tickets.find(
            query.connection, query.clock, scope=of._replace(since=since), is_breached=True
        )
        rows += [(_FIGURES[0], f"{count}"), (_FIGURES[1], f"{late.total}")]
        same.append(("ticket", "list", "--breached", *options))
    if has_ratings:
        asked = query._replace(by=(), scope=query.scope._replace(since=since, until=None))
        for row in satisfaction(asked).dicts():
            if row["csat"] is not None:
                rows.append((_FIGURES[2], f"{row['csat']:.1%}"))
            elif row["nps"] is not None:
                rows.append((_FIGURES[3], f"{row['nps']:g}"))
        same.append(("report", "satisfaction", *options))
    if in_care:
        among = with_leads(planned)
        overdue = overdue_count(query.connection, query.clock, today, among)
        again = repurchase_count(query.connection, today, among)
        rows += [(_FIGURES[4], f"{overdue}"), (_FIGURES[5], f"{again}")]
        same.append(("care", "due", *options))
    note = _("Late tickets and ratings: the last {days} days.").format(days=_DAYS)
    return (
        Panel(
            "after_sales",
            _("After-sales"),
            Table(_COLUMNS, rows),
            note=note,
            same=tuple(same),
        ),
    )
