"""`salesmap quote list`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify_cut, row_limit, show
from salesmap.core.i18n import _, glossed
from salesmap.domain.quote.vocabulary import STATES

app = typer.Typer()
EXAMPLES = (
    (_("All quotes, the newest first"), "salesmap quote list"),
    (_("Those that wait for an answer"), "salesmap quote list --status sent"),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(but=("status",))
def list_quotes(
    ctx: typer.Context,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar=_("STATUS"), help=_("Status: {states}.").format(states=glossed(STATES))
        ),
    ] = None,
    *,
    filters: LeadFilters,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List quotes."""
    from salesmap.reports.quote import quotes

    context = get_context(ctx)
    most = row_limit(context, limit, format)
    with context.read_connection() as connection:
        scope = filters.scope(context, connection, but_owner=True)
        rows, total = quotes.find(
            connection,
            context.clock.today(),
            context.currency(connection),
            [each for each in status or () if each != "all"],
            scope,
            most,
        )
    show(context, rows, format, fields)
    notify_cut(len(rows.values), total)
    say_unknown(scope.unknown)
