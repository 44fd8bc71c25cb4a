"""`salesmap care due`."""

from datetime import timedelta
from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import show_limited
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("See whom to care for today"), "salesmap care due"),
    (_("Your own of the coming week"), "salesmap care due --mine --days 7"),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(but=("since", "until", "overdue"))
def care_due(
    ctx: typer.Context,
    days: Annotated[
        int, typer.Option(min=0, max=36_500, metavar=_("N"), help=_("Include the next N days."))
    ] = 0,
    *,
    filters: LeadFilters,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List the customers to care for, the best tier first."""
    from salesmap.reports.customer import care

    context = get_context(ctx)
    until = context.clock.today() + timedelta(days=days)
    with context.read_connection() as connection:
        scope = filters.scope(context, connection, but_owner=True)
        rows = care.due_table(connection, context.clock, until, context.lang, scope)
    show_limited(context, rows, limit, format, fields)
    say_unknown(scope.unknown)
