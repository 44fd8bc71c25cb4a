"""`salesmap care due`."""

from datetime import timedelta
from typing import Annotated

import typer

from salesmap.cli.commands.care._shared import among_wanted
from salesmap.cli.commands.customer._shared import customer_fields, tell_currencies
from salesmap.cli.completion.names import CUSTOMER_FILTER
from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, with_filters
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify_cut, row_limit, show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("See whom to care for today"), "salesmap care due"),
    (_("Your own of the coming week"), "salesmap care due --mine --days 7"),
    (_("All customers who are to buy again"), "salesmap care due --repurchase"),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(but=("since", "until", "overdue"), filter_type=CUSTOMER_FILTER)
def care_due(
    ctx: typer.Context,
    days: Annotated[
        int, typer.Option(min=0, max=36_500, metavar=_("N"), help=_("Include the next N days."))
    ] = 0,
    *,
    repurchase: Annotated[
        bool, typer.Option("--repurchase", help=_("Customers to buy again instead."))
    ] = False,
    filters: LeadFilters,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List the customers to care for, the best tier first."""
    from salesmap.reports.customer import care
    from salesmap.reports.customer.due import repurchase_table

    context = get_context(ctx)
    until = context.clock.today() + timedelta(days=days)
    most = row_limit(context, limit, format)
    with context.read_connection() as connection:
        sheet = customer_fields(context, connection)
        among = among_wanted(context, sheet, filters)
        if repurchase:
            rows, total = repurchase_table(connection, context.clock, until, among, most)
        else:
            rows, total = care.due_table(
                connection, context.clock, until, context.lang, among, most
            )
        show(context, rows, format, fields)
    tell_currencies(sheet)
    notify_cut(len(rows.values), total)
