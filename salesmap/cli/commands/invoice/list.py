"""`salesmap invoice list`."""

import typer

from salesmap.cli.commands.contract._shared.scope import contract_scope
from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify_cut, row_limit, show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("All invoices, the newest first"), "salesmap invoice list"),
    (_("Those of this month, as CSV"), "salesmap invoice list --since 2026-11-01 --format csv"),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(but=("status", "overdue"))
def list_invoices(
    ctx: typer.Context,
    *,
    filters: LeadFilters,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List invoices."""
    from salesmap.reports.contract import payments

    context = get_context(ctx)
    most = row_limit(context, limit, format)
    with context.read_connection() as connection:
        scope = contract_scope(context, connection, filters)
        found = payments.invoices(connection, scope, limit=most)
    show(context, found.rows, format, fields)
    notify_cut(len(found.rows.values), found.total)
    say_unknown(scope.unknown)
