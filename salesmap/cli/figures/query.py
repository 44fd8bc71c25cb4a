"""The query of a report, as its options and filters say."""

from typing import TYPE_CHECKING

from salesmap.cli.commands.contract._shared.scope import contract_scope
from salesmap.cli.context import AppContext
from salesmap.cli.filters import Days, LeadFilters
from salesmap.cli.output import write_bytes
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.reports.query.report import Report
    from salesmap.reports.query.report_query import ReportQuery
    from salesmap.store.connection import Connection


def report_query(
    context: AppContext,
    connection: "Connection",
    report: "Report",
    filters: LeadFilters,
    days: Days,
    by: tuple[str, ...],
    definition: str | None,
    window: int | None,
) -> "ReportQuery":
    """Return what a report is asked: over leads, or over contracts of their own. UsageError."""
    from salesmap.reports.query.report import OF_THEIR_OWN
    from salesmap.reports.query.report_query import ReportQuery

    if report.record == "ticket":
        from salesmap.reports.service.scope import ticket_scope

        scope = ticket_scope(connection, filters.read(context, days))
    elif report.record in OF_THEIR_OWN:
        scope = contract_scope(context, connection, filters, days)
        scope = scope._replace(amounts=context.amounts(connection, of=report.amounts_of))
    else:
        scope = filters.scope(context, connection, days, amounts_of=report.amounts_of)
    query = ReportQuery(connection, scope, context.clock, context.lang, by or report.by, definition)
    return query._replace(days=window)


def write_calendar(query: "ReportQuery") -> None:
    """Write the payments to come as a calendar file."""
    from salesmap.exchange.exporters.calendar_feed import calendar
    from salesmap.reports.activity.calendar_feed import database_uid
    from salesmap.reports.contract.cash import entries

    uid = database_uid(query.connection)
    write_bytes(calendar(entries(query), uid, "event", query.clock.now(), _("Payments to come")))
