"""`salesmap funnel`."""

from typing import TYPE_CHECKING

import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.figures.explain import show_explained
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import (
    Chart,
    Explain,
    Fields,
    Format,
    check_chart,
)
from salesmap.cli.output import notify_currencies, show
from salesmap.core.i18n import _
from salesmap.core.table import Table

if TYPE_CHECKING:
    from salesmap.reports.query.scope import LeadScope
    from salesmap.store.connection import Connection

app = typer.Typer()
EXAMPLES = (
    (_("See the funnel of all leads"), "salesmap funnel"),
    (
        _("See this year's funnel of one lead source, as bars"),
        _("salesmap funnel --since 2026-01-01 --source referral --chart reached"),
    ),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters()
def funnel(
    ctx: typer.Context,
    filters: LeadFilters,
    chart: Chart = None,
    explain: Explain = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show the funnel."""
    from salesmap.reports.pipeline.funnel_totals import funnel

    check_chart(chart, format)
    context = get_context(ctx)
    with context.read_connection() as connection:
        cohort = filters.scope(context, connection)
        if explain:
            rows = _explained(context, connection, cohort)
        elif cohort.amounts.left_out:
            rows = _by_currency(context, connection, cohort)
        else:
            rows = funnel(connection, cohort, context.lang)
    if explain:
        show_explained(context, rows, format, fields)
    else:
        show(context, rows, format, fields)
    if chart is not None and not explain:
        from salesmap.cli.figures.charts import draw

        draw(context, rows, chart)
    notify_currencies(cohort.amounts, by_currency=bool(cohort.amounts.left_out))
    say_unknown(cohort.unknown)


def _by_currency(context: AppContext, connection: "Connection", cohort: "LeadScope") -> Table:
    """Return the funnel of each currency: amounts without rates are not added."""
    from salesmap.reports.catalogue.catalogue import REPORTS
    from salesmap.reports.query.report_query import ReportQuery

    query = ReportQuery(connection, cohort, context.clock, context.lang, ("currency",))
    return REPORTS["funnel"].run(query)


def _explained(context: AppContext, connection: "Connection", cohort: "LeadScope") -> Table:
    """Return every figure with the leads behind it."""
    from salesmap.reports.catalogue.catalogue import REPORTS
    from salesmap.reports.catalogue.explain import explain
    from salesmap.reports.query.report_query import ReportQuery

    report = REPORTS["funnel"]
    query = ReportQuery(connection, cohort, context.clock, context.lang)
    rows, query = report.answer(query)
    return explain(query, report, rows)
