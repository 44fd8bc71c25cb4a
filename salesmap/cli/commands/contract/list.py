"""`salesmap contract list`."""

from typing import Annotated

import typer

from salesmap.cli.commands.contract._shared.scope import contract_scope
from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify_cut, row_limit, show
from salesmap.core.i18n import _, glossed
from salesmap.domain.contract.state import CONTRACT_STATES

app = typer.Typer()
EXAMPLES = (
    (_("All contracts, the newest first"), "salesmap contract list"),
    (
        _("Those with overdue payments, of one owner"),
        _("salesmap contract list --overdue --owner ann"),
    ),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(but=("status",))
def list_contracts(
    ctx: typer.Context,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar=_("STATUS"), help=_("Status: {states}.").format(states=glossed(CONTRACT_STATES))
        ),
    ] = None,
    *,
    filters: LeadFilters,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List contracts."""
    from salesmap.reports.contract import contracts

    context = get_context(ctx)
    most = row_limit(context, limit, format)
    with context.read_connection() as connection:
        scope = contract_scope(context, connection, filters)
        found = contracts.find(
            connection,
            context.clock.today(),
            [each for each in status or () if each != "all"],
            scope,
            is_overdue=filters.is_overdue,
            limit=most,
        )
    show(context, found.rows, format, fields)
    notify_cut(len(found.rows.values), found.total)
    say_unknown(scope.unknown)
